"""The moment of a repetition at which a measure is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.walking import LANDS_LATE_S, landing_level

AROUND_TURN_S, AROUND_ENDS_S = 0.05, 0.1
SLOW_SHARE, LEAST_SAMPLES = 0.15, 5
"""A way back is over when it goes at this share of its highest speed."""

FIFTH = 0.2

SEEN_SHARE = 0.8
"""Of a stretch at least this much must have been seen before it is spoken for."""

SINKS_S = 0.2
"""A foot over which the body passes stands for longer, and one with which somebody stops or closes up for less: of 851
steps of the tuning phantoms 3 stood for 0.2 to 0.27 s."""

MIDDLE_95 = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value and the second it was read at."""

    value: float
    at_s: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A named way to read one value off a curve (T,) in a repetition; None where the clip does not show it.

    `averaged` is False where trembling keypoints do not add to the value as they do to a point of the curve: a count, a
    duration.
    """

    key: str
    words: str
    read: Callable[[Subject, Side, Floats, Performed], Reading | None]
    averaged: bool = True


def _turn(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    times = subject.motion.times
    near = (np.abs(times - rep.turn_s) <= AROUND_TURN_S) & np.isfinite(values)
    return Reading(float(np.mean(values[near])), rep.turn_s) if near.any() else None


def _seen(subject: Subject, values: Floats, start_s: float, end_s: float) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the samples of a stretch that were seen; none if too few were."""
    times = subject.motion.times
    inside = np.flatnonzero((times >= start_s) & (times <= end_s))
    known = inside[np.isfinite(values[inside])]
    return known if len(known) >= SEEN_SHARE * len(inside) else known[:0]


def _extreme(
    subject: Subject, values: Floats, span: tuple[float, float], rank: Callable[[Floats], Floats]
) -> Reading | None:
    known = _seen(subject, values, *span)
    if not len(known):
        return None
    best = known[int(np.argmax(rank(values[known])))]
    return Reading(float(values[best]), float(subject.motion.times[best]))


