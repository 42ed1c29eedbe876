"""What the command says to people, Vietnamese first, English beside."""

from __future__ import annotations

from typing import Literal

Lang = Literal["vi", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    "notice": ("Văn bản", "Notice"),
    "issued": ("Ngày ban hành", "Issued"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "title": ("Trích yếu", "Title"),
    "chair": ("Người chủ trì", "Chair"),
    "signer": ("Người ký", "Signer"),
    "path": ("Mục", "Item"),
    "page": ("Trang", "Page"),
    "task": ("Nội dung nhiệm vụ", "Task"),
    "assignee": ("Đơn vị chủ trì", "Lead"),
    "id": ("Mã", "Id"),
    "standing": ("Tình trạng", "State"),
    "others": ("Phối hợp / theo dõi", "Coordinate / supervise"),
    "coordinate": ("phối hợp", "coordinates"),
    "supervise": ("theo dõi", "supervises"),
    "deadline": ("Thời hạn", "Deadline"),
    "percent": ("Chỉ tiêu", "Target"),
    "findings": ("Số liệu đánh giá", "Findings"),
    "source": ("Nguồn", "Source"),
    "review": ("Cần xem lại", "To review"),
    "no_deadline": ("không hạn", "none"),
    "no_number": ("(không số)", "(no number)"),
    "no_tasks": ("Không có nhiệm vụ nào.", "No tasks."),
    "no_tasks_read": (
        "Không tìm thấy nhiệm vụ nào trong văn bản này.",
        "No tasks were found in this document.",
    ),
    "reading": ("Đang đọc", "Reading"),
    "new": ("mới", "new"),
    "unchanged": ("đã có, không đổi", "known, unchanged"),
    "updated": ("đã đọc lại", "read again"),
    "duplicate": ("trùng số, ký hiệu với văn bản đã có", "same number as a stored notice"),
    "ingested": ("{file}: {status}, {tasks} nhiệm vụ", "{file}: {status}, {tasks} tasks"),
    "nothing_found": (
        "Không có tệp PDF, ảnh hoặc văn bản nào trong thư mục đã cho.",
        "No PDF, image or text file in the given folder.",
    ),
    "interrupted": ("Đã dừng theo yêu cầu.", "Stopped."),
    "installed": ("đã cài", "installed"),
    "missing": ("CHƯA CÀI", "MISSING"),
    "all_well": ("Máy đã sẵn sàng.", "Everything is in place."),
    "next_page": ("Trang sau: --after {after}", "Next page: --after {after}"),
    "as_of": ("tính đến ngày {day:%d/%m/%Y}", "as of {day:%d/%m/%Y}"),
    "progress_recorded": (
        "Nhiệm vụ {task}: đã ghi tiến độ cho {count} đơn vị.",
        "Task {task}: progress recorded for {count} units.",
    ),
    "assigned": ("Nhiệm vụ {task}: đã giao {name}.", "Task {task}: assigned to {name}."),
    "extended": (
        "Nhiệm vụ {task}: gia hạn đến hết ngày {day:%d/%m/%Y}.",
        "Task {task}: extended until {day:%d/%m/%Y}, included.",
    ),
    "written": ("Đã ghi {file}: {count} dòng.", "{file} written: {count} rows."),
    "total": ("{count} nhiệm vụ", "{count} tasks"),
}


def say(key: str, lang: str, **details: object) -> str:
    """The words for ``key``.

    >>> say("total", "vi", count=9)
    '9 nhiệm vụ'
    """
    vi, en = _WORDS[key]
    return (en if lang == "en" else vi).format_map(details)
