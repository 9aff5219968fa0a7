"""Backup, restore and check. A backup is itself a store in one SQLite file, whatever the store it was made of."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from evenstride.errors import StoreError, UsageError
from evenstride.track.opening import opened

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

AT_ONCE, PARTS_AT_ONCE = 1000, 8
"""So many rows travel together; of kept clips, whose pieces are large, so many."""


def backup(place: str, file: Path) -> int:
    """Write everything of a store to one new SQLite file, as it was at one moment; return the number of athletes.

    Raises
    ------
    UsageError
        If the file is there already.
    StoreError
        If the store cannot be read, or the file cannot be written.
    """
    if file.exists():
        raise UsageError(f"{file} is there already", "name another file for the backup")
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        source = opened(place)
        try:
            _copied_file(source, partial) if source.dialect.name == "sqlite" else _copied_rows(source, str(partial))
        finally:
            source.dispose()
        athletes = check(str(partial))
        with closing(sqlite3.connect(partial)) as whole:
            whole.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        partial.replace(file)
    except OSError as problem:
        raise StoreError(str(file), str(problem)) from problem
    finally:
        for left in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return athletes


def restore(place: str, file: Path) -> int:
    """Bring a backup back into a store that holds nobody; all of it or nothing; return the number of athletes.

    Raises
    ------
    UsageError
        If there is no such file, or the store holds somebody already.
    StoreError
        If the backup is damaged, or the store cannot be written.
    """
    if not file.is_file():
        raise UsageError(f"there is no backup {file}", "name a file that `evenstride store backup` wrote")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.sqlite"
        shutil.copyfile(file, copy)  # the backup itself stays as it is, also when an older one is brought up to date
        athletes = check(str(copy))
        source = opened(str(copy))
        try:
            _copied_rows(source, place)
        finally:
            source.dispose()
    return athletes


def check(place: str) -> int:
    """Look through a store; return the number of athletes.

    Raises
    ------
    StoreError
        If something in it is not as it was written.
    """
    from sqlalchemy import func, select
    from sqlalchemy.exc import SQLAlchemyError

    from evenstride.track.tables import ATHLETE

    engine = opened(place)
    try:
        with engine.connect() as connection:
            problem = _damage(connection) or _unsound_document(connection)
            if problem is None:
                return int(connection.scalar(select(func.count()).select_from(ATHLETE)) or 0)
    except SQLAlchemyError as error:
        problem = str(error).splitlines()[0]
    finally:
        engine.dispose()
    raise StoreError(engine.url.render_as_string(), problem, "restore a backup: evenstride store restore FILE")


def _damage(connection: Connection) -> str | None:
    if connection.dialect.name != "sqlite":
        return None
    for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]
        if found != sound:
            return f"{pragma.replace('_', ' ')}: {found[0]}"
    return None


def _unsound_document(connection: Connection) -> str | None:
    from sqlalchemy import select

    from evenstride.track.tables import DOCUMENT

    for key, digest, text in connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.sha256, DOCUMENT.c.text)):
        if hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != digest:
            return f"document {key} is not what was kept"
        json.loads(text)
    return None


def _copied_file(source: Engine, target: Path) -> None:
    """Copy an SQLite store while others may write to it."""
    with closing(source.raw_connection()) as held, closing(sqlite3.connect(target)) as kept:
        held.driver_connection.backup(kept)  # type: ignore[union-attr]


def _copied_rows(source: Engine, place: str) -> None:
    """Copy every row, of one moment, into a store that holds nobody."""
    from sqlalchemy import insert, select
    from sqlalchemy.exc import SQLAlchemyError

    from evenstride.track.tables import ATHLETE, KEPT_PART, METADATA

    target = opened(place)
    at_one_moment = "SERIALIZABLE" if source.dialect.name == "sqlite" else "REPEATABLE READ"
    try:
        with source.connect().execution_options(isolation_level=at_one_moment) as held, target.begin() as kept:
            if kept.scalar(select(ATHLETE.c.id).limit(1)) is not None:
                raise UsageError("the store holds somebody already", "restore into a new one, named with --store")
            for table in METADATA.sorted_tables:
                few = {"yield_per": PARTS_AT_ONCE if table is KEPT_PART else AT_ONCE}
                wanted = select(table).order_by(table.c.id)
                for rows in held.execute(wanted, execution_options=few).mappings().partitions():
                    kept.execute(insert(table), [dict(row) for row in rows])
                if kept.dialect.name == "postgresql":
                    _numbered_on(kept, table.name)
    except SQLAlchemyError as problem:
        raise StoreError(target.url.render_as_string(), str(problem).splitlines()[0]) from problem
    finally:
        target.dispose()


def _numbered_on(connection: Connection, table: str) -> None:
    """Let new rows of a PostgreSQL table be numbered behind those that came with their numbers."""
    most = f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"'  # noqa: S608 -- a table of ours
    connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), ({most}), false)")
