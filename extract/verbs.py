"""Words of work: verbs that ask for it, verbs that only conclude, words that hand it out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from extract.skeleton import skeleton

ASKING: Final = frozenset(
    """
    áp dụng|ban hành|biên soạn|bàn giao|báo cáo|bám sát|bảo đảm|bảo quản|bảo trì|bảo vệ|bố trí
    |bổ nhiệm|bổ sung|bồi dưỡng|bồi thường|can thiệp|cam kết|canh gác|chi trả|chia sẻ|chiết tính
    |cho phép|chỉ đạo|chỉ định|chỉnh lý|chỉnh sửa|chịu trách nhiệm|chống|chủ trì|chủ động|chuẩn bị
    |chuẩn hóa|chuyển|chuyển giao|chuyển đổi|chấm dứt|chấm điểm|chấn chỉnh|chấp hành|chốt|chú trọng
    |chú ý|công bố|công khai|củng cố|cung cấp|cung ứng|cân nhắc|cân đối|căn chỉnh|cập nhật|cấp
    |cấp giấy|cắm|cắm mốc|cắt giảm|cải thiện|cải tiến|cải tạo|cử|di dời|dành|dự báo|dự kiến
    |dự toán|duy trì|duy tu|đa dạng hóa|đẩy lùi|đẩy mạnh|đẩy nhanh|đảm bảo|đảm nhận|đăng ký|đăng tải
    |đánh giá|đào tạo|đặt hàng|đấu mối|đấu nối|đấu thầu|đấu tranh|đầu tư|điều chuyển|điều chỉnh
    |điều hành|điều phối|điều tiết|điều tra|định giá|định hướng|định kỳ|đóng góp|đóng vai trò|đo đạc
    |đôn đốc|đối chiếu|đối thoại|đổi mới|đồng bộ|đồng hành|đơn giản hóa|đưa|đưa ra|đề nghị|đề ra
    |đề xuất|gia cố|gia hạn|giám sát|giao|giải ngân|giải phóng|giải quyết|giải trình|giải tỏa|giảm
    |giới thiệu|giữ|giữ gìn|giữ vững|giúp|gửi|gương mẫu|góp phần|góp ý|hình thành|hiện đại hóa
    |hiệp thương|hoàn chỉnh|hoàn thiện|hoàn thành|hoàn trả|hoàn tất|hỗ trợ|huy động|hướng dẫn
    |họp|hợp tác|khai báo|khai thác|khám|khảo sát|khắc phục|khẩn trương|khẳng định|khen thưởng
    |khôi phục|khởi công|khoanh vùng|khơi thông|khống chế|khuyến khích|khuyến cáo|kiên quyết|kiên trì
    |kiểm kê|kiểm soát|kiểm tra|kiểm điểm|kiểm định|kiến nghị|kiện toàn|kê khai|kéo giảm|kết hợp
    |kết luận|kết nối|kịp thời|ký|ký kết|làm|làm rõ|làm tốt|làm việc|làm đầu mối|lãnh đạo|lắp đặt
    |lập|lập kế hoạch|liên hệ|liên kết|loại bỏ|lồng ghép|luân chuyển|lưu trữ|lưu ý|lấy ý kiến
    |lựa chọn|mở|mở rộng|mua sắm|mời|nắm|nắm bắt|nắm chắc|nạo vét|ngăn chặn|ngăn ngừa|nghiên cứu
    |nghiêm túc|nghiệm thu|nêu cao|nêu rõ|niêm yết|nộp|nâng|nâng cao|nâng cấp|nhanh chóng
    |nhân rộng|nhận diện|nhập|nỗ lực|phân bổ|phân cấp|phân công|phân loại|phân tích|phân định
    |phê duyệt|phòng|phòng chống|phòng ngừa|phối hợp|phối kết hợp|phổ biến|phục hồi|phục vụ|phụ trách
    |phát hiện|phát huy|phát hành|phát sóng|phát triển|phát động|phản biện|phản hồi|phản ánh
    |phấn đấu|quan tâm|quảng bá|quản lý|quán triệt|quy hoạch|quy định|quyết liệt|quyết tâm|quyết toán
    |quyết định|ra quân|rà soát|ràng buộc|rút kinh nghiệm|rút ngắn|sao gửi|sáp nhập|sắp xếp|siết chặt
    |soạn thảo|so sánh|sơ kết|sớm|sử dụng|sửa chữa|sửa đổi|sưu tầm|số hóa|tái cơ cấu|tăng|tăng cường
    |tăng tốc|tạm dừng|tạo|tạo lập|tạo điều kiện|tập huấn|tập hợp|tập trung|tham dự|tham gia
    |tham khảo|tham mưu|tham vấn|tham vấn ý kiến|thanh lý|thanh quyết toán|thanh toán|thanh tra
    |thành lập|thay thế|tháo dỡ|tháo gỡ|theo dõi|thể hiện|thí điểm|thi hành|thi công|thiết kế
    |thiết lập|thông báo|thông qua|thông tin|thu hồi|thu hút|thu thập|thúc đẩy|thuê|thường xuyên
    |thường trực|thẩm định|thẩm tra|thống kê|thống nhất|thực hiện|thực hành|tích cực|tích hợp|tiến hành
    |tiếp cận|tiếp công dân|tiếp nhận|tiếp thu|tiếp tục|tiết giảm|tiết kiệm|tính toán|tìm kiếm
    |tổ chức|tổng hợp|tổng kết|tổng rà soát|trang bị|tranh thủ|trao đổi|trả|trả lời|triển khai
    |tri ân|trình|trình bày|trích|trồng|trực|trực tiếp|truy quét|truyền thông|tự kiểm tra|tuân thủ
    |tuần tra|tuyên truyền|tuyển chọn|tuyển dụng|tuyệt đối|từng bước|tư vấn|ứng dụng|ứng phó|ưu tiên
    |vận dụng|vận hành|vận động|vệ sinh|xác lập|xác minh|xác định|xin|xin ý kiến|xây dựng|xem xét
    |xét|xóa|xóa bỏ|xử lý|xử phạt|xúc tiến|yêu cầu|có biện pháp|có giải pháp|có kế hoạch|có phương án
    |có trách nhiệm|có văn bản|có báo cáo|có ý kiến|có lộ trình|cần|phải|không để|không được|không bố trí
    |không tổ chức|chưa|hãy|mỗi tuần|hằng tuần|hằng tháng|hàng tháng|hàng tuần|cùng|cùng với|thận trọng
    |linh hoạt|sẵn sàng|chủ trương|chăm lo|chăm sóc|thăm hỏi|thực thi|truy thu|vận chuyển|vào cuộc
    |xem|đi đầu|đề cao|đi sâu|đóng|định vị|lan tỏa|lượng hóa|khơi dậy|khai trương|kích cầu|làm sạch
    |hạn chế|hiệu chỉnh|nhận thức|nhân bản|thay đổi|thả|thông suốt|tiêu hủy|tiêm|tiêm phòng|phun
    |thu gom|thu phí|thu|tinh gọn|tôn tạo|tôn vinh|trao|trao quyền|trợ giúp|tự chủ|giải thể|hợp nhất
    |gắn|gắn kết|gắn với|khuyến nghị|bố cục|biên tập|bảo dưỡng|chống thất thu|chuyển tải|chuyển hồ sơ
    |phân luồng|phân khai|phân giao|nhập liệu|rà|quét|dọn dẹp|chỉnh trang|bê tông hóa|ngầm hóa|giao ban
    |tiếp xúc|ghi|kẻ|vẽ|xử lý dứt điểm|đăng|đề án|lắng nghe|sàng lọc|trưng bày|trưng cầu|trám|tưới
    |tất toán|tự rà soát|chấp thuận|công nhận|xác nhận|ủy quyền|quyết|thẩm|dừng|đình chỉ|kết thúc
    |duyệt|dọn|treo|dọn vệ sinh|di chuyển|sơ tán|che chắn|rào chắn|che phủ|đáp ứng|lưu giữ|huấn luyện|cảnh báo|diễn tập|bóc tách
    |thu dọn|gieo trồng|gieo cấy|thu hoạch|tiêm chủng|trang trí|cấp phát|phân phát|tiếp sóng|đưa tin|đính chính|xét nghiệm|cách ly
    |khử khuẩn|khử trùng|cắt tỉa|đối soát|cải chính|kết nạp|răn đe|tố giác|khởi tố|truy tố|truy xuất|trấn áp|nghiêm cấm|bãi bỏ|gỡ bỏ
    |xin lỗi|nhắc nhở|cất nóc|đổ bê tông|tu sửa|tu bổ|trùng tu|sửa sang|khánh thành|khai giảng|lắp dựng|tập kết|trồng dặm|trực ban
    |chia tách|bồi đắp|gia tăng|kiểm đếm|phát quang|khoanh định|mở thầu|chấm thầu|chào đón|tiếp đón|bán đấu giá|hoàn nguyên
    |sao lưu|khai thông|thông xe|thông tuyến|thả phao|neo đậu|kêu gọi|đốc thúc|cắm biển|bơm tát|tích nước|xả lũ|đến từng|đến tận|phân vùng|phân tuyến
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Verbs and adverbs that open a piece of work, lower case."""

CONCLUDING: Final = re.compile(
    r"^(?:(?:cơ bản|về cơ bản|hoàn toàn|chúc mừng và|nhiệt liệt)\s+)*"
    r"(?:ghi nhận|biểu dương|đánh giá cao|hoan nghênh|cảm ơn|chúc mừng|trân trọng cảm ơn"
    r"|phê bình|thống nhất|đồng ý|nhất trí|chấp thuận|tán thành|(?:không|chưa) (?:đồng ý|nhất trí|chấp thuận|chấp nhận|xem xét (?=kiến nghị|đề nghị|đề xuất|việc))|đồng tình|chia sẻ(?! dữ liệu)"
    r"|thông qua(?! việc)|nghiêm khắc phê bình|khen ngợi|tuyên dương|tiếp thu(?! và| ý kiến| để|,))\b",
    re.IGNORECASE,
)
"""How a sentence begins that agrees, praises or blames and asks for nothing."""

CONCLUDING_VERB: Final = re.compile(
    r"\s*(?:cũng\s+|rất\s+|cơ bản\s+|hoàn toàn\s+|trân trọng\s+)*"
    r"(?:ghi nhận|biểu dương|bày tỏ|chia sẻ(?! (?:dữ liệu|thông tin|kinh nghiệm|tài liệu|số liệu|lợi ích))|đánh giá(?! (?:tác động|lại|an toàn|chất lượng|đầy đủ|cụ thể|kỹ|mức độ|nguy cơ|rủi ro))"
    r"|hoan nghênh|cảm ơn|chúc mừng|phê bình|thống nhất(?! với)"
    r"|đồng ý|nhất trí|chấp thuận|nhận thấy|xác định các|cho rằng|khẳng định)\b",
    re.IGNORECASE,
)
"""What follows the subject of a sentence that asks for nothing."""

PETITION: Final = re.compile(
    r"(?:(?:Các |Một số )?(?:Ông|Bà|ông|bà|cử tri|Cử tri|công dân|Công dân|Hộ|hộ|hộ dân|Hộ dân|người dân|Người dân|đại biểu|Đại biểu)"
    r"(?: [^.;:()]{2,140}?)?,?)\s(?:phản ánh|kiến nghị|đề nghị|khiếu nại|tố cáo|trình bày|có (?:đơn|ý kiến)|cho rằng|hỏi)(?!\w)"
)
"""What citizens ask for or complain of: it gives nobody work yet."""

STATING: Final = re.compile(
    r"\s*(?:đã|đang|chưa|còn|vẫn|đạt|mới đạt|chiếm|có (?:\d|nhiều|một số|tiến bộ|chuyển biến)|bị"
    r"|được (?:đánh giá|triển khai|quan tâm|xếp)|là (?:một|địa phương|đơn vị có))\b",
    re.IGNORECASE,
)
"""What follows the subject of a sentence that states what is so."""

ORDER: Final = (
    r"(?:tiếp tục |đồng ý |thống nhất |nhất trí |đồng thời |trước mắt |cũng |đồng ý chủ trương và )?"
    r"(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|g[i1l]ao cho|g[i1l]ao|yêu cầu|đề nghị|phân công|ủy quyền cho"
    r"|uỷ quyền cho|ủy quyền|uỷ quyền|chỉ đạo|kiến nghị|trân trọng đề nghị|kính đề nghị|mời|đôn đốc"
    r"|lưu ý|nhắc nhở|kêu gọi)"
)
"""Words that hand work to the party behind them."""

_NO_VERB: Final = re.compile(
    r"(?:trực thuộc|cấp (?:xã|huyện|tỉnh|trên|dưới|ủy|uỷ|phường|thành phố|cơ sở|bộ|có thẩm quyền|thẩm quyền)"
    r"|phòng (?:ban|học|bệnh|khám|chuyên môn|nghiệp vụ|giao dịch)|giao (?:thông|dịch|lưu)|thu (?:nhập|hoạch)"
    r"|chống chỉ|(?:kiến nghị|đề xuất|yêu cầu|báo cáo|đề nghị) của|làm chủ đầu tư|trình (?:độ|tự)|quyết tâm chính trị|mở đầu|trích (?:yếu|lục)|đóng góp ý)(?!\w)",
    re.IGNORECASE,
)
"""Words that only begin like a verb."""

_ENDS_COMPOUND: Final = {
    verb: frozenset(before.split())
    for verb, before in (
        ("chuyển", "biến dịch luân vận"),
        ("chốt", "then"),
        ("cấp", "cao cung khẩn nguy phân sơ trung trợ"),
        ("duyệt", "kiểm phê"),
        ("dự", "tham"),
        ("giao", "bàn chuyển ngoại"),
        ("giảm", "cắt suy tinh"),
        ("giữ", "gìn lưu"),
        ("gửi", "tiền ký"),
        ("họp", "buổi cuộc kỳ phiên"),
        ("ký", "chữ nhật thư đăng"),
        ("làm", "việc"),
        ("lập", "công cô thành thiết trung trích tạo đối độc"),
        ("mở", "cởi"),
        ("nhập", "gia hội sáp thâm xuất xâm"),
        ("phòng", "dự quốc tiền văn"),
        ("quyết", "biểu giải kiên nghị phán"),
        ("thu", "doanh nghiệm truy trạm tận"),
        ("thẩm", "phúc"),
        ("trình", "chương công giáo hành lịch lộ phương quy quá tiến tường tờ"),
        ("trồng", "cây nuôi"),
        ("trực", "thường túc"),
        ("tăng", "gia"),
        ("tạo", "chế cải cấu kiến nhân sáng đào ươm"),
        ("xét", "xem"),
    )
}
"""Verbs of one syllable, and the syllables with which they end a word that is no such verb.

