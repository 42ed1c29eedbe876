"""What is wrong with a value that was sent, in words; the value itself is never repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_VI: Final[dict[str, str]] = {
    "bool_parsing": "phải là true hoặc false",
    "date_from_datetime_parsing": "phải là ngày, ví dụ 2024-10-31",
    "date_parsing": "phải là ngày, ví dụ 2024-10-31",
    "date_type": "phải là ngày, ví dụ 2024-10-31",
    "datetime_from_date_parsing": "phải là thời điểm, ví dụ 2024-10-31T17:00:00+07:00",
    "datetime_parsing": "phải là thời điểm, ví dụ 2024-10-31T17:00:00+07:00",
    "datetime_type": "phải là thời điểm, ví dụ 2024-10-31T17:00:00+07:00",
    "enum": "phải là một trong các giá trị {expected}",
    "extra_forbidden": "không có trường hoặc tham số này",
    "greater_than_equal": "phải từ {ge} trở lên",
    "int_from_float": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "số quá lớn",
    "int_type": "phải là số nguyên",
    "json_invalid": "không phải JSON",
    "less_than_equal": "không được quá {le}",
    "missing": "còn thiếu",
    "model_attributes_type": "phải là một đối tượng JSON",
    "model_type": "phải là một đối tượng JSON",
    "dict_type": "phải là một đối tượng JSON",
    "string_pattern_mismatch": "có ký tự không dùng được",
    "string_too_long": "không được dài quá {max_length} ký tự",
    "string_too_short": "phải có ít nhất {min_length} ký tự",
    "string_type": "phải là chữ",
    "string_unicode": "có ký tự không dùng được",
    "timezone_aware": "phải có múi giờ, ví dụ +07:00",
    "repeated": "chỉ được nêu một lần",
}


def where(error: Mapping[str, Any]) -> str:
    """The place of the value.

    >>> where({"loc": ("body", "percent")})
    'body.percent'
    """
    return ".".join(str(part) for part in error["loc"])[:200]


def problem(error: Mapping[str, Any], lang: str) -> str:
    """What is wrong, for a person.

    >>> problem({"type": "less_than_equal", "msg": "…", "ctx": {"le": 100}}, "vi")
    'không được quá 100'
    >>> problem({"type": "value_error", "msg": "Value error, phải là số / a number"}, "en")
    'a number'
    """
    english = str(error["msg"]).removeprefix("Value error, ")[:300]
    words = _VI.get(error.get("type", ""))
    if error.get("type") == "value_error":  # our own checks tell both languages in one
        words, _, english = english.rpartition(" / ")
    if lang == "en" or not words:
        return english
    try:
        return words.format_map(error.get("ctx") or {})[:300]
    except KeyError:
        return english
