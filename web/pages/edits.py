"""Steps of a review: each answers with the sheet as it stands then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.datastructures import FormData

from db import Amendment, stored_notice
from db.accounts import Person
from db.editing import (
    amend,
    confirm_field,
    confirm_notice,
    confirm_task,
    settle,
    undo,
)
from db.printed import Lines
from db.reshaping import Cut, merge, remove, split
from db.states import state_of, tag_of
from models import AccountRole
from models.errors import Both, CannotRecord, ChangedMeanwhile, RecordMissing
from models.text import nfc, single_blanks
from web.errors import lang_of
from web.office import Office, TheOffice
from web.pages import forms
from web.pages.agencies import Register, completed
from web.pages.frame import page
from web.pages.keys import DocumentId, FormId
from web.pages.newcomer import add_task
from web.pages.review import FIELDS, sheet_part
from web.pages.sheet import HEAD, HEAD_MORE
from web.security import require_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from db import StoredNotice

router = APIRouter(prefix="/notices/{document}")
Clerk = Annotated[Person, Depends(require_role(AccountRole.CLERK))]
PartName = Annotated[str, Form(pattern=r"^(head|[0-9]{1,18})$")]


async def sent(request: Request) -> FormData:
    """All fields of the form, those that repeat too."""
    return await request.form()


Sent = Annotated[FormData, Depends(sent)]
Tag = Annotated[str, Form(max_length=64)]


def part_key(name: str) -> int | None:
    """The id of a task, None for the head.

    >>> part_key("head"), part_key("12")
    (None, 12)
    """
    return None if name == "head" else int(name)


@router.post("/fields")
def put(
    request: Request, office: TheOffice, person: Clerk, document: DocumentId, form: Sent
) -> Response:
    """Put a person's value into a field."""
    part, field, seen = (forms.text(form, name) for name in ("part", "field", "seen"))
    key = _part(part)

    def work() -> None:
        with office.store.session() as session:
            value = _value(session, office, document, (key, field), form)
        given = Amendment(task=key, field=field, value=value)
        office.store.write(
            partial(amend, document=document, amendment=given, seen=seen, by=person.by)
        )

    return _answered(
        request, office, person, document, work, typed=_typed(form), focus=f"f-{part}-{field}"
    )


