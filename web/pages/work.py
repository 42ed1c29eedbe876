"""The work on one task: how it stands, progress entry, extension, who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from db import Grant, Report, TaskFilter, label, tasks, today
from db.accounts import Person
from db.query import TaskRow
from db.recent import recent
from db.revisions import document_of
from models import AccountRole, WorkState
from models.errors import Both, CannotRecord, RecordMissing
from web.errors import lang_of
from web.office import Office, TheOffice
from web.pages import forms
from web.pages.frame import page
from web.pages.happened import happened
from web.pages.keys import TaskId
from web.security import current_user, require_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

router = APIRouter(prefix="/tasks/{task}")
Clerk = Annotated[Person, Depends(require_role(AccountRole.CLERK))]
Words = Annotated[str, Form(max_length=4000)]
Day = Annotated[str, Form(max_length=20)]


@router.get("")
def show(
    request: Request,
    office: TheOffice,
    person: Annotated[Person, Depends(current_user)],
    task: TaskId,
) -> Response:
    """A page of its own; within the tracker only what stands below the row."""
    return _page(request, office, person, task)


@router.post("/progress")
def report(
    request: Request,
    office: TheOffice,
    person: Clerk,
    task: TaskId,
    unit: Annotated[str, Form(max_length=300)] = "",
    state: Annotated[str, Form(max_length=30)] = "",
    percent: Annotated[str, Form(max_length=4)] = "",
    text: Words = "",
    result: Annotated[str, Form(max_length=200)] = "",
    day: Day = "",
) -> Response:
    """Record how far those who lead are, or the one that is named."""

    def work() -> None:
        share = forms.figure(percent)
        given = Report(
            unit=unit or None,
            state=_state(state),
            percent=int(share) if share is not None else None,
            note=text.strip() or None,
            result_document=result.strip() or None,
            day=forms.day(day, today()),
        )
        office.store.progress(task, given, by=person.by)

    return _recorded(request, office, person, task, work)


@router.post("/extend")
def extend(
    request: Request,
    office: TheOffice,
    person: Clerk,
    task: TaskId,
    until: Day,
    agreed_by: Annotated[str, Form(max_length=200)],
    agreed_on: Day = "",
    document: Annotated[str, Form(max_length=200)] = "",
    unit: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Record more time, and who agreed to it."""

    def work() -> None:
        new_day = forms.day(until, today())
        if new_day is None or not agreed_by.strip():
            raise CannotRecord(
                detail=Both(
                    "cần ngày hạn mới và người đồng ý", "who agreed and the new day are needed"
                )
            )
        grant = Grant(
            new_day=new_day,
            agreed_by=agreed_by.strip(),
            agreed_on=forms.day(agreed_on, today()),
            document=document.strip() or None,
            unit=unit or None,
        )
        office.store.extend(task, grant, by=person.by)

    return _recorded(request, office, person, task, work)


def _state(value: str) -> WorkState | None:
    if not value:
        return None
    try:
        return WorkState(value)
    except ValueError:
        raise CannotRecord(detail=value) from None


def _recorded(
    request: Request, office: Office, person: Person, task: int, work: Callable[[], None]
) -> Response:
    try:
        work()
    except CannotRecord as error:
        return _page(request, office, person, task, words=error.message(lang_of(request)))
    return _page(request, office, person, task, done=True)


def _page(
    request: Request,
    office: Office,
    person: Person,
    task: int,
    *,
    words: str | None = None,
    done: bool = False,
) -> Response:
    lang = lang_of(request)
    with office.store.session() as session:
        row = _row(session, task)
        entries = [happened(item, lang) for item in recent(session, task=task, limit=20)]
    within = "hx-request" in request.headers
    return page(
        request,
        "task_part.html" if within else "task.html",
        status=422 if words else 200,
        row=row,
        entries=entries,
        states=[(state.value, label(state, lang)) for state in WorkState],
        label=label,
        may_edit=person.role.covers(AccountRole.CLERK),
        words=words,
        done=done,
        day_now=today(),
        within=within,
    )


def _row(session: Session, task: int) -> TaskRow:
    wanted = TaskFilter(
        document_id=document_of(session, task=task), duplicates=True, withdrawn=True
    )
    found = next((row for row in tasks(session, wanted) if row.task_id == task), None)
    if found is None:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=task)
    return found
