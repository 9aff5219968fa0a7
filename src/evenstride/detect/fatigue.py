"""How range, tempo and form change over the repetitions of a set, and whether that is more than their spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from evenstride.knowledge import facts
from evenstride.model.clip import Rep
from evenstride.model.measure import Measure
from evenstride.model.session import Trend
from evenstride.model.skeleton import Side

RANGE, TEMPO = "range_of_best_pct", "moving_s"
"""How far each repetition went against the furthest of its side (%), and how long the ways out and back took (s)."""

HOLD = "hold_s"
"""What is to be held for long has neither range nor tempo: how long each hold lasted (s)."""

FEWEST = 5
"""A trend needs this many repetitions; fewer always lie near some line."""

T_QUANTILES = ((3, 3.18), (4, 2.78), (5, 2.57), (6, 2.45), (8, 2.31), (10, 2.23), (15, 2.13), (20, 2.09), (30, 2.04))
"""Degrees of freedom, and Student's t that holds 95 % of them; between two rows the wider one is taken."""


def trends_of(reps: Sequence[Rep], measures: Sequence[Measure], movement: str) -> tuple[Trend, ...]:
    """Return the trends of every side that has counted repetitions: range, tempo, and each measure that is judged."""
    found: list[Trend] = []
    for side in dict.fromkeys(rep.side for rep in reps if rep.counted):
        found += _of_side(side, [rep for rep in reps if rep.counted and rep.side is side], measures, movement)
    return tuple(found)


def _of_side(side: Side, own: Sequence[Rep], measures: Sequence[Measure], movement: str) -> Iterator[Trend]:
    ranges = [rep.range_pct for rep in own if rep.range_pct is not None]
    exercise = facts().exercises.get(movement)
    if exercise is not None and exercise.dose.seconds_min is not None:
        yield trend(HOLD, side, "s", [rep.hold_s or 0.0 for rep in own])
    else:
        if len(ranges) == len(own) and max(ranges) > 0:
            yield trend(RANGE, side, "%", [100 * one / max(ranges) for one in ranges])
        yield trend(TEMPO, side, "s", [rep.end_s - rep.start_s - (rep.hold_s or 0.0) for rep in own])
    sided = {m.name for m in measures if m.side is not Side.NONE}
    judged = {(c.measure, c.at) for fault in facts().faults_of(movement) for c in fault.criteria}
    for measure in measures:
        of_side = measure.side is side or (measure.side is Side.NONE and measure.name not in sided)
        if of_side and (measure.name, measure.moment) in judged and len(measure.per_rep) == len(own):
            yield trend(measure.name, side, measure.unit, measure.per_rep)


def trend(name: str, side: Side, unit: str, per_rep: Sequence[float]) -> Trend:
    """Return how values, one a repetition in order, run; without a change where they are too few."""
    values = np.asarray(per_rep, dtype=float)
    told = tuple(float(value) for value in values)
    if len(values) < FEWEST:
        return Trend(name, side, unit, told)
    order = np.arange(len(values), dtype=float) - (len(values) - 1) / 2
    slope = float(order @ values / (order @ order))
    left_over = values - values.mean() - slope * order
    free = len(values) - 2
    error = float(np.sqrt(left_over @ left_over / free / (order @ order)))
    span = len(values) - 1
    half = span * error * next(t for n, t in reversed(T_QUANTILES) if n <= free)
    return Trend(name, side, unit, told, span * slope, (span * slope - half, span * slope + half))
