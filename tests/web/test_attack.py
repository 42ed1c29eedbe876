"""schemathesis against the API's own description: no fault of ours, every answer as described."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from db import Store
from db.accounts import account_named
from db.tokens import NewToken, add_token
from models import Access
from pipeline.settings import Folders, Settings
from tests.db.conftest import _database
from tests.db.notices import notice, reading
from tests.web.conftest import people
from web.api import description
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from structlog.testing import LogCapture

OPERATIONS = sorted(
    (path, method) for path, item in description()["paths"].items() for method in item
)
CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            # A right request may still name a state, a page or a unit that is not there.
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", 400, 404, 409, 412, 428],
            },
        }
    }
)


class Target:
    """A running application with two notices, its description, a token that may do everything."""

    def __init__(self, url: str, folder: Path) -> None:
        folders = Folders(
            inbox=folder / "inbox", work=folder / "work", archive=folder / "archive",
            quarantine=folder / "quarantine",
        )  # fmt: skip
        made = Settings(database_url=url, folders=folders)
        self.app = create_app(made)
        store: Store = self.app.state.office.store
        for number in ("153", "154"):
            store.save(reading(f"{number}.pdf"), notice(number=number), source=None)
        self._store = store
        self.schema = schemathesis.openapi.from_asgi(
            "/api/v1/openapi.json", self.app, config=CONFIG
        )

    def token(self) -> str:
        """One that may do everything."""
        with self._store.session() as session:
            owner = account_named(session, "admin").account_id
        new = NewToken(name="tấn công", access=Access.ADMIN)
        _, secret = self._store.write(partial(add_token, owner=owner, new=new, by="test"))
        return secret

    def attack(self, path: str, method: str, examples: int) -> set[int]:
        """Send so many right requests and so many wrong ones; gives the statuses answered."""
        operation = self.schema[path][method]
        statuses: set[int] = set()
        token = self.token()
        # What is in a file no description can say.
        excluded = [positive_data_acceptance] if path.endswith("/documents") else []
        for mode in GenerationMode:

            @settings(
                max_examples=examples, deadline=None, database=None, derandomize=True,
                phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy(generation_mode=mode))
            def once(case: Any) -> None:  # noqa: ANN401
                nonlocal token
                headers = {"Authorization": f"Bearer {token}"}
                answer = case.call_and_validate(headers=headers, excluded_checks=excluded)
                statuses.add(answer.status_code)
                if method == "delete" and answer.status_code == 200:
                    token = self.token()  # it may have taken back the one it was sent with

            once()
        return statuses


@pytest.fixture(scope="module")
def target(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copy(peopled, folder / "ketluan.db")
    made = Target(f"sqlite:///{folder / 'ketluan.db'}", folder)
    yield made
    made.app.state.office.close()


@pytest.fixture(scope="module")
def target_on_postgresql(
    postgres: str, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    with _database(postgres, postgres_template) as url:
        with Store.open(url) as store:
            people(store)
        made = Target(url, tmp_path_factory.mktemp("attacked"))
        yield made
        made.app.state.office.close()


def faults(log: LogCapture) -> list[object]:
    return [entry for entry in log.entries if entry["event"] != "request"]


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_attack(target: Target, log: LogCapture, path: str, method: str) -> None:
    assert target.attack(path, method, 5)
    assert not faults(log)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_long_attack(target: Target, log: LogCapture, path: str, method: str) -> None:
    assert target.attack(path, method, 150)
    assert not faults(log)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_long_attack_on_postgresql(
    target_on_postgresql: Target, log: LogCapture, path: str, method: str
) -> None:
    assert target_on_postgresql.attack(path, method, 60)
    assert not faults(log)
