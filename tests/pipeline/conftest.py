"""Offices and queues for the tests of the intake."""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING

import pytest
from moto.server import ThreadedMotoServer
from sqlalchemy import create_engine, text

from db.store import Store
from pipeline.ledger import Ledger
from pipeline.shared_queue import SharedQueue
from tests.db.conftest import postgres
from tests.pipeline.house import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.job import Queue

__all__ = ["postgres"]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copying it is faster than making one."""
    path = tmp_path_factory.mktemp("empty") / "ketluan.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def house(tmp_path: Path, empty_database: Path) -> Iterator[House]:
    shutil.copy(empty_database, tmp_path / "ketluan.db")
    made = House(tmp_path)
    yield made
    made.close()


@pytest.fixture
def server_database(postgres: str) -> Iterator[str]:
    """Address of an empty database of PostgreSQL."""
    name = f"q{uuid.uuid4().hex}"
    admin = create_engine(
        postgres.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Address of an object store on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["local", "procrastinate"])
def open_queue(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[float], Queue]]:
    """Opens the same queue as often as asked, as processes of their own would."""
    opened: list[Queue] = []
    url = None if request.param == "local" else request.getfixturevalue("server_database")

    def make(lease_seconds: float = 30.0) -> Queue:
        if url is None:
            queue: Queue = Ledger(tmp_path, lease_seconds=lease_seconds)
        else:
            queue = SharedQueue(url, lease_seconds=lease_seconds)
        opened.append(queue)
        return queue

    yield make
    for queue in opened:
        queue.close()


@pytest.fixture
def queue(open_queue: Callable[..., Queue]) -> Queue:
    return open_queue()
