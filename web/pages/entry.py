"""Signing in and out, and the language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from db.accounts import Person, count_accounts
from models.errors import SignInRefused, TooManyTries
from web.errors import lang_of
from web.office import TheOffice
from web.pages.frame import page
from web.security import begin_session, current_user, end_session, maybe_user

router = APIRouter()
_YEAR = 365 * 24 * 3600
Next = Annotated[str, Form(max_length=2000)]


def within(address: str) -> str:
    """An address of ours to go on to; anything else is the first page.

    >>> within("/tasks?unit=a"), within("//evil.example"), within("https://evil.example")
    ('/tasks?unit=a', '/', '/')
    >>> within("/" + chr(92) + "evil.example"), within(chr(9) + "/x"), within("/login?next=%2F")
    ('/', '/', '/')
    """
    plain = address.isprintable() and "\\" not in address
    ours = address.startswith("/") and not address.startswith("//")
    return address if plain and ours and not address.startswith("/login") else "/"


@router.get("/login")
def ask(request: Request, office: TheOffice, next: str = "/") -> Response:  # noqa: A002
    """The form for signing in."""
    if maybe_user(request) is not None:
        return RedirectResponse(within(next), status_code=303)
    return _form(request, office, target=within(next))


@router.post("/login")
def enter(
    request: Request,
    office: TheOffice,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=256)],
    next: Next = "/",  # noqa: A002  the usual name of the field
) -> Response:
    """Sign in and go on."""
    try:
        begin_session(request, name, password)
    except (SignInRefused, TooManyTries) as error:
        status = 429 if isinstance(error, TooManyTries) else 401
        words = error.message(lang_of(request))
        return _form(request, office, target=within(next), name=name, words=words, status=status)
    return RedirectResponse(within(next), status_code=303)


@router.post("/logout")
def leave(request: Request, _person: Annotated[Person, Depends(current_user)]) -> Response:
    """Sign out."""
    end_session(request)
    return RedirectResponse("/login", status_code=303)


@router.post("/lang")
def language(
    request: Request,
    lang: Annotated[str, Form(max_length=2)],
    next: Next = "/",  # noqa: A002
) -> Response:
    """Remember the language in this browser."""
    target = next if next.startswith("/login") and next.isprintable() else within(next)
    answer = RedirectResponse(target, status_code=303)
    answer.set_cookie(
        "lang",
        "en" if lang == "en" else "vi",
        max_age=_YEAR,
        samesite="lax",
        httponly=True,
        secure=request.url.scheme == "https",
    )
    return answer


def _form(
    request: Request,
    office: TheOffice,
    *,
    target: str,
    name: str = "",
    words: str | None = None,
    status: int = 200,
) -> Response:
    with office.store.session() as session:
        nobody = not count_accounts(session)
    return page(
        request, "login.html", status=status, next=target, name=name, words=words, nobody=nobody
    )
