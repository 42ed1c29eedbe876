"""The process group of a child: how much memory it holds, and its end."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path


def resident_bytes(group: int) -> int:
    """Resident memory of all processes of a group; 0 where ``/proc`` is missing."""
    total = 0
    page = os.sysconf("SC_PAGE_SIZE")
    try:
        entries = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    except OSError:
        return 0
    for entry in entries:
        try:
            # The command's name may hold blanks and brackets: fields are counted behind it.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, UnicodeDecodeError):
            continue  # it ended while we looked
        if int(fields[2]) == group:
            total += int(fields[21]) * page
    return total


def kill(group: int) -> None:
    """End a process group at once, whatever it does."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
