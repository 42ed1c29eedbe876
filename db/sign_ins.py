"""Signing in: tries are counted in the database, sign-ins live there, cookies hold only an id."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import secrets
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select

from db import tables as t
from db.accounts import Person, fits, folded_name, hash_password, note, outdated
from models import AccountRole
from models.errors import AccountRefused, SignInRefused, TooManyTries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

WINDOW = dt.timedelta(minutes=15)
"""Tries are counted so long."""
PER_PLACE_AND_NAME, PER_PLACE, PER_NAME = 5, 20, 50
"""Failed tries in a window. A stranger elsewhere needs 50 to lock somebody out."""
LASTS = dt.timedelta(hours=12)
"""A sign-in ends after a working day, whatever happens."""
IDLE = dt.timedelta(hours=4)
"""... and when nothing was asked for so long."""
_SEEN_EVERY = dt.timedelta(minutes=5)


class _Asked(NamedTuple):
    account: int | None
    name: str
    password: str


def digest(token: str) -> str:
    """What is stored of a random token; it has 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def sign_in(store: Store, name: str, password: str, *, address: str) -> str:
    """Check name and password; gives the new, secret id of the sign-in for the cookie.

    A try is counted before the password is looked at, so that tries side by side count too.

    Raises:
        SignInRefused: there is no such open account, or the password is another.
        TooManyTries: too many failed from this address or into this account.
    """
    keys = counted(name, address)
    asked = store.write(partial(_count, name=name, keys=keys))
    right = fits(password, asked.password) and asked.account is not None
    if not right or asked.account is None:
        store.write(partial(_failed, asked=asked, address=address))
        raise SignInRefused
    fresh = _rehashed(password, asked)
    return store.write(partial(_begin, asked=asked, keys=keys, address=address, fresh=fresh))


def person_of(session: Session, token: str) -> Person | None:
    """Who signed in with this cookie; None where nobody did or it has ended."""
    row = _running(session, token)
    if row is None:
        return None
    account = session.get_one(t.Account, row.account_id)
    if not account.active:
        return None
    role = AccountRole(account.role)
    return Person(account_id=account.id, name=account.name, role=role, access=role.access)


def stale(session: Session, token: str) -> bool:
    """Whether it is time to note that the sign-in is in use."""
    row = _running(session, token)
    return row is not None and dt.datetime.now(dt.UTC) - row.seen_at > _SEEN_EVERY


def seen(session: Session, token: str) -> None:
    """Note that the sign-in is in use."""
    row = _running(session, token)
    if row is not None:
        row.seen_at = dt.datetime.now(dt.UTC)


def sign_out(session: Session, token: str) -> None:
    """End the sign-in; a token of none changes nothing."""
    row = session.scalar(select(t.SignIn).where(t.SignIn.token_hash == digest(token)))
    if row is not None:
        account = session.get_one(t.Account, row.account_id)
        session.delete(row)
        note(session, "signed_out", by=account.name)


def counted(name: str, address: str) -> dict[str, int]:
    """What a try counts for, with the tries allowed in a window; names are kept as hashes."""
    who = hashlib.sha256(folded_name(name).encode("utf-8", "replace")).hexdigest()[:32]
    return {
        f"both:{who}:{address}": PER_PLACE_AND_NAME,
        f"address:{address}": PER_PLACE,
        f"name:{who}": PER_NAME,
    }


def _count(session: Session, *, name: str, keys: dict[str, int]) -> _Asked:
    now = dt.datetime.now(dt.UTC)
    session.execute(delete(t.SignInTries).where(t.SignInTries.since < now - WINDOW))
    for key in sorted(keys):
        query = select(t.SignInTries).where(t.SignInTries.key == key).with_for_update()
        row = session.scalar(query)
        if row is None:
            session.add(t.SignInTries(key=key, tries=1, since=now))
            continue
        if row.tries >= keys[key]:
            left = row.since + WINDOW - now
            raise TooManyTries(minutes=max(1, math.ceil(left.total_seconds() / 60)))
        row.tries += 1
    session.flush()
    account = session.scalar(select(t.Account).where(t.Account.folded == folded_name(name)))
    if account is None or not account.active:
        return _Asked(None, account.name if account else "?", _nobody())
    return _Asked(account.id, account.name, account.password)


@cache
def _nobody() -> str:
    """The password of accounts that do not exist: looking for them takes as long."""
    return hash_password(secrets.token_urlsafe(32), name="?")


def _failed(session: Session, *, asked: _Asked, address: str) -> None:
    # An unknown name is not kept: it may be a password typed into the wrong field.
    note(session, "sign_in_failed", by=asked.name, after={"address": address})


def _rehashed(password: str, asked: _Asked) -> str | None:
    if not outdated(asked.password):
        return None
    try:
        return hash_password(password, name=asked.name)
    except AccountRefused:
        return None  # made under older rules; it stays as it is


def _begin(
    session: Session, *, asked: _Asked, keys: dict[str, int], address: str, fresh: str | None
) -> str:
    now = dt.datetime.now(dt.UTC)
    account = session.scalar(
        select(t.Account).where(t.Account.id == asked.account).with_for_update()
    )
    if account is None or not account.active or account.password != asked.password:
        raise SignInRefused
    if fresh is not None:
        account.password = fresh
    for key in keys:
        row = session.get(t.SignInTries, key)
        if row is not None and key.startswith("both:"):
            session.delete(row)
        elif row is not None:
            row.tries = max(0, row.tries - 1)
    session.execute(delete(t.SignIn).where(t.SignIn.expires_at < now))
    token = secrets.token_urlsafe(32)
    session.add(
        t.SignIn(
            account_id=account.id,
            token_hash=digest(token),
            made_at=now,
            seen_at=now,
            expires_at=now + LASTS,
        )
    )
    note(session, "signed_in", by=account.name, after={"address": address})
    return token


def _running(session: Session, token: str) -> t.SignIn | None:
    row = session.scalar(select(t.SignIn).where(t.SignIn.token_hash == digest(token)))
    now = dt.datetime.now(dt.UTC)
    if row is None or row.expires_at <= now or row.seen_at + IDLE <= now:
        return None
    return row
