"""The command, run as a user runs it: a process of its own in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"


class Command(Protocol):
    """Runs ``ketluan`` with arguments."""

    def __call__(
        self, *arguments: object, path: str | None = None, stdin: bytes | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def ketluan(tmp_path: Path) -> Command:
    def run(
        *arguments: object, path: str | None = None, stdin: bytes | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = {key: v for key, v in os.environ.items() if not key.startswith("KETLUAN_")}
        if path is not None:
            environment["PATH"] = path
        done = subprocess.run(
            [sys.executable, "-c", "from cli.main import run; run()", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=240,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
