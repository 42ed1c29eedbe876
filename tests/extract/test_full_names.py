"""Names that no list has are read as long as they are printed."""

from __future__ import annotations

from functools import cache

import pytest

from extract.agencies import AgencyFinder
from extract.lead_in import heading_parties
from extract.names import Names, names_of
from extract.subjects import subject_of


@cache
def finder() -> AgencyFinder:
    return AgencyFinder.load()


def names_in(text: str) -> Names:
    found = finder()
    return names_of(text, found.find(text), found.registry.has)


HEADINGS = {
    "2.1. Phòng Vật tư - Thiết bị giảng dạy": ["Phòng Vật tư - Thiết bị giảng dạy"],
    "Phòng Kế hoạch tổng hợp, Phòng Tài chính kế toán": [
        "Phòng Kế hoạch tổng hợp",
        "Phòng Tài chính kế toán",
    ],
    "Phòng An toàn, vệ sinh lao động; Khoa Nội tổng hợp": [
        "Phòng An toàn, vệ sinh lao động",
        "Khoa Nội tổng hợp",
    ],
    "Giao Viện trưởng Viện Quy hoạch vùng; Chánh Thanh tra Bộ:": [
        "Viện trưởng Viện Quy hoạch vùng",
        "Chánh Thanh tra Bộ",
    ],
    "UBND các xã bị ngập": ["UBND các xã bị ngập"],
    "Các Chi cục địa bàn": ["Các Chi cục địa bàn"],
    "Các sở, ngành được giao chủ trì tiểu dự án; UBND các huyện, thành phố": [
        "Các sở, ngành được giao chủ trì tiểu dự án",
        "UBND các huyện, thành phố",
    ],
    "Ban nhân dân các ấp, khóm": ["Ban nhân dân các ấp, khóm"],
    "Hiệu trưởng các trường THPT": ["Hiệu trưởng các trường THPT"],
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_of_names_is_filled_by_them(heading: str) -> None:
    words = heading.removeprefix("2.1. ")
    found = heading_parties(words, names_in(words))
    assert found is not None
    assert [party.value.name for party in found.members] == HEADINGS[heading]


@pytest.mark.parametrize(
    "heading",
    [
        "Công tác phòng, chống hạn mặn",
        "Bộ chỉ số theo dõi",
        "Trường học an toàn",
        "Quỹ đất hai bên tuyến đường",
        "Phòng chống đuối nước",
        "Sở Y tế xây dựng phương án, trong đó lưu ý:",
        "Đội ngũ cán bộ cơ sở",
    ],
)
def test_a_topic_is_no_name(heading: str) -> None:
    assert heading_parties(heading, names_in(heading)) is None


SUBJECTS = {
    "Ban Quản lý các bến thuộc Cụm cảng Bãi Thơm xây dựng phương án đón khách.": [
        "Ban Quản lý các bến thuộc Cụm cảng Bãi Thơm"
    ],
    "Trung tâm Phối hợp tìm kiếm, cứu hộ đường thủy Việt Trì duy trì chế độ trực.": [
        "Trung tâm Phối hợp tìm kiếm, cứu hộ đường thủy Việt Trì"
    ],
    "Phòng Kế hoạch tổng hợp khẩn trương rà soát danh mục.": ["Phòng Kế hoạch tổng hợp"],
    "Trung tâm Chăm sóc khách hàng trả lời phản ánh trong 02 giờ.": [
        "Trung tâm Chăm sóc khách hàng"
    ],
    "Sở Công Thương, các chủ đập thủy điện vận hành đúng quy trình.": [
        "Sở Công Thương",
        "các chủ đập thủy điện",
    ],
    "Thủ trưởng các đơn vị thuộc, trực thuộc Sở chịu trách nhiệm về tiến độ.": [
        "Thủ trưởng các đơn vị thuộc, trực thuộc Sở"
    ],
    "Hiệu trưởng, Giám đốc trung tâm chịu trách nhiệm nếu để xảy ra sai phạm.": [
        "Hiệu trưởng",
        "Giám đốc trung tâm",
    ],
    "Giao Phó Giám đốc phụ trách kỹ thuật xây dựng đề án thành lập Khoa Mắt.": [
        "Phó Giám đốc phụ trách kỹ thuật"
    ],
    "Căn cứ Thông báo này, thủ trưởng các phòng, ban khẩn trương triển khai.": [
        "thủ trưởng các phòng, ban"
    ],
    "Giao Phòng Kinh tế các huyện Bình Lục, Lý Nhân đo đạc lại diện tích.": [
        "Phòng Kinh tế huyện Bình Lục",
        "Phòng Kinh tế huyện Lý Nhân",
    ],
    "Giao các Vườn quốc gia: Yok Đôn, Cát Tiên rà soát ranh giới.": [
        "Vườn quốc gia Yok Đôn",
        "Vườn quốc gia Cát Tiên",
    ],
    "UBND các phường Hoàng Liệt, Ba Đình, Tây Tựu rà soát cửa xả.": [
        "UBND phường Hoàng Liệt",
        "UBND phường Ba Đình",
        "UBND phường Tây Tựu",
    ],
}


@pytest.mark.parametrize("sentence", SUBJECTS)
def test_a_subject_goes_on_to_its_verb(sentence: str) -> None:
    found = subject_of(sentence, 0, len(sentence), names=names_in(sentence))
    assert found is not None
    assert [party.value.name for party in found.parties] == SUBJECTS[sentence]
