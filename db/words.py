"""Words, boxes and evidence as compact JSON, and back."""

from __future__ import annotations

from typing import Any

from models import Box, Evidence, Word


def pack_box(box: Box | None) -> list[float] | None:
    """Left, top, right, bottom.

    >>> pack_box(Box(left=1, top=2, right=3.14159, bottom=4))
    [1.0, 2.0, 3.14, 4.0]
    """
    if box is None:
        return None
    return [round(side, 2) for side in (box.left, box.top, box.right, box.bottom)]


def unpack_box(packed: list[float] | None) -> Box | None:
    """The box that ``pack_box`` packed."""
    if packed is None:
        return None
    left, top, right, bottom = packed
    return Box(left=left, top=top, right=right, bottom=bottom)


def pack_words(words: tuple[Word, ...]) -> list[list[Any]]:
    """Of each word: raw, text (None where the same), start, box, confidence, bold, italic.

    >>> pack_words((Word(raw="cude", text="cuộc", start=0, confidence=0.9),))
    [['cude', 'cuộc', 0, None, 0.9, None, None]]
    """
    return [
        [
            word.raw,
            None if word.text == word.raw else word.text,
            word.start,
            pack_box(word.box),
            round(word.confidence, 4),
            word.bold,
            word.italic,
        ]
        for word in words
    ]


def unpack_words(packed: list[list[Any]]) -> tuple[Word, ...]:
    """The words that ``pack_words`` packed."""
    return tuple(
        Word(
            raw=raw,
            text=raw if text is None else text,
            start=start,
            box=unpack_box(box),
            confidence=confidence,
            bold=bold,
            italic=italic,
        )
        for raw, text, start, box, confidence, bold, italic in packed
    )


def pack_evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    """As JSON, without what is absent."""
    return None if evidence is None else evidence.model_dump(mode="json", exclude_none=True)


def unpack_evidence(packed: dict[str, Any] | None) -> Evidence | None:
    """The evidence that ``pack_evidence`` packed."""
    return None if packed is None else Evidence.model_validate(packed)
