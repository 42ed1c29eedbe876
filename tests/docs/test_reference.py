"""The reference pages say what the code does; the README's commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from cli.main import app
from models import Head, Notice, Reading
from models.shape import to_json
from tools.reference import pages
from tools.reference.page import FOLDER
from tools.reference.records import keys

ROOT = Path(__file__).parents[2]
MANUALS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_CALL = re.compile(r"^\s*(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?ketluan (?!-)(.+)$", re.MULTILINE)


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_pages_are_as_the_code_says(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `make reference`"


def test_the_page_of_the_json_names_every_key() -> None:
    reading = Reading(file="a.txt", sha256="0", media_type="text/plain", pages=(), version="1")
    assert set(to_json(reading, Notice(head=Head()))) == keys()


@pytest.mark.parametrize("page", MANUALS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_in_a_manual_exists_with_its_options(page: Path) -> None:
    for block in re.findall(r"```(?:sh|console|)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for call in _CALL.findall(block):
            _check(call, page)


def _check(call: str, page: Path) -> None:
    words = re.split(r"\s+#|\s{3,}", call)[0].split()
    command = typer.main.get_command(app)
    while words and hasattr(command, "commands"):
        assert words[0] in command.commands, f"{page.name}: ketluan {call}"
        command = command.commands[words.pop(0)]
    known = {name for p in command.params for name in (*p.opts, *p.secondary_opts)} | {"--lang"}
    for word in re.findall(r"(?<!\S)\[?(--[a-z-]+)", " ".join(words)):
        assert word in known, f"{page.name}: {word} of ketluan {call}"


@pytest.mark.parametrize("page", MANUALS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
