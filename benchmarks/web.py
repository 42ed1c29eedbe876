"""How long the server takes for a page: ``python -m benchmarks.web [--tasks 1000000]``.

Makes a database of generated notices, or takes the one named by ``--database``, and asks the
application itself, without a network: the tracker's first page, a filtered one, the overview, and
the review of a notice of ten pages. Prints the median of the times in milliseconds, on the wall
and of the processor, beside a piece of arithmetic that shows how busy the machine is just now.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from fastapi.testclient import TestClient

from benchmarks.many_tasks import fill
from db import Store
from db.accounts import add_account, hash_password
from db.sign_ins import sign_in
from models import AccountRole
from pipeline.settings import Settings, Web
from tests.web.pages.paper import paper
from web.app import create_app
from web.security import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable

_PASSWORD = "only for a benchmark"  # noqa: S105
_TURNS = 9


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--database", help="SQLite file that holds them already")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.database or Path(folder) / "many.db")
        known = path.exists()
        with Store.open(f"sqlite:///{path}") as store:
            if not known:
                fill(store, given.tasks)
            reading, notice = paper("ten-pages.pdf", tasks=50, number="9999")
            document = store.save(reading, notice, source=None).document_id
            token = _account(store)
        settings = Settings(
            database_url=f"sqlite:///{path}", web=Web(pictures=Path(folder) / "pictures")
        )
        client = TestClient(create_app(settings))
        client.cookies.set(COOKIE, token)
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        print(f"{'page':34} {'wall ms':>10} {'processor ms':>13}")
        for name, address in (
            ("tracker, first page", "/tasks"),
            ("tracker, newest notices", "/tasks?sort=newest"),
            ("tracker, overdue", "/tasks?due=qua_han"),
            ("review of ten pages", f"/notices/{document}"),
            ("notices that wait", "/notices"),
            ("overview, counted anew", "/"),
        ):
            _tell(name, partial(_ask, client, address))
        _tell("(a million squares in Python)", lambda: sum(n * n for n in range(1_000_000)))


def _account(store: Store) -> str:
    hashed = hash_password(_PASSWORD, name="bench")
    role = AccountRole.CLERK
    name = f"bench{time.time_ns()}"
    store.write(partial(add_account, name=name, password=hashed, role=role, by="bench"))
    return sign_in(store, name, _PASSWORD, address="bench")


def _ask(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)  # noqa: S101


def _tell(name: str, work: Callable[[], object]) -> None:
    work()
    wall, processor = [], []
    for _ in range(_TURNS):
        began = time.perf_counter(), time.process_time()
        work()
        wall.append(1000 * (time.perf_counter() - began[0]))
        processor.append(1000 * (time.process_time() - began[1]))
    print(f"{name:34} {statistics.median(wall):10.0f} {statistics.median(processor):13.0f}")


if __name__ == "__main__":
    main()
