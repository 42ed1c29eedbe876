"""Both databases for every test: SQLite in a file, PostgreSQL on a socket of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_HOMES = ("/usr/lib/postgresql", "/usr/local/bin", "/usr/bin")


def _program(name: str) -> Path | None:
    """PostgreSQL's server programs stand outside PATH on Debian."""
    for home in _HOMES:
        found = sorted(Path(home).glob(f"*/bin/{name}"), reverse=True)
        if found:
            return found[0]
    on_path = shutil.which(name)
    return Path(on_path) if on_path else None


def _as_server_user(*command: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in command]
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a server that lives as long as the tests; fails in CI where there is none."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        reason = "PostgreSQL is not installed: sh tools/setup.sh test"
        if os.environ.get("CI", "").lower() in {"true", "1"}:
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    subprocess.run(
        _as_server_user(
            initdb, "-D", data, "-U", "ketluan", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        ),
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
    control = _as_server_user(pg_ctl, "-D", data, "-w", "-l", folder / "log")
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=folder)
    try:
        yield f"postgresql://ketluan@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database, on either engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ketluan.db'}"
        return
    with _database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version: copying it is faster than making it."""
    path = tmp_path_factory.mktemp("template") / "ketluan.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """Name of an empty database of this version."""
    with _admin(postgres) as connection:
        connection.execute(text("CREATE DATABASE template_ketluan"))
    Store.open(postgres.replace("/postgres?", "/template_ketluan?")).close()
    return "template_ketluan"


@contextmanager
def _admin(server: str) -> Iterator[Connection]:
    engine = create_engine(
        server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@contextmanager
def _database(server: str, template: str | None = None) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    like = f" TEMPLATE {template}" if template else ""
    with _admin(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name}{like}"))
    yield server.replace("/postgres?", f"/{name}?")
    with _admin(server) as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def ready(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without rows in which all tables stand, on either engine."""
    if request.param == "sqlite":
        path = tmp_path / "ketluan.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template: str = request.getfixturevalue("postgres_template")
    with _database(request.getfixturevalue("postgres"), template) as url:
        yield url


@pytest.fixture
def store(ready: str) -> Iterator[Store]:
    """An open, empty store on either engine."""
    with Store.open(ready) as opened:
        yield opened
