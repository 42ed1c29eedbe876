"""What every answer carries: headers that keep browsers from doing what pages do not want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from web.errors import TooLarge

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


class SafeHeaders:
    """Adds the headers; refuses bodies that are larger than any form of ours."""

    def __init__(self, app: ASGIApp, *, uploads: frozenset[str]) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), scope)
            await send(message)

        taken = receive if scope["path"] in self._uploads else _limited(receive)
        await self._app(scope, taken, with_headers)


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
            raise TooLarge(limit=_FORM_BYTES // 1024 // 1024)
        return message

    return counted
