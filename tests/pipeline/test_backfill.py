"""Past notices: streamed, known again, bounded, resumed."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from db.store import Store
from models.errors import DatabaseTrouble
from pipeline import backfill as filling
from pipeline import names
from pipeline.backfill import Backfill, Hands, Report, Tally, past
from pipeline.job import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.job import Job
    from tests.pipeline.house import House


@pytest.fixture
def years(tmp_path: Path) -> Path:
    folder = tmp_path / "years"
    for number in range(1, 31):
        path = folder / str(2000 + number % 7) / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"past %d" % number)
    return folder


@pytest.fixture
def store(house: House) -> Iterator[Store]:
    with Store.open(house.settings.database_url) as opened:
        yield opened


def run(
    house: House, store: Store, years: Path, *, limit: int | None = None, again: bool = False
) -> tuple[Report, Backfill]:
    report = Report()
    hands = Hands(house.queue, house.custody, store, house.work)
    made = Backfill(years, hands, limit=limit, again=again)
    made.run(report, threading.Event())
    return report, made


def test_all_are_read_where_they_lie(house: House, store: Store, years: Path) -> None:
    report, made = run(house, store, years)
    assert report.read == 30
    assert report.tasks == 90
    assert made.tally == Tally(met=30, put=30, ended=30)
    assert sorted(house.documents().values()) == sorted(map(str, years.rglob("*.txt")))
    assert len(list(years.rglob("*.txt"))) == 30


def test_a_name_that_is_no_utf8_stops_nothing(house: House, store: Store, years: Path) -> None:
    odd = years / os.fsdecode(b"tb\xff.txt")
    odd.write_bytes(b"past 99")
    report, _ = run(house, store, years)
    assert report.read == 31
    (place,) = (text for text in house.documents().values() if text.startswith("file://"))
    assert names.meant(place) == odd
    _, again = run(house, store, years)
    assert again.tally == Tally(met=31, known=31)


def test_a_second_run_reads_nothing(house: House, store: Store, years: Path) -> None:
    run(house, store, years)
    reads = house.reader.reads.total()
    report, made = run(house, store, years)
    assert house.reader.reads.total() == reads
    assert made.tally == Tally(met=30, known=30)
    assert report.outcomes == {}


def test_known_content_is_known_in_another_folder(house: House, store: Store, years: Path) -> None:
    house.drop("a.txt", b"past 7")
    house.run()
    (years / "copy.txt").write_bytes(b"past 8")
    _, made = run(house, store, years)
    assert made.tally == Tally(met=31, known=2, put=29, ended=29)
    assert set(house.reader.reads.values()) == {1}


def test_a_changed_file_is_read_again(house: House, store: Store, years: Path) -> None:
    run(house, store, years)
    (years / "2001" / "1.txt").write_bytes(b"past 1 mended 99")
    report, _ = run(house, store, years)
    assert report.outcomes == {"new": 1}


def test_limit_and_resume(house: House, store: Store, years: Path) -> None:
    report, _ = run(house, store, years, limit=12)
    assert report.read == 12
    report, made = run(house, store, years)
    assert report.read == 18
    assert made.tally.known == 12
    assert set(house.reader.reads.values()) == {1}


def test_a_run_that_was_killed_goes_on(house: House, store: Store, years: Path) -> None:
    stop = threading.Event()
    worker = house.worker()

    def die_after_a_few() -> None:
        for _ in range(3):
            worker.step()
        stop.set()

    hands = Hands(house.queue, house.custody, store, die_after_a_few)
    Backfill(years, hands).run(Report(), stop)
    left = house.queue.book.pending(Origin.PAST)
    assert left > 20
    house.close()
    house.open()
    report, _ = run(house, store, years)
    assert report.read == left
    assert len(house.documents()) == 30
    assert set(house.reader.reads.values()) == {1}


def test_a_dry_run_writes_nothing(house: House, store: Store, years: Path) -> None:
    hands = Hands(house.queue, house.custody, store, lambda: None)
    assert Backfill(years, hands).look() == Tally(met=30, put=30)
    assert house.queue.book.pending(Origin.PAST) == 0
    assert house.documents() == {}


def test_refused_ones_are_told_by_cause_and_read_again_only_when_asked(
    house: House, store: Store, years: Path, tmp_path: Path
) -> None:
    for number, word in enumerate((b"damaged", b"damaged", b"locked", b"secret")):
        (years / f"bad {number}.txt").write_bytes(word + b" %d" % number)
    sheet = tmp_path / "report.csv"
    report = Report(sheet)
    hands = Hands(house.queue, house.custody, store, house.work)
    Backfill(years, hands).run(report, threading.Event())
    assert report.causes == {"DamagedFile": 2, "PasswordNeeded": 1, "SecretDocument": 1}
    assert report.outcomes["secret"] == 1
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "file,outcome,cause"
    assert len(lines) == 5
    assert "bad 3" not in sheet.read_text(encoding="utf-8-sig")  # nor by its name
    sheet.write_text("of an older run", encoding="utf-8")
    second = Backfill(years, hands)
    second.run(Report(sheet), threading.Event())
    assert second.tally == Tally(met=34, known=34, refused=3)
    assert sorted(sheet.read_text(encoding="utf-8-sig").splitlines()) == sorted(lines)
    again, _ = run(house, store, years, again=True)
    assert again.outcomes == {"refused": 3}


def test_files_of_a_disk_that_was_away_are_read_when_it_is_back(
    house: House, store: Store, years: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"

    def pull_the_plug() -> None:
        if years.exists():
            years.rename(away)
        house.work()

    hands = Hands(house.queue, house.custody, store, pull_the_plug)
    report = Report()
    Backfill(years, hands).run(report, threading.Event())
    assert report.outcomes["gone"] > 0
    away.rename(years)
    run(house, store, years)
    assert sorted(house.documents().values()) == sorted(map(str, years.rglob("*.txt")))


def test_no_more_wait_than_workers_need(
    house: House, store: Store, years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_BATCH", 5)
    monkeypatch.setattr(filling, "_WAITING", 8)
    most = 0
    worker = house.worker()

    def tend() -> None:
        nonlocal most
        most = max(most, house.queue.book.pending(Origin.PAST))
        worker.step()

    Backfill(years, Hands(house.queue, house.custody, store, tend)).run(Report(), threading.Event())
    assert 8 < most <= 8 + 5
    assert len(house.documents()) == 30


def test_dropped_files_come_first(house: House, store: Store, years: Path) -> None:
    order: list[str] = []
    worker = house.worker()

    def tend() -> None:
        if not order:
            house.drop("now.txt", b"live 1000")
            house.pass_time(40)
        before = set(house.reader.reads)
        worker.step()
        order.extend(set(house.reader.reads) - before)

    Backfill(years, Hands(house.queue, house.custody, store, tend)).run(Report(), threading.Event())
    assert order[0] == "live 1000"
    assert len(order) == 31


def test_a_tree_is_walked_without_listing_it(tmp_path: Path) -> None:
    folder = tmp_path
    for depth in range(200):
        folder = folder / "d"
        folder.mkdir()
        (folder / f"{depth}.txt").write_bytes(b"x")
    (folder / "link.txt").symlink_to("0.txt")
    (folder / "note.docx").write_bytes(b"x")
    jobs = past(tmp_path)
    first: Job = next(jobs)
    assert first.origin is Origin.PAST
    assert 1 + sum(1 for _ in jobs) == 200


def test_a_database_that_is_away_ends_the_run_and_loses_nothing(
    house: House, store: Store, years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_jobs: object) -> object:
        raise DatabaseTrouble(database="x", detail="away")

    with monkeypatch.context() as patch:
        patch.setattr(house.queue, "put", away)
        with pytest.raises(DatabaseTrouble):
            run(house, store, years)
    assert run(house, store, years)[0].read == 30
