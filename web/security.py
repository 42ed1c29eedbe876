"""Who asks, what they may do, and whether a form is ours: dependencies of all routes.

For pages::

    router = APIRouter(dependencies=[Depends(csrf_checked)])

    @router.get("/tasks")
    def tasks(person: Annotated[Person, Depends(current_user)]): ...

    @router.post("/tasks/{task}/confirm")
    def confirm(person: Annotated[Person, Depends(require_role(AccountRole.CLERK))]): ...

``csrf_token(request)`` gives the value of the hidden field ``csrf_token`` and of the header
``X-CSRF-Token``, before signing in as well as after; htmx sends the header when the page says
``hx-headers``. ``begin_session`` and ``end_session`` sign in and out; ``inside(next)`` is where a
person may be sent afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import partial
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from db import sign_ins, tokens
from db.accounts import Person
from models import Access, AccountRole
from web.errors import FormNotOurs, NotAllowed, NotSignedIn
from web.office import Office, office_of

if TYPE_CHECKING:
    from collections.abc import Callable

COOKIE = "ketluan"
"""Holds the id of the sign-in."""
_FORM_COOKIE = "ketluan_form"
"""Holds a random word for forms of people who are not signed in."""
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def _signed_in(request: Request, office: Office) -> Person | None:
    """By the cookie; what is found is kept for the rest of the request."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    known: Person | None = getattr(request.state, "person", None)
    if known is not None:
        return known
    with office.store.session() as session:
        person = sign_ins.person_of(session, token)
        stale = person is not None and sign_ins.stale(session, token)
    if stale:
        office.store.write(partial(sign_ins.seen, token=token))
    request.state.person = person
    return person


def maybe_user(request: Request) -> Person | None:
    """Who is signed in, if anybody; for pages that anybody may see."""
    return _signed_in(request, office_of(request))


def current_user(request: Request) -> Person:
    """Who is signed in.

    Raises:
        NotSignedIn: nobody is; pages answer with the way to ``/login``.
    """
    person = maybe_user(request)
    if person is None:
        raise NotSignedIn
    return person


def require_role(role: AccountRole) -> Callable[[Person], Person]:
    """A dependency: who is signed in, in this role or a higher one; ``needs`` tells the role."""

    def required(person: Annotated[Person, Depends(current_user)]) -> Person:
        if not person.role.covers(role):
            raise NotAllowed(needed=role.value)
        return person

    required.needs = role  # type: ignore[attr-defined]
    return required


def api_user(request: Request) -> Person:
    """Who asks the API: by a token, or by the cookie of a page.

    A cookie alone changes nothing: the header ``X-CSRF-Token`` must come with it.

    Raises:
        NotSignedIn: neither is valid.
        FormNotOurs: the header is missing or of another sign-in.
    """
    office = office_of(request)
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind:
        return _with_token(office, secret.strip() if kind.lower() == "bearer" else "")
    person = _signed_in(request, office)
    if person is None:
        raise NotSignedIn
    if request.method not in _SAFE and not _ours(request, request.headers.get(HEADER)):
        raise FormNotOurs
    return person


def _with_token(office: Office, secret: str) -> Person:
    if not secret.startswith(tokens.PREFIX):
        raise NotSignedIn
    with office.store.session() as session:
        person = tokens.person_with(session, secret)
        unnoted = person is not None and tokens.unnoted(session, secret)
    if person is None:
        raise NotSignedIn
    if unnoted:
        office.store.write(partial(tokens.used, secret=secret))
    return person


def require_scope(access: Access) -> Callable[[Person], Person]:
    """A dependency of the API: who asks, with this access or a wider one, told by ``needs``."""

    def required(person: Annotated[Person, Depends(api_user)]) -> Person:
        if not person.access.covers(access):
            raise NotAllowed(needed=access.value)
        return person

    required.needs = access  # type: ignore[attr-defined]
    return required


async def csrf_checked(request: Request) -> None:
    """Refuse what would change something and did not come from a form of ours.

    Raises:
        FormNotOurs: neither the hidden field nor the header has this sign-in's word.
    """
    if request.method in _SAFE:
        return
    sent = request.headers.get(HEADER)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent is None and kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        field = (await request.form()).get(FIELD)
        sent = field if isinstance(field, str) else None
    if not _ours(request, sent):
        raise FormNotOurs


def csrf_token(request: Request) -> str:
    """The word that forms of this browser carry; made of the cookie, stored nowhere."""
    secret = request.cookies.get(COOKIE) or request.cookies.get(_FORM_COOKIE)
    if not secret:
        secret = getattr(request.state, "form_secret", None)
    if not secret:
        secret = secrets.token_urlsafe(32)
        request.state.form_secret = secret
        _set_cookie(request, _FORM_COOKIE, secret, seconds=None)
    return form_word(secret)


def form_word(secret: str) -> str:
    """What forms of the browser with this cookie carry."""
    return hmac.new(secret.encode("utf-8", "replace"), b"ketluan form", hashlib.sha256).hexdigest()


def _ours(request: Request, sent: str | None) -> bool:
    secret = request.cookies.get(COOKIE) or request.cookies.get(_FORM_COOKIE)
    if not secret or not sent:
        return False
    return hmac.compare_digest(form_word(secret).encode(), sent.encode("utf-8", "replace"))


def begin_session(request: Request, name: str, password: str) -> None:
    """Sign in; the answer to this request carries the new cookie, whatever cookie came.

    Raises:
        SignInRefused: the name or the password is wrong.
        TooManyTries: too many were.
    """
    office = office_of(request)
    old = request.cookies.get(COOKIE)
    token = sign_ins.sign_in(office.store, name, password, address=_address(request))
    if old:
        office.store.write(partial(sign_ins.sign_out, token=old))
    _set_cookie(request, COOKIE, token, seconds=int(sign_ins.LASTS.total_seconds()))
    _set_cookie(request, _FORM_COOKIE, "", seconds=0)


def end_session(request: Request) -> None:
    """Sign out: the sign-in ends on the server, and its cookie in the browser."""
    token = request.cookies.get(COOKIE)
    if token:
        office_of(request).store.write(partial(sign_ins.sign_out, token=token))
    _set_cookie(request, COOKIE, "", seconds=0)


def inside(target: str | None) -> str:
    r"""Where to go after signing in: a path of ours, never another site.

    >>> [inside(target) for target in ("/tasks?due=qua_han", "//evil.vn/", "/\\evil.vn", None)]
    ['/tasks?due=qua_han', '/', '/', '/']
    """
    path = target or "/"
    ours = path.startswith("/") and not path.startswith("//") and path.isprintable()
    return path if ours and "\\" not in path else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"


def _set_cookie(request: Request, name: str, value: str, *, seconds: int | None) -> None:
    """Into the answer, which may not have been made yet; ``web.headers`` puts it there."""
    cookie: SimpleCookie = SimpleCookie()
    cookie[name] = value
    made = cookie[name]
    made["path"], made["httponly"], made["samesite"] = "/", True, "Lax"
    if seconds is not None:
        made["max-age"] = seconds
    if request.url.scheme == "https":
        made["secure"] = True
    held = request.scope.setdefault("state", {}).setdefault("cookies", [])
    held.append(made.OutputString())
