"""The review of one notice: the paper on the left, what was read of it on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from db import load_reading
from db.accounts import Person
from db.notices import stored_page_frames
from db.recent import newest_change
from db.revisions import look_at, looked_at
from models import AccountRole, EditKind, PageKind
from models.errors import Both, RecordMissing
from web.errors import lang_of
from web.office import Office, TheOffice
from web.pages.agencies import Register
from web.pages.frame import page
from web.pages.keys import DocumentId
from web.pages.presence import Presence
from web.pages.sheet import HEAD, HEAD_MORE, TASK, sheet
from web.security import current_user

if TYPE_CHECKING:
    from web.pages.sheet import Sheet

router = APIRouter(prefix="/notices/{document}")
Reader = Annotated[Person, Depends(current_user)]
FIELDS = frozenset((*HEAD, *HEAD_MORE, *TASK))


@router.get("")
def show(request: Request, office: TheOffice, person: Reader, document: DocumentId) -> Response:
    """The whole page."""
    lang = lang_of(request)
    office.kept(Register)  # begins to read while the clerk looks
    with office.store.session() as session:
        found = sheet(session, document, lang, by=person.by)
        frames = stored_page_frames(session, document)
        known = looked_at(session, document, by=person.by)
    if not known:
        office.store.write(partial(look_at, document=document, by=person.by))
    pictured = any(frame.kind not in {PageKind.TEXT, PageKind.BLANK} for frame in frames)
    return page(
        request,
        "review.html",
        **_shown(found, person),
        frames=frames,
        pictured=pictured,
    )


@router.get("/sheet")
def part(request: Request, office: TheOffice, person: Reader, document: DocumentId) -> Response:
    """The right side alone, as it stands now."""
    return sheet_part(request, office, person, document)


@router.get("/text")
def text(request: Request, office: TheOffice, _person: Reader, document: DocumentId) -> Response:
    """What was read, line by line, every repair beside what the machine saw."""
    with office.store.session() as session:
        reading = load_reading(session, document)
    edits = {
        (edit.page, edit.line, edit.word): edit
        for edit in reading.edits
        if edit.kind is not EditKind.NORMALISE
    }
    return page(request, "review_text.html", reading=reading, edits=edits)


@router.get("/others")
def others(
    request: Request, office: TheOffice, person: Reader, document: DocumentId, seen: int = 0
) -> Response:
    """Who else is here, and whether the notice has changed since it was loaded."""
    who = office.kept(Presence).sign(document, person.name)
    with office.store.session() as session:
        revision, by = newest_change(session, document)
    if not revision:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    return page(
        request, "review_others.html", others=who, changed=revision > seen > 0, by=by,
        document=document,
    )  # fmt: skip


@router.get("/edit")
def edit(
    request: Request,
    office: TheOffice,
    person: Reader,
    document: DocumentId,
    part: Annotated[str, Query(pattern=r"^(head|[0-9]{1,18})$")],
    field: Annotated[str, Query(max_length=20)],
) -> Response:
    """The form for one field."""
    lang = lang_of(request)
    with office.store.session() as session:
        found = sheet(session, document, lang, by=person.by)
    parts = {item.name: item for item in (found.head, *found.tasks)}
    mine = parts.get(part)
    if mine is None or field not in mine.fields:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=part)
    following = [item for item in found.tasks if item.number == mine.number + 1]
    return page(
        request,
        "edit.html",
        document=document,
        part=mine,
        field=mine.fields[field],
        next=following[0] if following else None,
    )


@router.get("/add")
def ask_new(
    request: Request,
    office: TheOffice,
    person: Reader,
    document: DocumentId,
    after: Annotated[str, Query(pattern=r"^[0-9]{0,18}$")] = "",
    on: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The form for a task that the machine overlooked."""
    with office.store.session() as session:
        found = sheet(session, document, lang_of(request), by=person.by)
    return page(request, "edit_new.html", document=document, after=after, on=on, sheet=found)


Step = Literal["saved", "conflict", "doubts_left"]


def sheet_part(
    request: Request,
    office: Office,
    person: Person,
    document: int,
    *,
    step: Step | None = None,
    told: str = "",
    typed: str = "",
    focus: str = "",
    status: int = 200,
) -> Response:
    """The right side, after a step that was or was not taken."""
    with office.store.session() as session:
        found = sheet(session, document, lang_of(request), by=person.by)
    return page(
        request,
        "review_sheet.html",
        status=status,
        step=step,
        told=told,
        typed=typed,
        focus=focus,
        **_shown(found, person),
    )


def _shown(found: Sheet, person: Person) -> dict[str, Any]:
    return {
        "sheet": found,
        "about": found.notice.about,
        "may_edit": person.role.covers(AccountRole.CLERK),
        "head_fields": HEAD,
        "head_more": HEAD_MORE,
        "task_fields": TASK,
    }
