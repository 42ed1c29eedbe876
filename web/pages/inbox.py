"""Documents in the quarantine: why they lie there, and the way back to the inbox."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from db.accounts import Person, note
from db.due import OFFICE_TIME
from models import AccountRole
from models.errors import Both, NoPermission, RecordMissing
from pipeline import names
from pipeline.folders import Folders
from web.office import TheOffice
from web.security import require_role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.settings import Settings

router = APIRouter()
_SHOWN = 30
_ENGLISH = re.compile(r"^\((.+)\)\s*$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^Tệp: (.+)$", re.MULTILINE)


class Case(NamedTuple):
    """A file that was refused."""

    case: str
    """Name of its folder in the quarantine."""
    name: str
    why: str
    why_en: str
    at: dt.datetime


class Refused(NamedTuple):
    """What lies in the quarantine."""

    cases: tuple[Case, ...]
    """The newest ones."""
    number: int
    secret: int
    """Those with a secrecy mark, of which nothing is shown."""


def refused(settings: Settings) -> Refused:
    """What lies in the quarantine, newest first."""
    folders = Folders(settings)
    found = list(_cases(folders))
    found.sort(key=lambda item: item[0], reverse=True)
    try:
        secret = sum(1 for _ in folders.refused(secret=True))
    except OSError:
        secret = 0
    return Refused(tuple(_case(path, at) for at, path in found[:_SHOWN]), len(found), secret)


@router.post("/quarantine/again")
def again(
    office: TheOffice,
    person: Annotated[Person, Depends(require_role(AccountRole.CLERK))],
    case: Annotated[str, Form(max_length=300)],
) -> Response:
    """Move a file back to the inbox, to be read again."""
    folders = Folders(office.settings)
    path = next((path for _, path in _cases(folders) if path.name == case), None)
    if path is None:
        raise RecordMissing(what=Both("tệp", "file"), id=case)
    try:
        folders.give_again(path)
    except OSError as error:
        raise NoPermission(file=case) from error
    office.store.write(partial(note, action="given_again", by=person.by, after={"file": case}))
    return RedirectResponse("/", status_code=303)


def _cases(folders: Folders) -> Iterator[tuple[float, Path]]:
    try:
        for path in folders.refused():
            yield path.stat().st_mtime, path
    except OSError:
        return


def _case(path: Path, at: float) -> Case:
    try:
        told = (path / names.REASON).read_text(encoding="utf-8", errors="replace")[:4000]
    except OSError:
        told = ""
    first = told.partition("\n")[0]
    name, english = _FILE.search(told), _ENGLISH.search(told)
    return Case(
        case=path.name,
        name=name[1] if name else path.name.rpartition("~")[0] or path.name,
        why=first,
        why_en=english[1] if english else first,
        at=dt.datetime.fromtimestamp(at, OFFICE_TIME),
    )
