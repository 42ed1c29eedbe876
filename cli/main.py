"""The command ``ketluan``."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from cli import (
    backfill,
    config,
    database,
    doctor,
    export,
    ingest,
    read,
    repair,
    retry,
    serve,
    status,
    tasks,
    track,
    user,
    watch,
    worker,
)
from cli.console import complain
from cli.words import Lang, say
from models.errors import ExitCode, KetluanError
from models.shape import SHAPE
from pipeline.settings import Settings

app = typer.Typer(
    name="ketluan",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Đọc thông báo kết luận và lưu nhiệm vụ | Reads conclusion notices and keeps the tasks",
)


def _print_version(wished: object) -> None:
    """Say which version this is and leave."""
    if wished:
        typer.echo(f"ketluan {version('ketluan')} (JSON {SHAPE}, API v1)")
        raise typer.Exit


@app.callback()
def settings(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Phiên bản | Version", callback=_print_version, is_eager=True
        ),
    ] = False,
    lang: Annotated[
        Lang | None, typer.Option(help="Ngôn ngữ | Language: vi, en (KETLUAN_LANG)")
    ] = None,
) -> None:
    """Settings are loaded once and handed to the command."""
    loaded = Settings.load()
    context.obj = loaded.model_copy(update={"lang": lang}) if lang else loaded


app.command(name="read")(read.read)
app.command(name="repair")(repair.repair)
app.command(name="ingest")(ingest.ingest)
app.command(name="tasks")(tasks.tasks)
app.command(name="watch")(watch.watch)
app.command(name="backfill")(backfill.backfill)
app.command(name="worker")(worker.worker)
app.command(name="retry")(retry.retry)
app.command(name="status")(status.status)
app.command(name="progress")(track.progress)
app.command(name="assign")(track.assign)
app.command(name="extend")(track.extend)
app.command(name="serve")(serve.serve)
app.command(name="doctor")(doctor.doctor)
app.add_typer(export.app, name="export")
app.add_typer(database.app, name="db")
app.add_typer(config.app, name="config")
app.add_typer(user.app, name="user")


def run() -> None:
    """Entry point: every error ends in one message and an exit code of its own."""
    arguments, lang = _lang_first(sys.argv[1:])
    try:
        code = app(args=arguments, standalone_mode=False)
    except KetluanError as error:
        complain(error, lang)
        sys.exit(error.exit_code)
    except typer.TyperException as error:
        message = error.format_message()
        if message:  # without arguments the help has been printed
            sys.stderr.write(f"ketluan: {message}\n")
        sys.exit(ExitCode.USAGE)
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write(say("interrupted", lang) + "\n")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be said to it.
        sys.stdout = None
        sys.exit(0)
    except Exception as error:
        # A fault of ours: one line for the clerk, the rest for whoever mends it.
        if os.environ.get("KETLUAN_DEBUG"):
            raise
        complain(KetluanError(detail=type(error).__name__), lang)
        sys.exit(ExitCode.INTERNAL)
    sys.exit(code or 0)


def _lang_first(arguments: list[str]) -> tuple[list[str], str]:
    """Let ``--lang`` stand anywhere.

    >>> _lang_first(["read", "a.pdf", "--lang", "en"])
    (['--lang', 'en', 'read', 'a.pdf'], 'en')
    >>> _lang_first(["tasks", "--lang=en"])
    (['--lang', 'en', 'tasks'], 'en')
    """
    rest = list(arguments)
    for index, argument in enumerate(rest):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            del rest[index]
            lang = argument.removeprefix("--lang=")
            return ["--lang", lang, *rest], lang
        if argument == "--lang" and index + 1 < len(rest):
            lang = rest[index + 1]
            del rest[index : index + 2]
            return ["--lang", lang, *rest], lang
    try:
        return rest, Settings.load().lang
    except KetluanError:
        return rest, "vi"
