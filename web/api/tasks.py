"""Tasks: questions about them, and what people report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Request
from fastapi import Query as InQuery
from fastapi.responses import Response
from pydantic import Field

from db import (
    CorrectionRow,
    DueState,
    FlagRow,
    NoticeRow,
    Sort,
    StoredTask,
    TaskFilter,
    TaskRow,
    WorkState,
    count_tasks,
    history,
    stored_notice,
    task_page,
)
from db.revisions import document_of
from db.states import state_of, tag_of
from db.tracking import Assignment, Grant, Report, assign, extend, progress
from models import Addressed, DeadlineKind, Role
from models.base import Record
from models.errors import Both, RecordMissing
from web.api.answers import answer, note_look
from web.api.kinds import AsOf, Body, Cursor, Day, Limit, Number, Query, Share, TaskId, Text, Words
from web.api.problems import problems
from web.api.recording import Behind, Entries, Match, Recorded, record
from web.api.who import Reader, Writer
from web.office import TheOffice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter(tags=["tasks"])


class TaskQuery(Query):
    """Which tasks, in which order, from where on."""

    assignee: Words | None = None
    """Part of the name of one who answers, without marks, or the agency's key."""
    role: Role | None = None
    """Narrows `assignee`; alone: tasks with somebody in this role."""
    unit: Words | None = None
    """Led by exactly this unit: the agency's key, or the folded name of one without."""
    state: WorkState | None = None
    """Somebody who answers is in this state."""
    due: frozenset[DueState] = frozenset()
    """Open work in one of these due states; may be repeated."""
    due_before: Day | None = None
    """The named day is this day or earlier."""
    due_after: Day | None = None
    """The named day is this day or later."""
    kind: DeadlineKind | None = None
    """With a deadline of this kind."""
    no_deadline: bool = False
    """Without any deadline."""
    text: Words | None = None
    """Words in this order in the task, without marks; commas divide phrases that must all occur."""
    search: Words | None = None
    """As `text`, in the task or in the names of those who answer."""
    notice: Words | None = None
    """Number (`153`), number and symbol (`153/TB-VPCP`), file, or part of the title."""
    document_id: Number | None = None
    """Of this document."""
    flagged: bool | None = None
    """With, or without, an open doubt."""
    duplicates: bool = False
    """Also tasks of documents that repeat another one."""
    withdrawn: bool = False
    """Also tasks that a later reading did not find again, but people had worked on."""
    as_of: Day | None = None
    """How the work stood, or will stand, on this day; today where left out."""
    sort: Sort = Sort.NEWEST
    """Newest notice first, by last day, or in the order of storing."""
    after: Cursor | None = None
    """`after` of the page before; no other parameter may change between pages."""
    limit: Limit = 50
    """Tasks on the page."""
    count: bool = False
    """Also tell how many tasks there are on all pages."""

    def filter(self) -> TaskFilter:
        """The conditions alone."""
        return TaskFilter(**self.model_dump(exclude={"as_of", "sort", "after", "count"}))


class TaskPage(Record):
    """A page of tasks."""

    rows: tuple[TaskRow, ...]
    after: str | None
    """Cursor of the page behind this one; null: there is none."""
    total: int | None = None
    """Tasks on all pages, where asked for."""


class OneTask(Record):
    """A task with its evidence, its work, doubts and corrections."""

    notice: NoticeRow
    stored: StoredTask
    seen: str
    """Tag of the task's state: sent back as `seen` by whoever changes it."""
    flags: tuple[FlagRow, ...]
    corrections: tuple[CorrectionRow, ...]


class Progress(Body):
    """How far the work is, as somebody says."""

    unit: Words | None = None
    """Name, part of it, or key of one who answers; left out: all who lead."""
    state: WorkState | None = None
    """Left out: work that had not begun comes under way."""
    percent: Share | None = None
    """How much is done."""
    note: Text | None = None
    """What was achieved, what is in the way."""
    result_document: Words | None = None
    """Number and symbol of the paper that carries the result."""
    reason: Words | None = None
    """Of the state: why it was stopped, why it begins again."""
    day: Day | None = None
    """The day it is true from; today where left out."""


