"""The end of a document: recipients in the left column, authority, title and name in the right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.flow import joined
from extract.letters import LOWER, UPPER
from extract.person_names import is_surname, plain_name
from extract.running_case import is_capitals
from extract.segments import Segment, evidence_of, whole
from extract.signer_names import SignerName, people_in, signer_name
from extract.signer_titles import is_title, whole_titles
from extract.skeleton import skeleton
from models.notice import Recipient, Signer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.flow import Place
    from models.reading import Line

_HEADING = re.compile(r"^\W*(?:n\s?o\s?i\s+nh\s?an\b|\w{1,4}\s+nhan\s*[:;]\s*$)\W*")
"""The words "Nơi nhận", also with the first one misread."""
_AUTHORITY = re.compile(
    r"^(?P<who>t\s?/?\s?m|k\s?/?\s?t|t\s?/?\s?l|t\s?u\s?q|q)\s?[.,/]\s*\S|^(?P<party>[tk]/[mtl])\s+\S"
)
"""Authority as the decree prints it ("TL. "), and as Party offices do ("T/L ")."""
_TITLE_WORDS = re.compile(
    r"^(?:quyen\s+)?(?:pho\s+|tong\s+)?(?:chu tich|chanh (?:van phong|thanh tra)|giam doc|tong giam doc|pho giam doc|bo truong|thu truong|thu tuong|truong (?:ban|phong|phong|khoa|doan)|"
    r"chu nhiem|bi thu|cuc truong|vu truong|vien truong|hieu truong|chi cuc truong|tong thanh tra|van phong|pho\b|thuong truc|tong cuc truong|uy vien|thu ky|doi truong|tong bi thu|thong doc|chi huy truong|truc ban)"
)
_ITEM = re.compile(r"^\s*(?:[-–—+•*·]|-\s*-)\s*")
_RIGHT = re.compile(
    rf"\s+(?P<title>(?:(?:TM|KT|TL|TUQ|Q)\s?[./]\s*|(?:T/M|K/T|T/L)\s?\.?\s*)?(?:PHÓ\s+|QUYỀN\s+)?(?:CHÁNH VĂN PHÒNG|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|TRƯỞNG\s+\S+|THỦ TƯỚNG|CHÁNH\s+\S+|CỤC TRƯỞNG|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|BÍ THƯ|BAN THƯỜNG VỤ|HIỆU TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG GIÁM ĐỐC)[^{LOWER}]*)$"
)
_BESIDE = re.compile(rf"(?P<item>.*[.;)])\s+(?P<name>[{UPPER}]\w+(?:\s+[{UPPER}]\w*){{1,4}})$")
"""The signer's name on the line of a recipient: "- Lưu: VT, TH. Trần Quốc Bảo"."""
_WIDE = re.compile(r"\s{4,}|\t+")
_FINAL = re.compile(r"[\s;.,]+$")
_PURPOSE = re.compile(
    r"\(\s*((?:để\s+)?(?:b\s?/\s?c(?:áo)?|báo cáo|p\s?/\s?h(?:ợp)?|phối hợp|t\s?/\s?h(?:iện)?|th/hiện|thực hiện|biết|chỉ đạo|theo dõi)[^()]*)\)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^\W*(?:da ky|ky ten|ky boi|dong dau|ky,? dong dau|\(da ky\)).*$")
_DOUBTED = 0.5
"""Confidence of a name that one reading only has."""
_WIDEST = 60
"""Characters; the left column of the closing is half as wide as the page."""
_KEPT = re.compile(r"^\W*luu\b")
_FILED = re.compile(r"^\W*luu\s*(?::|;|v[tf]\b)")
"""The line "Lưu: VT", which a body does not have; "Lưu ý" it may."""
_CODE = {"tm": "TM", "kt": "KT", "tl": "TL", "tuq": "TUQ", "q": "Q"}
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


class Closing(NamedTuple):
    """The end of the document, as indices of its printed lines and what they say."""

    start: int
    """Index of the first line of the closing; the number of lines where there is none."""
    end: int
    """Index behind the last line of the closing (appendices follow)."""
    recipients: tuple[Recipient, ...]
    signer: Signer | None
    name_read: str | None
    """What was read of the signer's name, where that is not the name or not sure."""


