"""Two databases made one: what the other holds comes in, what both hold is told once."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, insert, select

from db import schema
from db import tables as t
from db.corrections import Amendment, correct
from db.duplicates import DUPLICATE, find_original, settle_copy
from db.loading import load_head, load_task
from db.matching import Known, match
from db.rules import due_day
from db.task_rows import settle_days, settle_names
from db.tracking import settle_state
from models.errors import DatabaseTrouble
from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from db.store import Store

Row = dict[str, Any]


class Merged(NamedTuple):
    """What became of the other's documents."""

    added: int
    known: int
    """Were there already; what people reported on them has come in."""


_PARTS: tuple[Any, ...] = (t.Edit, t.Stamp, t.Section, t.Recipient)
_OF_TASKS: tuple[Any, ...] = (t.Clause, t.Deadline)
_OF_BOTH: tuple[Any, ...] = (t.Quantity, t.Citation, t.Flag, t.Correction)
_OF_ASSIGNEES: tuple[Any, ...] = (t.StatusEvent, t.ProgressNote)


def merge(into: Store, other: Store, *, by: str) -> Merged:
    """Bring in the other database's documents, one transaction each; run again it changes nothing.

    A file that both hold stays as it is here; states, reports, extensions and corrections that
    people recorded there are added, their corrections only where nobody corrected the field
    here. A notice that another file here holds becomes its copy. Accounts, tokens and the
    office's rules stay those of this database.

    Raises:
        DatabaseTrouble: one of them cannot be used, or they are of different versions.
    """
    with other.engine.connect() as source:
        if (revision := schema.current(source)) != schema.HEAD:
            raise DatabaseTrouble(
                database=other.engine.url.render_as_string(hide_password=True),
                detail=f"{revision} ≠ {schema.HEAD}: ketluan db upgrade",
            )
        into.write(partial(_agencies, source=source))
        # Copies after originals, so that what they are copies of is there.
        order = select(t.Document.id).order_by(t.Document.duplicate_of.is_not(None), t.Document.id)
        keys = source.scalars(order).all()
        added = sum(into.write(partial(_document, source=source, key=key, by=by)) for key in keys)
    return Merged(added, len(keys) - added)


def _rows(source: Connection, table: Any, *conditions: Any) -> list[Row]:  # noqa: ANN401
    made = table.__table__
    query = select(made).where(*conditions).order_by(*made.primary_key)
    return [dict(row) for row in source.execute(query).mappings()]


def _agencies(session: Session, source: Connection) -> None:
    for table, key in ((t.Agency, "key"), (t.DayOff, "day")):
        known = set(session.scalars(select(getattr(table, key))))
        if new := [row for row in _rows(source, table) if row[key] not in known]:
            # A body may stand before the one above it.
            session.execute(
                insert(table), [row | {"parent": None} if "parent" in row else row for row in new]
            )
            for row in new:
                if row.get("parent"):
                    session.get_one(t.Agency, row["key"]).parent = row["parent"]
            session.flush()


def _document(session: Session, source: Connection, key: int, by: str) -> bool:
    """One document; True where it is new here."""
    (row,) = _rows(source, t.Document, t.Document.id == key)
    known = session.scalar(select(t.Document.id).where(t.Document.sha256 == row["sha256"]))
    if known is not None:
        _Known(session, source, known, key, by).take()
        return False
    _New(session, source, by).take(row)
    return True


class _New:
    """A document that is not here yet, row by row under new ids."""

    def __init__(self, session: Session, source: Connection, by: str) -> None:
        self._session, self._source, self._by = session, source, by

    def take(self, row: Row) -> None:
        """All of it."""
        key = row["id"]
        row |= {"duplicate_of": None, "issuer_folded": None}  # settled below, without a collision
        document = self._put(t.Document, row)
        made = self._session.get_one(t.Document, document)
        made.issuer_folded = fold(made.issuer) if made.issuer else None
        with self._session.no_autoflush:
            made.duplicate_of = find_original(
                self._session, load_head(self._session, made), document
            )
        self._session.flush()
        pages = self._below(t.Page, t.Page.document_id == key, document_id=document)
        for old, new in pages.items():
            self._below(t.Line, t.Line.page_id == old, page_id=new)
        for table in _PARTS:
            self._below(table, table.document_id == key, document_id=document)
        tasks = self._below(t.Task, t.Task.document_id == key, document_id=document)
        assignees: dict[int, int] = {}
        for old, new in tasks.items():
            for table in _OF_TASKS:
                self._below(table, table.task_id == old, task_id=new)
            assignees |= self._below(t.TaskAgency, t.TaskAgency.task_id == old, task_id=new)
        for old, new in assignees.items():
            for table in _OF_ASSIGNEES:
                self._below(table, table.assignee_id == old, assignee_id=new)
        for old, new in tasks.items():
            for extension in _rows(self._source, t.Extension, t.Extension.task_id == old):
                whom = extension["assignee_id"]
                self._put(
                    t.Extension, extension | {"task_id": new, "assignee_id": assignees.get(whom)}
                )
        for table in (*_OF_BOTH, t.Audit):
            for found in _rows(self._source, table, table.document_id == key):
                if table is t.Flag and found["code"] == DUPLICATE and found["part"] == "notice":
                    continue
                self._put(
                    table, found | {"document_id": document, "task_id": tasks.get(found["task_id"])}
                )
        settle_copy(self._session, made)
        _note(self._session, made, self._by, "merged_in")

    def _below(self, table: Any, condition: Any, **parent: int) -> dict[int, int]:  # noqa: ANN401
        """Rows under a new parent; their new ids by the old ones."""
        rows = _rows(self._source, table, condition)
        return {row["id"]: self._put(table, row | parent) for row in rows}

    def _put(self, table: Any, row: Row) -> int:  # noqa: ANN401
        values = {name: value for name, value in row.items() if name != "id"}
        key = self._session.scalar(insert(table).values(values).returning(table.id))
        return int(key or 0)


