"""A server with accounts in every role, and browsers that are signed in."""

from __future__ import annotations

import shutil
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any

import pytest
import structlog
from argon2 import PasswordHasher
from fastapi import Depends, Form, Request
from fastapi.testclient import TestClient
from structlog.testing import LogCapture

import db.accounts
from db import Store
from db.accounts import account_named, add_account, hash_password
from db.sign_ins import sign_in
from db.tokens import NewToken, add_token
from models import Access, AccountRole
from pipeline.settings import Folders, Settings
from tests.db.conftest import _database, postgres, postgres_template
from web.app import create_app
from web.security import (
    COOKIE,
    FIELD,
    HEADER,
    begin_session,
    csrf_checked,
    csrf_token,
    current_user,
    end_session,
    form_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fastapi import FastAPI

__all__ = ["postgres", "postgres_template"]  # fixtures of the database's tests

PASSWORD = "Mật khẩu đủ dài"  # noqa: S105  of accounts that live as long as a test
Browser = TestClient


REAL_HASHER = db.accounts._HASHER
db.accounts._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""Real hashes cost a tenth of a second each, and more beside other tests."""


@cache
def hashed() -> str:
    return hash_password(PASSWORD, name="x")


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one account in each role, named as the role; copied for every test."""
    path = tmp_path_factory.mktemp("peopled") / "ketluan.db"
    with Store.open(f"sqlite:///{path}") as store:
        people(store)
    return path


def people(store: Store) -> None:
    """One account in each role, named as the role."""
    for role in AccountRole:
        make = partial(add_account, name=role.value, password=hashed(), role=role, by="test")
        store.write(make)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """``sqlite``, and the other one too in modules that say ``ENGINES = BOTH``."""
    return str(getattr(request, "param", "sqlite"))


BOTH = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a module's tests that touch the database run on the engines it names."""
    engines = getattr(metafunc.module, "ENGINES", None)
    if engines and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", engines, indirect=True)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, engine: str, peopled: Path, tmp_path: Path
) -> Iterator[str]:
    """A database with one account in each role."""
    if engine == "sqlite":
        shutil.copy(peopled, tmp_path / "ketluan.db")
        yield f"sqlite:///{tmp_path / 'ketluan.db'}"
        return
    template: str = request.getfixturevalue("postgres_template")
    with _database(request.getfixturevalue("postgres"), template) as url:
        with Store.open(url) as store:
            people(store)
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """An office of its own."""
    return Settings(
        database_url=database_url,
        folders=Folders(
            inbox=tmp_path / "inbox",
            work=tmp_path / "work",
            archive=tmp_path / "archive",
            quarantine=tmp_path / "quarantine",
        ),
    )


@pytest.fixture(autouse=True)
def log() -> Iterator[LogCapture]:
    """What the server logs, in place of its file."""
    capture = LogCapture()
    structlog.configure(processors=[capture])
    yield capture
    structlog.reset_defaults()


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    """The application of the office."""
    made = create_app(settings)
    yield made
    made.state.office.close()


@pytest.fixture
def store(app: FastAPI) -> Store:
    """Its database."""
    opened: Store = app.state.office.store
    return opened


@pytest.fixture
def stranger(app: FastAPI) -> Browser:
    """A browser in which nobody is signed in."""
    return TestClient(app, follow_redirects=False)


@pytest.fixture
def browser(app: FastAPI, store: Store) -> Callable[[AccountRole], Browser]:
    """Makes a browser in which somebody of the role is signed in; it sends the form's word."""

    def signed_in(role: AccountRole) -> Browser:
        token = sign_in(store, role.value, PASSWORD, address="test")
        made = TestClient(app, follow_redirects=False)
        made.cookies.set(COOKIE, token)
        made.headers[HEADER] = form_word(token)
        return made

    return signed_in


@pytest.fixture
def program(app: FastAPI, store: Store) -> Callable[[Access], Browser]:
    """Makes a client of the API with a token of this access."""

    def with_token(access: Access) -> Browser:
        with store.session() as session:
            owner = account_named(session, "admin").account_id
        new = NewToken(name=f"chương trình {access}", access=access)
        _, secret = store.write(partial(add_token, owner=owner, new=new, by="test"))
        made = TestClient(app, follow_redirects=False)
        made.headers["Authorization"] = f"Bearer {secret}"
        return made

    return with_token


@pytest.fixture
def entrance(app: FastAPI) -> FastAPI:
    """A form for signing in, as the pages have one."""

    @app.get("/enter")
    def form(request: Request) -> dict[str, str]:
        return {"word": csrf_token(request)}

    @app.post("/enter", dependencies=[Depends(csrf_checked)])
    def enter(
        request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]
    ) -> str:
        begin_session(request, name, password)
        return "in"

    @app.post("/leave", dependencies=[Depends(csrf_checked), Depends(current_user)])
    def leave(request: Request) -> str:
        end_session(request)
        return "out"

    return app


def enter(client: Browser, name: str = "clerk", password: str = PASSWORD) -> Any:  # noqa: ANN401
    """Sign in by the form of the entrance."""
    word = client.get("/enter").json()["word"]
    return client.post("/enter", data={FIELD: word, "name": name, "password": password})
