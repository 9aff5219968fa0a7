"""``evenstride test``: strength and balance at home, counted from clips or typed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.cli.saying import say
from evenstride.errors import UnknownAthleteError, UsageError
from evenstride.exchange.folder import probe, probe_file, write_file

if TYPE_CHECKING:
    from evenstride.model import Side, StrengthTest
    from evenstride.pipeline import AssessOptions, History
    from evenstride.report.strength_page import StrengthStory

STANDARD_OUTPUT = "-"

MOST = {"m": 4.0, "cm": 120.0}
"""Nobody hops further on one leg, and no leg is thicker: more was measured in another unit."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in: what each side did, and who did it."""

    left: float | None = None
    right: float | None = None
    age: int | None = None
    sex: str | None = None


def run(
    key: str,
    clips: Sequence[str],
    typed: Typed,
    options: AssessOptions,
    *,
    day: str | None,
    json_file: str | None,
    store: str | None,
    out: Path | None = None,
) -> None:
    """Count or take a test, say what it says, make a page of it if asked, and keep it.

    Raises
    ------
    UsageError
        If there is no such test, or nothing to keep.
    """
    from evenstride.cli.store import day_of, kept, refuse_unless_reachable
    from evenstride.exchange.test_json import to_json
    from evenstride.infer import strength_test
    from evenstride.model.skeleton import LEFT, RIGHT
    from evenstride.report.strength_page import write_test_page

    name, when = _known(key), day_of(day)
    if json_file and json_file != STANDARD_OUTPUT:
        probe_file(Path(json_file))
    if out is not None:
        probe(out)
    refuse_unless_reachable(store, options.athlete)
    done = _done(name, clips, typed, options)
    both = strength_test(name, when, done[LEFT], done[RIGHT]) if LEFT in done and RIGHT in done else None
    created = f"{when}T{datetime.now(UTC):%H:%M:%S+00:00}"
    sides = (done.get(LEFT), done.get(RIGHT))
    text = to_json(name, created, _unit(name), sides, both.sd if both else None)
    if json_file == STANDARD_OUTPUT:
        click.echo(text.encode("utf-8"), nl=False)
    elif json_file:
        write_file(Path(json_file), text)
    tell = partial(say, err=json_file == STANDARD_OUTPUT)
    story = _story(name, when, done, both, typed, options.athlete, store)
    _say(story, tell)
    if out is not None:
        tell(f"Page: {write_test_page(story, out)}")
    kept(store, options.athlete, text, Path("test.json"), tell)


def say_tests() -> None:
    """Say which tests there are, how each is done, and whether a clip is counted."""
    from evenstride.infer import GIRTH
    from evenstride.knowledge import facts
    from evenstride.pipeline import exercises

    for norm in facts().norms.values():
        counted = " A clip is counted." if norm.exercise in exercises() else ""
        say(f"{norm.key} ({norm.unit}): {norm.how}{counted}")
    for girth in facts().girths.values():
        say(f"{GIRTH}{girth.key} (cm): {girth.how}")


def _known(key: str) -> str:
    from evenstride.infer import GIRTH
    from evenstride.knowledge import facts

    known = (*facts().norms, *(f"{GIRTH}{place}" for place in facts().girths))
    name = key.lower().replace("-", "_")
    if name not in known:
        raise UsageError(f"no test is called {key!r}", f"use one of {', '.join(known)}")
    return name


def _unit(name: str) -> str:
    from evenstride.knowledge import facts

    norm = facts().norms.get(name)
    return norm.unit if norm else "cm"


