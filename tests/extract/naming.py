"""Names as the gazetteer and the grammar see them in a text, loaded once for all tests."""

from __future__ import annotations

from functools import cache

from extract.agencies import AgencyFinder
from extract.names import Names, names_of


@cache
def finder() -> AgencyFinder:
    return AgencyFinder.load()


def names_in(text: str) -> Names:
    found = finder()
    return names_of(text, found.find(text), found.registry.has)
