"""The JSON API, version 1: ``/api/v1``.

Within version 1 fields, parameters and routes are added, none is taken away or changes its
meaning; ``docs/reference/api-v1.json`` holds what was promised. What must change otherwise comes
as version 2 beside it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from web.api import counts, documents, notices, people, tasks
from web.api.description import describe
from web.api.kinds import no_repeats

VERSION = "1"
PREFIX = f"/api/v{VERSION}"

router = APIRouter(prefix=PREFIX, dependencies=[Depends(no_repeats)])
for part in (tasks, notices, counts, documents, people):
    router.include_router(part.router)


@cache
def description() -> dict[str, Any]:
    """The OpenAPI of this version."""
    return describe(router.routes)


@router.get("/openapi.json", include_in_schema=False)
def openapi() -> JSONResponse:
    """The description; it holds nothing of the office, so anybody may read it."""
    return JSONResponse(description())
