"""Changes through the API: one transaction, held to what was seen, told back; and the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

from fastapi import Depends

from db import AuditRow
from models import AccountRole
from models.base import Record
from web.api.answers import Expected, expected
from web.api.kinds import After, Limit, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from db.accounts import Person
    from web.office import Office

Match = Annotated[Expected, Depends(expected)]


class Recorded(Record):
    """What a change left."""

    document_id: int
    revision: int
    """Of the document, after the change; `If-Match: "REVISION-"` names it."""
    ids: tuple[int, ...]
    """Of the assignees reported on, of the assignee, of the extension, of the tasks changed."""


def record(
    office: Office,
    document_of: Callable[[Session], int],
    match: Expected,
    work: Callable[[Session], Iterable[int]],
) -> Recorded:
    """Do ``work`` in one transaction, if the document is as ``match`` says."""

    def transaction(session: Session) -> Recorded:
        document = document_of(session)
        match.hold(session, document)
        ids = tuple(work(session))
        session.flush()
        revision = match._replace(revisions=None).hold(session, document)
        return Recorded(document_id=document, revision=revision, ids=ids)

    return office.store.write(transaction)


class Behind(Query):
    """Where a page of numbered rows begins."""

    after: After = 0
    """`after` of the page before."""
    limit: Limit = 50
    """Rows on the page."""


class Entries(Record):
    """A page of the audit, oldest first."""

    rows: tuple[AuditRow, ...]
    after: int | None
    """`after` of the next page; null: there is none yet."""

    @classmethod
    def of(cls, rows: list[AuditRow], limit: int, who: Person) -> Self:
        """What the person may see: who looked at what is for administrators."""
        full = len(rows) == limit
        may = who.role is AccountRole.ADMIN
        return cls(
            rows=tuple(row for row in rows if may or row.action != "seen"),
            after=rows[-1].audit_id if full else None,
        )
