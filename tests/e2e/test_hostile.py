"""All of ../shared/hostile and ../shared/scans through the real intake."""

from __future__ import annotations

import pytest

from benchmarks.hostile import SHARED, main


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.skipif(not (SHARED / "hostile").exists(), reason="../shared is absent")
def test_every_file_ends_with_a_true_reason() -> None:
    """No hang, crash, zombie or reason that another engine contradicts; see benchmarks.hostile."""
    assert main([]) == 0


@pytest.mark.skipif(not (SHARED / "hostile").exists(), reason="../shared is absent")
def test_a_few_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--limit", "6", "--workers", "1"]) == 0
    assert "files 6" in capsys.readouterr().out