def read_closing(lines: Sequence[tuple[Place, Line]], first: int = 0) -> Closing:
    """Recipients and signer of a document.

    >>> from extract.flow import Place
    >>> from models.reading import Line
    >>> text = ["thực hiện./.", "Nơi nhận:", "- TT. Quận ủy (để báo cáo);", "- VPUB: CVP, PCVP,", "các phòng nghiên cứu;",
    ...         "- Lưu: VT, Đ.Trinh.", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Đặng Thị Thu Hà"]
    >>> closing = read_closing([(Place(1, i), Line(raw=t, text=t)) for i, t in enumerate(text)])
    >>> closing.start, [r.text for r in closing.recipients]
    (1, ['TT. Quận ủy (để báo cáo)', 'VPUB: CVP, PCVP, các phòng nghiên cứu', 'Lưu: VT, Đ.Trinh'])
    >>> closing.recipients[0].purpose, closing.signer.title, closing.signer.name, closing.signer.authority
    ('để báo cáo', 'KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG', 'Đặng Thị Thu Hà', 'KT')
    """
    heading = _find_heading(lines, first)
    if heading is None:
        heading = _find_items(lines, first)
    start = _signature_above(lines, heading, first) if heading is not None else None
    if heading is None:
        start = _find_signature(lines, first)
        if start is None:
            return Closing(len(lines), len(lines), (), None, None)
    begin = heading if start is None else start
    left: list[Segment] = []
    right: list[Segment] = []
    end = _sort(lines, begin or 0, heading, left, right)
    signer, read = _signer(right, lines)
    return Closing(begin or 0, end, _recipients(left), signer, read)


def _find_heading(lines: Sequence[tuple[Place, Line]], first: int) -> int | None:
    for index in range(first, len(lines)):
        bones = skeleton(lines[index][1].text).strip()
        if _HEADING.match(bones) and len(bones) < 90:
            return index
        right = re.search(r"\s{3,}noi nhan\s*:?\s*$", bones)
        if right:
            return index
    return None


def _find_items(lines: Sequence[tuple[Place, Line]], first: int) -> int | None:
    """The first recipient where the heading was lost: items down to the one that files a copy."""
    kept = next(
        (i for i in range(len(lines) - 1, first, -1) if _FILED.match(skeleton(lines[i][1].text))),
        None,
    )
    if kept is None or not _ITEM.match(lines[kept][1].text):
        return None
    start = kept
    while start > first:
        text = lines[start - 1][1].text.rstrip()
        if text.endswith((".", ":", "./")) or len(text) > _WIDEST:
            break
        start -= 1
    while start < kept and not _ITEM.match(lines[start][1].text):
        start += 1
    return start


def _signature_above(lines: Sequence[tuple[Place, Line]], heading: int, first: int) -> int | None:
    """Lines of the signer that recognition put above "Nơi nhận"."""
    start = heading
    while start > first and heading - start < 6 and _is_signature(lines[start - 1][1].text):
        start -= 1
    return start if start < heading else None


