"""Brings a database to the schema of this version, from nothing or from any older one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from db.views import create_views, drop_views
from models.errors import Both

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0007"
"""Newest migration in ``db/migrations/versions``."""
MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 7_316_542
"""Any number, the same everywhere: two machines never migrate one database at once."""


def newer(revision: str) -> Both:
    """What is told of a database that a later version of ours has made."""
    return Both(f"bản mới hơn ({revision})", f"made by a newer ketluan ({revision})")


def current(connection: Connection) -> str | None:
    """The migration a database stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()
    return revision


def upgrade(connection: Connection, target: str = HEAD) -> None:
    """Run the migrations up to ``target`` inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if current(connection) == target:
        return
    # Alembic takes a fifth of a second to import; most runs find nothing to do.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> list[object]:
        return list(scripts._upgrade_revs(target, revision))  # type: ignore[arg-type]  # noqa: SLF001  the way alembic's own command takes

    drop_views(connection)
    with EnvironmentContext(config, scripts, fn=steps, destination_rev=target) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    if target == HEAD:
        create_views(connection)


def known(revision: str) -> bool:
    """Whether this version of ketluan has that migration."""
    return any(revision in path.stem for path in (MIGRATIONS / "versions").glob("r*.py"))
