"""What a clerk would key in from a composed notice: the shape of the annotation guide."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from models.base import Record


class GoldDeadline(Record):
    """By when, in the words of the notice."""

    verbatim: str
    kind: Literal["date", "relative", "recurring", "continuous", "event"]
    date: dt.date | None = None


class GoldPercentage(Record):
    """A percentage that a task asks for."""

    verbatim: str
    value: float
    comparator: str


class GoldFinding(Record):
    """A percentage, ratio or rank that states what is so."""

    verbatim: str
    kind: Literal["percent", "ratio", "rank"]
    value: float
    of: float | None = None
    comparator: str | None = None


class GoldAssignee(Record):
    """Who is answerable."""

    name: str
    role: Literal["lead", "coordinate", "supervise"] = "lead"


class GoldTask(Record):
    """One task; ``page`` is known once the notice is laid out."""

    path: str
    text: str
    page: int = 0
    assignees: tuple[GoldAssignee, ...] = ()
    deadlines: tuple[GoldDeadline, ...] = ()
    percentages: tuple[GoldPercentage, ...] = ()


class GoldHead(Record):
    """Letterhead, title and signature."""

    type: str = "Thông báo"
    number: str | None
    symbol: str | None
    issuer: str
    place: str | None
    issue_date: dt.date | None
    title: str
    chair: dict[str, str]
    meeting_date: dt.date
    signer: dict[str, str]
    recipients: tuple[str, ...]


class Gold(Record):
    """The whole truth about a notice."""

    file: str = ""
    notice: GoldHead
    tasks: tuple[GoldTask, ...]
    findings: tuple[GoldFinding, ...]
    pages: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """JSON-ready, keys as in the guide; what a finding lacks is left out."""
        shape = self.model_dump(mode="json")
        for finding in shape["findings"]:
            for key in ("of", "comparator"):
                if finding[key] is None and not (key == "of" and finding["kind"] == "rank"):
                    del finding[key]
        return shape
