"""On the path of `make coverage` only: what is about to be killed first writes what it ran.

A child that reads documents is ended by SIGKILL to its process group, and a killed process
writes no measurements. Here SIGTERM goes before it: coverage writes at SIGTERM
(`sigterm = true` in pyproject.toml).
"""

from __future__ import annotations

import contextlib
import os
import signal
import time

_kill_group = os.killpg
_GRACE = 3.0
"""Seconds that writing may take."""


def _end_group(group: int, number: int) -> None:
    if number == signal.SIGKILL and group:
        with contextlib.suppress(OSError):
            _kill_group(group, signal.SIGTERM)
            give_up = time.monotonic() + _GRACE
            while time.monotonic() < give_up and not os.waitid(
                os.P_PID, group, os.WEXITED | os.WNOHANG | os.WNOWAIT
            ):
                time.sleep(0.01)
    _kill_group(group, number)


os.killpg = _end_group
