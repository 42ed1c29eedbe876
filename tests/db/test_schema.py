"""Migrations and typed models agree; the database itself refuses what must not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from db import schema
from db import tables as t
from db.store import Store
from models.errors import DatabaseTrouble
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from pathlib import Path


def _portable(name: str | None, _kind: str, _parents: object) -> bool:
    """What one engine alone has, for search, is no part of the models."""
    only_here = ("tasks_fts", "searched", "ix_tasks_searched", "ix_tasks_pairs")
    return not (name or "").startswith(only_here)


def test_migrations_make_the_tables_the_models_say(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _portable})
        assert compare_metadata(context, t.Base.metadata) == []


def test_head_is_the_newest_migration() -> None:
    names = sorted(path.stem[1:5] for path in (schema.MIGRATIONS / "versions").glob("r*.py"))
    assert names[-1] == schema.HEAD
    assert names == sorted(set(names))


def test_opening_again_changes_nothing(url: str) -> None:
    with Store.open(url) as store:
        store.save(reading(), notice(), source=None)
    with Store.open(url) as store, store.session() as session:
        assert len(session.scalars(select(t.Task)).all()) == 3


def test_database_of_a_newer_ketluan_is_left_alone(url: str) -> None:
    with Store.open(url) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTrouble, match="9999"):
        Store.open(url)


@pytest.mark.parametrize(
    "change",
    [
        update(t.TaskAgency).values(role="boss"),
        update(t.TaskAgency).values(task_id=424242),
        update(t.TaskAgency).values(state="hoan_thanh"),
        update(t.Deadline).values(kind="someday"),
        update(t.Quantity).values(comparator="≈"),
        update(t.Document).values(sha256="short"),
        update(t.Page).values(number=0),
        update(t.Flag).values(part="task"),
        update(t.Task).values(confidence=1.5),
    ],
)
def test_database_refuses(store: Store, change: object) -> None:
    store.save(reading(), notice(), source=None)
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]


def test_deleting_a_document_takes_all_that_came_from_it(store: Store) -> None:
    store.save(reading(), notice(), source=None)
    with store.engine.begin() as connection:
        connection.execute(delete(t.Document))
        for table in t.Base.metadata.tables.values():
            if table.name not in {"audit", "documents"}:
                assert connection.execute(select(table)).all() == [], table.name


def test_missing_folder_is_a_message_for_a_person(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble):
        Store.open(f"sqlite:///{tmp_path / 'absent' / 'x.db'}")


@pytest.mark.parametrize("bad", ["nonsense", "mysql://x/y", "postgresql://nobody@/x?host=/absent"])
def test_bad_addresses_are_told_apart(bad: str) -> None:
    with pytest.raises(DatabaseTrouble):
        Store.open(bad)
