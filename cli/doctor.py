"""``ketluan doctor``: what is installed, what is missing, how to mend it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import typer

from cli.words import say
from models.errors import ExitCode
from pipeline.folders import Folders
from pipeline.office import check_office, has_second_reader

if TYPE_CHECKING:
    from pipeline import Settings

_PROGRAMS = (("tesseract", "tesseract-ocr"), ("pdftoppm", "poppler-utils"))


def doctor(context: typer.Context) -> int:
    """Kiểm tra máy đã cài đủ chưa | Tell what is installed and what is missing."""
    settings: Settings = context.obj
    wanted = [(name, package, shutil.which(name) is not None) for name, package in _PROGRAMS]
    wanted.append(("tesseract: vie", "tesseract-ocr-vie", "vie" in _languages()))
    for name, package, present in wanted:
        state = "installed" if present else "missing"
        advice = "" if present else f"  →  apt-get install {package}"
        print(f"{name}: {say(state, settings.lang)}{advice}")
    second = "installed" if has_second_reader() else "second_missing"
    print(f"{say('second', settings.lang)}: {say(second, settings.lang)}")
    if not all(present for _, _, present in wanted):
        return ExitCode.MISSING_PROGRAM
    Folders(settings).check()
    check_office(settings)
    print(f"{say('settings', settings.lang)}: {say('usable', settings.lang)}")
    print(say("all_well", settings.lang))
    return ExitCode.OK


def _languages() -> list[str]:
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return listed.stdout.split()
