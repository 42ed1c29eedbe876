"""Files sent to the API: they lie whole in the inbox or leave nothing."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from db.accounts import account_named
from db.tokens import NewToken, add_token
from models import Access
from pipeline.folders import dropped
from pipeline.settings import Web
from tests.web.api.calls import API
from tests.web.conftest import BOTH
from web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from db import Store
    from pipeline.settings import Settings
    from tests.web.conftest import Browser

ENGINES = BOTH
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"


def put(client: Browser, name: str, content: bytes, **headers: str) -> Any:  # noqa: ANN401
    return client.post(f"{API}/documents", params={"name": name}, content=content, headers=headers)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("TB 286.pdf", "TB 286.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("..\\x.pdf", "_x.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("a.pdf.part", "tep-a.pdf.part.pdf"),
        ("LY-DO.txt", "tep-LY-DO.txt.pdf"),
        ("x\u202efdp.exe", "x_fdp.exe"),
        ("Thông báo.pdf", "Thông báo.pdf"),
    ],
)
def test_sent_files_lie_whole_in_the_inbox(
    writer: Browser, settings: Settings, name: str, kept: str
) -> None:
    answer = put(writer, name, PDF)
    assert answer.status_code == 202, answer.text
    told = answer.json()
    names = [path.name for path in settings.folders.inbox.iterdir()]
    assert names == [told["name"]]
    assert told["name"] == kept
    assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (settings.folders.inbox / told["name"]).read_bytes() == PDF

    assert len(list(dropped(settings.folders.inbox))) == 1, "the watcher takes it"


def test_no_file_takes_anothers_place(writer: Browser, settings: Settings) -> None:
    names = [put(writer, "a.pdf", PDF + b" " * n).json()["name"] for n in range(3)]
    assert names == ["a.pdf", "a (1).pdf", "a (2).pdf"]
    assert (settings.folders.inbox / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"  \n", 422),
        (b"%PDF-1.4 cut off", 422),
        (b"MZ\x90\x00\x03", 415),
        (b"\x7fELF\x02\x01\x00", 415),
        (b"PK\x03\x04\xff\xfe", 415),
        (b"<html>\xff</html>", 415),
    ],
)
def test_other_files_are_refused_and_leave_nothing(
    writer: Browser, settings: Settings, content: bytes, status: int
) -> None:
    answer = put(writer, "a.pdf", content)
    assert answer.status_code == status, answer.text
    assert "a.pdf" in answer.json()["detail"]
    assert list(settings.folders.inbox.iterdir()) == []


@pytest.mark.parametrize("told", [True, False])
def test_large_files_are_refused(settings: Settings, store: Store, told: bool) -> None:  # noqa: FBT001
    small = settings.model_copy(update={"web": Web(upload_mb=1)})
    with store.session() as session:
        owner = account_named(session, "clerk").account_id
    new = NewToken(name="x", access=Access.WRITE)
    _, secret = store.write(partial(add_token, owner=owner, new=new, by="x"))
    client = TestClient(create_app(small), headers={"Authorization": f"Bearer {secret}"})
    body = PDF + b" " * 1024 * 1024

    def pieces() -> Any:  # noqa: ANN401
        yield PDF
        for _ in range(17):
            yield b" " * 65536

    answer = put(client, "a.pdf", body if told else pieces())
    assert answer.status_code == 413
    assert list(settings.folders.inbox.glob("*")) == []
    client.app.state.office.close()  # type: ignore[attr-defined]


def test_an_inbox_that_cannot_be_written_is_told(
    writer: Browser, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "inbox").write_text("no folder")
    answer = put(writer, "a.pdf", PDF)
    assert answer.status_code == 503, settings
    assert str(tmp_path) not in answer.text
