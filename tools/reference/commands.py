"""Commands and options, as Typer knows them."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast, get_args, get_origin

import typer.main

from cli.main import app
from tools.reference.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def text() -> str:
    """The page below its title."""
    root = typer.main.get_command(app)
    parts = [
        """\
`ketluan --lang en COMMAND …` or `KETLUAN_LANG=en` turns messages to English; `--lang` may stand
anywhere. Each help text is Vietnamese first, English behind the bar.
""",
    ]
    parts += [_command(path, command) for path, command in _walk("ketluan", root)]
    return "\n".join(parts)


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
    rows = [(f"`{_argument(a)}`", plain(a.help)) for a in arguments]
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
    return plain(option.help) + (f" (`{shown}`)" if said else "")
