"""Words that names of agencies, heads and groups are made of."""

from __future__ import annotations

import re
from typing import Final

from extract.letters import LOWER, UPPER

UNIT: Final = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|Ủy ban Nhân dân|Ủy ban nhân|UBND"
    r"|Ủy ban Mặt trận Tổ quốc(?: Việt Nam)?|Uỷ ban Mặt trận Tổ quốc(?: Việt Nam)?|Ủy ban MTTQ"
    r"|Mặt trận Tổ quốc(?: Việt Nam)?|UBMTTQ(?:VN)?|MTTQ|Hội đồng nhân dân|Hội đồng Nhân dân|HĐND"
    rf"|Ủy ban(?= [{UPPER}])|Văn phòng(?: [Tt]hường trực)?|VP(?:UBND|HĐND)?\b|Công an|Bộ Chỉ huy|Ban Chỉ huy"
    r"|Bộ (?:Tư lệnh|đội Biên phòng)|Bộ phận (?:Một cửa|một cửa|Tiếp nhận|tiếp nhận)"
    r"|Ban (?:[Qq]uản lý|[Cc]hỉ đạo|[Cc]hỉ huy|[Đđ]iều hành|[Gg]iám đốc|[Tt]hường trực|[Tt]hường vụ"
    r"|[Gg]iám hiệu|[Gg]iải phóng|[Bb]iên tập|[Tt]ổ chức|[Tt]uyên giáo|[Nn]ội chính|[Dd]ân vận"
    r"|[Dd]ân tộc|[Tt]iếp công dân|[Bb]ồi thường|QLDA)|BQL(?:DA)?\b|BCĐ\b|BCH\b|BHXH\b|TTPVHCC\b"
    rf"|Tiểu ban(?= [{UPPER}])"
    r"|Tổ (?:công tác|giúp việc|chuyên gia|thẩm định|biên tập|soạn thảo|[Cc]ông nghệ số)"
    r"|Đoàn (?:công tác|kiểm tra|thanh tra|giám sát|[Tt]hanh niên|TNCS|Đại biểu|đại biểu)|ĐTN\b"
    r"|Ban (?:tự quản|nhân dân|công tác|vận động|đại diện|chấp hành|chuyên trách|giám sát|hòa giải|hoà giải)"
    r"|Tổ (?:tự quản|hòa giải|liên ngành|bảo vệ|an ninh|hỗ trợ|kiểm đếm|đo đạc|khảo sát|xung kích|tuyên truyền|phản ứng nhanh)|Tổ dân phố(?= (?:số )?\d)|Tổ TK&VV"
    r"|Vườn [Qq]uốc gia|Khu (?:[Bb]ảo tồn|[Dd]i tích|[Dd]ự trữ)|Phân viện|Phân hiệu|Xí nghiệp|Nhà xuất bản|Bảo tàng|Thư viện"
    r"|Thanh tra nội bộ|Trung ương (?=Đoàn|Hội)(?:Đoàn|Hội)|(?:EVN|PVN|TKV|VNPT|Viettel|MobiFone|VinaPhone|Petrolimex)\w*"
    r"|Đội [Qq]uản lý|Tổng (?:cục|công ty|Công ty|Cục)|Công ty|Tập đoàn|Ngân hàng|Kho bạc|Bảo hiểm xã hội"
    r"|Chi cục|Chi nhánh|Trung tâm|Viện kiểm sát|Viện Kiểm sát|VKSND|TAND|Tòa án|Toà án|Thi hành án"
    r"|Thanh tra(?= (?:Chính phủ|Bộ|Sở|[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Nn]hà nước|TP))|Hạt Kiểm lâm"
    rf"|Hải quan|Điện lực|Bưu điện|Viễn thông(?= [{UPPER}])|Bệnh viện|Trạm [YT]|Trường(?! hợp| học)|Học viện|Nhà máy|Nhà [Vv]ăn hóa"
    r"|(?:Tổng )?Liên đoàn|Liên minh|Liên hiệp|Hiệp hội|Công đoàn|Tỉnh đoàn|Tỉnh Đoàn|Thành đoàn|Thành Đoàn"
    r"|Huyện đoàn|Quận đoàn|Xã đoàn|Đoàn phường|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Quận ủy"
    r"|Thị ủy|Đảng ủy|Đảng uỷ|Cổng [Tt]hông tin|Cổng TTĐT|Thông tấn xã|Chính phủ|Quốc hội|Hội đồng"
    r"|Hợp tác xã|Ngân hàng|Cảng vụ|Cảng hàng không|Thường trực|Quỹ(?! đất)|Cơ sở(?! hạ tầng| vật chất| dữ liệu| pháp lý)|Khu [Qq]uản lý|Nhà hát"
    rf"|Thuế(?= (?:cơ sở|tỉnh|thành phố|[{UPPER}]))|Thống kê(?= (?:tỉnh|thành phố|cơ sở))"
    r"|(?:Bộ|Sở|Ban|Phòng|Cục|Vụ(?! (?:Hè|Đông|Xuân|Mùa|Thu|Chiêm))|Viện|Hội|Đoàn|Đội|Tổ|Trạm|Báo|Đài|Chi hội|Khoa|Hạt|Đồn|Tạp chí|Đại học|Kiểm toán|Cơ quan)"
    rf"(?= (?:[{UPPER}]|PT|TN|VH)))"
    r"(?![\w])"
)
"""What a name of an agency begins with, as printed: capital letters."""

