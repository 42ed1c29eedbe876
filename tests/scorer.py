"""The scorer and the gold notices beside the checkout; tests that want them skip without."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def gold(name: str) -> dict[str, Any]:
    """The gold record of a notice."""
    path = SHARED / "gold" / f"{name}.json"
    if not path.exists():
        pytest.skip("no gold notices beside this checkout")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def score(name: str, predicted: dict[str, Any]) -> dict[str, float]:
    """Figures of one reading against its gold record."""
    wanted = gold(name)
    path = SHARED / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    counts = scorer.score(wanted, predicted)
    return {figure: scorer.figure(figure, tuple(value)) for figure, value in counts.items()}
