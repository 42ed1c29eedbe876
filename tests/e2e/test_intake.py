"""The intake's commands as a clerk and an administrator run them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.errors import ExitCode
from pipeline import names
from tests.faults.running import running, small_notice, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command


def test_a_day_at_the_watched_folder(tmp_path: Path) -> None:
    with running(tmp_path, intake__patience_seconds=1) as office:
        watcher = office.start("watch", "inbox")
        inbox, archive, quarantine = (tmp_path / n for n in ("inbox", "archive", "quarantine"))
        wait_for(inbox.is_dir)
        (inbox / "Thông báo.txt").write_bytes(small_notice(286))
        (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.4 cut off")
        wait_for(lambda: len(list(archive.rglob("*.txt"))) == 1)
        wait_for(lambda: len(list(quarantine.rglob(names.REASON))) == 1)
        (reason,) = quarantine.rglob(names.REASON)
        assert "bị hỏng" in reason.read_text(encoding="utf-8")
        wait_for(lambda: "hỏng.pdf: KHÔNG ĐỌC ĐƯỢC" in office.said())
        assert "Thông báo.txt: đã đọc (mới), 1 nhiệm vụ" in office.said()

        second = office.run("watch", "inbox")
        assert second.returncode == ExitCode.TAKEN
        assert "đang được một chương trình ketluan khác" in second.stderr

        figures = json.loads(office.run("status", "--json").stdout)
        assert figures["ended"] == {"new": 1, "refused": 1}
        assert (figures["inbox"], figures["quarantine"], figures["last_hour"]) == (0, 1, 2)
        assert "hỏng~" in office.run("status").stdout

        missing = office.run("retry", "không có")
        assert missing.returncode == ExitCode.NOT_FOUND
        assert "hỏng~" in office.run("retry", "hỏng").stdout
        wait_for(lambda: figures_of(office.run("status", "--json").stdout)["refused"] == 2)
        wait_for(lambda: len(list(quarantine.rglob(names.REASON))) == 1)

        watcher.terminate()
        assert watcher.wait(60) == 0
        assert "Đã dừng" in office.said()
        wait_for(lambda: not office.pids(), seconds=10)


def figures_of(status: str) -> dict[str, int]:
    ended: dict[str, int] = json.loads(status)["ended"]
    return ended


def test_settings_are_checked_before_anything_is_moved(ketluan: Command, tmp_path: Path) -> None:
    assert "Cấu hình dùng được" in ketluan("config", "check").stdout
    for text, told in (
        ('[folders]\nwork = "inbox/work"\n', "folders.work"),
        ('[folders]\narchive = "/usr/bin/archive"\n', "folders.archive"),
        ('[queue]\nkind = "procrastinate"\n', "postgresql://"),
        ('[folders]\nstore = "gopher://x"\n', "folders.store"),
    ):
        (tmp_path / "ketluan.toml").write_text(text)
        done = ketluan("config", "check")
        assert done.returncode == ExitCode.SETTINGS
        assert told in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "inbox" / "work").exists()


def test_a_backfill_from_the_command(ketluan: Command, tmp_path: Path) -> None:
    years = tmp_path / "years" / "2019"
    years.mkdir(parents=True)
    for number in range(3):
        (years / f"{number}.txt").write_bytes(small_notice(number))
    (years / "bad.pdf").write_bytes(b"%PDF-1.4 cut off")
    assert "Sẽ đọc 4 tệp; 0 tệp đã biết" in ketluan("backfill", "years", "--dry-run").stdout
    done = ketluan("backfill", "years", "--report", "refused.csv")
    assert done.returncode == ExitCode.PARTIAL
    assert "3 đã đọc (3 nhiệm vụ), 0 đã biết, 1 bị từ chối" in done.stdout
    assert "bị hỏng" in done.stdout
    assert "bad.pdf,refused,DamagedFile" in (tmp_path / "refused.csv").read_text("utf-8-sig")
    again = ketluan("backfill", "years")
    assert again.returncode == ExitCode.OK
    assert "0 đã đọc (0 nhiệm vụ), 4 đã biết" in again.stdout
    assert len(list(years.iterdir())) == 4
    assert ketluan("backfill", "nowhere").returncode == ExitCode.NOT_FOUND
    assert ketluan("backfill", ".").returncode == ExitCode.SETTINGS


def test_a_secret_file_has_its_own_exit_code_and_message(ketluan: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ỦY BAN NHÂN DÂN\nTUYỆT MẬT\nSố: 1/TB\n\nMột việc bí mật.\n")
    for command in ("read", "ingest"):
        done = ketluan(command, "a.txt")
        assert done.returncode == ExitCode.SECRET
        (line,) = done.stderr.splitlines()
        assert "dấu độ mật" in line
        assert "việc" not in done.stdout
    (tmp_path / "ketluan.toml").write_text('secrecy = "off"\n')
    assert ketluan("ingest", "a.txt").returncode == ExitCode.OK
