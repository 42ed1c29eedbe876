"""The first notice: its restored text as a draft, line for line as printed."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from samples.draft import Draft, Letterhead, Paragraph
from samples.sheet import MM, Style

FOLDER = Path(__file__).parent
TRUTH = FOLDER / "notice-truth.txt"

STYLE = Style(top=18 * MM, bottom=16 * MM, size=13.5, leading=1.14, gap=4, signature_gap=84)
"""The paper held 37 body lines under its letterhead: single spacing at 13.5 points."""

_BEGINS = re.compile(r"- |\d+(?:\.\d+)*\. ")
_HEADING = re.compile(r"\d+(?:\.\d+)*\. ")
_PAGE_TWO = "- Thường xuyên rà soát"

LETTERHEAD = Letterhead(
    parent=("ỦY BAN NHÂN DÂN", "QUẬN GÒ VẤP"),
    issuer=("VĂN PHÒNG",),
    number="Số:          /TB-VP",
    place_date="Gò Vấp, ngày       tháng       năm 2024",
)
"""The scan that this project began with had lost it; the closing formula names the body.
Number and day are left blank, as before they are written in by hand."""


def draft(*, preprinted: bool) -> Draft:
    """The notice. The truth knows no letterhead; ``preprinted`` makes it a picture, not text."""
    text = TRUTH.read_text(encoding="utf-8")
    kind, title, *rest = _chunks(text)
    closing = next(i for i, lines in enumerate(rest) if lines[0].startswith("Nơi nhận:"))
    recipients = [line for lines in rest[closing:] for line in lines]
    return Draft(
        letterhead=LETTERHEAD.model_copy(update={"preprinted": preprinted}),
        kind=kind[0],
        title=tuple(title),
        body=tuple(_paragraphs(rest[:closing])),
        recipients=tuple(recipients[1:]),
        authority=(recipients[0].removeprefix("Nơi nhận:").strip(),),
    )


def _chunks(text: str) -> list[list[str]]:
    """Runs of lines between blank ones."""
    return [list(lines) for filled, lines in groupby(text.splitlines(), key=bool) if filled]


def _paragraphs(chunks: list[list[str]]) -> list[Paragraph]:
    """Paragraphs as printed: a blank line of the recogniser may fall inside one."""
    found: list[list[str]] = []
    for lines in chunks:
        for index, line in enumerate(lines):
            open_end = found and not found[-1][-1].endswith((".", ";", ":", "./."))
            heading = found and _HEADING.match(found[-1][0])
            begins = _BEGINS.match(line) or (
                not line[0].islower()
                and not line[0].isdigit()
                and (index == 0 or heading is not None)
                and not (open_end and heading is None)
            )
            if begins or not found:
                found.append([])
            found[-1].append(line)
    return [
        Paragraph(
            lines=tuple(lines),
            bold=_HEADING.match(lines[0]) is not None,
            keep=_HEADING.match(lines[0]) is not None,
            new_page=lines[0].startswith(_PAGE_TWO),
        )
        for lines in found
    ]
