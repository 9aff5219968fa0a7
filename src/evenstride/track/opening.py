"""Opening a store: where it lies, how it is made safe, and how an older one becomes one of today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenstride.errors import NewerStoreError, StoreError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

WAIT_S = 30
"""How long one writer waits for another."""

VARIABLE = "EVENSTRIDE_STORE"
_LOCK = 0x45564E53
"""Under this number one process at a time brings a PostgreSQL store up to date."""


def usual_place() -> str:
    """Return the store's URL or path where none is given: from the environment, or a file in the user's data folder."""
    from platformdirs import user_data_path

    return os.environ.get(VARIABLE) or str(user_data_path("evenstride", appauthor=False) / "store.sqlite")


def opened(place: str) -> Engine:
    """Return the engine of a store that is there, safe, and of today's version.

    Raises
    ------
    StoreError
        If it cannot be reached or opened.
    NewerStoreError
        If a newer version of Evenstride made it.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        engine = _engine(place)
        with _let_go_of(engine), engine.begin() as connection:
            _bring_up_to_date(connection, place)
    except (SQLAlchemyError, OSError, ImportError) as problem:
        raise StoreError(place_in_words(place), str(problem).splitlines()[0]) from problem
    return engine


def place_in_words(place: str) -> str:
    """Return a place as it may be shown: without a password."""
    from sqlalchemy import make_url

    return make_url(place).render_as_string(hide_password=True) if "://" in place else place


@contextmanager
def _let_go_of(engine: Engine) -> Iterator[None]:
    """Close an engine's connections if what follows fails."""
    with ExitStack() as closing:
        closing.callback(engine.dispose)
        yield
        closing.pop_all()


def _engine(place: str) -> Engine:
    from sqlalchemy import create_engine, event

    if "://" in place and not place.startswith("sqlite:"):
        url = place.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url, pool_pre_ping=True)
    path = Path(place.removeprefix("sqlite:///")).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _made_safe)
    event.listen(engine, "begin", _begun)
    return engine


def _made_safe(connection: Any, record: object) -> None:
    """Set up one SQLite connection: a log written ahead, foreign keys kept, and transactions begun by us.

    What is deleted is overwritten, so that nothing of an athlete who was removed is left in the file.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    """Take the writer's place at once, so that two writers queue instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _bring_up_to_date(connection: Connection, place: str) -> None:
    from alembic import command
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = _config(connection)
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise NewerStoreError(place_in_words(place))
    if current != script.get_current_head():
        command.upgrade(config, "head")


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
