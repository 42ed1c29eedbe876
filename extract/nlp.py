"""The spaCy pipeline: our tokenizer, the agencies of the rules, names learnt by the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import spacy
from spacy.language import Language
from spacy.util import filter_spans

from extract.agencies import AgencyFinder
from extract.tokenizer import make_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Span

MODEL = Path(__file__).parent / "ner" / "data" / "model"
LABELS = ("AGENCY", "POSITION", "PERSON", "PLACE", "LAW", "MEETING")
_LABEL_OF_KIND = {"unit": "AGENCY", "group": "AGENCY", "head": "POSITION", "person": "PERSON"}


class AgencyRuler:
    """Component that writes what the rules find into ``doc.spans["agencies"]``.

    Where a recogniser ran before, its entities stay where the rules found nothing.
    """

    finder: AgencyFinder | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Add the spans; entities of the rules win over those of the recogniser."""
        if self.finder is None:
            self.finder = AgencyFinder.load()
        spans = []
        for found in self.finder.find(doc.text):
            label = _LABEL_OF_KIND[found.value.kind]
            span = doc.char_span(found.start, found.end, label=label, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["agencies"] = spans
        doc.spans["names"] = list(doc.ents)
        doc.ents = filter_spans([*_without(spans, []), *_without(list(doc.ents), spans)])
        return doc


def _without(spans: list[Span], others: list[Span]) -> list[Span]:
    taken = {i for other in others for i in range(other.start, other.end)}
    return [s for s in filter_spans(spans) if not taken.intersection(range(s.start, s.end))]


def make_blank() -> Language:
    """A pipeline of our tokenizer alone."""
    nlp = spacy.blank("xx")
    tokenizer: Callable[[Language], object] = make_tokenizer()
    nlp.tokenizer = tokenizer(nlp)
    return nlp


def load_nlp(finder: AgencyFinder | None = None, model: Path | None = MODEL) -> Language:
    """The whole pipeline; without ``model`` (or where none is packaged) rules alone."""
    nlp = make_blank()
    if model is not None and model.exists():
        from extract.ner.model import add_ner  # noqa: PLC0415 - only where a model is used

        add_ner(nlp, model)
    ruler = cast("AgencyRuler", nlp.add_pipe("agency_ruler", last=True))
    ruler.finder = finder or AgencyFinder.load()
    return nlp


@Language.factory("agency_ruler")
def _make_ruler(nlp: Language, name: str) -> AgencyRuler:  # noqa: ARG001 - spaCy's signature
    return AgencyRuler()
