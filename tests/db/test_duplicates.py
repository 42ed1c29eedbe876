"""Several files of one notice: flagged, never dropped, never counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from db import tables as t
from db.corrections import Amendment
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from db.store import Store


def _copies(store: Store) -> dict[str, str | None]:
    """Of each file the file it is a copy of."""
    with store.session() as session:
        rows = {row.id: row for row in session.scalars(select(t.Document))}
        return {
            row.file: rows[row.duplicate_of].file if row.duplicate_of else None
            for row in rows.values()
        }


def _counted(store: Store) -> int:
    with store.session() as session:
        found = session.execute(text("SELECT count(*) FROM v_tracker")).scalar_one()
        flags = set(session.scalars(select(t.Flag.document_id).where(t.Flag.code == "duplicate")))
        copies = set(
            session.scalars(select(t.Document.id).where(t.Document.duplicate_of.is_not(None)))
        )
        assert flags == copies
        return int(found)


def test_a_number_put_right_makes_a_copy(store: Store) -> None:
    store.save(reading("a.pdf"), notice(), source=None)
    second = store.save(reading("b.pdf"), notice(number="158"), source=None)
    assert (_copies(store), _counted(store)) == ({"a.pdf": None, "b.pdf": None}, 6)
    store.correct(second.document_id, Amendment(field="number", value="153"), by="lan")
    assert (_copies(store), _counted(store)) == ({"a.pdf": None, "b.pdf": "a.pdf"}, 3)
    store.correct(second.document_id, Amendment(field="number", value="158"), by="lan")
    assert (_copies(store), _counted(store)) == ({"a.pdf": None, "b.pdf": None}, 6)


def test_an_original_that_is_renumbered_leaves_its_place_to_the_oldest_copy(store: Store) -> None:
    first = store.save(reading("a.pdf"), notice(), source=None)
    for name in ("b.pdf", "c.pdf"):
        store.save(reading(name), notice(), source=None)
    store.correct(first.document_id, Amendment(field="number", value="158"), by="lan")
    assert _copies(store) == {"a.pdf": None, "b.pdf": None, "c.pdf": "b.pdf"}
    assert _counted(store) == 6
    store.correct(first.document_id, Amendment(field="number", value="153"), by="lan")
    assert _copies(store) == {"a.pdf": "b.pdf", "b.pdf": None, "c.pdf": "b.pdf"}
    assert _counted(store) == 3


def test_the_copies_of_a_copy_point_to_the_original(store: Store) -> None:
    store.save(reading("a.pdf"), notice(), source=None)
    second = store.save(reading("b.pdf"), notice(number="158"), source=None)
    store.save(reading("c.pdf"), notice(number="158"), source=None)
    store.correct(second.document_id, Amendment(field="number", value="153"), by="lan")
    assert _copies(store) == {"a.pdf": None, "b.pdf": "a.pdf", "c.pdf": None}
    assert _counted(store) == 6


def test_a_copy_read_again_with_another_number_is_a_notice_of_its_own(store: Store) -> None:
    store.save(reading("a.pdf"), notice(), source=None)
    store.save(reading("b.pdf"), notice(), source=None)
    store.save(reading("b.pdf", version="0.2"), notice(number="154"), source=None)
    assert (_copies(store), _counted(store)) == ({"a.pdf": None, "b.pdf": None}, 6)
    store.save(reading("b.pdf", version="0.3"), notice(), source=None)
    assert (_copies(store), _counted(store)) == ({"a.pdf": None, "b.pdf": "a.pdf"}, 3)


def test_letters_without_marks_name_the_same_issuer(store: Store) -> None:
    store.save(reading("a.pdf"), notice(), source=None)
    plain = notice(issuer="VAN PHONG UY BAN NHAN DAN QUAN", symbol="tb-vpub")
    assert store.save(reading("b.pdf"), plain, source=None).status == "duplicate"