def _worst(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    return _extreme(subject, values, (rep.start_s, rep.end_s), lambda v: v)


def _sunk(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read what there is less of after the turn, for a quarter of the time at least, than at the turn: below zero.

    Both are read inward from the extreme, as one frame in which a foot is taken for the other is no foot that moves.
    Where the repetition is over within `SINKS_S`, nothing had the time to sink; as somebody sets out or stops, nothing
    passes over the foot as it does under way.
    """
    if rep.end_s - rep.turn_s < SINKS_S or not rep.under_way:
        return None
    landing = _seen(subject, values, rep.turn_s, rep.turn_s + 2 * LANDS_LATE_S)
    after = _seen(subject, values, rep.turn_s + LANDS_LATE_S, rep.end_s)
    if not len(landing) or not len(after):
        return None
    level = float(np.percentile(values[after], 25))
    sunk = level - landing_level(subject.motion.times, values, rep.turn_s)
    as_far = after[int(np.argmin(np.abs(values[after] - level)))]
    return Reading(sunk, float(subject.motion.times[as_far]))


def _range(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    known = _seen(subject, values, rep.start_s, rep.end_s)
    return Reading(float(np.ptp(values[known])), rep.turn_s) if len(known) else None


def _lasted(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read how long the repetition took; the curve is only there to be drawn."""
    return Reading(rep.duration_s, rep.turn_s)


def _furthest(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    return _extreme(subject, values, (rep.start_s, rep.end_s), np.abs)


def _spread(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    known = _seen(subject, values, *(rep.hold or (rep.start_s, rep.end_s)))
    if not len(known):
        return None
    low, high = np.percentile(values[known], MIDDLE_95)
    middle = float(np.median(values[known]))
    furthest = known[int(np.argmax(np.abs(values[known] - middle)))]
    return Reading(float(high - low), float(subject.motion.times[furthest]))


def _hold(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    if rep.hold is None:
        return None
    known = _seen(subject, values, *rep.hold)
    return Reading(float(np.median(values[known])), sum(rep.hold) / 2) if len(known) else None


def _hold_worst(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read the largest of the hold and of what goes on as still around it, as what is lost may have ended the hold."""
    return None if rep.hold is None else _extreme(subject, values, rep.around_hold or rep.hold, lambda v: v)


def _hold_change(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read what the last fifth of the hold has more than the first, made good for the ends that are left out."""
    if rep.hold is None or rep.hold_s is None:
        return None
    start_s, end_s = rep.hold
    first = _seen(subject, values, start_s, start_s + FIFTH * rep.hold_s)
    last = _seen(subject, values, end_s - FIFTH * rep.hold_s, end_s)
    if not len(first) or not len(last):
        return None
    change = float(np.median(values[last]) - np.median(values[first])) / (1 - FIFTH)
    return Reading(change, end_s)


def _way_over(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    back_s = rep.turned_back_s if rep.turned_back_s is not None else rep.turn_s
    far_s = (rep.turn_s + back_s) / 2 if back_s > rep.turn_s else rep.end_s
    return _extreme(subject, values, (rep.start_s, far_s), lambda v: v)


def _far_side(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    if rep.turned_back_s is None or rep.turned_back_s <= rep.turn_s:
        return None
    return _extreme(subject, values, (rep.turn_s, rep.turned_back_s), np.negative)


def _change(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read what the turn has more than the start."""
    times = subject.motion.times
    start = values[(np.abs(times - rep.start_s) <= AROUND_ENDS_S) & np.isfinite(values)]
    turn = _turn(subject, side, values, rep)
    return Reading(turn.value - float(np.median(start)), turn.at_s) if turn and len(start) else None


def _back_up(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read where the way back slows down: there it ends, also if something else follows at once, however fast."""
    times = subject.motion.times
    back = np.flatnonzero((times >= rep.turn_s) & (times <= rep.end_s + AROUND_ENDS_S) & np.isfinite(values))
    if len(back) < LEAST_SAMPLES:
        return None
    speed = -np.gradient(values[back], times[back])
    still_down = values[back] >= (np.max(values[back]) + np.min(values[back])) / 2
    fastest = int(np.argmax(np.where(still_down, speed, -np.inf)))
    slow = np.flatnonzero(speed[fastest:] < SLOW_SHARE * speed[fastest])
    at = back[fastest + int(slow[0])] if len(slow) else back[-1]
    return Reading(float(values[at]), float(times[at]))


def _counted(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read how often balance was lost; the curve is only there to be drawn."""
    return Reading(float(rep.touch_downs), rep.turn_s)


def _held(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read how long the hold lasted; the curve is only there to be drawn."""
    return Reading(rep.hold_s, rep.hold[1]) if rep.hold is not None and rep.hold_s is not None else None


DROP_AT_60_DEG = 0.15
"""How far the hips have sunk, as a fraction of standing hip height, when the knees are bent 60 deg on the way down.

From the front no knee angle can be read; the sinking of the hips can. Set from the tuning phantoms (docs/ACCURACY.md).
"""


def _at_60_deg(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    times = subject.motion.times
    down = np.flatnonzero((times >= rep.start_s) & (times <= rep.turn_s))
    past = down[subject.hip_drop[down] >= DROP_AT_60_DEG]
    if not len(past):
        return None
    moment_s = float(times[past[0]])
    near = (np.abs(times - moment_s) <= AROUND_TURN_S) & np.isfinite(values)
    return Reading(float(np.mean(values[near])), moment_s) if near.any() else None


BOTTOM = Moment("bottom", "bottom of the rep", _turn)
TOP = Moment("top", "top of the step", _turn)
WORST = Moment("worst", "worst of the rep", _worst)
FURTHEST = Moment("worst_abs", "furthest of the rep", _furthest)
AT_60_DEG = Moment("at_60_deg", "60 deg of knee flexion", _at_60_deg)
SPREAD = Moment("spread", "back and forth within the rep", _spread, averaged=False)
HOLD = Moment("hold", "middle of the hold", _hold)
HOLD_WORST = Moment("hold_worst", "worst of the hold", _hold_worst)
HOLD_CHANGE = Moment("hold_change", "from the beginning to the end of the hold", _hold_change)
HELD = Moment("held", "length of the hold", _held, averaged=False)
WAY_OVER = Moment("over", "highest on the way over", _way_over)
FAR_SIDE = Moment("far_side", "lowest on the far side", _far_side)
HIGHEST = Moment("highest", "highest of the rep", _worst)
LOWEST = Moment("lowest", "lowest of the rep", _worst)
SUNK = Moment("sunk", "after the turn of the rep against the turn", _sunk)
RANGE = Moment("range", "from lowest to highest of the rep", _range)
LASTED = Moment("lasted", "whole rep", _lasted, averaged=False)
CHANGE = Moment("change", "bottom of the rep against its start", _change)
BACK_UP = Moment("back_up", "top of the rep", _back_up)
COUNTED = Moment("counted", "whole repetition", _counted, averaged=False)
