"""Tokens of the API: shown once, stored as hashes, never doing more than their owner may."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import tables as t
from db.accounts import Person, account, note
from db.sign_ins import digest
from models import Access, AccountRole
from models.base import Record
from models.errors import AccountRefused, Both, RecordMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PREFIX = "ketluan_"
"""So that programs which look for leaked secrets know one."""
_USED_EVERY = dt.timedelta(minutes=1)


class TokenRow(Record):
    """A token as its owner and administrators see it."""

    token_id: int
    account_id: int
    account: str
    name: str
    """What it is for."""
    access: Access
    made_at: dt.datetime
    expires_at: dt.datetime | None
    used_at: dt.datetime | None
    """To the minute."""
    revoked_at: dt.datetime | None


class NewToken(Record):
    """What a token is for and what it may do."""

    name: str
    access: Access = Access.READ
    expires_at: dt.datetime | None = None
    """None: never."""


def add_token(session: Session, owner: int, new: NewToken, *, by: str) -> tuple[int, str]:
    """Make a token for the account with the id ``owner``; gives its id and the secret, once.

    Raises:
        RecordMissing: there is no such account.
        AccountRefused: it has no name, has ended already, or would do more than its owner.
    """
    of = account(session, owner)
    name = " ".join(new.name.split())
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise AccountRefused(
            detail=Both("mã truy cập cần một tên ngắn", "a token needs a short name")
        )
    if not of.role.access.covers(new.access):
        raise AccountRefused(
            detail=Both(
                f"{of.name} ({of.role}) không có quyền {new.access}",
                f"{of.name} ({of.role}) may not {new.access}",
            )
        )
    now = dt.datetime.now(dt.UTC)
    if new.expires_at is not None and new.expires_at <= now:
        raise AccountRefused(detail=Both("hạn dùng đã qua", "it has ended already"))
    secret = PREFIX + secrets.token_urlsafe(32)
    row = t.ApiToken(
        account_id=owner,
        name=name,
        token_hash=digest(secret),
        access=new.access.value,
        made_at=now,
        expires_at=new.expires_at,
    )
    session.add(row)
    session.flush()
    made = {"account": of.name, "token": name, "access": new.access.value}
    note(session, "token_added", by=by, after=made)
    return row.id, secret


def tokens(session: Session, *, owner: int | None = None) -> list[TokenRow]:
    """All tokens, or those of one account, oldest first."""
    query = select(t.ApiToken, t.Account).join(t.Account).order_by(t.ApiToken.id)
    if owner is not None:
        query = query.where(t.ApiToken.account_id == owner)
    return [_row(row, of) for row, of in session.execute(query)]


def token_row(session: Session, token: int) -> TokenRow:
    """One token.

    Raises:
        RecordMissing: there is no such token.
    """
    row = session.get(t.ApiToken, token)
    if row is None:
        raise RecordMissing(what=Both("mã truy cập", "token"), id=token)
    return _row(row, session.get_one(t.Account, row.account_id))


def _row(row: t.ApiToken, of: t.Account) -> TokenRow:
    plain = ("account_id", "name", "access", "made_at", "expires_at", "used_at", "revoked_at")
    return TokenRow.model_validate(
        {name: getattr(row, name) for name in plain} | {"token_id": row.id, "account": of.name}
    )


def revoke_token(session: Session, token: int, *, by: str, owner: int | None = None) -> None:
    """End a token; with ``owner``, only one of that account.

    Raises:
        RecordMissing: there is no such token.
    """
    row = session.get(t.ApiToken, token)
    if row is None or owner not in {None, row.account_id}:
        raise RecordMissing(what=Both("mã truy cập", "token"), id=token)
    if row.revoked_at is None:
        row.revoked_at = dt.datetime.now(dt.UTC)
        note(session, "token_revoked", by=by, after={"token": row.name})


def person_with(session: Session, secret: str) -> Person | None:
    """Whose token this is; None where it is nobody's, has ended, or the account is closed."""
    row = _valid(session, secret)
    if row is None:
        return None
    of = session.get_one(t.Account, row.account_id)
    if not of.active:
        return None
    role = AccountRole(of.role)
    return Person(
        account_id=of.id,
        name=of.name,
        role=role,
        access=Access(row.access).within(role),
        token=row.name,
    )


def unnoted(session: Session, secret: str) -> bool:
    """Whether it is time to note that the token is in use."""
    row = _valid(session, secret)
    now = dt.datetime.now(dt.UTC)
    return row is not None and (row.used_at is None or now - row.used_at > _USED_EVERY)


def used(session: Session, secret: str) -> None:
    """Note that the token is in use."""
    row = _valid(session, secret)
    if row is not None:
        row.used_at = dt.datetime.now(dt.UTC)


def _valid(session: Session, secret: str) -> t.ApiToken | None:
    row = session.scalar(select(t.ApiToken).where(t.ApiToken.token_hash == digest(secret)))
    now = dt.datetime.now(dt.UTC)
    if row is None or row.revoked_at is not None:
        return None
    return row if row.expires_at is None or row.expires_at > now else None
