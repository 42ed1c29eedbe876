"""The opening of a conclusion: who led which meeting, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.dates import DateContext, find_days
from extract.letters import UPPER
from extract.person_names import find_comrade, name_at_end, plain_name
from extract.skeleton import skeleton

if TYPE_CHECKING:
    import datetime as dt

_OF = re.compile(
    r"^(?:thông báo\s+)?(?:v/v\s+|về\s+(?:việc\s+)?)?(?:thông báo\s+)?(?:ý\s+kiến\s+)?(?:kết\s+\S{1,5}|chỉ\s+đạo|ý\s+kiến)(?:\s*,?\s*(?:kết\s+luận|chỉ\s+đạo|ý\s+kiến|giao\s+nhiệm\s+vụ))*\s+(?:\S+\s+){0,2}?của\s+(?P<who>.+?)"
    r"\s*,?\s*(?:\btại\b|\bvề\b|\btrong\b|\bqua\b|\bsau\b|\bkhi\b|\bvới\b|$)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?P<who>[^,;.]{3,110}?(?:\s+-\s+[^;.]{3,160}?)?)\s*,?\s+(?:đã\s+)?(?:trực\s+tiếp\s+)?(?:chủ\s+trì|chủ\s+tọa|chủ\s+toạ|có\s+buổi\s+làm\s+việc|có\s+cuộc\s+họp|đã\s+làm\s+việc|làm\s+việc\s+với|dự\s+và\s+chỉ\s+đạo|đã\s+họp|tổ\s+chức|đã\s+kiểm\s+tra|đã\s+nghe|họp|kết\s+luận)\b",
)
_CHAIRED_BY = re.compile(r"chủ\s+trì\s+của\s+(?P<who>[^.;]{3,120})", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:tại|về\s+kết\s+quả)\s+(?P<name>(?:cuộc\s+họp|buổi\s+(?:làm\s+việc|họp|kiểm\s+tra|tiếp)|hội\s+nghị|phiên\s+họp|phiên\s+làm\s+việc|kỳ\s+họp|chuyến\s+(?:kiểm\s+tra|công\s+tác|khảo\s+sát)|cuộc\s+làm\s+việc|họp|giao\s+ban|buổi)\b.*)$",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?:chủ\s+trì|chủ\s+tọa|có|dự)\s+(?P<name>(?:cuộc\s+họp|buổi\s+làm\s+việc|hội\s+nghị|phiên\s+họp|kỳ\s+họp|buổi\s+họp)\b[^.;]*)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:^|,\s+)(?P<name>[{UPPER}]\w+(?: [{UPPER}]\w+){{1,4}}),\s+(?P<role>[{UPPER}][^,;.]{{3,80}}?),?\s+(?:đã\s+)?chủ\s+(?:trì|tọa|toạ)\b"
)
"""A person without a word of address: "Trịnh Văn Bảo, Giám đốc Bệnh viện chủ trì …"."""
_DEGREES = re.compile(
    r"\b(?:BS\.?\s?CK\s?I{1,2}|(?:PGS|GS|TS|ThS|Th\.S|BS|DS|KS|CN|NGƯT|NGND|TTƯT|TTND|Đại tá|Thượng tá|Trung tá)\.)\.?\s?"
)
_ROLE = re.compile(r"^(?:đồng\s+chí|ông|bà)\s+", re.IGNORECASE)
_CITED = re.compile(
    r"(?:[/-][a-z&-]+\d*|\bso\s+\S+|\bluat|nghi quyet|ke hoach|thong bao|cong van|quyet dinh|chuong trinh|giay moi)\s*(?:,|\()?\s*$"
)
_BEGINS = re.compile(r"\W*(?:(?:vao|trong)\s+)?(?:(?:buoi\s+)?(?:sang|chieu|toi)\s+)?(?:ngay\s+)?")
_MORE_DAYS = re.compile(r"\bngay\s+(\d{1,2})(?:\s*,\s*\d{1,2})*\s*(?:,|va|-)\s*(?:ngay\s+)?$")
_CONCLUDES = re.compile(
    r"^(?:y kien\s+)?(?:ket luan|chi dao)|^ket \S{1,5} (?:cua|tai|cuoc|buoi|hoi|phien)\b|thong bao (?:y kien )?ket luan|\bket luan\b|y kien (?:chi dao|ket luan)"
)
_HEARING = re.compile(
    r"\b(?:chu tri|chu toa|cuoc hop|hoi nghi|buoi lam viec|phien hop|lam viec|hop|ky hop|giao ban|kiem tra)\b"
)


class Opening(NamedTuple):
    """Chair and meeting; what is not printed is None."""

    chair: str | None
    role: str | None
    meeting: str | None
    date: dt.date | None


def is_conclusion(kind: str | None, title: str) -> bool:
    """Whether a document tells the conclusion of a meeting.

    >>> is_conclusion("Thông báo", "Kết luận của Chủ tịch UBND tỉnh tại cuộc họp")
    True
    >>> is_conclusion("Công văn", "V/v xử lý các kiến nghị")
    False
    >>> is_conclusion("Thông báo", "Kết TT của Phó Thủ tướng Trần Hồng Hà tại Phiên họp")
    True
    """
    bones = skeleton(title)
    return bool(_CONCLUDES.search(bones)) and (
        kind in {"Thông báo", "Kết luận", "Biên bản", None} or bool(_HEARING.search(bones))
    )


def read_opening(title: str, preamble: str, context: DateContext) -> Opening:
    """Chair, post, meeting and its day from the title, then from the preamble.

    >>> opening = read_opening("Kết luận của Phó Chủ tịch UBND tỉnh Võ Phiên tại cuộc họp về đầu tư công",
    ...     "Ngày 12/11/2024, tại trụ sở UBND tỉnh, Phó Chủ tịch UBND tỉnh Võ Phiên chủ trì cuộc họp.", DateContext())
    >>> opening.chair, opening.role, opening.meeting, opening.date
    ('Võ Phiên', 'Phó Chủ tịch UBND tỉnh', 'cuộc họp về đầu tư công', datetime.date(2024, 11, 12))
    >>> opening = read_opening("Kết luận cuộc họp giao ban",
    ...     "Ngày 05/7/2024, đồng chí Phạm Quang Vinh - Chủ tịch UBND huyện chủ trì cuộc họp giao ban.", DateContext())
    >>> opening.chair, opening.role
    ('Phạm Quang Vinh', 'Chủ tịch UBND huyện')
    >>> opening = read_opening("Kết luận của Giám đốc Sở Y tế tại Hội nghị",
    ...     "Ngày 16/4/2025, đồng chí Hoàng Quốc Hương, Giám đốc Sở Y tế đã chủ trì Hội nghị.", DateContext())
    >>> opening.chair, opening.role
    ('Hoàng Quốc Hương', 'Giám đốc Sở Y tế')
    """
    preamble = _DEGREES.sub("", preamble)
    chair, role = _chair(title, preamble)
    meeting = _MEETING.search(title) or _HELD.search(preamble)
    name = meeting["name"].strip(" .;,") if meeting else None
    return Opening(chair, role, name, meeting_date(title, preamble, context))


def meeting_date(title: str, preamble: str, context: DateContext) -> dt.date | None:
    """The first day of the preamble that belongs to no cited document, else the title's.

    >>> meeting_date("", "Thực hiện Kế hoạch số 12/KH-UBND ngày 02/01/2024, ngày 15 tháng 10 năm 2024, đồng chí", DateContext())
    datetime.date(2024, 10, 15)
    >>> meeting_date("", "Ngày 20 và 21 tháng 02 năm 2025, đồng chí", DateContext())
    datetime.date(2025, 2, 20)
    >>> import datetime as dt
    >>> issued = DateContext(dt.date(2025, 4, 2))
    >>> meeting_date("", "Ngày 26 tháng 4 năm 2025, đồng chí", issued)
    datetime.date(2025, 4, 26)
    >>> meeting_date("", "Tại cuộc họp chuẩn bị cho ngày 26 tháng 4 năm 2025, đồng chí", issued)
    """
    for text in (preamble, title):
        bones = skeleton(text)
        for start, _, day in find_days(text, context):
            before = bones[max(0, start - 30) : start]
            if not _CITED.search(before) and not re.search(r"\btu\s*$", before):
                late = context.issue_date is not None and day > context.issue_date
                # A preamble begins with the day of the meeting; a later one is some other day.
                if late and not (text is preamble and _BEGINS.fullmatch(before)):
                    continue
                return _first_of(before, day)
    return None


def _first_of(before: str, day: dt.date) -> dt.date:
    """The first day of a meeting of several: "Ngày 20 và 21 tháng 02"."""
    first = _MORE_DAYS.search(before)
    if first is None or not 0 < int(first[1]) < day.day:
        return day
    return day.replace(day=int(first[1]))


def _chair(title: str, preamble: str) -> tuple[str | None, str | None]:
    of = _OF.search(title)
    if of:
        name, role = _person(of["who"], title)
        if name:
            comrade = find_comrade(preamble)
            longer = comrade is not None and comrade.name.endswith(f" {name}")
            return (comrade.name if comrade and longer else name), role
    for pattern in (_LED, _CHAIRED_BY):
        for match in pattern.finditer(preamble):
            person = _person(match["who"], preamble[match.start() :])
            if person[0]:
                return person
    named = _NAMED.search(preamble)
    if named and plain_name(named["name"]):
        return plain_name(named["name"]), named["role"]
    comrade = find_comrade(preamble)
    led = r"\b(?:chủ trì|chủ t[ọo][àa]|kết luận)\b"
    if comrade and re.search(led, preamble[comrade.end : comrade.end + 200]):
        return comrade.name, comrade.role
    return None, None


def _person(who: str, text: str) -> tuple[str | None, str | None]:
    comrade = find_comrade(text if text.find(who) < 0 else text[text.find(who) :])
    if comrade and comrade.name in who:
        return comrade.name, comrade.role or _post_before(who, comrade.name)
    for piece in (who, *re.split(r"\s*[,–-]\s+|\s+-\s*", who)):
        name = name_at_end(piece)
        if name:
            return name, _post_before(piece, name) or _post_behind(who, name)
    return None, None


def _post_before(text: str, name: str) -> str | None:
    before = text[: text.find(name)]
    post = _ROLE.sub("", re.split(r",\s+(?=[A-ZĐ])", before)[-1].strip()).strip(" ,-–")
    post = re.sub(r"^(?:Ngày|Sáng|Chiều)\b[^,]*,\s*", "", post)
    return post if post and post[0].isupper() and post != "Đồng chí" else None


def _post_behind(text: str, name: str) -> str | None:
    return text[text.find(name) + len(name) :].strip(" ,-–") or None