HEAD: Final = re.compile(
    rf"(?:[Đđ]ồng chí|[Đđ]/c|(?:[Ôô]ng|[Bb]à)(?= [{UPPER}])|Thôn trưởng|Bản trưởng|Già làng|[Cc]ác [Đđ]ồng chí|[Tt]hủ trưởng|(?:trưởng|hiệu trưởng|giám đốc|chủ tịch|viện trưởng)(?= các )|[Nn]gười đứng đầu|[Ll]ãnh đạo"
    r"|Phó (?:Tổng )?Giám đốc|Tổng [Gg]iám đốc|Giám đốc|Phó Chủ tịch|Chủ tịch|Phó Bí thư|Bí thư"
    r"|Phó Thủ tướng|Thủ tướng|Bộ trưởng|Thứ trưởng|Phó (?:Cục trưởng|Chánh án|Chánh|Trưởng|Vụ trưởng)"
    r"|Tổng cục trưởng|Chi cục trưởng|Cục trưởng|Vụ trưởng|Viện trưởng|Chánh án|Chánh|Trưởng|Tổng Thanh tra"
    r"|Thống đốc|Chỉ huy trưởng|Hiệu trưởng|Đội trưởng|Hạt trưởng|Tổ trưởng|Chủ nhiệm|Tư lệnh"
    r"|Phó (?:Hiệu trưởng|Viện trưởng|Chủ nhiệm)|Tổng Biên tập|Kế toán trưởng|Ủy viên|Uỷ viên"
    r"|(?:Kiểm toán|Chấp hành|Điều tra|Kiểm sát|Thanh tra|Giám định|Công chứng|Hòa giải|Kiểm lâm|Đăng kiểm) viên|[Cc]ấp phó(?: của)?"
    r"|Thư ký|Thành viên|Công chức|Chủ đầu tư|Trưởng [Bb]an)(?!\w)"
)
"""What names the head of a unit, or a person."""

