"""Terms of one sentence that are one term: a day belongs to the recurring words beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.found import Found
from extract.terms import WEEKDAY, weekdays
from models.notice import DeadlineKind

if TYPE_CHECKING:
    from models.notice import Deadline

_ON_WEEKDAY = re.compile(
    rf"\b(?:vao|truoc|trong|cham nhat)\s+(?:ngay\s+|chieu\s+|sang\s+)?{WEEKDAY}"
)
_SENTENCE = re.compile(r"[;]|\.(?=\s)")


def folded(chosen: list[Found[Deadline]], bones: str) -> list[Found[Deadline]]:
    """A day without month or year in the sentence of a recurring term belongs to that term.

    "Hằng tháng, tổng hợp báo cáo trước ngày 25" is one recurring deadline.
    """
    result: list[Found[Deadline]] = []
    dropped: set[int] = set()
    for i, found in enumerate(chosen):
        if found.value.kind is not DeadlineKind.RECURRING:
            continue
        for j, other in enumerate(chosen):
            if j != i and j not in dropped and i not in dropped and _belongs(found, other, bones):
                found = _joined(found, other)  # noqa: PLW2901
                dropped.add(j)
        result.append(_weekly(found, bones)) if i not in dropped else None
    kept = [
        found
        for j, found in enumerate(chosen)
        if j not in dropped and found.value.kind is not DeadlineKind.RECURRING
    ]
    return sorted(result + kept)


def _belongs(found: Found[Deadline], other: Found[Deadline], bones: str) -> bool:
    start, end = min(found.end, other.end), max(found.start, other.start)
    if _SENTENCE.search(bones, start, end):
        return False
    rule = found.value.rrule or ""
    if "BYMONTHDAY" in rule and other.value.rrule is not None:
        return False
    if other.value.kind is DeadlineKind.RECURRING:
        lasting = "BYMONTH=" in (other.value.rrule or "") and "INTERVAL=3" in rule
        return lasting or not rule or not other.value.rrule
    if other.value.kind is not DeadlineKind.DATE or other.start < found.start:
        return False
    month_missing = any(flag.code == "month_inferred" for flag in other.value.flags)
    if month_missing:
        return "MONTHLY" in rule
    no_year = any(flag.code in {"year_inferred", "year_missing"} for flag in other.value.flags)
    return no_year and "YEARLY" in rule and bool(re.search(r"\d", other.value.verbatim))


def _weekly(found: Found[Deadline], bones: str) -> Found[Deadline]:
    """The day of the week where it stands apart: "hằng tuần tổng hợp, báo cáo vào thứ Sáu"."""
    if found.value.rrule != "FREQ=WEEKLY":
        return found
    stop = _SENTENCE.search(bones, found.end)
    named = _ON_WEEKDAY.search(bones, found.end, stop.start() if stop else len(bones))
    days = weekdays(named[0]) if named else []
    if not days:
        return found
    rule = f"FREQ=WEEKLY;BYDAY={','.join(days)}"
    return found._replace(value=found.value.model_copy(update={"rrule": rule}))


def _joined(found: Found[Deadline], other: Found[Deadline]) -> Found[Deadline]:
    if other.value.rrule and not found.value.rrule:
        found, other = other, found
    rule = found.value.rrule
    day = other.value.date
    numbers = re.findall(r"\d+", other.value.verbatim)
    if other.value.rrule:
        rule = other.value.rrule
    elif rule and "YEARLY" in rule and day:
        rule = f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}"
    elif rule and numbers:
        rule = f"{rule};BYMONTHDAY={int(numbers[-1])}"
    update = {"rrule": rule, "bound": other.value.bound or found.value.bound}
    return Found(found.start, found.end, found.value.model_copy(update=update))
