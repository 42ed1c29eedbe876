"""The frame of every page: templates, language, who looks at it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from db.due import OFFICE_TIME
from models import AccountRole, Role
from web.errors import lang_of
from web.security import csrf_token, maybe_user

if TYPE_CHECKING:
    from fastapi import Request


_NATURES: Final = {
    "one_off": ("làm một lần", "once"),
    "recurring": ("định kỳ", "recurring"),
    "continuous": ("thường xuyên", "continuous"),
}
_KINDS: Final = {
    "date": ("ngày cụ thể", "a day"),
    "relative": ("tính từ mốc", "counted from"),
    "recurring": ("định kỳ", "recurring"),
    "continuous": ("thường xuyên", "continuous"),
    "event": ("theo sự kiện", "an event"),
}


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "moment": moment, "number": number}
    made.globals |= {
        "AccountRole": AccountRole,
        "Role": Role,
        "version": metadata.version("ketluan"),
    }
    return made


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401  whatever the template shows
) -> HTMLResponse:
    """A page, or a part of one, in the reader's language."""
    lang = lang_of(request)

    def say(vi: str, en: str) -> str:
        return en if lang == "en" else vi

    html = (
        _templates()
        .get_template(template)
        .render(
            lang=lang,
            say=say,
            person=maybe_user(request),
            csrf=csrf_token(request),
            path=request.url.path,
            natures={key: pair[lang == "en"] for key, pair in _NATURES.items()},
            kinds={key: pair[lang == "en"] for key, pair in _KINDS.items()},
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            **context,
        )
    )
    return HTMLResponse(html, status_code=status)


def error_page(request: Request, status: int, words: str) -> HTMLResponse | None:
    """A page that says what went wrong; to htmx only the words, for it shows them in place."""
    if "hx-request" in request.headers:
        return page(request, "error_part.html", status=status, words=words)
    try:
        return page(request, "error.html", status=status, words=words, code=status)
    except Exception:  # noqa: BLE001  the page itself may need what is broken
        return None


def day(value: dt.date | None) -> str:
    """A day as people write it.

    >>> day(dt.date(2024, 10, 3)), day(None)
    ('03/10/2024', '')
    """
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: dt.datetime | None) -> str:
    """A moment in Viet Nam.

    >>> moment(dt.datetime(2024, 10, 3, 1, 5, tzinfo=dt.UTC))
    '08:05 03/10/2024'
    """
    return f"{value.astimezone(OFFICE_TIME):%H:%M %d/%m/%Y}" if value else ""


def number(value: float | None, lang: str = "vi") -> str:
    """A number with the reader's marks.

    >>> number(16051), number(98.63), number(16051.5, "en"), number(None)
    ('16.051', '98,63', '16,051.5', '')
    """
    if value is None:
        return ""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
