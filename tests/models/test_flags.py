"""Every flag that the code can raise has words in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from db.saving import NOT_READ_AGAIN
from models.flags import FLAGS, message
from models.notice import Flag

ROOT = Path(__file__).parents[2]


def raised() -> set[str]:
    """Literal codes given to ``Flag(code=…)`` anywhere in the packages."""
    codes: set[str] = set()
    for package in ("extract", "db", "ocr", "pipeline", "web"):
        for path in (ROOT / package).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and ast.unparse(call.func) in {"Flag", "t.Flag"}:
                    codes |= {
                        literal.value
                        for keyword in call.keywords
                        if keyword.arg == "code"
                        for literal in ast.walk(keyword.value)
                        if isinstance(literal, ast.Constant) and isinstance(literal.value, str)
                    }
    return codes


def test_every_code_raised_has_words_and_no_words_are_left_over() -> None:
    assert raised() | {"duplicate", NOT_READ_AGAIN} == set(FLAGS)


@pytest.mark.parametrize("code", sorted(FLAGS))
def test_messages_show_the_detail_where_they_have_a_place_for_it(code: str) -> None:
    flag = Flag(code=code, detail="37 chỉ tiêu")
    for lang, words in (("vi", FLAGS[code].vi), ("en", FLAGS[code].en)):
        assert message(flag, lang) == words.replace("{detail}", "37 chỉ tiêu")
        assert not re.search(r"\{(?!detail\})", words)
    assert FLAGS[code].vi != FLAGS[code].en


def test_a_flag_without_detail_leaves_a_dash_of_dots() -> None:
    assert message(Flag(code="agency_unknown")) == "“…” chưa có trong danh mục cơ quan"
