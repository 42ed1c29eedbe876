"""The monthly summary: of every unit the cells, the share done and what it is a share of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import xlsxwriter

from db.export import paper
from db.export.separated import plain, write_separated
from db.export.sheet import Letterhead
from db.overview import Ages, Counts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from typing import BinaryIO

    from db.overview import UnitCounts

_WIDE: Final = 34


@dataclass(frozen=True)
class Summary:
    """Counts of every unit on a day and, to be compared, on an earlier one."""

    units: tuple[UnitCounts, ...]
    as_of: dt.date
    ages: Mapping[str, Ages] = field(default_factory=dict)
    before: tuple[UnitCounts, ...] = ()
    before_day: dt.date | None = None
    lang: str = "vi"
    letterhead: Letterhead = field(default_factory=Letterhead)
    signer: str | None = None


class Line(NamedTuple):
    """One line of the table."""

    name: str
    counts: Counts
    ages: Ages
    before: Counts


class _Column(NamedTuple):
    vi: str
    en: str
    value: Callable[[Line], int | float | None]


COLUMNS: Final[tuple[_Column, ...]] = (
    _Column("Tổng số", "Total", lambda line: line.counts.total),
    _Column("Hoàn thành đúng hạn", "Done in time", lambda line: line.counts.done_in_time),
    _Column("Hoàn thành quá hạn", "Done late", lambda line: line.counts.done_late),
    _Column(
        "Hoàn thành, không hạn", "Done, no deadline", lambda line: line.counts.done_no_deadline
    ),
    _Column("Chưa hoàn thành, trong hạn", "Open, in time", lambda line: line.counts.open_in_time),
    _Column("Chưa hoàn thành, quá hạn", "Open, overdue", lambda line: line.counts.open_late),
    _Column(
        "Chưa hoàn thành, không hạn", "Open, no deadline", lambda line: line.counts.open_no_deadline
    ),
    _Column("Thường xuyên", "Standing", lambda line: line.counts.standing),
    _Column("Dừng, hủy", "Stopped", lambda line: line.counts.stopped),
    _Column("Đã đến hạn (mẫu số)", "Fallen due (denominator)", lambda line: line.counts.fallen_due),
    _Column("Tỷ lệ hoàn thành (%)", "Share done (%)", lambda line: line.counts.percent),
    _Column("Kỳ trước (%)", "Before (%)", lambda line: line.before.percent),
    _Column("Quá hạn 1-30 ngày", "Late 1-30 days", lambda line: line.ages.to_30),
    _Column("31-90 ngày", "31-90 days", lambda line: line.ages.to_90),
    _Column("91-120 ngày", "91-120 days", lambda line: line.ages.to_120),
    _Column("Trên 120 ngày", "Over 120 days", lambda line: line.ages.older),
)


def lines(summary: Summary) -> list[Line]:
    """A line a unit and the sum of all at the end."""
    earlier = {unit.unit: unit.counts for unit in summary.before}
    found = [
        Line(
            unit.name,
            unit.counts,
            summary.ages.get(unit.unit, Ages()),
            earlier.get(unit.unit, Counts()),
        )
        for unit in summary.units
    ]
    total = Line(
        "Total" if summary.lang == "en" else "Tổng cộng",
        _sum(Counts, [line.counts for line in found]),
        _sum(Ages, [line.ages for line in found]),
        _sum(Counts, [unit.counts for unit in summary.before]),
    )
    return [*found, total]


def note(summary: Summary) -> str:
    """What the share is a share of.

    >>> import datetime
    >>> note(Summary((), datetime.date(2024, 9, 30))).split(":")[0]
    'Tỷ lệ hoàn thành'
    """
    of = lines(summary)[-1].counts
    done = of.done_in_time + of.done_late
    if summary.lang == "en":
        return (
            f"Share done: done / (done + open and overdue), of tasks with a deadline that has fallen"
            f" due: {done}/{of.fallen_due}. Tasks without a deadline, still in time, standing or"
            " stopped are not counted in it."
        )
    return (
        "Tỷ lệ hoàn thành: số đã hoàn thành / (số đã hoàn thành + số quá hạn chưa hoàn thành),"
        f" chỉ tính nhiệm vụ có thời hạn đã đến hạn: {done}/{of.fallen_due}. Không tính nhiệm vụ"
        " không hạn, còn trong hạn, thường xuyên, dừng hoặc hủy."
    )


def write_summary(summary: Summary, file: BinaryIO) -> None:
    """As an .xlsx: numbers are numbers, the denominator stands beside every share."""
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    plain: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "border": 1}
    head = book.add_format(plain | {"bold": True, "text_wrap": True, "align": "center"})
    share = book.add_format(plain | {"num_format": "0.00"})
    cell, words = book.add_format(plain), book.add_format(plain | {"num_format": "@"})
    bold = book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True})
    made = book.add_worksheet("Summary" if summary.lang == "en" else "Tổng hợp")
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
    made.write_string(0, 0, _title(summary), bold)
    made.set_column(0, 0, 6)
    made.set_column(1, 1, _WIDE)
    made.set_column(2, 1 + len(COLUMNS), 11)
    for place, name in enumerate(_headings(summary)):
        made.write_string(2, place, name, head)
    made.freeze_panes(3, 2)
    listed = lines(summary)
    for number, line in enumerate(listed, start=1):
        made.write(2 + number, 0, number if number < len(listed) else "", cell)
        made.write_string(2 + number, 1, line.name, words)
        for place, column in enumerate(COLUMNS, start=2):
            value = column.value(line)
            style = share if "%" in column.vi else cell
            if value is None:
                made.write_blank(2 + number, place, None, style)
            else:
                made.write_number(2 + number, place, value, style)
    made.write_string(4 + len(listed), 0, note(summary))
    book.close()


def write_summary_word(summary: Summary, file: BinaryIO) -> None:
    """As a .docx, landscape, in the form of Nghị định 30; decimals with a comma."""
    made = paper.new_paper(landscape=True)
    paper.letterhead(made, summary.letterhead, summary.as_of)
    paper.title(
        made, "TỔNG HỢP", "Tình hình thực hiện nhiệm vụ của các đơn vị",
        f"(Tính đến {paper.long_day(summary.as_of)})",
    )  # fmt: skip
    count = len(COLUMNS) - 4  # lateness by age is for the screen, a page holds no more columns
    widths = [10.0, 47.0, *[195.0 / count] * count]
    rows = [
        [place, line.name, *(plain(column.value(line)) for column in COLUMNS[:count])]
        for place, line in _numbered(lines(summary))
    ]
    headings = list(zip(_headings(summary)[: 2 + count], widths, strict=True))
    last = [number == len(rows) - 1 for number in range(len(rows))]
    paper.grid(made, headings, rows, late=last, size=10.5)
    paper.write(made, note(summary), italic=True, align="justify")
    paper.closing(made, ("Như trên", "Lưu: VT"), summary.signer)
    made.save(file)


def write_summary_csv(summary: Summary, file: BinaryIO) -> None:
    """As CSV with semicolons, for Excel; decimals with a comma."""
    listed = lines(summary)
    rows = [
        [place, line.name, *(column.value(line) for column in COLUMNS)]
        for place, line in zip([*range(1, len(listed)), None], listed, strict=True)
    ]
    write_separated(file, [_headings(summary), *rows])


def _numbered(listed: list[Line]) -> list[tuple[str, Line]]:
    last = len(listed)
    return [(str(n) if n < last else "", line) for n, line in enumerate(listed, start=1)]


def _title(summary: Summary) -> str:
    day = f"{summary.as_of:%d/%m/%Y}"
    if summary.lang == "en":
        return f"Summary of tasks by unit, as of {day}"
    return f"Tổng hợp tình hình thực hiện nhiệm vụ của các đơn vị, tính đến ngày {day}"


def _headings(summary: Summary) -> list[str]:
    first = ["No.", "Unit"] if summary.lang == "en" else ["STT", "Đơn vị"]
    return first + [column.en if summary.lang == "en" else column.vi for column in COLUMNS]


def _sum(kind: Any, counts: list[Any]) -> Any:  # noqa: ANN401
    return kind(**{name: sum(getattr(one, name) for one in counts) for name in kind.model_fields})
