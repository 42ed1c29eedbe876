"""The repairer, loaded once for all tests of the repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr.repair import Repairer

SAMPLES = Path(__file__).parents[3] / "samples"
SHARED = Path(__file__).parents[4] / "shared"


@pytest.fixture(scope="session")
def repairer() -> Repairer:
    return Repairer.load()


@pytest.fixture(scope="session")
def notice() -> str:
    path = SAMPLES / "notice.txt"
    if not path.exists():
        pytest.skip("samples/notice.txt is not there")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def truth() -> str:
    path = SHARED / "seed" / "truth.txt"
    if not path.exists():
        pytest.skip("../shared/seed is not there")
    return path.read_text(encoding="utf-8")
