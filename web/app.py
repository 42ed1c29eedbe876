"""The web application: the API, the review pages, static files."""

from __future__ import annotations

import contextlib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from models.errors import KetluanError
from web import api, errors, pages
from web.headers import Guard
from web.office import Office, TheOffice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pipeline.settings import Settings

STATIC = Path(__file__).with_name("static")
UPLOADS = frozenset({"/api/v1/documents"})
"""Paths that take whole documents; they count the bytes themselves."""


def create_app(settings: Settings) -> FastAPI:
    """The application of one office. The database is opened by the first request."""
    office = Office(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        office.close()

    app = FastAPI(
        title="ketluan",
        version=metadata.version("ketluan"),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # the redirect would trust the header Host
        lifespan=lifespan,
        separate_input_output_schemas=False,
    )
    app.state.office = office
    app.state.error_page = getattr(pages, "error_page", None)
    errors.install(app)
    app.add_middleware(Guard, uploads=UPLOADS)
    app.include_router(api.router)
    if hasattr(pages, "router"):
        app.include_router(pages.router)
    app.get("/healthz", include_in_schema=False)(healthz)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def healthz(office: TheOffice) -> JSONResponse:
    """Whether the server can work, for those who watch it; nothing more is told."""
    try:
        with office.store.session() as session:
            session.connection()
    except KetluanError:
        return JSONResponse({"status": "trouble"}, status_code=503)
    return JSONResponse({"status": "ok"})
