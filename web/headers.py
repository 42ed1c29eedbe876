"""What every answer carries: headers that keep browsers from doing what pages do not want."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request

from web.errors import route_of, unexpected

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No script or style but our own files, nothing from elsewhere, shown in no frame."""
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_FORM_BYTES = 2 * 1024 * 1024
"""Of any request but the sending of a document."""
_log = structlog.get_logger("ketluan.web")


class Guard:
    """Around the whole application: headers, the size of forms, faults, a line of log."""

    def __init__(self, app: ASGIApp, *, uploads: frozenset[str]) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                _complete(MutableHeaders(scope=message), scope)
            await send(message)

        taken = receive if scope["path"] in self._uploads else _limited(receive)
        request = Request(scope)
        try:
            await self._app(scope, taken, with_headers)
        except Exception:
            if status:
                raise  # half of the answer is gone; the connection must break
            await unexpected(request)(scope, receive, with_headers)
        # The route, not the path: paths and queries may hold names.
        _log.info(
            "request",
            method=scope["method"],
            route=route_of(request),
            status=status,
            ms=round(1000 * (time.monotonic() - began)),
        )


def _complete(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    if not scope["path"].startswith("/static/"):
        # Documents and tasks stay out of the caches of proxies; browsers ask again.
        headers.setdefault("Cache-Control", "private, no-cache")
        headers.add_vary_header("Cookie, Authorization, Accept-Language")
    if scope.get("scheme") == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    for cookie in scope.get("state", {}).get("cookies", ()):
        headers.append("Set-Cookie", cookie)


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > _FORM_BYTES:
            raise HTTPException(413)
        return message

    return counted
