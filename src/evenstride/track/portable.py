"""Everything of one athlete out of a store and into another, row by row and without loss.

What goes out are files by name: ``athlete.json``, one ``rows/TABLE.jsonl`` a table, each document as it was published,
and kept clips if they are wanted. Rows are numbered from 1 within each table, so that the same athlete gives the same
files whatever store they come from. A table that hangs on the athlete, or on what does, comes along by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from evenstride.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select, Table

SCHEMA = "evenstride.athlete/1"
HEAD = "athlete.json"
PART_BYTES = 1 << 20
"""A kept clip lies in pieces of this size."""

_APART = "document.text"
"""This column is a file of its own, so that people can read it."""

_ADVICE = "give a zip that `evenstride export all --athlete NAME` wrote"

Parcel = tuple[str, Iterable[bytes]]
Read = Callable[[str], Iterable[bytes]]


def parcels(connection: Connection, key: int, name: str, *, with_clips: bool) -> Iterator[Parcel]:
    """Yield the files that hold everything of the athlete with that id."""
    from evenstride.track.tables import ATHLETE, DOCUMENT, KEPT_CLIP, KEPT_PART

    yield HEAD, [_line({"schema": SCHEMA, "name": name, "clips": with_clips})]
    numbers: dict[Table, dict[int, int]] = {ATHLETE: {key: 1}}
    for table in _tables():
        if table is KEPT_PART or (table is KEPT_CLIP and not with_clips):
            continue
        numbered = zip(count(1), connection.scalars(_of(table, table.c.id, key)), strict=False)
        numbers[table] = {row: number for number, row in numbered}
        yield f"rows/{table.name}.jsonl", _rows(connection, table, key, numbers)
    for document, number in numbers[DOCUMENT].items():
        kind, text = connection.execute(
            DOCUMENT.select().with_only_columns(DOCUMENT.c.kind, DOCUMENT.c.text).where(DOCUMENT.c.id == document)
        ).one()
        yield _document_name(number, kind), [text.encode("utf-8", "surrogatepass")]
    for clip, number in numbers.get(KEPT_CLIP, {}).items():
        yield _clip_name(number), clip_parts(connection, clip)


def clip_parts(connection: Connection, clip: int) -> Iterator[bytes]:
    """Yield a kept clip piece by piece."""
    from sqlalchemy import select

    from evenstride.track.tables import KEPT_PART

    own = KEPT_PART.c.kept_clip_id == clip
    for part in connection.scalars(select(KEPT_PART.c.id).where(own).order_by(KEPT_PART.c.number)).all():
        yield connection.scalars(select(KEPT_PART.c.content).where(KEPT_PART.c.id == part)).one()


def put_parts(connection: Connection, clip: int, chunks: Iterable[bytes]) -> None:
    """Keep the pieces of a clip, cut anew."""
    from sqlalchemy import insert

    from evenstride.track.tables import KEPT_PART

    for number, content in enumerate(_recut(chunks)):
        connection.execute(insert(KEPT_PART).values(kept_clip_id=clip, number=number, content=content))


def take_in(connection: Connection, read: Read) -> str:
    """Keep everything of the athlete that files hold; `read` returns a file by its name, or raises KeyError.

    Raises
    ------
    UsageError
        If the store knows somebody of that name, or a newer version wrote the files.
    """
    from sqlalchemy import select

    from evenstride.track.tables import ATHLETE, DOCUMENT, KEPT_CLIP

    head = json.loads(b"".join(read(HEAD)))
    if head.get("schema") != SCHEMA:
        raise UsageError(f"the athlete is of the schema {head.get('schema')!r}", f"this version reads {SCHEMA}")
    name = str(head["name"])
    if connection.scalar(select(ATHLETE.c.id).where(ATHLETE.c.name == name)) is not None:
        raise UsageError(f"the store knows {name} already", f"first: evenstride store delete {name!r}")
    numbers: dict[str, dict[int, int]] = {"athlete": {1: made(connection, ATHLETE, {"name": name})}}
    for table in _tables():
        own = numbers[table.name] = {}
        for row in _lines(read, f"rows/{table.name}.jsonl"):
            values = _known(table, row)
            parent = _parent(table)
            values[parent[0]] = numbers[parent[1].name][row[parent[0]]]
            if table is DOCUMENT:
                text = b"".join(read(_document_name(row["id"], row["kind"])))
                values["text"] = text.decode("utf-8", "surrogatepass")
            own[row["id"]] = made(connection, table, values)
            if table is KEPT_CLIP:
                put_parts(connection, own[row["id"]], read(_clip_name(row["id"])))
    return name


def _tables() -> list[Table]:
    """Return every table but the athletes', those that others hang on first."""
    from evenstride.track.tables import ATHLETE, METADATA

    return [table for table in METADATA.sorted_tables if table is not ATHLETE]


def _parent(table: Table) -> tuple[str, Table]:
    """Return the column by which a table hangs on another, and that one."""
    (key,) = table.foreign_keys
    return key.parent.name, key.column.table


def _of(table: Table, columns: Any, athlete: int) -> Select[Any]:
    """Return the query for columns of the rows of a table that belong to an athlete, in their order."""
    from sqlalchemy import select

    from evenstride.track.tables import ATHLETE

    wanted, here = select(columns).select_from(table), table
    while here is not ATHLETE:
        column, above = _parent(here)
        if above is ATHLETE:
            return wanted.where(here.c[column] == athlete).order_by(table.c.id)
        wanted = wanted.join(above, here.c[column] == above.c.id)
        here = above
    return wanted


def _rows(
    connection: Connection, table: Table, athlete: int, numbers: Mapping[Table, Mapping[int, int]]
) -> Iterator[bytes]:
    column, above = _parent(table)
    for row in connection.execute(_of(table, table, athlete)).mappings():
        plain = {name: value for name, value in row.items() if f"{table.name}.{name}" != _APART}
        yield _line(plain | {"id": numbers[table][row["id"]], column: numbers[above][row[column]]})


def _known(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    strangers = sorted(set(row) - set(table.c.keys()))
    if strangers:
        raise UsageError(f"the zip knows of {strangers[0]}, which this version does not", "upgrade Evenstride")
    return {name: value for name, value in row.items() if name != "id"}


def made(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert a row; return its number."""
    from sqlalchemy import insert

    keys = connection.execute(insert(table).values(values)).inserted_primary_key
    return int(keys[0]) if keys else 0


def _lines(read: Read, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file; none if the zip has none of that table."""
    try:
        content = b"".join(read(name))
    except KeyError:
        return
    for line in content.splitlines():
        yield json.loads(line)


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=True, allow_nan=False).encode() + b"\n"


def _document_name(number: int, kind: str) -> str:
    return f"documents/{number:05d}-{kind}.json"


def _clip_name(number: int) -> str:
    return f"clips/{number:05d}"


def _recut(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART_BYTES:
            yield bytes(waiting[:PART_BYTES])
            del waiting[:PART_BYTES]
    if waiting:
        yield bytes(waiting)
