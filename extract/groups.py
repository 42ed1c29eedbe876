"""Sentences of one item that the same parties answer for, and parties told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.drafted import Answerable, Reach
    from extract.found import Found
    from extract.parties import Party
    from extract.subjects import Subject


@dataclass
class Group:
    """Sentences from ``start`` to ``end``, and who they say does the work."""

    start: int
    end: int
    subject: Subject | None
    asks: bool


def begins_group(subject: Subject, last: Group, reach: Reach) -> bool:
    """Whether others answer than for the sentences before."""
    known = last.subject.parties if last.subject else reach.leads
    return {party_key(party) for party in subject.parties} != {party_key(party) for party in known}


def party_key(party: Found[Party]) -> str:
    """What is the same for two mentions of one party."""
    return party.value.name.casefold().removeprefix("các ")


def unique(answerable: list[Answerable]) -> tuple[Answerable, ...]:
    """Each party once, as it was told first."""
    seen: set[str] = set()
    kept: list[Answerable] = []
    for one in answerable:
        if party_key(one.party) not in seen:
            seen.add(party_key(one.party))
            kept.append(one)
    return tuple(kept)
