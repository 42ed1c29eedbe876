"""The registers that queries join: agencies with aliases and successors, days off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from db import tables as t
from db.collation import search_key, sort_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from models.agency import Agency

_KEY = "registers"
"""In the table of rules."""


def put_agencies(session: Session, agencies: Sequence[Agency]) -> None:
    """Make the register hold these; one that is left out stays: tasks of its time name it."""
    known = {row.key: row for row in session.scalars(select(t.Agency))}
    keys = {agency.key for agency in agencies} | set(known)
    for agency in agencies:
        row = known.get(agency.key)
        if row is None:
            row = t.Agency(key=agency.key)
            session.add(row)
        row.name, row.folded = agency.name, search_key(agency.name)
        row.sort_key, row.level = sort_key(agency.name), agency.level
        row.valid_from, row.valid_to = agency.valid_from, agency.valid_to
        row.parent = None  # a body may stand before the one above it
    session.flush()
    for agency in agencies:
        if agency.parent in keys:
            session.get_one(t.Agency, agency.key).parent = agency.parent
    session.flush()
    mine = [agency.key for agency in agencies]
    session.execute(delete(t.AgencyAlias).where(t.AgencyAlias.agency.in_(mine)))
    session.execute(delete(t.AgencySuccessor).where(t.AgencySuccessor.old.in_(mine)))
    aliases = {
        (agency.key, search_key(name)): name
        for agency in agencies
        for name in (*agency.aliases, *([agency.short] if agency.short else []))
    }
    if aliases:
        session.execute(
            insert(t.AgencyAlias),
            [
                {"agency": key, "alias": name, "folded": folded}
                for (key, folded), name in aliases.items()
            ],
        )
    since = {agency.key: agency.valid_from for agency in agencies}
    heirs = [
        {"old": agency.key, "new": new, "since": since.get(new)}
        for agency in agencies
        for new in dict.fromkeys(agency.successors)
        if new in keys and new != agency.key
    ]
    if heirs:
        session.execute(insert(t.AgencySuccessor), heirs)


def put_days_off(session: Session, days: Mapping[dt.date, bool]) -> None:
    """Make the calendar hold these days; True: a day of a weekend that is worked."""
    session.execute(delete(t.DayOff))
    if days:
        session.execute(
            insert(t.DayOff),
            [
                {"day": day, "worked": worked, "name": "làm bù" if worked else "nghỉ"}
                for day, worked in sorted(days.items())
            ],
        )


def told(session: Session, digest: str | None = None) -> str | None:
    """The digest of the tables that the registers were made from; with one, keep it."""
    row = session.get(t.Rule, _KEY)
    if digest is not None:
        session.merge(t.Rule(key=_KEY, value=digest))
        return digest
    return row.value if row else None
