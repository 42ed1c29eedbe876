"""Errors as answers: problem details (RFC 9457) from the API, a redirect or a page elsewhere."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from db import BadCursor
from models import errors
from pipeline.logs import fault
from web.invalid import problem, where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request
    from fastapi.responses import Response

PROBLEM = "application/problem+json"
_log = structlog.get_logger("ketluan.web")


class Refused(Exception):
    """An answer other than success; ``vi`` and ``en`` tell a person what to do."""

    status = HTTPStatus.BAD_REQUEST
    kind = "bad-request"
    vi = "Yêu cầu không dùng được: {detail}."
    en = "The request cannot be used: {detail}."

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """The words for a person."""
        return (self.en if lang == "en" else self.vi).format_map(self.details)


class NotSignedIn(Refused):
    """Nobody is signed in, or the token is nobody's."""

    status = HTTPStatus.UNAUTHORIZED
    kind = "not-signed-in"
    vi = "Cần đăng nhập, hoặc gửi mã truy cập còn hiệu lực (Authorization: Bearer …)."
    en = "Sign in first, or send a valid token (Authorization: Bearer …)."


class NotAllowed(Refused):
    """The role, or the token, does not reach so far."""

    status = HTTPStatus.FORBIDDEN
    kind = "not-allowed"
    vi = "Tài khoản này không có quyền làm việc đó (cần quyền {needed})."
    en = "This account may not do that ({needed} is needed)."


class FormNotOurs(Refused):
    """A request that changes something came without the form's own token."""

    status = HTTPStatus.FORBIDDEN
    kind = "form-not-ours"
    vi = "Trang đã cũ hoặc không phải của chúng tôi. Hãy tải lại trang rồi làm lại."
    en = "The page is outdated or not ours. Load it again and repeat."


class NotAsSeen(Refused):
    """``If-Match`` names another state than the document's."""

    status = HTTPStatus.PRECONDITION_FAILED
    kind = "not-as-seen"
    vi = "Văn bản đã thay đổi từ lúc bạn tải. Hãy tải lại rồi làm lại."
    en = "The document has changed since it was loaded. Load it again and repeat."


class SeenMissing(Refused):
    """A change without a word about which state was seen."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    kind = "seen-missing"
    vi = "Hãy gửi kèm trạng thái đã xem: trường seen hoặc tiêu đề If-Match."
    en = "Send which state was seen: the field seen or the header If-Match."


STATUSES: dict[type[errors.KetluanError], tuple[HTTPStatus, str]] = {
    errors.RecordMissing: (HTTPStatus.NOT_FOUND, "not-found"),
    errors.NoSuchDocument: (HTTPStatus.NOT_FOUND, "not-found"),
    errors.NoPermission: (HTTPStatus.SERVICE_UNAVAILABLE, "inbox"),
    errors.ChangedMeanwhile: (HTTPStatus.CONFLICT, "changed-meanwhile"),
    errors.CannotRecord: (HTTPStatus.CONFLICT, "cannot-record"),
    errors.AccountRefused: (HTTPStatus.CONFLICT, "account-refused"),
    errors.NoSuchAccount: (HTTPStatus.NOT_FOUND, "not-found"),
    errors.UnsupportedFile: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-file"),
    errors.EmptyFile: (HTTPStatus.UNPROCESSABLE_ENTITY, "empty-file"),
    errors.DamagedFile: (HTTPStatus.UNPROCESSABLE_ENTITY, "damaged-file"),
    errors.LimitExceeded: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large"),
    errors.SignInRefused: (HTTPStatus.UNAUTHORIZED, "sign-in-refused"),
    errors.TooManyTries: (HTTPStatus.TOO_MANY_REQUESTS, "too-many-tries"),
    errors.DatabaseTrouble: (HTTPStatus.SERVICE_UNAVAILABLE, "database"),
}


def lang_of(request: Request) -> str:
    """The language of the answer: what the reader asks for first, else the office's.

    A cookie ``lang=en``, or ``Accept-Language: en`` to the API, asks for English. Browsers ask
    for the language they were installed in, so that pages go by the office's.
    """
    chosen = request.cookies.get("lang")
    if chosen in {"vi", "en"}:
        return chosen
    asked = request.headers.get("accept-language", "").strip()[:2].lower()
    office: str = request.app.state.office.settings.lang
    if not request.url.path.startswith("/api/"):
        return office
    return asked if asked in {"vi", "en"} else office


def install(app: FastAPI) -> None:
    """Let the app answer with the errors of this house."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(errors.KetluanError, _known)
    app.add_exception_handler(BadCursor, _bad_cursor)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)


