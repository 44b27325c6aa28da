"""Reads the files of an export of microdata with pandas, pyreadstat and openpyxl, and says in JSON what is in them.

usage: read_microdata.py DIRECTORY
"""

import json
import pathlib
import sys
import warnings

import openpyxl
import pandas
import pyreadstat

# Nobody may have anything to complain of.
warnings.simplefilter("error")


def counted(values):
    """How often each value comes; what is missing does not count."""
    counts = {}
    for value in values:
        if value is None or value == "" or value != value:
            continue
        text = repr(float(value)) if isinstance(value, (int, float)) else value
        counts[text] = counts.get(text, 0) + 1
    return counts


def told(frame):
    return {
        "rows": len(frame),
        "columns": list(frame.columns),
        "counts": {column: counted(frame[column].tolist()) for column in frame.columns},
    }


def spss(path):
    # Missing values that have a name stay what they are.
    frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    plain, _ = pyreadstat.read_sav(str(path))
    answer = told(frame)
    answer["labels"] = meta.column_names_to_labels
    answer["values"] = {
        name: {repr(float(value)): label for value, label in values.items()}
        for name, values in meta.variable_value_labels.items()
    }
    answer["missing"] = sorted(meta.missing_ranges)
    answer["encoding"] = meta.file_encoding
    answer["counts_without_missing"] = {column: counted(plain[column].tolist()) for column in plain.columns}
    return answer


def csv(path):
    return told(pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig"))


def workbook(path):
    book = openpyxl.load_workbook(path, read_only=True)
    answers = {}
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        header = list(rows[0])
        width = len(header)
        filled = [list(row) + [None] * (width - len(row)) for row in rows[1:]]
        answers[sheet.title] = {
            "rows": len(filled),
            "columns": header,
            "counts": {name: counted([row[at] for row in filled]) for at, name in enumerate(header)},
        }
    return answers


READERS = {".sav": spss, ".csv": csv, ".xlsx": workbook}

folder = pathlib.Path(sys.argv[1])
answers = {path.name: READERS[path.suffix](path) for path in sorted(folder.iterdir()) if path.suffix in READERS}
json.dump(answers, sys.stdout, ensure_ascii=False)
