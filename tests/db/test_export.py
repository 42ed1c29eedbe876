"""What goes out is opened again by other programs' readers and holds what the database holds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from openpyxl.reader.excel import load_workbook

from db import Grant, Report, TaskFilter, WorkState, late_ages, tracker, unit_counts
from db.export import FORMS, Letterhead, Sheet, write_summary
from db.export.reminders import URGENT
from db.export.summary import Summary, lines, note
from models import Comparator, DeadlineKind, Percentage, Role, TaskNature
from tests.db.notices import assignee, deadline, evidence, notice, reading, task

if TYPE_CHECKING:
    from db import Store

AS_OF = dt.date(2024, 11, 4)
NASTY = '=HYPERLINK("http://x";"bấm") - rà soát hồ sơ của ông Trần Văn Bình\x07, số 0903 123 456.'


@pytest.fixture
def filled(store: Store) -> Store:
    """Late, done late, open, recurring work and work without a lead; texts that look like code."""
    monthly = deadline(None, kind=DeadlineKind.RECURRING, rrule="FREQ=MONTHLY;BYMONTHDAY=25")
    asked = Percentage(verbatim="02/10", value=20, comparator=Comparator.EQUAL, evidence=evidence())
    store.save(
        reading(),
        notice(
            task(
                "3/1", NASTY, deadlines=(deadline(dt.date(2024, 10, 31)),), percentages=(asked,),
                assignees=(assignee(), assignee("-Phòng Tư pháp", Role.COORDINATE)),
            ),
            task("3/2", "Đã xong.", deadlines=(deadline(dt.date(2024, 10, 1)),)),
            task("3/3", "Còn hạn.", deadlines=(deadline(dt.date(2024, 12, 1)),)),
            task("4", "Báo cáo.", nature=TaskNature.RECURRING, deadlines=(monthly,),
                 assignees=(assignee("Văn phòng"),)),
            task("5", "Không ai.", assignees=(), deadlines=(deadline(dt.date(2024, 11, 6)),)),
        ),
        source=None,
    )  # fmt: skip
    with store.session() as session:
        ids = {row.task.path: row.task.task_id for row in tracker(session)}
    done = Report(
        state=WorkState.DONE, percent=100, day=dt.date(2024, 10, 10), result_document="15/BC"
    )
    store.progress(ids["3/2"], done, by="lan")
    grant = Grant(
        new_day=dt.date(2024, 11, 1), agreed_by="Chủ tịch", agreed_on=dt.date(2024, 10, 30)
    )
    store.extend(ids["3/1"], grant, by="lan")
    return store


def _sheet(store: Store, wanted: TaskFilter | None = None, **more: Any) -> Sheet:  # noqa: ANN401
    with store.session() as session:
        rows = tuple(tracker(session, wanted, as_of=AS_OF))
    return Sheet(rows=rows, as_of=AS_OF, **more)


def _written(form: str, sheet: Sheet) -> bytes:
    file = io.BytesIO()
    FORMS[form].write(sheet, file)
    assert not file.closed
    return file.getvalue()


def _events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def _cells(content: bytes) -> list[tuple[Any, ...]]:
    book: Any = load_workbook(io.BytesIO(content))  # type: ignore[no-untyped-call]
    return list(book.active.iter_rows())


def _words(content: bytes) -> tuple[Any, str]:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return paper, "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_workbook_holds_days_and_texts_and_no_formula(filled: Store) -> None:
    rows = _cells(_written("xlsx", _sheet(filled)))
    names = [cell.value for cell in rows[0]]
    first = dict(zip(names, rows[1], strict=True))
    assert first["Nội dung nhiệm vụ"].value == NASTY.replace("\x07", "")
    assert first["Nội dung nhiệm vụ"].data_type == "s"
    assert (first["Chỉ tiêu"].value, first["Chỉ tiêu"].data_type) == ("02/10", "s")
    assert first["Chỉ tiêu"].number_format == "@"
    assert first["Mục"].value == "3/1"
    assert first["Hạn"].value == dt.datetime(2024, 11, 1)  # noqa: DTZ001  workbooks know no zone
    assert first["Hạn"].is_date
    assert (first["Số ngày quá hạn"].value, first["Quá hạn so với hạn gốc"].value) == (3, 5)
    assert first["Hạn"].font.color.rgb == "FFC00000"
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    assert len(rows) == 6


def test_csv_opens_in_excel_and_runs_nothing(filled: Store) -> None:
    content = _written("csv", _sheet(filled))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 6
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["Nội dung nhiệm vụ"].startswith("'=HYPERLINK")
    assert rows[0]["Đơn vị phối hợp"] == "'-Phòng Tư pháp"
    assert (rows[0]["Chỉ tiêu"], rows[0]["Mục"], rows[0]["Hạn"]) == (
        "\t02/10",
        "\t3/1",
        "01/11/2024",
    )
    assert rows[1]["Văn bản kết quả"] == "15/BC"
    for row in rows:
        assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in row.values())


def test_json_lines_hold_what_was_read_unchanged(filled: Store) -> None:
    found = [json.loads(line) for line in _written("jsonl", _sheet(filled)).splitlines()]
    assert [line["path"] for line in found] == ["3/1", "3/2", "3/3", "4", "5"]
    assert found[0]["text"] == NASTY.replace("\x07", "") or found[0]["text"] == NASTY
    assert found[0]["work"]["last_day"] == "2024-11-01"
    assert (found[0]["code"], found[0]["as_of"]) == ("153/TB-VPUB", "2024-11-04")
    assert found[1]["work"]["cell"] == "hoan_thanh_qua_han"


@pytest.mark.parametrize("form", [name for name in FORMS if name != "ics"])
def test_masking_takes_names_and_numbers_out_of_every_form(filled: Store, form: str) -> None:
    def told(*, masked: bool) -> str:
        content = _written(form, _sheet(filled, masked=masked))
        if form == "xlsx":
            return str([[cell.value for cell in row] for row in _cells(content)])
        return _words(content)[1] if FORMS[form].suffix == ".docx" else content.decode()

    bare, masked = told(masked=False), told(masked=True)
    assert "Trần Văn Bình" in bare
    assert "0903 123 456" in bare
    for private in ("Trần Văn Bình", "0903 123 456", "Nguyễn Văn An"):
        assert private not in masked
    assert "ông T.V.B." in masked


def test_the_calendar_keeps_days_alarms_and_identities(filled: Store) -> None:
    content = _written("ics", _sheet(filled))
    events = _events(content)
    by_day = {event.decoded("dtstart"): event for event in events}
    assert list(by_day) == [
        dt.date(2024, 11, 1),
        dt.date(2024, 11, 30),
        dt.date(2024, 8, 25),
        dt.date(2024, 11, 5),
    ]  # fmt: skip  what is done is no event
    late = by_day[dt.date(2024, 11, 1)]
    assert late.decoded("dtend") == dt.date(2024, 11, 2)
    assert [alarm["trigger"].dt for alarm in late.walk("VALARM")] == [
        dt.timedelta(hours=8) - dt.timedelta(days=days) for days in (7, 3, 1)
    ]
    monthly = by_day[dt.date(2024, 8, 25)]["rrule"]
    assert (monthly["FREQ"], monthly["BYMONTHDAY"]) == (["MONTHLY"], [25])
    again = _events(_written("ics", _sheet(filled)))
    assert [event["uid"] for event in again] == [event["uid"] for event in events]
    assert len({event["uid"] for event in events}) == len(events)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_word_tracker_has_the_form_of_the_decree(filled: Store) -> None:
    head = Letterhead("Văn phòng", "Ủy ban nhân dân quận Gò Vấp", "Gò Vấp", "VP")
    sheet = _sheet(filled, letterhead=head, signer="Chánh Văn phòng")
    paper, words = _words(_written("docx", sheet))
    section = paper.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins if margin] == [30, 15, 20, 20]
    assert (paper.styles["Normal"].font.name, paper.styles["Normal"].font.size.pt) == (
        "Times New Roman", 13,
    )  # fmt: skip
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "VĂN PHÒNG",
        "ỦY BAN NHÂN DÂN QUẬN GÒ VẤP", "Gò Vấp, ngày 04 tháng 11 năm 2024", "Nơi nhận:",
        "BẢNG THEO DÕI TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", "CHÁNH VĂN PHÒNG", "quá hạn 3 ngày", "02/10",
    ):  # fmt: skip
        assert line in words
    (_, listed, _) = paper.tables
    assert len(listed.rows) == 6
    assert "w:tblHeader" in listed.rows[0]._tr.xml
    width = sum(cell.width for cell in listed.rows[1].cells)
    assert abs(width - (section.page_width - Mm(45))) < Mm(1)


def test_a_reminder_is_a_letter_to_each_unit(filled: Store) -> None:
    urgent = TaskFilter(due=URGENT)
    paper, words = _words(
        _written("reminders", _sheet(filled, urgent, answer_by=dt.date(2024, 11, 10)))
    )
    assert words.count("Kính gửi: ") == 1
    assert "Kính gửi: Phòng Nội vụ" in words
    assert "có 01 nhiệm vụ cần tập trung thực hiện, trong đó 01 nhiệm vụ đã quá hạn" in words
    assert "trước ngày 10 tháng 11 năm 2024./." in words
    assert "quá hạn 3 ngày" in words
    assert paper.sections[0].orientation == WD_ORIENT.PORTRAIT
    everyone = _words(_written("reminders", _sheet(filled)))[1]
    assert everyone.count("Kính gửi: ") == 2
    assert "Không có nhiệm vụ" in _words(_written("reminders", Sheet(rows=(), as_of=AS_OF)))[1]


def test_the_summary_shows_what_its_share_is_a_share_of(filled: Store) -> None:
    with filled.session() as session:
        summary = Summary(
            units=tuple(unit_counts(session, as_of=AS_OF)),
            as_of=AS_OF,
            ages=late_ages(session, as_of=AS_OF),
            before=tuple(unit_counts(session, as_of=dt.date(2024, 9, 30))),
        )
    office, room, total = lines(summary)
    assert (office.name, room.name, total.name) == ("Phòng Nội vụ", "Văn phòng", "Tổng cộng")
    assert (total.counts.done_late, total.counts.open_late, total.counts.fallen_due) == (1, 1, 2)
    assert (total.counts.percent, total.ages.to_30, total.before.percent) == (50.0, 1, None)
    assert "1/2" in note(summary)
    file = io.BytesIO()
    write_summary(summary, file)
    rows = [[cell.value for cell in row] for row in _cells(file.getvalue())]
    table = {row[1]: dict(zip(rows[2], row, strict=True)) for row in rows[3:6]}
    assert table["Tổng cộng"]["Đã đến hạn (mẫu số)"] == 2
    assert table["Tổng cộng"]["Tỷ lệ hoàn thành (%)"] == 50
    assert table["Văn phòng"]["Tỷ lệ hoàn thành (%)"] is None
    file = io.BytesIO()
    write_summary(summary, file, "csv")
    assert ";Tổng cộng;4;0;1;0;1;1;0;1;0;2;50,00;;1;0;0;0\r\n" in file.getvalue().decode(
        "utf-8-sig"
    )
    file = io.BytesIO()
    write_summary(summary, file, "docx")
    assert "chỉ tính nhiệm vụ có thời hạn đã đến hạn: 1/2" in _words(file.getvalue())[1]


def test_ages_of_lateness(store: Store) -> None:
    late = [
        task(
            str(days), f"Việc {days}.", deadlines=(deadline(AS_OF - dt.timedelta(days=days), None),)
        )
        for days in (0, 1, 30, 31, 90, 91, 120, 121, 400)
    ]
    store.save(reading(), notice(*late), source=None)
    for past in (AS_OF, None):
        with store.session() as session:
            (ages,) = late_ages(session, as_of=past).values()
        if past:
            assert ages.model_dump() == {"to_30": 2, "to_90": 2, "to_120": 2, "older": 2}
        else:
            assert ages.older == 9
