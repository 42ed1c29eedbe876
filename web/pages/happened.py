"""Entries of the audit in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from db import AuditRow

_ACTIONS: Final[dict[str, tuple[str, str]]] = {
    "stored": ("máy đọc và lưu", "read and stored"),
    "read_again": ("máy đọc lại", "read again"),
    "read_again_under_correction": ("máy đọc lại, giữ chỗ đã sửa", "read again, correction kept"),
    "seen": ("mở xem", "looked at"),
    "corrected": ("sửa {field}", "corrected {field}"),
    "confirmed": ("xác nhận nhiệm vụ", "confirmed a task"),
    "notice_confirmed": ("xác nhận văn bản", "confirmed the notice"),
    "settled": ("xác nhận chỗ nghi vấn", "settled a doubt"),
    "edited": ("{step}", "{step}"),
    "undone": ("hoàn tác: {step}", "undone: {step}"),
    "progress": ("ghi tiến độ", "reported progress"),
    "assigned": ("giao, chuyển đơn vị", "assigned"),
    "extended": ("gia hạn", "extended"),
    "exported": ("tải danh sách nhiệm vụ", "took the list away"),
    "sent": ("gửi tệp vào thư mục nhận", "sent a file to the inbox"),
    "given_again": ("đưa tệp không đọc được về thư mục nhận", "gave a refused file back"),
    "rules": ("đổi quy tắc tính hạn", "changed the rules"),
    "account_added": ("thêm tài khoản {account}", "added account {account}"),
    "password_set": ("đặt mật khẩu cho {account}", "set the password of {account}"),
    "role_set": ("đổi vai trò của {account}", "set the role of {account}"),
    "account_closed": ("khóa tài khoản {account}", "closed account {account}"),
    "account_opened": ("mở lại tài khoản {account}", "opened account {account}"),
    "token_added": ("tạo mã truy cập “{token}”", "made token “{token}”"),
    "token_revoked": ("hủy mã truy cập “{token}”", "revoked token “{token}”"),
    "signed_in": ("đăng nhập", "signed in"),
    "signed_out": ("đăng xuất", "signed out"),
    "sign_in_failed": ("đăng nhập sai", "failed to sign in"),
}
STEPS: Final[dict[str, tuple[str, str]]] = {
    "field": ("sửa một trường", "a field corrected"),
    "confirm": ("xác nhận nhiệm vụ", "a task confirmed"),
    "confirm_notice": ("xác nhận văn bản", "the notice confirmed"),
    "settle": ("xác nhận chỗ nghi vấn", "a doubt settled"),
    "split": ("tách nhiệm vụ", "a task split"),
    "merge": ("gộp nhiệm vụ", "tasks joined"),
    "add": ("thêm nhiệm vụ", "a task added"),
    "remove": ("bỏ nhiệm vụ", "a task taken out"),
}
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "text": ("Nội dung", "Text"),
    "assignees": ("Đơn vị", "Units"),
    "deadlines": ("Thời hạn", "Deadline"),
    "percentages": ("Chỉ tiêu", "Target"),
    "report_to": ("Báo cáo, trình", "Reports to"),
    "nature": ("Tính chất", "Nature"),
    "path": ("Mục", "Item"),
    "type": ("Tên loại", "Type"),
    "number": ("Số", "Number"),
    "symbol": ("Ký hiệu", "Symbol"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "parent": ("Cơ quan chủ quản", "Parent body"),
    "place": ("Nơi ban hành", "Place"),
    "issue_date": ("Ngày ban hành", "Issued"),
    "title": ("Trích yếu", "Title"),
    "chair": ("Người chủ trì", "Chair"),
    "meeting_name": ("Cuộc họp", "Meeting"),
    "meeting_date": ("Ngày họp", "Met on"),
    "signer": ("Người ký", "Signer"),
    "recipients": ("Nơi nhận", "Recipients"),
    "urgency": ("Độ khẩn", "Urgency"),
}


class Happened(NamedTuple):
    """An entry of the audit, for people."""

    at: dt.datetime
    by: str
    words: str
    document_id: int | None
    task_id: int | None


def field_words(field: str, lang: str) -> str:
    """What a field is called.

    >>> field_words("deadlines", "vi"), field_words("unheard_of", "en")
    ('Thời hạn', 'unheard_of')
    """
    return FIELDS.get(field, (field, field))[lang == "en"]


def step_words(step: str, lang: str) -> str:
    """What a step of a review is called.

    >>> step_words("split", "vi")
    'tách nhiệm vụ'
    """
    return STEPS.get(step, (step, step))[lang == "en"]


def happened(row: AuditRow, lang: str) -> Happened:
    """An entry in words; an action that is not known here is shown as it is."""
    template = _ACTIONS.get(row.action, (row.action, row.action))[lang == "en"]
    told = {
        str(key): str(value)
        for part in (row.before, row.after)
        if isinstance(part, dict)
        for key, value in part.items()
        if isinstance(value, str)
    }
    named = {
        "field": field_words(row.field or "", lang).lower(),
        "step": step_words(row.field or "", lang),
        "account": told.get("account", "?"),
        "token": told.get("token", "?"),
    }
    for key, value in named.items():
        template = template.replace("{" + key + "}", value)
    return Happened(row.at, row.by, template, row.document_id, row.task_id)
