"""Notices: those that wait for a person first, and all of them to look through."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from db import notice_page, stored_notice, today, tracker
from db.accounts import Person
from db.query import TaskFilter
from db.waiting import MANY, count_waiting, waiting
from web.office import TheOffice
from web.pages.frame import page
from web.pages.keys import DocumentId
from web.security import current_user

router = APIRouter(prefix="/notices")
Reader = Annotated[Person, Depends(current_user)]
_PAGE = 40


@router.get("")
def show(
    request: Request,
    office: TheOffice,
    _person: Reader,
    q: Annotated[str, Query(max_length=300)] = "",
    all: bool = False,  # noqa: A002, FBT001, FBT002  a field of the form
    after: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Those that wait; with words, or on wish, all."""
    everything = all or bool(q.strip())
    with office.store.session() as session:
        count = count_waiting(session)
        if everything:
            found = notice_page(session, q.strip() or None, after=after or None, limit=_PAGE)
            rows, behind = list(found.rows), found.after
        else:
            last = int(after) if after.isdigit() and len(after) < 19 else None
            rows = waiting(session, limit=_PAGE + 1, behind=last)
            behind = str(rows[_PAGE - 1].document_id) if len(rows) > _PAGE else None
            rows = rows[:_PAGE]
    return page(
        request, "notices.html", rows=rows, behind=behind, q=q, everything=everything,
        count=count, many=MANY, first=not after,
    )  # fmt: skip


@router.get("/{document}/print")
def printed(request: Request, office: TheOffice, _person: Reader, document: DocumentId) -> Response:
    """One notice's tasks on a sheet to be laid beside the paper."""
    with office.store.session() as session:
        notice = stored_notice(session, document)
        wanted = TaskFilter(document_id=document, duplicates=True)
        rows = tracker(session, wanted)
    return page(
        request, "notice_print.html", about=notice.about, head=notice.notice.head, rows=rows,
        day=today(), tasks={item.task_id: item for item in notice.tasks},
    )  # fmt: skip
