"""The moment of a repetition at which a measure is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.repetitions import Excursion

AROUND_TURN_S = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """One value and the second it was read at."""

    value: float
    at_s: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A named way to pick one value of a curve (T,) in a repetition; None where the clip does not show it."""

    key: str
    words: str
    read: Callable[[Subject, Side, Floats, Excursion], Reading | None]


def _bottom(subject: Subject, side: Side, values: Floats, rep: Excursion) -> Reading | None:
    times = subject.motion.times
    near = (np.abs(times - rep.turn_s) <= AROUND_TURN_S) & np.isfinite(values)
    return Reading(float(np.mean(values[near])), rep.turn_s) if near.any() else None


def _extreme(subject: Subject, values: Floats, rep: Excursion, rank: Callable[[Floats], Floats]) -> Reading | None:
    times = subject.motion.times
    inside = np.flatnonzero((times >= rep.start_s) & (times <= rep.end_s))
    known = inside[np.isfinite(values[inside])]
    if len(known) < 0.8 * len(inside) or not len(known):
        return None
    best = known[int(np.argmax(rank(values[known])))]
    return Reading(float(values[best]), float(times[best]))


def _worst(subject: Subject, side: Side, values: Floats, rep: Excursion) -> Reading | None:
    return _extreme(subject, values, rep, lambda v: v)


def _furthest(subject: Subject, side: Side, values: Floats, rep: Excursion) -> Reading | None:
    return _extreme(subject, values, rep, np.abs)


DROP_AT_60_DEG = 0.15
"""How far the hips have sunk, as a fraction of standing hip height, when the knees are bent 60 deg on the way down.

From the front no knee angle can be read; the sinking of the hips can. Set from the tuning phantoms (docs/ACCURACY.md).
"""


def _at_60_deg(subject: Subject, side: Side, values: Floats, rep: Excursion) -> Reading | None:
    times = subject.motion.times
    down = np.flatnonzero((times >= rep.start_s) & (times <= rep.turn_s))
    past = down[subject.hip_drop[down] >= DROP_AT_60_DEG]
    if not len(past):
        return None
    moment_s = float(times[past[0]])
    near = (np.abs(times - moment_s) <= AROUND_TURN_S) & np.isfinite(values)
    return Reading(float(np.mean(values[near])), moment_s) if near.any() else None


BOTTOM = Moment("bottom", "bottom of the rep", _bottom)
WORST = Moment("worst", "worst of the rep", _worst)
FURTHEST = Moment("worst_abs", "furthest of the rep", _furthest)
AT_60_DEG = Moment("at_60_deg", "60 deg of knee flexion", _at_60_deg)
