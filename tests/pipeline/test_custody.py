"""Originals in folders, in a shared folder by fsspec, and in a bucket of S3: the same promises."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import fsspec
import pytest

from models.errors import BadSettings, FileMissing, NoPermission
from pipeline import names
from pipeline.job import Job
from pipeline.originals import StoreCustody
from tests.db.notices import head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["folder", "bucket"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return f"file://{tmp_path / 'store'}"
    bucket: str = request.getfixturevalue("bucket")
    return bucket


def taken(tmp_path: Path, content: bytes = b"one 1", name: str = "Thông báo.txt") -> Path:
    path = tmp_path / "work" / "home" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def stored(address: str) -> dict[str, bytes]:
    fs, root = fsspec.core.url_to_fs(address)
    fs.invalidate_cache()
    return {name.removeprefix(root.rstrip("/") + "/"): fs.cat_file(name) for name in fs.find(root)}


def test_the_way_of_an_original(address: str, tmp_path: Path) -> None:
    custody = StoreCustody(address)
    path = taken(tmp_path)
    job = custody.adopt(Job("home", "Thông báo.txt"), path)
    assert job.sha256 == hashlib.sha256(b"one 1").hexdigest()
    assert custody.adopt(Job("home", "Thông báo.txt"), path) == job  # again, as after a crash
    custody.adopted(job, path)
    assert not path.parent.exists()
    assert [kept.id for kept in custody.kept()] == [job.id]
    other = StoreCustody(address)  # a worker elsewhere
    with other.open(job) as copy:
        assert copy.read_bytes() == b"one 1"
        place = other.place(job, head("286"), copy, job.sha256)
        other.archive(job, copy, place)
    assert not copy.exists()
    assert not other.holds(job)
    (name,) = stored(address)
    assert name == f"archive/2024/286-TB-VPUB/Thông báo~{job.sha256[:12]}.txt"
    with pytest.raises(FileMissing), other.open(job):
        pass


def test_a_refused_original_lies_with_its_reason_and_comes_back(
    address: str, tmp_path: Path
) -> None:
    custody = StoreCustody(address)
    path = taken(tmp_path)
    job = custody.adopt(Job("home", "a.txt"), path)
    custody.refuse(job, "vì sao", secret=False)
    (case,) = custody.cases()
    assert sorted(stored(address)) == [
        f"quarantine/{case}/{names.REASON}",
        f"quarantine/{case}/a.txt",
    ]
    assert stored(address)[f"quarantine/{case}/{names.REASON}"].decode() == "vì sao"
    again = custody.again(case)
    assert again is not None
    assert (again.id, again.sha256) == (job.id, job.sha256)
    assert custody.cases() == []
    assert custody.holds(again)
    with pytest.raises(FileMissing):
        custody.again("no such case")


def test_a_secret_original_is_kept_apart(address: str, tmp_path: Path) -> None:
    custody = StoreCustody(address)
    job = custody.adopt(Job("home", "Kế hoạch.txt"), taken(tmp_path, name="Kế hoạch.txt"))
    custody.refuse(job, "mật", secret=True)
    assert custody.cases() == []
    assert custody.cases(secret=True) == [job.id]


def test_a_move_done_half_is_done_again(address: str, tmp_path: Path) -> None:
    """On S3 a move is a copy and a removal: dying between must not matter."""
    custody = StoreCustody(address)
    path = taken(tmp_path)
    job = custody.adopt(Job("home", "a.txt"), path)
    place = custody.place(job, head("286"), path, job.sha256)
    fs, _ = fsspec.core.url_to_fs(address)
    fs.makedirs(place.rpartition("/")[0], exist_ok=True)
    fs.pipe_file(place, b"one 1")
    custody.archive(job, path, place)
    assert list(stored(address).values()) == [b"one 1"]
    with pytest.raises(FileNotFoundError):
        custody.archive(job, path, place)


def test_a_store_that_is_away_is_trouble_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"no folder")
    custody = StoreCustody(f"file://{tmp_path / 'store'}")
    assert not custody.usable()
    with pytest.raises(NotADirectoryError):
        custody.adopt(Job("home", "a.txt"), taken(tmp_path))


def test_a_usable_store_keeps_no_probe(address: str) -> None:
    assert StoreCustody(address).usable()
    assert stored(address) == {}


def test_a_file_that_cannot_be_read_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr("pipeline.originals.digest", closed)
    with pytest.raises(NoPermission):
        StoreCustody(address).adopt(Job("home", "a.txt"), taken(tmp_path))


def test_an_unknown_kind_of_store_is_told() -> None:
    with pytest.raises(BadSettings):
        StoreCustody("gopher://x/y")


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", s3),
    ):
        monkeypatch.setenv(name, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    name = f"office-{os.urandom(4).hex()}"
    fs = fsspec.filesystem("s3")
    fs.mkdir(name)
    yield f"s3://{name}/intake"
    fsspec.get_filesystem_class("s3").clear_instance_cache()
