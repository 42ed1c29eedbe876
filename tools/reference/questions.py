"""Ten questions that offices ask their tasks, as SQL that both engines answer alike."""

from __future__ import annotations

from typing import Final, NamedTuple


class Question(NamedTuple):
    """A question, its SQL and the columns of the answer."""

    asked: str
    meant: str
    sql: str
    columns: tuple[str, ...]


QUESTIONS: Final = (
    Question(
        "Những việc nào quá hạn, lâu nhất trước?",
        "What is overdue, longest first?",
        """\
SELECT code, path, lead, text, last_day, days_late, band
FROM v_overdue ORDER BY last_day, task_id, lead""",
        ("code", "path", "lead", "text", "last_day", "days_late", "band"),
    ),
    Question(
        "Mỗi đơn vị có bao nhiêu việc quá hạn, bao nhiêu việc trên 120 ngày?",
        "How much is overdue at each unit, and how much by more than 120 days?",
        """\
SELECT name, overdue, older FROM v_overdue_by_unit ORDER BY overdue DESC, name""",
        ("name", "overdue", "older"),
    ),
    Question(
        "Trong 30 ngày tới việc nào đến hạn?",
        "What falls due within 30 days?",
        """\
SELECT last_day, lead, code, text, due_state
FROM v_due_next WHERE days_left <= 30 ORDER BY last_day, task_id, lead""",
        ("last_day", "lead", "code", "text", "due_state"),
    ),
    Question(
        "Tỷ lệ hoàn thành của từng đơn vị là bao nhiêu, trên bao nhiêu việc đã đến hạn?",
        "Which share has each unit done, of how many tasks fallen due?",
        """\
SELECT name, total, done_in_time, done_late, open_in_time, open_late, fallen_due, percent
FROM v_unit_summary WHERE fallen_due > 0 ORDER BY percent DESC, name""",
        (
            "name",
            "total",
            "done_in_time",
            "done_late",
            "open_in_time",
            "open_late",
            "fallen_due",
            "percent",
        ),
    ),
    Question(
        "Phòng Nội vụ còn phải làm những gì?",
        "What does Phòng Nội vụ still have to do?",
        """\
SELECT code, text, last_day, due_state, percent
FROM v_tracker
WHERE unit IN (SELECT unit FROM task_agencies WHERE folded = 'phong noi vu')
  AND cell IN ('trong_han', 'qua_han', 'khong_han', 'thuong_xuyen')
ORDER BY CASE WHEN last_day IS NULL THEN 1 ELSE 0 END, last_day, task_id""",
        ("code", "text", "last_day", "due_state", "percent"),
    ),
    Question(
        "Việc nào một lần mà văn bản không ghi hạn?",
        "Which tasks name no day although they are to be done once?",
        """\
SELECT code, path, lead, text FROM v_no_deadline ORDER BY document_id, ordinal, lead""",
        ("code", "path", "lead", "text"),
    ),
    Question(
        "Nhiệm vụ nào được gia hạn, ai đồng ý, chậm bao nhiêu so với hạn gốc?",
        "Which tasks were extended, who agreed, how late are they against the paper's own day?",
        """\
SELECT t.id AS task_id, t.paper_day, e.new_day, e.agreed_by, e.document, v.days_late_on_paper
FROM extensions e
JOIN tasks t ON t.id = e.task_id
JOIN v_tracker v ON v.task_id = t.id
WHERE e.assignee_id IS NULL OR e.assignee_id = v.assignee_id
ORDER BY e.agreed_on, e.id, v.assignee_id""",
        ("task_id", "paper_day", "new_day", "agreed_by", "document", "days_late_on_paper"),
    ),
    Question(
        "Chỉ tiêu phần trăm nào được giao cho ai?",
        "Which percentages were asked of whom?",
        """\
SELECT a.name AS lead, q.comparator, q.value, q.measure, t.text
FROM quantities q
JOIN tasks t ON t.id = q.task_id
JOIN task_agencies a ON a.task_id = t.id AND a.role = 'lead' AND a.counted
WHERE q.kind = 'percent' ORDER BY q.value DESC, t.id, a.ordinal""",
        ("lead", "comparator", "value", "measure", "text"),
    ),
    Question(
        "Còn nghi vấn nào cần rà soát, độ tin cậy thấp trước?",
        "Which doubts wait for review, the least certain first?",
        """\
SELECT file, page, path, code, detail, confidence
FROM v_needs_review ORDER BY confidence, document_id, flag_id""",
        ("file", "page", "path", "code", "detail", "confidence"),
    ),
    Question(
        "Ai đã sửa gì trong văn bản, máy đọc là gì?",
        "Who corrected what, and what had the machine read?",
        """\
SELECT c.by AS person, c.at, d.file, c.field, c.machine, c.person AS value
FROM corrections c JOIN documents d ON d.id = c.document_id ORDER BY c.at, c.id""",
        ("person", "at", "file", "field", "machine", "value"),
    ),
)

SEARCHES: Final = {
    "SQLite": """\
SELECT t.id, t.text FROM tasks_fts f JOIN tasks t ON t.id = f.rowid
WHERE tasks_fts MATCH '"phong noi vu"' ORDER BY t.id""",
    "PostgreSQL": """\
SELECT t.id, t.text FROM tasks t
WHERE t.searched @@ phraseto_tsquery('simple', 'phong noi vu') ORDER BY t.id""",
}
"""Phòng Nội vụ in a task's text or among those who answer, without marks."""
