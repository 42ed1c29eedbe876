"""The head of a notice: letterhead, title, preamble and closing put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.abbreviations import find_abbreviations
from extract.closing import Closing, read_closing
from extract.dates import DateContext
from extract.flow import Place, joined, printed_lines
from extract.issue_date import read_issue_date
from extract.issuer import Issuer, read_issuer
from extract.letterhead import (
    MISREAD_SUBJECT,
    Letterhead,
    PlaceDate,
    kind_of,
    read_letterhead,
    read_place_date,
)
from extract.marks import read_secrecy, read_urgency
from extract.number_line import read_number
from extract.person_names import is_surname, plain_name
from extract.preamble import Opening, is_conclusion, read_opening
from extract.printed_names import as_printed_elsewhere
from extract.running_case import is_capitals, running_case
from extract.segments import Segment, evidence_of
from extract.skeleton import skeleton
from extract.title import WIRED, begins_body, read_title
from extract.title_words import Doubtful, as_repeated, without_dirt
from models.notice import Chair, Flag, Head, Signer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from models.evidence import Evidence
    from models.reading import Line, Reading

_OPENING_LINES = 30
_GROUNDS = 40
_DOUBTFUL_DAY = 0.7
"""Confidence under which the line of place and day holds something that a pen wrote."""
"""Lines."""
_DECIDES = re.compile(r"\s*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|THÔNG TƯ)\s*:?\s*$")
"""Stands alone between the grounds of a decision and its articles."""
_OPENING_END = re.compile(
    r"\b(?:nhu sau|sau day|sau)\s*[:./]*\s*$|\b(?:ket luan|chi dao|y kien)\s*(?:nhu sau\s*)?:\s*$"
)
_CAPITAL_ABOUT = re.compile(r"^VỀ(?= việc\b)")
_GLUED_SUBJECT = re.compile(r"^V/v(?=[^\W\d_])")
_SUBJECT_WORDS = re.compile(r"^\W*(?:v\s?/\s?v|ve\s|trich yeu)")
_SECTION = re.compile(r"^\s*(?:[ivx]+\s?[.\-]\s|\d{1,2}\s?[.]\s|dieu\s+1\b|a\s?[.)]\s)")
_FORMULA = re.compile(
    r"(?:^|[.,]\s+)(?P<name>(?:Văn phòng|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Sở|Bộ|Ban|Phòng|Thanh tra|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Đảng ủy|Cục|Chi cục|Trung tâm)\b[^.;:]{0,90}?)\s*,?\s+(?:trân\s+trọng\s+)?(?:xin\s+)?thông\s+báo\b"
)


class HeadReading(NamedTuple):
    """The head and where the body lies: places are page (from 1) and line (from 0)."""

    head: Head
    body_start: Place
    """The first line behind the letterhead, title and addressees."""
    body_end: Place
    """The first line of the closing; behind the last line where there is none."""
    appendix: Place | None = None
    """The first line behind the closing, where something follows it."""
    addressees: tuple[str, ...] = ()
    """Of an official letter: who stands behind "Kính gửi"."""


class _Draft(NamedTuple):
    """What the parts of the head say before it is put together."""

    letterhead: Letterhead
    title: tuple[Segment, ...]
    body: int
    closing: Closing
    addressees: tuple[str, ...]


def read_head(reading: Reading) -> HeadReading:
    """Everything around the body of a notice; what is not printed is None and flagged."""
    lines = list(printed_lines(reading))
    draft = _draft(reading, lines)
    body = [line.text for _, line in lines[draft.body : draft.closing.start]]
    head = _head(reading, draft, body)
    return HeadReading(
        head,
        _place(lines, _decided(lines, draft), reading),
        _place(lines, draft.closing.start, reading),
        _place(lines, draft.closing.end, reading) if draft.closing.end < len(lines) else None,
        draft.addressees,
    )


def _decided(lines: Sequence[tuple[Place, Line]], draft: _Draft) -> int:
    """The first line of what is decided, behind the grounds of a decision, which give no work."""
    first = range(draft.body, min(draft.closing.start, draft.body + _GROUNDS))
    decides = [index for index in first if _DECIDES.match(lines[index][1].text)]
    return decides[0] + 1 if decides else draft.body


def _draft(reading: Reading, lines: list[tuple[Place, Line]]) -> _Draft:
    letterhead = read_letterhead(reading)
    start = letterhead.end
    title: tuple[Segment, ...] = letterhead.subject
    addressees: tuple[str, ...] = ()
    if letterhead.addressed:
        addressees, start = _read_addressees(lines, start)
    elif letterhead.kind:
        title, start = read_title(lines, start)
        if start < len(lines) and _addresses(lines[start][1].text):
            addressees, start = _read_addressees(lines, start)
    closing = read_closing(lines, start)
    return _Draft(letterhead, title, min(start, closing.start), closing, addressees)


def _read_addressees(
    lines: Sequence[tuple[Place, Line]], start: int
) -> tuple[tuple[str, ...], int]:
    """Lines behind "Kính gửi:" up to the one that ends them."""
    items: list[str] = []
    index = start
    while index < len(lines) and index - start < 40:
        text = lines[index][1].text.strip()
        first = index == start
        if first:
            text = re.sub(r"^\s*Kính\s+gửi\s*:?\s*", "", text, flags=re.IGNORECASE)
            text = "" if WIRED.match(text) else text
        if text.startswith(("-", "–", "+", "•")):
            items.append(text.lstrip("-–+• "))
        elif first and text:
            items.append(text)
        elif items and not re.search(r"[;.]$", items[-1]) and not _starts_sentence(text, items[-1]):
            items[-1] = joined([items[-1], text])
        elif not first:
            break
        index += 1
        if items and items[-1].endswith(".") and not _more(lines, index):
            break
    return tuple(item.rstrip(" ;.,") for item in items), index


def _addresses(text: str) -> bool:
    return skeleton(text).lstrip().startswith("kinh gui") or bool(WIRED.match(text))


def _more(lines: Sequence[tuple[Place, Line]], index: int) -> bool:
    return index < len(lines) and lines[index][1].text.lstrip().startswith(("-", "–", "+"))


def _starts_sentence(text: str, before: str) -> bool:
    return begins_body(text, before)


def _place(lines: Sequence[tuple[Place, Line]], index: int, reading: Reading) -> Place:
    if index < len(lines):
        return lines[index][0]
    last = reading.pages[-1] if reading.pages else None
    return Place(last.number, len(last.lines)) if last else Place(1, 0)


def _head(reading: Reading, draft: _Draft, body: list[str]) -> Head:
    letterhead = draft.letterhead
    kind = kind_of(letterhead)
    text = joined(body)
    place_date = _place_date(letterhead)
    issuer, issuer_flags = _issuer(reading, draft, text)
    issue_date, date_flags = read_issue_date(reading, place_date, letterhead.dates, issuer.name)
    title, title_flags = _title(draft, text)
    opening = _opening(kind, title, body, issue_date)
    if _contradicted(issue_date, opening.date, letterhead.dates):
        date_flags = [Flag(code="date_missing", field="issue_date", detail=str(issue_date))]
        issue_date = None
    registered, number_flags = read_number(reading, letterhead.number, issuer.name or "")
    signer, signer_flags = _signer(reading, draft.closing)
    flags = [*number_flags, *date_flags, *issuer_flags, *title_flags, *signer_flags]
    if not (letterhead.agencies or letterhead.number or letterhead.dates):
        flags.append(Flag(code="letterhead_missing"))
    elif letterhead.number is None:
        flags.append(Flag(code="number_missing", field="number"))
    return Head(
        type=kind,
        number=registered.number,
        symbol=registered.symbol,
        issuer=issuer.name,
        parent=issuer.parent,
        place=place_date.place if place_date else None,
        issue_date=issue_date,
        title=title or None,
        chair=_chair(opening, draft),
        meeting_name=opening.meeting,
        meeting_date=opening.date,
        signer=signer,
        recipients=draft.closing.recipients,
        urgency=read_urgency(reading),
        secrecy=read_secrecy(reading),
        abbreviations=find_abbreviations(text),
        evidence=_evidence(draft),
        flags=tuple(flags),
    )


def _contradicted(issued: dt.date | None, met: dt.date | None, pieces: Sequence[Segment]) -> bool:
    """Whether a doubtful day of issue lies before the meeting: a pen's day that was misread."""
    doubtful = min((piece.confidence for piece in pieces), default=1.0) < _DOUBTFUL_DAY
    return issued is not None and met is not None and met > issued and doubtful


