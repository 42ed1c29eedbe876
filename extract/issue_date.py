"""The day of issue: printed, or told by a pen's digits and the time of a digital signature."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from extract.skeleton import skeleton
from models.notice import Flag
from models.reading import LineRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.letterhead import PlaceDate
    from extract.segments import Segment
    from models.reading import Reading

_LAST_DIGIT = re.compile(r"(\d)\D{0,1}$")
_GLUED_DAY = re.compile(r"\bngay\s*(\d{1,2})\s*thang\b")
_LONGEST_HAND: Final = 4
_LAG: Final = 7
"""Days from the day that is written on the paper to the signing of its copy, at most; of nine real
signed scans the longest took three."""


def read_issue_date(
    reading: Reading, printed: PlaceDate | None, pieces: Sequence[Segment], issuer: str | None
) -> tuple[dt.date | None, list[Flag]]:
    """The day of issue; what neither paper nor signature tells is None.

    The issuer's own digital signature gives a blank day. One of a portal is set later and only says
    that the day is no later; with the last digit that a pen wrote it gives the day, doubtful.
    """
    if printed and printed.date:
        return printed.date, []
    signed = sorted(_signed(reading, printed, issuer))
    if signed:
        latest, foreign = signed[0]
        digit = _written_digit(reading, pieces)
        near = (latest - dt.timedelta(days=lag) for lag in range(_LAG + 1))
        if digit is not None and printed and printed.month and printed.year:
            day = next((day for day in near if day.day % 10 == digit), None)
            if day and (day.month, day.year) == (printed.month, printed.year):
                return day, [
                    Flag(code="date_by_hand", field="issue_date", detail=latest.isoformat())
                ]
        elif not foreign:
            return latest, [Flag(code="from_stamp", field="issue_date", detail=latest.isoformat())]
        return None, [Flag(code="date_not_after", field="issue_date", detail=latest.isoformat())]
    return None, [Flag(code="date_missing", field="issue_date")]


def _signed(
    reading: Reading, printed: PlaceDate | None, issuer: str | None
) -> Iterator[tuple[dt.date, bool]]:
    """Days of signatures in the printed month, and whether another than the issuer signed."""
    for stamp in reading.stamps:
        day = _day(stamp.signed_at)
        if day and (
            printed is None
            or (printed.month in {None, day.month} and printed.year in {None, day.year})
        ):
            own = issuer is not None and skeleton(stamp.signer or "") == skeleton(issuer)
            yield day, not own


def _day(signed_at: str | None) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(signed_at).date() if signed_at else None
    except ValueError:
        return None


def _written_digit(reading: Reading, pieces: Sequence[Segment]) -> int | None:
    """The last digit of a day written by hand, which a recogniser gets right sooner than the first."""
    for piece in pieces:
        if glued := _GLUED_DAY.search(piece.bones):
            return int(glued[1][-1])
        own = piece.line.box
        for line in reading.pages[piece.place.page - 1].lines:
            if line.role is not LineRole.HANDWRITING or not line.box or not own:
                continue
            beside = own.top < (line.box.top + line.box.bottom) / 2 < own.bottom
            if beside and line.column == piece.line.column and len(line.text) <= _LONGEST_HAND:
                found = _LAST_DIGIT.search(line.text)
                return int(found[1]) if found else None
    return None
