"""Errors as the API's description shows them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from models.base import Record
from web.errors import PROBLEM


class Message(Record):
    """The words for a person."""

    vi: str
    en: str


class Invalid(Record):
    """What is wrong with a value that was sent; the value itself is not sent back."""

    where: str
    """Where it stood: `body.percent`, `query.limit`."""
    problem: str


class Problem(Record):
    """An error, by RFC 9457."""

    type: str
    """`urn:ketluan:problem:` and a word that is stable within a version of the API."""
    title: str
    """The phrase of the status."""
    status: int
    detail: str
    """What a person is told, in the language asked for."""
    message: Message
    errors: tuple[Invalid, ...] = ()
    """Of invalid values."""


_ALWAYS = (401, 403, 422, 429, 503)
_SAYS = {
    304: "Not modified since the tag in `If-None-Match`.",
    400: "The body is no JSON in UTF-8, or the cursor is of no page of this order.",
    401: "Nobody is signed in, or the token is not valid.",
    403: "The token, or the role of its owner, does not reach so far.",
    404: "There is nothing of this id.",
    409: "It cannot be recorded: somebody changed it meanwhile, or it does not fit what stands.",
    412: "The document is not as `If-Match` says.",
    413: "Too much was sent.",
    415: "No PDF, PNG, JPEG, TIFF or UTF-8 text.",
    422: "A value is not right.",
    428: "Neither `seen` nor `If-Match` was sent.",
    429: "Too many tries.",
    503: "The database is busy or cannot be used.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route besides success; one with 409 changes something, others ask."""
    found: dict[int | str, dict[str, Any]] = {}
    if 409 in statuses:
        statuses = (400, 413, *statuses)
    else:
        found[304] = {"description": _SAYS[304]}
    for status in sorted({*_ALWAYS, *statuses}):
        found[status] = {
            "description": _SAYS[status],
            "content": {
                PROBLEM: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": example(status),
                }
            },
        }
    return found


def example(status: int) -> dict[str, Any]:
    """A problem of this status."""
    phrase = HTTPStatus(status).phrase
    return Problem(
        type=f"urn:ketluan:problem:{phrase.lower().replace(' ', '-')}",
        title=phrase,
        status=status,
        detail=_SAYS[status],
        message=Message(vi=_SAYS[status], en=_SAYS[status]),
    ).model_dump(mode="json")
