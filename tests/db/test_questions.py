"""The questions and logins of docs/reference/database.md, on both engines with one answer."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from db import Amendment, Grant, Report, Store, TaskFilter, WorkState, tasks, today
from db.views import VIEWS
from models import Percentage, Role
from tests.db.notices import assignee, deadline, evidence, notice, reading, task
from tools.reference.database import GRANT
from tools.reference.questions import QUESTIONS, SEARCHES, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "database.md"
DAYS = (-200, -100, -40, -3, 0, 2, 20, 300)


def fill(store: Store) -> Store:
    """Two notices and a copy: work late by every age, due soon, done, extended, without a day."""
    now = today()
    dated = [
        task(
            f"1/{i}", f"Việc {i}; báo cáo Phòng Nội vụ.",
            deadlines=(deadline(now + dt.timedelta(days=days), None),),
            assignees=(assignee("Sở Y tế" if i % 2 else "Phòng Nội vụ"),),
        )
        for i, days in enumerate(DAYS)
    ]  # fmt: skip
    asked = Percentage(verbatim="ít nhất 20%", value=20, measure="số hồ sơ", evidence=evidence())
    plain = [
        task("2/1", "Rà soát.", percentages=(asked,)),
        task("2/2", "Không ai.", assignees=()),
        task(
            "2/3",
            "Cùng làm.",
            assignees=(assignee("Phòng Nội vụ", Role.COORDINATE), assignee("Đội A")),
        ),
    ]
    document, _ = store.save(reading("a.pdf"), notice(*dated, number="1"), source=None)
    store.save(reading("b.pdf"), notice(*plain, number="2"), source=None)
    store.save(reading("c.pdf"), notice(*plain, number="2"), source=None)
    with store.session() as session:
        ids = {row.path: row.task_id for row in tasks(session)}
    late = now - dt.timedelta(days=90)
    store.progress(ids["1/0"], Report(state=WorkState.DONE, percent=100, day=late), by="lan")
    grant = Grant(
        new_day=now + dt.timedelta(days=10),
        agreed_by="Chủ tịch",
        agreed_on=late,
        document="99/UBND",
    )
    store.extend(ids["1/1"], grant, by="lan")
    store.correct(document, Amendment(field="place", value="Quận 1"), by="lan")
    return store


@pytest.fixture
def filled(store: Store) -> Store:
    return fill(store)


@pytest.fixture
def both(tmp_path: Path, postgres: str) -> Iterator[tuple[Store, Store]]:
    """The same on SQLite and on PostgreSQL."""
    admin = create_engine(
        postgres.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE both_of_them"))
    address = postgres.replace("/postgres?", "/both_of_them?")
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as one, Store.open(address) as other:
        yield fill(one), fill(other)
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE both_of_them WITH (FORCE)"))
    admin.dispose()


def _asked(store: Store, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with store.session() as session:
        found = session.execute(text(sql))
        return list(found.keys()), [tuple(row) for row in found]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.meant)
def test_each_question_is_answered(filled: Store, question: Question) -> None:
    columns, rows = _asked(filled, question.sql)
    assert tuple(columns) == question.columns
    assert rows


def test_both_engines_give_one_answer(both: tuple[Store, Store]) -> None:
    def plain(value: object) -> str:
        if isinstance(value, bool):
            return str(int(value))
        told = f"{float(value):.2f}" if isinstance(value, int | float) else str(value)
        return re.sub(r"\.00$", "", told)

    selects = {view: f"SELECT * FROM {view}" for view in VIEWS}  # noqa: S608
    selects |= {
        question.meant: question.sql for question in QUESTIONS if "corrected" not in question.meant
    }
    for name, sql in selects.items():
        answers = []
        for store in both:
            columns, rows = _asked(store, sql)
            told = [[plain(float(v) if hasattr(v, "as_tuple") else v) for v in row] for row in rows]
            answers.append((columns, told if "ORDER BY" in sql else sorted(told)))
        assert answers[0] == answers[1], name
        assert answers[0][1], name


def test_the_views_count_what_the_client_counts(filled: Store) -> None:
    _, overdue = _asked(
        filled, "SELECT name, overdue, to_30, to_90, older FROM v_overdue_by_unit ORDER BY name"
    )
    assert [tuple(row) for row in overdue] == [
        ("Phòng Nội vụ", 1, 0, 1, 0),
        ("Sở Y tế", 1, 1, 0, 0),
    ]
    _, listed = _asked(filled, "SELECT lead, days_late, band FROM v_overdue ORDER BY days_late")
    assert listed == [("Sở Y tế", 3, "1-30"), ("Phòng Nội vụ", 40, "31-90")]
    _, summed = _asked(
        filled, "SELECT name, total, fallen_due, percent FROM v_unit_summary ORDER BY name"
    )
    assert [(name, total, fallen) for name, total, fallen, _ in summed] == [
        ("Phòng Nội vụ", 5, 2), ("Sở Y tế", 4, 1), ("Đội A", 1, 0),
    ]  # fmt: skip
    assert float(summed[0][3]) == 50


def test_search_without_marks(filled: Store) -> None:
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[filled.engine.dialect.name]
    _, rows = _asked(filled, SEARCHES[engine])
    with filled.session() as session:
        wanted = TaskFilter(search="Phòng Nội vụ", duplicates=True)
        assert [key for key, _ in rows] == sorted(row.task_id for row in tasks(session, wanted))
    assert len(rows) == 12


def test_the_page_holds_what_is_tested() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(QUESTIONS) == 10
    for sql in (*(question.sql for question in QUESTIONS), *SEARCHES.values(), GRANT):
        assert f"```sql\n{sql}\n```" in page
    for view in VIEWS:
        assert f"### `{view}`" in page


def test_a_login_that_reads_and_does_not_write(filled: Store) -> None:
    if filled.engine.dialect.name == "sqlite":
        path = filled.engine.url.database
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
            assert reader.execute("SELECT count(*) FROM v_tracker").fetchone() == (11,)
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                reader.execute("DELETE FROM tasks")
        return
    with filled.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS bao_cao")
        for statement in GRANT.split(";\n"):
            connection.exec_driver_sql(statement)
    reader_engine = create_engine(filled.engine.url.set(username="bao_cao"))
    with reader_engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM v_tracker")).scalar_one() == 11
        assert inspect(connection).has_table("tasks")
    for forbidden in ("DELETE FROM tasks", "SELECT * FROM accounts", "SELECT * FROM api_tokens"):
        with reader_engine.connect() as connection, pytest.raises(DBAPIError):
            connection.execute(text(forbidden))
    reader_engine.dispose()
    with filled.engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY bao_cao")
        connection.exec_driver_sql("DROP ROLE bao_cao")


def test_indexes_serve_the_questions(filled: Store) -> None:
    """A partial index is used only by a condition in its own words."""
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by the number of rows: see benchmarks/database.py")
    from sqlalchemy import event  # noqa: PLC0415

    from db import DueState, late_ages, task_page, unit_counts  # noqa: PLC0415

    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, sql: str, given: object, *_more: object) -> None:
        asked.append((sql, given))

    event.listen(filled.engine, "before_cursor_execute", note)
    with filled.session() as session:
        wanted = TaskFilter(unit="phong noi vu", due=frozenset({DueState.LATE}), limit=5)
        task_page(session, wanted)
        late_ages(session)
        unit_counts(session)
    event.remove(filled.engine, "before_cursor_execute", note)
    used = ""
    with filled.engine.connect() as connection:
        for sql, given in asked:
            if sql.lstrip().startswith(("SELECT", "WITH")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
                used += "\n".join(str(row) for row in plan)
    for index in ("ix_task_agencies_open", "ix_task_agencies_summary"):
        assert index in used
