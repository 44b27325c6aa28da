"""Opens a workbook with openpyxl, which must have nothing to complain of, and prints what is in it as JSON."""

import json
import sys
import warnings

from openpyxl import load_workbook

warnings.simplefilter("error")
workbook = load_workbook(sys.argv[1])
sheets = {
    sheet.title: {
        "rows": [[cell.value for cell in row] for row in sheet.iter_rows()],
        "formats": sorted({cell.number_format for row in sheet.iter_rows() for cell in row}),
        "charts": len(sheet._charts),
    }
    for sheet in workbook.worksheets
}
json.dump(sheets, sys.stdout, ensure_ascii=False)
