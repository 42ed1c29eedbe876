"""Both databases for every test: SQLite in a file, PostgreSQL on a socket of its own."""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from db.store import Store
from tests.postgres import NoServer, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a server that lives as long as the tests; fails in CI where there is none."""
    try:
        with server() as address:
            yield address
    except NoServer as error:
        if os.environ.get("CI", "").lower() in {"true", "1"}:
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database, on either engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
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
