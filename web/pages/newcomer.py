"""A task that the machine overlooked, as a person's form gives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db import stored_notice
from db.notices import stored_page_frames
from db.printed import Lines
from db.reshaping import add
from models import Assignee, Bound, Deadline, DeadlineKind, Task
from models.errors import Both, CannotRecord
from web.pages import forms
from web.pages.agencies import Register, completed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from starlette.datastructures import FormData

    from db.accounts import Person
    from web.office import Office

_LINE = re.compile(r"(\d{1,6})\.(\d{1,6})")


def add_task(office: Office, person: Person, document: int, form: FormData) -> int:
    """Add the task; gives its id.

    Its evidence is the lines that were selected, else those that read like it on the page.

    Raises:
        RecordMissing: there is no such document, or no task to stand behind.
        CannotRecord: a field holds what it cannot, or there is no such page.
    """
    after, on = forms.text(form, "after"), forms.text(form, "on")
    words = forms.text(form, "text")
    if not words:
        raise CannotRecord(detail=Both("chưa có nội dung nhiệm vụ", "the task has no text"))
    register = office.kept(Register)

    def work(session: Session) -> int:
        notice = stored_notice(session, document)
        head = notice.notice.head
        pages = {frame.number for frame in stored_page_frames(session, document)}
        if not on.isdigit() or int(on) not in pages:
            raise CannotRecord(
                detail=Both(f"không có trang {on[:10]}", f"there is no page {on[:10]}")
            )
        name = completed(session, office, forms.text(form, "name"), notice=document)
        known = register.resolve(name, on=head.issue_date, issuer=head.issuer) if name else None
        lines = Lines(session, document)
        ends = [_LINE.fullmatch(forms.text(form, end)) for end in ("from", "to")]
        evidence = None
        if ends[0] is not None and ends[1] is not None:
            first, last = sorted((int(end[1]), int(end[2])) for end in ends if end is not None)
            evidence = lines.between(first, last)
        evidence = evidence or lines.find(words, int(on))
        day = forms.day(forms.text(form, "day"), head.issue_date)
        before = next((i for i in notice.tasks if str(i.task_id) == after), None)
        task = Task(
            path=before.task.path if before else "?",
            page=evidence.page,
            text=words,
            evidence=evidence,
            assignees=(
                Assignee(name=name, agency=known.key if known and known.score == 1.0 else None),
            )
            if name
            else (),
            deadlines=(
                Deadline(
                    verbatim=f"{day:%d/%m/%Y}",
                    kind=DeadlineKind.DATE,
                    date=day,
                    bound=Bound.ON_OR_BEFORE,
                ),
            )
            if day
            else (),
        )
        behind = int(after) if after.isdigit() else None
        return add(session, document, task, after=behind, by=person.by)[1]

    return office.store.write(work)
