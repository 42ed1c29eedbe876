"""The task database: tables, migrations, the store that writes, the queries that answer.

The client, all of it typed; what is not named here may change::

    with Store.open("sqlite:///ketluan.db") as store:      # or postgresql://user@host/name
        with store.session() as session:                   # reads, all from one moment
            page = task_page(session, TaskFilter(assignee="noi vu", limit=50), sort=Sort.DUE)
            more = task_page(session, TaskFilter(...), sort=Sort.DUE, after=page.after)
            sheet = tracker(session, TaskFilter(due=frozenset({DueState.LATE})))
            about = overview(session, as_of=day)           # counts of the whole database
            units = unit_counts(session, as_of=day)        # the four cells of every unit
            one = stored_notice(session, document_id)      # notice, evidence, work, doubts
            lines = load_reading(session, document_id)     # models.Reading: pages, words, boxes
        store.progress(task_id, Report(percent=60), by="lan")

Reading, with a session:

* ``tasks``, ``task_page``, ``count_tasks``: ``TaskRow`` by ``TaskFilter``; pages by cursor.
* ``tracker``: one ``TrackerRow`` for each who leads a task.
* ``notice_page``, ``stored_notice``, ``load_notice``, ``load_reading``: documents.
* ``overview``, ``unit_counts``, ``late_ages``: counts on any day.
* ``doubts``, ``history``: open flags, the audit.

Writing, methods of ``Store``, each one whole transaction, each told ``by`` whom:
``save``, ``progress`` (``Report``), ``assign`` (``Assignment``), ``extend`` (``Grant``),
``correct`` (``Amendment``), ``confirm``, ``settle_flag``, ``set_rules`` (``Rules``), and
``write`` for a function of one's own.

Every change of a document raises its ``revision``, which serves as an entity tag. Errors are
``models.errors``: ``RecordMissing``, ``CannotRecord``, ``SecretDocument``, ``DatabaseTrouble``;
and ``BadCursor``, a ``ValueError``.
"""

from db.corrections import HEAD_FIELDS, TASK_FIELDS, Amendment
from db.due import today
from db.labels import label
from db.loading import load_notice
from db.notices import (
    CorrectionRow,
    FlagRow,
    NoticePage,
    NoticeRow,
    StoredNotice,
    StoredTask,
    doubts,
    notice_page,
    stored_notice,
)
from db.overview import Ages, Counts, Overview, UnitCounts, late_ages, overview, unit_counts
from db.paging import BadCursor, Sort
from db.query import Page, TaskFilter, TaskRow, count_tasks, task_page, tasks
from db.readings import load_reading
from db.reviewing import AuditRow, history
from db.rules import Before, Rules, load_rules
from db.search import units_like
from db.store import Saved, Store
from db.tracker import TrackerRow, tracker
from db.tracking import Assignment, Grant, Report
from db.work import Work
from models import Cell, DueState, WorkState

__all__ = [
    "HEAD_FIELDS",
    "TASK_FIELDS",
    "Ages",
    "Amendment",
    "Assignment",
    "AuditRow",
    "BadCursor",
    "Before",
    "Cell",
    "CorrectionRow",
    "Counts",
    "DueState",
    "FlagRow",
    "Grant",
    "NoticePage",
    "NoticeRow",
    "Overview",
    "Page",
    "Report",
    "Rules",
    "Saved",
    "Sort",
    "Store",
    "StoredNotice",
    "StoredTask",
    "TaskFilter",
    "TaskRow",
    "TrackerRow",
    "UnitCounts",
    "Work",
    "WorkState",
    "count_tasks",
    "doubts",
    "history",
    "label",
    "late_ages",
    "load_notice",
    "load_reading",
    "load_rules",
    "notice_page",
    "overview",
    "stored_notice",
    "task_page",
    "tasks",
    "today",
    "tracker",
    "unit_counts",
    "units_like",
]
