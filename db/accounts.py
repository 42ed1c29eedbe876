"""Accounts: people with a password and a role. Whoever disables one also ends its sign-ins."""

from __future__ import annotations

import datetime as dt
import re
import threading
import unicodedata
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import delete, func, select

from db import tables as t
from models import Access, AccountRole
from models.base import Record
from models.errors import AccountRefused, Both, NoSuchAccount, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

SHORTEST = 10
"""Characters of a password; NIST SP 800-63B asks for 8 at least."""
_LONGEST = 256
_NAME = re.compile(r"[\w][\w.@-]{0,63}")
_HASHER = PasswordHasher()
"""Argon2id with the parameters of RFC 9106 for machines with little memory: 64 MiB."""
_TURN = threading.BoundedSemaphore(2)
"""Hashes made at once in a process: many sign-ins at a time must not take all memory."""


class AccountRow(Record):
    """An account as an administrator sees it."""

    account_id: int
    name: str
    role: AccountRole
    active: bool
    made_at: dt.datetime
    password_at: dt.datetime
    """When the password was set."""


class Person(Record):
    """Who asks: a person in a browser, or a program with a person's token."""

    account_id: int
    name: str
    role: AccountRole
    access: Access
    """What the asker may do: a token may do less than its owner."""
    token: str | None = None
    """What the token is for; None: a browser."""

    @property
    def by(self) -> str:
        """How the audit names the asker: ``lan``, or ``lan/báo cáo`` for a token."""
        return f"{self.name}/{self.token}" if self.token is not None else self.name


