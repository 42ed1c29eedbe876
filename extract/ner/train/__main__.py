"""Train the recogniser of names: ``python -m extract.ner.train --corpus ../shared/corpus``."""

from __future__ import annotations

import argparse
import logging
import lzma
import random
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spacy.training import Example
from thinc.util import fix_random_seed

from extract.agencies import DATA, AgencyFinder
from extract.letters import LOWER, UPPER
from extract.ner.model import CONFIG, PACKAGED
from extract.ner.names import held_out, listed_names
from extract.ner.train.labels import Label, label
from extract.ner.train.slots import Vocabulary, damaged, fill_template, order, renamed, vocabulary
from extract.nlp import LABELS, make_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

_log = logging.getLogger(__name__)
_WORK = re.compile(
    r"chủ trì|phối hợp|[Gg]iao |trách nhiệm|báo cáo|tham mưu|đề nghị|hướng dẫn|[Cc]ăn cứ"
)
_ITEM = re.compile(
    rf"^(?:\d{{1,2}}|[a-zđ])[.)]\s*([{UPPER}][{LOWER}]+ [{LOWER}][^{UPPER}:]{{20,160}})[;.]$"
)
_PAIR = r"\s([^\W\d_]+ [^\W\d_]+)(?!\w)"
_AFTER_MODAL = re.compile(
    r"(?<!\w)(?:có trách nhiệm|phải|để|nhằm|việc|tiếp tục|không được|kịp thời|khẩn trương|chủ động|tích cực)"
    + _PAIR
)
_AFTER_NOUN = re.compile(
    r"(?<!\w)(?:các|những|của|một|mỗi|từng|về|theo|tại|trong|bằng|là|số|với|cho|loại|trên|từ)"
    + _PAIR
)
_OFTEN = 5
_LENGTHS = range(40, 420)  # characters of a training sentence
_SEED = 7
_BATCH = 64


class Material(NamedTuple):
    """What a model is trained on."""

    finder: AgencyFinder
    words: Vocabulary
    sentences: list[tuple[str, Sequence[Label]]]
    templates: list[str]
    clauses: list[str]
    """What items of official texts ask for, without subject."""


def corpus_lines(folder: Path) -> Iterator[str]:
    """Lines of all packed texts of a folder."""
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield " ".join(line.split())


def gather(corpus: Path, limit: int) -> Material:
    """Sentences whose agencies the registry all knows, names of lists, templates."""
    finder = AgencyFinder.load()
    heads = _rows(DATA / "ner_heads.txt")
    listed = {n for n in listed_names(corpus_lines(corpus), finder.heads) if not held_out(n)}
    known = [a.name for a in finder.registry.agencies.values() if "(" not in a.name]
    words = vocabulary([*sorted(listed), *known], heads, _places())
    sentences: list[tuple[str, Sequence[Label]]] = []
    for number, line in enumerate(corpus_lines(corpus)):
        if number % 5 or len(line) not in _LENGTHS or not _WORK.search(line):
            continue
        found = label(line, finder)
        if found.sure and found.labels:
            sentences.append((line, found.labels))
        if len(sentences) >= limit:
            break
    openers = verbs(corpus_lines(corpus))
    items = {item[1] for line in corpus_lines(corpus) if (item := _ITEM.match(line))}
    clauses = sorted(item for item in items if " ".join(item.lower().split()[:2]) in openers)
    templates = _rows(DATA / "ner_templates.txt")
    return Material(finder, words, sentences, templates, clauses)


def verbs(lines: Iterable[str]) -> frozenset[str]:
    """Pairs of syllables that stand more often behind "phải", "để" than behind "các", "của".

    An item that begins with a noun teaches nothing on where a name ends and its work begins.

    >>> lines = ["phải kê khai số hộ", "để kê khai ngay", "các hồ sơ", "phải hồ sơ"]
    >>> sorted(verbs(lines * 6))
    ['kê khai']
    """
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for number, line in enumerate(lines):
        if number % 2 == 0 or len(line) < _LENGTHS.start:
            words = line.lower()
            for pattern, count in zip((_AFTER_MODAL, _AFTER_NOUN), counts, strict=True):
                count.update(pattern.findall(words))
    modal, nominal = counts
    return frozenset(
        pair for pair, count in modal.items() if count >= _OFTEN and count > nominal[pair]
    )


def epoch(material: Material, rng: random.Random) -> list[tuple[str, Sequence[Label]]]:
    """Sentences of one round: most agencies renamed, templates filled anew, some damaged."""
    texts = [renamed(text, labels, material.words, rng, 0.6) for text, labels in material.sentences]
    count = len(material.sentences) // 2
    texts += [
        fill_template(rng.choice(material.templates), material.words, rng) for _ in range(count)
    ]
    texts += [order(material.clauses, material.words, rng) for _ in range(5 * count)]
    rng.shuffle(texts)
    return [
        (damaged(text, rng, 0.15) if rng.random() < 0.15 else text, labels)
        for text, labels in texts
    ]


def example(nlp: Language, text: str, labels: Sequence[Label]) -> Example:
    """A sentence as spaCy trains on it."""
    doc = nlp.make_doc(text)
    spans = [doc.char_span(s.start, s.end, label=s.label) for s in labels]
    reference = doc.copy()
    reference.ents = [span for span in spans if span is not None]
    return Example(doc, reference)


def train(material: Material, epochs: int) -> Language:
    """A pipeline with a trained ``ner``."""
    fix_random_seed(_SEED)
    rng = random.Random(_SEED)
    nlp = make_blank()
    ner = nlp.add_pipe("ner", config=CONFIG)
    for name in LABELS:
        ner.add_label(name)  # type: ignore[attr-defined]
    optimizer = nlp.initialize(lambda: [example(nlp, *one) for one in epoch(material, rng)[:200]])
    for number in range(epochs):
        began, losses = time.monotonic(), {"ner": 0.0}
        optimizer.learn_rate = 0.001 * (1 - 0.8 * number / max(epochs - 1, 1))
        examples = [example(nlp, *one) for one in epoch(material, rng)]
        for start in range(0, len(examples), _BATCH):
            nlp.update(examples[start : start + _BATCH], sgd=optimizer, drop=0.2, losses=losses)
        _log.info(
            "round %d: loss %.0f, %.0f s", number + 1, losses["ner"], time.monotonic() - began
        )
    return nlp


def _rows(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _places() -> list[str]:
    return [row.split("\t")[0] for row in _rows(DATA / "places.tsv")]


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of *.txt.xz")
    parser.add_argument("--out", type=Path, default=PACKAGED)
    parser.add_argument("--sentences", type=int, default=3500)
    parser.add_argument("--epochs", type=int, default=4)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    material = gather(options.corpus, options.sentences)
    _log.info(
        "%d sentences, %d clauses, %d names, %d fields", len(material.sentences),
        len(material.clauses), len(material.words.names), len(material.words.fields),
    )  # fmt: skip
    nlp = train(material, options.epochs)
    options.out.mkdir(parents=True, exist_ok=True)
    nlp.get_pipe("ner").to_disk(options.out)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
