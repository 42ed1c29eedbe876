"""Kinds of values that come from outside: bounded, so that no engine stumbles over one."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Annotated, Any

from fastapi import Path, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

BIGGEST = 2**63 - 1
"""What an integer column holds."""
_DEEPEST = 16
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_NUL = r"^[^\x00]*$"

Words = Annotated[str, Field(max_length=300, pattern=_NO_NUL)]
"""A search text or a name. PostgreSQL stores no NUL."""
Text = Annotated[str, Field(max_length=10_000, pattern=_NO_NUL)]
"""What a person writes."""
DocumentId = Annotated[int, Path(ge=1, le=BIGGEST, description="Id of the document.")]
TaskId = Annotated[int, Path(ge=1, le=BIGGEST, description="Id of the task.")]
FlagId = Annotated[int, Path(ge=1, le=BIGGEST, description="Id of the doubt.")]
TokenId = Annotated[int, Path(ge=1, le=BIGGEST, description="Id of the token.")]
Number = Annotated[int, Field(ge=1, le=BIGGEST)]
After = Annotated[int, Field(ge=0, le=BIGGEST)]
Cursor = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_-]+$")]
Limit = Annotated[int, Field(ge=1, le=500)]


def _day(day: dt.date) -> dt.date:
    """A day that a notice can be about.

    >>> _day(dt.date(2024, 10, 31)).year
    2024
    """
    if not 1945 <= day.year <= 2999:
        raise ValueError("năm từ 1945 đến 2999 / a year from 1945 to 2999")
    return day


def _written(value: object) -> object:
    """A day in words; a number, which would be seconds since 1970, is no day.

    >>> _written("2024-10-31")
    '2024-10-31'
    """
    if isinstance(value, int | float) or (isinstance(value, str) and not _DAY.fullmatch(value)):
        raise ValueError("phải là ngày, ví dụ 2024-10-31 / a day such as 2024-10-31")
    return value


Day = Annotated[
    dt.date,
    BeforeValidator(_written),
    AfterValidator(_day),
    Field(json_schema_extra={"pattern": "^(19(4[5-9]|[5-9][0-9])|2[0-9]{3})-[0-9]{2}-[0-9]{2}$"}),
]


def _number(value: object) -> object:
    """A number as JSON has it; its digits in quotes, or true for one, are none.

    >>> _number(7)
    7
    """
    if isinstance(value, bool | str):
        raise ValueError("phải là số / a number")  # noqa: TRY004  pydantic catches ValueError
    return value


Share = Annotated[int, Field(ge=0, le=100), BeforeValidator(_number)]
"""Percent in a body. The bounds stand before the validator: only so the description has them."""
Told = Annotated[Number, BeforeValidator(_number)]
"""An id in a body."""
YesNo = Annotated[bool, Field(strict=True)]
"""True or false in a body, and not 0.0, "off" or "n"."""


def _plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401
    """JSON that both engines store.

    >>> _plain({"a": [1, None, "b"]})
    {'a': [1, None, 'b']}
    >>> _plain({"a": float("inf")})
    Traceback (most recent call last):
    ...
    ValueError: not a number that can be stored
    """
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str) and ("\x00" in value or not value.isprintable()):
        value.encode()  # a lone half of a character is no text
        if "\x00" in value:
            raise ValueError("NUL")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError("not a number that can be stored")
    elif isinstance(value, int) and abs(value) > BIGGEST:
        raise ValueError("a number too large")
    elif isinstance(value, list):
        for item in value:
            _plain(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _plain(key, depth + 1)
            _plain(item, depth + 1)
    return value


Plain = Annotated[Any, AfterValidator(_plain)]
"""Any JSON, within reason."""


_MANY = frozenset({"due"})
"""Parameters that may be given several times."""


def no_repeats(request: Request) -> None:
    """Refuse a parameter given twice: taking one of the two would pass over the other.

    Raises:
        RequestValidationError: a parameter is repeated.
    """
    names = [name for name, _ in request.query_params.multi_items() if name not in _MANY]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise RequestValidationError(
            [
                {"type": "repeated", "loc": ("query", name), "msg": "given more than once"}
                for name in repeated[:5]
            ]
        )


class Body(BaseModel):
    """What is sent to be recorded; a field it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Query(BaseModel):
    """Parameters of a question; one it does not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class AsOf(Query):
    """A day."""

    as_of: Day | None = None
    """How the work stood, or will stand, on this day; today where left out."""
