"""What a part of the notice does, from its heading: it tells, assesses, assigns or closes."""

from __future__ import annotations

import re

from extract.letters import UPPER
from extract.skeleton import skeleton
from models.notice import SectionKind


def _plain(pattern: str) -> re.Pattern[str]:
    """A pattern for skeletons: headings are read though their marks be lost."""
    return re.compile(skeleton(pattern))


_ASSESSING = _plain(
    r"\b(?:đánh giá|tình hình|kết quả|ưu điểm|hạn chế|tồn tại|nguyên nhân|khó khăn|thực trạng|nhận định"
    r"|mặt được|bất cập|thành tích|khái quát|về công tác chuẩn bị|thuận lợi)\b"
)
_ASSIGNING = _plain(
    r"\b(?:nhiệm vụ|giải pháp|chỉ đạo|tổ chức thực hiện|phân công|yêu cầu|thời gian tới|thời gian đến"
    r"|trọng tâm|phương hướng|kiến nghị|đề xuất|ý kiến|trách nhiệm|triển khai|khắc phục|tháo gỡ|kết luận)\b"
)
_TELLING = re.compile(
    r"(?:kết luận|chỉ đạo|ý kiến|như sau|sau đây|nội dung sau|yêu cầu|thông báo|nhiệm vụ sau)[^:]*:\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:Trên đây là\b|Thừa lệnh\b|Nay,? |Vậy,? )?.{0,220}?\b(?P<told>thông báo|truyền đạt)\b.{0,260}?"
    r"\b(?:để|đến|tới|cho)\b.{0,220}?\b(?:biết|được biết|thực hiện|triển khai)\b[^.;]*(?:\./?\.?)?\s*$",
    re.DOTALL,
)
_EARLIER = re.compile(rf"[.;]\s+[{UPPER}]")
"""A sentence that ended before."""
_CARRY_OUT = re.compile(
    r"(?:nghiêm túc|khẩn trương|chủ động|tổ chức|triển khai|quán triệt|phối hợp|,|và|\s)*"
    r"(?:triển khai|tổ chức|thực hiện)(?:\s+(?:triển khai|thực hiện|nghiêm|nghiêm túc|tốt|có hiệu quả))*\s+"
    r"(?:các nội dung\s+)?(?:nội dung\s+)?(?:Chỉ thị|Thông báo|Kết luận|Công văn|Công điện|Kế hoạch|văn bản"
    r"|Văn bản|thông báo|kết luận)(?: kết luận)?(?: này| nêu trên)[^.;]{0,60}(?:\./?\.?)?\s*$"
)
_SPOKEN = re.compile(r"^(?:Trên đây là|Thừa lệnh|Nay )")


def heading_kind(heading: str) -> SectionKind | None:
    """The kind of section a heading opens, None where it does not say.

    >>> heading_kind("ĐÁNH GIÁ CHUNG"), heading_kind("Nhiệm vụ cụ thể trong thời gian đến")
    (<SectionKind.ASSESSMENT: 'assessment'>, <SectionKind.ASSIGNMENT: 'assignment'>)
    >>> heading_kind("Kết quả và nhiệm vụ trọng tâm thời gian tới")
    <SectionKind.ASSIGNMENT: 'assignment'>
    """
    head = skeleton(heading.split(":", 1)[0])
    if len(head.split()) > 32:
        return None
    assessing, assigning = _ASSESSING.search(head), _ASSIGNING.search(head)
    if assigning and not (
        assessing
        and assessing.start() < 10
        and "nhiem vu" not in head[:40]
        and not re.search(r"nhiem vu (?:trong tam|cu the)|giai phap|thoi gian toi", head)
    ):
        return SectionKind.ASSIGNMENT
    return SectionKind.ASSESSMENT if assessing else None


def ends_preamble(paragraph: str) -> bool:
    """Whether a paragraph introduces what was concluded: "… kết luận như sau:".

    >>> ends_preamble("Sau khi nghe báo cáo, Chủ tịch UBND huyện kết luận như sau:")
    True
    """
    return bool(_TELLING.search(paragraph))


def closes(paragraph: str) -> bool:
    """Whether a paragraph is the closing formula, which asks for nothing of its own.

    >>> closes("Văn phòng UBND quận thông báo đến các đơn vị biết, nghiêm túc triển khai thực hiện./.")
    True
    >>> closes("Yêu cầu Thủ trưởng các sở nghiêm túc triển khai thực hiện Chỉ thị này./.")
    True
    >>> closes("Theo dõi, đôn đốc việc thực hiện Thông báo này; định kỳ hằng quý báo cáo.")
    False
    """
    text = paragraph.strip()
    if len(text) > 700:
        return False
    closing = _CLOSING.match(text)
    if _SPOKEN.match(text) or (closing and not _EARLIER.search(text, 0, closing.start("told"))):
        return True
    carry = _CARRY_OUT.search(text)
    if carry is None or ";" in text[max(0, carry.start() - 10) : carry.start()]:
        return False
    return bool(
        re.match(r"(?:Yêu cầu|Đề nghị|Nhận được|Căn cứ|Các|Thủ trưởng|UBND|Giao các)", text)
    ) and not re.search(r"theo dõi|đôn đốc|tổng hợp|trước ngày|báo cáo", text, re.IGNORECASE)
