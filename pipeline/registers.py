"""The office's registers in the task database: agencies with their validity, days off."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store
    from pipeline.settings import Settings


class Kept(NamedTuple):
    """How many the registers hold."""

    agencies: int
    days: int


def keep_registers(store: Store, settings: Settings) -> Kept:
    """Bring both registers of the database up to the tables that the settings name.

    Queries join them, and "sắp đến hạn" counts working days by them. Tables that are as they
    were are not written again.

    Raises:
        BadTable: a table of the office's own cannot be used.
        DatabaseTrouble: the database cannot be written.
    """
    from db.registers import put_agencies, put_days_off, told  # noqa: PLC0415  not for --help
    from extract.calendar import Calendar  # noqa: PLC0415
    from extract.registry import Registry  # noqa: PLC0415

    registry, calendar = Registry.load(settings.agencies), Calendar.load(settings.holidays)
    agencies = tuple(registry.agencies.values())
    days = dict.fromkeys(sorted(calendar.off), False)
    days |= dict.fromkeys(sorted(calendar.working), True)
    digest = hashlib.sha256(repr((agencies, days)).encode()).hexdigest()

    def keep(session: Session) -> None:
        put_agencies(session, agencies)
        put_days_off(session, days)
        told(session, digest)

    with store.session() as session:
        known = told(session)
    if known != digest:
        store.write(keep)
    return Kept(len(agencies), len(days))
