"""``evenstride progress``: what changed, what did not, how even the sides are, what was done, when to film again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.cli.saying import say
from evenstride.errors import UsageError
from evenstride.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evenstride.model import Change, Course, Review, RunTrend


def review_today(place: str | None, athlete: str, day: str | None) -> Review:
    """Return how an athlete stands on a day, today unless one is given.

    Raises
    ------
    UnknownAthleteError
        If the store knows nobody of that name.
    """
    from evenstride.cli.history import history_of
    from evenstride.cli.store import day_of, opened_store
    from evenstride.pipeline import review_of

    when = day_of(day)
    with opened_store(place) as store:
        readings = store.readings(athlete)
    return review_of(athlete, history_of(place, athlete), readings, when)


def say_review(review: Review) -> None:
    """Say how an athlete stands, the most important first."""
    from evenstride.model import Change
    from evenstride.report import review_words
    from evenstride.report.strength_words import test_sentences
    from evenstride.report.words import day

    if not review.courses:
        say("No screens are kept yet: evenstride assess ... --athlete NAME.")
    for text in review_words.since_last(review) if review.courses else ():
        say(text)
    for change in Change:
        own = [course for course in review.courses if course.change is change]
        if own:
            say(f"\n{str(change).capitalize()}, first screen to last:")
            _say_all(own, change)
    if review.tests:
        say("\nHome tests:")
    for one in review.tests:
        say(f"  {day(one.test.day)}. {' '.join(test_sentences(one.test, one.lags))}")
    if review.adherence is not None and not review.courses:
        say(review_words.work(review.adherence))
    if review.retest_on:
        say(f"\nFilm again on {day(review.retest_on)}.")
    say(review.retest_why)


def _say_all(courses: Sequence[Course], change: Change) -> None:
    """Say what changed line by line; of what did not, the names."""
    from evenstride.model import Change
    from evenstride.report.words import title_of_measure

    if change is Change.NOISE:
        names = dict.fromkeys(title_of_measure(course.name) for course in courses)
        say(click.wrap_text("; ".join(tr(name) for name in names), 100, "  ", "  "))
        return
    for course in courses:
        say(f"  {_line(course)}")


def write_review(review: Review, out: Path, runs: Sequence[RunTrend] = ()) -> None:
    """Write the page, and say where.

    Raises
    ------
    UsageError
        If it cannot be written there.
    """
    from evenstride.report import write_progress_page

    try:
        file = write_progress_page(review, out, runs)
    except OSError as problem:
        raise UsageError(f"cannot write to {out} ({problem.strerror})", "name another folder with --out") from problem
    say(f"\nPage: {file}")


def _line(course: Course) -> str:
    from evenstride.report import review_words
    from evenstride.report.words import title_of_movement

    return f"{review_words.name_of(course)} ({title_of_movement(course.movement)}): {review_words.verdict(course)}"
