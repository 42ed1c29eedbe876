"""How far work is and where it stands on a day: the words trackers and reports use."""

from __future__ import annotations

from enum import StrEnum


class WorkState(StrEnum):
    """How far an assignee is."""

    NEW = "moi"
    ASSIGNED = "da_giao"
    ACCEPTED = "da_nhan"
    UNDER_WAY = "dang_thuc_hien"
    TO_CONFIRM = "cho_xac_nhan"
    DONE = "hoan_thanh"
    PAUSED = "tam_dung"
    CANCELLED = "huy"
    REOPENED = "thuc_hien_lai"


class DueState(StrEnum):
    """Of open work, on a day."""

    NO_DEADLINE = "khong_han"
    STANDING = "thuong_xuyen"
    AHEAD = "chua_den_han"
    SOON = "sap_den_han"
    TODAY = "den_han"
    LATE = "qua_han"


class Cell(StrEnum):
    """Of all work: the cells that reports count."""

    DONE_IN_TIME = "hoan_thanh_dung_han"
    DONE_LATE = "hoan_thanh_qua_han"
    DONE_NO_DEADLINE = "hoan_thanh_khong_han"
    OPEN_IN_TIME = "trong_han"
    OPEN_LATE = "qua_han"
    OPEN_NO_DEADLINE = "khong_han"
    STANDING = "thuong_xuyen"
    STOPPED = "dung_huy"
