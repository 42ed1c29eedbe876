"""A reading judged against a golden record: facts in common, by kind of fact.

The records were keyed in by hand, as a clerk would, without a look at the rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Fact = tuple[object, ...]

_GROUP = re.compile(r"^các ")
_FIELDS = ("type", "number", "symbol", "issuer", "place", "issue_date", "title", "meeting_date")


def folded(text: object) -> str:
    """Case, blanks and marks of punctuation do not count; letters and their marks do.

    >>> folded("Số  18/TB-UBND.")
    'số 18 tb ubnd'
    """
    clean = unicodedata.normalize("NFC", str(text)).lower()
    return " ".join(re.findall(r"\w+", clean))


def tasks(record: dict[str, Any]) -> Iterator[Fact]:
    """The tasks, by their words."""
    for task in record["tasks"]:
        yield (folded(task["text"]),)


def assignees(record: dict[str, Any]) -> Iterator[Fact]:
    """Who has to do what, and as what."""
    for task in record["tasks"]:
        for one in task["assignees"]:
            yield folded(task["text"]), _GROUP.sub("", folded(one["name"])), one["role"]


def deadlines(record: dict[str, Any]) -> Iterator[Fact]:
    """By when."""
    for task in record["tasks"]:
        for one in task["deadlines"]:
            yield folded(task["text"]), one["kind"], one["date"]


def percentages(record: dict[str, Any]) -> Iterator[Fact]:
    """How much is asked for."""
    for task in record["tasks"]:
        for one in task["percentages"]:
            yield folded(task["text"]), one["value"], one["comparator"]


def findings(record: dict[str, Any]) -> Iterator[Fact]:
    """What the assessment says is so."""
    for one in record["findings"]:
        yield one["kind"], float(one["value"]), one.get("of")


def head(record: dict[str, Any]) -> Iterator[Fact]:
    """Letterhead, title, chair, signer and recipients."""
    notice = record["notice"]
    for name in _FIELDS:
        yield name, folded(notice[name] or "")
    for who in ("chair", "signer"):
        yield who, folded((notice[who] or {}).get("name") or "")
    for one in notice["recipients"]:
        yield "recipient", folded(one)


FIGURES: dict[str, Callable[[dict[str, Any]], Iterator[Fact]]] = {
    "task": tasks,
    "assignee": assignees,
    "deadline": deadlines,
    "percentage": percentages,
    "finding": findings,
    "head": head,
}


def differences(gold: dict[str, Any], read: dict[str, Any]) -> dict[str, list[str]]:
    """Facts lost (-) and invented (+), by figure; a figure without any is left out."""
    found = {}
    for figure, facts in FIGURES.items():
        want, have = Counter(facts(gold)), Counter(facts(read))
        told = [f"- {fact}" for fact in (want - have).elements()]
        told += [f"+ {fact}" for fact in (have - want).elements()]
        if told:
            found[figure] = told
    return found
