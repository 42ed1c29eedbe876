"""A document that waits to be read, and how its reading ended."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple, Protocol

LIVE = 0
"""Priority of dropped files."""
PAST = 10
"""Priority of past notices: they never stand before dropped ones."""


class Origin(StrEnum):
    """Where the file of a job lies."""

    INBOX = "inbox"
    """It was taken from the inbox and lies in the work folder."""
    BACKFILL = "backfill"
    """It lies where it always lay, and stays there."""


class Job(NamedTuple):
    """One document to be read."""

    id: str
    name: str
    """As it is shown to people."""
    origin: Origin = Origin.INBOX
    path: str = ""
    """Of a past notice: the file and its root's place do not change while it is read."""
    mark: str = ""
    """Size and time of a past notice, so that it is known when met again."""
    sha256: str = ""
    priority: int = LIVE
    attempt: int = 0
    """1 at the first try."""


Ended = Literal["new", "unchanged", "updated", "duplicate", "refused", "secret", "gone"]


class Outcome(NamedTuple):
    """How a job ended."""

    ended: Ended
    cause: str = ""
    """Name of the error's class, for refused documents."""
    tasks: int = 0
    place: str = ""
    """Where the original lies now."""


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

    def put(self, job: Job) -> bool:
        """Add a job; False where it is there already."""
        ...

    def lease(self, worker: str) -> Job | None:
        """Take the first job that is due and count the attempt."""
        ...

    def beat(self, worker: str) -> None:
        """Tell that a worker lives: its leases last on."""
        ...

    def note(self, job: Job, outcome: Outcome) -> None:
        """Write down how a job will end, before its file is moved."""
        ...

    def noted(self, job: Job) -> Outcome | None:
        """What was written down by a worker that died before the end."""
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

    def counts(self) -> Counts:
        """What waits, runs and has ended."""
        ...

    def close(self) -> None:
        """Give all connections back."""
        ...