def _find_signature(lines: Sequence[tuple[Place, Line]], first: int) -> int | None:
    for index in range(max(first, len(lines) // 2), len(lines)):
        text = lines[index][1].text
        if _is_signature(text) and is_capitals(text):
            return index
    return None


def _is_signature(text: str) -> bool:
    bones = skeleton(text).strip()
    return (
        is_capitals(text)
        and bool(_AUTHORITY.match(bones) or _TITLE_WORDS.match(bones))
        and len(bones) < 70
    )


def _sort(
    lines: Sequence[tuple[Place, Line]],
    begin: int,
    heading: int | None,
    left: list[Segment],
    right: list[Segment],
) -> int:
    """Puts the pieces of the closing into their columns; returns where it ends."""
    named = False
    for index in range(begin, min(len(lines), begin + 60)):
        place, line = lines[index]
        if (
            index > begin
            and place.page > lines[index - 1][0].page
            and right
            and left
            and _kept(left)
            and (named or not (_is_signature(line.text) or plain_name(line.text)))
        ):
            return index  # an appendix begins, whatever was read of the name
        piece = whole(place, line)
        if not piece.text:
            continue
        if named and (index > (heading or 0)) and _kept(left) and not _ITEM.match(piece.text):
            return index
        for part in _columns(piece):
            if _HEADING.match(part.bones):
                rest = _HEADING.sub("", skeleton(part.text))
                if rest.strip():
                    tail = part.part(len(part.text) - len(rest), len(part.text))
                    (right if is_capitals(tail.text) else left).append(tail)
                continue
            if _belongs_right(part, left, right, heading=heading is not None and index >= heading):
                if plain_name(part.text) and right and not _looks_titled(part.bones):
                    named = True
                right.append(part)
            else:
                left.append(part)
    return min(len(lines), begin + 60)


def _kept(left: Sequence[Segment]) -> bool:
    return not left or any(_KEPT.match(skeleton(piece.text)) for piece in left)


def _columns(piece: Segment) -> list[Segment]:
    """A line that holds both columns is cut at its wide blank or before the signer's title."""
    text = piece.text
    wide = _WIDE.search(text)
    if wide and wide.start():
        return [piece.part(0, wide.start()), *_columns(piece.part(wide.end(), len(text)))]
    match = _RIGHT.search(text)
    if match and not is_capitals(text[: match.start()]):
        return [piece.part(0, match.start()), piece.part(match.start("title"), len(text))]
    beside = _BESIDE.match(text)
    if beside and is_surname(beside["name"].split()[0]) and plain_name(beside["name"]):
        return [piece.part(0, beside.end("item")), piece.part(beside.start("name"), len(text))]
    return [piece]


def _belongs_right(
    part: Segment, left: Sequence[Segment], right: Sequence[Segment], *, heading: bool
) -> bool:
    text = part.text
    if part.line.column == 1:
        return True
    if _ITEM.match(text):
        return False
    bones = part.bones
    if _SIGNED.match(bones):
        return True
    if is_capitals(text) and (
        _AUTHORITY.match(bones) or _TITLE_WORDS.match(bones) or right or is_title(text)
    ):
        return True
    open_item = bool(left) and not re.search(r"[;.]\s*$", left[-1].text)
    name = plain_name(text)
    if right and name:
        return not open_item or _kept(left)
    if name and left and _kept(left) and is_surname(name.split()[0]):
        return True  # the title over the name was lost under the seal
    return not heading


def _recipients(left: Sequence[Segment]) -> tuple[Recipient, ...]:
    items: list[list[Segment]] = []
    dashed = any(_ITEM.match(piece.text) for piece in left)
    for piece in left:
        fresh = bool(_ITEM.match(piece.text)) if dashed else True
        if not dashed and items and not re.search(r"[;.]\s*$", items[-1][-1].text):
            fresh = False
        if items and _is_debris(piece.text):
            continue
        if fresh or not items:
            items.append([piece])
        else:
            items[-1].append(piece)
    found = []
    for pieces in items:
        text = joined([_ITEM.sub("", piece.text) for piece in pieces])
        for part in _inline(text) if not dashed else [text]:
            plain = _FINAL.sub("", part).strip()
            if plain:
                purpose = _PURPOSE.search(plain)
                found.append(
                    Recipient(
                        text=plain,
                        purpose=purpose[1].strip() if purpose else None,
                        evidence=evidence_of(pieces),
                    )
                )
    return tuple(found)


def _inline(text: str) -> list[str]:
    """Lines such as "Như trên; UBND tỉnh; Lưu: VT" on one line without dashes."""
    return re.split(r";\s+", text)


def _is_debris(text: str) -> bool:
    """What a pen or a seal leaves: no word, or signs and digits for the most part.

    >>> _is_debris("- UBND Phường 4, 7, 9, 11, 12;"), _is_debris("- 7,, .Lể 1: 2.; ~")
    (False, True)
    """
    if len(_LONG_WORD.findall(text)) > 1:
        return False
    marks = [char for char in text if not char.isspace()]
    letters = sum(char.isalpha() for char in marks)
    return not re.search(r"[^\W\d_]{2,}", text) or letters < len(marks) / 2


def _signer(
    right: Sequence[Segment], lines: Sequence[tuple[Place, Line]]
) -> tuple[Signer | None, str | None]:
    """Who signed, and the line of the name where it had to be completed or gives none."""
    titles: list[Segment] = []
    name: Segment | None = None
    doubtful: Segment | None = None
    for piece in right:
        bones = piece.bones
        if _SIGNED.match(bones) or _is_debris(piece.text):
            continue
        if is_capitals(piece.text) and not (
            titles and plain_name(piece.text) and not _looks_titled(bones)
        ):
            titles.append(piece)
        elif plain_name(piece.text):
            name = piece
        elif len(piece.text.split()) > 1:
            doubtful = piece
    if not titles and name is None:
        return None, None
    printed = name or doubtful
    found = SignerName(None)
    if printed:
        rest = joined(line.text for _, line in lines if line is not printed.line)
        sure = printed.confidence > _DOUBTED
        found = signer_name(printed.text, people_in(rest), sure=sure)
    marked = [" ".join(piece.text.split()).strip(" .,“”\"'") for piece in titles]
    kept = whole_titles(marked)
    authority = next((m for line in kept if (m := _AUTHORITY.match(skeleton(line)))), None)
    who = (authority["who"] or authority["party"]) if authority else ""
    code = re.sub(r"[^a-z]", "", who)
    signer = Signer(
        name=found.name,
        title=" / ".join(kept) or None,
        authority=_CODE.get(code),
        evidence=evidence_of([*titles, *([printed] if printed else [])]),
    )
    if found.read is None and printed and (not found.name or printed.confidence <= _DOUBTED):
        return signer, printed.text
    return signer, found.read


def _looks_titled(bones: str) -> bool:
    return bool(_AUTHORITY.match(bones) or _TITLE_WORDS.match(bones))
