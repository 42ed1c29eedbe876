"""Notices: lists, one with everything, corrections and confirmations of what was read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Request
from fastapi import Query as InQuery
from fastapi.responses import Response

from db import (
    Amendment,
    FlagRow,
    NoticePage,
    StoredNotice,
    doubts,
    history,
    load_reading,
    notice_page,
    stored_notice,
)
from db.editing import amend, confirm_field, confirm_notice, confirm_task, undo
from db.reviewing import settle_flag
from db.revisions import document_of, revision_of
from db.states import state_of, tag_of
from models import Reading
from models.base import Record
from web.api.answers import answer, note_look
from web.api.kinds import AsOf, Body, Cursor, DocumentId, FlagId, Limit, Plain, Query, Told, Words
from web.api.problems import problems
from web.api.recording import Behind, Entries, Match, Recorded, record
from web.api.who import Reader, Writer
from web.office import TheOffice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

router = APIRouter(tags=["notices"])


class NoticeQuery(Query):
    """Which documents, from where on."""

    words: Words | None = None
    """Stand without marks in number, symbol, title or file."""
    duplicates: bool = True
    """Also documents that repeat another one."""
    after: Cursor | None = None
    """`after` of the page before."""
    limit: Limit = 50
    """Documents on the page."""


class PartSeen(Record):
    """Tag of the state of a part of a notice."""

    task_id: int | None
    """None: the head."""
    seen: str


class OneNotice(StoredNotice):
    """One document with everything that came from it but its lines (see `reading`)."""

    seen: tuple[PartSeen, ...]
    """Tags of the head and of every standing task: sent back as `seen` by whoever changes one."""


class Correction(Body):
    """A person's value for a field of a task or of the head."""

    task: Told | None = None
    """Id of the task; left out: the head."""
    field: Words
    """`deadlines`, `assignees`, `text` … of a task; `number`, `issue_date` … of the head."""
    value: Plain
    """As the notice has it; the whole field is replaced."""
    seen: Words | None = None
    """Tag of the part that was seen; may be left out where `If-Match` is sent."""


class Confirmation(Body):
    """What stands as on the paper: a field, a task, or the whole notice."""

    task: Told | None = None
    """Id of the task; left out: the head, or the notice."""
    field: Words | None = None
    """Left out: all of the task, or all of the notice."""
    seen: Words | None = None
    """Tag of the part that was seen; the whole notice is confirmed by `If-Match` alone."""


class Doubts(Record):
    """A page of open doubts, oldest first."""

    rows: tuple[FlagRow, ...]
    after: int | None
    """`after` of the next page; null: there is none."""


class DoubtQuery(Behind):
    """Which doubts."""

    code: Words | None = None
    """Only those with this code."""


@router.get("/notices", response_model=NoticePage, responses=problems(400))
def list_notices(
    request: Request, office: TheOffice, _who: Reader, query: Annotated[NoticeQuery, InQuery()]
) -> Response:
    """Documents, newest first."""
    with office.store.session() as session:
        page = notice_page(
            session,
            query.words,
            duplicates=query.duplicates,
            after=query.after,
            limit=query.limit,
        )
    return answer(request, page)


@router.get("/notices/{document_id}", response_model=OneNotice, responses=problems(404))
def one_notice(
    request: Request,
    office: TheOffice,
    who: Reader,
    document_id: DocumentId,
    query: Annotated[AsOf, InQuery()],
) -> Response:
    """One notice: head, outline, tasks with evidence and work, findings, doubts, corrections."""
    with office.store.session() as session:
        found = stored_notice(session, document_id, as_of=query.as_of)
        parts: list[int | None] = [None]
        parts += [item.task_id for item in found.tasks if not item.withdrawn]
        seen = tuple(
            PartSeen(task_id=part, seen=tag_of(state_of(session, document_id, part)))
            for part in parts
        )
    note_look(office, document_id, who)
    one = OneNotice.model_construct(**dict(found), seen=seen)
    return answer(request, one, revision=found.about.revision)


