"""The JSON of a reading: its keys, the records below them, the codes of review flags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_origin

import models
from models.flags import FLAGS
from models.shape import SHAPE
from tools.reference.words import field_notes, first_line, plain

if TYPE_CHECKING:
    from models.base import Record

_RECORDS: Final[tuple[type[Record], ...]] = (
    models.Head, models.Chair, models.Signer, models.Recipient, models.Task, models.Assignee,
    models.Deadline, models.Percentage, models.Reference, models.Finding, models.Section,
    models.Flag, models.Evidence, models.Span, models.Box, models.Edit, models.Stamp,
)  # fmt: skip
_KEYS: Final = {
    "shape": "Version of this shape: the first number changes when a key changes its meaning.",
    "file": "Name of the file.",
    "notice": (
        "The head of the notice: a `Head`, with `recipients` as plain lines and "
        "`recipient_details` beside them."
    ),
    "tasks": "A list of `Task`.",
    "findings": "A list of `Finding`.",
    "pages": "The text of each page, line by line.",
    "sections": "The outline: a list of `Section`.",
    "flags": "What is doubtful about the notice as a whole: a list of `Flag`.",
    "reading": (
        "How it was read: `sha256`, `media_type`, `damage`, `version`, the `pages` with kind, size, "
        "engine and confidence, the `edits` of the repair and the `stamps` of digital signatures."
    ),
}


def keys() -> frozenset[str]:
    """The keys of the outermost object."""
    return frozenset(_KEYS)


def text() -> str:
    """The page below its title."""
    intro = f"""\
One object a file, one line each where several files are given. This is shape {SHAPE}. What the paper
does not print is `null`. Days are ISO 8601. Keys may be added; none changes its meaning within a
first number.
"""
    rows = [f"| `{key}` | {note} |" for key, note in _KEYS.items()]
    parts = [intro, "| key | |", "|---|---|", *rows, ""]
    for record in _RECORDS:
        parts += _record(record)
    parts += ["## Codes of flags\n", "| code | Vietnamese | English |", "|---|---|---|"]
    parts += [f"| `{code}` | {words.vi} | {words.en} |" for code, words in sorted(FLAGS.items())]
    return "\n".join([*parts, ""])


def _record(record: type[Record]) -> list[str]:
    notes = field_notes(record)
    rows = [
        f"| `{name}` | {_kind(field.annotation)} | {notes.get(name, '')} |"
        for name, field in record.model_fields.items()
    ]
    return [
        f"## {record.__name__}\n", f"{first_line(record)}\n",
        "| key | type | |", "|---|---|---|", *rows, "",
    ]  # fmt: skip


def _kind(annotation: object) -> str:
    """A type in the words of the page.

    >>> _kind(tuple[int, ...]), _kind(str | None), _kind(dict[str, int])
    ('list of int', 'str or null', 'object of int')
    """
    name = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    if get_origin(annotation) is not None:
        name = str(annotation)
    name = re.sub(r"\b(?:models\.\w+|datetime)\.", "", name)
    name = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", name)
    name = re.sub(r"dict\[\w+, (\w+)\]", r"object of \1", name)
    return plain(name.replace(" | None", " or null").replace(" | ", " or "))
