"""What is taken from the inbox, and when: by a clock that the tests turn."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from models.errors import DatabaseTrouble, FolderTaken
from pipeline import watcher as watching
from pipeline.job import Origin
from pipeline.lock import only_one

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pipeline.house import House

PDF = b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def taken(house: House) -> list[str]:
    return [name for what, name in house.listener.heard if what == "taken"]


def test_a_file_is_taken_once_it_stood_still(house: House) -> None:
    house.drop("a.txt", b"one")
    house.pass_time(1)
    assert taken(house) == []
    house.pass_time(3)
    assert taken(house) == ["a.txt"]
    assert house.files("inbox") == []


def test_a_file_that_grows_is_left_alone(house: House) -> None:
    path = house.drop("a.txt", b"page 1")
    house.pass_time(1)
    for page in range(2, 30):
        with path.open("ab") as file:
            file.write(b" page %d" % page)
        house.watcher.look([path])
        house.pass_time(1)
    assert taken(house) == []
    house.dropped[:] = [path.read_bytes()]
    house.run()
    house.check()


def test_a_scan_that_pauses_between_pages_is_not_torn(house: House) -> None:
    path = house.drop("scan.pdf", PDF[:20])
    house.pass_time(120)
    assert taken(house) == []
    path.write_bytes(PDF)
    house.pass_time(40)
    assert taken(house) == ["scan.pdf"]


def test_one_whose_end_never_comes_is_refused_in_the_end(house: House) -> None:
    house.drop("cut.pdf", b"damaged %PDF-1.4")
    house.pass_time(250)
    assert taken(house) == []
    house.pass_time(100)
    house.work()
    assert [p.name for p in house.files("quarantine")] == ["cut.pdf"]
    house.check()


def test_an_empty_file_waits_for_its_content(house: House) -> None:
    path = house.drop("slow.txt", b"")
    house.pass_time(100)
    assert taken(house) == []
    path.write_bytes(b"here 1")
    house.dropped[:] = [b"here 1"]
    house.run()
    house.check()


def test_files_that_lay_there_before_the_start_must_stand_still_too(house: House) -> None:
    path = house.drop("a.txt", b"one")
    os.utime(path, (1, 1))
    house.watcher.look([])
    assert taken(house) == []


def test_without_any_report_of_the_system_all_is_found(house: House) -> None:
    house.pass_time(5)
    house.drop("deep/er/a.txt", b"one")
    house.pass_time(house.settings.intake.rescan_seconds + 4)
    assert taken(house) == ["a.txt"]


def test_a_folder_moved_in_whole_is_seen_by_its_one_report(house: House) -> None:
    house.pass_time(5)
    path = house.drop("in/side/a.txt", b"one")
    house.watcher.look([path.parents[1]])
    house.pass_time(4)
    assert taken(house) == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    [".hidden.pdf", "~$a.docx", "Thumbs.db", "a.pdf.part", "b.crdownload", ".stfolder/c.pdf"],
)
def test_hidden_and_temporary_files_stay(house: House, name: str) -> None:
    path = house.drop(name, b"one")
    house.watcher.look([path])
    house.pass_time(400)
    assert path.exists()
    assert taken(house) == []


def test_links_fifos_and_what_lies_behind_them_stay(house: House, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_bytes(b"not yours")
    inbox = house.folders.inbox
    (inbox / "link.txt").symlink_to(outside / "a.txt")
    (inbox / "folder").symlink_to(outside)
    (inbox / "gone.txt").symlink_to(outside / "nothing")
    os.mkfifo(inbox / "pipe.pdf")
    house.watcher.look(list(inbox.iterdir()))
    house.pass_time(400)
    assert taken(house) == []
    assert (outside / "a.txt").exists()


def test_names_are_never_trusted(house: House) -> None:
    long = "dài" * 60 + ".txt"  # 300 letters and 420 bytes are more than a name may have
    names_ = [
        "a\nb.txt",
        "Thông báo.txt",  # NFC
        "Tho\u0302ng ba\u0301o.txt",  # the same in NFD
        "-rf.txt",
        "a" * 255,
        long.encode()[:250].decode("utf-8", "ignore"),
        "x\u202etxt.exe",
    ]
    for number, name in enumerate(names_):
        house.drop(name, b"content %d" % number)
    (house.folders.inbox / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"content 99")
    house.dropped.append(b"content 99")
    house.run()
    house.check()
    assert len(house.files("archive")) == 8
    for path in house.files("archive"):
        assert len(os.fsencode(path.name)) < 200
        assert "\n" not in path.name
        assert "\u202e" not in path.name


def test_the_same_name_again_keeps_both(house: House) -> None:
    house.drop("a.txt", b"first 1")
    house.run()
    house.drop("a.txt", b"second 2")
    house.run()
    house.check()
    assert len(house.files("archive")) == 2


def test_a_name_used_again_while_the_first_is_read_keeps_both(house: House) -> None:
    house.drop("a.txt", b"first 1")
    house.pass_time(5)
    house.drop("a.txt", b"second 2")
    house.pass_time(40)
    house.work()
    house.check()


def test_the_same_content_again_comes_to_the_same_place(house: House) -> None:
    house.drop("a.txt", b"same 1")
    house.run()
    house.drop("a.txt", b"same 1")
    house.run()
    house.dropped.pop()
    house.check()
    assert house.queue.book.counts().ended == {"new": 1, "unchanged": 1}


def test_a_folder_without_rights_hides_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may list everything, so the refusal is put in the system's mouth.
    house.drop("closed/a.txt", b"one 1")
    house.drop("zz/b.txt", b"two 2")
    real = os.scandir

    def scandir(path: Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    house.pass_time(5)
    assert taken(house) == ["b.txt"]
    assert ("stuck", "closed") in house.listener.heard
    monkeypatch.undo()
    house.run()
    house.check()


def test_a_file_that_cannot_be_claimed_stays_and_is_told_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.drop("a.txt", b"one 1")
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.mkdir", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "")))
        house.pass_time(20)
    assert house.listener.heard == [("stuck", "a.txt")]
    house.run()
    house.check()


def test_what_could_not_be_queued_is_queued_by_the_next_rescan(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_jobs: object) -> object:
        raise DatabaseTrouble(database="x", detail="away")

    house.drop("a.txt", b"one 1")
    with monkeypatch.context() as patch:
        patch.setattr(house.queue, "put", refuse)
        house.pass_time(5)
    assert len(house.files("work")) == 1
    house.run()
    house.check()


def test_a_move_that_power_took_back_after_the_ledger_wrote_it_is_made_up(house: House) -> None:
    house.drop("a.txt", b"one 1")
    house.run()
    (home,) = [house.folders.work / row for row in ids(house)]
    home.mkdir()
    (archived,) = house.files("archive")
    archived.rename(home / "a.txt")
    house.run()
    house.check()


def ids(house: House) -> list[str]:
    with house.queue.book.engine.connect() as connection:
        return [row.id for row in connection.execute(text("SELECT id FROM intake_jobs"))]


def test_a_ledger_that_was_lost_is_written_anew(house: House) -> None:
    house.drop("a.txt", b"one 1")
    house.pass_time(5)
    house.close()
    for path in house.folders.work.glob("ledger.db*"):
        path.unlink()
    house.open()
    assert house.watcher.recover() == 1
    house.work()
    house.check()


def test_thousands_at_once_are_taken_in_parts(house: House) -> None:
    for number in range(250):
        (house.folders.inbox / f"{number}.txt").write_bytes(b"n %d" % number)
    house.pass_time(5)
    assert house.queue.book.pending(Origin.INBOX) == 250
    assert house.files("inbox") == []


def test_where_the_system_reports_nothing_rescans_come_sooner(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blind(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")  # what too many watches are told

    monkeypatch.setattr(watching, "watch", blind)
    monkeypatch.setattr(watching, "_TICK", 0.001)
    stop = threading.Event()
    house.drop("a.txt", b"one 1")
    ticks = 0

    def tend() -> None:
        nonlocal ticks
        ticks += 1
        house.now += 1
        if ticks == 3:
            house.drop("late.txt", b"two 2")
        if ticks == 14:
            stop.set()

    house.watcher.run(stop, tend)
    assert taken(house) == ["a.txt", "late.txt"]


def test_a_second_watcher_is_refused_and_a_dead_one_is_not_in_the_way(house: House) -> None:
    with only_one(house.folders.inbox):
        with pytest.raises(FolderTaken) as caught, only_one(house.folders.inbox):
            pass
        assert caught.value.exit_code == 18
    with only_one(house.folders.inbox):
        pass


def test_a_refused_file_moved_back_is_read_again(house: House) -> None:
    house.drop("a.txt", b"damaged 1")
    house.run()
    (case,) = house.folders.refused()
    case.rename(house.folders.inbox / case.name)
    house.run()
    house.check()
    assert house.reader.reads["damaged 1"] == 2
    assert not any(path.is_dir() for path in house.folders.inbox.iterdir())
