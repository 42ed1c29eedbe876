"""One's own account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from db.accounts import Person, hash_password, set_password
from models import AccountRole
from models.errors import AccountRefused, SignInRefused, TooManyTries
from web.errors import lang_of
from web.office import TheOffice
from web.pages.frame import page
from web.security import begin_session, current_user

if TYPE_CHECKING:
    from models.errors import KetluanError

router = APIRouter()
Secret = Annotated[str, Form(max_length=256)]
ROLES = {
    AccountRole.VIEWER: ("xem", "viewer"),
    AccountRole.CLERK: ("văn thư", "clerk"),
    AccountRole.ADMIN: ("quản trị", "administrator"),
}


def roles(request: Request) -> dict[AccountRole, str]:
    """What the roles are called."""
    english = lang_of(request) == "en"
    return {role: words[english] for role, words in ROLES.items()}


@router.get("/account")
def show(request: Request, _person: Annotated[Person, Depends(current_user)]) -> Response:
    """Who one is here, and the form for another password."""
    return _page(request)


@router.post("/account/password")
def change(
    request: Request,
    office: TheOffice,
    person: Annotated[Person, Depends(current_user)],
    old: Secret,
    new: Secret,
    again: Secret,
) -> Response:
    """Put another password in place; this browser stays signed in."""
    english = lang_of(request) == "en"
    if new != again:
        words = "The two passwords differ." if english else "Hai lần nhập không giống nhau."
        return _page(request, words=words, status=422)
    try:
        # Signing in anew counts wrong tries as the form for signing in does.
        begin_session(request, person.name, old)
        hashed = hash_password(new, name=person.name)
    except (SignInRefused, TooManyTries, AccountRefused) as error:
        return _page(request, words=_words(error, english=english), status=422)
    put = partial(set_password, name=person.name, password=hashed, by=person.by)
    office.store.write(put)
    begin_session(request, person.name, new)
    done = "The password is changed." if english else "Đã đổi mật khẩu."
    return _page(request, done=done)


def _words(error: KetluanError, *, english: bool) -> str:
    if isinstance(error, SignInRefused):
        return "The present password is wrong." if english else "Mật khẩu hiện nay không đúng."
    return error.message("en" if english else "vi")


def _page(
    request: Request, *, words: str | None = None, done: str | None = None, status: int = 200
) -> Response:
    return page(
        request, "account.html", status=status, words=words, done=done, roles=roles(request)
    )
