"""The spaCy pipeline: our tokenizer, the agencies of the rules, names learnt by the project."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import spacy
from spacy.language import Language
from spacy.util import filter_spans

from extract.agencies import AgencyFinder
from extract.agency_text import AgencyText
from extract.letters import UPPER
from extract.names import Names, names_in, names_of, unfinished
from extract.party_words import UNIT
from extract.tokenizer import PIECES, TEXT, make_tokenizer, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc, Span

    from extract.agencies import AgencyMention
    from extract.found import Found
    from extract.tokenizer import Piece

MODEL = Path(__file__).parent / "ner" / "data" / "model"
LABELS = ("AGENCY", "POSITION", "PERSON", "PLACE", "LAW", "MEETING")
_LABEL_OF_KIND = {"unit": "AGENCY", "group": "AGENCY", "head": "POSITION", "person": "PERSON"}
_MARKS = (". ", "; ", ": ", "\n")
_WORDS_BEFORE = re.compile(r"(?<!\S)(?:[^\s.;:]+ ){1,4}$")
_FARTHEST = 40
"""Characters."""
_NAME_AND_MORE = re.compile(r"(?:(?!\n|[.;:]\s)\S+[ ]?){1,18}")
_UNIT_WORD = re.compile(rf"(?=[{UPPER}]){UNIT.pattern}")
_LINE = re.compile(r"[^\n]+")
_WORDS_KEPT = 20_000
"""Words a pipeline never forgets, some 14 MB: those of daily use come first."""


@contextmanager
def bounded(nlp: Language) -> Iterator[None]:
    """Within it texts may be read; no ``Doc`` of them may be used behind it.

    spaCy keeps every word it ever met (0.7 kB each), and numbers, names and misread words never
    end. Beyond ``_WORDS_KEPT`` words new ones are forgotten with their text (0.05 kB stay).
    Not from the first word on: then the common ones would be made anew for each notice.
    """
    if len(nlp.vocab) < _WORDS_KEPT:
        yield
        return
    with nlp.memory_zone():
        yield


class AgencyRuler:
    """Component that writes what the rules find into ``doc.spans["agencies"]``.

    ``doc.user_data["names"]`` says where the names end (``names_in``).
    """

    def __init__(self) -> None:
        self.finder: AgencyFinder | None = None

    def _has(self, name: str) -> bool:
        return self.finder is not None and self.finder.registry.has(name)

    def _mentions(self, doc: Doc, text: str) -> Iterator[Found[AgencyMention]]:
        """No name runs over a line end: each line is a paragraph of the notice."""
        if self.finder is None:
            return
        read: list[Piece] = doc.user_data.get(PIECES) or pieces(text)
        starts = [piece.start for piece in read]
        first = 0
        for line in _LINE.finditer(text):
            last = bisect_left(starts, line.end(), first)
            yield from self.finder.find_in(AgencyText(text, read[first:last]))
            first = last

    def __call__(self, doc: Doc) -> Doc:
        """Add the spans; they become the entities of the document. Without finder, none."""
        text = _text(doc)
        mentions = list(self._mentions(doc, text))
        doc.spans["agencies"] = list(_spans(doc, mentions))
        doc.ents = filter_spans(doc.spans["agencies"])
        doc.user_data["names"] = names_of(text, mentions, self._has)
        return doc


class NameRecogniser:
    """Component that reads names where the registry has none, by what was learnt.

    Only clauses with a name of an agency that the registry does not have are looked at: the
    recogniser takes longer than all rules together, and what is listed needs no second opinion.
    """

    def __init__(self) -> None:
        self._recogniser = make_blank()

    def use(self, model: Path) -> None:
        """Load what was learnt.

        Raises:
            OSError: no model in the folder.
        """
        from extract.ner.model import add_ner  # noqa: PLC0415 - only where a model is used

        self._recogniser = make_blank()
        add_ner(self._recogniser, model)

    def __call__(self, doc: Doc) -> Doc:
        """Add names where the rules found none."""
        names, text = names_in(doc), _text(doc)
        windows = list(_doubtful(text, names))
        found: list[Span] = []
        with bounded(self._recogniser):
            for (start, _), read in zip(windows, self._read(text, windows), strict=True):
                for one in read.ents:
                    span = doc.char_span(start + one.start_char, start + one.end_char, one.label_)
                    if span is not None:
                        found.append(span)
        doc.spans["names"] = found
        if found:
            # Not ``doc.ents``: reading it walks over all tokens.
            known = filter_spans(doc.spans.get("agencies", ()))
            doc.ents = [*known, *_without(found, known)]
        learnt = {
            span.start_char: span.end_char
            for span in found
            if span.label_ == "AGENCY" and not unfinished(span.text)
        }
        doc.user_data["names"] = names.taught(learnt)
        return doc

    def _read(self, text: str, windows: list[tuple[int, int]]) -> list[Doc]:
        """The windows with their names; all of a document in one batch."""
        docs = [self._recogniser.make_doc(text[start:end]) for start, end in windows]
        if docs:
            ner = cast("TrainablePipe", self._recogniser.get_pipe("ner"))
            ner.set_annotations(docs, ner.predict(docs))
        return docs


def _text(doc: Doc) -> str:
    text = doc.user_data.get(TEXT)
    return text if isinstance(text, str) else doc.text


def _spans(doc: Doc, mentions: list[Found[AgencyMention]]) -> Iterator[Span]:
    for found in mentions:
        label = _LABEL_OF_KIND[found.value.kind]
        span = doc.char_span(found.start, found.end, label=label, alignment_mode="expand")
        if span is not None:
            yield span


def _without(spans: list[Span], others: list[Span]) -> list[Span]:
    taken = {i for other in others for i in range(other.start, other.end)}
    return [s for s in filter_spans(spans) if not taken.intersection(range(s.start, s.end))]


def _doubtful(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Where the text names an agency, or seems to, which the registry does not have.

    A window from some words before the name to where the longest name would end: the recogniser
    steps through all windows at once, so that the longest of them sets the time it takes.
    """
    listed = sorted(names.listed.items())
    starts = []
    for match in _UNIT_WORD.finditer(text):
        while listed and listed[0][1] <= match.start():
            listed.pop(0)
        if not listed or listed[0][0] > match.start():
            starts.append(match.start())
    end = 0
    for start in starts:
        if start < end:
            continue
        clause = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
        before = _WORDS_BEFORE.search(text, max(clause, end, start - _FARTHEST), start)
        name = _NAME_AND_MORE.match(text, start)
        if name:
            end = name.end()
            yield before.start() if before else start, end


def make_blank() -> Language:
    """A pipeline of our tokenizer alone."""
    nlp = spacy.blank("xx")
    tokenizer: Callable[[Language], object] = make_tokenizer()
    nlp.tokenizer = tokenizer(nlp)
    return nlp


def load_nlp(
    finder: AgencyFinder | None = None, model: Path | None = MODEL, *, rules: bool = True
) -> Language:
    """The whole pipeline.

    Args:
        finder: finds agencies by registry and grammar; the packaged one if None.
        model: the recogniser's folder; None leaves it out.
        rules: False leaves registry and grammar out.
    """
    nlp = make_blank()
    if rules:
        ruler = cast("AgencyRuler", nlp.add_pipe("agency_ruler"))
        ruler.finder = finder or AgencyFinder.load()
    if model is not None:
        cast("NameRecogniser", nlp.add_pipe("name_recogniser")).use(model)
    return nlp


@Language.factory("agency_ruler")
def _make_ruler(nlp: Language, name: str) -> AgencyRuler:  # noqa: ARG001 - spaCy's signature
    return AgencyRuler()


@Language.factory("name_recogniser")
def _make_recogniser(nlp: Language, name: str) -> NameRecogniser:  # noqa: ARG001 - spaCy's signature
    return NameRecogniser()
