"""``ketluan export``: tracker, calendar, reminders, summary, gold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import choose
from cli.files import output_file
from cli.options import grouped
from cli.words import say

if TYPE_CHECKING:
    from db.export import Letterhead, Sheet
    from pipeline import Settings

app = typer.Typer(
    no_args_is_help=True, help="Xuất bảng theo dõi, lịch, đôn đốc, tổng hợp | Take out"
)


class TrackerForm(StrEnum):
    """Forms of the tracker."""

    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"
    DOCX = "docx"


class SummaryForm(StrEnum):
    """Forms of the summary."""

    XLSX = "xlsx"
    CSV = "csv"
    DOCX = "docx"


Out = Annotated[
    Path | None, typer.Option("--output", "-o", help="Tệp ghi ra; - là màn hình | where it goes")
]
Mask = Annotated[bool, typer.Option("--mask", help="Che tên người, số điện thoại | mask names")]
Unit = Annotated[
    str | None, typer.Option(help="Chỉ một đơn vị chủ trì | only this lead (phong noi vu)")
]


@dataclass(frozen=True)
class Sender:
    """Who sends a letter: what stands at its head and at its foot."""

    issuer: Annotated[str | None, typer.Option(help="Cơ quan gửi, đầu trang Word | sender")] = None
    parent: Annotated[str | None, typer.Option(help="Cơ quan cấp trên, đầu trang | body above")] = (
        None
    )
    place: Annotated[str | None, typer.Option(help="Địa danh | place")] = None
    symbol: Annotated[str | None, typer.Option(help="Ký hiệu (VP) | symbol behind the number")] = (
        None
    )
    signer: Annotated[str | None, typer.Option(help="Chức vụ người ký | title of who signs")] = None

    def letterhead(self) -> Letterhead:
        """Its head."""
        from db.export import Letterhead  # noqa: PLC0415  not for --help

        return Letterhead(self.issuer, self.parent, self.place, self.symbol)

    def of(self, sheet: Sheet) -> Sheet:
        """The sheet as they send it."""
        return replace(sheet, letterhead=self.letterhead(), signer=self.signer)


@app.command(name="tracker")
@grouped
def tracker(
    context: typer.Context,
    *,
    unit: Unit = None,
    which: choose.Which,
    as_of: choose.AsOf = None,
    sort: choose.Order = "newest",
    form: Annotated[
        TrackerForm, typer.Option("--format", help="Dạng tệp | form")
    ] = TrackerForm.XLSX,
    mask: Mask = False,
    sender: Sender,
    out: Out = None,
) -> None:
    """Bảng theo dõi nhiệm vụ | The tracker, a row a lead."""
    sheet = _sheet(context.obj, which, as_of, unit=unit, sort=sort, masked=mask)
    sheet = sender.of(sheet)
    _write(context.obj, form.value, sheet, out, "theo-doi")


@app.command(name="calendar")
def calendar(
    context: typer.Context,
    *,
    unit: Unit = None,
    assignee: choose.Assignee = None,
    due_before: choose.DueBefore = None,
    due_after: choose.DueAfter = None,
    as_of: choose.AsOf = None,
    mask: Mask = False,
    out: Out = None,
) -> None:
    """Lịch thời hạn, có nhắc trước | Deadlines of open work as iCalendar with alarms."""
    which = choose.Which(assignee=assignee, due_before=due_before, due_after=due_after)
    sheet = _sheet(context.obj, which, as_of, unit=unit, sort="due", masked=mask)
    _write(context.obj, "ics", sheet, out, "lich")


@app.command(name="reminders")
@grouped
def reminders(
    context: typer.Context,
    *,
    unit: Unit = None,
    due: choose.Due = None,
    as_of: choose.AsOf = None,
    answer_by: Annotated[
        dt.date | None, typer.Option(parser=choose.day, help="Báo cáo trước ngày | answer before")
    ] = None,
    mask: Mask = False,
    sender: Sender,
    out: Out = None,
) -> None:
    """Công văn đôn đốc, mỗi đơn vị một văn bản | Reminders, a letter a unit (Word)."""
    from db.export.reminders import URGENT  # noqa: PLC0415

    which = choose.Which(due=due or list(URGENT))
    sheet = _sheet(context.obj, which, as_of, unit=unit, sort="due", masked=mask)
    sheet = sender.of(replace(sheet, answer_by=answer_by))
    _write(context.obj, "reminders", sheet, out, "don-doc")


@app.command(name="summary")
@grouped
def summary(
    context: typer.Context,
    *,
    as_of: choose.AsOf = None,
    compare: Annotated[
        dt.date | None, typer.Option(parser=choose.day, help="So với ngày | compared with this day")
    ] = None,
    form: Annotated[
        SummaryForm, typer.Option("--format", help="Dạng tệp | form")
    ] = SummaryForm.XLSX,
    sender: Sender,
    out: Out = None,
) -> None:
    """Tổng hợp theo đơn vị: đúng hạn, quá hạn, mẫu số | Summary by unit, with its denominator."""
    from db import Store, late_ages, today, unit_counts  # noqa: PLC0415  not for --help
    from db.export import write_summary  # noqa: PLC0415
    from db.export.summary import Summary  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store, store.session() as session:
        made = Summary(
            units=tuple(unit_counts(session, as_of=as_of)),
            as_of=as_of or today(),
            ages=late_ages(session, as_of=as_of),
            before=tuple(unit_counts(session, as_of=compare)) if compare else (),
            before_day=compare,
            lang=settings.lang,
            letterhead=sender.letterhead(),
            signer=sender.signer,
        )
    path = out or Path(f"tong-hop-{made.as_of}.{form.value}")
    with output_file(path) as file:
        write_summary(made, file, form.value)
    _told(settings, path, len(made.units))


@app.command(name="gold")
def gold(
    context: typer.Context,
    documents: Annotated[list[int], typer.Argument(help="Số văn bản | ids of documents")],
    *,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Kể cả chưa rà soát | also where nobody reviewed it")
    ] = False,
    out: Annotated[Path, typer.Option("--output", "-o", help="Thư mục | folder")] = Path("gold"),
) -> None:
    """Văn bản đã rà soát thành mẫu chuẩn JSON | Reviewed notices as gold annotations."""
    from db import Store  # noqa: PLC0415
    from db.export import gold_of, write_gold  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store, store.session() as session:
        for document in documents:
            shape = gold_of(session, document, reviewed=not as_is)
            path = out / f"{Path(shape['file']).stem}.json"
            with output_file(path) as file:
                write_gold(shape, file)
            _told(settings, path, len(shape["tasks"]))


def _sheet(
    settings: Settings,
    which: choose.Which,
    as_of: dt.date | None,
    *,
    unit: str | None,
    sort: str,
    masked: bool,
) -> Sheet:
    from db import Sort, Store, tracker, units_like  # noqa: PLC0415
    from db.export import Sheet  # noqa: PLC0415

    with Store.open(settings.database_url) as store, store.session() as session:
        wanted = which.filter()
        if unit is not None:
            found = units_like(session, unit)
            if len(found) != 1:
                names = "; ".join(found.values()) or say("no_such_unit", settings.lang)
                raise typer.BadParameter(f"--unit {unit}: {names}")
            wanted = wanted.model_copy(update={"unit": next(iter(found))})
        rows = tracker(session, wanted, as_of=as_of, sort=Sort(sort))
    return Sheet(rows=tuple(rows), as_of=as_of, lang=settings.lang, masked=masked)


def _write(settings: Settings, form: str, sheet: Sheet, out: Path | None, name: str) -> None:
    from db.export import FORMS  # noqa: PLC0415

    path = out or Path(f"{name}-{sheet.day}{FORMS[form].suffix}")
    with output_file(path) as file:
        FORMS[form].write(sheet, file)
    _told(settings, path, len(sheet.rows))


def _told(settings: Settings, path: Path, count: int) -> None:
    if str(path) != "-":
        print(say("written", settings.lang, file=path, count=count))
