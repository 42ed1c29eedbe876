"""Bodies of notices in their shapes, read as a clerk would key them in."""

from __future__ import annotations

from functools import cache

import pytest

from extract import Extractor
from models.notice import Notice, Role, Task
from tests.property.test_extraction import reading

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH LÂM
Số: 12/TB-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Lâm, ngày 12 tháng 9 năm 2025
THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh tại cuộc họp
Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:
"""


@cache
def extractor() -> Extractor:
    return Extractor.load()


def read(body: str) -> Notice:
    return extractor().extract(reading(HEAD + body))


def who(task: Task, role: Role = Role.LEAD) -> list[str]:
    return [a.name for a in task.assignees if a.role is role]


def test_bare_agency_headings_without_numbers_reach_their_bullets() -> None:
    notice = read("""Sở Y tế
- Tổ chức tiêm vắc xin cho trẻ em.
- Báo cáo kết quả trước ngày 30/9/2025.
Các trường học
Thực hiện nghiêm việc công khai thu chi đầu năm.""")
    assert [who(task) for task in notice.tasks] == [["Sở Y tế"], ["Sở Y tế"], ["Các trường học"]]


def test_groups_and_names_of_a_heading() -> None:
    notice = read("""1. Giao UBND các xã: Hòa Lâm, Tân Lập và phường Bình Thuận:
- Khẩn trương phê duyệt phương án bồi thường.
2. Đề nghị Chánh án Tòa án nhân dân tỉnh, Cục trưởng Cục Thi hành án dân sự tỉnh
- Phát hiện kịp thời những sơ hở, thiếu sót.""")
    assert [who(task) for task in notice.tasks] == [
        ["UBND xã Hòa Lâm", "UBND xã Tân Lập", "UBND phường Bình Thuận"],
        ["Chánh án Tòa án nhân dân tỉnh", "Cục trưởng Cục Thi hành án dân sự tỉnh"],
    ]


SENTENCES = """
Giao Sở Xây dựng chủ trì, phối hợp với Sở Công Thương, Công an tỉnh kiểm tra việc khai thác. => Sở Xây dựng / Sở Công Thương | Công an tỉnh
Sở Y tế cùng với Sở Tài chính cân đối kinh phí mua vật tư. => Sở Y tế / Sở Tài chính
Sở Nông nghiệp và Môi trường quan trắc chất lượng nước thải của các cơ sở. => Sở Nông nghiệp và Môi trường /
Phòng Nội vụ thanh lọc hồ sơ cán bộ trong quý III/2025. => Phòng Nội vụ /
Thống nhất chủ trương mua sắm; giao Phòng Kinh tế thẩm định dự toán. => Phòng Kinh tế /
Trong quá trình thực hiện, nếu có khó khăn, các đơn vị kịp thời phản ánh về Sở Tài chính. => các đơn vị /
Giao các Sở: Công Thương, Tài chính rà soát, tham mưu UBND tỉnh quyết định. => Sở Công Thương | Sở Tài chính /
Phối hợp với các Bộ: Công an, Tư pháp hoàn thiện dự thảo nghị định. => / Bộ Công an | Bộ Tư pháp
"""


@pytest.mark.parametrize(
    ("text", "expected"), [line.split(" => ") for line in SENTENCES.strip().splitlines()]
)
def test_who_leads_and_who_helps(text: str, expected: str) -> None:
    notice = read(f"1. {text}\n2. Giao Sở Nội vụ tổng hợp, báo cáo.")
    task = notice.tasks[0]
    assert task.text == text
    leads, helpers = " | ".join(who(task)), " | ".join(who(task, Role.COORDINATE))
    assert f"{leads} / {helpers}".strip() == expected.strip()


def test_objects_of_reports_are_kept_apart() -> None:
    task = read("1. Sở Tài chính tham mưu UBND tỉnh điều chuyển vốn, báo cáo HĐND tỉnh.").tasks[0]
    assert who(task) == ["Sở Tài chính"]
    assert set(task.report_to) == {"UBND tỉnh", "HĐND tỉnh"}


@pytest.mark.parametrize(
    "words",
    [
        "theo dõi, đôn đốc việc thực hiện Thông báo này, báo cáo Chủ tịch UBND tỉnh.",
        "theo dõi, đôn đốc theo chức năng, nhiệm vụ được giao.",
        "theo dõi, đôn đốc các đơn vị thực hiện các nội dung kết luận trên.",
    ],
)
def test_following_the_notice_is_supervision(words: str) -> None:
    task = read(f"1. Sở Y tế rà soát.\n2. Giao Văn phòng UBND tỉnh {words}").tasks[-1]
    assert who(task, Role.SUPERVISE) == ["Văn phòng UBND tỉnh"]


def test_days_counted_from_the_notice_are_no_supervision() -> None:
    words = "kiểm tra các gói thầu trong vòng 07 ngày kể từ ngày nhận được Thông báo này."
    assert who(read(f"1. Sở Y tế {words}").tasks[0]) == ["Sở Y tế"]


def test_praise_agreement_and_figures_are_no_tasks() -> None:
    notice = read("""1. Biểu dương Sở Y tế. Giải ngân vốn đầu tư công mới đạt 21,58% kế hoạch; còn
