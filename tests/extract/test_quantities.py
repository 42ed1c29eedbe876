"""Figures as notices print them, and the cross-checks that flag what cannot be so."""

from __future__ import annotations

import pytest

from extract.findings import find_findings
from extract.quantities import find_percentages
from models.flags import message
from models.reading import Line, Page, PageKind, Reading, Word
from models.text import strip_marks
from tests.extract.test_tasks import HEAD, extractor, read

ASKED = """
hoàn thành trên 70% chỉ tiêu => > 70
hoàn thành hơn 70% chỉ tiêu => > 70
giải ngân đạt từ 95% trở lên => >= 95
số hóa ít nhất 20% số lượng thủ tục => >= 20
đạt tối thiểu 60% => >= 60
tỷ lệ tiêm không dưới 95% => >= 95
tỷ lệ đúng hạn không thấp hơn 85% => >= 85
giảm tỷ lệ trễ hạn xuống còn dưới 2% => < 2
tỷ lệ nợ xấu thấp hơn 3% => < 3
tỷ lệ hao hụt không quá 3% => <= 3
chi phí tối đa 5% => <= 5
bảo đảm 100% hồ sơ được số hóa => = 100
giải ngân đạt khoảng 80% => ~ 80
giải ngân đạt 80 phần trăm kế hoạch => = 80
tăng thêm 4,5% so với năm trước => + 4.5
thu ngân sách vượt 5% dự toán => + 5
cắt giảm 15% chi phí => - 15
nâng từ 80% lên 90% => = 90
giảm xuống còn 12,5 % => = 12.5
Đến hết năm 2025, 100% chi bộ sinh hoạt => = 100
đạt tỷ lệ tối thiểu tương ứng là 60%, 55% => >= 60 | >= 55
"""

STATED = """
giải ngân mới đạt 29,0% kế hoạch => percent 29
quận đạt 35 ,35% => percent 35.35
có 02/10 chỉ tiêu khó đạt => ratio 2/10
26/34 tỉnh, thành phố hoàn thành => ratio 26/34
đã phê duyệt 936/1.412 cơ sở => ratio 936/1412
xếp hạng thứ 18/22 quận, huyện => rank 18/22
xếp thứ 41/63 tỉnh, thành phố => rank 41/63
đứng thứ 3 toàn tỉnh => rank 3
trực 24/7, theo Nghị quyết số 12/2024, dịp lễ 30/4 =>
phục vụ nghỉ lễ 30/4 - 01/5 và cao điểm Hè; dịp Tết Dương lịch 1/1 năm 2026 =>
"""


def pairs(table: str) -> list[list[str]]:
    return [line.split(" =>") for line in table.strip().splitlines()]


@pytest.mark.parametrize("damage", [str, strip_marks], ids=["clean", "marks lost"])
@pytest.mark.parametrize(("text", "expected"), pairs(ASKED))
def test_what_is_asked_with_its_comparator(text: str, expected: str, damage: type[str]) -> None:
    plain = damage(text)
    found = find_percentages(plain)
    assert all(plain[f.start : f.end] == f.value.verbatim for f in found)
    told = [f"{f.value.comparator.value} {f.value.value:g}" for f in found]
    assert " | ".join(told) == expected.strip()


@pytest.mark.parametrize(("text", "expected"), pairs(STATED))
def test_what_is_stated(text: str, expected: str) -> None:
    found = [f.value for f in find_findings(text)]
    told = [f"{f.kind.value} {f.value:g}" + (f"/{f.of:g}" if f.of else "") for f in found]
    assert " | ".join(told) == expected.strip()


FLAGGED = """
1. Sở Y tế phấn đấu đạt tỷ lệ 89,32; báo cáo kết quả. => percent_sign_missing
1. Sở Y tế báo cáo trước ngày 10/6. => year_inferred
1. Sở Y tế báo cáo chậm nhất ngày 20/8/2025. => deadline_before_issue
1. Sở Y tế báo cáo trong 05 ngày làm việc. => anchor_assumed
1. Rà soát hồ sơ tồn đọng. => assignee_missing
1. Sở Y tế báo cáo trước ngày 25. => month_inferred
1. Sở Y tế định kỳ kiểm tra, báo cáo kết quả. => period_unknown
1. Sở Y tế trình trước kỳ họp thứ 20 HĐND tỉnh. => event_unscheduled
"""


@pytest.mark.parametrize(("body", "code"), pairs(FLAGGED))
def test_what_is_doubtful_in_a_task(body: str, code: str) -> None:
    task = read(body).tasks[0]
    flags = [*task.flags, *(flag for d in task.deadlines for flag in d.flags)]
    assert code.strip() in {flag.code for flag in flags}
    assert all(message(flag) != flag.code and message(flag, "en") for flag in flags)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("có 12/10 chỉ tiêu hoàn thành", "part_above_whole"),
        ("xếp hạng thứ 25/22 quận, huyện", "rank_above_total"),
        ("tỷ lệ hồ sơ đúng hạn đạt 112% kế hoạch tiếp nhận", "percent_above_100"),
    ],
)
def test_figures_that_cannot_be(text: str, code: str) -> None:
    assert [flag.code for f in find_findings(text) for flag in f.value.flags] == [code]


@pytest.mark.parametrize(
    ("text", "flags"),
    [("bảo đảm 100% hồ sơ", ()), ("đạt 101% hồ sơ", ("percent_above_100",)), ("tăng 120%", ())],
)
def test_only_more_than_all_is_doubtful(text: str, flags: tuple[str, ...]) -> None:
    (found,) = find_percentages(text)
    assert tuple(flag.code for flag in found.value.flags) == flags


def test_announced_and_listed_do_not_agree() -> None:
    notice = read("""1. Yêu cầu Sở Y tế tập trung thực hiện 03 nhiệm vụ sau:
a) Rà soát hồ sơ.
b) Công khai kết quả.""")
    flags = [flag for flag in notice.flags if flag.code == "count_mismatch"]
    assert [flag.detail for flag in flags] == ["3 ≠ 2"]


def test_a_word_read_without_certainty_is_shown() -> None:
    text = "1. Sở Y tế báo cáo trước ngày 31/10/2025."
    words, at = [], 0
    for word in text.split():
        sure = 0.3 if word.startswith("31") else 0.99
        words.append(Word(raw=word, text=word, start=at, confidence=sure))
        at += len(word) + 1
    lines = [Line(raw=line, text=line) for line in HEAD.splitlines()]
    page = Page(
        number=1,
        kind=PageKind.SCAN,
        width=0,
        height=0,
        lines=(*lines, Line(raw=text, text=text, words=tuple(words))),
    )
    source = Reading(file="a.pdf", sha256="", media_type="", pages=(page,), version="1")
    flags = extractor().extract(source).tasks[0].flags
    assert [(f.code, f.field) for f in flags] == [("read_unsurely", "deadlines.0")]


def test_a_gift_is_no_comparator() -> None:
    (quantity,) = find_percentages("tặng quà 100% hộ nghèo")
    assert quantity.value.comparator.value == "="
