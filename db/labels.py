"""What states, cells and roles are called, as clerks call them, English beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.due import Cell, DueState
from db.tables import WorkState

if TYPE_CHECKING:
    from enum import StrEnum

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
