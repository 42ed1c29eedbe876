"""One worker's steps: every end a document may come to, and trouble that is not its own."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from db.store import Store
from models import errors
from pipeline import names
from pipeline.job import Job, Origin
from pipeline.worker import Interrupted

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.documents import Document
    from tests.pipeline.house import House


def test_a_read_file_lies_by_year_and_number(house: House) -> None:
    house.drop("Báo cáo.txt", b"read 286")
    house.run()
    house.check()
    (path,) = house.files("archive")
    place = path.relative_to(house.folders.archive)
    assert place.parts[:2] == ("2024", "286-TB-VPUB")
    assert place.name.startswith("Báo cáo~")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"damaged 1", "DamagedFile"),
        (b"locked 1", "PasswordNeeded"),
        (b"crash 1", "ReaderCrashed"),
    ],
)
def test_a_refused_file_has_its_reason_beside_it(house: House, content: bytes, cause: str) -> None:
    house.drop("a.txt", content)
    house.run()
    house.check()
    (case,) = house.folders.refused()
    told = (case / names.REASON).read_text(encoding="utf-8")
    error = getattr(errors, cause)(file="a.txt", detail="?")
    assert told.startswith(error.message("vi"))
    assert error.message("en") in told
    assert cause in told
    assert house.documents() == {}


def test_a_secret_file_goes_behind_a_closed_door_and_leaves_no_word(house: House) -> None:
    house.drop("Kế hoạch tác chiến.txt", b"secret 77")
    house.run()
    (case,) = house.folders.refused(secret=True)
    assert case.parent.stat().st_mode & 0o077 == 0
    assert "Kế" not in case.name
    assert list(house.folders.refused()) == []
    assert house.documents() == {}
    house.close()
    for path in (*house.root.glob("*.db*"), *house.folders.work.iterdir()):
        if path.is_file():
            assert "tác chiến".encode() not in path.read_bytes()
            assert b"secret 77" not in path.read_bytes()
    house.open()


def test_a_reader_that_dies_is_tried_once_more(house: House) -> None:
    house.drop("a.txt", b"crash 1")
    house.run()
    assert house.reader.reads["crash 1"] == 2


def test_a_reader_that_was_killed_from_outside_is_tried_longer(house: House) -> None:
    house.drop("a.txt", b"killed 1")
    house.run()
    house.check()
    assert house.reader.reads["killed 1"] == 4
    assert house.queue.book.counts().ended == {"new": 1}


def test_a_job_whose_workers_all_died_is_refused_in_the_end(house: House) -> None:
    house.drop("a.txt", b"kills 1")
    house.pass_time(5)
    for number in range(house.settings.queue.attempts + 2):
        assert house.queue.lease(f"dead-{number}") is not None
        house.queue.release(f"dead-{number}")
    house.work()
    house.check()
    assert house.queue.book.causes() == {"ReaderCrashed": 1}
    assert house.reader.reads == {}


def test_a_fault_of_ours_stops_no_other_document(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = house.reader.process

    def process(path: Path) -> Document:
        if path.read_bytes() == b"odd 1":
            raise ZeroDivisionError
        return real(path)

    monkeypatch.setattr(house.reader, "process", process)
    house.drop("a.txt", b"odd 1")
    house.drop("b.txt", b"good 2")
    house.run()
    house.check()
    assert house.queue.book.counts().ended == {"new": 1, "refused": 1}


def test_a_file_written_to_while_it_is_read_is_read_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = house.reader.process

    def process(path: Path) -> Document:
        document = real(path)
        if path.read_bytes() == b"first 1":
            path.write_bytes(b"second 2")  # a scanner that kept the file open
        return document

    monkeypatch.setattr(house.reader, "process", process)
    monkeypatch.setattr("pipeline.worker._CHANGED", 0.0)
    house.drop("a.txt", b"first 1")
    house.run()
    house.dropped[:] = [b"second 2"]
    house.check()


def test_while_the_disk_is_full_nothing_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", _full)
        patch.setattr("pathlib.Path.write_bytes", _full)
        worker = house.worker()
        for _ in range(house.settings.queue.attempts * 3):
            worker.step()
    house.check(ended=False)
    assert len(house.files("work")) == 1
    house.work()
    house.check()


def test_while_the_database_is_away_nothing_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_url: str) -> Store:
        raise errors.DatabaseTrouble(database="x", detail="away")

    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "open", away)
        worker = house.worker()
        for _ in range(house.settings.queue.attempts * 3):
            worker.step()
    assert len(house.files("work")) == 1
    house.work()
    house.check()


def test_without_tesseract_nothing_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(path: Path) -> Document:
        raise errors.ProgramMissing(program="Tesseract", package=path.name)

    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    with monkeypatch.context() as patch:
        patch.setattr(house.reader, "process", missing)
        worker = house.worker()
        for _ in range(house.settings.queue.attempts * 3):
            worker.step()
    assert len(house.files("work")) == 1
    house.work()
    house.check()


def test_a_file_taken_away_by_a_person_ends_its_job(house: House) -> None:
    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    house.files("work")[0].unlink()
    house.dropped.clear()
    house.work()
    house.check()
    assert house.queue.book.counts().ended == {"gone": 1}


def test_told_to_stop_at_once_it_gives_its_document_back_uncounted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def process(_path: Path) -> Document:
        raise Interrupted

    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    with monkeypatch.context() as patch:
        patch.setattr(house.reader, "process", process)
        with pytest.raises(Interrupted):
            house.worker().step()
    house.work()
    house.check()


def test_a_past_notice_is_read_where_it_lies_and_stays(house: House, tmp_path: Path) -> None:
    kept = tmp_path / "years" / "2019.txt"
    kept.parent.mkdir()
    kept.write_bytes(b"past 19")
    house.queue.put([Job("past", "2019.txt", Origin.PAST, str(kept))])
    house.work()
    assert kept.read_bytes() == b"past 19"
    assert list(house.documents().values()) == [str(kept)]


def test_a_link_put_in_place_of_a_taken_file_is_not_followed(house: House) -> None:
    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    (held,) = house.files("work")
    held.unlink()
    held.symlink_to("/etc/hostname")
    house.work()
    assert house.documents() == {}
    assert house.queue.book.causes() == {"UnsupportedFile": 1}


def test_the_heartbeat_goes_on_while_a_document_is_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats = threading.Event()
    real = house.queue.beat

    def beat(worker: str) -> None:
        real(worker)
        beats.set()

    def process(path: Path) -> Document:
        assert beats.wait(20)
        return house.reader.__class__().process(path)

    monkeypatch.setattr(house.queue, "beat", beat)
    monkeypatch.setattr(house.reader, "process", process)
    queue = house.settings.queue.model_copy(update={"lease_seconds": 0.3})
    house.settings = house.settings.model_copy(update={"queue": queue})
    house.drop("a.txt", b"one 1")
    house.run()
    house.check()


def _full(*_: object, **__: object) -> None:
    raise OSError(28, os.strerror(28))
