"""Agencies with validity, aliases and successors, and days off: kept, renewed, joined."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from db import tables as t
from db.due import load_days_off, soon_until
from db.registers import put_agencies
from models.agency import Agency
from models.errors import BadSettings
from pipeline import Settings
from pipeline.registers import keep_registers

if TYPE_CHECKING:
    from pathlib import Path

    from db import Store


def test_the_packaged_registers_come_in_once(store: Store) -> None:
    kept = keep_registers(store, Settings())
    with store.session() as session:
        assert session.scalar(select(func.count(t.Agency.key))) == kept.agencies > 100
        assert session.scalar(select(func.count(t.DayOff.day))) == kept.days > 20
        old = session.scalars(select(t.Agency).where(t.Agency.valid_to.is_not(None))).first()
        assert old is not None
        heirs = session.scalar(select(func.count(t.AgencySuccessor.id)))
        assert heirs
        days = load_days_off(session)
        aliases = session.scalars(select(t.AgencyAlias.id)).all()
    # 30 August 2024 is a Friday, 2 and 3 September are holidays
    assert soon_until(dt.date(2024, 8, 30), 1, days) == dt.date(2024, 9, 4)
    assert keep_registers(store, Settings()) == kept
    with store.session() as session:
        assert session.scalars(select(t.AgencyAlias.id)).all() == aliases  # not written again


def test_an_agency_that_ends_stays_with_its_heir(store: Store) -> None:
    old = Agency(key="so-ldtbxh", name="Sở Lao động - Thương binh và Xã hội", short="Sở LĐTBXH")
    store.write(lambda session: put_agencies(session, [old]))
    day = dt.date(2025, 3, 1)
    ended = old.model_copy(update={"valid_to": dt.date(2025, 2, 28), "successors": ("so-noi-vu",)})
    heir = Agency(key="so-noi-vu", name="Sở Nội vụ", valid_from=day, parent="ubnd")
    above = Agency(key="ubnd", name="UBND tỉnh")
    store.write(lambda session: put_agencies(session, [ended, heir, above]))
    store.write(lambda session: put_agencies(session, [heir]))
    with store.session() as session:
        rows = {row.key: row for row in session.scalars(select(t.Agency))}
        assert rows["so-ldtbxh"].valid_to == dt.date(2025, 2, 28)
        (link,) = session.scalars(select(t.AgencySuccessor))
        assert (link.old, link.new, link.since) == ("so-ldtbxh", "so-noi-vu", day)
        assert session.scalars(select(t.AgencyAlias.alias)).all() == ["Sở LĐTBXH"]


def test_a_table_that_cannot_be_read_is_told(store: Store, tmp_path: Path) -> None:
    bad = tmp_path / "agencies.tsv"
    bad.write_text("nothing\n1\n", encoding="utf-8")
    with pytest.raises(BadSettings):
        keep_registers(store, Settings(agencies=bad))
