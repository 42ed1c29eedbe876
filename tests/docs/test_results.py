"""The page of benchmark results."""

from __future__ import annotations

from benchmarks.__main__ import BENCHMARKS, page
from benchmarks.intake import PARTS, parse

OLD = "# Results\n\nhead\n\n## ocr\n\nold figures\n\n## web\n\n```\n## no heading\n```\n"


def test_a_run_replaces_its_own_section_and_keeps_the_others() -> None:
    new = page(OLD, {"ocr": "## ocr\n\nnew figures\n\n", "repair": "## repair\n\nfirst\n\n"})
    assert "old figures" not in new
    at = [
        new.index(part) for part in ("## repair", "## ocr", "new figures", "## web", "## no head")
    ]
    assert at == sorted(at)
    assert page(new, {}) == new


def test_the_intake_runs_all_its_parts_unless_some_are_named() -> None:
    (one,) = (each for each in BENCHMARKS if each.name == "intake")
    assert parse(one.whole).parts == list(PARTS)
    assert parse(one.quick).parts == ["overhead", "queues"]
