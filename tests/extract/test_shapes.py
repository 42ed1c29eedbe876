"""Shapes of notices beside the plain ones: colons, topics, plans, Party papers, telegrams."""

from __future__ import annotations

import pytest

from models.notice import DeadlineKind, Role
from tests.extract.test_tasks import extractor, read, who
from tests.property.test_extraction import reading

COLONS = """
Phòng Kinh tế: Rà soát các công trình chậm tiến độ. => Phòng Kinh tế
Hạt Kiểm lâm, Công an huyện: Tăng cường kiểm tra, xử lý vi phạm. => Hạt Kiểm lâm | Công an huyện
Đối với Ban Quản lý dự án Bắc Lâm: khẩn trương điều chỉnh dự toán. => Ban Quản lý dự án Bắc Lâm
Đối với Ban Quản lý dự án 6: phải hoàn thành thảm bê tông nhựa. => Ban Quản lý dự án 6
Công tác cán bộ, cải cách hành chính: Phòng Nội vụ tham mưu kiểm tra công vụ. => Phòng Nội vụ
Chuẩn bị kỳ họp HĐND: Văn phòng HĐND và UBND huyện đôn đốc các đơn vị gửi báo cáo. => Văn phòng HĐND và UBND huyện
Vụ Giáo dục chính trị và công tác học sinh, sinh viên: hướng dẫn thực hiện chỉ tiêu. => Vụ Giáo dục chính trị và công tác học sinh, sinh viên
Giám đốc các Bệnh viện: Đa khoa tỉnh, Sản Nhi chỉ đạo triển khai bệnh án điện tử. => Giám đốc Bệnh viện Đa khoa tỉnh | Giám đốc Bệnh viện Sản Nhi
Giao Cục Đường bộ thẩm định thiết kế, Vụ Tài chính bố trí đủ vốn, Thanh tra Bộ giám sát. => Cục Đường bộ | Vụ Tài chính | Thanh tra Bộ
Bộ Xây dựng chuẩn bị nội dung, Văn phòng Chính phủ tổng hợp, báo cáo. => Bộ Xây dựng | Văn phòng Chính phủ
Vụ Thi đua Khen thưởng: đầu mối chỉ đạo công tác tuyên truyền. => Vụ Thi đua Khen thưởng
Ủy ban nhân dân các huyện chỉ đạo các phòng, ban thực hiện nghiêm quy định. => Ủy ban nhân dân các huyện
Các sở, ngành trong quá trình thẩm định phải lấy ý kiến nhân dân. => Các sở, ngành
Cục Phòng, chống HIV/AIDS và Cục Quản lý Khám, chữa bệnh hướng dẫn các địa phương. => Cục Phòng, chống HIV/AIDS | Cục Quản lý Khám, chữa bệnh
Giao ông A Thưi, Phó Chủ tịch UBND xã trực tiếp chỉ đạo giải ngân. => ông A Thưi, Phó Chủ tịch UBND xã
Thôn trưởng các thôn vận động bà con không bán lúa non. => Thôn trưởng các thôn
Ủy ban nhân dân các phường: Phường 4, Phường 9 xây dựng kế hoạch. => Ủy ban nhân dân Phường 4 | Ủy ban nhân dân Phường 9
Trung tâm Dịch vụ nông nghiệp khu vực cấp 120 con bò giống. => Trung tâm Dịch vụ nông nghiệp khu vực
Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh vận động nguồn lực xã hội hóa. => Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh
Đảng ủy các xã: Phú Lâm, Sơn Hạ phân công từng cấp ủy viên theo dõi, vận động 47 hộ. => Đảng ủy xã Phú Lâm | Đảng ủy xã Sơn Hạ
Liên danh nhà thầu gói XL-04 bổ sung hai mũi thi công. => Liên danh nhà thầu gói XL-04
Thủ trưởng các đơn vị thuộc Sở xây dựng quy chế chi tiêu. => Thủ trưởng các đơn vị thuộc Sở
Ban Quản lý các dự án Nông nghiệp, Ban Quản lý các dự án Lâm nghiệp gia hạn hiệp định. => Ban Quản lý các dự án Nông nghiệp | Ban Quản lý các dự án Lâm nghiệp
Các cơ quan báo chí, truyền thông tăng thời lượng phản ánh. => Các cơ quan báo chí, truyền thông
Giao đồng chí Lê Thị Mai, Phó Chủ tịch UBND xã trực tiếp chỉ đạo việc bảo vệ trẻ em. => đồng chí Lê Thị Mai, Phó Chủ tịch UBND xã
"""

