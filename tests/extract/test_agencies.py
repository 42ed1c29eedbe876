"""What the finder reads in phrases of notices, old and new, clean and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.agencies import AgencyFinder
from models import Addressed


@pytest.fixture(scope="module")
def finder() -> AgencyFinder:
    return AgencyFinder.load()


def names(finder: AgencyFinder, text: str) -> list[str]:
    return [found.value.name for found in finder.find(text)]


# Each line: a phrase, then the names a clerk keys, divided by " | ".
KNOWN = """
Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp => Phòng Nội vụ | Phòng Tư pháp
Phòng Tài chính - Kế hoạch cân đối kinh phí => Phòng Tài chính - Kế hoạch
Phối hợp Sở Văn hóa, Thể thao và Du lịch tổ chức lễ hội => Sở Văn hóa, Thể thao và Du lịch
Văn phòng HĐND và UBND huyện theo dõi => Văn phòng HĐND và UBND huyện
Sở Lao động - Thương binh và Xã hội báo cáo Bộ Lao động – Thương binh và Xã hội => Sở Lao động - Thương binh và Xã hội | Bộ Lao động – Thương binh và Xã hội
Giao Ban Dân tộc tỉnh, Sở Kế hoạch và Đầu tư, Sở Tài chính theo chức năng => Ban Dân tộc tỉnh | Sở Kế hoạch và Đầu tư | Sở Tài chính
Sở Giáo dục và Đào tạo, Sở Y tế rà soát => Sở Giáo dục và Đào tạo | Sở Y tế
Giao Sở Nông nghiệp và Môi trường chủ trì => Sở Nông nghiệp và Môi trường
Phòng Kinh tế, Hạ tầng và Đô thị thẩm định dự toán => Phòng Kinh tế, Hạ tầng và Đô thị
Phòng Văn hóa - Xã hội và Trung tâm Phục vụ hành chính công niêm yết => Phòng Văn hóa - Xã hội | Trung tâm Phục vụ hành chính công
Sở KH-ĐT chủ trì; Sở TN&MT, Sở LĐTBXH, P.TNMT, Phòng GD&ĐT phối hợp => Sở KH-ĐT | Sở TN&MT | Sở LĐTBXH | P.TNMT | Phòng GD&ĐT
Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố vận động => Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố
Đề nghị Ban Tuyên giáo Tỉnh ủy, Ban Thường vụ Huyện ủy Trà Bồng, Đảng ủy xã Yên Tân quan tâm => Ban Tuyên giáo Tỉnh ủy | Ban Thường vụ Huyện ủy Trà Bồng | Đảng ủy xã Yên Tân
Cục Thuế tỉnh, Kho bạc Nhà nước khu vực XII, Bảo hiểm xã hội tỉnh => Cục Thuế tỉnh | Kho bạc Nhà nước khu vực XII | Bảo hiểm xã hội tỉnh
Đề nghị Công an phường, Thuế cơ sở 12 tiếp tục cử cán bộ => Công an phường | Thuế cơ sở 12
Hội đồng bồi thường, hỗ trợ và tái định cư huyện niêm yết => Hội đồng bồi thường, hỗ trợ và tái định cư huyện
Tập đoàn Điện lực Việt Nam báo cáo Bộ Công Thương => Tập đoàn Điện lực Việt Nam | Bộ Công Thương
Bệnh viện Đa khoa tỉnh, Trung tâm Y tế huyện, Trạm Y tế xã tăng cường trực => Bệnh viện Đa khoa tỉnh | Trung tâm Y tế huyện | Trạm Y tế xã
"""

BY_FORM = """
Chi cục Kiểm định Hải sản khẩn trương kiểm tra => Chi cục Kiểm định Hải sản
Phòng Quản lý chất lượng, Phòng Quản lý đất đai phối hợp => Phòng Quản lý chất lượng | Phòng Quản lý đất đai
Cùng với Ban Quản lý Vườn quốc gia Bạch Sơn cắm mốc => Ban Quản lý Vườn quốc gia Bạch Sơn
Trung tâm Nước sạch và Vệ sinh môi trường nông thôn khắc phục => Trung tâm Nước sạch và Vệ sinh môi trường nông thôn
Phòng Tổ chức cán bộ, Văn phòng Sở và Công đoàn ngành xác minh đơn => Phòng Tổ chức cán bộ | Văn phòng Sở | Công đoàn ngành
Công ty Điện lực Gò Vấp, Công ty Cổ phần Cấp nước Gia Định phối hợp => Công ty Điện lực Gò Vấp | Công ty Cổ phần Cấp nước Gia Định
Công ty TNHH MTV Dịch vụ công ích quận Gò Vấp dọn vệ sinh => Công ty TNHH MTV Dịch vụ công ích quận Gò Vấp
Viện Nghiên cứu phát triển Thành phố Hồ Chí Minh hoàn thiện đề án => Viện Nghiên cứu phát triển Thành phố Hồ Chí Minh
Trung tâm Quản lý và Khai thác công trình công cộng thành phố Thủ Đức sớm sửa chữa => Trung tâm Quản lý và Khai thác công trình công cộng thành phố Thủ Đức
Ban Chỉ đạo Chương trình mục tiêu quốc gia tỉnh họp định kỳ => Ban Chỉ đạo Chương trình mục tiêu quốc gia tỉnh
Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao điều tra => Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao
Trung tâm Hội nghị và Tổ chức sự kiện sẽ bố trí => Trung tâm Hội nghị và Tổ chức sự kiện
Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh đẩy nhanh => Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh
Đề nghị Thanh tra Bộ Xây dựng kết luận => Thanh tra Bộ Xây dựng
Chi nhánh Văn phòng Đăng ký đất đai huyện Củ Chi giải quyết => Chi nhánh Văn phòng Đăng ký đất đai huyện Củ Chi
Tổng công ty Đường sắt Việt Nam báo cáo => Tổng công ty Đường sắt Việt Nam
Vụ Công nghiệp nặng phối hợp => Vụ Công nghiệp nặng
Báo Quảng Ngãi mở chuyên mục => Báo Quảng Ngãi
"""

LISTS = """
các Sở: Công Thương, Tài chính, Nông nghiệp và Môi trường => Sở Công Thương | Sở Tài chính | Sở Nông nghiệp và Môi trường
phối hợp với các Bộ Tài nguyên và Môi trường, Nông nghiệp và Phát triển nông thôn, Tư pháp để => Bộ Tài nguyên và Môi trường | Bộ Nông nghiệp và Phát triển nông thôn | Bộ Tư pháp
Các Bộ: Công an, Quốc phòng, Tài chính; Ngân hàng Nhà nước Việt Nam => Bộ Công an | Bộ Quốc phòng | Bộ Tài chính | Ngân hàng Nhà nước Việt Nam
với các sở QHKT, Xây dựng, Tổng Công ty Cấp nước Sài Gòn kiểm tra => Sở QHKT | Sở Xây dựng | Tổng Công ty Cấp nước Sài Gòn
Các phòng: Nội vụ, Tư pháp, Giáo dục và Đào tạo; Thanh tra quận => Phòng Nội vụ | Phòng Tư pháp | Phòng Giáo dục và Đào tạo | Thanh tra quận
Riêng Ủy ban nhân dân Phường 3, Phường 8 khẩn trương => Ủy ban nhân dân Phường 3 | Ủy ban nhân dân Phường 8
UBND các xã: Tân Sơn, Thượng Lâm cắm mốc => UBND xã Tân Sơn | UBND xã Thượng Lâm
UBND thành phố Quảng Ngãi, UBND huyện Bình Sơn tiếp tục => UBND thành phố Quảng Ngãi | UBND huyện Bình Sơn
UBND phường An Hội Đông, phường Gò Vấp và phường Hạnh Thông ra quân => UBND phường An Hội Đông | UBND phường Gò Vấp | UBND phường Hạnh Thông
UBND xã Tam Anh, huyện Núi Thành bàn giao => UBND xã Tam Anh, huyện Núi Thành
Chủ tịch UBND các huyện: Trà Bồng, Ba Tơ và thị xã Đức Phổ chỉ đạo => Chủ tịch UBND huyện Trà Bồng | Chủ tịch UBND huyện Ba Tơ | Chủ tịch UBND thị xã Đức Phổ
Giám đốc các Sở: Tài chính, Xây dựng => Giám đốc Sở Tài chính | Giám đốc Sở Xây dựng
"""

HEADS = """
Thủ trưởng các cơ quan chuyên môn; Chủ tịch Ủy ban nhân dân các phường => Thủ trưởng các cơ quan chuyên môn | Chủ tịch Ủy ban nhân dân các phường
Bộ trưởng Bộ Tài chính và Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương khẩn trương => Bộ trưởng Bộ Tài chính | Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương
Chủ tịch Ủy ban nhân dân 14 phường kiểm tra => Chủ tịch Ủy ban nhân dân 14 phường
Chánh Văn phòng UBND tỉnh; Trưởng Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp => Chánh Văn phòng UBND tỉnh | Trưởng Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp
Trưởng phòng Nội vụ, Trưởng Phòng Tài chính - Kế hoạch, Trưởng Công an phường => Trưởng phòng Nội vụ | Trưởng Phòng Tài chính - Kế hoạch | Trưởng Công an phường
Chỉ huy trưởng Ban Chỉ huy Quân sự phường trực => Chỉ huy trưởng Ban Chỉ huy Quân sự phường
Giám đốc Công an tỉnh, Viện trưởng Viện kiểm sát nhân dân tỉnh, Chánh án Tòa án nhân dân tỉnh => Giám đốc Công an tỉnh | Viện trưởng Viện kiểm sát nhân dân tỉnh | Chánh án Tòa án nhân dân tỉnh
Cục trưởng Cục Thi hành án dân sự tỉnh => Cục trưởng Cục Thi hành án dân sự tỉnh
Giao các Phó Giám đốc Sở theo lĩnh vực phụ trách => các Phó Giám đốc Sở
Giám đốc Trung tâm Phục vụ hành chính công và Trưởng các phòng chuyên môn chịu trách nhiệm => Giám đốc Trung tâm Phục vụ hành chính công | Trưởng các phòng chuyên môn
Trưởng các phòng, Thủ trưởng các đơn vị trực thuộc Sở => Trưởng các phòng | Thủ trưởng các đơn vị trực thuộc Sở
Hiệu trưởng các trường mầm non, tiểu học trên địa bàn quận => Hiệu trưởng các trường mầm non, tiểu học trên địa bàn quận
Giao Chánh Thanh tra tỉnh chủ trì => Chánh Thanh tra tỉnh
"""

GROUPS = """
Thủ trưởng các sở, ban ngành tỉnh, Chủ tịch UBND cấp huyện => Thủ trưởng các sở, ban ngành tỉnh | Chủ tịch UBND cấp huyện
Các sở, ban, ngành, UBND các huyện, thị xã, thành phố và các chủ đầu tư khẩn trương => Các sở, ban, ngành | UBND các huyện, thị xã, thành phố | các chủ đầu tư
các đơn vị sự nghiệp, doanh nghiệp Nhà nước thuộc UBND tỉnh tiếp tục => các đơn vị sự nghiệp, doanh nghiệp Nhà nước thuộc UBND tỉnh
Yêu cầu mỗi cơ quan, tổ chức, đơn vị, cá nhân phải chủ động => mỗi cơ quan, tổ chức, đơn vị, cá nhân
phối hợp với các cơ quan, đơn vị liên quan rà soát => các cơ quan, đơn vị liên quan
phối hợp với các bộ, ngành, địa phương nghiên cứu => các bộ, ngành, địa phương
phối hợp với các bộ, cơ quan ngang bộ có liên quan quy định => các bộ, cơ quan ngang bộ có liên quan
UBND các xã, phường có liên quan bàn giao => UBND các xã, phường có liên quan
các đơn vị đầu mối giao kế hoạch; các Cơ quan chủ trì Dự án, Tiểu dự án, Nội dung thành phần: => các đơn vị đầu mối giao kế hoạch | các Cơ quan chủ trì Dự án, Tiểu dự án, Nội dung thành phần
các cơ quan chủ trì quản lý 02 Chương trình MTQG theo chức năng => các cơ quan chủ trì quản lý 02 Chương trình MTQG
"""

DAMAGED = """
Phong Noi vu chu tri => Phòng Nội vụ
Uy ban nhan dan quận yêu câu => Ủy ban nhân dân quận
So Giáo duc và Đào tạo tham mưu => Sở Giáo dục và Đào tạo
Sở Nông nghiệp va Môi trường tham mưu => Sở Nông nghiệp và Môi trường
Bó Tài nguyên và Môi trường chủ trì => Bộ Tài nguyên và Môi trường
Văn phòng Úy ban nhân dân quân theo dõi => Văn phòng Ủy ban nhân dân quận
phối hợp Phòng Tài chinh - Kê hoach rà soát => Phòng Tài chính - Kế hoạch
"""

CASES = [
    pytest.param(*line.split(" => "), id=line.split(" => ")[0])
    for block in (KNOWN, BY_FORM, LISTS, HEADS, GROUPS, DAMAGED)
    for line in block.strip().splitlines()
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names_as_a_clerk_keys_them(finder: AgencyFinder, text: str, expected: str) -> None:
    assert names(finder, text) == expected.split(" | ")


def test_enough_is_shown() -> None:
    assert sum(str(case.values[1]).count(" | ") + 1 for case in CASES) >= 80


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành Kế hoạch; Báo cáo kết quả; Tổ chức thực hiện",
        "Phòng, chống tham nhũng; Phòng ngừa tội phạm",
        "Bộ luật Dân sự; Bộ phận một cửa; Hội nghị tổng kết; Khu công nghiệp",
        "trong các trường hợp vượt thẩm quyền",
        "đầu tư cơ sở dữ liệu, cơ sở hạ tầng",
        "Thanh tra trách nhiệm người đứng đầu",
    ],
)
def test_what_is_no_agency(finder: AgencyFinder, text: str) -> None:
    assert names(finder, text) == []


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("Phòng Nội vụ rà soát", Addressed.UNIT),
        ("Giám đốc Sở Tài chính chỉ đạo", Addressed.HEAD),
        ("các cơ quan, đơn vị rà soát", Addressed.GROUP),
        ("UBND các phường rà soát", Addressed.GROUP),
        ("đồng chí Nguyễn Văn An - Phó Chủ tịch UBND tỉnh chủ trì", Addressed.PERSON),
    ],
)
def test_how_it_is_addressed(finder: AgencyFinder, text: str, addressed: Addressed) -> None:
    assert [found.value.addressed for found in finder.find(text)] == [addressed]


def test_members_of_a_list_have_spans_of_their_own(finder: AgencyFinder) -> None:
    text = "Giao UBND các xã: Tân Sơn, Thượng Lâm cắm mốc"
    assert [text[f.start : f.end] for f in finder.find(text)] == [
        "UBND các xã: Tân Sơn",
        "Thượng Lâm",
    ]


def test_newer_and_older_spelling_are_one(finder: AgencyFinder) -> None:
    assert names(finder, "Uỷ ban nhân dân tỉnh, Sở Văn hoá và Thể thao") == [
        "Uỷ ban nhân dân tỉnh",
        "Sở Văn hoá và Thể thao",
    ]


def test_headings_in_capitals(finder: AgencyFinder) -> None:
    assert names(finder, "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ") == ["PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"]
    assert names(finder, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI") == ["ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"]


WORDS = st.sampled_from(
    [
        "Sở",
        "Phòng",
        "Bộ",
        "Tài",
        "chính",
        "và",
        ",",
        ";",
        ":",
        "-",
        "các",
        "UBND",
        "xã",
        "Tân",
        "Sơn",
        "3",
        "Phường",
        "chủ",
        "trì",
        "đồng",
        "chí",
        "Chủ",
        "tịch",
        "(",
        ")",
        "thuộc",
        "trên",
        "địa",
        "bàn",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for found in _FINDER.find(text):
        assert at <= found.start < found.end <= len(text)
        assert found.value.name.strip()
        at = found.end


_FINDER = AgencyFinder.load()
