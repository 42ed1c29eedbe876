"""The tables, one typed class each; ``db.migrations`` creates them."""

from db.tables.account import Account, ApiToken, SignIn, SignInTries
from db.tables.base import Base, Utc
from db.tables.document import (
    Citation,
    Document,
    Edit,
    Flag,
    Line,
    Page,
    Quantity,
    Recipient,
    Section,
    Stamp,
)
from db.tables.task import Clause, Deadline, Origin, Task, TaskAgency
from db.tables.tracking import (
    Agency,
    AgencyAlias,
    AgencyMember,
    AgencySuccessor,
    Audit,
    Correction,
    DayOff,
    Extension,
    ProgressNote,
    Rule,
    StatusEvent,
)
from models import WorkState

__all__ = [
    "Account",
    "Agency",
    "AgencyAlias",
    "AgencyMember",
    "AgencySuccessor",
    "ApiToken",
    "Audit",
    "Base",
    "Citation",
    "Clause",
    "Correction",
    "DayOff",
    "Deadline",
    "Document",
    "Edit",
    "Extension",
    "Flag",
    "Line",
    "Origin",
    "Page",
    "ProgressNote",
    "Quantity",
    "Recipient",
    "Rule",
    "Section",
    "SignIn",
    "SignInTries",
    "Stamp",
    "StatusEvent",
    "Task",
    "TaskAgency",
    "Utc",
    "WorkState",
]
