"""What the tracker shows, to take away: workbook, table of text, calendar, Word."""

from __future__ import annotations

import tempfile
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal, cast

from fastapi import APIRouter, Depends, Query
from fastapi.requests import Request
from fastapi.responses import StreamingResponse

from db import today, tracker
from db.accounts import Person, note
from db.export import FORMS, Sheet
from web.errors import lang_of
from web.office import TheOffice
from web.pages.tracker import Wish, filter_of
from web.security import current_user

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

router = APIRouter()
MOST = 100_000
"""Tasks in one file; a workbook holds a million rows, nobody reads them."""
_IN_MEMORY = 4 << 20


@router.get("/download/{form}")
def download(
    request: Request,
    office: TheOffice,
    person: Annotated[Person, Depends(current_user)],
    form: Literal["xlsx", "csv", "ics", "docx"],
    wish: Annotated[Wish, Query()],
    masked: bool = False,  # noqa: FBT001, FBT002  a field of the form
) -> StreamingResponse:
    """All rows that the filter lets through, as a file."""
    wanted = filter_of(wish, office).model_copy(update={"limit": MOST})
    with office.store.session() as session:
        rows = tuple(tracker(session, wanted, sort=wish.order))
    sheet = Sheet(rows=rows, lang=lang_of(request), masked=masked)
    # Written whole before it is sent, so that a fault gives an answer and not half a file.
    made = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
    kind = FORMS[form]
    kind.write(sheet, made)
    told = {"form": form, "rows": len(rows)}
    office.store.write(partial(note, action="exported", by=person.by, after=told))
    name = f"theo-doi-{today():%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(made), media_type=kind.media_type, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece
