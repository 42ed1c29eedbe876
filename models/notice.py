"""What a notice says: its head, the tasks it assigns, the findings it states."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from models.base import Record
from models.evidence import Evidence


class Role(StrEnum):
    """What an agency answers for in a task."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    SUPERVISE = "supervise"


class Addressed(StrEnum):
    """Who is spoken to: the unit, its head ("Giám đốc Sở X"), a group, a person."""

    UNIT = "unit"
    HEAD = "head"
    GROUP = "group"
    PERSON = "person"


class DeadlineKind(StrEnum):
    """As in the annotation guide."""

    DATE = "date"
    RELATIVE = "relative"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    EVENT = "event"


class Bound(StrEnum):
    """How a day bounds the work."""

    BEFORE = "before"
    """"trước ngày D": whether D itself is in time is the office's setting."""
    ON_OR_BEFORE = "on_or_before"
    """"chậm nhất", "đến hết ngày", "trong tháng"."""
    ON = "on"


class Scope(StrEnum):
    """What a deadline covers."""

    ITEM = "item"
    SECTION = "section"
    NOTICE = "notice"


class Comparator(StrEnum):
    """Of a percentage; ``DELTA_*`` for "tăng thêm" and "giảm"."""

    EQUAL = "="
    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    ABOUT = "~"
    INCREASE = "+"
    DECREASE = "-"


class FindingKind(StrEnum):
    """What a stated figure is."""

    PERCENT = "percent"
    RATIO = "ratio"
    RANK = "rank"


class TaskNature(StrEnum):
    """How a task ends."""

    ONE_OFF = "one_off"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"


class SectionKind(StrEnum):
    """What a part of the notice does."""

    PREAMBLE = "preamble"
    ASSESSMENT = "assessment"
    ASSIGNMENT = "assignment"
    CLOSING = "closing"


class Flag(Record):
    """One reason to look again, for a clerk.

    ``code`` is stable; the words for people are made by ``models.flags``.
    """

    code: str
    field: str | None = None
    """Dotted path inside the record that carries the flag, e.g. ``deadlines.0.date``."""
    detail: str | None = None
    """A short piece of text the message shows: the doubtful word, the two counts."""


class Chair(Record):
    """Who led the meeting."""

    name: str | None = None
    role: str | None = None
    evidence: Evidence | None = None


class Signer(Record):
    """Who signed. ``title`` as printed, lines joined with `` / ``."""

    name: str | None = None
    title: str | None = None
    authority: str | None = None
    """``TM``, ``KT``, ``TL``, ``TUQ`` or ``Q`` where printed."""
    evidence: Evidence | None = None


class Recipient(Record):
    """A line of "Nơi nhận", without dash and final mark."""

    text: str
    purpose: str | None = None
    """"để b/c", "để báo cáo" … where printed."""
    evidence: Evidence | None = None


class Head(Record):
    """Letterhead, title, preamble and signature of a notice. What is not printed is None."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    parent: str | None = None
    place: str | None = None
    issue_date: dt.date | None = None
    title: str | None = None
    chair: Chair | None = None
    meeting_name: str | None = None
    meeting_date: dt.date | None = None
    signer: Signer | None = None
    recipients: tuple[Recipient, ...] = ()
    urgency: str | None = None
    secrecy: str | None = None
    abbreviations: dict[str, str] = Field(default_factory=dict)
    """Defined in the text: ``{"CCHC": "Cải cách hành chính"}``."""
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """Evidence of the plain fields, by field name."""
    flags: tuple[Flag, ...] = ()


class Assignee(Record):
    """Who is answerable. ``name`` as printed, distributed names written out."""

    name: str
    role: Role = Role.LEAD
    addressed: Addressed = Addressed.UNIT
    agency: str | None = None
    """Key in the registry of agencies, where the name was resolved."""
    evidence: Evidence | None = None
    flags: tuple[Flag, ...] = ()


class Deadline(Record):
    """By when. ``date`` is the named day (last day of a named period)."""

    verbatim: str
    kind: DeadlineKind
    date: dt.date | None = None
    time: dt.time | None = None
    bound: Bound | None = None
    anchor: str | None = None
    """Of a relative term: ``issue_date`` or the event in the text's words."""
    offset: int | None = None
    unit: str | None = None
    """``day``, ``working_day``, ``week``, ``month``, ``year``."""
    due: dt.date | None = None
    """Day a relative term ends, where its anchor is known (Bộ luật Dân sự 2015, Điều 147-148)."""
    rrule: str | None = None
    """RFC 5545 recurrence of a recurring deadline."""
    year_inferred: bool = False
    scope: Scope = Scope.ITEM
    evidence: Evidence | None = None
    flags: tuple[Flag, ...] = ()


class Percentage(Record):
    """A percentage that a task asks for."""

    verbatim: str
    value: float
    comparator: Comparator = Comparator.EQUAL
    measure: str | None = None
    """What is measured, in the text's words."""
    evidence: Evidence | None = None
    flags: tuple[Flag, ...] = ()


class Finding(Record):
    """A percentage, ratio or rank that states what is so."""

    verbatim: str
    kind: FindingKind
    value: float
    of: float | None = None
    comparator: Comparator = Comparator.EQUAL
    measure: str | None = None
    evidence: Evidence | None = None
    flags: tuple[Flag, ...] = ()


class Reference(Record):
    """A document that the text cites."""

    verbatim: str
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: dt.date | None = None
    evidence: Evidence | None = None


class Section(Record):
    """A numbered part of the outline."""

    path: str
    kind: SectionKind
    heading: str
    evidence: Evidence | None = None


class Task(Record):
    """The smallest item that asks somebody to do something."""

    path: str
    page: int
    text: str
    nature: TaskNature = TaskNature.ONE_OFF
    assignees: tuple[Assignee, ...] = ()
    report_to: tuple[str, ...] = ()
    """Objects of trình, báo cáo, tham mưu: told, not answerable."""
    deadlines: tuple[Deadline, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    references: tuple[Reference, ...] = ()
    evidence: Evidence
    confidence: float = 1.0
    """Lowest confidence among what was read of it, 0 to 1."""
    flags: tuple[Flag, ...] = ()


class Notice(Record):
    """All that a notice says."""

    head: Head
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
    flags: tuple[Flag, ...] = ()
