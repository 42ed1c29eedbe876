"""The documented SQL views: the same names, columns and meaning on both engines."""

# ruff: noqa: S608  no part of these statements comes from outside of this file

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from db.tables.task import OPEN

if TYPE_CHECKING:
    from sqlalchemy import Connection

VIEWS = (
    "v_tracker",
    "v_overdue",
    "v_due_next",
    "v_no_deadline",
    "v_unit_summary",
    "v_overdue_by_unit",
    "v_needs_review",
)
_OPEN = OPEN.replace("role", "a.role").replace("counted", "a.counted")
_OPEN = _OPEN.replace("done_on", "a.done_on").replace("state", "a.state")
_NAME_OF_UNIT = (
    "(SELECT n.name FROM task_agencies n WHERE n.unit = s.unit AND n.role = 'lead'"
    " ORDER BY n.id LIMIT 1)"
)
_LIVE = "d.duplicate_of IS NULL AND NOT t.withdrawn"

_ON_SQLITE = {
    "today": "date('now', '+7 hours')",
    "joined": "group_concat",
    "day_type": "TEXT",
    "next_day": "date(day, '+1 day')",
    "weekday": "CAST(strftime('%w', day) AS INTEGER)",
    "days": "CAST(julianday({late}) - julianday({early}) AS INTEGER)",
    "percent": "round(100.0 * {part} / {whole}, 2)",
    "count": "INTEGER",
}
_ON_POSTGRESQL = {
    "today": "CAST(now() AT TIME ZONE 'UTC' + interval '7 hours' AS date)",
    "joined": "string_agg",
    "day_type": "date",
    "next_day": "day + 1",
    "weekday": "CAST(extract(dow FROM day) AS integer)",
    "days": "({late} - {early})",
    "percent": "round(100.0 * {part} / {whole}, 2)",
    "count": "bigint",
}


