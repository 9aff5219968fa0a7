"""How an athlete stands, in words: a verdict for each measure, and what changed since the last retest."""

from __future__ import annotations

from collections.abc import Sequence

from evenstride.model import Adherence, Change, Course, DayValue, Review
from evenstride.model.skeleton import SIDES
from evenstride.report import words

MOST_NAMED = 2


def since_last(review: Review) -> tuple[str, ...]:
    """Return what changed since the screen before, what did not, and how much was done: at most three sentences."""
    seen = sorted((c for c in review.courses if not c.unseen), key=_size, reverse=True)
    changed = [c for c in seen if c.since_last is Change.CHANGED]
    told = (_named(changed), _rest(len(seen), len(changed)), work(review.adherence))
    return tuple(text for text in told if text)


def verdict(course: Course) -> str:
    """Return what can be said of a measure between its first day and its last, in one sentence."""
    if course.unseen:
        return f"Cannot tell. {course.unseen}"
    noise = amount(course.smallest_real, course)
    first, last = (amount(day.value, course) for day in (course.before, course.now))
    if course.change is Change.NOISE:
        return f"From {first} to {last}: no clear change. Two clips of one person differ by up to {noise} anyhow."
    if course.better is None:
        return f"Changed, from {first} to {last}: more than the {noise} that two clips differ by anyhow."
    if course.better:
        return f"Changed for the better, from {first} to {last}: more than the {noise} that two clips differ by anyhow."
    return f"Changed for the worse, from {first} to {last}: more than the {noise} that two clips differ by anyhow."


def apart_now(day: DayValue, course: Course) -> str:
    """Return how far left and right were apart on the last day, in one sentence."""
    much = words.quantity(abs(day.value), course.unit, words.decimals(course.name, 1))
    if abs(day.value) <= day.half_width:
        return f"On the last day they were {much} apart, no more than the error."
    more = "right" if day.value > 0 else "left"
    return f"On the last day the {more} read {much} more, beyond the error."


def work(adherence: Adherence | None) -> str:
    """Return done of planned in one sentence; "" where nothing was planned or done."""
    if adherence is None or not (adherence.planned or adherence.done):
        return ""
    if not adherence.planned:
        return f"Days with work since {words.day(adherence.since)}: {adherence.done}."
    return f"{adherence.done} of {adherence.planned} planned sessions were logged since {words.day(adherence.since)}."


def name_of(course: Course) -> str:
    """Return what a course is of: ``Knee shift, inward, left``."""
    title = words.title_of_measure(course.name)
    return f"{title}, {course.side}" if course.side in SIDES else title


def amount(value: float, course: Course) -> str:
    """Return a number of a course with its unit."""
    return words.quantity(value, course.unit, words.decimals(course.name, 1))


def _size(course: Course) -> float:
    return 0.0 if course.last is None else abs(course.now.value - course.last.value) / course.smallest_real


def _named(changed: Sequence[Course]) -> str:
    if not changed:
        return ""
    named = "; ".join(
        f"{name_of(c)}, {amount(c.last.value, c)} to {amount(c.now.value, c)}" for c in changed[:MOST_NAMED] if c.last
    )
    return f"Changed most since the last retest: {named}."


def _rest(seen: int, changed: int) -> str:
    if not seen:
        return "There is one day of screens so far, so nothing can be compared yet."
    if not changed:
        return "Nothing that was measured differs from the last retest by more than two clips do anyhow."
    return (
        f"{changed} of {seen} measures differ from the last retest by more than two clips do anyhow; "
        "one may do so by chance."
    )
