"""Accounts and tokens of the API, for administrators."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from db.accounts import (
    Person,
    account,
    accounts,
    add_account,
    hash_password,
    set_active,
    set_password,
    set_role,
)
from db.recent import recent
from db.tokens import NewToken, add_token, revoke_token, tokens
from models import Access, AccountRole
from models.errors import AccountRefused, RecordMissing
from web.errors import lang_of
from web.office import TheOffice
from web.pages.account import roles
from web.pages.frame import page
from web.pages.happened import happened
from web.pages.keys import FormId, Id
from web.security import require_role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter(prefix="/admin")
Admin = Annotated[Person, Depends(require_role(AccountRole.ADMIN))]
Name = Annotated[str, Form(max_length=100)]
Secret = Annotated[str, Form(max_length=256)]
_ACCESSES = {
    Access.READ: ("chỉ đọc", "read"),
    Access.WRITE: ("đọc và ghi", "read and write"),
    Access.ADMIN: ("quản trị", "administrate"),
}
_DONE = {
    "added": ("Đã thêm tài khoản.", "The account is added."),
    "changed": ("Đã ghi.", "Done."),
    "revoked": ("Đã hủy mã truy cập.", "The token is revoked."),
}


@router.get("")
def show(request: Request, office: TheOffice, _person: Admin, done: str = "") -> Response:
    """Everything an administrator manages."""
    words = _DONE.get(done)
    told = words[lang_of(request) == "en"] if words else None
    return _page(request, office, done=told)


@router.post("/accounts")
def add(
    request: Request,
    office: TheOffice,
    person: Admin,
    name: Name,
    password: Secret,
    role: Annotated[AccountRole, Form()],
) -> Response:
    """Add an account."""
    try:
        hashed = hash_password(password, name=name)
        office.store.write(
            partial(add_account, name=name, password=hashed, role=role, by=person.by)
        )
    except AccountRefused as error:
        return _page(request, office, words=error.message(lang_of(request)), status=422)
    return _back("added")


@router.post("/accounts/{key}")
def change(
    request: Request,
    office: TheOffice,
    person: Admin,
    key: Id,
    do: Annotated[str, Form(max_length=10)],
    role: Annotated[AccountRole | None, Form()] = None,
    password: Secret = "",
) -> Response:
    """Another role or password, closed or open again."""
    with office.store.session() as session:
        name = account(session, key).name
    try:
        if do == "password":
            hashed = hash_password(password, name=name)
            work = partial(set_password, name=name, password=hashed, by=person.by)
        elif do == "role" and role is not None:
            work = partial(set_role, name=name, role=role, by=person.by)
        else:
            work = partial(set_active, name=name, active=do == "open", by=person.by)
        office.store.write(work)
    except AccountRefused as error:
        return _page(request, office, words=error.message(lang_of(request)), status=422)
    return _back("changed")


@router.post("/tokens")
def make_token(
    request: Request,
    office: TheOffice,
    person: Admin,
    name: Name,
    owner: FormId,
    access: Annotated[Access, Form()],
    days: Annotated[str, Form(max_length=4)] = "",
) -> Response:
    """Make a token; its secret is on the answer and nowhere else."""
    ends = None
    if days.strip().isdigit():
        ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=int(days))
    new = NewToken(name=name, access=access, expires_at=ends)

    def work(session: Session) -> tuple[int, str]:
        return add_token(session, owner, new, by=person.by)

    try:
        _, secret = office.store.write(work)
    except (AccountRefused, RecordMissing) as error:
        return _page(request, office, words=error.message(lang_of(request)), status=422)
    return _page(request, office, secret=secret)


@router.post("/tokens/{token}/revoke")
def revoke(office: TheOffice, person: Admin, token: Id) -> Response:
    """End a token."""
    office.store.write(partial(revoke_token, token=token, by=person.by))
    return _back("revoked")


def _back(done: str) -> Response:
    return RedirectResponse(f"/admin?done={done}", status_code=303)


def _page(
    request: Request,
    office: TheOffice,
    *,
    words: str | None = None,
    done: str | None = None,
    secret: str | None = None,
    status: int = 200,
) -> Response:
    lang = lang_of(request)
    with office.store.session() as session:
        found = accounts(session), tokens(session), recent(session, limit=60)
    known, made, entries = found
    return page(
        request,
        "admin.html",
        status=status,
        accounts=known,
        tokens=made,
        roles=roles(request),
        accesses={access: pair[lang == "en"] for access, pair in _ACCESSES.items()},
        audit=[happened(row, lang) for row in entries],
        words=words,
        done=done,
        secret=secret,
    )
