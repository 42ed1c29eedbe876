"""``python -m ocr.repair.train --corpus DIR``: everything that the repair ships, rebuilt."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ocr.repair.language import LanguageModel
from ocr.repair.repairer import DATA
from ocr.repair.syllable import divide
from ocr.repair.train import confusion, corpus, forms, letters, names, ngrams, pairs, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

ABBREVIATIONS = "abbreviations.txt"
HELD_BACK, FOR_PAGES = 0, range(1, 9)
"""Shares of the corpus: never learnt from; shown to the recogniser."""
_BEGAN = time.monotonic()


class Source(NamedTuple):
    """One channel: how its pages are made and read."""

    name: str
    language: str
    first: int
    pages: int
    poor: bool = False
    capitals: bool = False


SOURCES = (
    Source("eng", "eng", 1000, 1250),
    Source("capitals", "eng", 2000, 46, capitals=True),
    Source("vie", "vie", 500_000, 227, poor=True),
)


def main() -> None:
    """Run the steps asked for."""
    parser = argparse.ArgumentParser(prog="python -m ocr.repair.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of .txt or .txt.xz")
    parser.add_argument("--notices", type=Path, help="folder of composed notices (default: none)")
    parser.add_argument("--gazetteers", type=Path, help="folder of names (default: none)")
    parser.add_argument(
        "--exclude", type=Path, nargs="*", default=[], help="folders of texts to bar"
    )
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--only", choices=("language", "channels", "network"))
    parser.add_argument("--quick", action="store_true", help="two pages of each source: a trial")
    parser.add_argument("--share", type=float, default=1.0, help="share of the pages to be read")
    parser.add_argument("--work", type=Path, default=Path("build/repair"), help="clean text, pairs")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    if not (asked.out / ABBREVIATIONS).exists():  # kept by hand
        shutil.copy(DATA / ABBREVIATIONS, asked.out)
    if asked.only != "network":
        clean(asked.corpus, asked.exclude, asked.work)
    if asked.only in {None, "language"}:
        language(asked.work, asked.gazetteers, asked.notices, asked.out)
    if asked.only in {None, "channels"}:
        for source in SOURCES:
            count = 2 if asked.quick else max(round(source.pages * asked.share), 2)
            channel(source._replace(pages=count), asked.work, asked.out)
    if asked.only in {None, "network"}:
        network(asked.work, asked.gazetteers, asked.notices, asked.out)


def network(work: Path, gazetteers: Path | None, notices: Path | None, out: Path) -> None:
    """What the network is trained on, ``network.npz``; tools/train_network.py makes it of that."""
    model = LanguageModel.load(out)
    extra = list(corpus.paragraphs(notices)) * 3 if notices is not None else []
    extra.extend(_names(gazetteers))
    lines = itertools.chain(shorten.shortened(_lines(work / "train.txt")), extra)
    forms.write(work / "network.npz", lines, _lines(work / "held.txt"), model, out)
    _say("material of the network written")


def clean(folder: Path, barred: list[Path], work: Path) -> None:
    """Cleaned lines: ``train.txt``, ``held.txt`` (held back), ``sample.txt`` (for pages).

    ``unseen.txt`` has the held-back lines that share no run of words with what is learnt from.
    Text cleaned of the same files by an earlier, broken-off run is taken as it is.
    """
    stamp = work / "cleaned.json"
    files = [path for each in [folder, *barred] for path in sorted(each.iterdir())]
    told = json.dumps([[str(path), path.stat().st_size] for path in files])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == told:
        return
    counts = [0, 0]
    with (
        (work / "train.txt").open("w", encoding="utf-8") as train,
        (work / "held.txt").open("w", encoding="utf-8") as held,
        (work / "sample.txt").open("w", encoding="utf-8") as sample,
    ):
        for line in corpus.lines(folder, corpus.excluded(barred)):
            share = corpus.share(line)
            counts[share == HELD_BACK] += 1
            (held if share == HELD_BACK else train).write(line + "\n")
            if share in FOR_PAGES and 30 < len(line) < 700:
                sample.write(line + "\n")
    unseen = corpus.apart(_stripped(work / "held.txt"), _lines(work / "train.txt"))
    (work / "unseen.txt").write_text("\n".join(unseen), encoding="utf-8")
    stamp.write_text(told, encoding="utf-8")
    _say(f"{counts[0]} lines to learn from, {counts[1]} held back")


def _stripped(path: Path) -> Iterator[str]:
    return (line.rstrip("\n") for line in _lines(path))


def _lines(path: Path, every: int = 1) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from itertools.islice(file, 0, None, every)


def _names(gazetteers: Path | None) -> list[str]:
    if gazetteers is None:
        return []
    kinds = (names.people, names.units, names.offices)
    return [line for kind in kinds for line in kind(gazetteers)]


def language(work: Path, gazetteers: Path | None, notices: Path | None, out: Path) -> None:
    """The language model."""
    extra = _names(gazetteers)
    if notices is not None:
        extra.extend(corpus.paragraphs(notices))
    lines = shorten.shortened(_lines(work / "train.txt"))
    words, codes = ngrams.encode(itertools.chain(lines, extra))
    _say(f"{len(words)} words, {len(codes)} running words")
    few = itertools.chain(_lines(work / "train.txt", 5), extra)
    ngrams.build(words, codes, ngrams.capital_shares(few, words), out)
    _say("language model written")


def _page(job: tuple[int, list[str], str, bool, Path]) -> list[pairs.Pair]:
    number, words, language, poor, cache = job
    return pairs.read_page(number, words, language, poor=poor, cache=cache)


def channel(source: Source, work: Path, out: Path) -> None:
    """One channel: pages drawn, read, aligned, counted. Pages once read stay in ``work/pages``."""
    cache = work / "pages"
    cache.mkdir(exist_ok=True)
    texts = (work / "sample.txt").read_text(encoding="utf-8").split("\n")
    if source.capitals:
        texts = [text.upper() for text in texts]
    dealt = pairs.deal(texts, source.pages, source.first)
    jobs = [
        (source.first + i, page, source.language, source.poor, cache)
        for i, page in enumerate(dealt)
    ]
    by_type: dict[str, list[pairs.Pair]] = {"plain": [], "bold": []}
    with (
        ProcessPoolExecutor(os.cpu_count()) as pool,
        (work / f"pairs-{source.name}.tsv").open("w", encoding="utf-8") as kept,
    ):
        for found in pool.map(_page, jobs):
            for printed, read in found:
                kept.write(f"{printed}\t{read}\n")
                kind, word = printed.split("\t")
                by_type[kind].append((word, read))
    write_channel(by_type, out, source.name)
    _say(f"channel {source.name}: {sum(map(len, by_type.values()))} words read")


def write_channel(by_type: dict[str, list[pairs.Pair]], out: Path, name: str) -> None:
    """The tables of a channel from its pairs in plain and in bold type."""
    words = (out / "words.txt").read_text(encoding="utf-8").split("\n")
    parts = [part for word in words if (part := divide(word))]
    onsets, rimes = {onset for onset, _ in parts}, {rime for _, rime in parts}
    seen = {kind: confusion.seen(found) for kind, found in by_type.items()}
    every = confusion.seen(pair for found in by_type.values() for pair in found)
    if name == "eng":
        letters.write(out / f"letters-{name}.json", letters.learn(every))
    pooled = confusion.estimate(every, onsets, rimes)
    made = {kind: confusion.estimate(each, onsets, rimes, pooled) for kind, each in seen.items()}
    confusion.write(out / f"channel-{name}.json", made["plain"], made["bold"])


def _say(text: str) -> None:
    sys.stderr.write(f"{time.monotonic() - _BEGAN:7.0f} s  {text}\n")


if __name__ == "__main__":
    main()
