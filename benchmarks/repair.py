"""Figures of the repair: ``python -m benchmarks.repair [--shared DIR] [--work DIR] [--quick]``.

For each text and each source of damage: error rates before and after, digits changed, speed in
seconds of one core; then false edits on clean text, size and load time; then peers on text without
marks. Held-back text is what the training left in ``build/repair``; pages are read once and kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from benchmarks import restorers
from benchmarks.figures import Figures, json_option
from models.text import strip_marks
from ocr.repair import Repairer, Token, legacy
from ocr.repair.repairer import DATA
from ocr.repair.syllable import is_syllable, settle_tone
from ocr.repair.train import pages, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CORE = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\w)\d[\d.,/]*(?!\w)")


class Errors(NamedTuple):
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


def errors(text: str, truth: str) -> Errors:
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
    return Errors(
        Levenshtein.distance(ours, theirs) / len(theirs),
        Levenshtein.distance(left, right) / len(right),
        1 - sum(i in wrong for i in words) / len(words),
        1 - sum(i in wrong for i in marked) / max(len(marked), 1),
        missing,
    )


def _numbers(text: str) -> list[str]:
    return [number.strip(".,/") for number in _NUMBER.findall(text)]


def read_as(truth: str, language: str, shape: pages.Look, cache: Path) -> str:
    """What a recogniser reads of a text set line by line; pages once read are kept in ``cache``."""
    lines = [line for line in truth.split("\n") if line.strip()]
    cache.mkdir(parents=True, exist_ok=True)
    read: list[str] = []
    for at in range(0, len(lines), 40):
        page = lines[at : at + 40]
        key = sha256(json.dumps([language, list(shape), at, page]).encode()).hexdigest()[:24]
        kept = cache / f"{key}.txt"
        if not kept.exists():
            found = pairs.recognise(pages.draw(page, shape, at), language, shape.dpi)
            kept.write_text("\n".join(found), encoding="utf-8")
        read.append(kept.read_text(encoding="utf-8"))
    return "\n".join(read)


def conditions(*, quick: bool) -> dict[str, tuple[str, pages.Look]]:
    """How texts are printed and read: English model by type and resolution, poor scans."""
    look = pages.Look(noise=8)
    found = {
        f"eng {style.lower()} {dpi}": ("eng", look._replace(style=style, dpi=dpi, blur=dpi / 500))
        for style in ("Regular", "Bold", "Italic")
        for dpi in (100, 200, 300)
    }
    poor = pages.Look(dpi=150, noise=16, blur=1.0, quality=40, skew=-0.4)
    found["eng poor 150"] = ("eng", poor)
    for dpi, noise, blur, skew in ((100, 14, 0.7, 0.3), (150, 16, 1.2, -0.4), (200, 18, 1.9, 0.3)):
        worn = poor._replace(dpi=dpi, noise=noise, blur=blur, skew=skew)
        found[f"vie poor {dpi}"] = ("vie", worn)
    return {k: found[k] for k in ("eng regular 200", "vie poor 150")} if quick else found


def legacy_text(text: str, convert: Callable[[str], str]) -> str:
    """A text as a file for an old font holds it: what ``convert`` makes the text of again.

    TCVN3 has no codes for capitals with tone marks, so these come back small.
    """
    codes: dict[str, str] = {}
    signs = [chr(code) for code in range(0xA0, 0x100)]
    for written in [*(base + sign for base in "aeoôöuyAEOÔÖUY" for sign in signs), *signs]:
        meant = convert(written)
        if len(meant) == 1 and not meant.isascii():
            codes.setdefault(meant, written)
    return "".join(codes.get(char, codes.get(char.lower(), char)) for char in text)


def report(
    name: str, pieces: Sequence[tuple[str, str]], repair: Callable[[str], str], kept: Figures
) -> None:
    """One line of the table: damaged texts with their truth, all words together."""
    took, words, sums, digits, before = 0.0, 0, [0.0] * 4, 0, 0.0
    for source, truth in pieces:
        began = _spent()
        repaired = repair(source)
        took += _spent() - began
        raw, after = errors(source, truth), errors(repaired, truth)
        count = len(truth.split())
        words += count
        before += raw.wer * count
        sums = [have + more * count for have, more in zip(sums, after[:4], strict=True)]
        digits += max(after.digits - raw.digits, 0)
    wer, cer, right, marks = (each / words for each in sums)
    print(
        f"{name:32} {before / words:6.3f} {wer:7.4f} {cer:7.4f} {right:7.4f} {marks:7.4f}"
        f" {digits:4} {words / max(took, 1e-9):8.0f}"
    )
    kept.add("Words wrong after repair", name, wer, "share wrong")


def _spent() -> float:
    """Seconds of the processor that this process and its children have used."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


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