class _Known:
    """A document that both hold: what people did there is added to what they did here."""

    def __init__(
        self, session: Session, source: Connection, here: int, there: int, by: str
    ) -> None:
        self._session, self._source = session, source
        self._here, self._there, self._by = here, there, by
        self._new = 0

    def take(self) -> None:
        """Reports and corrections."""
        document = self._session.get_one(t.Document, self._here)
        tasks = self._pairs()
        self._corrections(None, None)
        for there, here in tasks:
            self._events(there, here)
            self._corrections(there["id"], here.id)
            _settle(self._session, document, here)
        if self._new:
            _note(self._session, document, self._by, "merged", {"rows": self._new})
            document.revision += 1

    def _pairs(self) -> list[tuple[Row, t.Task]]:
        theirs = _rows(self._source, t.Task, t.Task.document_id == self._there)
        mine = self._session.scalars(
            select(t.Task).where(t.Task.document_id == self._here).order_by(t.Task.ordinal)
        ).all()
        found = match(
            [Known(row.path, row.folded) for row in mine],
            [Known(row["path"], row["folded"]) for row in theirs],
        )
        return [
            (row, mine[index])
            for row, index in zip(theirs, found, strict=True)
            if index is not None
        ]

    def _events(self, there: Row, here: t.Task) -> None:
        theirs = _rows(self._source, t.TaskAgency, t.TaskAgency.task_id == there["id"])
        mine = self._assignees(here)
        whom: dict[int, int] = {}
        for row, known in zip(theirs, _alike(theirs, mine), strict=True):
            events = list(self._told(row["id"]))
            if known is None and not events and row["origin"] != t.Origin.PERSON.value:
                continue
            assignee = known.id if known else self._answering(here, row)
            whom[row["id"]] = assignee
            for table, event in events:
                self._add(table, event | {"assignee_id": assignee}, ("assignee_id", "at", "by"))
        for row in _rows(self._source, t.Extension, t.Extension.task_id == there["id"]):
            if row["assignee_id"] is not None and row["assignee_id"] not in whom:
                continue
            moved = row | {"task_id": here.id, "assignee_id": whom.get(row["assignee_id"])}
            self._add(t.Extension, moved, ("task_id", "at", "by"))

    def _assignees(self, task: t.Task) -> Sequence[t.TaskAgency]:
        query = select(t.TaskAgency).where(t.TaskAgency.task_id == task.id)
        return self._session.scalars(query.order_by(t.TaskAgency.ordinal, t.TaskAgency.id)).all()

    def _told(self, assignee: int) -> Iterator[tuple[Any, Row]]:
        for table in _OF_ASSIGNEES:
            for row in _rows(self._source, table, table.assignee_id == assignee):
                yield table, row

    def _answering(self, task: t.Task, row: Row) -> int:
        last = self._session.scalar(
            select(func.max(t.TaskAgency.ordinal)).where(t.TaskAgency.task_id == task.id)
        )
        values = {name: value for name, value in row.items() if name != "id"}
        values |= {"task_id": task.id, "ordinal": (last if last is not None else -1) + 1}
        values |= {"origin": t.Origin.PERSON.value}
        made = t.TaskAgency(**values)
        self._session.add(made)
        self._session.flush()
        self._new += 1
        return made.id

    def _add(self, table: Any, row: Row, same: tuple[str, ...]) -> None:  # noqa: ANN401
        known = select(table.id).where(*(getattr(table, name) == row[name] for name in same))
        if self._session.scalar(known.limit(1)) is None:
            values = {name: value for name, value in row.items() if name != "id"}
            self._session.execute(insert(table), [values])
            self._new += 1

    def _corrections(self, there: int | None, here: int | None) -> None:
        """A field that somebody corrected here keeps the value it has here."""
        c = t.Correction
        of = c.task_id == there if there is not None else c.task_id.is_(None)
        for row in _rows(self._source, c, c.document_id == self._there, of):
            mine = c.task_id == here if here is not None else c.task_id.is_(None)
            taken = select(c.id).where(c.document_id == self._here, mine, c.field == row["field"])
            if self._session.scalar(taken) is None:
                theirs = Amendment(task=here, field=row["field"], value=row["person"])
                correct(self._session, self._here, theirs, by=row["by"])
                self._new += 1


def _settle(session: Session, document: t.Document, row: t.Task) -> None:
    """States and days follow the events of both."""
    for assignee in session.scalars(select(t.TaskAgency).where(t.TaskAgency.task_id == row.id)):
        settle_state(session, assignee)
    standing = due_day(load_task(session, row)).standing
    counted = document.duplicate_of is None
    settle_days(session, row, standing=standing, counted=counted, extended=True)
    settle_names(session, row)


def _alike(theirs: Sequence[Row], mine: Sequence[t.TaskAgency]) -> list[t.TaskAgency | None]:
    free = list(mine)
    found: list[t.TaskAgency | None] = []
    for row in theirs:
        same = [a for a in free if (a.folded, a.role) == (row["folded"], row["role"])]
        found.append(same[0] if same else None)
        if same:
            free.remove(same[0])
    return found


def _note(
    session: Session, row: t.Document, by: str, action: str, after: dict[str, int] | None = None
) -> None:
    session.add(
        t.Audit(at=dt.datetime.now(dt.UTC), by=by, action=action, document_id=row.id, after=after)
    )