Chosen among those that corpus text puts before the verb most of the times it has them at all.
"""

_WORD: Final = re.compile(r"[^\W\d_]+", re.UNICODE)
_BEFORE: Final = re.compile(r"([^\W\d_]+) $")
_BY_BONES: Final[dict[str, list[str]]] = {}
for _verb in ASKING:
    if " " in _verb:
        _BY_BONES.setdefault(skeleton(_verb), []).append(_verb)
_LONGEST: Final = max(len(verb.split()) for verb in ASKING)

_FIRST: Final = frozenset(skeleton(verb.split()[0]) for verb in ASKING)


def verb_at(text: str, start: int = 0) -> int | None:
    """End of the verb or adverb of work that stands at ``start``, longest first.

    >>> verb_at("khẩn trương rà soát các quy định")
    11
    >>> verb_at("các quy định") is None
    True
    >>> verb_at("phôi hop với các đơn vị")
    8
    >>> verb_at("các công trình giao thông", 9) is None
    True
    """
    if _NO_VERB.match(text, start):
        return None
    end = start
    ends: list[int] = []
    words: list[str] = []
    for count in range(_LONGEST):
        match = _WORD.match(text, end)
        if match is None:
            break
        words.append(match.group().lower())
        if not count and skeleton(words[0]) not in _FIRST:
            return None
        ends.append(match.end())
        end = match.end()
        if text[end : end + 1] != " ":
            break
        end += 1
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in ASKING:
            return None if count == 1 and _ends_compound(text, start) else ends[count - 1]
    for count in range(len(words), 1, -1):
        if _damaged(" ".join(words[:count])):
            return ends[count - 1]
    return None


def _ends_compound(text: str, start: int) -> bool:
    """Whether the syllable at ``start`` is the end of a word: "công trình", "sáng tạo"."""
    syllable = _WORD.match(text, start)
    before = _BEFORE.search(text, max(0, start - 10), start)
    if syllable is None or before is None:
        return False
    return before.group(1).lower() in _ENDS_COMPOUND.get(syllable.group().lower(), ())


@lru_cache(maxsize=32768)
def _damaged(words: str) -> bool:
    """Whether the words are a verb of several syllables that lost some of its marks."""
    return any(_loses(words, verb) for verb in _BY_BONES.get(skeleton(words), ()))


def _loses(words: str, verb: str) -> bool:
    return all(
        set(unicodedata.normalize("NFD", word)) <= {*unicodedata.normalize("NFD", whole), "d"}
        for word, whole in zip(words.split(), verb.split(), strict=True)
    )


def opens_work(text: str) -> bool:
    """Whether the text begins by asking for something, in any case of letters.

    >>> opens_work("Tiếp tục rà soát, đôn đốc các đơn vị")
    True
    >>> opens_work("Diện tích đất đã thu hồi;")
    False
    """
    return verb_at(text.lstrip("“\"'( ")) is not None
