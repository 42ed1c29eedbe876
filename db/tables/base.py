"""What all tables have in common: naming of constraints, column types, checks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

if TYPE_CHECKING:
    from enum import StrEnum

    from sqlalchemy import Dialect


class Utc(TypeDecorator[dt.datetime]):
    """A moment in UTC on both engines; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """SQLite keeps no zone, so the moment is turned to UTC first."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ANN401, ARG002
        """What comes back always carries its zone."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


BIG = BigInteger().with_variant(Integer, "sqlite")
JSONS = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
SORTED = Text().with_variant(Text(collation="C"), "postgresql")
"""Byte order on both engines: for keys that Python made to be compared byte by byte."""

Id = Annotated[int, mapped_column(BIG, primary_key=True)]
DocumentId = Annotated[
    int, mapped_column(BIG, ForeignKey("documents.id", ondelete="CASCADE"), index=True)
]
TaskId = Annotated[int, mapped_column(BIG, ForeignKey("tasks.id", ondelete="CASCADE"), index=True)]
TaskIdOrNone = Annotated[
    int | None, mapped_column(BIG, ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
]
Key = Annotated[str, mapped_column(SORTED)]
"""A folded text or a collation key, made by ``db.collation``."""
KeyOrNone = Annotated[str | None, mapped_column(SORTED)]
Json = Annotated[Any, mapped_column(JSONS)]
JsonOrNone = Annotated[Any | None, mapped_column(JSONS, nullable=True)]
EvidenceJson = Annotated[dict[str, Any] | None, mapped_column(JSONS)]
"""``models.Evidence`` as JSON: spans and confidence."""
Moment = Annotated[dt.datetime, mapped_column(Utc())]
MomentOrNone = Annotated[dt.datetime | None, mapped_column(Utc())]


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text()}  # noqa: RUF012  SQLAlchemy reads it from the class


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A check that a text column holds a member of the enumeration."""
    allowed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def unit_interval(column: str) -> CheckConstraint:
    """A check that a number lies between 0 and 1."""
    return CheckConstraint(f"{column} BETWEEN 0 AND 1", name=column)
