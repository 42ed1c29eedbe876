"""``python -m ocr.repair.train --corpus DIR``: everything that the repair ships, rebuilt."""

from __future__ import annotations

import argparse
import filecmp
import itertools
import json
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ocr.repair.language import LanguageModel
from ocr.repair.network import Network
from ocr.repair.repairer import DATA
from ocr.repair.syllable import divide
from ocr.repair.train import confusion, corpus, forms, letters, names, ngrams, pairs, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future

ABBREVIATIONS = "abbreviations.txt"
HELD_BACK, FOR_PAGES = 0, range(1, 9)
"""Shares of the corpus: never learnt from; shown to the recogniser."""
_BEGAN = time.monotonic()
_TOLD = 25
"""Pages after which a line tells how far the reading is."""


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
    """Run the steps asked for, on all cores; what is shipped changes at the end, all at once."""
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
    made = _begun(asked.work, asked.out)
    with _workers() as pool:
        if asked.only != "network":
            clean(asked.corpus, asked.exclude, asked.work, pool)
        # One process counts the language, or learns a channel, while the others read pages.
        steps: list[Future[None]] = []
        if asked.only in {None, "language"}:
            steps.append(pool.submit(language, asked.work, asked.gazetteers, asked.notices, made))
        if asked.only in {None, "channels"}:
            for source in SOURCES:
                count = 2 if asked.quick else max(round(source.pages * asked.share), 2)
                by_type = read_pages(source._replace(pages=count), asked.work, pool)
                _finished(steps)  # a channel is learnt by the words of the language
                steps.append(pool.submit(write_channel, by_type, made, source.name))
        _finished(steps)
    if asked.only in {None, "network"}:
        network(asked.work, asked.gazetteers, asked.notices, made)
    publish(made, asked.out)


@contextmanager
def _workers() -> Iterator[Executor]:
    """A process for each processor; what waits is dropped where a step fails."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _finished(steps: list[Future[None]]) -> None:
    for step in steps:
        step.result()


def _begun(work: Path, out: Path) -> Path:
    """The folder for what is made, with what is there already: steps may be run one by one."""
    made = work / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    shutil.copy(DATA / ABBREVIATIONS, made)  # kept by hand
    if out.exists():
        shutil.copytree(out, made, dirs_exist_ok=True)
    return made


def publish(made: Path, out: Path) -> None:
    """All files that were made, in the place of those that are there."""
    out.mkdir(parents=True, exist_ok=True)
    new = [path for path in sorted(made.iterdir()) if not _same(path, out / path.name)]
    for path in new:
        shutil.copy(path, out / f"{path.name}.half")
    for path in new:
        (out / f"{path.name}.half").replace(out / path.name)
    _say(f"changed in {out}: {', '.join(path.name for path in new) or 'nothing'}")
    if (out / "network.onnx").exists() and Network.load(out) is None:
        _say("network.onnx knows other words and is not used: tools/train_network.py makes it anew")


def _same(left: Path, right: Path) -> bool:
    return right.exists() and filecmp.cmp(left, right, shallow=False)


def network(work: Path, gazetteers: Path | None, notices: Path | None, out: Path) -> None:
    """What the network is trained on, ``network.npz``; tools/train_network.py makes it of that."""
    model = LanguageModel.load(out)
    extra = list(corpus.paragraphs(notices)) * 3 if notices is not None else []
    extra.extend(_names(gazetteers))
    lines = itertools.chain(shorten.shortened(_lines(work / "train.txt")), extra)
    forms.write(work / "network.npz", lines, _lines(work / "held.txt"), model, out)
    _say("material of the network written")


def clean(folder: Path, barred: list[Path], work: Path, pool: Executor) -> None:
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
        for line in corpus.lines(folder, corpus.excluded(barred), pool):
            share = corpus.share(line)
            counts[share == HELD_BACK] += 1
            (held if share == HELD_BACK else train).write(line + "\n")
            if share in FOR_PAGES and 30 < len(line) < 700:
                sample.write(line + "\n")
    _say(f"{counts[0]} lines to learn from, {counts[1]} held back")
    learnt = corpus.chunks(_lines(work / "train.txt"))
    unseen = corpus.apart(_stripped(work / "held.txt"), learnt, pool)
    (work / "unseen.txt").write_text("\n".join(unseen), encoding="utf-8")
    stamp.write_text(told, encoding="utf-8")
    _say(f"{len(unseen)} lines share no run of words with what is learnt from")


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


def read_pages(source: Source, work: Path, pool: Executor) -> dict[str, list[pairs.Pair]]:
    """Pairs of one channel by type: pages drawn, read, aligned. Pages once read stay in ``work``."""
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
    with (work / f"pairs-{source.name}.tsv").open("w", encoding="utf-8") as kept:
        for number, found in enumerate(pool.map(_page, jobs), 1):
            for printed, read in found:
                kept.write(f"{printed}\t{read}\n")
                kind, word = printed.split("\t")
                by_type[kind].append((word, read))
            if number % _TOLD == 0 or number == len(jobs):
                _say(f"channel {source.name}: {number} of {len(jobs)} pages")
    return by_type


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
    _say(f"channel {name}: learnt of {sum(map(len, by_type.values()))} words")


def _say(text: str) -> None:
    sys.stderr.write(f"{time.monotonic() - _BEGAN:7.0f} s  {text}\n")


if __name__ == "__main__":
    main()
