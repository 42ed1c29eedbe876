"""Names printed in capitals, in the case of running text (Nghị định 30/2020, Phụ lục II)."""

from __future__ import annotations

import re
import unicodedata

_UNITS = (
    "thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "xã", "phường", "đặc khu",
    "tp", "tp.", "thôn", "ấp",
)  # fmt: skip
_COMMITTEES = ("Tỉnh ủy", "Thành ủy", "Quận ủy", "Huyện ủy", "Thị ủy", "Đảng ủy")
"""Of the Party; the place follows at once: "Tỉnh ủy Quảng Ngãi"."""
_LOWER = frozenset(
    [
        "và",
        "của",
        "về",
        "tại",
        "cho",
        "với",
        "các",
        "những",
        "theo",
        "đến",
        "trong",
        "ngoài",
        "từ",
        "trên",
        "dưới",
        "để",
        "là",
    ]
)
_HEADS = (
    "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc",
    "Viện kiểm sát nhân dân", "Tòa án nhân dân", "Toà án nhân dân", "Văn phòng Chính phủ",
    "Thủ tướng Chính phủ", "Văn phòng", "Ban Chỉ đạo", "Ban Chỉ huy", "Ban Quản lý", "Ban Tổ chức",
    "Ban Thường vụ", "Ban Chấp hành", "Ban Tuyên giáo", "Ban Dân vận", "Ban Nội chính", "Ban Dân tộc",
    "Trung tâm", "Tổng cục", "Chi cục", "Cục", "Bộ", "Sở", "Phòng", "Ban", "Thanh tra", "Viện",
    "Trường", "Bệnh viện",
    "Đảng bộ", "Công an", "Kho bạc Nhà nước", "Bảo hiểm xã hội", "Liên đoàn Lao động",
    "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Bộ Chỉ huy quân sự", "Chính phủ", "Quốc hội",
    "Tổ công tác", "Hội đồng", "Công ty", "Tập đoàn", "Tổng công ty", "Vụ", "Ngân hàng Nhà nước",
)  # fmt: skip
_FIELDS = (
    "Phát triển nông thôn", "Thương binh", "Công Thương", "Đô thị", "Phục vụ hành chính công",
    "Phát triển quỹ đất", "Kiểm soát thủ tục hành chính", "Cải cách hành chính", "Chuyển đổi số",
    "Nhà nước", "Việt Nam", "Trung ương", "Đăng ký đất đai", "Đảng", "Kiến trúc",
)  # fmt: skip
_BRANCH = "chi nhánh"
"""Of a bank or a company, behind its name: a common noun, as running text prints it."""
_ABBREVIATIONS = frozenset(
    [
        "UBND",
        "HĐND",
        "UBMTTQ",
        "MTTQ",
        "BCĐ",
        "BQL",
        "CCHC",
        "DDCI",
        "HTX",
        "KT-XH",
        "ĐTXD",
        "TNHH",
        "MTV",
        "VPUB",
    ]
)


def is_capitals(text: str) -> bool:
    """Whether a piece is printed in capitals.

    >>> is_capitals("ỦY BAN NHÂN DÂN"), is_capitals("Độc lập - Tự do"), is_capitals("12")
    (True, False, False)
    """
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    return len(letters) > 1 and upper >= 0.8 * len(letters)


