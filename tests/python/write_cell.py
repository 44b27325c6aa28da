"""Opens a workbook, writes a text into a cell of a sheet, which is made if it is not there, and saves it as another."""

import sys

from openpyxl import load_workbook

source, target, sheet, cell, text = sys.argv[1:]
workbook = load_workbook(source)
if sheet not in workbook.sheetnames:
    workbook.create_sheet(sheet)
workbook[sheet][cell].value = text
workbook.save(target)
