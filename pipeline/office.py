"""What the settings name, opened: the queue, the custody of originals, the task database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import errors
from pipeline.custody import FolderCustody
from pipeline.folders import Folders

if TYPE_CHECKING:
    from db.store import Store
    from pipeline.custody import Custody
    from pipeline.job import Queue
    from pipeline.ledger import Ledger
    from pipeline.settings import Settings


def open_queue(settings: Settings) -> Queue:
    """The queue.

    Raises:
        DatabaseTrouble: it cannot be opened.
        BadSettings: its kind does not go with the database.
    """
    if settings.queue.kind == "local":
        return open_ledger(settings)
    raise errors.BadSettings(detail="queue.kind = procrastinate: not in this version")


def open_ledger(settings: Settings) -> Ledger:
    """The queue of one machine.

    Raises:
        DatabaseTrouble: it cannot be opened.
    """
    from pipeline.ledger import Ledger  # noqa: PLC0415  SQLAlchemy takes long to load

    return Ledger(Folders(settings).work, lease_seconds=settings.queue.lease_seconds)


def open_custody(settings: Settings) -> Custody:
    """The originals."""
    if not settings.folders.store:
        return FolderCustody(Folders(settings))
    raise errors.BadSettings(detail="folders.store: not in this version")


def open_store(settings: Settings) -> Store:
    """The task database.

    Raises:
        DatabaseTrouble: it cannot be opened.
    """
    from db.store import Store  # noqa: PLC0415  SQLAlchemy's tables take half a second to load

    return Store.open(settings.database_url)
