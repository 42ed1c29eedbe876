"""``ketluan user`` and ``ketluan serve`` as an administrator types them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.errors import AccountRefused, ExitCode, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Callable

_CALL = "from cli.main import run; run()"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "KETLUAN_DATABASE_URL": f"sqlite:///{tmp_path / 'ketluan.db'}",
        "KETLUAN_FOLDERS__INBOX": str(tmp_path / "inbox"),
        "KETLUAN_LOG_FILE": str(tmp_path / "log.jsonl"),
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def run(
    environment: dict[str, str], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    def call(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _CALL, *words],
            env=environment, cwd=tmp_path, input=typed, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip

    return call


def test_accounts_and_a_server_for_them(
    run: Callable[..., subprocess.CompletedProcess[str]],
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    """From nothing to an answered request, and the server's log tells nobody's secret."""
    refused = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104
    assert refused.returncode == ExitCode.SETTINGS
    assert "ketluan user add" in refused.stderr
    weak = run("user", "add", "lan", "--password-stdin", typed="ngắn\n")
    assert weak.returncode == ExitCode.ACCOUNT
    secret = "một câu dài dễ nhớ"  # noqa: S105
    made = run("user", "add", "lan", "--role", "admin", "--password-stdin", typed=f"{secret}\n")
    assert made.returncode == 0, made.stderr
    token = run("user", "token", "add", "lan", "sổ tháng", "--scope", "admin").stdout.strip()
    assert token.startswith("ketluan_")
    listed = run("user", "token", "list").stdout
    assert "sổ tháng" in listed
    assert token not in listed
    server = subprocess.Popen(
        [sys.executable, "-c", _CALL, "serve", "--port", "0"],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
        assert found is not None
        with httpx.Client(base_url=found[0], timeout=60) as client:
            assert client.get("/healthz").json() == {"status": "ok"}
            assert client.get("/api/v1/tasks").status_code == 401
            answer = client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {token}"})
            assert answer.json()["rows"] == []
            assert "server" not in answer.headers
            taken = run("serve", "--port", found[0].rpartition(":")[2])
            assert taken.returncode == ExitCode.SETTINGS
            assert "--port" in taken.stderr
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=60)
    logged = (tmp_path / "log.jsonl").read_text("utf-8")
    assert logged.count('"event": "request"') == 3
    assert token not in logged + out + err
    assert "Traceback" not in err


def test_the_life_of_an_account(environment: dict[str, str]) -> None:
    password = "một câu dài dễ nhớ\n"  # noqa: S105  of accounts that live as long as the test

    def call(*words: str, typed: str = "") -> Result:
        return CliRunner(env=environment).invoke(app, words, input=typed)

    def refusal(result: Result) -> str:
        assert isinstance(result.exception, AccountRefused | RecordMissing), result.output
        return result.exception.message()

    for name, role in (("lan", "admin"), ("minh", "clerk")):
        made = call("user", "add", name, "--role", role, "--password-stdin", typed=password)
        assert made.exit_code == 0, made.output
    assert "quản trị duy nhất" in refusal(call("user", "disable", "LAN"))
    assert call("user", "disable", "minh").exit_code == 0
    assert "đã khóa" in call("user", "list").output
    assert call("user", "enable", "minh").exit_code == 0
    assert "quản trị" in call("user", "role", "minh", "admin").output
    assert call("user", "disable", "lan").exit_code == 0
    new = ("user", "password", "--password-stdin")
    assert call(*new, "minh", typed=password).exit_code == 0
    assert "user list" in refusal(call(*new, "hoa", typed=password))
    refusal(call("user", "token", "revoke", "7"))
