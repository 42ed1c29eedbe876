"""Accounts, tokens and the audit, for administrators; and who is asking."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi import Query as InQuery
from fastapi.responses import Response
from pydantic import AfterValidator, AwareDatetime, Field

from db import history
from db.accounts import (
    SHORTEST,
    AccountRow,
    Person,
    account_named,
    accounts,
    add_account,
    hash_password,
    set_active,
    set_password,
    set_role,
)
from db.tokens import NewToken, TokenRow, add_token, revoke_token, token_row, tokens
from models import Access, AccountRole
from models.base import Record
from web.api.answers import answer
from web.api.kinds import Body, TokenId, Words, YesNo
from web.api.problems import problems
from web.api.recording import Behind, Entries
from web.api.who import Admin, Reader
from web.office import TheOffice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter(tags=["people"])

AccountName = Annotated[
    str,
    InPath(
        max_length=64,
        pattern=r"^[^\x00/]+$",
        description="Name of the account, in small letters or capitals.",
    ),
]
_Password = Annotated[str, Field(min_length=SHORTEST, max_length=256, pattern=r"^[^\x00]*$")]


def _in_utc(moment: dt.datetime) -> dt.datetime:
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError("ngoài lịch / beyond the calendar") from None


class NewAccount(Body):
    """An account to be made."""

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_][\w.@-]*$")]
    """Letters, digits and `. _ - @`."""
    password: _Password
    """Kept as its Argon2id hash."""
    role: AccountRole = AccountRole.VIEWER
    """What it may do."""


class AccountChange(Body):
    """What is changed of an account; what is left out stays."""

    password: _Password | None = None
    """Ends all its sign-ins."""
    role: AccountRole | None = None
    """What it may do from now on; its tokens never do more."""
    active: YesNo | None = None
    """False: closed; its sign-ins end, its tokens rest."""


class Accounts(Record):
    """All accounts, by name."""

    rows: tuple[AccountRow, ...]


class Tokens(Record):
    """All tokens, oldest first; none of the secrets."""

    rows: tuple[TokenRow, ...]


class WantedToken(Body):
    """A token to be made."""

    account: Annotated[Words, Field(min_length=1)]
    """Whose; it never does more than its owner may."""
    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
    """What it is for; the audit names it."""
    access: Access = Access.READ
    """What it may do."""
    expires_at: Annotated[AwareDatetime, AfterValidator(_in_utc)] | None = None
    """Left out: never."""


class MadeToken(Record):
    """A new token with its secret, which is never shown again."""

    token: TokenRow
    secret: str


@router.get("/me", response_model=Person, responses=problems())
def me(request: Request, who: Reader) -> Response:
    """Who is asking, and what the token may do."""
    return answer(request, who)


@router.get("/users", response_model=Accounts, responses=problems())
def list_accounts(request: Request, office: TheOffice, _who: Admin) -> Response:
    """All accounts."""
    with office.store.session() as session:
        found = accounts(session)
    return answer(request, Accounts(rows=tuple(found)))


@router.post("/users", status_code=201, responses=problems(409))
def make_account(office: TheOffice, who: Admin, body: NewAccount) -> AccountRow:
    """Make an account."""
    hashed = hash_password(body.password, name=body.name)

    def work(session: Session) -> AccountRow:
        add_account(session, body.name, hashed, body.role, by=who.by)
        return account_named(session, body.name)

    return office.store.write(work)


@router.patch("/users/{name}", responses=problems(404, 409))
def change_account(
    office: TheOffice, who: Admin, name: AccountName, body: AccountChange
) -> AccountRow:
    """Change password, role, or whether an account is open; the last administrator stays one."""
    hashed = hash_password(body.password, name=name) if body.password is not None else None

    def work(session: Session) -> AccountRow:
        account_named(session, name)
        if hashed is not None:
            set_password(session, name, hashed, by=who.by)
        if body.role is not None:
            set_role(session, name, body.role, by=who.by)
        if body.active is not None:
            set_active(session, name, active=body.active, by=who.by)
        return account_named(session, name)

    return office.store.write(work)


@router.get("/tokens", response_model=Tokens, responses=problems())
def list_tokens(request: Request, office: TheOffice, _who: Admin) -> Response:
    """All tokens of the API."""
    with office.store.session() as session:
        found = tokens(session)
    return answer(request, Tokens(rows=tuple(found)))


@router.post("/tokens", status_code=201, responses=problems(404, 409))
def make_token(office: TheOffice, who: Admin, body: WantedToken) -> MadeToken:
    """Make a token; the answer holds its secret, this once."""
    new = NewToken(name=body.name, access=body.access, expires_at=body.expires_at)

    def work(session: Session) -> MadeToken:
        owner = account_named(session, body.account).account_id
        key, secret = add_token(session, owner, new, by=who.by)
        return MadeToken(token=token_row(session, key), secret=secret)

    return office.store.write(work)


@router.delete("/tokens/{token_id}", responses=problems(404, 409))
def end_token(office: TheOffice, who: Admin, token_id: TokenId) -> TokenRow:
    """End a token at once."""

    def work(session: Session) -> TokenRow:
        revoke_token(session, token_id, by=who.by)
        return token_row(session, token_id)

    return office.store.write(work)


@router.get("/audit", response_model=Entries, responses=problems())
def audit(
    request: Request, office: TheOffice, who: Admin, query: Annotated[Behind, InQuery()]
) -> Response:
    """Everything that was done, seen, signed into; oldest first."""
    with office.store.session() as session:
        rows = history(session, after=query.after, limit=query.limit)
    return answer(request, Entries.of(rows, query.limit, who))
