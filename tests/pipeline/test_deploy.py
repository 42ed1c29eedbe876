"""The files a machine is set up with: what they call and set exists."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.main import app
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

yaml: Any = pytest.importorskip("yaml")
DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMMANDS = {command.name for command in app.registered_commands}


@pytest.fixture
def compose() -> dict[str, Any]:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    made: dict[str, Any] = yaml.safe_load(text)
    return made


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_call_commands_that_exist(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    (called,) = re.findall(r"^ExecStart=/opt/ketluan/\.venv/bin/ketluan (\w+)", text, re.MULTILINE)
    assert called in COMMANDS
    grace = Settings.model_fields["queue"].default.grace_seconds
    (wait,) = re.findall(r"^TimeoutStopSec=(\d+)", text, re.MULTILINE)
    assert int(wait) > grace + 15


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is absent")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_units(unit: Path, tmp_path: Path) -> None:
    # The program stands elsewhere here; everything else must be understood.
    text = unit.read_text(encoding="utf-8").replace("/opt/ketluan/.venv/bin/ketluan", "/bin/true")
    name = unit.name.replace("@", "@srv-years")
    copy = tmp_path / name
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(copy)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if name in line]
    assert ours == []


def test_compose_sets_what_exists(
    compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("watch", "worker", "serve"):
        service = compose["services"][name]
        assert service["command"][0] in COMMANDS
        with monkeypatch.context() as patch:
            for key, value in service["environment"].items():
                patch.setenv(key, re.sub(r"\$\{[^}]*\}", "x", str(value)))
            settings = Settings.load()
        assert settings.queue.kind == "procrastinate"
        assert settings.folders.store
        assert set(service["environment"]) <= set(known())
        port = service["command"][-1] if name == "serve" else settings.metrics_port
        assert f":{port}/healthz" in service["healthcheck"]["test"][-1]
        if name != "worker":
            mounts = [volume.rpartition(":")[2] for volume in service["volumes"]]
            assert any(settings.folders.inbox.is_relative_to(mount) for mount in mounts)
            assert settings.folders.inbox.parent == settings.folders.work.parent  # one disk


def test_volumes_belong_to_the_user_of_the_image(compose: dict[str, Any]) -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    for name, service in compose["services"].items():
        if name != "database":
            named = [v.partition(":") for v in service["volumes"] if not v.startswith("$")]
            assert all(f"install -d -o ketluan -g ketluan {at}" in text for _, _, at in named)


def test_the_image_holds_every_package() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    root = DEPLOY.parent
    packages = {path.parent.name for path in root.glob("*/__init__.py")}
    ours = packages - {"tests", "samples", "benchmarks", "tools"}
    assert ours == set(re.findall(r"^COPY (\w+) \1$", text, re.MULTILINE))
    for package in ("tesseract-ocr-vie", "tesseract-ocr-eng", "poppler-utils"):
        assert package in text


def known() -> Iterator[str]:
    """Names of the environment that the settings read."""
    for name, field in Settings.model_fields.items():
        yield f"KETLUAN_{name.upper()}"
        below = getattr(field.annotation, "model_fields", {})
        for inner in below:
            yield f"KETLUAN_{name.upper()}__{inner.upper()}"