class NewAssignment(Body):
    """Who shall answer for a task."""

    name: Annotated[Words, Field(min_length=1)]
    """Of the unit, or of the person."""
    role: Role = Role.LEAD
    """What it answers for."""
    addressed: Addressed = Addressed.UNIT
    """Who is spoken to: the unit, its head, a group, a person."""
    agency: Words | None = None
    """Key of the agency."""
    instead_of: Words | None = None
    """One who answers now and is stopped; what it did is kept."""
    reason: Words | None = None
    """Why."""
    day: Day | None = None
    """The day it is true from; today where left out."""


class NewDay(Body):
    """More time, agreed by somebody in some document."""

    new_day: Day
    """In time itself."""
    agreed_by: Words
    """Who agreed."""
    agreed_on: Day | None = None
    """When; today where left out."""
    document: Words | None = None
    """Number and symbol of the paper that says so."""
    unit: Words | None = None
    """For this one alone; left out: for all who answer."""


@router.get("/tasks", response_model=TaskPage, responses=problems(400))
def list_tasks(
    request: Request, office: TheOffice, _who: Reader, query: Annotated[TaskQuery, InQuery()]
) -> Response:
    """Tasks by any conditions, page by page.

    A page far down costs what the first one does: pages begin behind a row, not at a number.
    """
    wanted = query.filter()
    with office.store.session() as session:
        page = task_page(session, wanted, as_of=query.as_of, sort=query.sort, after=query.after)
        total = count_tasks(session, wanted, as_of=query.as_of) if query.count else None
    return answer(request, TaskPage(rows=page.rows, after=page.after, total=total))


@router.get("/tasks/{task_id}", response_model=OneTask, responses=problems(404))
def one_task(
    request: Request,
    office: TheOffice,
    who: Reader,
    task_id: TaskId,
    query: Annotated[AsOf, InQuery()],
) -> Response:
    """One task with the place on the paper of every field, and how far the work is."""
    with office.store.session() as session:
        document = document_of(session, task=task_id)
        found = stored_notice(session, document, as_of=query.as_of)
        stored = next((item for item in found.tasks if item.task_id == task_id), None)
        seen = tag_of(state_of(session, document, task_id))
    if stored is None:  # the notice was not out on that day
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=task_id)
    note_look(office, document, who)
    one = OneTask(
        notice=found.about,
        stored=stored,
        seen=seen,
        flags=tuple(flag for flag in found.flags if flag.task_id == task_id),
        corrections=tuple(item for item in found.corrections if item.task_id == task_id),
    )
    return answer(request, one, revision=found.about.revision)


@router.get("/tasks/{task_id}/history", response_model=Entries, responses=problems(404))
def history_of_task(
    request: Request,
    office: TheOffice,
    who: Reader,
    task_id: TaskId,
    query: Annotated[Behind, InQuery()],
) -> Response:
    """Who did what about a task, oldest first."""
    with office.store.session() as session:
        document_of(session, task=task_id)
        rows = history(session, task=task_id, after=query.after, limit=query.limit)
    return answer(request, Entries.of(rows, query.limit, who))


@router.post("/tasks/{task_id}/progress", responses=problems(404, 409, 412))
def report_progress(
    office: TheOffice, who: Writer, task_id: TaskId, body: Progress, match: Match
) -> Recorded:
    """Record how far those who lead a task are, or the one unit that is named."""
    report = Report(**body.model_dump())
    work = partial(progress, task=task_id, report=report, by=who.by)
    return record(office, partial(document_of, task=task_id), match, work)


@router.post("/tasks/{task_id}/assignments", responses=problems(404, 409, 412))
def assign_task(
    office: TheOffice, who: Writer, task_id: TaskId, body: NewAssignment, match: Match
) -> Recorded:
    """Make a unit answer for a task, in place of another one where that is named."""
    given = Assignment(**body.model_dump())

    def work(session: Session) -> list[int]:
        return [assign(session, task_id, given, by=who.by)]

    return record(office, partial(document_of, task=task_id), match, work)


@router.post("/tasks/{task_id}/extensions", responses=problems(404, 409, 412))
def extend_task(
    office: TheOffice, who: Writer, task_id: TaskId, body: NewDay, match: Match
) -> Recorded:
    """Give a task, or one unit that answers for it, a new last day; the old one is kept."""
    grant = Grant(**body.model_dump())

    def work(session: Session) -> list[int]:
        return [extend(session, task_id, grant, by=who.by)]

    return record(office, partial(document_of, task=task_id), match, work)
