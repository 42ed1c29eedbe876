"""Words torn or run together, abbreviations that a text defines, markers, digits read for letters."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from models.text import strip_marks
from ocr.repair import RepairedWord, Repairer, Token
from ocr.repair.blanks import Piece
from ocr.repair.candidates import Choice
from ocr.repair.decoder import Solved, _best
from ocr.repair.definition import defined, restored
from ocr.repair.marks import Verdict
from ocr.repair.numbers import joins
from ocr.repair.repairer import judged, settled
from ocr.repair.sign import mended
from ocr.repair.spot import Spot
from ocr.repair.token import Kind, Parts, Unit


def repaired(repairer: Repairer, text: str, damage: str) -> list[RepairedWord]:
    (line,) = repairer.repair([[Token(word) for word in text.split()]], damage=damage).lines
    return line


def text_of(words: list[RepairedWord]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("damage", "read", "printed"),
    [
        ("stripped", "Uy ban nhandan quan", "Ủy ban nhân dân quận"),
        ("stripped", "th uc hien quy et dinh", "thực hiện quyết định"),
        ("stripped", "TH ONG BAO ket luan", "THÔNG BÁO kết luận"),
        ("stripped", "truoc ngay31/10/2024, nam2024", "trước ngày 31/10/2024, năm 2024"),
        ("eng", "Uy ban nhindan quan thuchién nhiém vu", "Ủy ban nhân dân quận thực hiện nhiệm vụ"),
        ("eng", "trude ngay 3 1/10/2024", "trước ngày 31/10/2024"),
        ("eng", "chu tri Iap ke hoach tuyen dung", "chủ trì lập kế hoạch tuyển dụng"),
        ("vie", "Ủy bannhân dân th ực hiện", "Ủy ban nhân dân thực hiện"),
        ("stripped", "Uybannhandan, cac donvilienquan", "Ủy ban nhân dân, các đơn vị liên quan"),
        (
            "eng",
            "Uybannhandan quan phongchongthamnhung",
            "Ủy ban nhân dân quận phòng chống tham nhũng",
        ),
        ("vie", "Ủybannhândân huyện, đơnvịliênquan", "Ủy ban nhân dân huyện, đơn vị liên quan"),
    ],
)
def test_blanks_are_put_where_they_were(
    repairer: Repairer, damage: str, read: str, printed: str
) -> None:
    assert text_of(repaired(repairer, read, damage)) == printed


@pytest.mark.parametrize(
    "text",
    [
        "thú y và thú y viện",
        "điểm c ông Nam",
        "Video clip, camera, Facebook",
        "Singapore, Indonesia, Argentina, Malaysia, Mitsubishi, Philippines",
        "khoản 2, điểm b và điểm d",
        "vi phạm, quy ước, khu y tế, hoa anh đào",
    ],
)
def test_whole_words_are_neither_torn_nor_joined(repairer: Repairer, text: str) -> None:
    words = repaired(repairer, strip_marks(text), "stripped")
    assert [(word.first, word.last) for word in words] == [
        (at, at + 1) for at in range(len(text.split()))
    ]
    assert all(" " not in word.text for word in words)


def test_a_torn_word_covers_both_its_tokens(repairer: Repairer) -> None:
    words = repaired(repairer, "th uc hien nhiem vu", "stripped")
    assert [(word.first, word.last) for word in words] == [(0, 2), (2, 3), (3, 4), (4, 5)]


def test_an_abbreviation_is_as_the_text_defines_it(repairer: Repairer) -> None:
    text = (
        "Quan ly dat dai (sau day goi tat la QLDD) do Phong Tai nguyen thuc hien; bao cao QLDD, "
        "Ban QLDD va To cong tac phong chong dich (TCTPCD)"
    )
    found = text_of(repaired(repairer, text, "stripped"))
    assert found.count("QLĐĐ") == 3
    assert "(TCTPCD)" in found


def test_a_stroke_lost_in_text_of_the_vietnamese_model_comes_back(repairer: Repairer) -> None:
    text = "Quản lý đất đai (gọi tắt là QLĐD); báo cáo QLDD, QLĐĐ; một triệu Việt Nam đồng (VND)"
    found = text_of(repaired(repairer, text, "vie"))
    assert found == text.replace("QLĐD", "QLĐĐ").replace("QLDD", "QLĐĐ")
    dimmed = "Quản lý dất dai (QLĐĐ); báo cáo QLĐĐ"
    assert text_of(repaired(repairer, dimmed, "vie")).count("QLĐĐ") == 2


def test_a_definition_outweighs_the_list_of_known_ones() -> None:
    raw = ["Hoat", "dong", "kinh", "doanh", "(HDKD)"]
    assert defined(raw, ["Hoạt", "động", "kinh", "doanh", "(HDKD)"]) == {"HDKD": "HĐKD"}
    raw = ["Hoc", "phan", "dai", "cuong", "(HPDC)"]
    assert defined(raw, ["Học", "phần", "đại", "cương", "(HPDC)"]) == {"HPDC": "HPĐC"}
    assert defined(raw, ["Học", "phần", "dài", "cương", "(HPDC)"]) == {"HPDC": "HPDC"}


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân huyện (HDND)",
        "quận (xem QLDD)",
        "theo Điều 5 (a)",
        "(DD)",
        "các tổ (TO-DD)",
        "đất đai của của của của quản lý (QLDD)",
    ],
)
def test_brackets_that_define_nothing(text: str) -> None:
    assert defined(text.split(), text.split()) == {}


def test_defined_letters_are_put_into_symbols_but_not_into_numbers() -> None:
    known = {"HDND": "HĐND"}
    assert restored("TB-HDND;", "TB-HDND;", known, capitals=False) == "TB-HĐND;"
    assert restored("12/HDND", "12/HDND", known, capitals=False) == "12/HDND"
    assert restored("HDNDX", "HDNDX", known, capitals=False) == "HDNDX"
    assert restored("HDND", "HDND", known, capitals=True) == "HĐND"
    assert restored("DAN", "DÂN", {"DAN": "DAN"}, capitals=False) == "DAN"


def test_a_long_form_may_leave_out_three_small_words() -> None:
    words = ["Đất", "và", "của", "các", "dự", "án", "(DDA)"]
    assert defined(words, words) == {"DDA": "ĐDA"}
    words = ["Đất", "và", "của", "các", "về", "dự", "án", "(DDA)"]
    assert defined(words, words) == {}


def test_the_phrase_of_a_definition_is_short() -> None:
    near = [
        "Quản",
        "lý",
        "đất",
        "đai",
        "(từ",
        "nay",
        "trở",
        "đi",
        "được",
        "gọi",
        "tắt",
        "là",
        "QLDD)",
    ]
    assert defined(near, near) == {"QLDD": "QLĐĐ"}
    far = [
        "Quản",
        "lý",
        "đất",
        "đai",
        "(từ",
        "nay",
        "trở",
        "đi",
        "và",
        "về",
        "sau",
        "được",
        "gọi",
        "tắt",
        "là",
        "QLDD)",
    ]
    assert defined(far, far) == {}


@pytest.mark.parametrize(
    ("tokens", "places"),
    [
        ("3 1/12/2024", {0}), ("3 2/12/2024", set()), ("3 1/13/2024", set()), ("3 0/02/2024", set()),
        ("2 9/2/2024", {0}), ("3 1/4/2024", set()), ("31 /1/2024", {0}), ("0 0/1/2024", set()),
        ("35 ,35%", {0}), ("1234 ,5%", set()), ("35 ,3512%", set()), ("31 12/2024", set()),
    ],
)  # fmt: skip
def test_numbers_are_joined_only_to_days_and_shares(tokens: str, places: set[int]) -> None:
    assert joins(tokens.split()) == places


def test_markers_of_items() -> None:
    lines = [["~", "Rà"], ["c)", "Ghi"], ["d)", "Nêu"], ["d)", "Xem"], ["©)", "Do"], ["~"]]
    assert mended(lines, bare=True) == {(0, 0): "-", (3, 0): "đ)", (4, 0): "c)"}
    assert mended(lines, bare=False) == {(0, 0): "-", (4, 0): "c)"}


def test_a_comrade_gets_his_letter() -> None:
    assert mended([["(d/c", "D/c"]], bare=True) == {(0, 0): "(đ/c", (0, 1): "Đ/c"}
    assert mended([["(d/c", "d/cX", "1d/c"]], bare=False) == {}


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("hoat dong 6n dinh", "hoạt động ổn định"),
        ("lap 16 trinh thuc hién", "lập lộ trình thực hiện"),
        ("hd so g1a1 quyet thu tuc", "hồ sơ giải quyết thủ tục"),
    ],
)
def test_digits_read_for_letters_are_mended_for_review(
    repairer: Repairer, read: str, printed: str
) -> None:
    words = repaired(repairer, read, "eng")
    assert text_of(words) == printed
    for word, token in zip(words, read.split(), strict=True):
        assert word.review or not token[0].isdigit()


@pytest.mark.parametrize(
    ("text", "doubtful"), [("phat huy dan chu 6 co so", True), ("trong 6 thang dau nam", False)]
)
def test_a_bare_six_stays_and_is_marked_where_it_reads_like_a_word(
    repairer: Repairer,
    text: str,
    doubtful: bool,  # noqa: FBT001
) -> None:
    (six,) = [word for word in repaired(repairer, text, "eng") if word.text == "6"]
    assert six.review == doubtful
    assert (six.runner_up == "ở") == doubtful


@pytest.mark.parametrize(
    "text", ["rộng 6m, dài 4m", "6n", "dân số 16 người, 18 hộ", "tại cơ sở 6", "mục 4a, 6b"]
)
def test_true_numbers_stay(repairer: Repairer, text: str) -> None:
    found = text_of(repaired(repairer, strip_marks(text), "eng"))
    assert [char for char in found if char.isdigit()] == [char for char in text if char.isdigit()]


@pytest.mark.parametrize(
    ("read", "printed"),
    [("CHi THI", "CHỈ THỊ"), ("TL. CHU TICH", "TL. CHỦ TỊCH"), ("KT. GIAM DOC", "KT. GIÁM ĐỐC"),
     ("Il. NHIEM VU TRONG TAM", "II. NHIỆM VỤ TRỌNG TÂM"), ("III. TO CHUC", "III. TỔ CHỨC")],
)  # fmt: skip
def test_headings_and_signatures(repairer: Repairer, read: str, printed: str) -> None:
    assert text_of(repaired(repairer, read, "eng")) == printed


@pytest.mark.parametrize(
    "printed",
    [
        "đồng chí Nguyễn Văn Dũng, Phó Chủ tịch Ủy ban nhân dân huyện Gò Công Đông",
        "đồng chí Lê Thị Hồng Nhung, Giám đốc Sở Tài chính tỉnh Quảng Ngãi",
        "Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng",
    ],
)
def test_names_of_people_and_places(repairer: Repairer, printed: str) -> None:
    assert text_of(repaired(repairer, strip_marks(printed), "stripped")) == printed


def test_ordinary_words_are_not_drawn_towards_names(repairer: Repairer) -> None:
    printed = "tình hình thu ngân sách, thanh toán và hương ước của các thôn"
    assert text_of(repaired(repairer, strip_marks(printed), "stripped")) == printed


def test_the_same_form_in_the_same_context_becomes_the_same(repairer: Repairer) -> None:
    line = "Chi tich quén Go Vap yéu cdu cac phong ban bao cao"
    lines = [[Token(word) for word in line.split()] for _ in range(6)]
    found = {text_of(words) for words in repairer.repair(lines, damage="eng").lines}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("read", "probability", "text", "review"),
    [
        ("quan", 0.34, "quan", True),
        ("quan", 0.36, "quận", True),
        ("quan", 0.69, "quận", True),
        ("quan", 0.71, "quận", False),
        ("16", 0.89, "16", False),
        ("16", 0.91, "quận", True),
        ("6n", 0.89, "6n", False),
        ("6n", 0.91, "quận", True),
    ],
)
def test_thresholds(read: str, probability: float, text: str, review: bool) -> None:  # noqa: FBT001
    first, second = Choice("quận", 1, 0.0, 0.0), Choice("quân", 2, 0.0, 0.0)
    spot = Spot(0, 0, 0, read, (first, second), 0, capitals=False, mark=0)
    verdict = settled(spot, Solved(first, probability, second))
    assert (verdict.text, verdict.review) == (text, review)
    assert verdict.runner_up == ("quân" if text == "quận" else "quận")
    assert verdict.probability == probability


def test_a_token_that_may_be_two_words_is_left_where_they_are_doubtful() -> None:
    parts = Parts("(", (Unit("nhan", Kind.WORD), Unit("dan", Kind.WORD)), (" ",), ",")
    piece = Piece(3, 4, "(nhandan,")
    sure = [Verdict("nhân", 0.9, "nhận", review=False), Verdict("dân", 0.8, None, review=False)]
    assert judged(piece, parts, sure) == RepairedWord(3, 4, "(nhân dân,", 0.8, "nhận", review=False)
    doubtful = [sure[0], Verdict("dân", 0.5, None, review=False)]
    assert judged(piece, parts, doubtful) == RepairedWord(
        3, 4, "(nhandan,", 0.5, "(nhân dân,", review=True
    )


def test_a_unit_that_can_be_one_thing_only_has_no_other() -> None:
    only = Choice("quận", 1, 0.0, 0.0)
    spot = Spot(0, 0, 0, "quận", (only,), 0, capitals=False, mark=0)
    assert _best(spot, np.array([0]), np.array([1.0])) == Solved(only, 1.0, None)


def test_a_word_outside_the_vocabulary_stays_with_low_confidence(repairer: Repairer) -> None:
    for damage in ("eng", "stripped"):
        words = repaired(repairer, "phoi hop voi Microsoft va UBND huyen, QHPTTND, CCHC", damage)
        assert text_of(words) == "phối hợp với Microsoft và UBND huyện, QHPTTND, CCHC"
        low = [(word.text, word.review) for word in words if word.probability <= 0.5]
        assert low == [("Microsoft", True)]


@pytest.mark.parametrize("damage", ["eng", "stripped"])
def test_words_parted_by_the_end_of_a_line_are_read_together(
    repairer: Repairer, damage: str
) -> None:
    text = "cac co quan nha\nnuoc va Uy ban nhan\ndan quan Go\nVap"
    lines = [[Token(word) for word in line.split()] for line in text.split("\n")]
    found = [text_of(words) for words in repairer.repair(lines, damage=damage).lines]
    assert found == ["các cơ quan nhà", "nước và Ủy ban nhân", "dân quận Gò", "Vấp"]


def test_bold_lines_are_read_by_what_bold_type_becomes(repairer: Repairer) -> None:
    text = "nhiin din"
    found = [
        repairer.repair([[Token(word, bold=bold) for word in text.split()]], damage="eng").lines[0]
        for bold in (True, False)
    ]
    assert [word.probability for word in found[0]] != [word.probability for word in found[1]]


def test_marks_written_as_characters_of_their_own_join_their_letters(repairer: Repairer) -> None:
    text = "Ủy ban nhân dân huyện yêu cầu các đơn vị tổ chức thực hiện, báo cáo kết quả"
    assert repairer.repair_text(unicodedata.normalize("NFD", text)) == text