def running_case(name: str, body: str = "") -> str:
    """A name in capitals as running text writes it; where the body has the name, as there.

    >>> running_case("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI")
    'Ủy ban nhân dân tỉnh Quảng Ngãi'
    >>> running_case("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"), running_case("PHÒNG TÀI CHÍNH - KẾ HOẠCH")
    ('Sở Nông nghiệp và Môi trường', 'Phòng Tài chính - Kế hoạch')
    >>> running_case("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"), running_case("BỘ CÔNG THƯƠNG")
    ('Sở Nông nghiệp và Phát triển nông thôn', 'Bộ Công Thương')
    >>> running_case("BAN CHỈ ĐẠO 389", "thành viên Ban Chỉ đạo 389 họp")
    'Ban Chỉ đạo 389'
    >>> running_case("UBND THÀNH PHỐ HỒ CHÍ MINH")
    'UBND Thành phố Hồ Chí Minh'
    >>> running_case("TỈNH ỦY AN PHƯỚC"), running_case("ĐẢNG ỦY PHƯỜNG BẾN THƯỢNG")
    ('Tỉnh ủy An Phước', 'Đảng ủy phường Bến Thượng')
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not is_capitals(name):
        return name
    printed = _as_in(name, body)
    if printed:
        return printed
    lower = name.lower()
    pieces: list[str] = []
    at = 0
    fresh = True
    while at < len(lower):
        phrase, place = _phrase(name, lower, at, fresh=fresh)
        pieces.append(phrase)
        at += len(phrase)
        while at < len(lower) and lower[at] in " ,-–:":
            fresh = fresh and lower[at] == " "
            pieces.append(lower[at])
            fresh = fresh or lower[at] in ",-–"
            at += 1
        words = phrase.split()
        fresh = fresh_after(phrase, place=place) or (fresh and not words)
        if pieces and pieces[-1] == " " and len(pieces) > 1 and pieces[-2] in {"-", "–", ","}:
            fresh = True
    text = "".join(pieces)
    text = text.replace("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh")
    return text[:1].upper() + text[1:]


def fresh_after(phrase: str, *, place: bool) -> bool:
    """Whether the word behind a phrase begins a name of its own.

    >>> fresh_after("Sở", place=False), fresh_after("và", place=False), fresh_after("nghiệp", place=False)
    (True, True, False)
    """
    return place or phrase in _HEADS or phrase in {"và", "của"}


def _phrase(name: str, lower: str, at: int, *, fresh: bool) -> tuple[str, bool]:
    """The next phrase, in its case, and whether names of places follow it."""
    for committee in _COMMITTEES:
        if lower.startswith(committee.lower(), at) and _ends(lower, at + len(committee)):
            rest = lower[at + len(committee) :]
            listed = any(rest.startswith(f" {word} ") for word in (*_UNITS, "các"))
            place = None if listed else re.match(r"(?:\s+[^\s,–-]+)+", rest)
            return committee + (place[0].title() if place else ""), True
    for known in sorted((*_HEADS, *_FIELDS), key=len, reverse=True):
        if (
            lower.startswith(known.lower(), at)
            and _ends(lower, at + len(known))
            and (fresh or known in _FIELDS or len(known.split()) > 1)
        ):
            return known, False
    if at and lower.startswith(_BRANCH, at):
        return _BRANCH, False
    for unit in _UNITS:
        if lower.startswith(f"{unit} ", at):
            rest = lower[at + len(unit) :]
            span = re.match(
                r"(?:\s+(?!(?:và|của|về|trực thuộc|thuộc|trên|tại|theo)\b)[^\s,–-]+)+", rest
            )
            if span:
                names = " ".join(word.capitalize() for word in span[0].split())
                return f"{unit} {names}", False
    stop = re.match(r"[^\s,]+", lower[at:])
    word = stop[0] if stop else lower[at]
    printed = name[at : at + len(word)]
    if printed in _ABBREVIATIONS or any(char.isdigit() for char in word):
        return printed, False
    if re.fullmatch(r"[IVX]{2,}", printed):
        return printed, False
    if word in _LOWER or not fresh:
        return word, False
    return word.capitalize(), False


def _ends(lower: str, at: int) -> bool:
    return at >= len(lower) or not lower[at].isalnum()


def _as_in(name: str, body: str) -> str | None:
    """The name as the body prints it in running text, where it does."""
    if not body or len(name.split()) < 2:
        return None
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    for match in re.finditer(pattern, body, re.IGNORECASE):
        if not is_capitals(match[0]) and match[0][:1].isupper():
            return " ".join(match[0].split())
    return None
