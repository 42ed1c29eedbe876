"""Documents for the inbox, and what became of them."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi import Query as InQuery
from fastapi.responses import Response
from pydantic import Field

from db import NoticeRow, stored_notice
from db.accounts import note
from db.revisions import document_with
from models.base import Record
from models.errors import NoSuchDocument
from web.api.answers import answer
from web.api.kinds import Query
from web.api.problems import problems
from web.api.who import Reader, Writer
from web.arriving import Arrived, arrive
from web.office import TheOffice

router = APIRouter(tags=["documents"])

_KINDS = ("application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain")
_BODY: dict[str, Any] = {
    "required": True,
    "description": "The file itself. Its kind is told by its content, whatever the header says.",
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in _KINDS},
}
Sha256 = Annotated[
    str, InPath(pattern="^[0-9a-f]{64}$", description="SHA-256 of the file, in small letters.")
]


class Arrival(Query):
    """What a sent file is called."""

    name: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
    """Name of the file; made safe, and numbered where the inbox holds one of that name."""


class Read(Record):
    """A file that was read."""

    sha256: str
    notice: NoticeRow


@router.post(
    "/documents",
    status_code=202,
    responses=problems(409, 413, 415),
    openapi_extra={"requestBody": _BODY},
)
async def send_document(
    request: Request, office: TheOffice, who: Writer, query: Annotated[Arrival, InQuery()]
) -> Arrived:
    """Put a document into the inbox, where `ketluan watch` reads it like any dropped file."""
    arrived = await arrive(request, office.settings, query.name)
    told = {"file": arrived.name, "sha256": arrived.sha256}
    kept = partial(note, action="sent", by=who.by, after=told)
    await anyio.to_thread.run_sync(office.store.write, kept)
    return arrived


@router.get("/documents/{sha256}", response_model=Read, responses=problems(404))
def document_read(request: Request, office: TheOffice, _who: Reader, sha256: Sha256) -> Response:
    """The notice that was read from a file of this content; 404 while it waits or was refused."""
    with office.store.session() as session:
        document = document_with(session, sha256)
        if document is None:
            raise NoSuchDocument(sha256=sha256)
        about = stored_notice(session, document).about
    return answer(request, Read(sha256=sha256, notice=about))
