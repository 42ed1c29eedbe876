"""The tracker: all tasks by unit, leader, deadline, state, notice and words."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from db import Sort, TaskFilter, label, task_page, today
from db.accounts import Person
from db.names import leaders
from models import AccountRole, DueState, WorkState
from models.errors import CannotRecord
from models.text import fold
from web.errors import lang_of
from web.office import Office, TheOffice
from web.pages import forms
from web.pages.frame import page
from web.security import current_user

router = APIRouter()
PAGE = 50
_NOBODY = "\x00"
"""A name that nobody has."""


class Wish(BaseModel):
    """What the form above the list says; empty fields say nothing."""

    model_config = ConfigDict(extra="ignore")

    q: Annotated[str, Query(max_length=300)] = ""
    assignee: Annotated[str, Query(max_length=300)] = ""
    unit: Annotated[str, Query(max_length=300)] = ""
    """Exactly this unit, by its key: where a plot or a row leads to."""
    leader: Annotated[str, Query(max_length=200)] = ""
    notice: Annotated[str, Query(max_length=300)] = ""
    document: Annotated[str, Query(max_length=18)] = ""
    state: Annotated[str, Query(max_length=30)] = ""
    due: Annotated[list[str], Query(max_length=12)] = []
    since: Annotated[str, Query(max_length=20)] = ""
    until: Annotated[str, Query(max_length=20)] = ""
    sort: Annotated[str, Query(max_length=10)] = "due"
    after: Annotated[str, Query(max_length=400)] = ""

    @property
    def order(self) -> Sort:
        """By last day, or as the notices came."""
        return Sort.NEWEST if self.sort == "newest" else Sort.DUE

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.model_dump(exclude={"sort", "after"}, exclude_defaults=True))

    def address(self, base: str, **changed: Any) -> str:  # noqa: ANN401  values of fields
        """An address that says the same, with some fields changed."""
        fields = self.model_dump(exclude_defaults=True, exclude={"after"}) | changed
        said = {key: value for key, value in fields.items() if value}
        return base + (f"?{urlencode(said, doseq=True)}" if said else "")


def filter_of(wish: Wish, office: Office) -> TaskFilter:
    """The filter of the form.

    Raises:
        CannotRecord: a day is none.
    """
    chairs: frozenset[str] = frozenset()
    if wanted := fold(wish.leader):
        with office.store.session() as session:
            chairs = frozenset(name for name in leaders(session) if wanted in fold(name))
        chairs = chairs or frozenset((_NOBODY,))
    states = {state.value for state in WorkState}
    dues = {state.value for state in DueState}
    return TaskFilter(
        search=wish.q.strip() or None,
        assignee=wish.assignee.strip() or None,
        unit=wish.unit or None,
        chairs=chairs,
        notice=wish.notice.strip() or None,
        document_id=int(wish.document) if wish.document.isdigit() else None,
        state=WorkState(wish.state) if wish.state in states else None,
        due=frozenset(DueState(state) for state in wish.due if state in dues),
        due_after=forms.day(wish.since),
        due_before=forms.day(wish.until),
    )


@router.get("/tasks")
def show(
    request: Request,
    office: TheOffice,
    person: Annotated[Person, Depends(current_user)],
    wish: Annotated[Wish, Query()],
) -> Response:
    """A page of the list."""
    lang, words = lang_of(request), None
    try:
        wanted = filter_of(wish, office).model_copy(update={"limit": PAGE})
    except CannotRecord as error:
        words = error.message(lang)
        wanted = TaskFilter(limit=PAGE)
    with office.store.session() as session:
        found = task_page(session, wanted, sort=wish.order, after=wish.after or None)
    behind = wish.address("/tasks", after=found.after) if found.after else None
    return page(
        request,
        "tasks.html",
        rows=found.rows,
        behind=behind,
        wish=wish,
        words=words,
        dues=[(state.value, label(state, lang)) for state in _DUES],
        states=[(state.value, label(state, lang)) for state in WorkState],
        label=label,
        day_now=today(),
        may_edit=person.role.covers(AccountRole.CLERK),
        status=422 if words else 200,
    )


_DUES = (
    DueState.LATE, DueState.TODAY, DueState.SOON, DueState.AHEAD, DueState.NO_DEADLINE,
    DueState.STANDING,
)  # fmt: skip


def days_words(days: int | None, lang: str) -> str:
    """How far behind or ahead work is.

    >>> days_words(5, "vi"), days_words(-3, "vi"), days_words(0, "en"), days_words(None, "vi")
    ('quá 5 ngày', 'còn 3 ngày', 'today', '')
    """
    if days is None:
        return ""
    if not days:
        return "today" if lang == "en" else "hôm nay"
    if days > 0:
        return f"{days} days late" if lang == "en" else f"quá {days} ngày"
    return f"{-days} days left" if lang == "en" else f"còn {-days} ngày"
