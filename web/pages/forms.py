"""What people type into forms, as values: days, percentages, rows of several fields."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from models import Comparator, DeadlineKind, Recipient, Role
from models.errors import Both, CannotRecord
from models.text import fold, nfc, single_blanks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.datastructures import FormData

    from models import Assignee, Deadline, Percentage
    from models.agency import Resolved

Row = dict[str, str]
_PARTED = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS: Final = (
    (("it nhat", "toi thieu", "tro len", "khong thap hon", "khong duoi", "dat tu"), ">="),
    (("tren", "hon", "vuot"), ">"),
    (("toi da", "khong qua", "khong vuot", "nhieu nhat", "tro xuong"), "<="),
    (("duoi",), "<"),
    (("khoang", "gan"), "~"),
    (("tang them", "tang"), "+"),
    (("giam",), "-"),
)
_NUMBER = re.compile(r"\d{1,3}(?:[.]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")


def text(form: FormData, name: str) -> str:
    """One field: composed letters, single blanks, none at the ends."""
    value = form.get(name)
    return single_blanks(nfc(value)) if isinstance(value, str) else ""


def day(words: str, near: dt.date | None = None) -> dt.date | None:
    """A day as clerks type it; without a year the one nearest behind ``near``.

    >>> day("31/10/2024"), day("31.10.24"), day("31102024"), day("2024-10-31")
    (datetime.date(2024, 10, 31), datetime.date(2024, 10, 31), datetime.date(2024, 10, 31), datetime.date(2024, 10, 31))
    >>> day("15/1", dt.date(2024, 8, 20)), day("3110", dt.date(2024, 8, 20)), day("")
    (datetime.date(2025, 1, 15), datetime.date(2024, 10, 31), None)

    Raises:
        CannotRecord: there is no such day.
    """
    plain = words.strip()
    if not plain:
        return None
    if found := _ISO.fullmatch(plain):
        parts = (found[3], found[2], found[1])
    elif found := _PARTED.fullmatch(plain) or _SOLID.fullmatch(plain):
        parts = (found[1], found[2], found[3])
    else:
        raise _no_day(plain)
    try:
        if parts[2] is not None:
            year = int(parts[2])
            return dt.date(year + 2000 if year < 100 else year, int(parts[1]), int(parts[0]))
        begin = near or dt.date.today()  # noqa: DTZ011  only the year is taken
        made = dt.date(begin.year, int(parts[1]), int(parts[0]))
        return made if made >= begin else made.replace(year=begin.year + 1)
    except ValueError:
        raise _no_day(plain) from None


def _no_day(words: str) -> CannotRecord:
    return CannotRecord(
        detail=Both(
            f"“{words[:40]}” không phải ngày; hãy gõ như 31/10/2024",
            f"“{words[:40]}” is no day; type it like 31/10/2024",
        )
    )


def figure(words: str) -> float | None:
    """A number with Vietnamese marks.

    >>> figure("98,62"), figure("1.250"), figure("70 %"), figure("12.5"), figure("")
    (98.62, 1250.0, 70.0, 12.5, None)

    Raises:
        CannotRecord: it is no number.
    """
    plain = words.replace("%", "").strip()
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain):
        raise CannotRecord(
            detail=Both(f"“{words[:40]}” không phải số", f"“{words[:40]}” is no number")
        )
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))


def comparator(words: str) -> Comparator:
    """How the printed words compare.

    >>> comparator("ít nhất 70%"), comparator("giảm 20%"), comparator("70%")
    (<Comparator.AT_LEAST: '>='>, <Comparator.DECREASE: '-'>, <Comparator.EQUAL: '='>)
    """
    folded = f" {fold(words)} "
    for phrases, sign in _WORDS:
        if any(f" {phrase} " in folded for phrase in phrases):
            return Comparator(sign)
    return Comparator.EQUAL


def rows(form: FormData, *names: str) -> list[Row]:
    """The rows of a form whose fields repeat; all of one length, or none.

    Raises:
        CannotRecord: the form was tampered with.
    """
    columns = [
        [single_blanks(nfc(str(value))) for value in form.getlist(name) if isinstance(value, str)]
        for name in names
    ]
    if len({len(column) for column in columns}) > 1 or (columns and len(columns[0]) > 200):
        raise CannotRecord(detail=Both("biểu mẫu không đầy đủ", "the form is not complete"))
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def assignees(
    found: Sequence[Row], before: Sequence[Assignee], resolve: Callable[[str], Resolved | None]
) -> list[dict[str, Any]]:
    """Rows ``keep``, ``name``, ``role`` as the value of ``assignees``; nameless rows are dropped.

    Raises:
        CannotRecord: the form was tampered with.
    """
    made = []
    for row in found:
        if not fold(row["name"]):
            continue
        old = _kept(row, before)
        value: dict[str, Any] = old.model_dump(mode="json") if old else {}
        value |= {"name": row["name"], "role": _one_of(Role, row["role"]).value, "flags": []}
        if old is None or old.name != row["name"]:
            known = resolve(row["name"])
            value["agency"] = known.key if known is not None and known.score == 1.0 else None
        made.append(value)
    return made


def deadlines(
    found: Sequence[Row], before: Sequence[Deadline], near: dt.date | None
) -> list[dict[str, Any]]:
    """Rows ``keep``, ``day``, ``bound``, ``kind``, ``verbatim`` as the value of ``deadlines``.

    Raises:
        CannotRecord: a day is none, or the form was tampered with.
    """
    made = []
    for row in found:
        given = day(row["day"], near)
        if given is None and not row["verbatim"]:
            continue
        old = _kept(row, before)
        value: dict[str, Any] = old.model_dump(mode="json") if old else {}
        kind = _one_of(DeadlineKind, row["kind"])
        if given is not None and kind in {DeadlineKind.CONTINUOUS, DeadlineKind.EVENT}:
            kind = DeadlineKind.DATE
        told = given.isoformat() if given else None
        dated = kind is DeadlineKind.DATE
        verbatim = row["verbatim"] or (f"{given:%d/%m/%Y}" if given else "")
        value |= {
            "verbatim": verbatim,
            "kind": kind.value,
            "bound": row["bound"] or None,
            "date": told if dated else None,
            "due": None if dated else told,
            "year_inferred": False,
            "flags": [],
        }
        made.append(value)
    return made


def percentages(found: Sequence[Row], before: Sequence[Percentage]) -> list[dict[str, Any]]:
    """Rows ``keep``, ``verbatim``, ``comparator``, ``value``, ``measure`` as ``percentages``.

    A value that is not given is taken from the printed words, and so is the comparator.

    Raises:
        CannotRecord: a value is no number, or the form was tampered with.
    """
    made = []
    for row in found:
        if not row["verbatim"] and not row["value"]:
            continue
        old = _kept(row, before)
        value: dict[str, Any] = old.model_dump(mode="json") if old else {}
        printed = _NUMBER.search(row["verbatim"])
        amount = figure(row["value"] or (printed[0] if printed else ""))
        if amount is None:
            raise CannotRecord(
                detail=Both(
                    f"“{row['verbatim'][:40]}”: chưa có số",
                    f"“{row['verbatim'][:40]}”: there is no number",
                )
            )
        sign = (
            _one_of(Comparator, row["comparator"])
            if row["comparator"]
            else comparator(row["verbatim"])
        )
        value |= {
            "verbatim": row["verbatim"] or f"{row['value'].rstrip('% ')}%",
            "value": amount,
            "comparator": sign.value,
            "measure": row["measure"] or None,
            "flags": [],
        }
        made.append(value)
    return made


def recipients(words: str, before: Sequence[Recipient]) -> list[dict[str, Any]]:
    """Lines as recipients; those that were there keep their evidence."""
    known = {fold(item.text): item for item in before}
    return [
        (known.get(fold(line)) or Recipient(text=line)).model_dump(mode="json") | {"text": line}
        for line in lines(words)
    ]


def lines(words: str) -> list[str]:
    r"""The lines that hold something.

    >>> lines("Chủ tịch\r\n\r\n  Phó  Chủ tịch ")
    ['Chủ tịch', 'Phó Chủ tịch']
    """
    return [clean for line in nfc(words).splitlines() if (clean := single_blanks(line))]


def _kept(row: Row, before: Sequence[Any]) -> Any:  # noqa: ANN401  a record of the field
    if not row["keep"]:
        return None
    if not row["keep"].isdigit() or int(row["keep"]) >= len(before):
        raise CannotRecord(detail=Both("biểu mẫu không đúng", "the form does not fit"))
    return before[int(row["keep"])]


def _one_of(kind: Any, value: str) -> Any:  # noqa: ANN401  an enumeration and its member
    try:
        return kind(value)
    except ValueError:
        raise CannotRecord(detail=f"“{value[:40]}”?") from None
