"""The office's registers in the task database: agencies with their validity, days off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.calendar import Calendar
from extract.registry import Registry

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.settings import Settings


def keep_registers(store: Store, settings: Settings) -> tuple[int, int]:
    """Bring both registers of the database up to the tables the settings name.

    Gives how many agencies and days they hold.
    """
    from db.registers import put_agencies, put_days_off  # noqa: PLC0415  not to read a file

    registry, calendar = Registry.load(settings.agencies), Calendar.load(settings.holidays)
    days = dict.fromkeys(calendar.off, False) | dict.fromkeys(calendar.working, True)
    agencies = tuple(registry.agencies.values())
    store.write(lambda session: put_agencies(session, agencies))
    store.write(lambda session: put_days_off(session, days))
    return len(agencies), len(days)
