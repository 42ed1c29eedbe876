"""Environment before file before defaults; a bad value is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.errors import BadSettings
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_need_no_file() -> None:
    assert Settings.load().database_url == "sqlite:///ketluan.db"


def test_environment_comes_before_the_file(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "ketluan.toml").write_text('lang = "en"\n[limits]\npages = 7\n')
    monkeypatch.setenv("KETLUAN_LANG", "vi")
    settings = Settings.load()
    assert (settings.lang, settings.limits.pages) == ("vi", 7)


@pytest.mark.parametrize("text", ['lang = "fr"', "[limits]\npages = 0", "unknown = 1", "= ="])
def test_a_bad_value_is_told(elsewhere: Path, text: str) -> None:
    (elsewhere / "ketluan.toml").write_text(text)
    with pytest.raises(BadSettings) as caught:
        Settings.load()
    assert "Cấu hình sai" in caught.value.message("vi")
