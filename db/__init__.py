"""The task database: tables, migrations, the store that writes, the queries that answer."""

from db.query import TaskFilter, TaskRow, tasks
from db.store import Saved, Store

__all__ = ["Saved", "Store", "TaskFilter", "TaskRow", "tasks"]
