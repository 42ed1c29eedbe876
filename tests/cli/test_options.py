"""Options that are declared once and used by several commands."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated

import typer
from typer.testing import CliRunner

from cli.main import app as ketluan
from cli.options import grouped
from models.shape import SHAPE


@dataclass(frozen=True)
class Size:
    width: Annotated[int, typer.Option("--width", "-w")] = 2
    name: str | None = None


def test_a_group_becomes_options_and_comes_back_whole() -> None:
    app = typer.Typer()
    seen: list[tuple[str, Size, bool]] = []

    @app.command()
    @grouped
    def draw(what: str, *, size: Size, fast: bool = False) -> None:
        seen.append((what, size, fast))

    runner = CliRunner()
    assert runner.invoke(app, ["box", "-w", "5", "--name", "a"]).exit_code == 0
    assert runner.invoke(app, ["box", "--fast"]).exit_code == 0
    assert runner.invoke(app, ["box", "--width", "wide"]).exit_code == 2
    assert seen == [("box", Size(5, "a"), False), ("box", Size(), True)]


def test_the_version_is_told_with_that_of_the_shape() -> None:
    told = CliRunner().invoke(ketluan, ["--version"])
    assert told.exit_code == 0
    assert told.output == f"ketluan {version('ketluan')} (JSON {SHAPE}, API v1)\n"