GROUP: Final = re.compile(
    r"(?:bộ|sở|ban|phòng|ngành|cục|vụ|chi cục|đơn vị|cơ quan|địa phương|huyện|quận|thị xã|thành phố"
    r"|xã|phường|thị trấn|đặc khu|tỉnh|tổ chức|cá nhân|doanh nghiệp|chủ đầu tư|nhà đầu tư|nhà thầu"
    r"|đoàn thể|hội|tiểu khu|khu dân cư|bản(?! (?:đồ|vẽ|sao|cam kết|tin|án|kê|ghi|quyền))|làng|buôn|khóm|xóm"
    r"|chi bộ|đảng bộ|ban thường vụ|huyện ủy|thành ủy|thị ủy|quận ủy|đảng ủy|tỉnh ủy|đảng đoàn"
    r"|chính quyền|cấp ủy|chủ (?:rừng|hồ|đập|tàu|hộ|xe|cơ sở|sử dụng)|hộ|nhà mạng|chủ dự án|trường|trung tâm|bệnh viện|công ty|tập đoàn|tổng công ty|ngân hàng|cấp|khối"
    r"|thành viên|đồng chí|lực lượng|ban quản lý|ban ngành|cơ sở|hợp tác xã|tổ|đội|trạm|thôn|ấp"
    r"|khu phố|tổ dân phố|phó|trưởng|nhà trường|bộ phận|hiệp hội|viện|học viện|lãnh đạo|công chức"
    r"|cán bộ|thủ trưởng|phòng ban|chi nhánh|đầu mối|bên|tổ chức tín dụng|hãng|cụm|khoa|người)(?!\w)",
    re.IGNORECASE,
)
"""Common nouns that a group of agencies is named by."""

ACTOR: Final = re.compile(
    r"(?:tiểu ban|thư viện|khách sạn|siêu thị|bảo tàng|xí nghiệp|nông trường|câu lạc bộ|tạp chí|báo(?! cáo| động| giá| hiệu)|đài"
    r"|phòng khám|văn phòng|ủy ban|tòa án|kho bạc|nhóm|gia đình|hộ gia đình|cảng|bến xe|vườn quốc gia"
    r"|nhà (?!nước|ở|đất|cửa|dân|cao tầng|văn hóa)\w+|chuyên gia|giáo viên|bác sĩ|phóng viên|nghệ sĩ|đảng viên|đoàn viên|hội viên|đại biểu"
    r"|(?:kiểm toán|chấp hành|điều tra|kiểm sát|thanh tra|giám định|công chứng|hòa giải|báo cáo|tuyên truyền) viên)(?!\w)",
    re.IGNORECASE,
)
"""Further nouns of those who act, behind a determiner: "Các thư viện tổ chức …"."""

STANDING: Final = re.compile(
    r"(?:chính quyền (?:địa phương|cơ sở|các)|(?:các )?cấp ủy(?: đảng)?(?=,? (?:và )?chính quyền)"
    r"|lực lượng (?:chức năng|vũ trang)|người có uy tín)(?!\w)",
    re.IGNORECASE,
)
"""Groups that are spoken of without a determiner."""

HELPER: Final = re.compile(
    r"(?:cơ quan|đơn vị|địa phương|chủ đầu tư|nhà đầu tư|nhà thầu|doanh nghiệp|ngân hàng|bệnh viện|nhà trường|công ty"
    r"|tập đoàn|tổ chức|ban quản lý|hợp tác xã|đoàn thể|hiệp hội|cấp ủy(?: (?:cơ sở|cấp dưới|các cấp))?)(?!\w)"
)
"""Bare nouns of those whom somebody works with: "phối hợp với nhà thầu"."""

VILLAGE: Final = re.compile(
    rf"(?:[Tt]hôn|[Bb]ản(?! (?:Kế hoạch|Cam kết|Đồ|Quy|Thỏa|Tin|Án|Di))|[Ll]àng|[Bb]uôn|[Xx]óm|[Ấấ]p|[Kk]hóm)"
    rf" (?:số )?(?:\d{{1,2}}[A-Z]?|[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*)*(?: \d{{1,2}})?)(?!\w)"
)
"""A hamlet by name; it answers without an office: "Riêng bản Huồi Khe hoàn thành …"."""

EACH: Final = re.compile(
    r"(?:(?:Tất cả|tất cả|Toàn thể|toàn thể)(?: các)?|[Cc]ác|[Mm]ỗi|[Tt]ừng|[Nn]hững|[Mm]ột số"
    rf"|(?:[Hh]ai|[Bb]a)(?= [{LOWER}])|\d{{1,3}})(?!\w)"
)
"""Determiners before a group."""

