"""A stored notice, and programs with tokens of each access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Access
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from db import Store
    from tests.web.conftest import Browser


@pytest.fixture
def document(store: Store) -> int:
    """A stored notice of three tasks with a doubt in the first."""
    return store.save(reading(), notice(), source=None).document_id


@pytest.fixture
def reader(program: Callable[[Access], Browser], document: int) -> Browser:
    assert document
    return program(Access.READ)


@pytest.fixture
def writer(program: Callable[[Access], Browser], document: int) -> Browser:
    assert document
    return program(Access.WRITE)


@pytest.fixture
def admin(program: Callable[[Access], Browser]) -> Browser:
    return program(Access.ADMIN)
