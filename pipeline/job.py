"""A document that waits to be read, and how its reading ended."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.book import Book

LIVE = 0
"""Priority of dropped files."""
PAST = 10
"""Priority of past notices: they never stand before dropped ones."""


class Origin(StrEnum):
    """Where the file of a job lies."""

    INBOX = "inbox"
    """It was dropped, and lies in the work folder or the store."""
    PAST = "past"
    """It lies where it always lay, and stays there."""


class Job(NamedTuple):
    """One document to be read."""

    id: str
    name: str
    """As it is shown to people."""
    origin: Origin = Origin.INBOX
    path: str = ""
    """Of a past notice."""
    mark: str = ""
    """Size and time of a past notice, so that it is known when met again."""
    sha256: str = ""
    priority: int = LIVE
    attempt: int = 0
    """1 at the first try."""
    worker: str = ""
    """Who has it now."""


class Outcome(NamedTuple):
    """How a job ended."""

    ended: Literal["new", "unchanged", "updated", "duplicate", "refused", "secret", "gone"]
    cause: str = ""
    """Name of the error's class, for refused documents."""
    tasks: int = 0
    place: str = ""
    """Where the original lies now."""


class Ended(NamedTuple):
    """A job that ended, as the rows tell it."""

    turn: int
    """Grows with every job that ends."""
    name: str
    path: str
    outcome: Outcome


class Counts(NamedTuple):
    """What a queue holds."""

    waiting: int
    running: int
    ended: dict[str, int]
    """By outcome."""
    oldest_seconds: float
    """How long the oldest waiting document has waited."""
    last_hour: int
    """Documents that ended within the last hour."""


class Queue(Protocol):
    """Jobs that survive the death of whoever works on them. Work is done at least once."""

    book: Book
    """The rows of the jobs: what was put, what became of it."""

    def put(self, jobs: Sequence[Job]) -> list[Job]:
        """Add jobs, all or none; those that were not waiting or running already."""
        ...

    def lease(self, worker: str) -> Job | None:
        """Take the first job that is due and count the attempt."""
        ...

    def beat(self, worker: str) -> None:
        """Tell that a worker lives: its leases last on."""
        ...

    def give_back(self, job: Job, *, delay: float, counted: bool) -> None:
        """Let it be tried again after so many seconds."""
        ...

    def end(self, job: Job, outcome: Outcome) -> None:
        """It is done, one way or the other."""
        ...

    def release(self, worker: str) -> None:
        """A worker is known to be dead: its jobs may be taken at once."""
        ...

    def close(self) -> None:
        """Give all connections back."""
        ...
