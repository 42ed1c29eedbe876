"""Groups are named with what tells their members apart, up to the main predicate."""

from __future__ import annotations

import pytest

from extract.asking import asks
from extract.drafted import Reach
from extract.lead_in import heading_parties, only_content
from extract.sections import closes
from extract.subjects import subject_of
from tests.extract.naming import names_in

SUBJECTS = {
    "Các cơ quan Thi hành án dân sự có trách nhiệm niêm yết lịch tiếp dân.": [
        "Các cơ quan Thi hành án dân sự"
    ],
    "Các cơ sở khám, chữa bệnh phải treo bảng giá tại sảnh.": ["Các cơ sở khám, chữa bệnh"],
    "Các đơn vị biểu diễn nghệ thuật tổ chức đêm diễn lưu động.": [
        "Các đơn vị biểu diễn nghệ thuật"
    ],
    "Các nhà nghỉ, nhà hàng, các hộ kinh doanh ăn uống đảm bảo vệ sinh.": [
        "Các nhà nghỉ, nhà hàng",
        "các hộ kinh doanh ăn uống",
    ],
    "Các doanh nghiệp bưu chính, công nghệ thông tin tổ chức trực kỹ thuật.": [
        "Các doanh nghiệp bưu chính, công nghệ thông tin"
    ],
    "Các đơn vị tại trụ sở Kho bạc Nhà nước, các chi nhánh trên cơ sở nhiệm vụ tổ chức tập huấn.": [
        "Các đơn vị tại trụ sở Kho bạc Nhà nước",
        "các chi nhánh",
    ],
    "Các bảo tàng mở cửa miễn phí, hoàn thành trước ngày 30/4.": ["Các bảo tàng"],
    "Các đơn vị quản lý chặt chẽ các kho vật tư cần bảo quản lạnh.": ["Các đơn vị"],
    "Các trường học tổ chức thi học kỳ bảo đảm nghiêm túc.": ["Các trường học"],
    "Các chủ hồ thủy lợi vận hành theo quy trình.": ["Các chủ hồ thủy lợi"],
}


@pytest.mark.parametrize("sentence", SUBJECTS)
def test_a_subject_ends_before_the_main_predicate(sentence: str) -> None:
    subject = subject_of(sentence, 0, len(sentence), names=names_in(sentence))
    assert subject is not None
    assert [party.value.name for party in subject.parties] == SUBJECTS[sentence]


HEADINGS = {
    "ĐỐI VỚI CÁC HỢP TÁC XÃ VẬN TẢI": ["CÁC HỢP TÁC XÃ VẬN TẢI"],
    "TRÁCH NHIỆM CỦA CÁC SỞ, UBND CÁC XÃ": ["CÁC SỞ", "UBND CÁC XÃ"],
    "ĐỐI VỚI CÁC DỰ ÁN CHẬM TIẾN ĐỘ": None,
    "YÊU CẦU CHUNG": None,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_in_capitals_says_for_whom_it_is(heading: str) -> None:
    found = heading_parties(heading, names_in(heading))
    names = [party.value.name for party in found.members] if found else None
    assert names == HEADINGS[heading]


PARTIES = {
    "Chánh Văn phòng Bộ Giao thông vận tải có trách nhiệm bố trí phòng họp.": [
        "Chánh Văn phòng Bộ Giao thông vận tải"
    ],
    "Chánh Văn phòng, Vụ trưởng Vụ Pháp chế thi hành Quyết định này.": [
        "Chánh Văn phòng",
        "Vụ trưởng Vụ Pháp chế",
    ],
    "Giám định viên chịu trách nhiệm về kết luận của mình.": ["Giám định viên"],
    "Yêu cầu Bệnh viện Mắt TP. Cần Thơ cử bác sĩ khám lưu động.": ["Bệnh viện Mắt TP. Cần Thơ"],
    "Giao đồng chí Phó Chủ tịch UBND xã phụ trách kinh tế trực tiếp đôn đốc thu nợ.": [
        "đồng chí Phó Chủ tịch UBND xã phụ trách kinh tế"
    ],
    "Đơn vị tư vấn giám sát kiểm tra vật liệu trước khi đổ bê tông.": ["Đơn vị tư vấn giám sát"],
    "Nhà thầu bổ sung 20 công nhân.": ["Nhà thầu"],
    "Yêu cầu hiệu trưởng các trường công lập công khai khoản thu.": [
        "hiệu trưởng các trường công lập"
    ],
    "Giao Phòng Vật tư thiết bị đẩy nhanh mua sắm.": ["Phòng Vật tư thiết bị"],
    "Ban Quản lý dự án thủy lợi tỉnh khảo sát vị trí cống.": ["Ban Quản lý dự án thủy lợi tỉnh"],
    "Ban Thường vụ Huyện ủy giao cho Ban Dân vận chủ trì tổng kết.": ["Ban Dân vận"],
    "UBND các xã bị ngập khẩn trương sơ tán dân.": ["UBND các xã bị ngập"],
}


@pytest.mark.parametrize("sentence", PARTIES)
def test_names_are_whole(sentence: str) -> None:
    subject = subject_of(sentence, 0, len(sentence), names=names_in(sentence))
    assert subject is not None
    assert [party.value.name for party in subject.parties] == PARTIES[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ hướng dẫn của Tổng Liên đoàn, chỉ đạo việc thu kinh phí.",
        "Việc ban hành giá nước của Ủy ban nhân dân các tỉnh phải kịp thời.",
        "Tiếp tục hỗ trợ các hợp tác xã mở rộng sản xuất.",
    ],
)
def test_who_is_only_spoken_of_is_no_subject(sentence: str) -> None:
    assert subject_of(sentence, 0, len(sentence), names=names_in(sentence)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Bà Lê Thị Hiền, tổ dân phố 3 phản ánh việc nước thải chảy ra đường.",
        "Cử tri xã Tân Lập kiến nghị sửa chữa cầu treo.",
        "Chỉ thị này có hiệu lực kể từ ngày ký.",
        "Chính phủ chia sẻ với mất mát của người dân vùng lũ.",
    ],
)
def test_what_gives_nobody_work_is_no_task(sentence: str) -> None:
    subject = subject_of(sentence, 0, len(sentence), names=names_in(sentence))
    assert not asks(sentence, subject, Reach(asked=True), numbered=True)


