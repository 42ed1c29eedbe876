"""The tracker as a workbook: real days, text that stays text, no formula, late rows in red."""

from __future__ import annotations

import datetime as dt
import tempfile
from typing import TYPE_CHECKING, Final

import xlsxwriter

from db.export.sheet import COLUMNS, cells, headings, is_late

if TYPE_CHECKING:
    from typing import BinaryIO

    from db.export.sheet import Sheet

_LONGEST: Final = 32_767
"""Characters that a cell holds."""
_NAMES = {"vi": "Theo dõi", "en": "Tracker"}


def write_workbook(sheet: Sheet, file: BinaryIO) -> None:
    """The rows as an .xlsx: one row a lead, heading row frozen, filter on every column.

    Every text is written as text, so that "02/10" is no second of October, "=1+1" no formula
    and a number of a document no number. Rows are written one by one; memory does not grow.
    """
    with tempfile.TemporaryDirectory() as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = xlsxwriter.Workbook(file, options)
        plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "border": 1}
        red = {"font_color": "#C00000"}
        styles = {
            late: {
                str: book.add_format(plain | more | {"text_wrap": True, "num_format": "@"}),
                dt.date: book.add_format(plain | more | {"num_format": "dd/mm/yyyy"}),
                int: book.add_format(plain | more | {"num_format": "0"}),
            }
            for late, more in ((False, {}), (True, red))
        }
        head = book.add_format(plain | {"bold": True, "text_wrap": True, "align": "center"})
        made = book.add_worksheet(_NAMES["en" if sheet.lang == "en" else "vi"])
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.repeat_rows(0)
        made.freeze_panes(1, 0)
        for number, (column, name) in enumerate(zip(COLUMNS, headings(sheet.lang), strict=True)):
            made.set_column(number, number, column.width)
            made.write_string(0, number, name, head)
        for number, row in enumerate(sheet.rows, start=1):
            style = styles[is_late(row)]
            for place, value in enumerate(cells(row, sheet)):
                if isinstance(value, dt.date):
                    made.write_datetime(
                        number, place, dt.datetime.combine(value, dt.time()), style[dt.date]
                    )
                elif isinstance(value, int | float):
                    made.write_number(number, place, value, style[int])
                else:
                    made.write_string(number, place, (value or "")[:_LONGEST], style[str])
        made.autofilter(0, 0, max(len(sheet.rows), 1), len(COLUMNS) - 1)
        book.close()
