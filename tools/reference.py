"""Writes the reference pages that follow from the code: ``python -m tools.reference``.

Commands come from the options that Typer knows, settings from their classes, exit codes from the
tree of errors, so that no page says what the code does not. The tests compare.
"""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import json
import textwrap
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast, get_args, get_origin

import typer.main
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from cli.main import app
from models import errors
from pipeline import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_NOTE = "<!-- Written by `make reference`; change the code, not this page. -->\n"


def pages() -> dict[str, str]:
    """Each page's name and text."""
    return {
        "command.md": _commands(),
        "settings.md": _settings(),
        "exit-codes.md": _exit_codes(),
    }


def _commands() -> str:
    root = typer.main.get_command(app)
    parts = [
        f"# The command\n\n{_NOTE}",
        """\
`ketluan --lang en COMMAND …` or `KETLUAN_LANG=en` turns messages to English; `--lang` may stand
anywhere. Each help text is Vietnamese first, English behind the bar.
""",
    ]
    parts += [_command(path, command) for path, command in _walk("ketluan", root)]
    return "\n".join(parts)


class Described(Protocol):
    """What of Typer's type of a parameter is used."""

    annotation: object


class Parameter(Protocol):
    """What of Typer's parameters is used."""

    name: str
    param_type_name: str
    opts: list[str]
    secondary_opts: list[str]
    required: bool
    nargs: int
    multiple: bool
    is_flag: bool
    default: object
    help: str | None
    type_descriptor: Described


class Command(Protocol):
    """What of Typer's commands is used."""

    params: list[Parameter]
    help: str | None


def _walk(path: str, command: object) -> Iterator[tuple[str, Command]]:
    children: dict[str, object] | None = getattr(command, "commands", None)
    if children is None:
        yield path, cast("Command", command)
        return
    for name, child in children.items():
        yield from _walk(f"{path} {name}", child)


def _command(path: str, command: Command) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    usage = " ".join([path, *(_argument(a) for a in arguments), *(["[…]"] if options else [])])
    lines = [f"## {path}\n", f"{(command.help or '').strip()}\n", f"```\n{usage}\n```\n"]
    rows = [(f"`{_argument(a)}`", _plain(a.help)) for a in arguments]
    rows += [(f"`{_option(option)}`", _help(option)) for option in options]
    if rows:
        lines += ["| | |", "|---|---|", *(f"| {name} | {text} |" for name, text in rows), ""]
    return "\n".join(lines)


def _argument(argument: Parameter) -> str:
    name = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _option(option: Parameter) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {_kind(option.type_descriptor.annotation)}"


def _kind(annotation: object) -> str:
    """What an option takes.

    >>> _kind(int), _kind(Literal["vi", "en"]), _kind(list[str])
    ('N', 'vi/en', 'TEXT (repeatable)')
    """
    if get_origin(annotation) is list:
        return f"{_kind(get_args(annotation)[0])} (repeatable)"
    if get_origin(annotation) is Literal:
        return "/".join(str(choice) for choice in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "/".join(str(choice.value) for choice in annotation)
    names: dict[object, str] = {int: "N", float: "N", dt.date: "DAY", Path: "FILE"}
    return names.get(annotation, "TEXT")


def _help(option: Parameter) -> str:
    shown = option.default.value if isinstance(option.default, Enum) else option.default
    said = isinstance(shown, str | int) and not isinstance(shown, bool)
    return _plain(option.help) + (f" (`{shown}`)" if said else "")


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "/")


def _settings() -> str:
    parts = [
        f"# Settings\n\n{_NOTE}",
        """\
Read from `ketluan.toml` in the working folder and from the environment; the environment wins.
`KETLUAN_DATABASE_URL` sets `database_url`, `KETLUAN_LIMITS__SECONDS` sets `seconds` of `[limits]`.
A value that cannot be used ends the command with exit code 15 and names the setting;
`ketluan config check` shows what is in force.
""",
    ]
    parts += _tables("", settings.Settings)
    return "\n".join(parts)


def _tables(heading: str, model: type[BaseModel]) -> list[str]:
    notes = _docstrings(model)
    rows, below = [], []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if inspect.isclass(kind) and issubclass(kind, BaseModel):
            below += _tables(name, kind)
            continue
        rows.append(f"| `{name}` | `{_default(field)}` | {notes.get(name, '')} |")
    title = [f"## [{heading}]\n", f"{_first_line(model)}\n"] if heading else []
    return [*title, "| setting | default | |", "|---|---|---|", *rows, "", *below]


def _first_line(model: type[BaseModel]) -> str:
    return (inspect.getdoc(model) or "").splitlines()[0]


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "number of processors"
    value = field.default
    if value is PydanticUndefined:
        return "required"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
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
            found[field.target.id] = _plain(str(note.value.value))
    return found


def _exit_codes() -> str:
    said = {errors.ExitCode.USAGE: "Sai cú pháp lệnh"}
    said[errors.ExitCode.PARTIAL] = "Một số tệp không đọc được; từng lỗi đã in ở trên"
    for kind in _errors(errors.KetluanError):
        said.setdefault(kind.exit_code, kind.vi)
    rows = [f"| {int(code)} | {code.name} | {said.get(code, '')} |" for code in errors.ExitCode]
    head = "| code | name | what a clerk reads |\n|---|---|---|"
    return "\n".join([f"# Exit codes\n\n{_NOTE}", head, *rows, ""])


def _errors(kind: type[errors.KetluanError]) -> Iterator[type[errors.KetluanError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _errors(below)


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
