"""Names with words of work in them: teams, fields of a unit, units in a list; who a wish goes to."""

from __future__ import annotations

import pytest

from extract.asking import asks
from extract.drafted import Reach
from extract.lead_in import own_work
from extract.parties import parties_at
from extract.subjects import subject_of
from tests.extract.naming import names_in


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổ trưởng Tổ đo đạc hoàn thành bản đồ trong tháng 5.", ["Tổ trưởng Tổ đo đạc"]),
        ("Trưởng nhóm khảo sát địa chất khẩn trương báo cáo.", ["Trưởng nhóm khảo sát địa chất"]),
        (
            "Giao Tổ công tác gỡ vướng Dự án cầu Sen (thành lập tại Quyết định số 7) rà soát.",
            ["Tổ công tác gỡ vướng Dự án cầu Sen"],
        ),
        (
            "Phòng Quản lý đô thị, giao thông và cây xanh rà soát hồ sơ.",
            ["Phòng Quản lý đô thị, giao thông và cây xanh"],
        ),
        ("Sở Tài chính, rà soát và báo cáo các khoản chi.", ["Sở Tài chính"]),
        (
            "Phòng Hành chính tổng hợp, Phòng Tài vụ rà soát hồ sơ.",
            ["Phòng Hành chính tổng hợp", "Phòng Tài vụ"],
        ),
        (
            "Ban Quản lý dự án các công trình thủy lợi lập tiến độ.",
            ["Ban Quản lý dự án các công trình thủy lợi"],
        ),
        ("Thư ký Hội đồng theo dõi việc thực hiện.", ["Thư ký Hội đồng"]),
        ("Tổ Trật tự đô thị cùng với Công an phường tuần tra.", ["Tổ Trật tự đô thị"]),
        ("Thành viên Ủy ban bầu cử xã phải bám địa bàn.", ["Thành viên Ủy ban bầu cử xã"]),
        (
            "Báo Giao thông, Tạp chí Xây dựng liên tục đưa tin.",
            ["Báo Giao thông", "Tạp chí Xây dựng"],
        ),
        (
            "Các đội viên gặp vướng mắc vượt thẩm quyền kịp thời báo cáo.",
            ["Các đội viên gặp vướng mắc vượt thẩm quyền"],
        ),
    ],
)
def test_the_name_is_whole(sentence: str, expected: list[str]) -> None:
    subject = subject_of(sentence, 0, len(sentence))
    assert subject is not None
    assert [party.value.name for party in subject.parties] == expected
    assert subject.works


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Trung tâm Y tế quân dân y dự trữ đủ thuốc.", "Trung tâm Y tế quân dân y"),
        ("Ban Quản lý các cảng cá bố trí thêm nhân lực.", "Ban Quản lý các cảng cá"),
        ("Phòng Nội vụ dự thảo trình Chủ tịch.", "Phòng Nội vụ"),
        ("các tổ chức xã hội quận tham gia giám sát.", "các tổ chức xã hội quận"),
    ],
)
def test_a_listed_name_goes_on_to_the_verb_behind_it(sentence: str, expected: str) -> None:
    found = parties_at(sentence, 0, names_in(sentence))
    assert found is not None
    assert [party.value.name for party in found.members] == [expected]


def test_groups_of_teams_keep_their_verb() -> None:
    found = parties_at("các tổ, đội rà soát danh sách", 0)
    assert found is not None
    assert [party.value.name for party in found.members] == ["các tổ, đội"]


@pytest.mark.parametrize(
    ("sentence", "work"),
    [
        ("Kiến nghị tăng phí: Phòng ghi nhận.", "none"),
        ("Về kiến nghị giảm giá thuê: Chưa có cơ sở để xem xét.", "none"),
        ("Về kiến nghị giảm giá thuê: Ghi nhận; giao Phòng Tài chính nghiên cứu.", "some"),
    ],
)
def test_a_wish_that_is_turned_down_is_no_work(sentence: str, work: str) -> None:
    subject = subject_of(sentence, 0, len(sentence))
    assert asks(sentence, subject, Reach(), numbered=True) is (work == "some")


def test_work_is_whole_before_what_is_to_be_noted() -> None:
    assert own_work(
        "Giao Ban Quản lý lập lại tiến độ, yêu cầu nhà thầu cam kết, trong đó lưu ý một số nội dung:"
    )
