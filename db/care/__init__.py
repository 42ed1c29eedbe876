"""Care of the database: is it sound, backup and restore, deletion, retention, merging."""

from db.care.backup import backup, restore
from db.care.check import Fault, check, sources
from db.care.deletion import Deleted, delete_document, expired
from db.care.merge import Merged, merge

__all__ = [
    "Deleted",
    "Fault",
    "Merged",
    "backup",
    "check",
    "delete_document",
    "expired",
    "merge",
    "restore",
    "sources",
]
