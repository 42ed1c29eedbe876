"""Names that no list has are read as long as they are printed."""

from __future__ import annotations

import pytest

from extract import Extractor
from extract.asking import asks
from extract.drafted import Reach
from extract.lead_in import heading_parties
from extract.roles import coordinators, follows_up, later_leads
from extract.subjects import subject_of
from tests.extract.naming import names_in
from tests.property.test_extraction import reading

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
    "Phòng Bưu điện, Viễn thám tổ chức kiểm tra hạ tầng.": ["Phòng Bưu điện, Viễn thám"],
    "Viện Nghiên cứu Khí hậu, Thủy văn Biển Đông đánh giá tác động.": [
        "Viện Nghiên cứu Khí hậu, Thủy văn Biển Đông"
    ],
    "Các hộ kinh doanh vi phạm hành lang tự tháo dỡ mái che.": [
        "Các hộ kinh doanh vi phạm hành lang"
    ],
    "Các Tham tán Việt Nam tại thị trường lớn tăng cường kết nối.": [
        "Các Tham tán Việt Nam tại thị trường lớn"
    ],
    "Cục Xuất nhập khẩu rà soát hạn ngạch.": ["Cục Xuất nhập khẩu"],
    "Ban nhân dân các làng Klong, Bơ rà soát.": [
        "Ban nhân dân làng Klong",
        "Ban nhân dân làng Bơ",
    ],
    "UBND các tỉnh vùng đồng bằng sông Hồng căn cứ chức năng, rà soát quy hoạch.": [
        "UBND các tỉnh vùng đồng bằng sông Hồng"
    ],
    "Phó Trưởng ban phụ trách xã Bản Lầu thường xuyên kiểm tra.": [
        "Phó Trưởng ban phụ trách xã Bản Lầu"
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


def test_the_staff_of_a_unit_is_no_lead_under_its_heading() -> None:
    sentence = "Phân công từng cán bộ kỹ thuật theo dõi 02 trạm bơm."
    assert subject_of(sentence, 0, len(sentence), handed=True) is None


def test_who_follows_up_in_a_later_clause_supervises() -> None:
    sentence = "Các phòng thực hiện nghiêm Kết luận này; giao Văn phòng Sở theo dõi, đôn đốc."
    (lead,) = later_leads(sentence, 10, len(sentence))
    assert lead.value.name == "Văn phòng Sở"
    assert follows_up(sentence, lead, len(sentence))
    other = "Sở A lập dự toán; Sở Công Thương theo dõi giá thép."
    (lead,) = later_leads(other, 5, len(other), names_in(other))
    assert not follows_up(other, lead, len(other))


def test_helpers_beside_the_lead_keep_what_tells_them_apart() -> None:
    sentence = "chủ trì, cùng Công ty Cấp nước, UBND các xã có trạm bơm kiểm tra đường ống"
    found = coordinators(sentence, 0, len(sentence), names_in(sentence))
    assert [one.value.name for one in found] == ["Công ty Cấp nước", "UBND các xã có trạm bơm"]


def test_an_item_among_tasks_is_never_lost_for_its_words() -> None:
    item = "Thương vụ tại các nước láng giềng chắp mối, tổ chức 02 phiên tư vấn."
    assert asks(item, None, Reach(asked=True), numbered=True)
    assert not asks("Trạm bơm còn bị hư hỏng.", None, Reach(asked=True), numbered=True)
    assert not asks(item, None, Reach(), numbered=True)


def test_a_name_before_numbered_items_introduces_them() -> None:
    lines = ["I. NHIỆM VỤ", "Giao Vụ trưởng Vụ Địa giới:", "1. Rà soát hồ sơ.", "2. Lập danh mục."]
    notice = Extractor.load().extract(reading("\n".join(["THÔNG BÁO", "Kết luận", *lines])))
    leads = [[one.name for one in task.assignees] for task in notice.tasks]
    assert leads == [["Vụ trưởng Vụ Địa giới"], ["Vụ trưởng Vụ Địa giới"]]
