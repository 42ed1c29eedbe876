"""The page of benchmark results."""

from __future__ import annotations

from benchmarks.__main__ import page

OLD = "# Results\n\nhead\n\n## ocr\n\nold figures\n\n## web\n\n```\n## no heading\n```\n"


def test_a_run_replaces_its_own_section_and_keeps_the_others() -> None:
    new = page(OLD, {"ocr": "## ocr\n\nnew figures\n\n", "repair": "## repair\n\nfirst\n\n"})
    assert "old figures" not in new
    at = [
        new.index(part) for part in ("## repair", "## ocr", "new figures", "## web", "## no head")
    ]
    assert at == sorted(at)
    assert page(new, {}) == new
