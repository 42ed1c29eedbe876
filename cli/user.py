"""``ketluan user``: accounts of the review pages and tokens of the API."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli.account_words import tell
from cli.choose import day
from cli.console import output, table
from models import Access, AccountRole
from models.errors import AccountRefused, ExitCode

if TYPE_CHECKING:
    from pipeline import Settings

app = typer.Typer(no_args_is_help=True, help="Tài khoản | Accounts")
token_app = typer.Typer(no_args_is_help=True, help="Mã truy cập API | Tokens of the API")
app.add_typer(token_app, name="token")

Name = Annotated[str, typer.Argument(help="Tên tài khoản | name of the account")]
FromStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Đọc mật khẩu từ đầu vào chuẩn | read it from stdin"),
]


@app.command(name="add")
def add(
    context: typer.Context,
    name: Name,
    *,
    role: Annotated[AccountRole, typer.Option(help="Vai trò | role")] = AccountRole.VIEWER,
    password_stdin: FromStdin = False,
) -> int:
    """Thêm tài khoản | Add an account."""
    from db import Store  # noqa: PLC0415  SQLAlchemy is not needed for --help
    from db.accounts import add_account, hash_password  # noqa: PLC0415

    settings: Settings = context.obj
    password = _password(settings.lang, from_stdin=password_stdin)
    hashed = hash_password(password, name=name)
    with Store.open(settings.database_url) as store:
        make = partial(add_account, name=name, password=hashed, role=role, by=getpass.getuser())
        store.write(make)
    print(tell("added", settings.lang, name=name, role=tell(role.value, settings.lang)))
    return ExitCode.OK


@app.command(name="list")
def list_(context: typer.Context) -> int:
    """Liệt kê tài khoản | List the accounts."""
    from db import Store  # noqa: PLC0415
    from db.accounts import accounts  # noqa: PLC0415
    from db.due import OFFICE_TIME  # noqa: PLC0415

    lang = context.obj.lang
    with Store.open(context.obj.database_url) as store, store.session() as session:
        found = accounts(session)
    headings = [(tell(key, lang), 1) for key in ("name", "role", "state", "password_at")]
    rows = [
        (
            row.name,
            tell(row.role.value, lang),
            tell("open" if row.active else "closed", lang),
            f"{row.password_at.astimezone(OFFICE_TIME):%d/%m/%Y}",
        )
        for row in found
    ]
    output().print(table(headings, rows) if rows else tell("no_accounts", lang))
    return ExitCode.OK


@app.command(name="password")
def password(context: typer.Context, name: Name, *, password_stdin: FromStdin = False) -> int:
    """Đặt lại mật khẩu | Set a new password."""
    from db import Store  # noqa: PLC0415
    from db.accounts import account_named, hash_password, set_password  # noqa: PLC0415

    settings: Settings = context.obj
    with Store.open(settings.database_url) as store:
        with store.session() as session:
            account_named(session, name)
        hashed = hash_password(_password(settings.lang, from_stdin=password_stdin), name=name)
        store.write(partial(set_password, name=name, password=hashed, by=getpass.getuser()))
    print(tell("password_set", settings.lang, name=name))
    return ExitCode.OK


@app.command(name="role")
def role(
    context: typer.Context,
    name: Name,
    role: Annotated[AccountRole, typer.Argument(help="Vai trò | role")],
) -> int:
    """Đổi vai trò | Change the role."""
    from db import Store  # noqa: PLC0415
    from db.accounts import set_role  # noqa: PLC0415

    lang = context.obj.lang
    with Store.open(context.obj.database_url) as store:
        store.write(partial(set_role, name=name, role=role, by=getpass.getuser()))
    print(tell("role_set", lang, name=name, role=tell(role.value, lang)))
    return ExitCode.OK


@app.command(name="disable")
def disable(context: typer.Context, name: Name) -> int:
    """Khóa tài khoản, đăng xuất khỏi mọi nơi | Close an account and end its sign-ins."""
    return _open_or_close(context, name, active=False)


@app.command(name="enable")
def enable(context: typer.Context, name: Name) -> int:
    """Mở lại tài khoản | Open a closed account again."""
    return _open_or_close(context, name, active=True)


def _open_or_close(context: typer.Context, name: str, *, active: bool) -> int:
    from db import Store  # noqa: PLC0415
    from db.accounts import set_active  # noqa: PLC0415

    with Store.open(context.obj.database_url) as store:
        store.write(partial(set_active, name=name, active=active, by=getpass.getuser()))
    print(tell("opened_again" if active else "was_closed", context.obj.lang, name=name))
    return ExitCode.OK


@token_app.command(name="add")
def add_token(
    context: typer.Context,
    name: Name,
    label: Annotated[str, typer.Argument(help="Dùng để làm gì | what it is for")],
    *,
    scope: Annotated[Access, typer.Option(help="Quyền | what it may do")] = Access.READ,
    until: Annotated[
        dt.date | None, typer.Option(parser=day, help="Hết hạn sau ngày | ends after (never)")
    ] = None,
) -> int:
    """Tạo mã truy cập; mã chỉ hiện một lần | Make a token; it is shown once."""
    from db import Store, tokens  # noqa: PLC0415
    from db.accounts import account_named  # noqa: PLC0415
    from db.due import OFFICE_TIME  # noqa: PLC0415

    settings: Settings = context.obj
    ends = None
    if until is not None:
        ends = dt.datetime.combine(until, dt.time(23, 59, 59), OFFICE_TIME)
    new = tokens.NewToken(name=label, access=scope, expires_at=ends)
    with Store.open(settings.database_url) as store:
        with store.session() as session:
            owner = account_named(session, name).account_id
        make = partial(tokens.add_token, owner=owner, new=new, by=getpass.getuser())
        _, secret = store.write(make)
    sys.stderr.write(tell("token_once", settings.lang) + "\n")
    print(secret)
    return ExitCode.OK


@token_app.command(name="list")
def list_tokens(context: typer.Context) -> int:
    """Liệt kê mã truy cập | List the tokens."""
    from db import Store, tokens  # noqa: PLC0415

    lang = context.obj.lang
    with Store.open(context.obj.database_url) as store, store.session() as session:
        found = tokens.tokens(session)
    keys = ("id", "name", "label", "access", "until", "used_at", "state")
    headings = [(tell(key, lang), 1) for key in keys]
    rows = [
        (
            str(row.token_id),
            row.account,
            row.name,
            row.access.value,
            _moment(row.expires_at),
            _moment(row.used_at),
            tell("revoked" if row.revoked_at else "open", lang),
        )
        for row in found
    ]
    output().print(table(headings, rows) if rows else tell("no_tokens", lang))
    return ExitCode.OK


@token_app.command(name="revoke")
def revoke(
    context: typer.Context,
    token: Annotated[int, typer.Argument(help="Số ở cột đầu của danh sách | id in the list")],
) -> int:
    """Hủy mã truy cập | End a token."""
    from db import Store, tokens  # noqa: PLC0415

    with Store.open(context.obj.database_url) as store:
        store.write(partial(tokens.revoke_token, token=token, by=getpass.getuser()))
    print(tell("token_revoked", context.obj.lang, token=token))
    return ExitCode.OK


def _moment(at: dt.datetime | None) -> str:
    from db.due import OFFICE_TIME  # noqa: PLC0415

    return f"{at.astimezone(OFFICE_TIME):%d/%m/%Y %H:%M}" if at is not None else "-"


def _password(lang: str, *, from_stdin: bool) -> str:
    """Asked twice, never shown; never an argument, which other users of the machine could see.

    Raises:
        AccountRefused: the two differ.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(tell("ask_password", lang))
    if getpass.getpass(tell("ask_again", lang)) != first:
        raise AccountRefused(detail=tell("differ", lang))
    return first
