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
    r"\b(?:đánh giá|nhận xét|tình hình|kết quả|ưu điểm|hạn chế|tồn tại|nguyên nhân|khó khăn|thực trạng|nhận định"
    r"|mặt được|bất cập|thành tích|khái quát|về công tác chuẩn bị(?=\s*$| (?:hội nghị|cuộc họp|phiên họp|nội dung|của))|thuận lợi)\b"
)
_ASSIGNING = _plain(
    r"\b(?:nhiệm vụ|giải pháp|chỉ đạo|tổ chức thực hiện|phân công|yêu cầu|thời gian tới|thời gian đến"
    r"|trọng tâm|phương hướng|kiến nghị|đề xuất|ý kiến|trách nhiệm|triển khai|khắc phục|tháo gỡ|kết luận)\b"
)
_PURPOSE = _plain(
    r"(?:mục đích|mục tiêu chung|căn cứ|thành phần (?:tham dự|dự họp)|sự cần thiết)\b"
)
"""What a plan is for, or who came: it says why, not what is to be done."""
_RESULTS = _plain(
    r"\b(?:kết quả|tình hình|đánh giá|kiểm điểm)\s+(?:(?:tình hình|kết quả|việc|về|công tác"
    r"|triển khai|tổ chức|lãnh đạo|chỉ đạo|điều hành)[,\s]+)*(?:thực hiện|triển khai|tổ chức thực hiện)\s"
    r"+(?:[^\W\d_]+\s+){0,3}(?:nhiệm vụ|chỉ đạo|kết luận|ý kiến|giải pháp|kế hoạch)\b"
)
"""What was done of tasks is no task: "Kết quả thực hiện nhiệm vụ tháng 7"."""
_AND_TASKS = _plain(
    r"\b(?:và|;|,)\s+(?:một số\s+|các\s+)?(?:phương hướng|nhiệm vụ|giải pháp|yêu cầu)\b|thời gian tới|sắp tới"
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
_ORDERED = re.compile(r"(?:Đề nghị|Yêu cầu|Giao)\s(?!.*\bbiết\b)")
"""An order to announce something else: "Đề nghị Sở A thông báo kế hoạch để các xã …"."""
_EARLIER = re.compile(rf"[.;]\s+[{UPPER}]")
"""A sentence that ended before."""
_CARRY_OUT = re.compile(
    r"(?:nghiêm túc|khẩn trương|chủ động|tổ chức|triển khai|quán triệt|phối hợp|,|và|\s)*"
    r"(?:triển khai|tổ chức|thực hiện)(?:,?\s+(?:và\s+)?(?:triển khai|thực hiện|nghiêm|nghiêm túc|tốt|có hiệu quả))*\s+"
    r"(?:các nội dung (?:nêu )?trên|(?:các nội dung\s+)?(?:nội dung\s+)?(?:Chỉ thị|Thông báo|Kết luận|Công văn|Công điện|Kế hoạch|văn bản"
    r"|Văn bản|thông báo|kết luận)(?: kết luận)?(?: này| nêu trên))[^.;]{0,60}(?:\./?\.?)?\s*$"
)
_JUST_DO = re.compile(
    r"(?:Nhận được [^,.;]{3,40}, |Căn cứ [^.;]{3,80}, )?(?:[^,.;:]{3,60}\s)?(?:[Yy]êu cầu|[Đđ]ề nghị|[Gg]iao) [^.;:]{3,160}?,?\s+(?:(?:nghiêm túc|khẩn trương|chủ động|tích cực|quan tâm|quyết liệt|phối hợp"
    r"|phối hợp chặt chẽ|căn cứ chức năng, nhiệm vụ|tập trung)(?:\s*,\s*|\s+và\s+|\s+))*"
    r"(?:tổ chức |triển khai )*thực hiện(?: nghiêm túc| nghiêm| tốt| có hiệu quả)?\s*(?:\./?\.?)?\s*$"
)
"""A demand that says no more than "carry this out" closes the notice."""
IN_FORCE = re.compile(
    r"(?:Điều \d+\.\s+)?(?:Kết luận|Thông báo|Chỉ thị|Nghị quyết|Quyết định|Công văn|Công điện|Kế hoạch|Quy chế) này (?:được )?(?:phổ biến|quán triệt|có hiệu lực|thay (?:cho|thế))"
)
"""What is said of the paper itself."""
_SPOKEN = re.compile(rf"^(?:Trên đây là|Thừa lệnh|Nay |{IN_FORCE.pattern})")


def heading_kind(heading: str) -> SectionKind | None:
    """The kind of section a heading opens, None where it does not say.

    >>> heading_kind("ĐÁNH GIÁ CHUNG"), heading_kind("Nhiệm vụ cụ thể trong thời gian đến")
    (<SectionKind.ASSESSMENT: 'assessment'>, <SectionKind.ASSIGNMENT: 'assignment'>)
    >>> heading_kind("Kết quả và nhiệm vụ trọng tâm thời gian tới")
    <SectionKind.ASSIGNMENT: 'assignment'>
    >>> heading_kind("KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 7")
    <SectionKind.ASSESSMENT: 'assessment'>
    >>> heading_kind("Tình hình thực hiện nhiệm vụ tháng 7, nhiệm vụ tháng 8")
    <SectionKind.ASSIGNMENT: 'assignment'>
    >>> heading_kind("Kết quả đạt được: triển khai nhiệm vụ trọng tâm thời gian tới")
    <SectionKind.ASSESSMENT: 'assessment'>
    """
    head = skeleton(heading.split(":", 1)[0])
    if len(head.split()) > 32:
        return None
    if _PURPOSE.match(head.strip()):
        return SectionKind.PREAMBLE
    if _RESULTS.search(head) and not _AND_TASKS.search(head):
        return SectionKind.ASSESSMENT
    assessing, assigning = _ASSESSING.search(head), _ASSIGNING.search(head)
    if assigning and not (
        assessing
        and assessing.start() < min(10, assigning.start())
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
    >>> closes("Thủ tướng Chính phủ yêu cầu các Bộ triển khai thực hiện nghiêm túc, có hiệu quả Chỉ thị này.")
    True
    >>> closes("Yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.")
    True
    >>> closes("Theo dõi, đôn đốc việc thực hiện Thông báo này; định kỳ hằng quý báo cáo.")
    False
    """
    text = paragraph.strip()
    if len(text) > 700:
        return False
    closing = None if _ORDERED.match(text) else _CLOSING.match(text)
    if _SPOKEN.match(text) or (closing and not _EARLIER.search(text, 0, closing.start("told"))):
        return True
    if _JUST_DO.match(text):
        return True
    carry = _CARRY_OUT.search(text)
    if carry is None or ";" in text[max(0, carry.start() - 10) : carry.start()]:
        return False
    return bool(
        re.match(
            r"(?:Yêu cầu|Đề nghị|Nhận được|Căn cứ|Các|Thủ trưởng|UBND|Giao các|[^,.;]{3,60} yêu cầu )",
            text,
        )
    ) and not re.search(r"theo dõi|đôn đốc|tổng hợp|trước ngày|báo cáo", text, re.IGNORECASE)
