"""Time that nobody sets back: seconds since the machine was started, and which start that was."""

from __future__ import annotations

import time
from pathlib import Path


def now() -> float:
    """Seconds since the machine started, its sleep counted."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def boot() -> str:
    """The same until the machine starts anew."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "?"