def _place_date(letterhead: Letterhead) -> PlaceDate | None:
    return read_place_date(" ".join(piece.text for piece in letterhead.dates))


def _title(draft: _Draft, body: str) -> tuple[str, list[Flag]]:
    """The title on one line; words behind the type on its own line begin it."""
    lines = [piece.text for piece in draft.title]
    read = joined(lines)
    if draft.letterhead.subject:
        lines = [without_dirt(piece) for piece in draft.title]
        lines[0] = _GLUED_SUBJECT.sub("V/v ", MISREAD_SUBJECT.sub("V/v ", lines[0]))
        if not _SUBJECT_WORDS.match(skeleton(lines[0])):
            lines[0] = f"V/v {lines[0]}"
    elif lines:
        lines[0] = without_dirt(draft.title[0])
    rest = draft.letterhead.type.rest if draft.letterhead.type else ""
    if rest:
        rest = running_case(rest) if is_capitals(rest) else rest
        lines = [rest, *lines]
    text = joined(
        line if not is_capitals(line) or len(line) < 12 else running_case(line) for line in lines
    )
    text = _CAPITAL_ABOUT.sub("Về", text)
    sure = {word.text: word.confidence for piece in draft.title for word in piece.line.words}
    words = [Doubtful(word, sure.get(word, 1.0)) for word in text.split()]
    if repeated := as_repeated(words, body):
        return " ".join(repeated), [Flag(code="title_mended", field="title", detail=read)]
    return text, []