FIELDS: Final = re.compile(
    r"Văn hóa, Thể thao và Du lịch|Văn hoá, Thể thao và Du lịch|Kinh tế, Hạ tầng và Đô thị"
    r"|Lao động,? ?[-–,]? ?Thương binh và Xã hội|Lao động[-–]Thương binh và Xã hội"
    r"|Nông nghiệp và Phát triển nông thôn|(?:Nông nghiệp|Tài nguyên) và Môi trường"
    r"|Giáo dục và Đào tạo|Kế hoạch và Đầu tư|Khoa học và Công nghệ|Khoa học, Công nghệ và Môi trường"
    r"|Công nghệ thông tin|Thông tin và Truyền thông|Văn hóa và Thể thao|Văn hóa và Thông tin|Văn hóa, Khoa học và Thông tin"
    r"|Kinh tế và Hạ tầng|Quy hoạch và Kiến trúc|Quy hoạch - Kiến trúc|Dân tộc và Tôn giáo"
    r"|Chăn nuôi và Thú y|Trồng trọt và Bảo vệ thực vật|Phát triển nông thôn và Quản lý chất lượng"
    r"|Văn hóa [-–] Xã hội|Tài chính [-–] Kế hoạch|Kế hoạch [-–] Tài chính|HĐND và UBND"
    r"|Xây dựng và (?:Quản lý|Phát triển)[^,;]*|Thể dục thể thao",
)
"""Fields of work whose name holds a comma, a dash or "và"."""

BARE_HEAD: Final = re.compile(
    r"(?:Phó (?:Tổng )?Giám đốc|Tổng [Gg]iám đốc|Giám đốc|Phó Hiệu trưởng|Hiệu trưởng|Thủ trưởng|Người đứng đầu"
    r"|Phó Chủ tịch|Chủ tịch|Phó Viện trưởng|Viện trưởng|(?:Phó )?(?:Tổng |Chi )?[Cc]ục trưởng|(?:Phó )?Vụ trưởng"
    r"|Trưởng (?:phòng|ban|khoa|thôn|đoàn|bộ phận)|Chánh Văn phòng|Chánh Thanh tra|Đội trưởng|Tổ trưởng|Hạt trưởng"
    r"|Trạm trưởng|Chỉ huy trưởng|Kế toán trưởng|Bí thư|\w+ \w+ viên)$"
)
"""Titles that name one without the unit: "Hiệu trưởng, Giám đốc trung tâm chịu trách nhiệm"."""

LEVEL: Final = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|thôn|buôn|bản|làng|ấp|khóm|xóm|Phường|Quận|Xã|Huyện|TP\.?)(?!\w)"
)
"""Levels of places."""

STOP: Final = re.compile(
    r"(?:để|tại|khi|nếu|trong|theo|nhằm|với|cho|từ|trước|sau|thì|được|đã|đang|sẽ|không|do|bị|là|(?<!đồng )bằng"
    r"|đối với|căn cứ|ở|ngay|nhất là|trên cơ sở|đến|về|vào|mà|nên|chậm nhất|muộn nhất|định kỳ|cùng"
    r"|hằng|hàng (?:ngày|tuần|tháng|quý|năm)|mỗi|liên tục|thường xuyên|đồng loạt|tổng (?:rà soát|kiểm tra|kết|hợp)|vẫn|còn|cũng|như|gồm|bao gồm|rồi|qua|thông qua|ngoài|đặc biệt|kể cả|trừ|kể từ"
    r"|hiện|hiện nay|nay|sớm|(?<![Tt]rật )(?<!trình )tự|đều|có(?! liên quan| thẩm quyền| chức năng)|trên(?! địa bàn))(?!\w)"
)
"""Lower-case words that end a name."""

