"""Pictures of pages, and the original itself, for those who may see them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse

from db.accounts import Person
from db.notices import stored_original, stored_page_frames
from models.errors import Both, FileMissing, RecordMissing
from pipeline.pictures import Original, Pictures
from web.office import TheOffice
from web.pages.keys import DocumentId, Id
from web.security import current_user

router = APIRouter(prefix="/notices/{document}")


@router.get("/pages/{number}")
def picture(
    office: TheOffice,
    _person: Annotated[Person, Depends(current_user)],
    document: DocumentId,
    number: Id,
) -> Response:
    """One page as WebP; drawn when it is first asked for."""
    with office.store.session() as session:
        name, sha256, source = stored_original(session, document)
        frames = stored_page_frames(session, document)
    frame = next((item for item in frames if item.number == number), None)
    if frame is None:
        raise RecordMissing(what=Both("trang", "page"), id=number)
    try:
        path = office.kept(Pictures).picture(Original(name, sha256, source), frame)
    except FileMissing:
        return Response(status_code=404)
    # The picture of a hash does not change; it stays in this browser only.
    headers = {"Cache-Control": "private, max-age=86400"}
    return FileResponse(path, media_type="image/webp", headers=headers)
