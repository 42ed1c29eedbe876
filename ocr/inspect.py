"""What kind of page is it? Decided by image coverage, text layer and annotations."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from models import PageKind
from models.text import strip_marks
from ocr import pdf, syllables
from ocr.repair.legacy import from_tcvn3, from_vni
from ocr.stamps import box_of, is_stamp, parse_stamp
from ocr.textlayer import TextLayer, text_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2 as pdfium

    from models import Stamp
    from ocr.source import Source
    from ocr.words import ReadWord

_PAGE_OF_WORDS = 25
"""Words over a scan that are more than a watermark or a stamp."""
_GOOD_LAYER = 0.96
"""Share of exact syllables from which a hidden layer is believed; bad ones have 0.2 to 0.8."""
_MARKED = 0.55
"""Share of words that bear a mark; in notices it is 0.75 to 0.85, in what lost its marks near 0."""
_WHOLE = 0.85
"""Share of a page that its images cover: what is seen is the images, not the text."""
_READABLE = 0.6
_GOOD_LEGACY = 0.85
"""Share of exact syllables from which a converted text is believed."""
_CAPITALS = re.compile(r"\.Vn\w+H\b")
_UNMAPPED = 0.03
"""Bullets of symbol fonts are fewer."""
_OVERLAY = 4
"""Words of an annotation that fill in a number or a day; longer ones are notes."""


class Inspected(NamedTuple):
    """The kind of a page and what of its text is exact."""

    kind: PageKind
    words: tuple[ReadWord, ...]
    """The text layer, where it is taken."""
    overlays: tuple[ReadWord, ...]
    """Numbers and days that an office wrote on the signed file."""
    notes: tuple[tuple[ReadWord, ...], ...]
    """Longer annotations, kept apart from the text."""
    stamps: tuple[Stamp, ...]


def inspect_page(document: pdfium.PdfDocument, index: int, source: Source) -> Inspected | None:
    """Facts of one page; None where it cannot be loaded."""
    page = pdf.load_page(document, index)
    if page is None:
        return None
    base = text_layer(page)
    boxes = pdf.annotation_boxes(page)
    page.close()
    added: tuple[ReadWord, ...] = ()
    if boxes:
        added = _annotation_words(source, index, base)
    overlays, notes, stamps = _sorted(added, boxes, index + 1)
    page = pdf.load_page(document, index)
    if page is None:
        return None
    shown = pdf.images(page)
    # A scan may be stored in strips.
    coverage = min(sum(image.coverage for image in shown), 1.0)
    kind = _kind(base, coverage)
    words = base.words if kind in (PageKind.BORN_DIGITAL, PageKind.SCAN_WITH_TEXT) else ()
    if not words and (legacy := converted(text_layer(page, soft_hyphens=True).words)):
        kind, words = PageKind.LEGACY_FONT, legacy
    page.close()
    return Inspected(kind, words, overlays, notes, stamps)


def marked_share(words: Sequence[ReadWord]) -> float:
    """Share of words with marks among those of small letters: without marks a syllable is one too.

    >>> from ocr.words import ReadWord
    >>> marked_share([ReadWord(t, 0, 0, 9, 9) for t in "Kế hoach chủ trì UBND 15".split()])
    0.75
    """
    letters = [word.text for word in words if any(c.islower() for c in word.text)]
    return sum(strip_marks(text) != text for text in letters) / max(len(letters), 1)


def converted(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """Words typed for the fonts of before Unicode as they are printed; none if they are not such.

    >>> from ocr.words import ReadWord
    >>> text = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc ñy ban nh©n d©n"
    >>> [word.text for word in converted([ReadWord(t, 0, 0, 9, 9) for t in text.split()])][:4]
    ['Cộng', 'hòa', 'xã', 'hội']
    """
    before = syllables.share(word.text for word in words)
    if before[2] < _PAGE_OF_WORDS // 2 or before[1] >= _READABLE:
        return ()
    best: tuple[float, tuple[ReadWord, ...]] = (_GOOD_LEGACY, ())
    for convert in (_from_tcvn3, from_vni):
        tried = tuple(_printed(word, convert(word.text)) for word in words)
        best = max(best, (syllables.share(w.text for w in tried)[1], tried), key=lambda b: b[0])
    return best[1]


def _from_tcvn3(text: str) -> str:
    """TCVN3 of a text layer: pdfium takes the place of its "ư" for a hyphen.

    >>> _from_tcvn3("l-u"), _from_tcvn3("n-íc,"), _from_tcvn3("§µ-N½ng")
    ('lưu', 'nước,', 'Đà-Nẵng')
    """
    plain = from_tcvn3(text)
    if "-" not in text:
        return plain
    meant = from_tcvn3(text.replace("-", "\u00ad"))
    return meant if syllables.is_syllable(meant.strip(".,;:()")) else plain


def _printed(word: ReadWord, text: str) -> ReadWord:
    """The converted word; fonts like ``.VnTimeH`` print small letters as capitals."""
    capitals = _CAPITALS.search(word.font or "") is not None
    return word._replace(text=text.upper() if capitals else text, first=word.text)


def _annotation_words(source: Source, index: int, base: TextLayer) -> tuple[ReadWord, ...]:
    """Words of the annotations, read in a second copy: flattening changes the page."""
    with pdf.open_pdf(source, max_pages=index + sys.maxsize // 2) as twin:
        flat = pdf.flattened(twin, index)
        if flat is None:
            return ()
        words = text_layer(flat).words[len(base.words) :]
        flat.close()
    return words


def _kind(layer: TextLayer, coverage: float) -> PageKind:
    skeletons, exact, total = syllables.share(word.text for word in layer.words)
    laid = layer.hidden > 0.5 or total < _PAGE_OF_WORDS
    # Some recognisers lay their text visibly under the image that covers it. What is not drawn
    # is believed only where the paper shows it too.
    if coverage >= _WHOLE or (coverage >= 0.5 and laid) or layer.hidden > 0.5:
        if total < _PAGE_OF_WORDS:
            return PageKind.SCAN
        good = exact >= _GOOD_LAYER and marked_share(layer.words) >= _MARKED
        return PageKind.SCAN_WITH_TEXT if good else PageKind.DAMAGED_TEXT
    if not layer.words:
        return PageKind.SCAN
    if layer.unmapped > _UNMAPPED:
        return PageKind.DAMAGED_TEXT
    letters = layer.text
    strange = sum(ord(c) > 0x7E for c in letters) / max(len(letters), 1)
    if total >= 5 and exact < _READABLE and (strange > 0.03 or skeletons >= _READABLE):
        return PageKind.DAMAGED_TEXT
    return PageKind.BORN_DIGITAL


def _sorted(
    words: tuple[ReadWord, ...], boxes: list[tuple[float, float, float, float]], number: int
) -> tuple[tuple[ReadWord, ...], tuple[tuple[ReadWord, ...], ...], tuple[Stamp, ...]]:
    """Annotation words by annotation: fillings of a blank, notes, signature stamps."""
    groups: list[list[ReadWord]] = [[] for _ in boxes]
    rest: list[ReadWord] = []
    for word in words:
        x, y = (word.left + word.right) / 2, word.middle
        for group, (left, top, right, bottom) in zip(groups, boxes, strict=True):
            if left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1:
                group.append(word)
                break
        else:
            rest.append(word)
    overlays: list[ReadWord] = []
    notes: list[tuple[ReadWord, ...]] = []
    stamps: list[Stamp] = []
    for group in [*groups, rest]:
        if not group:
            continue
        text = " ".join(word.text for word in group)
        if is_stamp(text):
            stamps.append(parse_stamp(text, number, box_of(group)))
        elif len(group) <= _OVERLAY:
            overlays.extend(group)
        else:
            notes.append(tuple(group))
    return tuple(overlays), tuple(notes), tuple(stamps)
