"""A child that misbehaves as the name of the file it is given says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from pipeline import frames


def hang() -> None:
    # The grandchild must end with the group too.
    subprocess.run(["sleep", "600"], check=False)


def hoard() -> None:
    kept = []
    while True:
        kept.append(bytearray(os.urandom(1 << 20) * 8))
        time.sleep(0.005)


def die() -> None:
    os.kill(os.getpid(), 9)


def babble() -> None:
    sys.stdout.buffer.write(b"\xff" * 64)
    sys.stdout.flush()
    time.sleep(600)


def garble() -> None:
    os.write(1, (5).to_bytes(8, "big") + b"{{{{{")
    time.sleep(600)


def lie() -> None:
    frames.send(1, {"reading": {"file": "x"}})


def pretend() -> None:
    frames.send(1, {"error": "SystemExit", "details": {}})


def refuse() -> None:
    frames.send(1, {"error": "PasswordNeeded", "details": {}})


if __name__ == "__main__":
    while (request := frames.receive(0)) is not None:
        globals()[Path(request["path"]).stem]()
