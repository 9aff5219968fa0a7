"""The store: what is known of each athlete, in one SQLite file or in a clinic's database.

Documents (assessments, sessions, plans) are kept as they were published; what they measured is kept once more, one row
a number, so that a trend is one query.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenstride.errors import StoreError, UnknownAthleteError, UsageError
from evenstride.model.run import Run
from evenstride.model.skeleton import Side
from evenstride.model.work import StrengthTest, Workout, WorkSet
from evenstride.track.opening import opened
from evenstride.track.rows import clip_rows, measure_rows, override_rows, run_rows, test_rows, work_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

KINDS = {f"evenstride.{kind}/1": kind for kind in ("assessment", "session", "plan", "test", "intake", "run")}


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure of one day: `created` ISO 8601, `low` and `high` its 95 % interval, in `unit`."""

    created: str
    movement: str
    view: str
    name: str
    side: str
    moment: str
    unit: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody (`author`) wanted remembered of a day (ISO date)."""

    day: str
    author: str
    text: str


class Store:
    """An open store.

    Parameters
    ----------
    url
        A database URL (``postgresql+psycopg://...``), or the path of an SQLite file, which is made if it is missing.

    Raises
    ------
    StoreError
        If it cannot be opened, or is of a newer version.
    """

    def __init__(self, url: str | Path) -> None:
        self._engine = opened(str(url))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def athletes(self) -> tuple[str, ...]:
        """Return the names of all athletes, sorted."""
        from sqlalchemy import select

        from evenstride.track.tables import ATHLETE

        with self._reading() as connection:
            return tuple(connection.scalars(select(ATHLETE.c.name).order_by(ATHLETE.c.name)))

    def add_document(self, athlete: str, text: str, source: Path) -> str:
        """Keep an assessment, session, plan, test or intake, once; return which it was. All of it is kept, or nothing.

        What was counted in a session is work done, and kept as such too. A plan that was kept before holds again: it
        becomes the last.

        Raises
        ------
        UsageError
            If the text is none of these; `source` is named.
        """
        from sqlalchemy import delete, insert, select

        from evenstride.track.tables import DOCUMENT, WORK

        document = _parsed(text, source)
        kind = KINDS[document["schema"]]
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        with self._writing() as connection:
            key = _athlete_id(connection, athlete, make=True)
            known = connection.scalar(
                select(DOCUMENT.c.id).where(DOCUMENT.c.athlete_id == key, DOCUMENT.c.sha256 == digest)
            )
            if known is not None and (kind != "plan" or known == _last_plan(connection, key)):
                return kind
            connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id == known))
            row = {"athlete_id": key, "kind": kind, "created": document["created"], "sha256": digest, "text": text}
            made = connection.execute(insert(DOCUMENT).values(row)).inserted_primary_key
            for table, rows in _rows_of(document):
                if rows:
                    connection.execute(insert(table), [{"document_id": made[0] if made else None, **r} for r in rows])
            done = [{"athlete_id": key, **counted} for counted in work_rows(document)]
            if done:
                connection.execute(insert(WORK), done)
        return kind

    def documents(self, athlete: str, kind: str) -> tuple[str, ...]:
        """Return the texts of one kind of document, the oldest first; plans in the order in which they were made.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import select

        from evenstride.track.tables import DOCUMENT

        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(DOCUMENT.c.text).where(DOCUMENT.c.athlete_id == key, DOCUMENT.c.kind == kind)
            made = (DOCUMENT.c.id,) if kind == "plan" else (DOCUMENT.c.created, DOCUMENT.c.id)
            return tuple(connection.scalars(wanted.order_by(*made)))

    def readings(self, athlete: str) -> tuple[Reading, ...]:
        """Return everything that assessments measured of an athlete, the oldest first.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import select

        from evenstride.track.tables import DOCUMENT, MEASURE

        columns = [MEASURE.c[name] for name in Reading.__slots__ if name != "created"]
        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(DOCUMENT.c.created, *columns).join(MEASURE, MEASURE.c.document_id == DOCUMENT.c.id)
            wanted = wanted.where(DOCUMENT.c.athlete_id == key, DOCUMENT.c.kind == "assessment")
            rows = connection.execute(wanted.order_by(DOCUMENT.c.created, MEASURE.c.id))
            return tuple(Reading(**row) for row in rows.mappings())

    def log(self, athlete: str, day: str, sets: Sequence[WorkSet]) -> None:
        """Keep sets done on a day (ISO date); all of them or none."""
        from sqlalchemy import insert

        from evenstride.track.tables import WORK

        with self._writing() as connection:
            key = _athlete_id(connection, athlete, make=True)
            rows = [{"athlete_id": key, "day": day, **asdict(one), "side": str(one.side)} for one in sets]
            if rows:
                connection.execute(insert(WORK), rows)

    def workouts(self, athlete: str) -> tuple[Workout, ...]:
        """Return the work of an athlete, day by day, the oldest first.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import select

        from evenstride.track.tables import WORK

        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(WORK).where(WORK.c.athlete_id == key).order_by(WORK.c.day, WORK.c.id)
            rows = [dict(row) for row in connection.execute(wanted).mappings()]
        days = groupby(rows, key=lambda row: str(row["day"]))
        return tuple(Workout(day, tuple(_work_set(row) for row in own)) for day, own in days)

    def tests(self, athlete: str) -> tuple[StrengthTest, ...]:
        """Return the strength tests in which both sides were tried and the error is known, the oldest first.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import select

        from evenstride.track.tables import DOCUMENT, TEST

        names = StrengthTest.__slots__
        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(*(TEST.c[name] for name in names)).join(DOCUMENT, TEST.c.document_id == DOCUMENT.c.id)
            wanted = wanted.where(DOCUMENT.c.athlete_id == key).order_by(TEST.c.day, TEST.c.id)
            rows = connection.execute(wanted).mappings()
            return tuple(StrengthTest(**row) for row in rows if None not in row.values())

    def runs(self, athlete: str) -> tuple[Run, ...]:
        """Return the runs that watches recorded, the oldest first.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import select

        from evenstride.track.tables import DOCUMENT, RUN

        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(*(RUN.c[name] for name in Run.__slots__)).join(DOCUMENT, RUN.c.document_id == DOCUMENT.c.id)
            wanted = wanted.where(DOCUMENT.c.athlete_id == key).order_by(RUN.c.started, RUN.c.id)
            return tuple(Run(**row) for row in connection.execute(wanted).mappings())

    def note(self, athlete: str, day: str, author: str, text: str) -> None:
        """Keep what somebody wants remembered of a day (ISO date)."""
        from sqlalchemy import insert

        from evenstride.track.tables import NOTE

        with self._writing() as connection:
            key = _athlete_id(connection, athlete, make=True)
            connection.execute(insert(NOTE).values(athlete_id=key, day=day, author=author, text=text))

    def notes(self, athlete: str) -> tuple[Note, ...]:
        """Return the notes on an athlete, the oldest first.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import select

        from evenstride.track.tables import NOTE

        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(NOTE.c.day, NOTE.c.author, NOTE.c.text).where(NOTE.c.athlete_id == key)
            return tuple(Note(*row) for row in connection.execute(wanted.order_by(NOTE.c.day, NOTE.c.id)))

    def delete(self, athlete: str) -> None:
        """Remove an athlete and everything of theirs.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        """
        from sqlalchemy import delete

        from evenstride.track.tables import ATHLETE

        with self._writing() as connection:
            connection.execute(delete(ATHLETE).where(ATHLETE.c.id == _athlete_id(connection, athlete)))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._translated(), self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except SQLAlchemyError as problem:
            raise StoreError(self._engine.url.render_as_string(), str(problem).splitlines()[0]) from problem


def _athlete_id(connection: Connection, name: str, *, make: bool = False) -> int:
    from sqlalchemy import insert, select

    from evenstride.track.tables import ATHLETE

    known = connection.scalar(select(ATHLETE.c.id).where(ATHLETE.c.name == name))
    if known is not None:
        return int(known)
    if not make:
        raise UnknownAthleteError(name)
    made = connection.execute(insert(ATHLETE).values(name=name)).inserted_primary_key
    return int(made[0]) if made else 0


def _last_plan(connection: Connection, athlete_id: int) -> int | None:
    from sqlalchemy import func, select

    from evenstride.track.tables import DOCUMENT

    own = select(func.max(DOCUMENT.c.id)).where(DOCUMENT.c.athlete_id == athlete_id, DOCUMENT.c.kind == "plan")
    last: int | None = connection.scalar(own)
    return last


def _parsed(text: str, source: Path) -> Mapping[str, Any]:
    advice = "name an assessment.json, a session.json or a plan.json of Evenstride"
    try:
        document = json.loads(text)
    except ValueError as problem:
        raise UsageError(f"{source} is no JSON ({problem})", advice) from problem
    if not isinstance(document, dict) or document.get("schema") not in KINDS or "created" not in document:
        raise UsageError(f"{source} holds nothing that a store keeps", advice)
    return document


def _rows_of(document: Mapping[str, Any]) -> list[tuple[Table, list[dict[str, Any]]]]:
    from evenstride.track import tables

    made = (
        (tables.MEASURE, measure_rows(document)),
        (tables.CLIP, clip_rows(document)),
        (tables.TEST, test_rows(document)),
        (tables.OVERRIDE, override_rows(document)),
        (tables.RUN, run_rows(document)),
    )
    return [(table, list(rows)) for table, rows in made]


def _work_set(row: Mapping[str, Any]) -> WorkSet:
    kept = {name: row[name] for name in WorkSet.__slots__ if name != "side"}
    return WorkSet(side=Side(row["side"]), **kept)
