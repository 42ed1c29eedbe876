"""Names of units while one types: of the notice, of the database, of the register."""

from __future__ import annotations

import datetime as dt
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from db.accounts import Person
from db.names import leaders, names_in, names_of
from models.errors import BadSettings
from models.text import fold, strip_marks
from web.errors import lang_of
from web.office import Office, TheOffice
from web.security import current_user

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from extract.registry import Registry
    from models.agency import Resolved
    from pipeline.settings import Settings

router = APIRouter()
_MOST = 8


class Offer(NamedTuple):
    """A name that fits what was typed."""

    name: str
    note: str = ""


class Register:
    """The register of agencies, read from its tables by a thread while people look at the page."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._registry: Registry | None = None
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def close(self) -> None:
        """Nothing is held open."""

    @property
    def registry(self) -> Registry | None:
        """The office's own table or the packaged one; None where the office's is broken."""
        self._reading.join()
        return self._registry

    def _read(self) -> None:
        from extract.registry import Registry  # noqa: PLC0415  the rules take seconds to load

        try:
            self._registry = Registry.load(self._settings.agencies)
        except BadSettings:
            return

    def folded(self) -> list[tuple[str, str]]:
        """Folded name and name, of agencies that exist today; none while they are being read."""
        return [] if self._reading.is_alive() else self._folded

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        today = dt.date.today()  # noqa: DTZ011  a day more or less is no matter here
        found = self.registry.agencies.values() if self.registry is not None else ()
        return [(fold(agency.name), agency.name) for agency in found if agency.valid_on(today)]

    def resolve(self, name: str, *, on: dt.date | None, issuer: str | None) -> Resolved | None:
        """The agency that a name stands for."""
        if self.registry is None:
            return None
        return self.registry.resolve(name, on=on, issuer=issuer)


@router.get("/agencies")
def complete(
    request: Request,
    office: TheOffice,
    _person: Annotated[Person, Depends(current_user)],
    q: Annotated[str, Query(max_length=200)],
    notice: int | None = None,
) -> JSONResponse:
    """Names that fit, best first."""
    with office.store.session() as session:
        found = offers(session, office, q, notice=notice, lang=lang_of(request))
    return JSONResponse([offer._asdict() for offer in found])


@router.get("/leaders")
def complete_leader(
    office: TheOffice,
    _person: Annotated[Person, Depends(current_user)],
    q: Annotated[str, Query(max_length=200)],
) -> JSONResponse:
    """Names of those who chaired."""
    wanted = fold(q)
    with office.store.session() as session:
        found = [name for name in leaders(session) if wanted and wanted in fold(name)]
    return JSONResponse([Offer(name)._asdict() for name in found[:_MOST]])


def offers(
    session: Session, office: Office, words: str, *, notice: int | None = None, lang: str = "vi"
) -> list[Offer]:
    """Names that fit: the notice's own first, then those in use, then the register's."""
    wanted = fold(words)
    if not wanted:
        return []
    here = [(fold(name), name) for name in names_in(session, notice)] if notice else []
    register = office.kept(Register)
    sources: tuple[tuple[Iterable[tuple[str, str]], str], ...] = (
        (here, "trong văn bản" if lang == "vi" else "in this notice"),
        (names_of(session, wanted), "đã dùng" if lang == "vi" else "in use"),
        (register.folded(), ""),
    )
    found: dict[str, tuple[int, int, str, str]] = {}
    for rank, (names, note) in enumerate(sources):
        for key, name in names:
            fit = fitness(wanted, key)
            if fit is not None and key not in found:
                found[key] = (fit, rank, name, note)
    best = sorted(found.values(), key=lambda item: (item[0], item[1], len(item[2]), item[2]))
    return [Offer(name, note) for _, _, name, note in best[:_MOST]]


def completed(session: Session, office: Office, typed: str, *, notice: int) -> str:
    """The name that was meant: typed without marks, the best that fits; else as typed.

    Who types faster than the list appears means the same as who waits for it.
    """
    if not typed or typed != strip_marks(typed):
        return typed
    found = offers(session, office, typed, notice=notice)
    return found[0].name if found else typed


def fitness(wanted: str, name: str) -> int | None:
    """How well folded words fit a folded name; less is better, None: not at all.

    >>> fitness("noi vu", "phong noi vu"), fitness("pnv", "phong noi vu"), fitness("phong", "phong noi vu")
    (1, 3, 0)
    >>> fitness("vu noi", "phong noi vu"), fitness("y te", "phong noi vu") is None
    (2, True)
    """
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in f" {name}":
        return 1
    parts = name.split()
    if all(any(part.startswith(word) for part in parts) for word in wanted.split()):
        return 2
    initials = "".join(part[0] for part in parts)
    return 3 if len(wanted) > 1 and initials.startswith(wanted.replace(" ", "")) else None
