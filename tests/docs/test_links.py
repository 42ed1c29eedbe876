"""The pages hang together: links lead somewhere, every page is reached from the README."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def linked(page: Path) -> set[Path]:
    """Files of the project that a page links to."""
    text = page.read_text(encoding="utf-8")
    places = re.findall(r"\]\(([^)#\s]+)", text)
    return {(page.parent / place).resolve() for place in places if "://" not in place}


def test_links_lead_to_files_that_exist() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    missing = {
        (page.name, file.name) for page in pages for file in linked(page) if not file.exists()
    }
    assert not missing


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = {ROOT / "README.md"}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting |= {file for file in linked(page) if file.suffix == ".md"} - reached
    assert set(ROOT.glob("docs/**/*.md")) <= reached
