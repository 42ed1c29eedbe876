"""``ketluan repair``: damaged Vietnamese text in, repaired text out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models import errors
from pipeline.documents import check

if TYPE_CHECKING:
    from pipeline import Settings


def repair(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="Tệp UTF-8; bỏ trống: đầu vào chuẩn | default: stdin")
    ] = None,
) -> None:
    """Khôi phục dấu và chữ hỏng | Restore marks and broken letters of Vietnamese text."""
    settings: Settings = context.obj
    if file is not None:
        check(file, settings)
        data = file.read_bytes()
    else:
        data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.UnsupportedFile(file=file.name if file else "-") from None

    from ocr.repair import Repairer  # noqa: PLC0415  its data take a moment to load

    sys.stdout.write(Repairer.load().repair_text(text))
