"""The child process in which pages are drawn for people: its own side, and nothing it needs not."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from models import errors
from pipeline import frames
from pipeline.child_main import confine, plain
from pipeline.settings import Settings


def main() -> int:
    """Draw the pages that the parent names, one reply each, until it closes the pipe."""
    settings = Settings.model_validate_json(sys.argv[1])
    # Replies go out by a descriptor of their own: what a library prints cannot spoil them.
    replies = os.dup(1)
    os.dup2(2, 1)
    confine(settings)

    from ocr.picture import Pose, draw_picture  # noqa: PLC0415  limits stand before libraries load
    from ocr.settings import ReadSettings  # noqa: PLC0415

    wishes = ReadSettings(
        dpi=150,
        max_pages=settings.limits.pages,
        max_pixels=int(settings.limits.megapixels * 1e6),
    )
    while (request := frames.receive(0)) is not None:
        reply: dict[str, Any] = {"drawn": True}
        try:
            pose = Pose(*request["pose"])
            target, width = Path(request["target"]), int(request["width"])
            draw_picture(Path(request["path"]), pose, target, width, wishes)
        except errors.KetluanError as error:
            reply = {"error": type(error).__name__, "details": plain(error.details)}
        except MemoryError:
            limit = f"{settings.limits.memory_mb} MiB"
            reply = {"error": "LimitExceeded", "details": {"limit": limit}}
        except Exception as error:  # noqa: BLE001  whatever a library makes of a hostile file
            reply = {"error": "ReaderCrashed", "details": {"detail": type(error).__name__}}
        frames.send(replies, reply)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