def _answer(
    request: Request,
    status: int,
    kind: str,
    words: Mapping[str, str],
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401
) -> Response:
    lang = lang_of(request)
    if not request.url.path.startswith("/api/"):
        made: Response | None = None
        page = getattr(request.app.state, "error_page", None)
        if page is not None:
            made = page(request, status, words[lang])
        made = made or PlainTextResponse(words[lang], status_code=status)
        made.headers.update(headers or {})
        return made
    body = {
        "type": f"urn:ketluan:problem:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": words[lang],
        "message": dict(words),
        **more,
    }
    return JSONResponse(body, status_code=status, headers=dict(headers or {}), media_type=PROBLEM)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101  Starlette calls by the class
    if isinstance(error, NotSignedIn) and not request.url.path.startswith("/api/"):
        return _to_sign_in(request)
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, NotSignedIn) else {}
    words = {lang: error.message(lang) for lang in ("vi", "en")}
    return _answer(request, error.status, error.kind, words, headers=headers)


def _to_sign_in(request: Request) -> Response:
    """To the page for signing in, and back afterwards; htmx swaps no page into a page."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = "/login" if request.method != "GET" else f"/login?next={quote(back, safe='')}"
    if "hx-request" in request.headers:
        return PlainTextResponse("", status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse(target, status_code=303)


def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.KetluanError)  # noqa: S101
    status, kind = STATUSES.get(type(error), (HTTPStatus.INTERNAL_SERVER_ERROR, "trouble"))
    words = {lang: error.message(lang) for lang in ("vi", "en")}
    headers = {}
    if isinstance(error, errors.TooManyTries):
        headers["Retry-After"] = str(60 * int(str(error.details["minutes"])))
    if isinstance(error, errors.DatabaseTrouble):
        # Where the database stands is nothing for people outside.
        _log.error("database_trouble", detail=str(error.details.get("detail")))
        headers["Retry-After"] = "60"
        words = {
            "vi": "Cơ sở dữ liệu đang bận hoặc không dùng được. Hãy thử lại sau ít phút.",
            "en": "The database is busy or cannot be used. Try again in a few minutes.",
        }
    return _answer(request, status, kind, words, headers=headers)


def _bad_cursor(request: Request, _error: Exception) -> Response:
    words = {
        "vi": "Dấu trang không thuộc cách sắp xếp này. Hãy bắt đầu lại từ trang đầu.",
        "en": "The cursor belongs to no page of this order. Begin with the first page.",
    }
    return _answer(request, HTTPStatus.BAD_REQUEST, "bad-cursor", words)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    # What was sent is not sent back, and not kept: it may hold a password.
    wrong = error.errors()[:20]
    told = {
        lang: "; ".join(f"{where(one)}: {problem(one, lang)}" for one in wrong[:3])
        for lang in ("vi", "en")
    }
    words = {
        "vi": f"Dữ liệu gửi lên chưa đúng: {told['vi']}.",
        "en": f"What was sent is not right: {told['en']}.",
    }
    lang = lang_of(request)
    found = [{"where": where(one), "problem": problem(one, lang)} for one in wrong]
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _answer(request, status, "invalid", words, errors=found)


def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    status = HTTPStatus(error.status_code)
    vi = {
        404: "Không có trang này.",
        405: "Không dùng được cách gửi này ở đây.",
        413: "Dữ liệu gửi lên quá lớn.",
    }
    words = {
        "vi": vi.get(status, "Yêu cầu không dùng được."),
        "en": f"{status.phrase}.",
    }
    kind = status.phrase.lower().replace(" ", "-")
    return _answer(request, status, kind, words, headers=error.headers)


def unexpected(request: Request) -> Response:
    """The answer to a fault of ours, which is being handled; the log keeps where it arose."""
    _log.error("unexpected", route=route_of(request), fault=fault())
    words = {
        "vi": "Lỗi trong chương trình. Hãy báo cho người quản trị.",
        "en": "Internal error. Please tell your administrator.",
    }
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "trouble", words)


def route_of(request: Request) -> str:
    """The route, not the path: paths and queries may hold names."""
    path = str(getattr(request.scope.get("route"), "path", "?"))
    version = re.match(r"/api/v\d+(?=/)", request.url.path)
    return version[0] + path if version and not path.startswith("/api/") else path
