"""An agency of the registry: its names, its level and the days between which it is valid."""

from __future__ import annotations

import datetime as dt

from models.base import Record


class Agency(Record):
    """A body that tasks are given to; former bodies stay, closed by ``valid_to``."""

    key: str
    name: str
    short: str | None = None
    level: str | None = None
    """``central``, ``province``, ``district``, ``commune``, ``party`` or ``local`` (any level)."""
    parent: str | None = None
    """Key of the body above."""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    """Last day the agency is valid; None while it is."""
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    """Keys of the agencies that took over; several may share one predecessor and the reverse."""

    def valid_on(self, day: dt.date) -> bool:
        """Whether the agency exists on a day.

        >>> agency = Agency(key="k", name="Sở X", valid_to=dt.date(2025, 2, 28))
        >>> agency.valid_on(dt.date(2025, 2, 28)), agency.valid_on(dt.date(2025, 3, 1))
        (True, False)
        """
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Resolved(Record):
    """What a name was resolved to."""

    key: str
    name: str
    valid: bool = True
    """False: the agency is known, but not valid on the day asked about."""
    score: float = 1.0
    """1.0 for a name or alias, less for a likeness."""
    place: str | None = None
    """What the name as written holds besides: "tỉnh Quảng Ngãi", "xã Yên Tân"."""