def hash_password(password: str, *, name: str) -> str:
    """The password as it is stored.

    Raises:
        AccountRefused: it is too short, too long, or the account's name.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise AccountRefused(
            detail=Both(
                f"mật khẩu phải có ít nhất {SHORTEST} ký tự",
                f"a password has {SHORTEST} characters at least",
            )
        )
    if len(plain) > _LONGEST or "\x00" in plain:
        raise AccountRefused(
            detail=Both("mật khẩu quá dài", f"a password has {_LONGEST} characters at most")
        )
    if name.casefold() in plain.casefold() and len(plain) < len(name) + SHORTEST // 2:
        raise AccountRefused(detail=Both("mật khẩu không được là tên", "the password is the name"))
    with _TURN:
        return _HASHER.hash(plain)


def fits(password: str, stored: str) -> bool:
    """Whether this is the password; takes as long for a wrong one."""
    plain = _plain(password)
    if len(plain) > _LONGEST:
        return False
    with _TURN:
        try:
            return _HASHER.verify(stored, plain)
        except (Argon2Error, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def _plain(password: str) -> str:
    """Keyboards for Vietnamese send the same letters composed or decomposed."""
    return unicodedata.normalize("NFC", password)


def folded_name(name: str) -> str:
    """The key of an account's name.

    >>> folded_name("Lan")
    'lan'
    """
    return unicodedata.normalize("NFC", name.strip()).casefold()


def add_account(session: Session, name: str, password: str, role: AccountRole, *, by: str) -> int:
    """Make an account; ``password`` comes from ``hash_password``. Gives its id.

    Raises:
        AccountRefused: the name is no name, or taken.
    """
    clean = unicodedata.normalize("NFC", name.strip())
    if not _NAME.fullmatch(clean):
        raise AccountRefused(
            detail=Both(
                f"tên {name[:80]!r}: chỉ gồm chữ, số và . _ - @",
                f"name {name[:80]!r}: letters, digits and . _ - @ only",
            )
        )
    if _find(session, clean) is not None:
        raise AccountRefused(
            detail=Both(f"đã có tài khoản {clean}", f"there is an account {clean} already")
        )
    now = dt.datetime.now(dt.UTC)
    row = t.Account(
        name=clean,
        folded=folded_name(clean),
        password=password,
        role=role.value,
        active=True,
        made_at=now,
        password_at=now,
    )
    session.add(row)
    session.flush()
    note(session, "account_added", by=by, after={"account": clean, "role": role.value})
    return row.id


def accounts(session: Session) -> list[AccountRow]:
    """All accounts, by name."""
    return [_row(row) for row in session.scalars(select(t.Account).order_by(t.Account.folded))]


def account_named(session: Session, name: str) -> AccountRow:
    """The account of that name, in small letters or capitals.

    Raises:
        NoSuchAccount: there is none.
    """
    return _row(_known(session, name))


def account(session: Session, key: int) -> AccountRow:
    """The account with that id.

    Raises:
        RecordMissing: there is none.
    """
    row = session.get(t.Account, key)
    if row is None:
        raise RecordMissing(what=Both("tài khoản", "account"), id=key)
    return _row(row)


def count_accounts(session: Session) -> int:
    """How many accounts may sign in."""
    query = select(func.count(t.Account.id)).where(t.Account.active.is_(True))
    return session.scalar(query) or 0


def set_password(session: Session, name: str, password: str, *, by: str) -> None:
    """Put a new password in place, as ``hash_password`` gives it; all sign-ins end.

    Raises:
        NoSuchAccount: there is no such account.
    """
    row = _known(session, name)
    row.password, row.password_at = password, dt.datetime.now(dt.UTC)
    _sign_out(session, row)
    note(session, "password_set", by=by, after={"account": row.name})


def set_role(session: Session, name: str, role: AccountRole, *, by: str) -> None:
    """Give an account another role; its tokens never do more than it.

    Raises:
        NoSuchAccount: there is no such account.
        AccountRefused: it is the last administrator.
    """
    row = _known(session, name)
    if role is not AccountRole.ADMIN:
        _keep_an_administrator(session, row)
    before, row.role = row.role, role.value
    change = {"account": row.name, "role": role.value}
    note(session, "role_set", by=by, before={"role": before}, after=change)


def set_active(session: Session, name: str, *, active: bool, by: str) -> None:
    """Close an account, or open it again; closing ends all its sign-ins, its tokens rest.

    Raises:
        NoSuchAccount: there is no such account.
        AccountRefused: it is the last administrator.
    """
    row = _known(session, name)
    if not active:
        _keep_an_administrator(session, row)
        _sign_out(session, row)
    row.active = active
    action = "account_opened" if active else "account_closed"
    note(session, action, by=by, after={"account": row.name})


def _keep_an_administrator(session: Session, row: t.Account) -> None:
    others = select(func.count(t.Account.id)).where(
        t.Account.active.is_(True),
        t.Account.role == AccountRole.ADMIN.value,
        t.Account.id != row.id,
    )
    mine = row.active and row.role == AccountRole.ADMIN.value
    if mine and not session.scalar(others):
        raise AccountRefused(
            detail=Both(f"{row.name} là quản trị duy nhất", f"{row.name} is the only administrator")
        )


def _find(session: Session, name: str) -> t.Account | None:
    query = select(t.Account).where(t.Account.folded == folded_name(name))
    return session.scalar(query)


def _known(session: Session, name: str) -> t.Account:
    row = _find(session, name)
    if row is None:
        raise NoSuchAccount(name=name[:80])
    return row


def _sign_out(session: Session, row: t.Account) -> None:
    session.execute(delete(t.SignIn).where(t.SignIn.account_id == row.id))


def _row(row: t.Account) -> AccountRow:
    return AccountRow(
        account_id=row.id,
        name=row.name,
        role=AccountRole(row.role),
        active=row.active,
        made_at=row.made_at,
        password_at=row.password_at,
    )


def note(
    session: Session,
    action: str,
    *,
    by: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    document: int | None = None,
) -> None:
    """Add to the audit what was done about accounts, or that somebody looked at a document."""
    session.add(
        t.Audit(
            at=dt.datetime.now(dt.UTC),
            by=by,
            action=action,
            document_id=document,
            before=dict(before) if before is not None else None,
            after=dict(after) if after is not None else None,
        )
    )
