"""Exit codes and their messages, from the tree of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import errors

if TYPE_CHECKING:
    from collections.abc import Iterator


def text() -> str:
    """The page below its title."""
    said = {errors.ExitCode.USAGE: "Sai cú pháp lệnh"}
    said[errors.ExitCode.PARTIAL] = "Một số tệp không đọc được; từng lỗi đã in ở trên"
    for kind in _errors(errors.KetluanError):
        said.setdefault(kind.exit_code, kind.vi)
    rows = [f"| {int(code)} | {code.name} | {said.get(code, '')} |" for code in errors.ExitCode]
    head = "| code | name | what a clerk reads |\n|---|---|---|"
    return "\n".join([head, *rows, ""])


def _errors(kind: type[errors.KetluanError]) -> Iterator[type[errors.KetluanError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _errors(below)
