"""Items above other items: lead-ins that hand down, lists of mere content, tasks of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attributes import whole_parties
from extract.found import Found
from extract.full_names import names_filling
from extract.letters import UPPER
from extract.names import NO_NAMES, Names
from extract.running_case import is_capitals, running_case
from extract.verbs import ORDER, opens_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.parties import Parties

_ORDER = re.compile(
    r"(?:về\s+)?(?:" + ORDER + r"|trách nhiệm (?:chung )?(?:của|đối với)|đối với|riêng)\s+",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:ĐỐI VỚI|GIAO|YÊU CẦU|ĐỀ NGHỊ|PHÂN CÔNG|TRÁCH NHIỆM CỦA|CÁC|MỖI|TỪNG)\s"
)
"""How a heading in capitals begins that says for whom it is: its words alone do not show names."""
_AFTER_NAMES = re.compile(
    r"[\s:.;,]*(?:(?:theo chức năng,? nhiệm vụ(?: được giao)?|có trách nhiệm|chịu trách nhiệm|cần|tập trung"
    r"|tổ chức|triển khai|thực hiện|các|một số|những|nội dung|nhiệm vụ|công việc|giải pháp|sau|sau đây|cụ thể"
    r"|trọng tâm|như sau|chủ động|khẩn trương|nghiêm túc|tiếp tục|tốt|và|phải|lưu ý|quan tâm|chú trọng|trong thời gian tới"
    r"|trong (?:toàn )?(?:tỉnh|huyện|quận|thành phố|ngành)|trên địa bàn(?: (?:toàn )?(?:tỉnh|huyện|quận|thành phố|xã|phường))?"
    r"|được giao|ngay|trong phạm vi|quyền hạn|của mình|gồm|đồng loạt|quyết liệt|chỉ đạo|chủ trì)[\s:.;,]*)*$",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"(?:gồm|bao gồm|gồm có|gồm các (?:nội dung|hạng mục)(?: sau)?|danh mục sau|các loại|như)\s*:?\s*$",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:phải|cần|không để|không được|có trách nhiệm|yêu cầu|giao)\b", re.IGNORECASE
)
_NOTING = re.compile(
    r",?\s*(?:(?:trong đó|nhất là|cụ thể|đồng thời),?\s*(?:cần\s+)?(?:lưu ý|chú ý|chú trọng|tập trung|quan tâm|nêu rõ|quy định rõ|làm rõ|xác định rõ)?"
    r"|(?:cần\s+)?(?:lưu ý|chú ý))[^:;.]{0,60}:\s*$"
)
_BESIDE = re.compile(r",?\s*trong đó,?\s*(?:cần\s+)?(?:lưu ý|chú ý|chú trọng)(?!.*\bsau\s*:)")
"""Behind work that is whole: what follows only adds to it."""
_PRODUCT = re.compile(
    r"\b(?:xây dựng|hoàn thiện|ban hành|lập|soạn thảo|hoàn chỉnh|(?<!chương )(?<!công )(?<!quy )(?<!lộ )(?<!quá )(?<!tờ )trình|tổng hợp|báo cáo|sửa đổi|phê duyệt)\b"
    r"[^;:]{0,90}?\b(?:kế hoạch|đề án|phương án|chiến lược|quy hoạch|dự thảo|báo cáo|tờ trình|hồ sơ|nghị quyết"
    r"|quyết định|nghị định|chương trình|dự án|quy chế|văn bản|đề cương|danh mục|quy trình|dự toán|kịch bản)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:trước ngày|trước|chậm nhất|muộn nhất|trong (?:tháng|quý|tuần))\b[^;]{0,40}\d"
)
_VAGUE = re.compile(
    r"\b(?:nâng cao (?:tính|hiệu quả|trách nhiệm|vai trò|chất lượng|nhận thức)|phát huy|quán triệt"
    r"|thực hiện (?:nghiêm|tốt|có hiệu quả|đồng bộ)|nêu cao|đề cao)\b",
    re.IGNORECASE,
)
"""Demands that only the items under them make plain."""
_ORDERING = re.compile(
    r"\b(?:yêu cầu|đề nghị|chỉ đạo|giao nhiệm vụ)(?: thực hiện)?(?: (?:các|một số)? ?(?:nội dung|nhiệm vụ|việc))?"
    r"(?: cụ thể)?(?: như)?(?: sau)?\s*:\s*$"
)
_FOLLOWING = re.compile(
    r"(?:các|những|một số) (?:việc|nội dung|nhiệm vụ|công việc|giải pháp)(?: \w+){0,2} sau(?: đây)?"
    r"(?:,| (?=(?:trước|chậm nhất|muộn nhất|xong|trong|đến hết|từ nay)\b))[^:;.]{0,60}:\s*$"
)
"""What is to be done follows; behind it stands by when."""
_TRAILING = re.compile(
    r"(?:sau|sau đây|như sau|cụ thể|trọng tâm|nội dung|nhiệm vụ|công việc|giải pháp)\s*:\s*$"
)


def announces(item: str) -> bool:
    """Whether a lead-in says no more than that something follows.

    >>> announces("Để về đích đúng hạn, đề nghị các đơn vị thực hiện một số nội dung:")
    True
    >>> announces("Sở Y tế kiểm tra các bếp ăn, trong đó lưu ý:")
    False
    """
    return bool(_TRAILING.search(item)) and not own_work(item)


def orders(item: str) -> bool:
    """Whether a lead-in asks for what follows it.

    >>> orders("Để bảo đảm tiến độ, Ban Thường vụ yêu cầu:"), orders("Kết quả đạt được như sau:")
    (True, False)
    """
    return bool(_ORDERING.search(item))


def heading_parties(heading: str, names: Names = NO_NAMES) -> Parties | None:
    """The parties of a heading that names nobody's work yet, only who is to do what follows.

    >>> text = "2.1. Giao Thủ trưởng các cơ quan chuyên môn; Chủ tịch UBND các phường"[5:]
    >>> [p.value.name for p in heading_parties(text).members]
    ['Thủ trưởng các cơ quan chuyên môn', 'Chủ tịch UBND các phường']
    >>> heading_parties("Về công tác cải cách hành chính") is None
    True
    >>> text = "ĐỐI VỚI CÁC DOANH NGHIỆP VIỄN THÔNG, BƯU CHÍNH"
    >>> [p.value.name for p in heading_parties(text).members]
    ['CÁC DOANH NGHIỆP VIỄN THÔNG, BƯU CHÍNH']
    """
    if is_capitals(heading) and _ADDRESSED.match(heading):
        running = running_case(heading)
        found = heading_parties(running) if len(running) == len(heading) else None
        if found:
            return _as_printed(found, running, heading)
    order = _ORDER.match(heading)
    start = order.end() if order else 0
    parties = whole_parties(heading, start, len(heading), names)
    if parties and _AFTER_NAMES.match(heading, parties.end):
        return parties
    return names_filling(heading, start, names)


def _as_printed(parties: Parties, running: str, heading: str) -> Parties:
    """The parties of a heading in running case by their names in capitals."""
    members = [
        Found(start, end, party._replace(name=heading[start:end]))
        if party.name == running[start:end]
        else Found(start, end, party)
        for start, end, party in parties.members
    ]
    return parties._replace(members=tuple(members))


def only_content(item: str, below: Sequence[str]) -> bool:
    """Whether the items below only list what the item asks for.

    >>> only_content("Cung cấp số liệu trong 03 ngày làm việc, gồm:", ["Diện tích đất;", "Số hộ;"])
    True
    >>> only_content("Xây dựng kế hoạch, trong đó lưu ý:", ["Nâng tỷ lệ …", "Không bố trí …"])
    False
    """
    if not opens_work(item.strip()) and not item.rstrip().endswith(":"):
        return False
    asking = sum(opens_work(text) or bool(_MODAL.search(text)) for text in below)
    if _CONTENT.search(item):
        return asking < len(below) or not any(_MODAL.search(text) for text in below)
    if _NOTING.search(item):
        return not asking and not any(opens_work(text.partition(": ")[2]) for text in below)
    return asking * 2 < len(below)


def own_work(item: str) -> bool:
    """Whether a lead-in asks for work that the items under it do not repeat.

    >>> own_work("Trung tâm xây dựng kế hoạch sản xuất vụ Xuân, trình Giám đốc Sở, trong đó lưu ý:")
    True
    >>> own_work("Sở Y tế kiểm tra đột xuất các bếp ăn tập thể, trong đó lưu ý:")
    True
    >>> own_work("Thực hiện tốt các biện pháp phòng ngừa, trọng tâm là các nội dung sau:")
    False
    >>> own_work("Khoa Dược thực hiện các việc sau, hoàn thành trước ngày 31/5/2026:")
    False
    >>> own_work("Nâng cao hiệu quả phòng ngừa dịch bệnh trên đàn lợn, trong đó lưu ý:")
    False
    """
    noting = _NOTING.search(item)
    body = item[: noting.start()] if noting else item
    body = re.sub(
        rf"^(?:Để|Nhằm)\b[^,]*(?:,[^,]*)*?,\s+(?=[{UPPER}]|yêu cầu|đề nghị|giao)", "", body
    )
    if _FOLLOWING.search(item):
        return False
    if not noting and _TRAILING.search(item):
        return bool(_DATED.search(body) and _PRODUCT.search(body))
    words = len(body.split())
    beside = noting and (_BESIDE.match(noting.group()) or not _TRAILING.search(item))
    sole = beside and not _VAGUE.search(body)
    return words > 8 and bool(sole or _PRODUCT.search(body) or _DATED.search(body))
