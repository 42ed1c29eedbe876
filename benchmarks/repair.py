"""Figures of the repair: ``python benchmarks/repair.py [--shared DIR] [--held FILE]``.

For each text and each source of damage: error rates before and after, digits changed, speed; then
false edits on clean text, size and load time; then peers on text without marks, where installed
(``underthesea`` and ``pyvi``).
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from models.text import strip_marks
from ocr.repair import Repairer
from ocr.repair.repairer import DATA
from ocr.repair.syllable import settle_tone
from ocr.repair.train import pages, pairs

if TYPE_CHECKING:
    from collections.abc import Callable

_CORE = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_NUMBER = re.compile(r"(?<!\w)\d[\d.,/]*(?!\w)")


class Figures(NamedTuple):
    """Errors of one text against what was printed."""

    wer: float
    cer: float
    syllables: float
    """Share of words right in letters and marks, case and punctuation aside."""
    marks: float
    """Share of marked syllables that are right."""
    digits: int
    """Numbers printed that are not in the text."""


def folded(text: str) -> list[str]:
    """Words with the tone placement folded."""
    found = []
    for word in text.split():
        parts = _CORE.fullmatch(word)
        core = parts[2] if parts else word
        settled = settle_tone(core.lower())
        shaped = settled.upper() if core.isupper() else settled
        if core[:1].isupper() and not core.isupper():
            shaped = settled[:1].upper() + settled[1:]
        found.append(word.replace(core, shaped) if core else word)
    return found


def figures(text: str, truth: str) -> Figures:
    """Error rates of a text."""
    ours, theirs = folded(text), folded(truth)
    left, right = " ".join(ours), " ".join(theirs)
    bare = [re.sub(r"\W", "", word).lower() for word in theirs]
    other = [re.sub(r"\W", "", word).lower() for word in ours]
    wrong = {op.dest_pos for op in Levenshtein.editops(other, bare) if op.tag != "delete"}
    wrong |= {op.dest_pos for op in Levenshtein.editops(other, bare) if op.tag == "insert"}
    words = [i for i, word in enumerate(bare) if word]
    marked = [i for i in words if not bare[i].isascii()]
    missing = (Counter(_numbers(truth)) - Counter(_numbers(text))).total()
    return Figures(
        Levenshtein.distance(ours, theirs) / len(theirs),
        Levenshtein.distance(left, right) / len(right),
        1 - sum(i in wrong for i in words) / len(words),
        1 - sum(i in wrong for i in marked) / max(len(marked), 1),
        missing,
    )


def _numbers(text: str) -> list[str]:
    return [number.strip(".,/") for number in _NUMBER.findall(text)]


def read_as(truth: str, language: str, shape: pages.Look) -> str:
    """What a recogniser reads of a text set line by line."""
    lines = [line for line in truth.split("\n") if line.strip()]
    read: list[str] = []
    for at in range(0, len(lines), 40):
        image = pages.draw(lines[at : at + 40], shape, at)
        read.extend(pairs.recognise(image, language, shape.dpi))
    return "\n".join(read)


def report(name: str, source: str, truth: str, repair: Callable[[str], str]) -> tuple[float, int]:
    """One line of the table; gives wrong words and words."""
    began = time.perf_counter()
    repaired = repair(source)
    took = time.perf_counter() - began
    before, after = figures(source, truth), figures(repaired, truth)
    words = len(truth.split())
    print(
        f"{name:44} {before.wer:6.3f} {after.wer:7.4f} {after.cer:7.4f} {after.syllables:7.4f}"
        f" {after.marks:7.4f} {max(after.digits - before.digits, 0):4} {words / took:8.0f}"
    )
    return after.wer * words, words


def gold(shared: Path) -> dict[str, str]:
    """Texts of the gold notices, the first notice aside."""
    found = {}
    for path in sorted((shared / "gold").glob("*.json")):
        if path.stem != "seed-notice":
            pages_of = json.loads(path.read_text(encoding="utf-8"))["pages"]
            lines = [line for page in pages_of for line in page.split("\n") if line.strip()]
            found[path.stem] = "\n".join(lines)
    return found


def held_back(path: Path, words: int = 3000) -> str:
    """Lines of the corpus that were not learnt from, broken as on paper."""
    lines = path.read_text(encoding="utf-8").split("\n")
    random.Random(5).shuffle(lines)
    found: list[str] = []
    for line in lines:
        if 40 < len(line) < 600:
            found.extend(pages.set_lines(line.split(), pages.Look()))
            words -= len(line.split())
            if words < 0:
                break
    return "\n".join(found)


def _by_line(add: Callable[[str], str], text: str) -> str:
    return "\n".join(map(add, text.split("\n")))


def peers() -> dict[str, Callable[[str], str]]:
    """Published restorers of marks that are installed."""
    found: dict[str, Callable[[str], str]] = {}
    for module, name in (("pyvi", "ViUtils"), ("underthesea", "")):
        try:
            package = importlib.import_module(f"{module}.{name}" if name else module)
        except ImportError:
            print(f"peer {module}: not installed")
            continue
        add = getattr(package, "add_accents", None)
        if add is None:
            print(f"peer {module}: restores no marks in this version")
            continue
        found[module] = partial(_by_line, add)
    return found


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--held", type=Path, default=Path("build/repair/held.txt"))
    asked = parser.parse_args()
    began = time.perf_counter()
    repairer = Repairer.load()
    size = sum(path.stat().st_size for path in DATA.iterdir())
    print(f"loaded in {time.perf_counter() - began:.2f} s; data {size / 1e6:.1f} MB")
    print(f"{'text':44} {'before':>6} {'WER':>7} {'CER':>7} {'syll':>7} {'marks':>7} dig.   syll/s")
    seed = asked.shared / "seed"
    truth = (seed / "truth.txt").read_text(encoding="utf-8")
    report("first notice", (seed / "notice.txt").read_text("utf-8"), truth, repairer.repair_text)
    texts = gold(asked.shared)
    if asked.held.exists():
        texts["held-back corpus"] = held_back(asked.held)
    shape = pages.Look(noise=8, blur=0.4)
    damages: dict[str, Callable[[str], str]] = {
        "eng": lambda text: read_as(text, "eng", shape),
        "eng bold": lambda text: read_as(text, "eng", shape._replace(style="Bold")),
        "stripped": strip_marks,
    }
    for damage, spoil in damages.items():
        done = [
            report(f"{n} / {damage}", spoil(t), t, repairer.repair_text) for n, t in texts.items()
        ]
        print(f"{'all / ' + damage:51} {sum(d[0] for d in done) / sum(d[1] for d in done):7.4f}")
    for peer, add in peers().items():
        done = [report(f"{n} / {peer}", strip_marks(t), t, add) for n, t in texts.items()]
        print(f"{'all / ' + peer:51} {sum(d[0] for d in done) / sum(d[1] for d in done):7.4f}")
    clean(repairer, [truth, *texts.values()])


def clean(repairer: Repairer, texts: list[str]) -> None:
    """False edits on text that needs none."""
    words = edits = 0
    for text in texts:
        before, after = text.split(), repairer.repair_text(text).split()
        words += len(before)
        edits += Levenshtein.distance(before, after)
    print(f"clean text: {edits} edits in {words} words")


if __name__ == "__main__":
    main()
