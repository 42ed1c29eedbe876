"""Readers of scans side by side: ``python -m benchmarks.ocr [--quick] [--readers NAME ...]``.

Prints for the gold scans, for scans of newly composed notices and for the scans of 2010 with typed
text: errors, order, marks, digits, pages a second, peak memory; for this project also how often
words of each confidence are right. Readers that are not installed are named as missing; what a
reader refuses is printed and counts in none of its figures.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import ocr_readers
from benchmarks.figures import Figures, json_option
from benchmarks.ocr_figures import (
    Counts,
    SeenWord,
    compare,
    judged,
    recall,
    reliability,
    silent_numbers,
)
from benchmarks.ocr_readers import Outcome, Run
from samples.compose import compose, damage
from samples.pack import pack
from samples.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIGURES = ("body CER", "body WER", "CER", "words F1", "marks", "digits")


class Sample(NamedTuple):
    """A scan and the text that is printed on its pages."""

    path: Path
    pages: tuple[str, ...]


def gold_scans(shared: Path) -> list[Sample]:
    """Gold notices that have a scan; the born-digital one is no scan."""
    found = []
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        file = shared / "scans" / gold["file"]
        if file.suffix == ".pdf" and file.exists() and "tb-565" not in file.name:
            found.append(Sample(file, tuple(gold["pages"])))
    return found


def pairs(shared: Path) -> list[Sample]:
    """Scans of 2010 with the body as others typed it."""
    files = sorted((shared / "pairs").glob("*.pdf"), key=lambda path: path.stat().st_size)
    return [Sample(file, (file.with_suffix(".txt").read_text("utf-8"),)) for file in files]


def composed(count: int, folder: Path, seed: str) -> list[Sample]:
    """Scans of new notices by scanners and offices such as there are."""
    found = []
    for number in range(count):
        blank = number % 3 == 2
        notice = compose(Random(f"{seed}/{number}"), blank=blank)
        harm = damage(Random(f"{seed}/{number} scan"), notice, blank=blank)
        path = folder / f"{seed}-{number}.pdf"
        path.write_bytes(pack(scan(notice.sheets, harm), harm.dpi, jpeg=harm.jpeg))
        found.append(Sample(path, tuple(notice.gold.pages)))
    return found


def read_all(name: str, samples: Sequence[Sample], jobs: int) -> Run:
    """Every file by one reader, with a line of progress each."""
    outcomes: list[Outcome] = []
    peak = 0.0
    for outcome in ocr_readers.run(name, [sample.path for sample in samples], jobs):
        if isinstance(outcome, float):
            peak = outcome
            continue
        outcomes.append(outcome)
        said = outcome.refused or f"{outcome.seconds:.1f} s"
        print(f"  {name}: {outcome.file} {said}", file=sys.stderr, flush=True)
    return Run(tuple(outcomes), peak)


def show_gold(title: str, samples: Sequence[Sample], runs: dict[str, Run], kept: Figures) -> None:
    """One line a reader, over the files that it did not refuse."""
    print(f"\n{title}: {len(samples)} files, {sum(len(s.pages) for s in samples)} pages")
    print(f"{'':15}" + "".join(f"{name:>10}" for name in FIGURES) + f"{'pages/s':>10}{'MB':>8}")
    for name, run in runs.items():
        totals = dict.fromkeys(FIGURES, Counts())
        seconds, pages = 0.0, 0
        for sample, outcome in zip(samples, run.outcomes, strict=True):
            if outcome.refused:
                continue
            seconds, pages = seconds + outcome.seconds, pages + len(sample.pages)
            for figure, counts in compare(sample.pages, outcome.pages).items():
                totals[figure] = totals[figure].plus(counts)
        cells = "".join(f"{_share(totals[figure]):>10}" for figure in FIGURES)
        speed = pages / seconds if seconds else 0.0
        print(f"{name:15}{cells}{speed:10.2f}{run.peak_mb:8.0f}{_refusals(run)}", flush=True)
        for figure in ("body CER", "CER") if pages else ():
            kept.add(f"{figure}, {title}", name, totals[figure].share, "share wrong")


def _share(counts: Counts) -> str:
    """As printed; nothing where all was refused."""
    return f"{counts.share:.4f}" if counts.whole else "-"


def _refusals(run: Run) -> str:
    reasons = [outcome.refused for outcome in run.outcomes if outcome.refused]
    if not reasons:
        return ""
    counted = ", ".join(f"{reasons.count(reason)} {reason}" for reason in sorted(set(reasons)))
    return f"  refused {len(reasons)} of {len(run.outcomes)} ({counted})"


def show_pairs(samples: Sequence[Sample], runs: dict[str, Run], kept: Figures) -> None:
    """Share of the typed words that were found."""
    print(f"\nscans of 2010 with typed text: {len(samples)} files")
    for name, run in runs.items():
        total = Counts()
        for sample, outcome in zip(samples, run.outcomes, strict=True):
            if not outcome.refused:
                total = total.plus(recall(sample.pages[0], " ".join(outcome.pages)))
        print(f"{name:15}word recall {_share(total)}{_refusals(run)}", flush=True)
        if total.whole:
            kept.add("Typed words not found, scans of 2010", name, 1 - total.share, "share missing")


def show_speed(runs: dict[str, dict[str, Run]], kept: Figures) -> None:
    """Pages a second on the files that OCRmyPDF takes, against OCRmyPDF."""
    seconds: dict[str, float] = {}
    pages = 0
    for group in runs.values():
        if "ocrmypdf" not in group:
            continue
        for at, peer in enumerate(group["ocrmypdf"].outcomes):
            if peer.refused:
                continue
            ours = group.get("ketluan") or group["ocrmypdf"]
            pages += len(ours.outcomes[at].pages)
            for name, run in group.items():
                seconds[name] = seconds.get(name, 0.0) + run.outcomes[at].seconds
    if not pages:
        return
    print(f"\nspeed on the {pages} pages that OCRmyPDF takes")
    for name, spent in seconds.items():
        print(
            f"{name:15}{pages / spent:6.2f} pages/s {seconds['ocrmypdf'] / spent:6.2f} x OCRmyPDF"
        )
        kept.add("Speed against OCRmyPDF", name, seconds["ocrmypdf"] / spent, "times OCRmyPDF's")


def show_sureness(
    title: str, samples: Sequence[Sample], run: Run, kept: Figures, *, body_only: bool
) -> None:
    """The reliability table and the wrong numbers that nobody is asked about."""
    words: list[tuple[SeenWord, bool]] = []
    silent: list[str] = []
    for sample, outcome in zip(samples, run.outcomes, strict=True):
        seen = [SeenWord(*word) for word in outcome.words]
        gold = " ".join(sample.pages)
        words += judged(gold, seen, body_only=body_only)
        silent += silent_numbers(gold, seen, body_only=body_only)
    print(f"\nconfidence of words, {title}")
    for span, count, share in reliability(words):
        print(f"  {span}  {count:6} words  {share:.4f} right")
        if count:
            middle = sum(map(float, span.split("-"))) / 2
            kept.add("Words right by confidence", title, share, "share right", middle, "confidence")
    sure = [right for word, right in words if word.confidence >= 0.9]
    print(f"  0.90-1.00  {len(sure):6} words  {sum(sure) / max(len(sure), 1):.4f} right together")
    print(f"  wrong numbers without a flag: {len(silent)} {' '.join(silent[:12])}")


def _wished(names: Iterable[str]) -> list[str]:
    wished = []
    for name in names:
        lacks = ocr_readers.missing(name)
        if lacks:
            print(f"{name}: not installed ({lacks})")
        else:
            wished.append(name)
    return wished


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--quick", action="store_true", help="2 gold scans, 2 composed, 1 of 2010")
    parser.add_argument("--readers", nargs="+", choices=ocr_readers.ALL, default=ocr_readers.ALL)
    parser.add_argument("--sets", nargs="+", default=("gold", "composed", "pairs"))
    parser.add_argument("--composed", type=int, default=8, help="composed notices")
    parser.add_argument("--seed", default="scans")
    parser.add_argument("--jobs", type=int, default=2)
    json_option(parser)
    wish = parser.parse_args()
    kept = Figures()
    readers = _wished(wish.readers)
    with tempfile.TemporaryDirectory() as folder:
        count = 2 if wish.quick else wish.composed
        makers = {
            "gold": lambda: gold_scans(wish.shared)[: 2 if wish.quick else None],
            "composed": lambda: composed(count, Path(folder), wish.seed),
            "pairs": lambda: pairs(wish.shared)[: 1 if wish.quick else None],
        }
        sets = {name: found for name in wish.sets if (found := makers[name]())}
        runs = {
            name: {reader: read_all(reader, samples, wish.jobs) for reader in readers}
            for name, samples in sets.items()
        }
    for name, samples in sets.items():
        if name == "pairs":
            show_pairs(samples, runs[name], kept)
        else:
            show_gold(f"{name} scans", samples, runs[name], kept)
    show_speed(runs, kept)
    for name, samples in sets.items():
        for reader in ocr_readers.OURS:
            if reader in runs[name]:
                title = f"{name}, {reader}"
                run = runs[name][reader]
                show_sureness(title, samples, run, kept, body_only=name == "pairs")
    kept.write(wish.json)


if __name__ == "__main__":
    main()
