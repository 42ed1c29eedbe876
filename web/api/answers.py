"""Answers with entity tags: nothing is sent twice, nothing is written over another's change."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import Header, Request
from fastapi.responses import Response
from pydantic import BaseModel

from db.revisions import look_at, looked_at, revision_of
from web.errors import NotAsSeen, SeenMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.accounts import Person
    from web.office import Office


def answer(request: Request, value: BaseModel, *, revision: int | None = None) -> Response:
    """The record as JSON with its entity tag, or 304 where the asker has it already.

    The tag of a document begins with its revision, so that ``If-Match`` can name it.
    """
    body = value.model_dump_json().encode()
    mark = hashlib.sha256(body).hexdigest()[:16]
    tag = f'"{revision}-{mark}"' if revision is not None else f'"{mark}"'
    if _held(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, media_type="application/json", headers={"ETag": tag})


def _held(sent: str | None, tag: str) -> bool:
    """Whether ``If-None-Match`` names the tag, weakly compared.

    >>> _held('W/"a", "b"', '"b"'), _held("*", '"b"'), _held('"c"', '"b"'), _held(None, '"b"')
    (True, True, False, False)
    """
    if sent is None:
        return False
    named = [word.strip().removeprefix("W/") for word in sent.split(",")]
    return tag in named or "*" in named


class Expected(NamedTuple):
    """The revisions that ``If-Match`` allows; None: any."""

    revisions: frozenset[int] | None
    given: bool
    """Whether the header was sent at all."""

    def hold(self, session: Session, document: int) -> int:
        """The document's revision, held until the transaction ends.

        Raises:
            RecordMissing: there is no such document.
            NotAsSeen: it was changed since.
        """
        revision = revision_of(session, document)
        if self.revisions is not None and revision not in self.revisions:
            raise NotAsSeen
        return revision

    def demand(self, seen: object) -> None:
        """Refuse a change without a word about what was seen.

        Raises:
            SeenMissing: neither the header nor ``seen`` was sent.
        """
        if not self.given and seen is None:
            raise SeenMissing


def expected(
    if_match: Annotated[
        str | None,
        Header(
            max_length=2000,
            description="Entity tag of the document that was seen; 412 if it has changed since.",
        ),
    ] = None,
) -> Expected:
    """What ``If-Match`` says. A weak tag or one of none of our documents matches nothing.

    >>> expected('"12-abc"').revisions, expected("*").revisions, expected('W/"1-a"').revisions
    (frozenset({12}), None, frozenset())
    """
    if if_match is None:
        return Expected(None, given=False)
    named = [word.strip() for word in if_match.split(",")]
    if "*" in named:
        return Expected(None, given=True)
    return Expected(frozenset(filter(None, map(_revision, named))), given=True)


def _revision(tag: str) -> int | None:
    number = tag.removeprefix('"').partition("-")[0]
    ours = tag.startswith('"') and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if ours else None


def note_look(office: Office, document: int, person: Person) -> None:
    """Put into the audit who looked at a document, once an hour."""
    with office.store.session() as session:
        if looked_at(session, document, by=person.by):
            return
    office.store.write(lambda session: look_at(session, document, by=person.by))
