"""Records of the domain: what a reading, a notice, a task and a piece of evidence are.

The lowest layer: imports nothing of ours.
"""

from models.account import Access, AccountRole
from models.base import Record
from models.evidence import Box, Evidence, Span
from models.notice import (
    Addressed,
    Assignee,
    Bound,
    Chair,
    Comparator,
    Deadline,
    DeadlineKind,
    Finding,
    FindingKind,
    Flag,
    Head,
    Notice,
    Percentage,
    Recipient,
    Reference,
    Role,
    Scope,
    Section,
    SectionKind,
    Signer,
    Task,
    TaskNature,
)
from models.reading import Edit, EditKind, Line, LineRole, Page, PageKind, Reading, Stamp, Word
from models.work import Cell, DueState, WorkState

__all__ = [
    "Access",
    "AccountRole",
    "Addressed",
    "Assignee",
    "Bound",
    "Box",
    "Cell",
    "Chair",
    "Comparator",
    "Deadline",
    "DeadlineKind",
    "DueState",
    "Edit",
    "EditKind",
    "Evidence",
    "Finding",
    "FindingKind",
    "Flag",
    "Head",
    "Line",
    "LineRole",
    "Notice",
    "Page",
    "PageKind",
    "Percentage",
    "Reading",
    "Recipient",
    "Record",
    "Reference",
    "Role",
    "Scope",
    "Section",
    "SectionKind",
    "Signer",
    "Span",
    "Stamp",
    "Task",
    "TaskNature",
    "Word",
    "WorkState",
]
