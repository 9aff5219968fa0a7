"""``evenstride store`` and ``log``: what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.cli.saying import say
from evenstride.errors import UsageError
from evenstride.language import counted

if TYPE_CHECKING:
    from evenstride.model import WorkSet
    from evenstride.track import Store


@contextmanager
def opened_store(place: str | None) -> Iterator[Store]:
    """Yield the store at a place, or at the usual one, and let go of it."""
    from evenstride.track import Store, usual_place

    store = Store(place or usual_place())
    try:
        yield store
    finally:
        store.close()


def kept(place: str | None, athlete: str | None, text: str, source: Path, say: Callable[[str], object]) -> None:
    """Keep what was just made for an athlete, if one was named, and say where."""
    from evenstride.track import place_in_words, usual_place

    if athlete is not None:
        with opened_store(place) as store:
            kind = store.add_document(athlete, text, source)
        say(f"Kept ({kind} of {athlete}): {place_in_words(place or usual_place())}")


def keep_clips(place: str | None, athlete: str | None, clips: Sequence[tuple[Path, str]]) -> None:
    """Keep clips themselves, each with its SHA-256; a folder of poses is no clip."""
    from evenstride.track import Keeping, usual_place

    keeping = Keeping(place or usual_place())
    files = [(path, digest) for path, digest in clips if path.is_file()]
    for path, digest in files:
        keeping.keep_clip(athlete or "", path, digest)
    say(f"Kept with their pictures, faces and all, until you delete them: {', '.join(path.name for path, _ in files)}")


def refuse_unless_reachable(place: str | None, athlete: str | None, with_clips: bool = False) -> None:
    """Find out, before any work is done, whether what is made of it can be kept.

    Raises
    ------
    StoreError
        If the store cannot be reached.
    UsageError
        If clips are to be kept of nobody.
    """
    if with_clips and athlete is None:
        raise UsageError("whose clips are to be kept was not said", "give --athlete NAME with --keep-clips")
    if athlete is not None:
        with opened_store(place):
            pass


def add(place: str | None, athlete: str, files: Sequence[Path]) -> None:
    """Keep documents.

    Raises
    ------
    UsageError
        If a file cannot be read, or is none of ours.
    """
    with opened_store(place) as store:
        for file in files:
            kind = store.add_document(athlete, _text_of(file), file)
            say(f"Kept ({kind} of {athlete}): {file}")


def _text_of(file: Path) -> str:
    """Return a document as the store keeps it; answers in TOML become one."""
    if file.suffix == ".toml":
        from evenstride.exchange.intake_json import to_json
        from evenstride.exchange.intake_toml import read_intake

        answers = read_intake(file)
        return to_json(answers, datetime.fromtimestamp(file.stat().st_mtime, UTC).isoformat(timespec="seconds"))
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"cannot read {file} ({problem})", "name a JSON file of Evenstride") from problem


def note(place: str | None, athlete: str, day: str | None, author: str, text: str) -> None:
    """Keep a note."""
    when = day_of(day)
    with opened_store(place) as store:
        store.note(athlete, when, author, text)
    say(f"Noted on {when}, for {athlete}.")


def back_up(place: str | None, file: Path) -> None:
    """Write a backup, and say what is in it."""
    from evenstride.track import backup, usual_place

    say(f"{_athletes(backup(place or usual_place(), file))}: {file}")


def bring_back(place: str | None, file: Path) -> None:
    """Bring a backup back, and say what came."""
    from evenstride.track import place_in_words, restore, usual_place

    where = place or usual_place()
    say(f"{_athletes(restore(where, file))}: {place_in_words(where)}")


def say_check(place: str | None) -> None:
    """Look through a store, and say that it is sound."""
    from evenstride.track import check, place_in_words, usual_place

    where = place or usual_place()
    say(f"Sound, {_athletes(check(where))}: {place_in_words(where)}")


def _athletes(count: int) -> str:
    return counted(count, "{n} athlete", "{n} athletes")


def say_athletes(place: str | None) -> None:
    """Say where the store lies and who is in it."""
    from evenstride.track import place_in_words, usual_place

    with opened_store(place) as store:
        say(f"Store: {place_in_words(place or usual_place())}")
        for name in store.athletes():
            click.echo(name)


def delete(place: str | None, athlete: str) -> None:
    """Remove an athlete and everything of theirs."""
    with opened_store(place) as store:
        store.delete(athlete)
    say(f"Everything of {athlete} is gone.")


def log_sets(place: str | None, athlete: str, day: str | None, done: WorkSet, times: int) -> None:
    """Keep the same set as often as it was done.

    Raises
    ------
    UsageError
        If there is no such exercise or day, or nothing was done.
    """
    from dataclasses import replace

    from evenstride.knowledge import facts

    key = done.exercise.lower().replace("-", "_")
    if key not in facts().exercises:
        raise UsageError(f"no exercise is called {done.exercise!r}", f"use one of {', '.join(facts().exercises)}")
    if done.reps is None and done.hold_s is None and done.distance_m is None:
        raise UsageError("nothing was done", "give --reps, --seconds or --metres")
    when = day_of(day)
    with opened_store(place) as store:
        store.log(athlete, when, [replace(done, exercise=key)] * times)
    say(f"{facts().exercises[key].title}, {done.side}: {times} x {_amount(done)} on {when}.")


def day_of(given: str | None) -> str:
    """Return a day as ISO date: the one that was given, or today.

    Raises
    ------
    UsageError
        If it is no day.
    """
    try:
        when = date.fromisoformat(given) if given else date.today()  # noqa: DTZ011 -- the runner's own day
    except ValueError as problem:
        raise UsageError(f"{given!r} is no day", "write it as 2026-01-31") from problem
    return when.isoformat()


def _amount(done: WorkSet) -> str:
    if done.reps is not None:
        return f"{done.reps} repetitions"
    return f"{done.hold_s:g} s" if done.hold_s is not None else f"{done.distance_m:g} m"
