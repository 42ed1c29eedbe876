"""Which pages there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.reference import api, commands, database, exit_codes, records, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parents[2] / "docs" / "reference"
_NOTE: Final = "<!-- Written by `make reference`; change the code, not this page. -->"


def pages() -> Mapping[str, str]:
    """Each page's name and text."""
    return {
        "api.md": _page("The JSON API", api.text()),
        "command.md": _page("The command", commands.text()),
        "database.md": _page("The task database", database.text()),
        "exit-codes.md": _page("Exit codes", exit_codes.text()),
        "json.md": _page("What `ketluan read --json` prints", records.text()),
        "settings.md": _page("Settings", settings.text()),
    }


def _page(title: str, text: str) -> str:
    return f"# {title}\n\n{_NOTE}\n\n{text}"
