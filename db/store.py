"""The task database: opened, written in whole transactions, read through sessions."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db import schema
from db.corrections import Amendment, correct
from db.engine import open_engine, persist, trouble, writing
from db.reviewing import confirm, settle_flag
from db.rules import Rules, set_rules
from db.saving import Saved, save_document
from db.tracking import Assignment, Grant, Report, assign, extend, progress
from models.errors import DatabaseTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Engine

    from models import Notice, Reading

__all__ = ["Saved", "Store"]

Result = TypeVar("Result")


class Store:
    """One database. Safe to share between threads; each process opens its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = writing(engine)

    @classmethod
    def open(cls, url: str) -> Store:
        """Open, create or bring up to date.

        ``sqlite:///ketluan.db`` or ``postgresql://user@host/name``.

        Raises:
            DatabaseTrouble: it cannot be reached or opened, or a newer ketluan made it.
        """
        store = cls(open_engine(url))
        try:
            persist(store.engine, store.upgrade)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that reads, all of it from one moment.

        Raises:
            DatabaseTrouble: in place of any error of the database.
        """
        try:
            with Session(self.engine) as session:
                if self.engine.dialect.name == "postgresql":
                    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                yield session
        except SQLAlchemyError as error:
            raise trouble(self.engine, error) from error

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Run ``work`` as one transaction: all of it is kept, or nothing.

        It is run again when the database was busy or another writer came first, so it must
        not keep anything outside of the session.

        Raises:
            DatabaseTrouble: in place of any error of the database.
        """

        def transaction() -> Result:
            with Session(self._writing) as session, session.begin():
                return work(session)

        return persist(self.engine, transaction)

    def save(
        self,
        reading: Reading,
        notice: Notice,
        *,
        source: Path | str | None,
        secrets: bool = False,
    ) -> Saved:
        """Store one file with its notice, in one transaction.

        The same content again changes nothing (``unchanged``), unless a newer version of
        ketluan read it: then what the machine read is replaced, what people corrected or
        reported stays (``updated``). Another file with the same issuer, number, symbol and
        year is stored and flagged (``duplicate``). ``secrets`` lets marked documents in, for an
        office whose network is its own.

        Raises:
            SecretDocument: the notice carries a secrecy mark and ``secrets`` is not set.
            DatabaseTrouble: the database cannot be written.
        """
        work = partial(
            save_document, reading=reading, notice=notice, source=source, secrets=secrets
        )
        return self.write(work)

    def progress(self, task: int, report: Report, *, by: str) -> list[int]:
        """Record how far the work is; see ``db.tracking.progress``."""
        return self.write(partial(progress, task=task, report=report, by=by))

    def assign(self, task: int, given: Assignment, *, by: str) -> int:
        """Make somebody answer for a task; see ``db.tracking.assign``."""
        return self.write(partial(assign, task=task, given=given, by=by))

    def extend(self, task: int, grant: Grant, *, by: str) -> int:
        """Give more time; see ``db.tracking.extend``."""
        return self.write(partial(extend, task=task, grant=grant, by=by))

    def correct(self, document: int, amendment: Amendment, *, by: str) -> None:
        """Put a person's value over what the machine read; see ``db.corrections.correct``."""
        self.write(partial(correct, document=document, amendment=amendment, by=by))

    def confirm(self, task: int, *, by: str) -> None:
        """Say that a task stands as on the paper; see ``db.reviewing.confirm``."""
        self.write(partial(confirm, task=task, by=by))

    def settle_flag(self, flag: int, *, by: str) -> None:
        """Say that a doubt is no doubt; see ``db.reviewing.settle_flag``."""
        self.write(partial(settle_flag, flag=flag, by=by))

    def set_rules(self, rules: Rules, *, by: str) -> None:
        """Change the office's rules; all last days follow them at once."""
        self.write(partial(set_rules, rules=rules, by=by))

    @property
    def revision(self) -> str | None:
        """The migration the tables stand at."""
        with self.engine.connect() as connection:
            return schema.current(connection)

    def upgrade(self) -> None:
        """Bring the tables up to this version; ``open`` has done so."""
        sqlite = self.engine.dialect.name == "sqlite"
        with self.engine.connect() as connection:
            if sqlite:
                connection.exec_driver_sql("COMMIT")  # the journal changes outside transactions
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                connection.exec_driver_sql("BEGIN")
            revision = schema.current(connection)
        if revision == schema.HEAD:
            return
        if revision is not None and not schema.known(revision):
            raise DatabaseTrouble(
                database=self.engine.url.render_as_string(hide_password=True),
                detail=schema.newer(revision),
            )
        with self._writing.begin() as connection:
            schema.upgrade(connection)
        if sqlite:
            with self._writing.begin() as connection:
                connection.execute(text("ANALYZE"))
