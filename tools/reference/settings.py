"""Settings, as their classes say."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from pipeline.settings import Settings
from tools.reference.words import field_notes, first_line

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def text() -> str:
    """The page below its title."""
    parts = [
        """\
Read from `ketluan.toml` in the working folder and from the environment; the environment wins.
`KETLUAN_DATABASE_URL` sets `database_url`, `KETLUAN_LIMITS__SECONDS` sets `seconds` of `[limits]`.
A value that cannot be used ends the command with exit code 15 and names the setting;
`ketluan config check` shows what is in force.
""",
    ]
    parts += _tables("", Settings)
    return "\n".join(parts)


def _tables(heading: str, model: type[BaseModel]) -> list[str]:
    notes = field_notes(model)
    rows, below = [], []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if inspect.isclass(kind) and issubclass(kind, BaseModel):
            below += _tables(name, kind)
            continue
        rows.append(f"| `{name}` | `{_default(field)}` | {notes.get(name, '')} |")
    title = [f"## [{heading}]\n", f"{first_line(model)}\n"] if heading else []
    return [*title, "| setting | default | |", "|---|---|---|", *rows, "", *below]


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "number of processors"
    value = field.default
    if value is PydanticUndefined:
        return "required"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
