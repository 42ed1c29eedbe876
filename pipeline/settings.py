"""Settings from ``ketluan.toml`` and from the environment (``KETLUAN_...``)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from models.errors import BadSettings


class Limits(BaseModel):
    """What one document may cost. Escaping one of these is a vulnerability."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float = Field(default=900.0, gt=0)
    """Wall-clock time for the whole document."""
    stall_seconds: float = Field(default=120.0, gt=0)
    """Wall-clock time without a finished page."""
    memory_mb: int = Field(default=3072, ge=128)
    """Resident memory of the child and all programs below it, in MiB."""
    pages: int = Field(default=500, ge=1)
    megapixels: float = Field(default=120.0, gt=0)
    """Of one page image."""
    output_mb: int = Field(default=256, ge=1)
    """Of one reading, in MiB."""
    file_mb: int = Field(default=512, ge=1)
    """Of the document itself, in MiB."""


class Settings(BaseSettings):
    """All settings; environment before file before defaults."""

    model_config = SettingsConfigDict(
        env_prefix="KETLUAN_",
        env_nested_delimiter="__",
        toml_file="ketluan.toml",
        frozen=True,
        extra="forbid",
    )

    database_url: str = "sqlite:///ketluan.db"
    lang: Literal["vi", "en"] = "vi"
    jobs: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Recognisers running side by side for one document."""
    limits: Limits = Limits()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the base class sets the name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file; no ``.env``, no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @classmethod
    def load(cls) -> Settings:
        """Read the settings.

        Raises:
            BadSettings: a value cannot be used, or the file is no TOML.
        """
        try:
            return cls()
        except ValidationError as error:
            problems = "; ".join(
                f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
                for item in error.errors()
            )
            raise BadSettings(detail=problems) from None
        except ValueError as error:
            raise BadSettings(detail=f"{Path('ketluan.toml')}: {error}") from None
