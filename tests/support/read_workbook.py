# SPDX-License-Identifier: Apache-2.0
"""Reads a workbook as JSON: of each sheet its cells with their types, and how it prints."""
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([{
    "name": sheet.title,
    "frozen": sheet.freeze_panes,
    "orientation": sheet.page_setup.orientation,
    "paper": str(sheet.page_setup.paperSize),
    "repeated": sheet.print_title_rows,
    "footer": sheet.oddFooter.center.text,
    "heights": {number: row.height for number, row in sheet.row_dimensions.items() if row.height},
    "types": sorted({cell.data_type for row in sheet.iter_rows() for cell in row}),
    "rows": [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()],
} for sheet in book], ensure_ascii=False))
