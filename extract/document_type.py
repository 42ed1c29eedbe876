"""The type of a document, as its line under the letterhead prints it (Nghị định 30/2020, Điều 7)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extract.skeleton import skeleton

TYPES = {
    "thong bao": "Thông báo", "quyet dinh": "Quyết định", "chi thi": "Chỉ thị", "ke hoach": "Kế hoạch",
    "bao cao": "Báo cáo", "to trinh": "Tờ trình", "ket luan": "Kết luận", "nghi quyet": "Nghị quyết",
    "cong dien": "Công điện", "chuong trinh": "Chương trình", "huong dan": "Hướng dẫn",
    "quy che": "Quy chế", "quy dinh": "Quy định", "thong cao": "Thông cáo", "phuong an": "Phương án",
    "de an": "Đề án", "du an": "Dự án", "bien ban": "Biên bản", "giay moi": "Giấy mời",
    "phieu chuyen": "Phiếu chuyển", "cong van": "Công văn", "nghi dinh": "Nghị định", "thong tu": "Thông tư",
    "ban ghi nho": "Bản ghi nhớ", "ban thoa thuan": "Bản thỏa thuận", "hop dong": "Hợp đồng",
    "giay uy quyen": "Giấy ủy quyền", "giay gioi thieu": "Giấy giới thiệu", "phieu gui": "Phiếu gửi",
    "phieu bao": "Phiếu báo", "luat": "Luật", "phap lenh": "Pháp lệnh", "quy hoach": "Quy hoạch",
}  # fmt: skip
_PRINTED = re.compile(rf"^(?P<type>{'|'.join(TYPES)})(?P<rest>\s+.*)?$")
_JOINED = {name.replace(" ", ""): name for name in TYPES}
_SHORTEST_DAMAGED = 6
"""Letters; a shorter type with a wrong letter could be any word."""
_STAMP_WORDS = 3
"""Words of a stamp on the left that a recogniser may put before the type."""
_CAPITALS = 0.7
"""Share of the letters; some small ones may be misread capitals."""


class DocumentType(NamedTuple):
    """The type, and the words behind it on its line ("KẾT LUẬN" of "THÔNG BÁO KẾT LUẬN")."""

    name: str
    rest: str
    start: int
    """Offset of the type in the line."""


def printed_type(text: str) -> DocumentType | None:
    """The type that begins a line in capitals, letter for letter.

    >>> printed_type("THÔNG BÁO KẾT LUẬN")
    DocumentType(name='Thông báo', rest='KẾT LUẬN', start=0)
    >>> printed_type("Thông báo này thay cho giấy mời") is None
    True
    >>> printed_type("PHƯỜNG AN HÒA") is None
    True
    """
    bones = " ".join(skeleton(text).split())
    match = _PRINTED.match(bones)
    if not match or not _mostly_capitals(text):
        return None
    words = len(match["type"].split())
    if match["rest"] and not _same(text.split()[:words], TYPES[match["type"]].split()):
        return None
    start = len(text) - len(text.lstrip())
    return DocumentType(TYPES[match["type"]], " ".join(text.split()[words:]), start)


def damaged_type(text: str) -> DocumentType | None:
    """The type at the end of a line in capitals that a recogniser damaged, or a stamp stands before.

    Only for lines under a letterhead: elsewhere a name in capitals may end like a type.

    >>> damaged_type("THÔNG B ÁO").name, damaged_type("VĂN PHÒNG THONG BAO").name
    ('Thông báo', 'Thông báo')
    >>> damaged_type("THOÒNG BAO").name, damaged_type("HỒNG THÔNG BÁO").start
    ('Thông báo', 5)
    >>> damaged_type("ỦY BAN NHÂN DÂN") is None
    True
    """
    if not _mostly_capitals(text):
        return None
    words = [(match.start(), skeleton(match.group())) for match in re.finditer(r"\S+", text)]
    for skipped in range(min(_STAMP_WORDS, len(words))):
        letters = "".join(char for _, word in words[skipped:] for char in word if char.isalpha())
        for joined, name in _JOINED.items():
            if len(joined) < _SHORTEST_DAMAGED:
                continue
            allowed = 1 if len(joined) < 9 else 2
            if Levenshtein.distance(letters, joined, score_cutoff=allowed) <= allowed:
                return DocumentType(TYPES[name], "", words[skipped][0])
    return None


def _same(printed: list[str], known: list[str]) -> bool:
    """Whether the words are those of a type: marks may be lost, not others ("PHƯỜNG AN HÒA")."""
    return all(
        set(unicodedata.normalize("NFD", word.lower()))
        <= {*unicodedata.normalize("NFD", whole.lower()), "d"}
        for word, whole in zip(printed, known, strict=True)
    )


def _mostly_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= _CAPITALS * len(letters)
