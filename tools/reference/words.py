"""Words of the code as words of a page."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel


def plain(text: str | None) -> str:
    """On one line, with nothing that ends a cell."""
    return " ".join((text or "").split()).replace("|", "/")


def field_notes(model: type[BaseModel]) -> dict[str, str]:
    """The words below each field of a class."""
    found: dict[str, str] = {}
    body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101  the source of a class is a class
    for field, note in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(note, ast.Expr)
            and isinstance(note.value, ast.Constant)
        ):
            found[field.target.id] = plain(str(note.value.value))
    return found


def first_line(kind: type) -> str:
    """What a class says of itself, in a line."""
    return (inspect.getdoc(kind) or "").splitlines()[0]
