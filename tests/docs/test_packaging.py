"""What is installed is whole: every file of the packages is in the wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("cli", "db", "extract", "models", "ocr", "pipeline", "web")


def test_a_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    source = tmp_path / "source"  # a folder of its own: an older build would leave files behind
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--disable-pip-version-check", "-w", tmp_path, "."],
        cwd=source,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(tmp_path.glob("ketluan-*.whl"))) as wheel:
        packed = set(wheel.namelist())
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there <= packed
    strange = {name for name in packed - there if ".dist-info/" not in name}
    assert not strange


def test_what_servers_install_is_what_was_tested() -> None:
    tested, run = pins("requirements.txt"), pins("requirements-run.txt")
    assert run.items() <= tested.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["second"], *extras["s3"]]
    assert {re.split(r"[^\w-]", line)[0] for line in wanted} <= set(run)
    assert not {"pytest", "mypy", "playwright"} & set(run)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))
