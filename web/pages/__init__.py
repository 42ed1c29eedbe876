"""The pages: what people see and send, drawn on the server."""

from fastapi import APIRouter, Depends

from web.pages import (
    account,
    admin,
    agencies,
    downloads,
    edits,
    entry,
    images,
    inbox,
    notices,
    overview,
    review,
    tracker,
    work,
)
from web.pages.frame import error_page
from web.security import csrf_checked

__all__ = ["error_page", "router"]

router = APIRouter(dependencies=[Depends(csrf_checked)], include_in_schema=False)
for _part in (
    entry, overview, inbox, notices, review, edits, images, agencies, tracker, work, downloads,
    account, admin,
):  # fmt: skip
    router.include_router(_part.router)