MORE = {
    "Riêng Ủy ban nhân dân các phường 3, 6 và 8 giải tỏa chợ tạm.": [
        "Ủy ban nhân dân phường 3",
        "Ủy ban nhân dân phường 6",
        "Ủy ban nhân dân phường 8",
    ],
    "Đối với các kiến nghị chưa nêu, Sở Tài chính tổng hợp, phân loại.": ["Sở Tài chính"],
    "Các đơn vị sử dụng ngân sách lập dự toán năm sau.": ["Các đơn vị sử dụng ngân sách"],
    "Phòng Hành chính quản trị sửa chữa mái nhà khu B.": ["Phòng Hành chính quản trị"],
    "Các tiểu ban thuộc Ban Tổ chức họp giao ban vào thứ Sáu.": ["Các tiểu ban thuộc Ban Tổ chức"],
    "Các thành viên Ban Chỉ đạo 35 tỉnh theo lĩnh vực được giao trực tiếp kiểm tra.": [
        "Các thành viên Ban Chỉ đạo 35 tỉnh"
    ],
}


@pytest.mark.parametrize("sentence", MORE)
def test_subjects_of_other_forms(sentence: str) -> None:
    subject = subject_of(sentence, 0, len(sentence), names=names_in(sentence))
    assert subject is not None
    assert [party.value.name for party in subject.parties] == MORE[sentence]


def test_items_that_only_list_what_a_paper_says_are_its_content() -> None:
    below = ["Trình tự, thủ tục lựa chọn hộ;", "Mẫu biểu quyết toán."]
    assert only_content("Soạn sổ tay cho cấp xã, trong đó nêu rõ:", below)
    assert not only_content(
        "Soạn sổ tay cho cấp xã, trong đó nêu rõ:", ["Xã A: Chọn hộ.", "Lập tổ."]
    )


def test_an_order_to_announce_is_no_closing_formula() -> None:
    assert not closes("Đề nghị Sở Tài chính sớm thông báo hạn mức để các xã triển khai.")
    assert closes("Văn phòng thông báo để các đơn vị biết, triển khai.")


def test_who_already_gave_an_order_gives_none() -> None:
    sentence = "Bộ Y tế đã chỉ đạo Viện Pasteur Nha Trang hỗ trợ địa phương."
    subject = subject_of(sentence, 0, len(sentence), names=names_in(sentence))
    assert not asks(sentence, subject, Reach(), numbered=True)