GROUPS = """
Trung tâm Y tế các huyện, thị xã, thành phố: => Trung tâm Y tế các huyện, thị xã, thành phố
Công an các xã, phường => Công an các xã, phường
Trưởng các bản, tiểu khu => Trưởng các bản, tiểu khu
Trưởng các phòng chuyên môn, Thủ trưởng các đơn vị trực thuộc Sở: => Trưởng các phòng chuyên môn | Thủ trưởng các đơn vị trực thuộc Sở
Thủ trưởng các Sở, ban, ngành của tỉnh; Chủ tịch UBND các huyện trong tỉnh có trách nhiệm: => Thủ trưởng các Sở, ban, ngành của tỉnh | Chủ tịch UBND các huyện
Các nhà thầu thi công => Các nhà thầu thi công
Các chi bộ, đảng bộ trực thuộc: => Các chi bộ, đảng bộ trực thuộc
Trưởng các Khoa: Sư phạm, Kinh tế => Trưởng Khoa Sư phạm | Trưởng Khoa Kinh tế
Chi cục Thuế khu vực Sơn Tây - Ba Vì => Chi cục Thuế khu vực Sơn Tây - Ba Vì
Văn phòng Thường trực Ban Chỉ huy Phòng thủ dân sự tỉnh => Văn phòng Thường trực Ban Chỉ huy Phòng thủ dân sự tỉnh
"""


