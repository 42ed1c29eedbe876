"""What the watched folder and the backfill say to people, Vietnamese first, English beside."""

from __future__ import annotations

from models import errors

_WORDS: dict[str, tuple[str, str]] = {
    "watching": (
        "Đang theo dõi {folder}. Hãy bỏ văn bản vào thư mục này. Nhấn Ctrl+C để dừng.",
        "Watching {folder}. Drop documents there. Press Ctrl+C to stop.",
    ),
    "recovered": (
        "Lần trước dừng giữa chừng: đọc tiếp {count} văn bản còn dở.",
        "Stopped half-way last time: going on with {count} documents.",
    ),
    "taken": ("{name}: đã nhận, đang chờ đọc.", "{name}: taken, waiting to be read."),
    "stuck": (
        "{name}: CHƯA nhận được ({detail}). Tệp vẫn ở thư mục nhận, sẽ tự thử lại.",
        "{name}: CANNOT be taken ({detail}). It stays in the inbox and is tried again.",
    ),
    "read": (
        "{name}: đã đọc ({status}), {tasks} nhiệm vụ → {place}",
        "{name}: read ({status}), {tasks} tasks → {place}",
    ),
    "new": ("mới", "new"),
    "unchanged": ("đã có, không đổi", "known, unchanged"),
    "updated": ("đã đọc lại", "read again"),
    "duplicate": ("trùng số, ký hiệu với văn bản đã có", "same number as a stored notice"),
    "refused": (
        "{name}: KHÔNG ĐỌC ĐƯỢC. {cause} → {place}",
        "{name}: NOT READ. {cause} → {place}",
    ),
    "secret": (
        "Một tệp CÓ DẤU ĐỘ MẬT, đã đưa vào khu cách ly đóng. Hãy báo người phụ trách bảo mật.",
        "A file bears a SECRECY MARK and lies in the closed quarantine. Tell the officer for it.",
    ),
    "gone": (
        "{name}: tệp đã bị lấy đi trước khi đọc.",
        "{name}: the file was taken away before it was read.",
    ),
    "was_gone": ("bị lấy đi", "taken away"),
    "was_refused": ("bị từ chối", "refused"),
    "was_secret": ("có dấu mật", "secret"),
    "stopping": ("Đã dừng. Tệp chưa đọc sẽ được đọc lần sau.", "Stopped. The rest is read later."),
    "retried": ("{name}: đã chuyển về thư mục nhận.", "{name}: moved back to the inbox."),
    "none_refused": ("Khu cách ly không có tệp nào.", "The quarantine is empty."),
    "not_refused": (
        "Không có {name} trong khu cách ly. Xem danh sách: ketluan status",
        "{name} is not in the quarantine. See: ketluan status",
    ),
    "status_inbox": ("Thư mục nhận", "Inbox"),
    "status_waiting": ("Chờ đọc", "Waiting"),
    "status_running": ("Đang đọc", "Being read"),
    "status_refused": ("Khu cách ly", "Quarantine"),
    "status_secret": ("Cách ly độ mật", "Closed quarantine"),
    "status_rate": ("Trong giờ qua", "Last hour"),
    "status_oldest": ("Chờ lâu nhất", "Oldest waiting"),
    "status_ended": ("Tất cả đã xong", "Ended in all"),
    "files": ("{count} tệp", "{count} files"),
    "seconds": ("{count} giây", "{count} seconds"),
    "table_copied": (
        'Đã chép {file}. Sửa xong, ghi vào ketluan.toml: {name} = "{file}"',
        '{file} written. When it is edited, put into ketluan.toml: {name} = "{file}"',
    ),
    "table_kept": (
        "{file} đã có, giữ nguyên.",
        "{file} is there already and stays as it is.",
    ),
    "config_ok": ("Cấu hình dùng được.", "The settings can be used."),
    "past": ("văn bản cũ", "past notices"),
    "reading_past": ("Đang đọc", "Reading"),
    "would_read": ("Sẽ đọc {count} tệp; {known} tệp đã biết.", "{count} to read; {known} known."),
    "report": (
        "Kết quả: {read} đã đọc ({tasks} nhiệm vụ), {known} đã biết, {refused} bị từ chối, {secret} có dấu mật, {left} chưa đọc.",
        "Result: {read} read ({tasks} tasks), {known} known, {refused} refused, {secret} secret, {left} left.",
    ),
    "refused_before": (
        "Trong số đã biết có {count} tệp bị từ chối ở lần chạy trước. Đọc lại: thêm --again; xem tên: --report.",
        "Of the known, {count} were refused in an earlier run. Read them again: --again; see their names: --report.",
    ),
    "backfill_stopped": (
        "Đã dừng theo yêu cầu. Chạy lại lệnh này để đọc tiếp.",
        "Stopped. Run the same command again to go on.",
    ),
    "working": (
        "Đang chờ văn bản từ hàng đợi chung ({count} văn bản song song). Nhấn Ctrl+C để dừng.",
        "Waiting for documents of the shared queue ({count} side by side). Ctrl+C stops.",
    ),
    "worker_stopping": ("Đã dừng.", "Stopped."),
    "report_cause": ("  {count} tệp: {words}", "  {count} files: {words}"),
    "rate": ("{rate:.0f} văn bản/giờ", "{rate:.0f} documents an hour"),
}  # fmt: skip


def tell(key: str, lang: str, **details: object) -> str:
    """The words for ``key``.

    >>> tell("taken", "vi", name="TB 286.pdf")
    'TB 286.pdf: đã nhận, đang chờ đọc.'
    """
    vi, en = _WORDS[key]
    return (en if lang == "en" else vi).format_map(details)


def cause(name: str, file: str, lang: str) -> str:
    """What an error of the tree says about a file.

    >>> cause("PasswordNeeded", "a.pdf", "en").startswith("File a.pdf is protected")
    True
    """
    kind = getattr(errors, name, errors.KetluanError)
    error: errors.KetluanError = kind(file=file)
    return error.message(lang)