def peers(texts: Sequence[tuple[str, str]], kept: Figures) -> None:
    """Published restorers of marks, on text without marks."""
    for name, find in restorers.ALL.items():
        try:
            restore = find()
        except restorers.Missing as missing:
            print(f"peer {name}: not installed ({missing})")
        else:
            report(f"stripped / {name}", texts, restore, kept)
    for name, why in restorers.LEFT_OUT.items():
        print(f"peer {name}, looked at and left out: {why}")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--work", type=Path, default=Path("build/repair"), help="of the training")
    parser.add_argument("--quick", action="store_true", help="one page source of each language")
    json_option(parser)
    asked = parser.parse_args()
    kept = Figures()
    began = time.process_time()
    repairer = Repairer.load()
    size = sum(path.stat().st_size for path in DATA.iterdir())
    print(f"loaded in {time.process_time() - began:.2f} s; data {size / 1e6:.1f} MB")
    print(f"{'text / damage':32} before     WER     CER    syll   marks dig.   syll/s")
    repair = repairer.repair_text
    seed = asked.shared / "seed"
    truth = (seed / "truth.txt").read_text(encoding="utf-8")
    report("first notice", [((seed / "notice.txt").read_text("utf-8"), truth)], repair, kept)
    texts = {"gold": list(gold(asked.shared).values())}
    if (asked.work / "unseen.txt").exists():
        texts["held"] = [held_back(asked.work / "unseen.txt")]
    for name, (language, shape) in conditions(quick=asked.quick).items():
        for kind, some in texts.items():
            read = [(read_as(text, language, shape, asked.work / "read"), text) for text in some]
            report(f"{kind} / {name}", read, repair, kept)
    for kind, some in texts.items():
        report(f"{kind} / stripped", [(strip_marks(text), text) for text in some], repair, kept)
        for name, convert in (("tcvn3", legacy.from_tcvn3), ("vni", legacy.from_vni)):
            report(f"{kind} / {name}", [(legacy_text(t, convert), t) for t in some], repair, kept)
    peers([(strip_marks(text), text) for some in texts.values() for text in some], kept)
    clean(repairer, "gold and first notice", [truth, *texts["gold"]])
    if (asked.work / "held.txt").exists():
        lines = (asked.work / "held.txt").read_text(encoding="utf-8").split("\n")
        some = ["\n".join(lines[at : at + 200]) for at in range(0, len(lines), 200)]
        clean(repairer, "held-back corpus", some[:18] if asked.quick else some)
    kept.write(asked.json)


def clean(repairer: Repairer, name: str, texts: Sequence[str]) -> None:
    """Edits on text that needs none: as it comes, and as read by the Vietnamese model.

    An edit of a word that no Vietnamese word can be ("cótài", "vớỉ") mends a fault of the text itself.
    """
    for damage in (None, "vie"):
        words = mended = false = 0
        for text in texts:
            lines = [[Token(word) for word in line.split()] for line in text.split("\n")]
            for line, found in zip(lines, repairer.repair(lines, damage=damage).lines, strict=True):
                words += len(line)
                for word in found:
                    source = " ".join(token.text for token in line[word.first : word.last])
                    if word.text == source:
                        continue
                    spelt = all(is_syllable(part.lower()) for part in _LETTERS.findall(source))
                    false, mended = false + spelt, mended + (not spelt)
        print(
            f"clean {name}, damage {damage or 'found out'}: {false} false edits in {words} words,"
            f" {10_000 * false / words:.2f} in 10,000; {mended} edits of misspelt words"
        )


if __name__ == "__main__":
    main()