def pairs(table: str) -> list[list[str]]:
    return [line.split(" => ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "leads"), pairs(COLONS))
def test_who_is_named_before_a_colon_or_behind_a_topic(text: str, leads: str) -> None:
    task = read(f"1. {text}\n2. Giao Sở Nội vụ tổng hợp, báo cáo.").tasks[0]
    assert (task.text, " | ".join(who(task))) == (text, leads)


@pytest.mark.parametrize(("heading", "leads"), pairs(GROUPS))
def test_groups_that_head_their_bullets(heading: str, leads: str) -> None:
    notice = read(f"1. {heading}\n- Rà soát hồ sơ tồn đọng.\n- Báo cáo kết quả.")
    assert [" | ".join(who(task)) for task in notice.tasks] == [leads, leads]


def test_letters_with_agencies_under_a_lead_in_are_no_content_of_it() -> None:
    notice = read("""2. Chủ tịch UBND tỉnh yêu cầu các đơn vị thực hiện các nhiệm vụ sau:
a) Phòng Kinh tế, Hạ tầng và Đô thị:
- Thẩm định thiết kế cơ sở.
- Giám sát chất lượng công trình.
b) Về du lịch:
- Sở Văn hóa, Thể thao và Du lịch xây dựng chương trình kích cầu.""")
    assert [who(task) for task in notice.tasks] == [
        ["Phòng Kinh tế, Hạ tầng và Đô thị"],
        ["Phòng Kinh tế, Hạ tầng và Đô thị"],
        ["Sở Văn hóa, Thể thao và Du lịch"],
    ]


def test_a_list_of_addresses_is_content_of_its_item() -> None:
    notice = read("""1. Sở Y tế:
a) Lấy mẫu, gửi kiểm nghiệm tại các tổ chức được chỉ định dưới đây:
- Trung tâm Kiểm nghiệm 1 (số 8 phố Lê Lai, Hà Nội);
- Viện Pasteur (số 167 đường Lê Duẩn, Đà Nẵng).
b) Công bố kết quả.""")
    assert [task.path for task in notice.tasks] == ["1/a", "1/b"]
    assert "Viện Pasteur" in notice.tasks[0].text


def test_a_lead_in_hands_down_who_helps() -> None:
    notice = read("""1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính và các địa phương liên quan:
a) Hoàn thiện cơ sở dữ liệu chợ.
b) Tổ chức kiểm tra giá.""")
    for task in notice.tasks:
        assert who(task) == ["Sở Công Thương"]
        assert who(task, Role.COORDINATE) == ["Sở Tài chính", "các địa phương liên quan"]


def test_what_a_section_is_about_is_no_term_of_its_items() -> None:
    notice = read("""II. Nhiệm vụ trong tháng 12 và năm 2026:
1. Sở Y tế rà soát hồ sơ.
III. Hoàn thành trước ngày 15/12/2025 các nhiệm vụ sau:
1. Sở Nội vụ tổng hợp kết quả.""")
    assert [[str(d.date) for d in task.deadlines] for task in notice.tasks] == [[], ["2025-12-15"]]


def test_a_term_that_binds_the_items_before_it_is_no_task() -> None:
    notice = read("""1. Sở Y tế:
- Rà soát hồ sơ tồn đọng.
- Công khai kết quả trước ngày 01/10/2025.
Các nhiệm vụ trên hoàn thành trước ngày 30/11/2025.""")
    assert [[str(d.date) for d in task.deadlines] for task in notice.tasks] == [
        ["2025-11-30"],
        ["2025-10-01"],
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "Yêu cầu các cơ quan, đơn vị, địa phương khẩn trương triển khai thực hiện./.",
        "Nhận được Thông báo này, yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện./.",
        "Chủ tịch UBND tỉnh yêu cầu các sở, ngành triển khai thực hiện nghiêm túc Thông báo này.",
        "Yêu cầu Sở Y tế, Sở Nội vụ nghiêm túc triển khai thực hiện các nội dung trên./.",
        "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện./.",
    ],
)
def test_a_demand_without_content_closes_the_notice(closing: str) -> None:
    assert len(read(f"1. Sở Y tế rà soát hồ sơ.\n{closing}").tasks) == 1


def test_a_numbered_demand_to_carry_the_notice_out_is_a_task() -> None:
    notice = read("""1. Sở Y tế rà soát hồ sơ.
2. Thủ trưởng các sở, ngành quán triệt, thực hiện nghiêm túc Thông báo này.""")
    assert [who(task) for task in notice.tasks] == [["Sở Y tế"], ["Thủ trưởng các sở, ngành"]]


@pytest.mark.parametrize(
    "heading",
    [
        "KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 7",
        "ĐÁNH GIÁ TÌNH HÌNH TRIỂN KHAI THỰC HIỆN NHIỆM VỤ",
        "MỤC ĐÍCH, YÊU CẦU",
        "NHẬN XÉT CHUNG",
    ],
)
def test_sections_that_tell_or_say_why_hold_no_tasks(heading: str) -> None:
    notice = read(f"""I. {heading}
1. Nâng cao nhận thức của cán bộ, công chức.
2. Thu ngân sách đạt 54% dự toán.
II. NHIỆM VỤ TRỌNG TÂM
1. Sở Y tế rà soát hồ sơ.""")
    assert [task.path for task in notice.tasks] == ["II/1"]
    assert [finding.value for finding in notice.findings] == [54.0]


def test_a_second_section_that_lost_a_stroke_is_the_next() -> None:
    notice = read("""I. ĐÁNH GIÁ CHUNG
1. Thu ngân sách đạt 54% dự toán.
I. NHIỆM VỤ TRỌNG TÂM
1. Sở Y tế rà soát hồ sơ.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ tổng hợp.""")
    assert [task.path for task in notice.tasks] == ["II/1", "III/1"]


def test_a_party_paper() -> None:
    notice = extractor().extract(
        reading("""TỈNH ỦY BÌNH LÂM
*
Số 215-TB/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Bình Lâm, ngày 12 tháng 5 năm 2025
THÔNG BÁO
Kết luận của Ban Thường vụ Tỉnh ủy
tại phiên họp ngày 09/5/2025
Sau khi thảo luận, Ban Thường vụ Tỉnh ủy kết luận như sau:
1- Giao Đảng ủy UBND tỉnh hoàn thiện Đề án, trình Chính phủ trước ngày 25/5/2025.
2- Các chi bộ, đảng bộ trực thuộc xây dựng kế hoạch thực hiện.
3- Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Thông báo kết luận.
Nơi nhận:
- Các đồng chí Tỉnh ủy viên,
- Lưu Văn phòng Tỉnh ủy.
T/L BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
Võ Đình Khang""")
    )
    head = notice.head
    assert (head.number, head.symbol, head.issuer) == ("215", "TB/TU", "Tỉnh ủy Bình Lâm")
    assert head.signer is not None
    assert (head.signer.name, head.signer.authority) == ("Võ Đình Khang", "TL")
    assert [who(task) for task in notice.tasks[:2]] == [
        ["Đảng ủy UBND tỉnh"],
        ["Các chi bộ, đảng bộ trực thuộc"],
    ]
    assert who(notice.tasks[2], Role.SUPERVISE) == ["Văn phòng Tỉnh ủy"]


def test_a_telegram_and_its_addressees() -> None:
    notice = extractor().extract(
        reading("""ỦY BAN NHÂN DÂN
TỈNH BÌNH LÂM
Số: 07/CĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Lâm, ngày 06 tháng 9 năm 2024
CÔNG ĐIỆN
Về việc tập trung ứng phó với bão số 3
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM điện:
- Thủ trưởng các sở, ban, ngành;
- Chủ tịch UBND các huyện, thị xã.
Để chủ động ứng phó với bão, Chủ tịch UBND tỉnh yêu cầu:
1. Sở Công Thương kiểm tra các hồ chứa.
2. Giao Văn phòng UBND tỉnh theo dõi, đôn đốc; 06 giờ một lần báo cáo Chủ tịch UBND tỉnh.""")
    )
    assert notice.head.title == "Về việc tập trung ứng phó với bão số 3"
    assert [task.path for task in notice.tasks] == ["1", "2"]
    assert [d.rrule for d in notice.tasks[1].deadlines] == ["FREQ=HOURLY;INTERVAL=6"]


def test_a_subject_at_work_heads_no_assessment() -> None:
    notice = read("""6. Sở Nội vụ số hóa hồ sơ, tái sử dụng kết quả đã số hóa tại quầy tiếp nhận, trong đó lưu ý:
- Kiện toàn tổ công nghệ số cộng đồng.
- Chuẩn hóa dữ liệu hộ tịch.""")
    assert [task.path for task in notice.tasks] == ["6", "6/1", "6/2"]


def test_what_stands_before_an_order_states_and_sets_no_target() -> None:
    notice = read(
        """1. Về thu ngân sách: Lũy kế 8 tháng đạt 57,4% dự toán, xếp thứ 6/11 huyện. Giao Chi cục Thuế khu vực đôn đốc thu nợ, bảo đảm đạt ít nhất 95% dự toán trước ngày 20/12/2025."""
    )
    task = notice.tasks[0]
    assert [share.value for share in task.percentages] == [95.0]
    assert [finding.value for finding in notice.findings] == [57.4, 6.0]


def test_the_day_of_whoever_follows_the_tasks_is_not_theirs() -> None:
    notice = read("""1. Sở Xây dựng sửa chữa cầu Bến Đá.
2. Giao Văn phòng theo dõi, đôn đốc việc thực hiện các nhiệm vụ nêu tại Thông báo này, báo cáo trước ngày 30/11/2025.""")
    assert [len(task.deadlines) for task in notice.tasks] == [0, 1]


def test_a_lead_in_inside_a_section_hands_down_leads_and_helpers() -> None:
    notice = read("""1. Chăn nuôi
Giao Trạm Y tế chủ trì, phối hợp với Công an xã:
- Lập chốt kiểm dịch tại cầu Sông Con và ngã ba chợ huyện, ghi chép đầy đủ xe ra vào hằng ngày.
Giao Trưởng các thôn vận động người dân:
- Không giết mổ gia súc bệnh.""")
    first, second = notice.tasks
    assert (who(first), who(first, Role.COORDINATE)) == (["Trạm Y tế"], ["Công an xã"])
    assert who(second) == ["Trưởng các thôn"]


def test_a_line_that_begins_with_the_paper_itself_goes_on() -> None:
    notice = read("""1. Các phòng căn cứ nhiệm vụ được phân công lập lịch làm việc, gửi Văn phòng
trong 03 ngày làm việc kể từ ngày ban hành
Kế hoạch này.
2. Các xã báo cáo hằng tháng.""")
    assert [task.path for task in notice.tasks] == ["1", "2"]
    assert notice.tasks[0].text.endswith("kể từ ngày ban hành Kế hoạch này.")


def test_sentences_that_close_are_no_tasks() -> None:
    notice = read("""1. Sở Y tế kiểm tra bếp ăn tập thể.
Thông báo này thay cho Biên bản cuộc họp.
Sở Y tế đề nghị các địa phương, đơn vị nghiêm túc triển khai thực hiện./.""")
    assert [task.path for task in notice.tasks] == ["1"]


def test_a_decimal_marker_says_where_it_stands() -> None:
    notice = read(
        "I. NHIỆM VỤ TRỌNG TÂM\n2. Công tác cán bộ\n"
        "2.1. Giao Phòng Nội vụ rà soát hồ sơ cán bộ.\n2.2. Giao Phòng Tài chính báo cáo kết quả.\n"
    )
    assert [task.path for task in notice.tasks] == ["I/2.1", "I/2.2"]


def test_an_order_in_a_section_that_tells_opens_work() -> None:
    notice = read("""1. Kết quả đạt được
Có 11/13 đơn vị đã hoàn thành.
Để bảo đảm tiến độ, Ban Thường vụ yêu cầu:
- Sở Y tế rà soát hồ sơ.
- Tiểu ban Văn kiện tiếp thu ý kiến góp ý.
2. Về công tác chuẩn bị đại hội
- Sở Nội vụ báo cáo tại Hội nghị lần 4.""")
    leads = [["Sở Y tế"], ["Tiểu ban Văn kiện"], ["Sở Nội vụ"]]
    assert [who(task) for task in notice.tasks] == leads
    assert [term.verbatim for term in notice.tasks[-1].deadlines] == ["tại Hội nghị lần 4"]


def test_a_dash_before_somebody_at_work_begins_an_item_behind_a_full_line() -> None:
    notice = read("""4. Về công tác kiểm tra, giám sát và phòng, chống tham nhũng, lãng phí, tiêu cực
- Ủy ban Kiểm tra Tỉnh ủy thường xuyên giám sát việc thực hiện quy chế làm việc của
cấp ủy; kiểm tra các chi bộ.
- Ban Nội chính Tỉnh ủy rà soát.""")
    leads = [["Ủy ban Kiểm tra Tỉnh ủy"], ["Ban Nội chính Tỉnh ủy"]]
    assert [who(task) for task in notice.tasks] == leads


def test_whom_it_is_about_before_an_order_is_not_who_acts() -> None:
    notice = read("""1. Đối với các huyện có tỷ lệ thấp, yêu cầu Chủ tịch UBND huyện Sơn Lệ:
a) Lấy ý kiến Nhân dân.""")
    assert [who(task) for task in notice.tasks] == [["Chủ tịch UBND huyện Sơn Lệ"]]


def test_the_term_of_a_lead_in_is_that_of_its_items() -> None:
    notice = read("""1. Khoa Dược thực hiện các việc sau, hoàn thành trước ngày 31/5/2026:
- Lập dự trù thuốc.
- Trình kế hoạch.""")
    assert [who(task) for task in notice.tasks] == [["Khoa Dược"], ["Khoa Dược"]]
    assert all(task.deadlines[0].verbatim == "trước ngày 31/5/2026" for task in notice.tasks)


def test_who_speaks_has_no_work_by_saying_so() -> None:
    notice = read("""Ủy ban nhân dân tỉnh thông báo lịch nghỉ Tết từ ngày 01/01/2026 như sau.
Trụ sở không làm việc trong ngày này.
1. Sở Y tế rà soát hồ sơ.""")
    assert [who(task) for task in notice.tasks] == [["Sở Y tế"]]


def test_contractors_whom_a_unit_drives_on_take_nothing_from_it() -> None:
    notice = read("""1. Giao Phòng Kinh tế:
a) Yêu cầu nhà thầu tăng ca.
b) Phối hợp với các phòng, đơn vị liên quan tuyên truyền, vận động người dân.
2. Sở Văn hóa đánh giá cấp độ an toàn hệ thống thông tin.""")
    assert [who(task) for task in notice.tasks] == [["Phòng Kinh tế"]] * 2 + [["Sở Văn hóa"]]
    assert who(notice.tasks[1], Role.COORDINATE) == ["các phòng, đơn vị liên quan"]


def test_a_place_called_nam_is_no_year() -> None:
    notice = read("1. UBND tỉnh Quảng Nam liên tục rà soát quỹ đất.")
    assert [term.verbatim for term in notice.tasks[0].deadlines] == ["liên tục"]


def test_a_term_behind_what_follows_is_that_of_the_items() -> None:
    notice = read(
        "1. Sở Y tế chủ trì hoàn thành các nội dung sau trước ngày 10 tháng 11 năm 2025:\n"
        "a) Rà soát hồ sơ.\nb) Lập danh sách tàu cá."
    )
    assert [task.path for task in notice.tasks] == ["1/a", "1/b"]
    assert [str(task.deadlines[0].due) for task in notice.tasks] == ["2025-11-10"] * 2


@pytest.mark.parametrize("term", ["trước khai giảng năm học mới", "trước khai mạc lễ hội"])
def test_an_opening_is_an_event(term: str) -> None:
    task = read(f"1. Phòng Nội vụ chỉnh trang khuôn viên, xong {term}.").tasks[0]
    assert [(d.kind, d.verbatim) for d in task.deadlines] == [(DeadlineKind.EVENT, term)]
