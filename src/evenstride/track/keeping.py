"""Clips that were asked to be kept, and everything of an athlete out of a store and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evenstride.errors import StoreError, UnknownAthleteError, UsageError
from evenstride.track import portable
from evenstride.track.opening import opened, place_in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True)
class KeptClip:
    """A clip that a store holds itself: its name, the SHA-256 of its content, its size."""

    file: str
    sha256: str
    size_bytes: int


class Keeping:
    """Kept clips and whole athletes at one place; see `evenstride.track.Store` for places and errors."""

    def __init__(self, place: str | Path) -> None:
        self._place = str(place)

    def keep_clip(self, athlete: str, source: Path, sha256: str) -> None:
        """Keep a clip itself for an athlete the store knows, each content once; in pieces, never whole in memory.

        Raises
        ------
        UnknownAthleteError
            If there is no such athlete.
        UsageError
            If the clip cannot be read.
        """
        from sqlalchemy import select

        from evenstride.track.tables import KEPT_CLIP

        with self._writing() as connection:
            key = _athlete_id(connection, athlete)
            known = select(KEPT_CLIP.c.id).where(KEPT_CLIP.c.athlete_id == key, KEPT_CLIP.c.sha256 == sha256)
            if connection.scalar(known) is not None:
                return
            try:
                about = {"file": source.name, "sha256": sha256, "size_bytes": source.stat().st_size}
                kept = portable.made(connection, KEPT_CLIP, {"athlete_id": key, **about})
                with source.open("rb") as clip:
                    portable.put_parts(connection, kept, iter(lambda: clip.read(portable.PART_BYTES), b""))
            except OSError as problem:
                raise UsageError(f"cannot keep {source} ({problem.strerror or problem})", "check the file") from problem

    def kept_clips(self, athlete: str) -> tuple[KeptClip, ...]:
        """Return the clips that are kept of an athlete, the oldest first."""
        from sqlalchemy import select

        from evenstride.track.tables import KEPT_CLIP

        columns = (KEPT_CLIP.c[name] for name in KeptClip.__slots__)
        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            wanted = select(*columns).where(KEPT_CLIP.c.athlete_id == key).order_by(KEPT_CLIP.c.id)
            return tuple(KeptClip(*row) for row in connection.execute(wanted))

    @contextmanager
    def everything_of(self, athlete: str, *, with_clips: bool) -> Iterator[Iterable[portable.Parcel]]:
        """Yield the files that hold everything of an athlete, as it is at one moment; to be read in the block."""
        with self._reading() as connection:
            key = _athlete_id(connection, athlete)
            yield portable.parcels(connection, key, athlete, with_clips=with_clips)

    def take_in(self, read: Callable[[str], Iterable[bytes]]) -> str:
        """Keep everything of an athlete that files hold, all of it or nothing; return the athlete's name.

        Raises
        ------
        UsageError
            If the store knows somebody of that name, or the files are not what `everything_of` gave.
        """
        with self._writing() as connection:
            try:
                return portable.take_in(connection, read)
            except (KeyError, ValueError, TypeError) as problem:
                what = f"the zip holds no whole athlete ({type(problem).__name__}: {problem})"
                raise UsageError(what, "give one that `evenstride export all --athlete NAME` wrote") from problem

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine() as engine:
            level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
            with engine.connect().execution_options(isolation_level=level) as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine() as engine, engine.begin() as connection:
            yield connection

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        from sqlalchemy.exc import SQLAlchemyError

        engine = opened(self._place)
        try:
            yield engine
        except SQLAlchemyError as problem:
            raise StoreError(place_in_words(self._place), str(problem).splitlines()[0]) from problem
        finally:
            engine.dispose()


def _athlete_id(connection: Connection, name: str) -> int:
    from sqlalchemy import select

    from evenstride.track.tables import ATHLETE

    known = connection.scalar(select(ATHLETE.c.id).where(ATHLETE.c.name == name))
    if known is None:
        raise UnknownAthleteError(name)
    return int(known)
