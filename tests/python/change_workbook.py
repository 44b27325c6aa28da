"""Opens a workbook, changes the cell of a row (by its key in the first column) and column (from 0, after the keys), and saves it as another."""

import sys

from openpyxl import load_workbook

source, target, sheet, key, column, value = sys.argv[1:]
workbook = load_workbook(source)
rows = [row for row in workbook[sheet].iter_rows() if row[0].value == key]
assert len(rows) == 1, f"{len(rows)} rows have the key {key}"
rows[0][int(column) + 1].value = float(value)
workbook.save(target)
