"""What the walk over an outline takes down: tasks as stretches of text, and what hands down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extract.found import Found
    from extract.outline import Item
    from extract.parties import Party
    from models.notice import Role, SectionKind


class Answerable(NamedTuple):
    """A party with its role."""

    party: Found[Party]
    role: Role


class Draft(NamedTuple):
    """One task before its fields are read."""

    start: int
    end: int
    path: str
    answerable: tuple[Answerable, ...]
    reported: tuple[Found[Party], ...]
    term: tuple[int, int] | None = None
    """Where the term stands that a cell of its row gives."""
    asked: int = 0
    """Where what is asked for begins, behind sentences that state what is so."""
    unsure: bool = False
    """Whether it rests on weak signs: a demand without a verb of work or a name."""


@dataclass(frozen=True)
class Reach:
    """What an item takes from the headings above it."""

    leads: tuple[Found[Party], ...] = ()
    helpers: tuple[Found[Party], ...] = ()
    """Those whom a lead-in names beside the leads: "Sở A chủ trì, phối hợp với Sở B:"."""
    kind: SectionKind | None = None
    asked: bool = False
    """Whether a heading or lead-in above says that what follows is work."""


@dataclass
class Outlook:
    """What the walk over the outline gathered."""

    drafts: list[Draft] = field(default_factory=list)
    stated: list[tuple[int, int]] = field(default_factory=list)
    """Stretches that ask for nothing: findings are read from them."""
    sections: list[tuple[Item, SectionKind]] = field(default_factory=list)
    introduced: list[tuple[int, int, list[int]]] = field(default_factory=list)
    """Lead-ins that are no tasks, and the drafts (by index) they introduce."""
