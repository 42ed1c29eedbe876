"""What reads pages reports to nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_LOADS = (
    "from ocr.repair.network import Network; from ocr.repair.repairer import DATA; Network.load(DATA)",
    "from ocr.runtime import runtime; runtime().InferenceSession",
)


@pytest.mark.parametrize("code", _LOADS)
def test_nothing_is_kept_for_the_makers_of_a_library(code: str, tmp_path: Path) -> None:
    if find_spec("onnxruntime") is None:
        pytest.skip("ONNX Runtime is not installed")
    # Events wait in a database below the home folder until they are sent.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "XDG_"))}
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env=environment | {"HOME": str(tmp_path)},
        timeout=120,
    )
    assert list(tmp_path.rglob("*")) == []
