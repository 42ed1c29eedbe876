"""``ketluan tasks``: query the task database."""

from __future__ import annotations
