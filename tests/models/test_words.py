"""Whatever is said to people stands in both languages, and each text in its own alone."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli import account_words, folder_words, words
from db import labels
from models import errors
from models.flags import FLAGS
from web import errors as web_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGES = ("cli", "db", "extract", "models", "ocr", "pipeline", "web")
_QUOTED = re.compile(r"“[^”]*”|`[^`]*`|\{[^{}]*\}|--[a-z-]+")
_VIETNAMESE = re.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯà-ãè-êìíò-õùúýÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝ\u1ea0-\u1ef9]|\b(?:trang|trong|theo|cho|khi|ghi)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|of|is|are|was|be|and|or|not|no|by|with|for|to|from|it|file|pages?|cannot|please)\b",
    re.IGNORECASE,
)
_SAY = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\s*\)')


def below(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for one in kind.__subclasses__():
        yield from below(one)


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a name in the packages."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                    yield path, node


def text_of(node: ast.expr) -> str | None:
    """A text as it stands in the code, each value in it as ``{}``."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "{}" for part in node.values)
    return None


def catalogue() -> Iterator[tuple[str, str, str]]:
    """Where a pair of texts stands, its Vietnamese and its English."""
    for module in (words, folder_words, account_words):
        for key, (vi, en) in module._WORDS.items():
            yield f"{module.__name__}.{key}", vi, en
    for states in labels._WORDS.values():
        for key, (vi, en) in states.items():
            yield f"labels.{key}", vi, en
    for code, flag in FLAGS.items():
        yield f"flags.{code}", flag.vi, flag.en
    for base in (errors.KetluanError, web_errors.Refused):
        for kind in below(base):
            if not kind.__module__.startswith("tests"):
                yield f"errors.{kind.__name__}", kind.vi, kind.en  # type: ignore[attr-defined]
    for path, call in calls("Both"):
        if len(call.args) == 2:
            vi, en = (text_of(arg) for arg in call.args)
            if vi and en:
                yield f"{path.name}:{call.lineno}", vi, en
    for path in (ROOT / "web" / "templates").glob("*.html"):
        for vi, en in _SAY.findall(path.read_text(encoding="utf-8")):
            yield f"{path.name}: {en}", vi, en


def foreign(vi: str, en: str) -> list[str]:
    """Words of the other language in a pair of texts; quotations of the paper and names aside.

    >>> foreign("Tệp {file} vượt 500 pages", "File {file} breaks “trước ngày D”, 500 trang")
    ['pages', 'trang']
    """
    return _ENGLISH.findall(_QUOTED.sub(" ", vi)) + _VIETNAMESE.findall(_QUOTED.sub(" ", en))


def test_each_text_is_in_its_own_language() -> None:
    pairs = list(catalogue())
    assert len(pairs) > 400
    wrong = {where: found for where, vi, en in pairs if (found := foreign(vi, en))}
    assert wrong == {}


def test_both_texts_tell_the_same_details() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    named = [pair for pair in catalogue() if not pair[0].endswith(".html")]
    odd = {
        where: fields(vi) ^ fields(en)
        for where, vi, en in named
        if ".py:" not in where and ".html:" not in where and fields(vi) != fields(en)
    }
    assert odd == {}


def test_details_of_errors_in_words_stand_in_both_languages() -> None:
    """A word of one language in an f-string would show up in the other's sentence."""
    kinds = {kind.__name__ for kind in below(errors.KetluanError)}
    found = {}
    for kind in kinds:
        for path, call in calls(kind):
            for keyword in call.keywords:
                told = text_of(keyword.value) or ""
                if _VIETNAMESE.search(told) or len(_ENGLISH.findall(told)) > 0 or " / " in told:
                    found[f"{path.relative_to(ROOT)}:{call.lineno}"] = told
    assert found == {}


@pytest.mark.parametrize(
    ("error", "vi", "en"),
    [
        (errors.LimitExceeded.on_pages(500, file="a.pdf"), "giới hạn 500 trang.", "500 pages."),
        (errors.LimitExceeded.on_pixels(60_000_000, file="a.png"), "60 triệu điểm", "60 million"),
        (
            errors.RecordMissing(what=errors.Both("nhiệm vụ", "task"), id=7),
            "Không có nhiệm vụ số 7",
            "No task with id 7",
        ),
    ],
    ids=["pages", "pixels", "task"],
)
def test_details_follow_the_language(error: errors.KetluanError, vi: str, en: str) -> None:
    assert vi in error.message("vi")
    assert en in error.message("en")
    assert not foreign("", error.message("en"))
