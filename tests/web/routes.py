"""Every route of the application, pages and API, as the tests of security walk over them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fastapi.routing import iter_route_contexts

from models import Access, AccountRole
from web.security import api_user, csrf_checked, current_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from fastapi.dependencies.models import Dependant

PUBLIC = frozenset({"/healthz", "/login", "/lang", "/api/v1/openapi.json"})
"""What anybody may ask for. Whoever adds a path here opens it to the world."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FILLED = {"sha256": "0" * 64, "name": "viewer"}


class Route(NamedTuple):
    """One method of one path, and what it depends on."""

    method: str
    path: str
    calls: frozenset[object]

    @property
    def public(self) -> bool:
        return self.path in PUBLIC

    @property
    def of_api(self) -> bool:
        return self.path.startswith("/api/")

    @property
    def needs(self) -> Access | AccountRole | None:
        """The widest access, or highest role, that the route asks for."""
        found = [call.needs for call in self.calls if hasattr(call, "needs")]
        ranks = [*Access, *AccountRole]
        return max(found, key=ranks.index, default=None)

    @property
    def guarded(self) -> bool:
        """Whether somebody must be signed in."""
        return bool({api_user, current_user} & self.calls)

    @property
    def checks_form(self) -> bool:
        return bool({api_user, csrf_checked} & self.calls)

    def at(self, **values: str) -> str:
        """The path with something for each of its parameters."""
        named = _FILLED | values
        other = values.get("other", "1")
        return re.sub(
            r"\{(\w+)(?::\w+)?\}", lambda found: str(named.get(found[1], other)), self.path
        )


def routes(app: FastAPI) -> Iterator[Route]:
    """All of them; static files aside, which are files."""
    for context in iter_route_contexts(app.routes):
        dependant: Dependant | None = getattr(context, "dependant", None)
        if dependant is None:
            assert context.path == "/static", context.path
            continue
        calls = frozenset(_calls(dependant))
        for method in sorted(context.methods or ()):
            yield Route(method, context.path or "", calls)


def _calls(dependant: Dependant) -> Iterator[object]:
    for below in dependant.dependencies:
        yield below.call
        yield from _calls(below)
