"""Words of work: verbs that ask for it, verbs that only conclude, words that hand it out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from extract.skeleton import skeleton

ASKING: Final = frozenset(
    """
    ban hành|bao vây|biên soạn|biên tập|biệt phái|bàn giao|bám cơ sở|bám sát|bám địa bàn
    |bán đấu giá|báo cáo|bãi bỏ|bê tông hóa|bình chọn|bình xét|bóc tách|bón phân|bù tiến độ|bơm
    |bơm tát|bảo dưỡng|bảo hành|bảo quản|bảo trì|bảo vệ|bảo đảm|bố cục|bố trí|bốc thăm|bồi dưỡng
    |bồi thường|bồi đắp|bổ nhiệm|bổ sung|bứt phá|cam kết|can thiệp|canh gác|canh trực|che chắn
    |che phủ|chi trả|chia sẻ|chia tách|chiết tính|cho nghỉ|cho phép|chuyển|chuyển giao|chuyển hồ sơ
    |chuyển tải|chuyển đổi|chuẩn bị|chuẩn hóa|chào đón|chôn lấp|chú trọng|chú ý|chăm lo|chăm sóc
    |chưa|chạy thử|chấm công|chấm dứt|chấm thầu|chấm điểm|chấn chỉnh|chấp hành|chấp thuận|chặt hạ
    |chỉ đạo|chỉ định|chỉnh lý|chỉnh sửa|chỉnh trang|chịu trách nhiệm|chọn|chọn cử|chống
    |chống thất thu|chốt|chủ trì|chủ trương|chủ động|chứng minh|chứng nhận|cung cấp|cung ứng
    |cách chức|cách ly|cân nhắc|cân đối|có biện pháp|có báo cáo|có giải pháp|có kế hoạch
    |có lộ trình|có phương án|có trách nhiệm|có văn bản|có ý kiến|công bố|công khai|công nhận|cùng
    |cùng với|căn chỉnh|cơ cấu lại|cưỡng chế|cải chính|cải thiện|cải tiến|cải tạo|cảnh báo|cảnh cáo
    |cấp|cấp giấy|cấp phát|cất nóc|cần|cập nhật|cắm|cắm biển|cắm mốc|cắt cỏ|cắt giảm|cắt tỉa
    |củng cố|cứu đói|cử|di chuyển|di dời|di tản|diễn tập|duy trì|duy tu|duyệt|dàn dựng|dành|dán
    |dán tem|dâng hương|dẫn dắt|dọn|dọn dẹp|dọn vệ sinh|dồn lực|dừng|dự báo|dự họp|dự hội nghị
    |dự kiến|dự lễ|dự toán|dự trữ|ghi|gia cố|gia hạn|gia tăng|giao|giao ban|gieo cấy|gieo trồng
    |giám sát|giãn nợ|giúp|giải cứu|giải ngân|giải phóng|giải quyết|giải thích|giải thể|giải trình
    |giải tỏa|giải đáp|giảm|giới thiệu|giữ|giữ gìn|giữ vững|góp phần|góp ý|gương mẫu|gắn|gắn kết
    |gắn với|gọi điện|gỡ bỏ|gửi|hiến đất|hiện đại hóa|hiệp thương|hiệu chỉnh|hoàn chỉnh|hoàn lại
    |hoàn nguyên|hoàn thiện|hoàn thành|hoàn trả|hoàn tất|huy động|huấn luyện|hàng tháng|hàng tuần
    |hãy|hình thành|hướng dẫn|hạch toán|hạn chế|hằng tháng|hằng tuần|họp|hỗ trợ|hội chẩn|hợp long
    |hợp nhất|hợp tác|hủy bỏ|in ấn|khai báo|khai giảng|khai thác|khai thông|khai trương|khen thưởng
    |khoanh nợ|khoanh vùng|khoanh định|khoán việc|khuyến cáo|khuyến khích|khuyến nghị|khám
    |khánh thành|khôi phục|không bố trí|không tổ chức|không được|không để|khơi dậy|khơi thông
    |khảo sát|khẩn trương|khắc phục|khẳng định|khống chế|khởi công|khởi tố|khử khuẩn|khử trùng
    |kiên quyết|kiên trì|kiến nghị|kiểm kê|kiểm soát|kiểm tra|kiểm điểm|kiểm đếm|kiểm định
    |kiện toàn|kèm cặp|kéo giảm|kê biên|kê khai|kêu gọi|kích cầu|ký|ký kết|kẻ|kết hợp|kết luận
    |kết nạp|kết nối|kết thúc|kịp thời|lan tỏa|linh hoạt|liên hệ|liên kết|liên tục|loại bỏ|loại trừ
    |luân chuyển|luân phiên|làm|làm rõ|làm sạch|làm tốt|làm việc|làm đầu mối|lãnh đạo|lên kế hoạch
    |lên lịch|lên phương án|lưu giữ|lưu trữ|lưu ý|lượng hóa|lấy|lấy mẫu|lấy ý kiến|lập|lập kế hoạch
    |lắng nghe|lắp|lắp dựng|lắp đặt|lồng ghép|lựa chọn|miễn giảm|miễn nhiệm|mua|mua sắm|mật phục
    |mỗi tuần|mời|mở|mở rộng|mở thầu|neo đậu|nghiêm cấm|nghiêm túc|nghiên cứu|nghiệm thu|ngăn chặn
    |ngăn ngừa|ngầm hóa|nhanh chóng|nhân bản|nhân rộng|nhận bàn giao|nhận diện|nhận hồ sơ|nhận thức
    |nhập|nhập liệu|nhắc nhở|nhắc việc|nhắn tin|niêm phong|niêm yết|nâng|nâng cao|nâng cấp|nêu cao
    |nêu gương|nêu rõ|nạo vét|nắm|nắm bắt|nắm chắc|nỗ lực|nộp|phun|phá dỡ|phát dọn|phát hiện
    |phát huy|phát hành|phát quang|phát sóng|phát triển|phát tờ rơi|phát động|phân bổ|phân công
    |phân cấp|phân giao|phân khai|phân kỳ|phân loại|phân luồng|phân nhóm|phân phát|phân tuyến
    |phân tích|phân vai|phân vùng|phân định|phê chuẩn|phê duyệt|phòng|phòng chống|phòng ngừa|phải
    |phản biện|phản hồi|phản ánh|phấn đấu|phối hợp|phối kết hợp|phổ biến|phụ trách|phụ đạo|phục hồi
    |phục vụ|quan tâm|quy hoạch|quy định|quyên góp|quyết|quyết liệt|quyết toán|quyết tâm|quyết định
    |quán triệt|quán xuyến|quét|quản lý|quảng bá|ra quyết định|ra quân|ra thông báo|ra văn bản|rà
    |rà soát|ràng buộc|rào chắn|rút giấy phép|rút kinh nghiệm|rút ngắn|rút phép|răn đe|rải|san lấp
    |sao chép|sao gửi|sao lưu|siết chặt|so sánh|soạn thảo|sàng lọc|sáp nhập|sơ kết|sơ tán|sưu tầm
    |sắp xếp|sẵn sàng|số hóa|sớm|sử dụng|sửa chữa|sửa sang|sửa đổi|tham dự|tham gia|tham khảo
    |tham mưu|tham vấn|tham vấn ý kiến|thanh lọc|thanh lý|thanh quyết toán|thanh toán|thanh tra|thay thế
    |thay đổi|theo dõi|thi công|thi hành|thiết kế|thiết lập|thoái vốn|thu|thu dọn|thu gom|thu hoạch
    |thu hút|thu hồi|thu phí|thu thập|thuyết minh|thuyết phục|thuê|thành lập|tháo dỡ|tháo gỡ
    |thí điểm|thông báo|thông qua|thông suốt|thông tin|thông tuyến|thông xe|thúc đẩy|thăm hỏi
    |thương thảo|thường trực|thường xuyên|thả|thả phao|thảo luận|thẩm|thẩm tra|thẩm định|thận trọng
    |thắp sáng|thể hiện|thống kê|thống nhất|thụ lý|thử nghiệm|thực hiện|thực hành|thực thi|tinh gọn
    |tiêm|tiêm chủng|tiêm phòng|tiêu hủy|tiêu úng|tiến hành|tiếp công dân|tiếp cận|tiếp nhận
    |tiếp quản|tiếp sóng|tiếp thu|tiếp tục|tiếp xúc|tiếp đón|tiết giảm|tiết kiệm|trang bị|trang trí
    |tranh thủ|trao|trao quyền|trao đổi|treo|tri ân|triển khai|triệu hồi|triệu tập|truy quét
    |truy thu|truy tố|truy vết|truy xuất|truyền thông|trám|trình|trình bày|trích|trông coi|trùng tu
    |trưng bày|trưng cầu|trả|trả lời|trấn áp|trồng|trồng dặm|trợ giúp|trực|trực ban|trực tiếp|tu bổ
    |tu sửa|tuyên truyền|tuyển chọn|tuyển dụng|tuyệt đối|tuân theo|tuân thủ|tuần tra|tái cơ cấu
    |tái đàn|tìm kiếm|tích cực|tích hợp|tích nước|tích trữ|tính toán|tính đúng|tính đủ|tôn trọng
    |tôn tạo|tôn vinh|túc trực|tăng|tăng cường|tăng tốc|tư vấn|tưới|tạm dừng|tạm ngừng|tạm đình chỉ
    |tạm ứng|tạo|tạo lập|tạo điều kiện|tất toán|tầm soát|tập huấn|tập hợp|tập kết|tập luyện
    |tập trung|tặng quà|tịch thu|tố giác|tối ưu|tối ưu hóa|tổ chức|tổng hợp|tổng kết|tổng rà soát
    |từng bước|tự chủ|tự kiểm tra|tự rà soát|viết bài|vào cuộc|vào sổ|vận chuyển|vận dụng|vận hành
    |vận động|vẽ|về cơ sở|vệ sinh|vớt|xem|xem xét|xin|xin lỗi|xin ý kiến|xuất trình|xuống cơ sở
    |xuống giống|xuống địa bàn|xác lập|xác minh|xác nhận|xác định|xây|xây dựng|xét|xét nghiệm|xóa
    |xóa bỏ|xúc tiến|xả lũ|xếp lịch|xử lý|xử lý dứt điểm|xử phạt|yêu cầu|áp dụng|ôn thi|ôn tập
    |đa dạng hóa|đi cơ sở|đi khảo sát|đi kiểm tra|đi sâu|đi thực tế|đi đầu|điều chuyển|điều chỉnh
    |điều hành|điều phối|điều tiết|điều tra|điều động|điện báo|đo đạc|đàm phán|đào tạo|đánh giá
    |đáp ứng|đình chỉ|đính chính|đóng|đóng góp|đóng vai trò|đôn thúc|đôn đốc|đăng|đăng ký|đăng tải
    |đơn giản hóa|đưa|đưa ra|đưa tin|đảm bảo|đảm nhiệm|đảm nhận|đấu mối|đấu nối|đấu thầu|đấu tranh
    |đầu tư|đẩy lùi|đẩy mạnh|đẩy nhanh|đặt hàng|đến tận|đến từng|đề cao|đề nghị|đề ra|đề xuất|đề án
    |đền bù|định giá|định hướng|định kỳ|định vị|đốc thúc|đối chiếu|đối soát|đối thoại|đốn hạ
    |đồng bộ|đồng hành|đổ bê tông|đổi mới|đỡ đầu|ưu tiên|ổn định|ủng hộ|ủy quyền|ứng cứu|ứng dụng
    |ứng phó|ứng trực
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
    r"(?:ghi nhận|biểu dương|bày tỏ|chia sẻ(?! (?:dữ liệu|thông tin|kinh nghiệm|tài liệu|số liệu|lợi ích))|đánh giá(?! (?:cấp độ|hiện trạng|tác động|lại|an toàn|chất lượng|đầy đủ|cụ thể|kỹ|mức độ|nguy cơ|rủi ro))"
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
    r"|chống chỉ|thẩm quyền|(?:kiến nghị|đề xuất|yêu cầu|báo cáo|đề nghị) của|làm chủ đầu tư|trình (?:độ|tự)|quyết tâm chính trị|mở đầu|trích (?:yếu|lục)|đóng góp ý)(?!\w)",
    re.IGNORECASE,
)
"""Words that only begin like a verb."""

_ENDS_COMPOUND: Final = {
    verb: frozenset(before.split())
    for verb, before in (
        ("bơm", "máy trạm"),
        ("chuyển", "biến dịch luân vận"),
        ("chốt", "then"),
        ("cử", "bầu đề tiến tuyển ứng"),
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
