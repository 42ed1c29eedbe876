"""The words of review flags: what is doubtful and what a clerk should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from models.notice import Flag


class Words(NamedTuple):
    """A message in both languages; ``{detail}`` is where the flag's own words stand."""

    vi: str
    en: str


FLAGS: Final[dict[str, Words]] = {
    "agency_alike": Words(
        "Tên cơ quan chỉ gần giống “{detail}” trong danh mục, đề nghị kiểm tra",
        "The agency's name is only similar to “{detail}” of the register; please check",
    ),
    "agency_not_valid": Words(
        "“{detail}” không còn hoặc chưa hoạt động vào ngày ban hành",
        "“{detail}” did not exist on the day of issue",
    ),
    "agency_unknown": Words(
        "“{detail}” chưa có trong danh mục cơ quan",
        "“{detail}” is not in the register of agencies",
    ),
    "anchor_assumed": Words(
        "Không ghi tính từ ngày nào; tạm tính từ ngày ban hành",
        "The paper does not say from which day to count; counted from the day of issue",
    ),
    "assignee_missing": Words(
        "Nhiệm vụ chưa rõ cơ quan thực hiện",
        "The task names nobody who is to do it",
    ),
    "count_mismatch": Words(
        "Số mục nêu trước và số mục liệt kê không khớp: {detail}",
        "The number announced is not the number listed: {detail}",
    ),
    "date_by_hand": Words(
        "Ngày ban hành viết tay, đọc theo chữ số cuối và ngày ký số {detail}; đề nghị xem ảnh",
        "The day was written by hand, read from its last digit and the signature of {detail}; please check",
    ),
    "date_missing": Words("Không đọc được ngày ban hành", "The day of issue cannot be read"),
    "date_not_after": Words(
        "Không đọc được ngày ban hành; bản số hóa được ký số ngày {detail}",
        "The day of issue cannot be read; the copy was signed on {detail}",
    ),
    "dates_far_apart": Words(
        "Ngày ban hành {detail} cách xa ngày họp",
        "The day of issue, {detail}, lies far from the day of the meeting",
    ),
    "deadline_before_issue": Words(
        "Thời hạn “{detail}” đứng trước ngày ban hành",
        "The deadline “{detail}” lies before the day of issue",
    ),
    "duplicate": Words(
        "Trùng số, ký hiệu với văn bản {detail}",
        "Same number and symbol as document {detail}",
    ),
    "event_unscheduled": Words(
        "Thời hạn gắn với “{detail}”, chưa biết diễn ra ngày nào",
        "The deadline hangs on “{detail}”, whose day is not known",
    ),
    "from_stamp": Words(
        "“{detail}” lấy từ con dấu hoặc chữ ký số, không phải từ phần in",
        "“{detail}” comes from the stamp or the digital signature, not from print",
    ),
    "holidays_unknown": Words(
        "Chưa có lịch nghỉ lễ năm {detail}; ngày đến hạn có thể lệch",
        "No holidays are known for {detail}; the due day may be off",
    ),
    "issuer_from_closing": Words(
        "Cơ quan ban hành “{detail}” suy từ phần cuối văn bản",
        "The issuer “{detail}” was taken from the end of the document",
    ),
    "issuer_mended": Words(
        "Tên cơ quan ban hành đọc được là “{detail}”, đã sửa theo danh mục",
        "The issuer's name was read as “{detail}” and mended by the register",
    ),
    "letterhead_missing": Words("Không đọc được phần đầu văn bản", "The letterhead cannot be read"),
    "meeting_after_issue": Words(
        "Ngày họp {detail} sau ngày ban hành",
        "The meeting, {detail}, is later than the day of issue",
    ),
    "month_inferred": Words(
        "Thời hạn không ghi tháng; tạm hiểu là tháng ban hành hoặc tháng kế tiếp",
        "The deadline names no month; that of issue or the next was taken",
    ),
    "not_read_again": Words(
        "Lần đọc lại không thấy nhiệm vụ này nữa; giữ lại vì đã có người cập nhật",
        "A later reading did not find this task; kept because people had worked on it",
    ),
    "number_by_hand": Words(
        "Số văn bản viết tay, máy đọc thành “{detail}”; đề nghị xem ảnh và nhập số",
        "The number was written by hand and read as “{detail}”; please key it in from the image",
    ),
    "number_missing": Words("Không có hoặc không đọc được số văn bản", "No number can be read"),
    "part_above_whole": Words("Phần lớn hơn tổng", "The part is greater than the whole"),
    "percent_above_100": Words("Tỷ lệ {detail}% vượt quá 100%", "{detail}% is above 100%"),
    "percent_sign_missing": Words(
        "Số {detail} có thể thiếu dấu %", "The sign % may be missing behind {detail}"
    ),
    "period_unknown": Words(
        "Chưa hiểu chu kỳ “{detail}”", "The period “{detail}” is not understood"
    ),
    "rank_above_total": Words(
        "Thứ hạng lớn hơn tổng số", "The rank is greater than the number of those ranked"
    ),
    "read_unsurely": Words("Đọc chưa chắc chắn: “{detail}”", "Read without certainty: “{detail}”"),
    "signer_missing": Words("Không đọc được tên người ký", "The signer's name cannot be read"),
    "signer_mended": Words(
        "Tên người ký đọc được là “{detail}”, đã bổ sung theo tên ghi ở chỗ khác trong văn bản",
        "The signer's name was read as “{detail}” and completed from elsewhere in the paper",
    ),
    "signer_unreadable": Words(
        "Tên người ký bị dấu, chữ ký che, máy đọc thành “{detail}”; đề nghị xem ảnh",
        "Seal or signature hide the signer's name, read as “{detail}”; please look at the image",
    ),
    "tasks_missing": Words(
        "Không tìm thấy nhiệm vụ nào trong văn bản, đề nghị xem lại",
        "No task was found in the document; please look at it",
    ),
    "task_unsure": Words(
        "Chưa chắc đây là nhiệm vụ: không rõ động từ và cơ quan thực hiện",
        "It is not sure that this is a task: no verb of work, no agency",
    ),
    "title_mended": Words(
        "Trích yếu đọc được là “{detail}”, đã sửa theo phần nội dung nhắc lại",
        "The title was read as “{detail}” and mended by its repetition in the body",
    ),
    "year_inferred": Words(
        "Thời hạn không ghi năm; lấy theo ngày ban hành",
        "The deadline names no year; it follows from the day of issue",
    ),
    "year_missing": Words(
        "Thời hạn không ghi năm và không có ngày ban hành để suy ra",
        "The deadline names no year, and there is no day of issue to infer it from",
    ),
}
"""By ``Flag.code``, for all codes that extraction and storage give."""


def message(flag: Flag, lang: str = "vi") -> str:
    """What a flag says to a clerk, in Vietnamese or English.

    >>> from models.notice import Flag
    >>> message(Flag(code="percent_above_100", detail="112"))
    'Tỷ lệ 112% vượt quá 100%'
    """
    words = FLAGS[flag.code]
    template = words.vi if lang == "vi" else words.en
    return template.replace("{detail}", flag.detail or "…")
