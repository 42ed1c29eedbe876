"""What offices take out: workbook, CSV, JSON Lines, calendar, Word tracker, lists, summary."""

from db.export.sheet import Sheet, cells, headings
from db.export.workbook import write_workbook

__all__ = ["Sheet", "cells", "headings", "write_workbook"]
