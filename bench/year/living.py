"""A year of one runner through the product: screens, the plan that holds, sessions, and what progress says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from bench.year.errors import Errors
from bench.year.runners import CHANGING, DAYS, EVENING, EVERY_DAYS, FIRST_DAY, SCREENS, Runner, screened
from evenstride.exchange.assessment_json import to_document
from evenstride.model import Assessment, Change, Course, Mode, Plan, PlanLine, Side, Workout, WorkSet, difference_of
from evenstride.model.skeleton import SIDES
from evenstride.pipeline import History, plan_for_now
from evenstride.track import Reading, courses_of
from evenstride.track.rows import measure_rows

SESSIONS = (1, 3, 5)
"""Days of the week with a session."""

RETESTS = 2
STRONG_PAIN = 6


@dataclass
class Year:
    """What came of one runner's year, counted for the tables.

    `false` holds, for every measure of a side that did not change, its retests and how many of them said that it had;
    `noisy_days` the retests on which any of these did; `found` whether a true change was called one within two
    retests of being complete. `named`: the first plan begins with the side that truly lags. Both legs came together on
    screen `switched`, the true difference was gone on screen `even`, and within the error of one comparison for the
    second time on screen `inside`.
    """

    kind: str
    false: list[tuple[int, int]] = field(default_factory=list)
    noisy_days: int = 0
    found: bool | None = None
    named: bool = False
    stopped: bool = False
    switched: int | None = None
    even: int = 0
    inside: int = 0
    stronger_more: int = 0
    through_stop: int = 0
    one_sided: int = 0


def lived(who: Runner, errors: Mapping[str, Errors], random: np.random.Generator) -> Year:
    """Return what comes of a runner's year with a screen every ten days and three sessions a week."""
    year = Year(who.kind)
    seen: list[Assessment] = []
    plans: list[Plan] = []
    workouts: list[Workout] = []
    must_stop = asks = False
    for today in range(DAYS):
        if today % EVERY_DAYS == 0 and len(seen) < SCREENS:
            seen.append(screened(who, errors, today, random))
            must_stop = must_stop or bool(seen[-1].stops)
            asks = True
        if asks:
            asks = False
            plan = plan_for_now(History(tuple(seen), (), tuple(workouts), (), tuple(plans)))
            plans += [plan] if plan is not None and (not plans or plan != plans[-1]) else []
            _look_at(year, who, plans[-1], today)
        if today % 7 in SESSIONS and plans[-1].lines and random.uniform() < who.adherence:
            year.through_stop += must_stop
            workouts.append(_session(who, plans[-1], today, random))
            must_stop = asks = must_stop or any((one.pain or 0) >= STRONG_PAIN for one in workouts[-1].sets)
    year.stopped = must_stop
    _look_back(year, who, seen)
    return year


def _session(who: Runner, plan: Plan, today: int, random: np.random.Generator) -> Workout:
    """Return a session done as planned, now and then with more repetitions; it hurts from the day that stops."""
    hurts = who.stops_by == "pain" and who.stops_on is not None and today >= who.stops_on
    pain = int(random.integers(STRONG_PAIN, 11)) if hurts else int(random.choice([0, 0, 0, 0, 0, 1, 2, 3, 4]))
    more = int(random.choice([0, 0, 1, 2]))
    sets = [one for line in plan.lines for one in _sets(line, more, pain)]
    return Workout((FIRST_DAY + timedelta(days=today)).isoformat(), tuple(sets))


def _sets(line: PlanLine, more: int, pain: int) -> list[WorkSet]:
    reps = None if line.reps is None else line.reps + more
    sides = [Side.BOTH] * line.sets.left
    if line.mode is not Mode.TWO_LEGGED:
        sides = [SIDES[0]] * line.sets.left + [SIDES[1]] * line.sets.right
    return [WorkSet(line.exercise, side, reps, line.seconds, line.metres, pain=pain) for side in sides]


def _look_at(year: Year, who: Runner, plan: Plan, today: int) -> None:
    """Count what a plan does wrong on the day it is asked for, and note when it brings both legs together."""
    if who.kind != EVENING or who.moves is None:
        year.one_sided += any(line.mode is Mode.WEAKER_FIRST for line in plan.lines)
        return
    weaker = Side(who.moves[1][2])
    own = [line for line in plan.lines if who.group in line.groups]
    if who.uneven_by(today) > 0:
        sides = {SIDES[0]: [line.sets.left for line in own], SIDES[1]: [line.sets.right for line in own]}
        year.stronger_more += any(s > w for s, w in zip(sides[weaker.mirror()], sides[weaker], strict=True))
    if today == 0:
        year.named = any(line.first is weaker for line in own)
    if year.switched is None and own and all(line.mode is Mode.TWO_LEGGED for line in own):
        year.switched = -(-today // EVERY_DAYS)


def _look_back(year: Year, who: Runner, seen: Sequence[Assessment]) -> None:
    """Let progress say, on every retest, what has changed, and compare it with the truth."""
    readings: list[Reading] = []
    counted: dict[tuple[str, ...], list[int]] = {}
    for number, screen in enumerate(seen):
        readings += [Reading(screen.created, **row) for row in measure_rows(to_document(screen))]
        said = {_key(c): c for c in courses_of(readings) if not c.unseen} if number else {}
        false = [key for key, c in said.items() if not _moves(who, c) and c.change is Change.CHANGED]
        for key, course in said.items():
            if not _moves(who, course):
                known = counted.setdefault(key, [0, 0])
                known[0] += 1
                known[1] += key in false
        year.noisy_days += bool(false)
        _found(year, who, said, number)
    year.false = [(of, times) for of, times in counted.values()]
    if who.kind == EVENING:
        _true_days(year, who, seen)


def _key(course: Course) -> tuple[str, ...]:
    return (course.movement, course.name, course.moment, str(course.side))


def _moves(who: Runner, course: Course) -> bool:
    return who.moves is not None and _key(course) == (who.moves[0], *who.moves[1])


def _found(year: Year, who: Runner, said: Mapping[tuple[str, ...], Course], number: int) -> None:
    """Note whether a true change is called one, the right way round, within two retests of being complete."""
    after = number - -(-who.ends // EVERY_DAYS)
    if who.kind != CHANGING or who.moves is None or not 0 <= after < RETESTS:
        return
    course = said.get((who.moves[0], *who.moves[1]))
    right = course is not None and course.change is Change.CHANGED and (course.difference > 0) is (who.by > 0)
    year.found = bool(year.found) or right


def _true_days(year: Year, who: Runner, seen: Sequence[Assessment]) -> None:
    """Note on which screens the true difference was gone, and within the error of a comparison for the second time."""
    apart = [who.uneven_by(number * EVERY_DAYS) for number in range(SCREENS)]
    error = float(np.median([half for screen in seen if (half := _half_width(who, screen)) is not None]))
    year.even = next(number for number, value in enumerate(apart) if value < 1e-9)
    year.inside = 1 + next(number for number, value in enumerate(apart) if value <= error)


def _half_width(who: Runner, screen: Assessment) -> float | None:
    assert who.moves is not None
    clips = {clip.id for clip in screen.clips if clip.movement == who.moves[0]}
    own = [m for m in screen.measures if m.clip in clips and (m.name, m.moment) == who.moves[1][:2]]
    sides = {m.side: m for m in own}
    difference = difference_of(sides[SIDES[0]], sides[SIDES[1]]) if len(sides) == len(SIDES) else None
    return None if difference is None else difference.half_width
