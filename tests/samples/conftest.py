"""Fonts that the pages are set in; without them these tests have nothing to look at."""

import pytest

from samples import faces


@pytest.fixture(autouse=True, scope="package")
def fonts() -> None:
    try:
        faces.folder()
    except faces.FontsMissing as missing:
        pytest.skip(str(missing))
