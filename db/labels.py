"""What states, cells and roles are called, as clerks call them, English beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models import Cell, DueState, WorkState

if TYPE_CHECKING:
    from enum import StrEnum

    from db.work import Work

_WORDS: Final[dict[type[StrEnum], dict[str, tuple[str, str]]]] = {
    WorkState: {
        "moi": ("mới", "new"),
        "da_giao": ("đã giao", "assigned"),
        "da_nhan": ("đã nhận", "accepted"),
        "dang_thuc_hien": ("đang thực hiện", "under way"),
        "cho_xac_nhan": ("chờ xác nhận", "to be confirmed"),
        "hoan_thanh": ("hoàn thành", "done"),
        "tam_dung": ("tạm dừng", "paused"),
        "huy": ("hủy", "cancelled"),
        "thuc_hien_lai": ("thực hiện lại", "reopened"),
    },
    DueState: {
        "khong_han": ("không hạn", "no deadline"),
        "thuong_xuyen": ("thường xuyên", "standing"),
        "chua_den_han": ("chưa đến hạn", "not yet due"),
        "sap_den_han": ("sắp đến hạn", "due soon"),
        "den_han": ("đến hạn", "due today"),
        "qua_han": ("quá hạn", "overdue"),
    },
    Cell: {
        "hoan_thanh_dung_han": ("hoàn thành đúng hạn", "done in time"),
        "hoan_thanh_qua_han": ("hoàn thành quá hạn", "done late"),
        "hoan_thanh_khong_han": ("hoàn thành, không hạn", "done, no deadline"),
        "trong_han": ("đang thực hiện, trong hạn", "open, in time"),
        "qua_han": ("đang thực hiện, quá hạn", "open, overdue"),
        "khong_han": ("đang thực hiện, không hạn", "open, no deadline"),
        "thuong_xuyen": ("thường xuyên", "standing"),
        "dung_huy": ("dừng/hủy", "stopped"),
    },
}


def label(value: WorkState | DueState | Cell, lang: str = "vi") -> str:
    """The words for a state or cell.

    >>> label(Cell.DONE_LATE), label(DueState.SOON, "en")
    ('hoàn thành quá hạn', 'due soon')
    """
    vi, en = _WORDS[type(value)][value.value]
    return en if lang == "en" else vi


def standing(work: Work, lang: str = "vi") -> str:
    """How a piece of work stands, in one line.

    >>> from db.work import Work
    >>> standing(Work(
    ...     assignee_id=1, lead="A", unit="a", state=WorkState.UNDER_WAY, due=DueState.LATE,
    ...     cell=Cell.OPEN_LATE, days_late=5, percent=40,
    ... ))
    'đang thực hiện 40%, quá hạn 5 ngày'
    """
    parts = []
    if work.due is None:
        day = f" {work.done_on:%d/%m/%Y}" if work.done_on else ""
        of_work = work.cell is Cell.STOPPED
        parts.append((label(work.state, lang) if of_work else label(work.cell, lang)) + day)
    else:
        if work.state is not WorkState.NEW:
            share = f" {work.percent}%" if work.percent is not None else ""
            parts.append(label(work.state, lang) + share)
        parts.append(label(work.due, lang) + _days(work, lang))
    return ", ".join(parts)


def _days(work: Work, lang: str) -> str:
    if not work.days_late:
        return ""
    if work.days_late > 0:
        return f" {work.days_late} {'ngày' if lang == 'vi' else 'days'}"
    left = -work.days_late
    return f" (còn {left} ngày)" if lang == "vi" else f" ({left} days left)"
