"""A bar on standard error while pages are read; silent where nobody watches."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def pages_bar(name: str, lang: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a callback for pages done and pages in all, or None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{say('reading', lang)} {name}", total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
