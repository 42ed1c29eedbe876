"""``ketluan status``: what waits, what is read, what was refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from cli.folder_words import tell
from models.errors import ExitCode
from pipeline.folders import Folders
from pipeline.office import open_custody, open_queue

if TYPE_CHECKING:
    from pipeline import Settings


def status(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
) -> int:
    """Cho biết số tệp đang chờ, đang đọc và bị cách ly | Tell how the intake stands."""
    settings: Settings = context.obj
    folders = Folders(settings)
    folders.check()
    queue = open_queue(settings)
    try:
        counts = queue.book.counts()
    finally:
        queue.close()
    custody = open_custody(settings)
    refused = custody.cases()
    secret = len(custody.cases(secret=True))
    if as_json:
        figures = {
            "inbox": folders.waiting(),
            "waiting": counts.waiting,
            "running": counts.running,
            "quarantine": len(refused),
            "secret": secret,
            "last_hour": counts.last_hour,
            "oldest_seconds": round(counts.oldest_seconds),
            "ended": counts.ended,
        }
        print(json.dumps(figures, ensure_ascii=False))
        return ExitCode.OK
    lang = settings.lang
    ended = ", ".join(f"{tell(_word(key), lang)}: {n}" for key, n in sorted(counts.ended.items()))
    for key, value in (
        ("status_inbox", f"{tell('files', lang, count=folders.waiting())} ({folders.inbox})"),
        ("status_waiting", tell("files", lang, count=counts.waiting)),
        ("status_running", tell("files", lang, count=counts.running)),
        ("status_refused", f"{tell('files', lang, count=len(refused))} ({folders.quarantine})"),
        ("status_secret", tell("files", lang, count=secret)),
        ("status_rate", tell("files", lang, count=counts.last_hour)),
        ("status_oldest", tell("seconds", lang, count=round(counts.oldest_seconds))),
        ("status_ended", ended or "0"),
    ):
        print(f"{tell(key, lang)}: {value}")
    for name in refused[:20]:
        print(f"  {name}")
    return ExitCode.OK


def _word(outcome: str) -> str:
    """Refused and secret ones have sentences of their own elsewhere."""
    return f"was_{outcome}" if outcome in {"refused", "secret", "gone"} else outcome