def drop_views(connection: Connection) -> None:
    """Take the views away, so that tables can change."""
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Make the views anew."""
    for name, query in view_queries(connection.dialect.name).items():
        connection.exec_driver_sql(
            f"CREATE VIEW {name} AS {query}".replace("%", _percent(connection))
        )


def _percent(connection: Connection) -> str:
    """Psycopg takes a lone percent sign for a parameter."""
    return "%%" if connection.dialect.name == "postgresql" else "%"


def view_queries(dialect: str) -> dict[str, str]:
    """The query behind each view, for ``sqlite`` or ``postgresql``."""
    words = _ON_SQLITE if dialect == "sqlite" else _ON_POSTGRESQL
    return {
        "v_tracker": _tracker(words),
        "v_overdue": _overdue(words),
        "v_due_next": _due_next(words),
        "v_no_deadline": _no_deadline(words),
        "v_unit_summary": _unit_summary(words),
        "v_overdue_by_unit": _overdue_by_unit(words),
        "v_needs_review": _needs_review(),
    }


def _soon(words: dict[str, str]) -> str:
    """The last day that is "sắp đến hạn": so many working days from today."""
    count = "COALESCE((SELECT CAST(value AS integer) FROM rules WHERE key = 'soon'), 3)"
    working = (
        f"CASE WHEN COALESCE((SELECT worked FROM days_off o WHERE o.day = ahead.day),"
        f" {words['weekday']} NOT IN (0, 6)) THEN 1 ELSE 0 END"
    )
    return (
        "(WITH RECURSIVE ahead (day, no) AS ("
        f"SELECT {words['today']}, 0 UNION ALL SELECT {words['next_day']}, no + 1"
        " FROM ahead WHERE no < 90),"
        f" marked (day, counted) AS (SELECT day, {working} FROM ahead WHERE no > 0),"
        " summed (day, reached) AS (SELECT day, SUM(counted) OVER (ORDER BY day) FROM marked)"
        f" SELECT COALESCE(MIN(day), {words['today']}) FROM summed WHERE reached >= {count})"
    )


def _due_state(words: dict[str, str], last_day: str, standing: str) -> str:
    today = words["today"]
    return (
        f"CASE WHEN {last_day} IS NULL AND {standing} THEN 'thuong_xuyen'"
        f" WHEN {last_day} IS NULL THEN 'khong_han'"
        f" WHEN {last_day} < {today} THEN 'qua_han'"
        f" WHEN {last_day} = {today} THEN 'den_han'"
        f" WHEN {last_day} <= {_soon(words)} THEN 'sap_den_han'"
        " ELSE 'chua_den_han' END"
    )


def _cell(words: dict[str, str], row: str = "a.") -> str:
    """One of the cells of the reports, the commonest first; done work is never stopped."""
    return (
        f"CASE WHEN {row}done_on <= {row}last_day THEN 'hoan_thanh_dung_han'"
        f" WHEN {row}done_on > {row}last_day THEN 'hoan_thanh_qua_han'"
        f" WHEN {row}done_on IS NOT NULL THEN 'hoan_thanh_khong_han'"
        f" WHEN {row}state IN ('tam_dung', 'huy') THEN 'dung_huy'"
        f" WHEN {row}last_day < {words['today']} THEN 'qua_han'"
        f" WHEN {row}last_day IS NOT NULL THEN 'trong_han'"
        f" WHEN {row}standing THEN 'thuong_xuyen' ELSE 'khong_han' END"
    )


def _names(words: dict[str, str], role: str) -> str:
    return (
        f"(SELECT {words['joined']}(name, '; ') FROM (SELECT n.name FROM task_agencies n"
        f" WHERE n.task_id = t.id AND n.role = '{role}' ORDER BY n.ordinal, n.id) AS named)"
    )


def _verbatim(words: dict[str, str], table: str) -> str:
    return (
        f"(SELECT {words['joined']}(verbatim, '; ') FROM (SELECT q.verbatim FROM {table} q"
        " WHERE q.task_id = t.id ORDER BY q.ordinal) AS quoted)"
    )


_DOCUMENT = (
    "d.id AS document_id, t.id AS task_id, d.number, d.symbol,"
    " CASE WHEN d.number IS NULL THEN d.symbol WHEN d.symbol IS NULL THEN d.number"
    " ELSE d.number || '/' || d.symbol END AS code,"
    " d.issue_date, d.issuer, d.title, d.file, t.ordinal, t.path, t.page, t.text"
)


def _tracker(words: dict[str, str]) -> str:
    last_day = "COALESCE(a.last_day, t.last_day)"
    late = words["days"].format(late=f"COALESCE(a.done_on, {words['today']})", early=last_day)
    on_paper = words["days"].format(
        late=f"COALESCE(a.done_on, {words['today']})", early="t.paper_day"
    )
    no_lead = _due_state(words, "t.last_day", "t.nature <> 'one_off'")
    state = _due_state(words, "a.last_day", "a.standing")
    newest = "(SELECT p.{0} FROM progress_notes p WHERE p.assignee_id = a.id AND p.{0} IS NOT NULL ORDER BY p.day DESC, p.id DESC LIMIT 1)"
    return (
        f"SELECT {_DOCUMENT}, t.nature, a.id AS assignee_id, a.name AS lead, a.unit,"
        f" {_names(words, 'coordinate')} AS coordinators,"
        f" {_names(words, 'supervise')} AS supervisors,"
        f" {_verbatim(words, 'quantities')} AS targets,"
        f" {_verbatim(words, 'deadlines')} AS deadline,"
        f" t.named_day, t.paper_day, {last_day} AS last_day, a.state AS work_state, a.done_on,"
        f" CASE WHEN a.id IS NULL THEN {no_lead}"
        f" WHEN a.done_on IS NULL AND a.state NOT IN ('tam_dung', 'huy') THEN {state} END"
        " AS due_state,"
        f" CASE WHEN a.id IS NULL THEN (CASE WHEN t.last_day IS NULL AND t.nature <> 'one_off'"
        " THEN 'thuong_xuyen' WHEN t.last_day IS NULL THEN 'khong_han'"
        f" WHEN t.last_day < {words['today']} THEN 'qua_han' ELSE 'trong_han' END)"
        f" ELSE {_cell(words)} END AS cell,"
        f" {late} AS days_late, {on_paper} AS days_late_on_paper,"
        f" {newest.format('percent')} AS percent, {newest.format('note')} AS note,"
        f" {newest.format('result_document')} AS result_document"
        " FROM documents d JOIN tasks t ON t.document_id = d.id"
        " LEFT JOIN task_agencies a ON a.task_id = t.id AND a.role = 'lead'"
        f" WHERE {_LIVE}"
    )


def _open(words: dict[str, str], more: str, condition: str, *, no_lead: str) -> str:
    """Open work, one row a lead, and one for a task that nobody leads."""
    return (
        f"SELECT a.id AS assignee_id, a.name AS lead, a.unit, a.last_day, {_DOCUMENT},"
        f" {_verbatim(words, 'deadlines')} AS deadline, a.state AS work_state, {more.format(of='a')}"
        # Left joins, so that who only counts is spared them: both engines leave them out then.
        " FROM task_agencies a LEFT JOIN tasks t ON t.id = a.task_id"
        " LEFT JOIN documents d ON d.id = t.document_id"
        f" WHERE {_OPEN} AND {condition.format(of='a')}"
        " UNION ALL "
        f"SELECT NULL, NULL, NULL, t.last_day, {_DOCUMENT},"
        f" {_verbatim(words, 'deadlines')}, NULL, {more.format(of='t')}"
        " FROM tasks t JOIN documents d ON d.id = t.document_id"
        f" WHERE t.leads = 0 AND {no_lead} AND {_LIVE}"
    )


def _overdue(words: dict[str, str]) -> str:
    days = words["days"].format(late=words["today"], early="{of}.last_day")
    bands = (
        f"CASE WHEN {days} <= 30 THEN '1-30' WHEN {days} <= 90 THEN '31-90'"
        f" WHEN {days} <= 120 THEN '91-120' ELSE '>120' END"
    )
    late = f"{{of}}.last_day < {words['today']}"
    return _open(words, f"{days} AS days_late, {bands} AS band", late, no_lead=late.format(of="t"))


def _overdue_by_unit(words: dict[str, str]) -> str:
    """From the index of open work alone; ``v_overdue`` fetches what each task says."""
    days = words["days"].format(late=words["today"], early="last_day")
    bands = (("to_30", 1, 30), ("to_90", 31, 90), ("to_120", 91, 120), ("older", 121, 1_000_000))
    sums = ", ".join(
        f"CAST(SUM(CASE WHEN {days} BETWEEN {low} AND {high} THEN 1 ELSE 0 END)"
        f" AS {words['count']}) AS {name}"
        for name, low, high in bands
    )
    return (
        f"SELECT s.unit, {_NAME_OF_UNIT} AS name, s.overdue, s.to_30, s.to_90, s.to_120, s.older"
        f" FROM (SELECT unit, COUNT(*) AS overdue, {sums} FROM task_agencies"
        f" WHERE {OPEN} AND last_day < {words['today']} GROUP BY unit) AS s"
    )


def _due_next(words: dict[str, str]) -> str:
    days = words["days"].format(late="{of}.last_day", early=words["today"])
    state = (
        f"CASE WHEN {{of}}.last_day = {words['today']} THEN 'den_han'"
        f" WHEN {{of}}.last_day <= {_soon(words)} THEN 'sap_den_han' ELSE 'chua_den_han' END"
    )
    ahead = f"{{of}}.last_day >= {words['today']}"
    return _open(
        words, f"{days} AS days_left, {state} AS due_state", ahead, no_lead=ahead.format(of="t")
    )


def _no_deadline(words: dict[str, str]) -> str:
    return _open(
        words,
        "t.nature",
        "a.last_day IS NULL AND NOT a.standing",
        no_lead="t.last_day IS NULL AND t.nature = 'one_off'",
    )


def _unit_summary(words: dict[str, str]) -> str:
    cells = {
        "done_in_time": "hoan_thanh_dung_han",
        "done_late": "hoan_thanh_qua_han",
        "done_no_deadline": "hoan_thanh_khong_han",
        "open_in_time": "trong_han",
        "open_late": "qua_han",
        "open_no_deadline": "khong_han",
        "standing": "thuong_xuyen",
        "stopped": "dung_huy",
    }
    sums = ", ".join(
        f"CAST(SUM(CASE WHEN cell = '{cell}' THEN no ELSE 0 END) AS {words['count']}) AS {name}"
        for name, cell in cells.items()
    )
    fallen = "(done_in_time + done_late + open_late)"
    done = "(done_in_time + done_late)"
    share = words["percent"].format(part=done, whole=fallen)
    cell = _cell(words, "")
    return (
        f"SELECT s.unit, {_NAME_OF_UNIT} AS name, s.total,"
        f" {', '.join(f's.{name}' for name in cells)}, {fallen} AS fallen_due,"
        f" CASE WHEN {fallen} > 0 THEN {share} END AS percent"
        f" FROM (SELECT unit, CAST(SUM(no) AS {words['count']}) AS total, {sums} FROM"
        f" (SELECT unit, {cell} AS cell, COUNT(*) AS no FROM task_agencies"
        " WHERE role = 'lead' AND counted GROUP BY 1, 2) AS c"
        " GROUP BY unit) AS s"
    )


def _needs_review() -> str:
    return (
        "SELECT d.id AS document_id, t.id AS task_id, d.number, d.symbol, d.issue_date, d.issuer,"
        " d.title, d.file, t.path, t.page, t.text, f.id AS flag_id, f.part, f.code, f.field,"
        " f.detail, COALESCE(t.confidence, d.confidence) AS confidence"
        " FROM flags f JOIN documents d ON d.id = f.document_id"
        " LEFT JOIN tasks t ON t.id = f.task_id WHERE f.resolved_at IS NULL"
    )