COMPOUND: Final = re.compile(
    r"(?:(?:công|chương|quy|lộ|tờ|quá|tiến|giáo) trình|thiết bị|trong(?: và ngoài)? nước|ngoài nước|vắc xin|(?:công|dân|độc|tư|trung) lập"
    r"|(?:trung|sơ|các|phân|cao) cấp|(?:văn|quốc|biên|dự|dân) phòng|đầu tư (?:xây dựng|phát triển)"
    r"|giao thông(?: vận tải)?|phòng,? chống HIV/AIDS|khám(?: bệnh)?, chữa bệnh|phòng,? chống [^\W\d_]+ [^\W\d_]+|tìm kiếm cứu nạn|cứu hộ|bảo trợ xã hội"
    r"|bảo hiểm xã hội|kinh tế|thị trường|hàng hóa|kinh doanh|nông thôn mới|kiểm soát bệnh tật"
    r"|chuyển đổi số|cải cách hành chính|hợp tác xã|quản lý đất đai|quản lý đô thị|người nộp thuế|thường trực|thi đua|khen thưởng"
    r"|(?:kế hoạch|hành chính|nội|ngoại|thư ký|kinh tế) tổng hợp(?! (?:số liệu|kết quả|ý kiến|danh sách|nhu cầu|báo cáo|các|tình hình|chung)|,)"
    r"|đầu tư(?: của)? cộng đồng|hành chính quản trị|tổ chức hành chính|tổ chức (?:cán bộ|tín dụng|chính trị|xã hội|đảng)|công nghệ thông tin|quyền quản lý|đăng kiểm|đăng ký đất đai|giáo dục thường xuyên|điều dưỡng|phục hồi chức năng"
    r"|khách hàng|ngành hàng|xuất nhập (?:khẩu|cảnh)|(?:xuất|nhập) (?:khẩu|cảnh)|tiêm chủng(?: dịch vụ)?|chăn nuôi|giết mổ|chế biến"
    r"|hồi sức (?:tích cực|cấp cứu)|đổi mới sáng tạo|quản lý thị trường|bảo vệ thực vật|thú y|dự trữ (?:nhà nước|quốc gia|sinh quyển)|tư pháp|thi hành án(?: dân sự)?|thanh niên)(?!\w)",
    re.IGNORECASE,
)
"""Nouns that hold a syllable or word that is a verb elsewhere."""

INSIDE: Final = re.compile(
    r"(?:quản lý|xây dựng|đầu tư|phát triển|công tác|liên quan|trực thuộc|thẩm quyền|chức năng"
    r"|chuyên môn|có liên quan|có thẩm quyền|nhà nước|hành chính|sự nghiệp|công lập|dự án|kiểm soát"
    r"|phục vụ|điều phối|giám sát|kiểm tra|thanh tra|bảo vệ|phòng|chống|vận hành|khai thác|dịch vụ)"
)
"""Words of work that also stand in names."""

FIELD_VERB: Final = re.compile(
    r"(?:tổng hợp|quản lý|quản trị|kiểm tra|giám sát|thanh tra|tuyên truyền|đào tạo|bồi dưỡng|xây dựng|đầu tư|hỗ trợ"
    r"|phục vụ|thống kê|thông tin|truyền thông|tư vấn|thi đua|khen thưởng|khai thác|vận hành|điều hành|điều phối"
    r"|kiểm định|kiểm soát|thẩm định|phát triển|bảo vệ|bảo trì|bảo dưỡng|dự báo|thiết kế|thi công|đăng ký|lưu trữ"
    r"|tiếp nhận|giao dịch|kiểm kê|quy hoạch|bồi thường|nghiên cứu|đánh giá|dự toán|quyết toán|thu hồi|vận chuyển"
    r"|tổ chức|phòng chống|ứng phó|cứu nạn|tìm kiếm|chăm sóc|điều tra|xúc tiến|hợp tác|đối ngoại|vệ sinh|cứu hộ)(?!\w)"
)
"""Verbs that also name the field of a unit: "Phòng Kế hoạch tổng hợp"."""

PREDICATE: Final = re.compile(
    r"\s+(?:khẩn trương|chủ trì|chủ động|tiếp tục|tham mưu|phối hợp|rà soát|tăng cường|tập trung|có trách nhiệm"
    r"|chịu trách nhiệm|phải|cần|nghiêm túc|đẩy mạnh|đẩy nhanh|hoàn thành|thường xuyên|kịp thời)(?!\w)"
)
"""Words that begin what somebody is to do, never the second half of a name."""
