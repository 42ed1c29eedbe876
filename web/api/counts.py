"""Counts of the work on any day, and search over tasks and notices."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Query as InQuery
from fastapi.responses import Response
from pydantic import Field

from db import NoticeRow, Overview, TaskFilter, TaskRow, UnitCounts, notice_page, task_page, today
from db import overview as count_all
from db import unit_counts as count_units
from models.base import Record
from web.api.answers import answer
from web.api.kinds import AsOf, Words
from web.api.problems import problems
from web.api.who import Reader
from web.office import TheOffice

router = APIRouter(tags=["counts"])


class Units(Record):
    """The four-cell summary of every unit."""

    as_of: dt.date
    rows: tuple[UnitCounts, ...]


class SearchQuery(AsOf):
    """What to look for."""

    words: Annotated[Words, Field(min_length=1)]
    """Without marks or with; commas divide phrases that must all occur."""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    """Tasks, and notices, at most."""


class Found(Record):
    """What holds the words."""

    tasks: tuple[TaskRow, ...]
    """In the task's text or in the names of those who answer; newest notice first."""
    notices: tuple[NoticeRow, ...]
    """In number, symbol, title or file; newest first."""


@router.get("/overview", response_model=Overview, responses=problems())
def overview(
    request: Request, office: TheOffice, _who: Reader, query: Annotated[AsOf, InQuery()]
) -> Response:
    """All work on a day: by cell, by due state; of what fell due, how much is done."""
    with office.store.session() as session:
        found = count_all(session, as_of=query.as_of)
    return answer(request, found)


@router.get("/units", response_model=Units, responses=problems())
def units(
    request: Request, office: TheOffice, _who: Reader, query: Annotated[AsOf, InQuery()]
) -> Response:
    """The same for every unit that leads work, in the order of their names."""
    with office.store.session() as session:
        rows = count_units(session, as_of=query.as_of)
    return answer(request, Units(as_of=query.as_of or today(), rows=tuple(rows)))


@router.get("/search", response_model=Found, responses=problems())
def search(
    request: Request, office: TheOffice, _who: Reader, query: Annotated[SearchQuery, InQuery()]
) -> Response:
    """Tasks and notices that hold the words, marks aside."""
    wanted = TaskFilter(search=query.words, limit=query.limit)
    with office.store.session() as session:
        tasks = task_page(session, wanted, as_of=query.as_of).rows
        notices = notice_page(session, query.words, limit=query.limit).rows
    return answer(request, Found(tasks=tasks, notices=notices))
