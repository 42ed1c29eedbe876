"""A field of administration: what meetings are about, what is asked, what is counted.

Works begin with a verb in small letters and name no agency that could be answerable. In targets
``{p}`` stands for the percentage; the letter before says which comparators suit it: ``h`` the more
the better, ``l`` the less the better, ``+`` growth, ``-`` reduction. Findings hold ``{p}`` (percent),
``{r}`` (ratio such as 07/15) or ``{k}`` (rank such as 4/21).
"""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """One field, by the key under which bodies say who is in charge of it."""

    key: str
    topics: tuple[str, ...]
    works: tuple[str, ...]
    targets: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
