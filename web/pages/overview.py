"""The first page: how the work stands, what waits for a person, what the machine did today."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from db import overview, today, unit_counts
from db.accounts import Person
from db.months import month_counts
from db.waiting import MANY, arrivals, count_waiting, waiting
from models import AccountRole
from models.errors import KetluanError
from pipeline.office import open_queue
from web.office import Office, TheOffice
from web.pages.frame import page
from web.pages.inbox import refused
from web.pages.plots import CELLS, OTHERS, Bar, bars
from web.security import current_user

if TYPE_CHECKING:
    import datetime as dt

    from db import Overview
    from pipeline.job import Counts as QueueCounts
    from pipeline.settings import Settings

router = APIRouter()
_STANDS = 20.0
"""Seconds for which counts of a large database are shown again."""
_UNITS = 12
_LARGE = 0.15
"""Seconds of counting from which on counts are kept."""


class Counted(NamedTuple):
    """What is counted of the whole database."""

    day: dt.date
    all: Overview
    units: tuple[Bar, ...]
    months: tuple[Bar, ...]


class Counting:
    """Counts of the whole database; those that took long are shown again for a moment."""

    def __init__(self, _settings: Settings) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[float, Counted] | None = None

    def close(self) -> None:
        """Forget them."""
        self._kept = None

    def counted(self, office: Office) -> Counted:
        """The counts of today."""
        with self._lock:
            day = today()
            if self._kept and self._kept[0] > time.monotonic() and self._kept[1].day == day:
                return self._kept[1]
            began = time.monotonic()
            found = _count(office, day)
            took = time.monotonic() - began
            self._kept = (time.monotonic() + _STANDS, found) if took > _LARGE else None
            return found


@router.get("/")
def show(
    request: Request, office: TheOffice, person: Annotated[Person, Depends(current_user)]
) -> Response:
    """The whole page."""
    found = office.kept(Counting).counted(office)
    with office.store.session() as session:
        first, count = waiting(session, limit=6), count_waiting(session)
        new = arrivals(session, found.day)
    clerk = person.role.covers(AccountRole.CLERK)
    return page(
        request,
        "overview.html",
        found=found,
        cells=CELLS,
        others=OTHERS,
        waiting=first,
        waiting_count=count,
        many=MANY,
        arrived=new,
        queue=_queue(office),
        refused=refused(office.settings) if clerk else None,
        may_edit=clerk,
        upload_mb=office.settings.web.upload_mb,
    )


def _count(office: Office, day: dt.date) -> Counted:
    with office.store.session() as session:
        whole = overview(session)
        units = unit_counts(session)
        begin = day.replace(year=day.year - 1, day=1) if (day.month, day.day) != (2, 29) else day
        months = month_counts(session, begin, 15)
    of_units = sorted(units, key=lambda unit: -_four(unit.counts))[:_UNITS]
    return Counted(
        day=day,
        all=whole,
        units=tuple(bars([(unit.name, unit.unit, unit.counts) for unit in of_units])),
        months=tuple(bars([(f"{m.month:%m/%Y}", m.month.isoformat(), m.counts) for m in months])),
    )


def _four(counts: object) -> int:
    return sum(getattr(counts, cell) for cell, _, _ in CELLS)


def _queue(office: Office) -> QueueCounts | None:
    """What waits to be read; None where nothing was ever dropped here, or it cannot be told."""
    if office.settings.queue.kind == "local" and not office.settings.folders.work.is_dir():
        return None
    try:
        queue = open_queue(office.settings)
    except (KetluanError, OSError):
        return None
    try:
        return queue.book.counts()
    except (KetluanError, OSError):
        return None
    finally:
        queue.close()
