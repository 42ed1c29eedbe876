"""What the settings name, opened: the queue, the custody of originals, the task database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import BadSettings
from pipeline.custody import FolderCustody
from pipeline.folders import Folders

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.custody import Custody
    from pipeline.job import Queue
    from pipeline.settings import Settings


def open_queue(settings: Settings) -> Queue:
    """The queue.

    Raises:
        DatabaseTrouble: it cannot be opened.
        BadSettings: its kind does not go with the database.
    """
    lease = settings.queue.lease_seconds
    if settings.queue.kind == "procrastinate":
        from pipeline.shared_queue import SharedQueue  # noqa: PLC0415  one machine needs none

        return SharedQueue(settings.database_url, lease_seconds=lease)
    from pipeline.ledger import Ledger  # noqa: PLC0415  SQLAlchemy takes long to load

    return Ledger(Folders(settings).work, lease_seconds=lease)


def open_custody(settings: Settings) -> Custody:
    """The originals.

    Raises:
        BadSettings: the address of the store cannot be used.
    """
    if not settings.folders.store:
        return FolderCustody(Folders(settings))
    from pipeline.originals import StoreCustody  # noqa: PLC0415  few keep originals elsewhere

    return StoreCustody(settings.folders.store)


def check_office(settings: Settings) -> None:
    """Whether queue, database and store go together, and the office's tables can be used.

    Nothing is connected to.

    Raises:
        BadSettings: they do not, or a table cannot be used.
    """
    from extract.calendar import Calendar  # noqa: PLC0415  few commands need them
    from extract.registry import Registry  # noqa: PLC0415

    if settings.queue.kind == "procrastinate" and not settings.database_url.startswith("postgres"):
        raise BadSettings(detail="queue.kind = procrastinate: database_url = postgresql://…")
    open_custody(settings)
    Registry.load(settings.agencies)
    Calendar.load(settings.holidays)


def has_second_reader() -> bool:
    """Whether the extra ``second`` is installed, with which pages are read better and faster."""
    from ocr.runtime import models_folder  # noqa: PLC0415  NumPy takes long to load

    return models_folder() is not None


def open_store(settings: Settings) -> Store:
    """The task database.

    Raises:
        DatabaseTrouble: it cannot be opened.
    """
    from db.store import Store  # noqa: PLC0415  SQLAlchemy's tables take half a second to load

    return Store.open(settings.database_url)
