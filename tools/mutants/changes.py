"""The small changes that can be made to a module."""

from __future__ import annotations

import ast
import copy
import re
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change to one module."""

    path: Path
    line: int
    what: str
    tree: ast.Module


def sites(path: Path) -> tuple[ast.Module, dict[str, list[tuple[int, int]]]]:
    """A module's tree and all its changes (place of the node, number there): logic and words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set(_left_out(tree))
    found: dict[str, list[tuple[int, int]]] = {"logic": [], "words": []}
    for place, node in enumerate(ast.walk(tree)):
        if node in left_out:
            continue
        words = isinstance(node, ast.Set | ast.List | ast.Tuple) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        number = sum(1 for _ in changes(copy.deepcopy(node)))
        found["words" if words else "logic"] += [(place, n) for n in range(number)]
    return tree, found


def mutant(path: Path, tree: ast.Module, place: int, number: int) -> Mutant:
    """One change to a module."""
    changed = copy.deepcopy(tree)
    node = list(ast.walk(changed))[place]
    before = ast.unparse(node)
    what = list(changes(node))[number]()
    ast.fix_missing_locations(changed)
    if what:
        words = f"{_short(before)}  {what}"
    else:
        words = "{}  ->  {}".format(*_apart(before, ast.unparse(node)))
    return Mutant(path, getattr(node, "lineno", 0), words, changed)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) < 100 else f"{flat[:60]} … {flat[-35:]}"


def _alike(one: str, other: str) -> int:
    """Letters at the start that two texts share."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Where two texts differ, with a few letters around."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    left = max(0, head - 25)

    def cut(text: str) -> str:
        middle = text[left : len(text) - tail + min(tail, 25)]
        return f"{'…' if left else ''}{middle}{'…' if tail > 25 else ''}"

    return cut(before), cut(after)


def _left_out(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, annotations, imports, and what is looked at by type checkers only."""
    for node in ast.walk(tree):
        below: list[ast.AST] = []
        if (
            isinstance(node, ast.Import | ast.ImportFrom)
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        ):
            below = [node]
        elif isinstance(node, ast.AnnAssign):
            below = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            below = [*filter(None, [node.returns]), *node.decorator_list]
        elif isinstance(node, ast.arg) and node.annotation is not None:
            below = [node.annotation]
        elif isinstance(node, ast.ClassDef):
            below = [*node.bases, *node.decorator_list]
        for one in below:
            yield from ast.walk(one)


def changes(node: ast.AST) -> Iterator[Callable[[], str]]:  # noqa: C901, PLR0912  a row of kinds
    """What can be changed at a node; each returns its own words, or "" to be shown by the code."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _TURNED:
            yield partial(_set, node, "ops", [_TURNED[type(operator)]()])
        case ast.BoolOp():
            for number in range(len(node.values)):
                yield partial(_drop, node, "values", number)
        case ast.UnaryOp(op=ast.Not()):
            yield partial(_double_not, node)
        case ast.If() | ast.IfExp() | ast.While():
            for value in (True, False):
                yield partial(_test, node, value=value)
        case ast.comprehension() if node.ifs:
            for number in range(len(node.ifs)):
                yield partial(_drop, node, "ifs", number)
        case ast.Set() | ast.List() | ast.Tuple() if len(node.elts) > 1:
            if isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and all(
                isinstance(one, ast.Constant) for one in node.elts
            ):
                for number in range(len(node.elts)):
                    yield partial(_drop, node, "elts", number)
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield partial(_set, node, "op", other)
        case ast.Constant(value=bool()):
            yield partial(_set, node, "value", not node.value)
        case ast.Constant(value=int() | float() as value):
            for step in (1, -1):
                yield partial(_set, node, "value", value + step)
        case ast.Constant(value=str() as value):
            for text in _texts(value):
                yield partial(_set, node, "value", text)
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield partial(_set, node, "value", ast.Constant(value=None))
        case ast.Continue():
            yield partial(_set, node, "__class__", ast.Pass)
        case ast.Break():
            yield partial(_set, node, "__class__", ast.Pass)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _set(node: ast.AST, name: str, value: object) -> str:
    setattr(node, name, value)
    return ""


def _drop(node: ast.AST, name: str, number: int) -> str:
    values: list[ast.expr] = getattr(node, name)
    gone = values.pop(number)
    return f"[without {_short(ast.unparse(gone))}]"


def _double_not(node: ast.UnaryOp) -> str:
    """``not x`` becomes ``not not x``."""
    node.op = ast.Not()
    node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
    return ""


def _test(node: ast.If | ast.IfExp | ast.While, *, value: bool) -> str:
    words = f"[if {_short(ast.unparse(node.test))}: always {value}]"
    node.test = ast.Constant(value=value)
    return words


def _texts(text: str) -> Iterator[str]:
    """A string with something less; of a pattern each alternative, quantifier, boundary."""
    if not re.search(r"[|\\]|\w[?+*]|\)[?+*]|\[\^?\w-", text):
        words = text.split()
        if len(words) > 1 and len(text) > 60:  # a list of words, to be split
            yield from (" ".join(words[:n] + words[n + 1 :]) for n in range(len(words)))
        elif text.strip():
            yield text + "¤"
        return
    for found in re.finditer(r"\\b|(?<![\\(|])[?+*](?![?+:=!<])|\(\?[=!][^()]*\)|[$^](?!\])", text):
        yield text[: found.start()] + text[found.end() :]
    for start, end in _alternatives(text):
        yield text[:start] + text[end:]


def _alternatives(text: str) -> Iterator[tuple[int, int]]:
    """Where the alternatives of a pattern stand, each with one of the bars beside it."""
    bars: list[list[int]] = [[]]
    begins = [0]
    in_class = False
    skip = False
    for place, letter in enumerate(text):
        if skip:
            skip = False
        elif letter == "\\":
            skip = True
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter == "(":
            bars.append([])
            head = re.match(r"\(\?(?:P<\w+>|[:=!]|<[=!])", text[place:])
            begins.append(place + (head.end() if head else 1))
        elif letter == ")" and len(bars) > 1:
            yield from _between(begins.pop(), bars.pop(), place)
        elif letter == "|":
            bars[-1].append(place)
    if len(bars) == 1:
        yield from _between(0, bars[0], len(text))


def _between(begin: int, bars: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    if not bars:
        return
    yield begin, bars[0] + 1
    yield from zip(bars, [*bars[1:], end], strict=True)