@router.post("/confirm")
def confirm(
    request: Request,
    office: TheOffice,
    person: Clerk,
    document: DocumentId,
    part: PartName,
    seen: Tag,
    field: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Say that a field, or a whole task, stands as on the paper."""
    key = part_key(part)
    if field:
        given = Amendment(task=key, field=field, value=None)
        work = partial(confirm_field, document=document, amendment=given, seen=seen, by=person.by)
        focus = f"f-{part}-{field}"
    elif key is not None:
        work = partial(confirm_task, document=document, task=key, seen=seen, by=person.by)
        focus = f"task-{part}"
    else:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=part)
    return _answered(
        request, office, person, document, lambda: office.store.write(work), focus=focus
    )


@router.post("/settle")
def look(
    request: Request,
    office: TheOffice,
    person: Clerk,
    document: DocumentId,
    flag: FormId,
    seen: Tag,
) -> Response:
    """Say that a doubt about the whole has been looked at."""
    work = partial(settle, document=document, flag=flag, seen=seen, by=person.by)
    return _answered(request, office, person, document, lambda: office.store.write(work))


@router.post("/confirm-all")
def confirm_all(
    request: Request,
    office: TheOffice,
    person: Clerk,
    document: DocumentId,
    seen: Annotated[list[str], Form(max_length=2000)],
    sure: Annotated[str, Form(max_length=1)] = "",
) -> Response:
    """Say that the whole notice stands as on the paper; asks once more where doubts are left."""
    tags: dict[int | None, str] = {}
    for item in seen:
        name, _, tag = item.partition(":")
        tags[_part(name)] = tag
    lang = lang_of(request)
    if not sure:
        with office.store.session() as session:
            notice = stored_notice(session, document)
        gone = {item.task_id for item in notice.tasks if item.withdrawn}
        left = sum(flag.resolved_at is None and flag.task_id not in gone for flag in notice.flags)
        if left:
            told = (
                f"{left} doubts are still open. Confirm the notice all the same?"
                if lang == "en"
                else f"Còn {left} chỗ nghi vấn chưa xem. Vẫn xác nhận cả văn bản?"
            )
            return sheet_part(request, office, person, document, step="doubts_left", told=told)
    work = partial(confirm_notice, document=document, seen=tags, by=person.by)
    return _answered(request, office, person, document, lambda: office.store.write(work))


@router.post("/split")
def cut(
    request: Request, office: TheOffice, person: Clerk, document: DocumentId, form: Sent
) -> Response:
    """Make two tasks of one at the cursor; what was typed before is kept first."""
    key, seen = _part(forms.text(form, "part")), forms.text(form, "seen")
    if key is None:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id="head")
    value, at = form.get("value"), forms.text(form, "at")
    if not isinstance(value, str) or not at.isdigit():
        raise CannotRecord(detail=Both("chưa rõ tách ở đâu", "where to split is not said"))
    left, right = single_blanks(nfc(value[: int(at)])), single_blanks(nfc(value[int(at) :]))

    def steps(session: Session) -> None:
        whole = single_blanks(f"{left} {right}")
        stands = state_of(session, document, key)
        tag = seen
        if whole != stands["task"]["text"]:
            given = Amendment(task=key, field="text", value=whole)
            amend(session, document, given, seen=seen, by=person.by)
            tag = tag_of(state_of(session, document, key))
        at_words = Cut(len(left), Lines(session, document).words)
        split(session, document, key, at_words, seen=tag, by=person.by)

    work = partial(office.store.write, steps)
    return _answered(
        request, office, person, document, work, typed=_typed(form), focus=f"task-{key}"
    )


@router.post("/merge")
def join(
    request: Request,
    office: TheOffice,
    person: Clerk,
    document: DocumentId,
    part: FormId,
    seen: Tag,
    next: FormId,  # noqa: A002  the name of the field
    next_seen: Tag,
) -> Response:
    """Join a task with the next."""
    work = partial(
        merge, document=document, tasks=(part, next), seen=(seen, next_seen), by=person.by
    )
    return _answered(
        request, office, person, document, lambda: office.store.write(work), focus=f"task-{part}"
    )


@router.post("/remove")
def take_out(
    request: Request,
    office: TheOffice,
    person: Clerk,
    document: DocumentId,
    part: FormId,
    seen: Tag,
) -> Response:
    """Say that something is no task."""
    work = partial(remove, document=document, task=part, seen=seen, by=person.by)
    return _answered(request, office, person, document, lambda: office.store.write(work))


@router.post("/add")
def new(
    request: Request, office: TheOffice, person: Clerk, document: DocumentId, form: Sent
) -> Response:
    """Add a task that the machine overlooked."""
    made: list[int] = []

    def work() -> None:
        made.append(add_task(office, person, document, form))

    answer = _answered(request, office, person, document, work, typed=_typed(form))
    if made:
        return sheet_part(request, office, person, document, focus=f"task-{made[0]}")
    return answer


@router.post("/undo")
def take_back(request: Request, office: TheOffice, person: Clerk, document: DocumentId) -> Response:
    """Take back the newest step of this person."""
    changed: list[int | None] = []

    def work() -> None:
        change = office.store.write(partial(undo, document=document, by=person.by))
        changed.extend(change.parts)

    answer = _answered(request, office, person, document, work)
    if changed and changed[0] is not None:
        return sheet_part(request, office, person, document, focus=f"task-{changed[0]}")
    return answer


def _answered(
    request: Request,
    office: Office,
    person: Person,
    document: int,
    work: Callable[[], object],
    *,
    typed: str = "",
    focus: str = "",
) -> Response:
    """The sheet behind a step; where it could not be taken, why, and what was typed."""
    lang = lang_of(request)
    try:
        work()
    except ChangedMeanwhile as error:
        return sheet_part(
            request, office, person, document, step="conflict", told=_conflict(error, lang),
            typed=typed, focus=focus, status=409,
        )  # fmt: skip
    except CannotRecord as error:
        answer = page(request, "error_part.html", status=422, words=error.message(lang))
        # Beside the form that was sent, so that nothing typed is lost.
        answer.headers["HX-Retarget"] = "#wrong" if typed else "#others"
        answer.headers["HX-Reswap"] = "innerHTML"
        return answer
    return sheet_part(request, office, person, document, step="saved", focus=focus)


def _conflict(error: ChangedMeanwhile, lang: str) -> str:
    by = error.details.get("by", "?")
    if lang == "en":
        return f"{by} has changed this meanwhile. Your step was not taken; look and repeat it."
    return f"{by} vừa sửa chỗ này. Bước của bạn chưa được ghi; hãy xem lại rồi làm lại."


def _part(name: str) -> int | None:
    if name != "head" and not (name.isdigit() and len(name) < 19):
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=name[:20])
    return part_key(name)


def _typed(form: FormData) -> str:
    """What was typed, for a person to read again."""
    hidden = {
        "csrf_token",
        "part",
        "field",
        "seen",
        "keep",
        "role",
        "bound",
        "kind",
        "comparator",
        "at",
        "from",
        "to",
        "after",
        "on",
    }
    return " · ".join(
        value
        for name, value in form.multi_items()
        if name not in hidden and isinstance(value, str) and value
    )


def _value(
    session: Session, office: Office, document: int, what: tuple[int | None, str], form: FormData
) -> Any:  # noqa: ANN401  as JSON has it
    """The value of a field as its form gives it."""
    key, field = what
    if field not in FIELDS:
        raise CannotRecord(detail=field)
    notice = stored_notice(session, document)
    near = notice.notice.head.issue_date
    if key is None:
        return _head_value(notice, field, form)
    stored = next((item for item in notice.tasks if item.task_id == key), None)
    if stored is None:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=key)
    task = stored.task
    if field == "assignees":
        found = forms.rows(form, "keep", "name", "role")
        names = {item.name for item in task.assignees}
        for row in found:
            if row["name"] not in names:
                row["name"] = completed(session, office, row["name"], notice=document)
        register, issuer = office.kept(Register), notice.notice.head.issuer
        ordered = sorted(task.assignees, key=lambda item: _ROLES.index(item.role.value))
        return forms.assignees(
            found, ordered, lambda name: register.resolve(name, on=near, issuer=issuer)
        )
    if field == "deadlines":
        found = forms.rows(form, "keep", "day", "bound", "kind", "verbatim")
        return forms.deadlines(found, task.deadlines, near)
    if field == "percentages":
        found = forms.rows(form, "keep", "verbatim", "comparator", "value", "measure")
        return forms.percentages(found, task.percentages)
    if field == "report_to":
        return forms.lines(str(form.get("value") or ""))
    value = forms.text(form, "value")
    if not value:
        raise CannotRecord(detail=Both("không được để trống", "it must not be empty"))
    return value


_ROLES = ["lead", "coordinate", "supervise"]


def _head_value(notice: StoredNotice, field: str, form: FormData) -> Any:  # noqa: ANN401
    head = notice.notice.head
    if field not in (*HEAD, *HEAD_MORE):
        raise CannotRecord(detail=field)
    if field in {"issue_date", "meeting_date"}:
        given = forms.day(forms.text(form, "value"), head.issue_date)
        return given.isoformat() if given else None
    if field in {"chair", "signer"}:
        person: Any = getattr(head, field)
        value: dict[str, Any] = person.model_dump(mode="json") if person else {}
        names = ("name", "role") if field == "chair" else ("name", "title", "authority")
        return value | {name: forms.text(form, name) or None for name in names}
    if field == "recipients":
        return forms.recipients(str(form.get("value") or ""), head.recipients)
    return forms.text(form, "value") or None