def _opening(kind: str | None, title: str, body: list[str], issue_date: dt.date | None) -> Opening:
    if not is_conclusion(kind, title):
        return Opening(None, None, None, None)
    lines: list[str] = []
    for line in body[:_OPENING_LINES]:
        bones = skeleton(line)
        if lines and _SECTION.match(bones):
            break
        lines.append(line)
        if _OPENING_END.search(bones.rstrip()):
            break
    return read_opening(title, joined(lines), DateContext(issue_date))


def _chair(opening: Opening, draft: _Draft) -> Chair | None:
    if not opening.chair:
        return None
    return Chair(name=opening.chair, role=opening.role, evidence=evidence_of(draft.title))


def _issuer(reading: Reading, draft: _Draft, body: str) -> tuple[Issuer, list[Flag]]:
    """From the letterhead, else from the closing formula, else from the stamp."""
    agencies = draft.letterhead.agencies
    if agencies:
        issuer = read_issuer([piece.text for piece in agencies], body)
        return _checked(issuer, min(piece.confidence for piece in agencies), draft, body)
    formulas = list(_FORMULA.finditer(body, max(0, len(body) - 500)))
    if formulas:
        name = formulas[-1]["name"].strip()
        return Issuer(name, None), [Flag(code="issuer_from_closing", field="issuer", detail=name)]
    for stamp in reading.stamps:
        if stamp.agency:
            return Issuer(stamp.agency, None), [
                Flag(code="from_stamp", field="issuer", detail=stamp.agency)
            ]
    return Issuer(None, None), []


def _checked(
    issuer: Issuer, confidence: float, draft: _Draft, body: str
) -> tuple[Issuer, list[Flag]]:
    """The issuer against the rest of the paper, which the seal and capitals spare."""
    texts = [body, *(piece.text for piece in draft.letterhead.dates)]
    names = {
        field: as_printed_elsewhere(name, confidence, texts) if name else None
        for field, name in issuer._asdict().items()
    }
    mended = Issuer(**names)
    if mended == issuer:
        return issuer, []
    return mended, [Flag(code="issuer_mended", field="issuer", detail=issuer.name)]


def _signer(reading: Reading, closing: Closing) -> tuple[Signer | None, list[Flag]]:
    printed, read = closing.signer, closing.name_read
    if printed and printed.name:
        if read is None and not is_surname(printed.name.split()[0]):
            # A seal may have taken the family name whole.
            read = printed.name if any(page.engine for page in reading.pages) else None
        if read is None:
            return printed, []
        if plain_name(read) == printed.name:
            return printed, [Flag(code="read_unsurely", field="signer.name", detail=read)]
        return printed, [Flag(code="signer_mended", field="signer.name", detail=read)]
    for stamp in reading.stamps:
        name = plain_name(stamp.signer or "")
        if name and printed:
            flag = Flag(code="from_stamp", field="signer.name", detail=name)
            return printed.model_copy(update={"name": name}), [flag]
    if read:
        return printed, [Flag(code="signer_unreadable", field="signer.name", detail=read)]
    return printed, [Flag(code="signer_missing", field="signer.name")]


def _evidence(draft: _Draft) -> dict[str, Evidence]:
    letterhead = draft.letterhead
    number = [letterhead.number] if letterhead.number else []
    pieces = {
        "number": number,
        "symbol": number,
        "issuer": list(letterhead.agencies),
        "place": list(letterhead.dates),
        "issue_date": list(letterhead.dates),
        "type": [letterhead.kind] if letterhead.kind else [],
        "title": list(draft.title),
        "urgency": [letterhead.urgency] if letterhead.urgency else [],
    }
    found = {field: evidence_of(segments) for field, segments in pieces.items()}
    return {field: evidence for field, evidence in found.items() if evidence}
