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


class Folders(BaseModel):
    """Where files lie: at every moment a dropped file is in exactly one of the four."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inbox: Path = Path("inbox")
    """What clerks and scanners drop files into."""
    work: Path = Path("work")
    """Files that were taken and are being read; on the same disk as ``inbox``."""
    archive: Path = Path("archive")
    """Originals that were read, by year and number."""
    quarantine: Path = Path("quarantine")
    """Files that could not be read, each with its reason; on the same disk as ``work``."""
    store: str = ""
    """An fsspec address (``s3://bucket/office``) that holds work, archive and quarantine in
    place of the folders, so that workers on other machines reach the originals."""


class Intake(BaseModel):
    """When a dropped file is taken."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    settle_seconds: float = Field(default=2.0, ge=0)
    """Size and time must have stood still so long."""
    patience_seconds: float = Field(default=300.0, ge=0)
    """A file whose end never comes is taken after standing still so long, and refused."""
    rescan_seconds: float = Field(default=30.0, gt=0, le=60)
    """The whole inbox is looked through so often, whatever the system reports."""


class Queue(BaseModel):
    """How documents wait and are tried again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["local", "procrastinate"] = "local"
    attempts: int = Field(default=5, ge=1)
    """Tries before a document is refused; trouble of the machine itself does not count."""
    lease_seconds: float = Field(default=30.0, gt=0)
    """A worker that gave no sign so long is taken for dead."""
    back_off_seconds: float = Field(default=5.0, ge=0)
    """Before the second try; doubled each time, up to 64 times this."""
    grace_seconds: float = Field(default=60.0, ge=0)
    """How long a worker that was told to stop goes on with its document."""


class Web(BaseModel):
    """The review pages and the API."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    upload_mb: int = Field(default=64, ge=1)
    """Of one file dropped onto the page or sent to the API, in MiB."""
    pictures: Path = Path("pictures")
    """Pictures of pages, drawn once; may be emptied at any time."""
    behind_proxy: bool = False
    """Whether a proxy on this machine tells, in ``X-Forwarded-*``, who asks and by https."""


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
    workers: int = Field(default=1, ge=1)
    """Documents read side by side on this machine."""
    secrecy: Literal["strict", "marks", "off"] = "marks"
    """Which documents are refused as secret: also by a red frame, by their mark, or none."""
    agencies: Path | None = None
    """The office's own table of agencies, with the columns of the packaged one."""
    holidays: Path | None = None
    """The office's own table of days off and working Saturdays."""
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """Of ``/metrics`` and ``/healthz`` on this machine; 0: none."""
    log_file: Path | None = None
    """Where the structured log goes; standard error where none is named and nobody watches."""
    limits: Limits = Limits()
    folders: Folders = Folders()
    intake: Intake = Intake()
    queue: Queue = Queue()
    web: Web = Web()

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
