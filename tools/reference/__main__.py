"""Writes the pages: ``python -m tools.reference``."""

from __future__ import annotations

from tools.reference.page import FOLDER, pages

for _name, _text in pages().items():
    (FOLDER / _name).write_text(_text, encoding="utf-8")
