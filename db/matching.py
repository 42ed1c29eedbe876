"""Which task of an older reading a task of a newer one is, so that its history stays with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_PLACE = 50.0
"""Least likeness, 0 to 100, of two texts at the same path of the outline."""
ANYWHERE = 80.0
"""Least likeness of two texts at different paths."""


class Known(NamedTuple):
    """A task, or an assignee, as far as matching looks at it."""

    path: str
    folded: str


def match(old: Sequence[Known], new: Sequence[Known]) -> list[int | None]:
    """For each of ``new`` the index of the one in ``old`` that it is, or None.

    The same words win first, wherever they stand; then likeness at the same path; then
    likeness anywhere, best pairs first. No old one is taken twice.

    >>> was = [Known("2.1/1", "giao phong noi vu ra soat"), Known("2.1/2", "bao cao ket qua")]
    >>> match(was, [Known("2/1", "bao cao ket qua"), Known("2.1/1", "giao phong noi vu ra soet")])
    [1, 0]
    """
    found: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))
    for exact_path in (True, False):
        where: dict[tuple[str, str], list[int]] = {}
        for index in free:
            where.setdefault(_place(old[index], exact=exact_path), []).append(index)
        for number, item in enumerate(new):
            if found[number] is None and (same := where.get(_place(item, exact=exact_path))):
                found[number] = same.pop(0)
                del free[found[number]]  # type: ignore[arg-type]  # just set
    pairs = sorted(
        (
            (item.path != old[index].path, -likeness, number, index)
            for number, item in enumerate(new)
            if found[number] is None
            for index in free
            if (likeness := ratio(item.folded, old[index].folded))
            >= (SAME_PLACE if item.path == old[index].path else ANYWHERE)
        ),
    )
    for _, _, number, index in pairs:
        if found[number] is None and index in free:
            found[number] = index
            del free[index]
    return found


def _place(item: Known, *, exact: bool) -> tuple[str, str]:
    return (item.path if exact else "", item.folded)