02/15 cụm công nghiệp chưa có trạm xử lý.
2. Về đề nghị của xã Tân Lập: Đồng ý về nguyên tắc.
3. Sở Xây dựng hướng dẫn xã Tân Lập thực hiện.""")
    assert [who(task) for task in notice.tasks] == [["Sở Xây dựng"]]
    assert [(f.value, f.of) for f in notice.findings] == [(21.58, None), (2.0, 15.0)]


def test_damaged_headings_verbs_and_markers() -> None:
    notice = read("""l. Danh gia kết quả
Ghi nhận kết quả đạt được.
2. Nhiem vu trong tâm
2.l. Giao Phong Noi vu
Chủ tri, rà soát chỉ tiêu chưa đạt, báo cáo trước ngày 3 1/10/2025.
a) Rà soát hồ sơ tồn đọng.
ø) Củng cố đội ngũ cán bộ.
—3. Giao Sở Y tế tổng hợp.""")
    assert [task.assignees[0].agency for task in notice.tasks[-1:]] == ["province/so-y-te"]
    first = notice.tasks[0]
    assert first.assignees[0].agency == "district/phong-noi-vu"
    assert [str(d.date) for d in first.deadlines] == ["2025-10-31"]


def test_a_caution_list_leaves_its_own_work_a_task() -> None:
    notice = read("""1. Sở Y tế kiểm tra đột xuất các bếp ăn tập thể trên địa bàn, trong đó lưu ý:
- Xử lý nghiêm các cơ sở vi phạm.
- Công khai kết quả kiểm tra.""")
    assert [task.path for task in notice.tasks] == ["1", "1/1", "1/2"]
    assert all(who(task) == ["Sở Y tế"] for task in notice.tasks)


def test_a_title_or_dirt_alone_is_no_task() -> None:
    notice = read("1. Sở Y tế rà soát hồ sơ.\n2. Tổ chức thực hiện\n3. Á")
    assert [task.path for task in notice.tasks] == ["1"]


def test_the_day_of_an_aim_is_nobodys_term() -> None:
    notice = read("""1. Để đưa cầu vào khai thác trước ngày 30/4/2026, yêu cầu các đơn vị thực hiện các việc sau:
a) Sở Xây dựng thẩm định hồ sơ trước ngày 20/9/2025.
b) Sở Tài chính bố trí đủ vốn cho dự án.
2. Yêu cầu các đơn vị hoàn thành trước ngày 15/10/2025 các việc sau:
a) Sở Y tế kiểm tra các cơ sở khám bệnh.""")
    assert [[term.verbatim for term in task.deadlines] for task in notice.tasks] == [
        ["trước ngày 20/9/2025"],
        [],
        ["trước ngày 15/10/2025"],
    ]


def test_local_authorities_need_no_determiner() -> None:
    notice = read("""1. Giao Sở Xây dựng chủ trì, phối hợp chặt chẽ với chính quyền địa phương kiểm tra các bến.
2. Chính quyền địa phương các cấp tổ chức trực ban 24/24 giờ.""")
    assert who(notice.tasks[0], Role.COORDINATE) == ["chính quyền địa phương"]
    assert who(notice.tasks[1]) == ["Chính quyền địa phương các cấp"]


def test_an_order_in_an_assessment_hands_work_to_the_items_under_it() -> None:
    notice = read("""I. Tình hình 6 tháng đầu năm
1. Thu ngân sách đạt 48% dự toán, nợ thuế còn cao.
2. Để đạt chỉ tiêu năm, yêu cầu Chủ tịch UBND các xã tập trung thực hiện các nội dung sau:
a) Rà soát các khoản nợ thuế, xử lý trước ngày 30/10/2025.
b) Công khai danh sách nợ thuế tại trụ sở.
II. Tổ chức thực hiện
Giao Sở Tài chính theo dõi.
""")
    assert [who(task) for task in notice.tasks[:2]] == [["Chủ tịch UBND các xã"]] * 2


def test_a_letterhead_goes_on_over_the_project_a_body_was_set_up_for() -> None:
    text = """UBND XÃ SƠN LỘC
HỘI ĐỒNG BỒI THƯỜNG, HỖ TRỢ VÀ TÁI ĐỊNH CƯ
DỰ ÁN ĐẬP SUỐI VÀNG
Số: 05/TB-HĐBT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn Lộc, ngày 12 tháng 9 năm 2025
THÔNG BÁO
Kết luận của Chủ tịch Hội đồng tại cuộc họp
Chủ tịch Hội đồng kết luận như sau:
1. Giao Phòng Kinh tế thẩm định phương án.
"""
    head = extractor().extract(reading(text)).head
    assert head.number == "05"
    assert head.title == "Kết luận của Chủ tịch Hội đồng tại cuộc họp"


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Việc lập quy hoạch do Sở Xây dựng chủ trì, xong trước 30/10/2025.", ["Sở Xây dựng"]),
        ("Khắc phục các tồn tại do Thanh tra tỉnh chỉ ra tại 05 đơn vị.", []),
        ("Rà soát danh mục đã giao cho Sở Nội vụ quản lý.", []),
    ],
)
def test_behind_do_stands_who_acts_only_before_the_work(text: str, leads: list[str]) -> None:
    task = read(f"1. {text}\n2. Giao Sở Nội vụ tổng hợp, báo cáo UBND tỉnh.").tasks[0]
    assert (task.text, who(task)) == (text, leads)
