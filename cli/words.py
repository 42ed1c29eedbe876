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
    "second": ("bộ đọc thứ hai (tùy chọn)", "second reader (optional)"),
    "second_missing": (
        "không có; đọc chậm hơn và kém chính xác hơn  →  pip install trueocr==0.1.1",
        "not there; reading is slower and less exact  →  pip install trueocr==0.1.1",
    ),
    "settings": ("cấu hình", "settings"),
    "usable": ("dùng được", "can be used"),
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
    "db_upgraded": ("Cơ sở dữ liệu đã ở bản {revision}.", "The database is at version {revision}."),
    "db_registers": (
        "Đã nạp {agencies} cơ quan, {days} ngày nghỉ và làm bù.",
        "{agencies} agencies, {days} days off and make-up days are kept.",
    ),
    "db_sound": ("Không thấy lỗi nào.", "No fault was found."),
    "db_backed_up": ("Đã sao lưu vào {file} ({mb} MB).", "Backed up to {file} ({mb} MB)."),
    "db_restore_sure": (
        "Thay toàn bộ dữ liệu đang có bằng {file}?",
        "Replace all present data by {file}?",
    ),
    "db_restored": (
        "Đã khôi phục từ {file}. Dữ liệu trước đó ở {before}.",
        "Restored from {file}. What was there before is in {before}.",
    ),
    "db_delete_sure": (
        "Xóa {count} văn bản cùng nhiệm vụ, tiến độ, chỉnh sửa? Không lấy lại được.",
        "Delete {count} documents with their tasks, reports and corrections? This is final.",
    ),
    "db_deleted": (
        "Đã xóa văn bản {id} ({file}), {tasks} nhiệm vụ.",
        "Document {id} ({file}) deleted, {tasks} tasks.",
    ),
    "db_original_gone": ("Đã xóa bản gốc {place}.", "The original {place} is removed."),
    "db_original_left": (
        "Bản gốc {place} không nằm trong kho lưu; hãy tự xóa nếu cần.",
        "The original {place} lies outside of the archive; remove it yourself where needed.",
    ),
    "db_expired": (
        "{count} văn bản quá {years} năm.",
        "{count} documents are older than {years} years.",
    ),
    "db_merged": (
        "Đã thêm {added} văn bản; {known} văn bản đã có, đã gộp tiến độ và chỉnh sửa.",
        "{added} documents added; {known} were there, their reports and corrections joined.",
    ),
    "rule_strict": (
        "“trước ngày D”: ngày cuối còn trong hạn là D-1 (strict).",
        "“trước ngày D”: the last day in time is the day before (strict).",
    ),
    "rule_lenient": (
        "“trước ngày D”: ngày D còn trong hạn (lenient).",
        "“trước ngày D”: D itself is in time (lenient).",
    ),
    "rule_soon": (
        "Sắp đến hạn: còn {days} ngày làm việc trở xuống.",
        "Due soon: {days} working days or less.",
    ),
    "fault_file": ("Tệp cơ sở dữ liệu hỏng: {detail}", "The database file is damaged: {detail}"),
    "fault_search": (
        "Chỉ mục tìm kiếm không khớp ({where}): {detail}",
        "The search index does not fit ({where}): {detail}",
    ),
    "fault_foreign_key": (
        "{where}: {detail} dòng trỏ tới dòng không còn",
        "{where}: {detail} rows point to rows that are gone",
    ),
    "fault_sums": ("{where}: {detail} dòng không khớp", "{where}: {detail} rows do not agree"),
    "fault_missing": (
        "Văn bản {where}: không mở được bản gốc {detail}",
        "Document {where}: the original cannot be opened, {detail}",
    ),
    "fault_changed": (
        "Văn bản {where}: bản gốc {detail} đã bị thay đổi",
        "Document {where}: the original {detail} was changed",
    ),
    "fault_orphan": (
        "Tệp mồ côi trong kho lưu, không văn bản nào nhắc tới: {where}",
        "A file in the archive that no document names: {where}",
    ),
    "no_such_unit": ("không có đơn vị chủ trì nào tên như vậy", "no lead of that name"),
    "total": ("{count} nhiệm vụ", "{count} tasks"),
}


def say(key: str, lang: str, **details: object) -> str:
    """The words for ``key``.

    >>> say("total", "vi", count=9)
    '9 nhiệm vụ'
    """
    vi, en = _WORDS[key]
    return (en if lang == "en" else vi).format_map(details)
