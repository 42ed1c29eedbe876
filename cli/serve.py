"""``ketluan serve``: the review pages and the API."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from cli.account_words import tell
from models.errors import BadSettings, ExitCode

if TYPE_CHECKING:
    from pipeline import Settings


def serve(
    context: typer.Context,
    *,
    host: Annotated[
        str, typer.Option(help="Địa chỉ lắng nghe (chỉ máy này) | address (this machine only)")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Cổng | port")] = 8000,
) -> int:
    """Mở trang rà soát và API | Serve the review pages and the API."""
    import uvicorn  # noqa: PLC0415  other commands need none of them

    from pipeline import logs  # noqa: PLC0415
    from web.app import create_app  # noqa: PLC0415

    settings: Settings = context.obj
    known = _count_accounts(settings)
    if not loopback(host) and not known:
        raise BadSettings(detail=tell("not_alone", settings.lang, host=host))
    logs.start(settings)
    listening = _listen(host, port, settings.lang)
    place = listening.getsockname()
    shown = f"[{place[0]}]" if ":" in place[0] else place[0]
    print(tell("serving", settings.lang, address=f"http://{shown}:{place[1]}/"), flush=True)
    if not known:
        print(tell("first_account", settings.lang), flush=True)
    config = uvicorn.Config(
        create_app(settings),
        log_config=None,
        access_log=False,  # paths and queries may hold names
        server_header=False,
        proxy_headers=settings.web.behind_proxy,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets=[listening])
    return ExitCode.OK


def loopback(host: str) -> bool:
    """Whether only this machine can reach the address.

    >>> [loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.5", "")]
    [True, True, True, False, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _count_accounts(settings: Settings) -> int:
    from db.accounts import count_accounts  # noqa: PLC0415
    from pipeline.office import open_store  # noqa: PLC0415

    with open_store(settings) as store, store.session() as session:
        return count_accounts(session)


def _listen(host: str, port: int, lang: str) -> socket.socket:
    """The open port.

    Raises:
        BadSettings: another program has it, or the machine has no such address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(found[4][:2], family=found[0], reuse_port=False)
    except OSError as error:
        detail = error.strerror or str(error)
        raise BadSettings(
            detail=tell("port_taken", lang, port=port, host=host, detail=detail)
        ) from None