@router.get("/notices/{document_id}/reading", response_model=Reading, responses=problems(404))
def reading(request: Request, office: TheOffice, who: Reader, document_id: DocumentId) -> Response:
    """What was read from the file: pages, lines and words with boxes, repairs; spans name them."""
    with office.store.session() as session:
        found = load_reading(session, document_id)
    note_look(office, document_id, who)
    return answer(request, found)


@router.get("/notices/{document_id}/history", response_model=Entries, responses=problems(404))
def history_of_notice(
    request: Request,
    office: TheOffice,
    who: Reader,
    document_id: DocumentId,
    query: Annotated[Behind, InQuery()],
) -> Response:
    """Who did what about a document and its tasks, oldest first."""
    with office.store.session() as session:
        rows = history(session, document=document_id, after=query.after, limit=query.limit)
        if not rows and not query.after:
            revision_of(session, document_id)
    return answer(request, Entries.of(rows, query.limit, who))


@router.post("/notices/{document_id}/corrections", responses=problems(404, 409, 412, 428))
def correct(
    office: TheOffice, who: Writer, document_id: DocumentId, body: Correction, match: Match
) -> Recorded:
    """Put a person's value over what the machine read; both are kept, later readings too."""
    match.demand(body.seen)
    amendment = Amendment(task=body.task, field=body.field, value=body.value)

    def work(session: Session) -> list[int]:
        seen = body.seen or tag_of(state_of(session, document_id, body.task))
        change = amend(session, document_id, amendment, seen=seen, by=who.by)
        return _tasks(change.parts)

    return record(office, lambda _: document_id, match, work)


@router.post("/notices/{document_id}/confirmations", responses=problems(404, 409, 412, 428))
def confirm(
    office: TheOffice, who: Writer, document_id: DocumentId, body: Confirmation, match: Match
) -> Recorded:
    """Say that a field, a task or the whole notice stands as on the paper."""
    whole = body.task is None and body.field is None
    match.demand(None if whole else body.seen)

    def work(session: Session) -> list[int]:
        if whole:
            found = stored_notice(session, document_id)
            parts: list[int | None] = [None]
            parts += [item.task_id for item in found.tasks if not item.withdrawn]
            tags = {part: tag_of(state_of(session, document_id, part)) for part in parts}
            return _tasks(confirm_notice(session, document_id, seen=tags, by=who.by).parts)
        seen = body.seen or tag_of(state_of(session, document_id, body.task))
        if body.field is not None:
            field = Amendment(task=body.task, field=body.field, value=None)
            change = confirm_field(session, document_id, field, seen=seen, by=who.by)
        else:
            assert body.task is not None  # noqa: S101  neither would be the whole notice
            change = confirm_task(session, document_id, body.task, seen=seen, by=who.by)
        return _tasks(change.parts)

    return record(office, lambda _: document_id, match, work)


@router.post("/notices/{document_id}/undo", responses=problems(404, 409, 412))
def take_back(office: TheOffice, who: Writer, document_id: DocumentId, match: Match) -> Recorded:
    """Take back one's own newest correction or confirmation of a notice."""

    def work(session: Session) -> list[int]:
        return _tasks(undo(session, document_id, by=who.by).parts)

    return record(office, lambda _: document_id, match, work)


@router.get("/doubts", response_model=Doubts, responses=problems())
def open_doubts(
    request: Request, office: TheOffice, _who: Reader, query: Annotated[DoubtQuery, InQuery()]
) -> Response:
    """What waits for a person's look, oldest first."""
    with office.store.session() as session:
        rows = doubts(session, code=query.code, after=query.after, limit=query.limit)
    last = rows[-1].flag_id if len(rows) == query.limit else None
    return answer(request, Doubts(rows=tuple(rows), after=last))


@router.post("/doubts/{flag_id}/settlement", responses=problems(404, 409, 412))
def settle(office: TheOffice, who: Writer, flag_id: FlagId, match: Match) -> Recorded:
    """Say that a doubt was looked at and what stands there is right."""

    def work(session: Session) -> list[int]:
        settle_flag(session, flag_id, by=who.by)
        return [flag_id]

    return record(office, partial(document_of, flag=flag_id), match, work)


def _tasks(parts: Sequence[int | None]) -> list[int]:
    return [part for part in parts if part is not None]
