"""Changed, or noise? A change is called one only where it exceeds what two clips of one person differ by anyway."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from math import hypot

from evenstride.knowledge import facts
from evenstride.knowledge.judged import judged
from evenstride.model.review import Course, DayValue
from evenstride.model.skeleton import Side
from evenstride.track.store import Reading

CAUTION = 1.1
"""The minimal detectable change lets one change in twenty through that is none, and more where errors have heavy tails:
set on the tuning half of the simulated year (`bench.year`)."""

TOGETHER_DAYS, MOST_TOGETHER = 21, 2
"""Two days of screens that lie within three weeks stand together, so that no one odd clip decides."""

RETESTS_OF = {"squat_heels_raised": "squat"}
"""A movement that was judged under the name of another."""


def courses_of(readings: Iterable[Reading]) -> tuple[Course, ...]:
    """Return every measure as it went over the days; measures from different views or moments are not mixed."""
    ordered = sorted(readings, key=lambda r: (*_key(r), r.created))
    newest = {one: max(r.created[:10] for r in own) for one, own in groupby(sorted(ordered, key=_filmed), key=_filmed)}
    return tuple(_course(tuple(own), newest) for _, own in groupby(ordered, key=_key))


def _key(reading: Reading) -> tuple[str, ...]:
    return (*_filmed(reading), reading.name, reading.moment, reading.side)


def _filmed(reading: Reading) -> tuple[str, str]:
    return (reading.movement, reading.view)


def _course(own: Sequence[Reading], newest: dict[tuple[str, str], str]) -> Course:
    one = own[0]
    days = tuple(_day(day, tuple(read)) for day, read in groupby(own, key=lambda r: r.created[:10]))
    end = _together(days[1:][::-1]) or days
    earlier = days[: len(days) - len(end)]
    beginning, last = _together(earlier) or days, _together(earlier[::-1])
    return Course(
        movement=one.movement,
        name=one.name,
        view=one.view,
        moment=one.moment,
        side=Side(one.side),
        unit=one.unit,
        days=days,
        before=_mean(beginning),
        now=_mean(end[::-1]),
        last=_mean(last[::-1]) if last else None,
        smallest_real=smallest_real(one.movement, one.name, one.view, one.moment, (_mean(beginning), _mean(end))),
        unseen=_unseen(days, newest[_filmed(one)]),
        fault_above=_fault_above(one),
    )


def _day(day: str, read: Sequence[Reading]) -> DayValue:
    """Return the mean of a day's clips; their errors are much alike, so that its interval is no narrower."""
    halves = [(r.high - r.low) / 2 for r in read]
    return DayValue(day, sum(r.value for r in read) / len(read), sum(halves) / len(halves))


def _together(days: Sequence[DayValue]) -> tuple[DayValue, ...]:
    """Return the first of some days with what lies close to it, earlier or later."""
    return tuple(day for day in days[:MOST_TOGETHER] if abs(_days_between(days[0].day, day.day)) <= TOGETHER_DAYS)


def _days_between(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _mean(days: Sequence[DayValue]) -> DayValue:
    """Return the mean of days, dated as the last of them; part of their error is the same, so it is no surer."""
    halves = sum(day.half_width for day in days) / len(days)
    return DayValue(days[-1].day, sum(day.value for day in days) / len(days), halves)


def _unseen(days: Sequence[DayValue], last: str) -> str:
    if days[-1].day < last:
        return f"It could not be read on {last}, the last day it was filmed."
    return "It was seen on one day only." if len(days) == 1 else ""


def smallest_real(movement: str, name: str, view: str, moment: str, days: tuple[DayValue, DayValue]) -> float:
    """Return the least difference between two days that is more than noise, in the measure's unit.

    It is the minimal detectable change between two clips of one person, as judged on clips that set nothing: what a
    body adds to the error cancels when that person is filmed again. Where these clips are less sure than the judged
    ones were, it grows as their intervals do; where none was judged, their intervals stand for it.
    """
    apart = hypot(*(day.half_width for day in days))
    known = judged().get(f"{RETESTS_OF.get(movement, movement)}.{name}.{view}.{moment}")
    if known is None or known.mdc is None:
        return CAUTION * apart
    return CAUTION * known.mdc * max(1.0, apart / (2**0.5 * known.half_width))


def _fault_above(one: Reading) -> bool | None:
    """Return whether more of it is the fault; None if it has none, or if either way is one."""
    criteria = [c for fault in facts().faults_of(one.movement) for c in fault.criteria]
    ways = {c.direction for c in criteria if (c.measure, c.at, c.view) == (one.name, one.moment, one.view)}
    return {frozenset({"above"}): True, frozenset({"below"}): False}.get(frozenset(ways))