def _done(name: str, clips: Sequence[str], typed: Typed, options: AssessOptions) -> Mapping[Side, float]:
    """Return what each side did: as typed, or as counted from clips."""
    from evenstride.cli.progress import progress_bars
    from evenstride.infer import GIRTH
    from evenstride.model.skeleton import LEFT, RIGHT
    from evenstride.pipeline import home_test

    given = {side: value for side, value in ((LEFT, typed.left), (RIGHT, typed.right)) if value is not None}
    if given and clips:
        raise UsageError("both clips and numbers were given", "give the one or the other")
    if not given and not clips:
        raise UsageError("nothing was done", "give --left and --right, or a clip")
    for value in given.values():
        _refuse_what_nobody_does(value, _unit(name))
    if given:
        return given
    if name.startswith(GIRTH):
        raise UsageError("a tape is not read from a clip", "type what it reads with --left and --right, in cm")
    with progress_bars() as progress:
        return home_test(name, [_sided(clip) for clip in clips], options, progress)


def _refuse_what_nobody_does(value: float, unit: str) -> None:
    if value > MOST.get(unit, value):
        raise UsageError(f"{value:g} {unit} is more than anybody has", f"give it in {unit}")
    if unit == "reps" and value % 1:
        raise UsageError(f"{value:g} is no number of repetitions", "give those that were complete")


def _sided(clip: str) -> tuple[Side | None, Path]:
    """Return a clip and the side that stands before it, as in ``left=calf.mp4``."""
    from evenstride.model import Side

    side, sign, path = clip.partition("=")
    return (Side(side), Path(path)) if sign and side in ("left", "right") else (None, Path(clip))


def _story(
    name: str,
    day: str,
    done: Mapping[Side, float],
    both: StrengthTest | None,
    typed: Typed,
    athlete: str | None,
    store: str | None,
) -> StrengthStory:
    from evenstride.infer import weaker
    from evenstride.model import Side
    from evenstride.report.strength_page import StrengthStory

    sex, age = _who(typed, athlete, store)
    settles = list(_settles(both, athlete, store)) if both else []
    lags = weaker(both) if both else Side.NONE
    return StrengthStory(name, day, _unit(name), done, both, lags, sex, age, settles, athlete)


def _say(story: StrengthStory, tell: Callable[[str], object]) -> None:
    from evenstride.report import strength_words as told

    if story.both is None:
        ((side, value),) = story.done.items()
        tell(told.one_side_sentence(story.key, side, value, story.unit))
    else:
        for sentence in told.test_sentences(story.both, story.lags):
            tell(sentence)
    worth = (
        told.group_sentence(story.key),
        told.norm_sentence(story.key, story.sex, story.age),
        told.noise_sentence(story.key),
    )
    for sentence in worth:
        if sentence:
            tell(sentence)
    for sentence in story.settles:
        tell(sentence)


def _who(typed: Typed, athlete: str | None, store: str | None) -> tuple[str | None, int | None]:
    """Return sex and age: as given, or as the newest answers that are kept say them."""
    from evenstride.report.strength_words import AGES

    sex, age = typed.sex, typed.age
    if athlete is not None and (sex is None or age is None):
        for _, intake in _history(athlete, store).intakes[-1:]:
            sex = sex or intake.sex
            age = age if age is not None else AGES.get(intake.age_band or "")
    return sex, age


def _settles(test: StrengthTest, athlete: str | None, store: str | None) -> Iterator[str]:
    """Yield what the test says of what the newest screen left open."""
    from evenstride.infer import settled
    from evenstride.knowledge import facts

    if athlete is None:
        return
    for seen in _history(athlete, store).assessments[-1:]:
        for imbalance in seen.imbalances:
            for other in facts().alternatives.values():
                if other.settled_by == test.key and other.says in [a.says for a in imbalance.alternatives]:
                    _, told = settled(other, imbalance.side, [test])
                    if told:
                        yield f"Your screen of {seen.created[:10]}: {imbalance.says} {other.says} {told}"


def _history(athlete: str, store: str | None) -> History:
    """Return what is kept of an athlete; nothing of one who is new."""
    from evenstride.cli.history import history_of
    from evenstride.pipeline import History

    try:
        return history_of(store, athlete)
    except UnknownAthleteError:
        return History()
