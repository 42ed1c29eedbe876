"""The tracker as CSV that Excel opens with a double click, and as JSON Lines for programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from db.export.sheet import cells, headings, masked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from db.export.sheet import Sheet, Value
    from db.tracker import TrackerRow

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AS_NUMBER = re.compile(r"[\d\s.,/:%()–-]*\d[\d\s.,/:%()–-]*(?:[eE]\d+)?")


def write_csv(sheet: Sheet, file: BinaryIO) -> None:
    """The rows as CSV for Excel; days are dd/mm/yyyy."""
    write_separated(file, [headings(sheet.lang), *(cells(row, sheet) for row in sheet.rows)])


def write_separated(file: BinaryIO, rows: Iterable[Iterable[Value]], delimiter: str = ";") -> None:
    """Rows of cells, all harmless; semicolons divide them where the comma is the decimal sign.

    Begins with a byte-order mark, without which Excel does not take UTF-8 for what it is.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([plain(value) for value in row])
    text.flush()
    text.detach()


def plain(value: Value) -> str:
    """A cell as text: days and decimals as Vietnamese readers expect them, texts harmless.

    >>> plain(dt.date(2024, 8, 5)), plain(98.5), plain(12), plain(None)
    ('05/08/2024', '98,50', '12', '')
    """
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return harmless(value) if isinstance(value, str) else "" if value is None else str(value)


def harmless(text: str) -> str:
    r"""A printed text that no spreadsheet takes for a formula, a date or a number.

    An apostrophe goes before a formula, a tab before what looks like a number: Excel leaves
    both as text.

    >>> harmless("=1+1"), harmless("- Rà soát"), harmless("02/10"), harmless("153/TB-UBND")
    ("'=1+1", "'- Rà soát", '\t02/10', '153/TB-UBND')
    """
    if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA):
        return f"'{text}"
    return f"\t{text}" if _AS_NUMBER.fullmatch(text) else text


def write_json_lines(sheet: Sheet, file: BinaryIO) -> None:
    """One object a row, UTF-8: the fields of ``TaskRow`` and, under ``work``, one lead's."""
    for row in sheet.rows:
        line = json.dumps(_object(row, sheet), ensure_ascii=False, separators=(",", ":"))
        file.write(line.encode() + b"\n")


def _object(row: TrackerRow, sheet: Sheet) -> Any:  # noqa: ANN401
    whole = row.task.model_dump(mode="json") | {
        "code": row.task.code,
        "as_of": sheet.day.isoformat(),
        "work": row.work.model_dump(mode="json"),
    }
    return _masked(whole, row, sheet) if sheet.masked else whole


def _masked(value: Any, row: TrackerRow, sheet: Sheet) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _masked(part, row, sheet) for key, part in value.items()}
    if isinstance(value, list):
        return [_masked(part, row, sheet) for part in value]
    return masked(value, row, sheet) if isinstance(value, str) else value
