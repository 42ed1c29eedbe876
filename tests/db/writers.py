"""What many processes do to one database at the same time."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import tables as t
from db.corrections import Amendment
from db.saving import save_document
from db.store import Store
from db.tracking import Report
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHARED = 3
"""Files that every process stores."""
REPORTS = 3
"""Progress notes of each process on the one task that all report on."""


def write(url: str, number: int) -> list[str]:
    """Store shared files and one of one's own, read one again, report and correct.

    Gives what became of each file.
    """
    with Store.open(url) as store:
        found = [
            store.save(reading(f"{name}.pdf"), notice(number=str(name)), source=None)
            for name in range(SHARED)
        ]
        mine = reading(f"own{number}.pdf")
        found.append(store.save(mine, notice(number=f"9{number}"), source=None))
        copy = reading(f"copy{number}.pdf")
        found.append(store.save(copy, notice(number="0"), source=None))
        with store.session() as session:
            task = session.scalars(
                select(t.Task.id).where(t.Task.document_id == found[0].document_id).limit(1)
            ).one()
        for step in range(REPORTS):
            report = Report(percent=number, note=f"{number}/{step}", day=dt.date(2024, 9, 1))
            store.progress(task, report, by=f"p{number}")
        newer = reading("0.pdf", version=f"0.{number + 2}")
        found.append(store.save(newer, notice(number="0"), source=None))
        place = Amendment(field="place", value=f"Nơi {number}")
        store.correct(found[0].document_id, place, by=f"p{number}")
        return [saved.status for saved in found]


def die_in_the_middle(url: str) -> None:
    """Be killed when all rows are written and nothing is kept."""

    def work(session: Session) -> None:
        save_document(session, reading("dead.pdf"), notice(number="66"), None)
        session.flush()
        os._exit(9)

    with Store.open(url) as store:
        store.write(work)
