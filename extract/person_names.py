"""Names of people beside their posts."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.letters import LOWER, UPPER
from models.text import strip_marks

_COMMON = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đinh",
        "Đoàn",
        "Trương",
    ]
)
_RARE = frozenset(
    [
        "Văn",
        "Sơn",
        "Kim",
        "Danh",
        "Trang",
        "Hoa",
        "Hồng",
        "Phương",
        "Đồng",
        "Ông",
        "Y",
        "Giang",
        "Phó",
        "Hạ",
        "Vàng",
        "Viên",
        "Tiêu",
    ]
)
_SURNAMES = _COMMON | {
    "Lâm",
    "Mai",
    "Trịnh",
    "Đào",
    "Cao",
    "Lương",
    "Tạ",
    "Tô",
    "Hà",
    "Châu",
    "Chu",
    "Thái",
    "Phùng",
    "Quách",
    "Triệu",
    "Vương",
    "Tôn",
    "La",
    "Lưu",
    "Nông",
    "Hứa",
    "Doãn",
    "Kiều",
    "Đàm",
    "Nghiêm",
    "Thân",
    "Bế",
    "Giàng",
    "Vi",
    "Lò",
    "Sùng",
    "Ma",
    "Hầu",
    "Tống",
    "Từ",
    "Ông",
    "Viên",
    "Mạc",
    "Khuất",
    "Khổng",
    "Lục",
    "Ninh",
    "Phương",
    "Quản",
    "Thạch",
    "Sơn",
    "Kim",
    "Danh",
    "Trang",
    "Hoa",
    "Âu",
    "Ngọ",
    "Đồng",
    "Diệp",
    "Tăng",
    "Thiều",
    "Văn",
    "Y",
    "Điểu",
    "Rơ",
    "K’",
    "Bạch",
    "Cù",
    "Đậu",
    "Giang",
    "Hàn",
    "Lại",
    "Lữ",
    "Mã",
    "Ngụy",
    "Nhan",
    "Phí",
    "Tiêu",
    "Ung",
    "Uông",
    "Vòng",
    "Xa",
    "Lù",
    "Thào",
    "Vàng",
    "Hạ",
    "Ksor",
    "Siu",
    "Hờ",
    "Quàng",
    "Cầm",
    "Hồng",
    "Phó",
}
_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:[’'][{UPPER}]?[{LOWER}]*)?"
_RUN = re.compile(rf"{_SYLLABLE}(?:\s+{_SYLLABLE})+")
_POST = re.compile(
    r"\b(?:Quyền\s+|Q\.\s*|Nguyên\s+)?(?:Phó\s+|Tổng\s+|Trợ\s+lý\s+)?(?:Chủ tịch|Chủ nhiệm|Bí thư|Giám đốc|Tổng Giám đốc|Trưởng\s+\w+|Chánh\s+\w+|"
    r"Bộ trưởng|Thứ trưởng|Thủ tướng|Cục trưởng|Vụ trưởng|Viện trưởng|Hiệu trưởng|Đội trưởng|Ủy viên|Uỷ viên|"
    r"Tổng Bí thư|Tổng Thanh tra|Thống đốc|Chi cục trưởng|Thường trực|Thường vụ|Chỉ huy trưởng|Đại biểu|Phó\b)",
)
_HONORIFIC = re.compile(
    r"\b(?:[Đđ]ồng\s+chí|[Đđ]/c|ĐC|[Ôô]ng|[Bb]à|(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá|úy)|(?:PGS|GS|TS|ThS|Ths|BS|CN|KS|LS)\.?(?:\s*TS\.?)?)\s+"
)
_TITLES = re.compile(
    r"^(?:(?:PGS|GS|TSKH|TS|ThS|Ths|BS|BSCK\w*|CKI{1,2}|CN|KTS|KS|LS|DS|DSCK\w*|NGƯT|NGND|TTƯT|TTND|NSƯT|NSND)[.,]?\s*|(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá|úy)\s+|[ÔôÔ]ng\s+|[Bb]à\s+|[Đđ]ồng\s+chí\s+)+"
)


class Person(NamedTuple):
    """A name and a post with their place: ``text[start:end]`` holds both."""

    name: str
    role: str | None
    start: int
    end: int


def name_at_end(text: str) -> str | None:
    """The name that ends a piece of text such as "Phó Chủ tịch UBND tỉnh Võ Phiên".

    >>> name_at_end("Phó Thủ tướng Chính phủ Trần Hồng Hà")
    'Trần Hồng Hà'
    >>> name_at_end("Giám đốc Sở Hoàng Đức Long"), name_at_end("Chủ tịch UBND tỉnh Lâm Đồng Lê Nam")
    ('Hoàng Đức Long', 'Lê Nam')
    >>> name_at_end("Chủ tịch Ủy ban nhân dân quận Lê Hoàng Phúc")
    'Lê Hoàng Phúc'
    >>> name_at_end("Thường trực Tỉnh ủy") is None
    True
    """
    runs = list(_RUN.finditer(text.rstrip(" ,")))
    if not runs or runs[-1].end() != len(text.rstrip(" ,")):
        return None
    words = runs[-1][0].split()
    unit = re.search(
        r"\b(?:tỉnh|thành phố|Thành phố|TP\.?|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu)\s+$",
        text[: runs[-1].start()],
    )
    best: list[str] = []
    for length in range(2, min(5, len(words)) + 1):
        suffix = words[-length:]
        if suffix[0] not in _SURNAMES or (suffix[0] in _RARE and best):
            continue
        taken = len(words) - length
        whole = taken == 0 and length == 3 and suffix[0] in _COMMON
        if unit and taken < 2 and best and not whole:
            continue
        if best and best[0] in _COMMON and suffix[0] not in _COMMON:
            continue
        if best and best[0] in _COMMON and length > 4:
            continue
        best = suffix
    return " ".join(best) if best else None


def find_comrade(text: str) -> Person | None:
    """The first person named with an address: "đồng chí X - post", "ông X, post".

    >>> find_comrade("của đồng chí Phạm Quang Vinh - Chủ tịch UBND huyện tại Hội nghị")[:2]
    ('Phạm Quang Vinh', 'Chủ tịch UBND huyện')
    >>> find_comrade("đồng chí Nguyễn Trí Dũng Chủ tịch Ủy ban nhân dân quận, tại cuộc họp")[:2]
    ('Nguyễn Trí Dũng', 'Chủ tịch Ủy ban nhân dân quận')
    >>> find_comrade("đồng chí Chủ tịch UBND huyện kết luận") is None
    True
    """
    for match in _HONORIFIC.finditer(text):
        run = _RUN.match(text, match.end())
        if not run:
            continue
        post = _POST.search(text, match.end(), run.end() + 12)
        stop = min(post.start(), run.end()) if post else run.end()
        name = text[match.end() : stop].strip()
        end = match.end() + len(name)
        role, stop = role_after(text, end)
        # Behind an address and before a post a rare family name is a name too.
        if not 2 <= len(name.split()) <= 5 or not (role or name.split()[0] in _SURNAMES):
            continue
        return Person(name, role, match.start(), stop)
    return None


_ROLE_END = re.compile(
    r"\s*(?:[;.(]|\btại\b|\bđã\b|\bchủ trì\b|\bvề\b|\bcó\b|\blàm việc\b|\bkết luận\b|\bchủ tọa\b|\bphát biểu\b|\bvà\s+(?:đồng chí|các)"
    r"|,\s*(?:tại|đã|về|chủ trì|ngày)\b|$|\bcùng\b|\bđến\b|\bnghe\b|\bdự\b|\bthống nhất\b|\bchỉ đạo\b(?!\s+\w*\s*(?:quốc gia)))"
)


def role_after(text: str, at: int) -> tuple[str | None, int]:
    """The post behind a name and where it ends.

    >>> role_after("X - Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh chủ trì", 1)[0]
    'Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh'
    >>> role_after("X chủ trì cuộc họp", 1)
    (None, 1)
    """
    lead = re.match(r"\s*[,–-]*\s*", text[at:])
    begin = at + (lead.end() if lead else 0)
    if not _POST.match(text, begin):
        return None, at
    stop = _ROLE_END.search(text, begin + 4)
    end = stop.start() if stop else len(text)
    return text[begin:end].strip(" ,-–"), end


def plain_name(text: str) -> str | None:
    """The name in a signer's line, without degrees and ranks; None where it is none.

    >>> plain_name("PGS.TS. Nguyễn Văn An"), plain_name("Võ Phiên"), plain_name("Phó Chủ tịch")
    ('Nguyễn Văn An', 'Võ Phiên', None)
    >>> plain_name("LÊ HOÀNG PHÚC"), plain_name("Nơi nhận:")
    ('Lê Hoàng Phúc', None)
    """
    bare = _TITLES.sub("", " ".join(text.split())).strip(" .,*_/|")
    words = bare.split()
    if not 2 <= len(words) <= 6 or not all(
        re.fullmatch(r"[^\W\d_]+[’']?[^\W\d_]*\.?", w) for w in words
    ):
        return None
    if bare.isupper():
        bare = bare.title()
        words = bare.split()
        if words[0] not in _SURNAMES:
            return None
    if not all(word[0].isupper() for word in words) or _POST.match(bare):
        return None
    return bare


def is_surname(word: str) -> bool:
    """Whether a syllable is a family name.

    >>> is_surname("Nguyễn"), is_surname("Sở"), is_surname("K'")
    (True, False, True)
    """
    return word.replace("'", "’") in _SURNAMES


def surname_with_marks(word: str) -> str | None:
    """The family name of which a word has lost or changed the marks; None where two would do.

    >>> surname_with_marks("Hô"), surname_with_marks("Vu"), surname_with_marks("Xy")
    ('Hồ', 'Vũ', None)
    """
    bones = strip_marks(word)
    found = {name for name in _SURNAMES if strip_marks(name) == bones}
    usual = found & _COMMON or found
    return usual.pop() if len(usual) == 1 else None
