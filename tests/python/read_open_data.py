"""Reads the open data by their own metadata, as pandas does, and prints the percentages by measure, questionnaire and sector as JSON."""

import json
import sys

import pandas

table, metadata = sys.argv[1:]
columns = json.load(open(metadata, encoding="utf-8"))["tableSchema"]["columns"]
kinds = {"string": "string", "boolean": "boolean", "nonNegativeInteger": "UInt64", "double": "float64"}
frame = pandas.read_csv(
    table, encoding="utf-8-sig", dtype={column["name"]: kinds[column["datatype"]] for column in columns}
)
assert list(frame.columns) == [column["name"] for column in columns], "the columns are those of the metadata"
for column in columns:
    if column["required"]:
        assert not frame[column["name"]].isna().any(), column["name"]
shown = frame[frame["status"] == "shown"]
json.dump(
    [[row.measure, row.sector, row.sector_name_vi, row.percent] for row in shown.itertuples()], sys.stdout, ensure_ascii=False
)
