"""Figures of extraction: ``python -m benchmarks.extraction [--shared DIR] [--scans] [--ablate]``.

The scorer's figures from the gold texts, from the scans of the gold notices (``--scans``, takes
minutes) and from notices that the project composes anew; pages a second on one core; start-up.
``--ablate`` repeats them without the recogniser of names, without the gazetteer and without both,
also on composed notices whose agencies bear names that no list has and no training saw.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.figures import Figures, json_option
from extract import Extractor
from extract.agencies import AgencyFinder
from extract.calendar import Calendar
from extract.ner.names import held_out, listed_names
from extract.ner.train.__main__ import corpus_lines
from extract.nlp import load_nlp
from models.shape import to_json
from ocr.reader import read
from pipeline.documents import Documents
from pipeline.settings import Settings
from samples.compose import compose
from samples.phrases.bodies import TIERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

    from models.notice import Notice
    from models.reading import Reading
    from samples.phrases.bodies import Tier

FIGURES = ("exact", "task", "assignee", "deadline", "percentage", "finding", "notice")
_NOUNS = ("Phòng", "Sở", "Trung tâm", "Chi cục", "Ban", "Cục", "Vụ")


class Sample(NamedTuple):
    """A notice as read, and what a clerk keyed in."""

    reading: Reading
    gold: dict[str, Any]


class Result(NamedTuple):
    """Figures by name, and pages a second of one core."""

    figures: dict[str, float]
    speed: float


def load_scorer(shared: Path) -> ModuleType:
    """The scorer beside the gold notices."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_pages(pages: Sequence[str], name: str) -> Reading:
    """Pages of text as ``ketluan read`` takes them from a text file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text("\f".join(pages), encoding="utf-8")
        return read(path, repairer=None)


def gold_texts(scorer: ModuleType, shared: Path) -> list[Sample]:
    """The gold notices from their own page texts."""
    gold = [
        scorer.json.loads(p.read_text("utf-8")) for p in sorted((shared / "gold").glob("*.json"))
    ]
    return [Sample(read_pages(one["pages"], "gold"), one) for one in gold]


def gold_scans(scorer: ModuleType, shared: Path) -> list[Sample]:
    """The gold notices that have a PDF, recognised."""
    found = []
    with Documents(Settings.load()) as documents:
        for path in sorted((shared / "gold").glob("*.json")):
            gold = scorer.json.loads(path.read_text("utf-8"))
            scan = shared / "scans" / gold["file"]
            if scan.suffix == ".pdf" and scan.exists():
                found.append(Sample(documents.process(scan).reading, gold))
    return found


def composed(count: int, seed: str, tiers: Sequence[Tier] = TIERS) -> list[Sample]:
    """New notices with known truth."""
    found = []
    for number in range(count):
        gold = compose(Random(f"{seed}/{number}"), tiers=tiers).gold.to_json()
        found.append(Sample(read_pages(gold["pages"], "composed"), gold))
    return found


def strange_tiers(names: Sequence[str], random: Random) -> list[Tier]:
    """The tiers with units renamed: no list has the names and no training saw them."""
    strange = []
    for tier in TIERS:
        known = sorted({unit for units in tier.units.values() for unit in units})
        new = dict(zip(known, random.sample(names, len(known)), strict=True))
        units = {field: tuple(new[u] for u in units) for field, units in tier.units.items()}
        strange.append(tier._replace(units=units))
    return strange


def unseen_names(shared: Path) -> list[str]:
    """Names of bodies in official lists that are in no table and were kept from training."""
    finder = AgencyFinder.load()
    names = listed_names(corpus_lines(shared / "corpus"), finder.heads)
    return [
        name
        for name in names
        if held_out(name)
        and name.startswith(_NOUNS)
        and 3 <= len(name.split()) <= 9
        and not finder.registry.resolve(name)
    ]


def measure(scorer: ModuleType, extractor: Extractor, samples: Sequence[Sample]) -> Result:
    """The scorer's figures over all samples together, and the speed."""
    pages, seconds, read = 0, 0.0, []
    for sample in samples:
        notice, least = _timed(extractor, sample.reading)
        read.append((sample.gold, to_json(sample.reading, notice)))
        pages += len(sample.reading.pages)
        seconds += least
    return Result(scored(scorer, read), pages / seconds)


def scored(
    scorer: ModuleType, read: Iterable[tuple[dict[str, Any], dict[str, Any]]]
) -> dict[str, float]:
    """The scorer's figures over all pairs of truth and reading together."""
    totals = dict.fromkeys(FIGURES, (0, 0, 0))
    for gold, predicted in read:
        counts = scorer.score(gold, predicted)
        for name, total in totals.items():
            a, b, c = counts[name]
            totals[name] = (total[0] + a, total[1] + b, total[2] + c)
    return {name: float(scorer.figure(name, total)) for name, total in totals.items()}


def _timed(extractor: Extractor, reading: Reading) -> tuple[Notice, float]:
    """The notice and the least of three times, in seconds of the processor.

    Other work on the machine slows a core by its caches and its twin; the least time suffers least.
    """
    least = float("inf")
    for _ in range(3):
        began = time.process_time()
        notice = extractor.extract(reading)
        least = min(least, time.process_time() - began)
    return notice, least


def show(variant: str, title: str, result: Result, kept: Figures) -> None:
    """One line a set."""
    figures = " ".join(f"{name} {value:.3f}" for name, value in result.figures.items())
    print(f"  {title:32} {figures}  {result.speed:.0f} pages/s", flush=True)
    kept.add(f"Assignees right, {title}", variant, result.figures["assignee"], "F1")
    if variant == "whole":
        for name, value in result.figures.items():
            kept.add(f"Extraction, {title}", name, value, "F1, of tasks: share exact")


def start_up() -> float:
    """Seconds from nothing to a loaded extractor, the best of three."""
    code = "import time; t = time.perf_counter(); from extract import Extractor; Extractor.load();"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code + "print(time.perf_counter() - t)"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for _ in range(3)
    ]
    return min(float(run) for run in runs)


def variants() -> dict[str, Callable[[], Extractor]]:
    """The extractor, whole and without some of its parts."""
    calendar, finder = Calendar.load(), AgencyFinder.load()

    return {
        "whole": Extractor.load,
        "without NER": lambda: Extractor(calendar, finder.registry, load_nlp(finder, None)),
        "without gazetteer": lambda: Extractor(calendar, None, load_nlp(rules=False)),
        "without either": lambda: Extractor(calendar),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--count", type=int, default=200, help="composed notices")
    parser.add_argument("--seed", default="benchmark")
    parser.add_argument("--scans", action="store_true")
    parser.add_argument("--ablate", action="store_true")
    json_option(parser)
    wish = parser.parse_args()
    kept = Figures()
    scorer = load_scorer(wish.shared)
    sets = {
        "gold text": gold_texts(scorer, wish.shared),
        "composed": composed(wish.count, wish.seed),
    }
    if wish.scans:
        sets["gold scans"] = gold_scans(scorer, wish.shared)
    if wish.ablate:
        tiers = strange_tiers(unseen_names(wish.shared), Random(wish.seed))
        sets["composed, agencies unknown"] = composed(wish.count, wish.seed, tiers)
    for name, make in variants().items():
        if name == "whole" or wish.ablate:
            print(name)
            extractor = make()
            for title, samples in sets.items():
                show(name, title, measure(scorer, extractor, samples), kept)
    print(f"start-up {start_up():.2f} s")
    kept.write(wish.json)


if __name__ == "__main__":
    main()
