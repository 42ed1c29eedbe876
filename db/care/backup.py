"""Backup and restore, while others read and write."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from db import schema
from db.engine import persist
from models.errors import BadBackup, Both, DatabaseTrouble, NoPermission, ProgramMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL

    from db.store import Store


def backup(store: Store, path: Path) -> int:
    """Write the whole database, as of one moment, into a file; its size in bytes.

    An SQLite database becomes an SQLite file, a PostgreSQL one an archive of ``pg_dump``. The
    file stands under its name only once it is whole and was looked through.

    Raises:
        NoPermission: the folder takes no files.
        ProgramMissing: ``pg_dump`` is not installed.
        DatabaseTrouble: the database cannot be read.
    """
    half = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)  # it holds what the database holds
    except OSError:
        raise NoPermission(file=path) from None
    try:
        if store.engine.dialect.name == "sqlite":
            _copy_sqlite(store, half)
            _look_through(half)
        else:
            _run(store.engine.url, "pg_dump", "--format=custom", "--no-owner", "--file", str(half))
        half.replace(path)
    except sqlite3.Error as error:
        raise DatabaseTrouble(database=_name(store.engine.url), detail=str(error)) from error
    except OSError:
        raise NoPermission(file=path) from None
    finally:
        half.unlink(missing_ok=True)
    return path.stat().st_size


def restore(store: Store, path: Path) -> None:
    """Put a backup in place of all that the database holds, in one transaction.

    A backup of an older ketluan is brought up to date. What the database held before is lost:
    back it up first.

    Raises:
        BadBackup: the file is none, or not whole; the database is as it was.
        ProgramMissing: ``pg_restore`` or ``psql`` is not installed.
        DatabaseTrouble: others hold the database.
    """
    if not path.is_file():
        raise BadBackup(file=path, detail=Both("không có", "it is not there"))
    if store.engine.dialect.name == "sqlite":
        _look_through(path)
        _restore_sqlite(store, path)
    else:
        _restore_postgresql(store, path)
    store.engine.dispose()
    persist(store.engine, store.upgrade)


@contextlib.contextmanager
def as_copy(address: str) -> Iterator[str]:
    """Address of a copy of another SQLite database, given by its file or address.

    A PostgreSQL database is taken as it is.

    Raises:
        BadBackup: the file is no whole database of ours.
    """
    if address.startswith("postgresql"):
        yield address
        return
    path = Path(address.removeprefix("sqlite:///"))
    if not path.is_file():
        raise BadBackup(file=path, detail=Both("không có", "it is not there"))
    _look_through(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        with (
            contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        yield f"sqlite:///{copy}"


def _copy_sqlite(store: Store, half: Path) -> None:
    with (
        store.engine.connect() as connection,
        contextlib.closing(sqlite3.connect(half)) as target,
    ):
        source = connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError(type(source))
        connection.rollback()
        # In one step: copied in several it begins again whenever somebody writes between.
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode = DELETE")


def _look_through(path: Path) -> None:
    """Refuse what is no whole database of ours."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            (told,) = file.execute("PRAGMA integrity_check(1)").fetchone()
            (revision,) = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise BadBackup(file=path, detail=str(error)) from None
    if told != "ok":
        raise BadBackup(file=path, detail=told)
    if not schema.known(revision):
        raise BadBackup(file=path, detail=schema.newer(revision))


def _restore_sqlite(store: Store, path: Path) -> None:
    """SQLite's own backup, backwards: readers see the old database until the last page is in."""
    target = sqlite3.connect(str(store.engine.url.database), timeout=60)
    try:
        with (
            contextlib.closing(target),
            contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
        ):
            target.execute("PRAGMA busy_timeout = 60000")
            source.backup(target)
    except sqlite3.Error as error:
        raise DatabaseTrouble(database=_name(store.engine.url), detail=str(error)) from error


def _restore_postgresql(store: Store, path: Path) -> None:
    """The archive as SQL into an emptied schema, all of it in one transaction of ``psql``."""
    url = store.engine.url
    script = path.with_name(f".{path.name}.sql")
    try:
        try:
            _run(url, "pg_restore", "--no-owner", "--file", str(script), str(path), database=False)
        except DatabaseTrouble as error:
            raise BadBackup(file=path, detail=error.details["detail"]) from None
        known = _revision_in(script)
        if known is None or not schema.known(known):
            raise BadBackup(file=path, detail=f"alembic_version: {known}")
        with store.engine.connect() as connection:  # extensions of the schema would go with it
            owner = connection.execute(text("SELECT current_schema()")).scalar()
        empty = f"SET lock_timeout = '60s'; DROP SCHEMA {owner} CASCADE; CREATE SCHEMA {owner}"
        store.engine.dispose()
        _run(
            url, "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--output", os.devnull,
            "--set", "ON_ERROR_STOP=1", "--command", empty, "--file", str(script),
        )  # fmt: skip
    finally:
        script.unlink(missing_ok=True)


def _revision_in(script: Path) -> str | None:
    """Which migration an archive stands at."""
    with script.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("COPY public.alembic_version"):
                return next(lines, "").strip() or None
    return None


def _run(url: URL, program: str, *arguments: str, database: bool = True) -> None:
    """A program of PostgreSQL on the database; the password is told by the environment alone."""
    plain = url.set(drivername="postgresql", password=None)
    told = ["--dbname", plain.render_as_string()] if database else []
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    try:
        done = subprocess.run(
            [program, *told, *arguments],
            capture_output=True, text=True, check=False, env=environment,
        )  # fmt: skip
    except FileNotFoundError:
        raise ProgramMissing(program=program, package="postgresql-client") from None
    if done.returncode:
        raise DatabaseTrouble(database=_name(url), detail=_last(done.stderr.splitlines()))


def _last(lines: Sequence[str]) -> str:
    said: Iterator[str] = (line.strip() for line in reversed(lines) if line.strip())
    return next(said, "?")


def _name(url: URL) -> str:
    return url.render_as_string(hide_password=True)
