"""A database of every older version comes up with its rows."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db import schema
from db.engine import open_engine
from db.query import TaskFilter, tasks
from db.store import Store

_DOCUMENT = """
INSERT INTO documents (id, sha256, file, media_type, version, number, symbol, symbol_folded,
  abbreviations, evidence, folded, confidence, revision, stored_at, read_at)
VALUES (7, '{sha}', 'a.pdf', 'application/pdf', '0.1.0', '153', 'TB-VPUB', 'tb vpub',
  '{{}}', '{{}}', '153 tb vpub a pdf', 0.9, 1, '2024-08-20 08:00:00', '2024-08-20 08:00:00')
"""
_TASK = """
INSERT INTO tasks (id, document_id, ordinal, path, page, text, folded, nature, report_to,
  confidence, named_day, bound, last_day, withdrawn)
VALUES (9, 7, 0, '1', 1, 'Rà soát hồ sơ; báo cáo.', 'ra soat ho so bao cao', 'one_off', '[]', 0.9,
  '2024-10-31', 'before', '{last_day}', false)
"""
_ASSIGNEE = """
INSERT INTO task_agencies (id, task_id, ordinal, role, name, folded, sort_key, addressed, agency,
  origin, state, last_day, standing, counted)
VALUES (11, 9, 0, 'lead', 'Phòng Nội vụ', 'phong noi vu', 'P', 'unit', {agency},
  'machine', 'moi', '{last_day}', false, true)
"""
_TASK_0004 = _TASK.replace("withdrawn)", "withdrawn, names, leads, paper_day)").replace(
    "false)", "false, 'phong noi vu', 1, '2024-10-30')"
)
_ASSIGNEE_0004 = _ASSIGNEE.replace("counted)", "counted, unit)").replace(
    "true)", "true, coalesce({agency}, 'phong noi vu'))"
)
_EXTENSION = """
INSERT INTO extensions (id, task_id, old_day, new_day, agreed_on, agreed_by, "by", at)
VALUES (13, 9, '2024-10-30', '2024-11-30', '2024-10-20', 'Chủ tịch', 'lan', '2024-10-20 08:00:00')
"""
_ROWS: dict[str, tuple[str, ...]] = {
    "0001": (_DOCUMENT,),
    "0002": (_DOCUMENT, _TASK, _ASSIGNEE),
    "0003": (_DOCUMENT, _TASK, _ASSIGNEE, _EXTENSION),
    "0004": (_DOCUMENT, _TASK_0004, _ASSIGNEE_0004, _EXTENSION),
    "0005": (_DOCUMENT, _TASK_0004, _ASSIGNEE_0004, _EXTENSION),
    "0006": (_DOCUMENT, _TASK_0004, _ASSIGNEE_0004, _EXTENSION),
}


def test_every_older_version_has_rows_here() -> None:
    names = sorted(path.stem[1:5] for path in (schema.MIGRATIONS / "versions").glob("r*.py"))
    assert sorted(_ROWS) == [name for name in names if name < schema.HEAD]


@pytest.mark.parametrize(
    ("version", "agency"),
    [
        ("0001", "NULL"),
        *((v, a) for v in ("0002", "0003", "0004", "0005") for a in ("NULL", "'phong-noi-vu'")),
    ],
)
def test_up_from(url: str, version: str, agency: str) -> None:
    last_day = "2024-11-30" if version >= "0003" else "2024-10-30"
    engine = open_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection, version)
        for statement in _ROWS[version]:
            filled = statement.format(sha="0" * 64, last_day=last_day, agency=agency)
            connection.exec_driver_sql(filled)
    engine.dispose()
    with Store.open(url) as store, store.session() as session:
        assert schema.current(session.connection()) == schema.HEAD
        if version == "0001":
            assert session.scalar(text("SELECT number FROM documents")) == "153"
            return
        (row,) = tasks(session, TaskFilter(text="soat ho so", assignee="noi vu"))
        assert (row.task_id, row.leads) == (9, ("Phòng Nội vụ",))
        tracked = session.execute(text("SELECT * FROM v_tracker")).one()
        assert tracked.unit == ("phong noi vu" if agency == "NULL" else "phong-noi-vu")
        assert (str(tracked.paper_day), str(tracked.last_day)) == ("2024-10-30", last_day)
        assert tracked.cell == "qua_han"
        pieces = session.execute(text('SELECT ordinal, text, start, "end" FROM clauses')).all()
        assert pieces == [(0, "Rà soát hồ sơ", 0, 13), (1, "báo cáo", 15, 22)]
        searched = (
            "SELECT rowid FROM tasks_fts WHERE tasks_fts MATCH 'names : \"noi vu\"'"
            if url.startswith("sqlite")
            else "SELECT id FROM tasks WHERE searched @@ to_tsquery('simple', 'noi:B <-> vu:B')"
        )
        assert session.scalars(text(searched.replace(":B", r"\:B"))).all() == [9]
