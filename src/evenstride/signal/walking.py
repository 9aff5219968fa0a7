"""Which way somebody walks across the picture, told from the way the feet point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import SIDES
from evenstride.signal.gaps import percentile_seen, runs
from evenstride.signal.smoothing import lowpass

TURNING_HZ = 1.0
"""Nobody turns round more quickly; feet that are taken for each other as they pass change nothing at this pace."""

SIDE_ON_SHARE = 0.7
"""Feet that look this long, as a share of their usual length, point along the picture; else the walker is turning."""

SHORTEST_WAY_S = 0.5

WALKING_S, WALKING = 0.5, 0.12
"""Whose hips go on by so many leg lengths in the first so many seconds is walking as a way begins. Hips that settled
after one of 178 turns, or before somebody set out, went 0.10 at the most; of 3535 beginnings cut out of walks 99.5 % go
0.13 and more, between two steps as well."""

LANDS_LATE_S, LANDING = 0.08, 95
"""A foot is down so long after it has come as far ahead as it gets, on average of 849 steps of tuning phantoms. How it
is held then is read for as long before and after, at that percentile: inward from its highest, as one frame in which it
is taken for the other foot is no foot that moves."""


WHOLE = 3
"""A way of so many steps or fewer is read whole: there are no others to leave out its ends for."""

Step = TypeVar("Step")


@dataclass(frozen=True, slots=True)
class Way:
    """One length of the room: samples `first` to `last` (exclusive); `ahead` is +1 to the picture's right, -1 left."""

    first: int
    last: int
    ahead: float


def landing_level(times: Floats, values: Floats, turn_s: float) -> float:
    """Return what a curve (T,) at `times` (T,) says as a foot is put down at `turn_s`; NaN where it was not seen."""
    return percentile_seen(values[(times >= turn_s) & (times <= turn_s + 2 * LANDS_LATE_S)], LANDING)


def under_way(steps: Sequence[Step]) -> Sequence[Step]:
    """Return the steps of one way but the first, with which the walker sets out, and the last, with which they stop."""
    return steps if len(steps) <= WHOLE else steps[1:-1]


def walks_already(times: Floats, gone: Floats) -> bool:
    """Tell from how far the hips have gone (T,), in leg lengths, whether somebody was walking as a way began."""
    soon = int(np.searchsorted(times, times[0] + WALKING_S)) + 1
    return bool(gone[:soon][-1] - gone[0] >= WALKING)


def facing(motion: Motion) -> Floats:
    """Return (T,) how much the feet in sight point along the picture: +1 to the right, -1 left, 0 toward or away."""
    each = np.stack([motion.point("toe", side)[:, 0] - motion.point("heel", side)[:, 0] for side in SIDES])
    seen = np.isfinite(each)
    feet = np.where(seen.any(axis=0), np.nansum(each, axis=0) / np.maximum(seen.sum(axis=0), 1), np.nan)
    known = np.abs(feet[np.isfinite(feet)])
    usual = float(np.percentile(known, 75)) if len(known) else 0.0
    looks = feet / usual if usual > 0 else np.full(len(feet), np.nan)
    return lowpass(np.asarray(looks), motion.rate_hz, TURNING_HZ)


def ways(motion: Motion) -> list[Way]:
    """Return the lengths of the room, in order of time, turns left out; one that goes out of sight ends there."""
    looks = facing(motion)
    found = [
        Way(first, last, ahead)
        for ahead in (1.0, -1.0)
        for first, last in runs(np.isfinite(looks) & (ahead * looks > SIDE_ON_SHARE))
        if motion.times[last - 1] - motion.times[first] >= SHORTEST_WAY_S
    ]
    return sorted(found, key=lambda way: way.first)


def one_way(motion: Motion) -> Bools:
    """Return (T,) where the walker goes the way they mostly go; everywhere if they go none."""
    found = ways(motion)
    lengths = {ahead: sum(w.last - w.first for w in found if w.ahead == ahead) for ahead in (1.0, -1.0)}
    mostly = max(lengths, key=lambda ahead: lengths[ahead])
    inside = np.zeros(len(motion), dtype=bool)
    for way in found:
        inside[way.first : way.last] |= way.ahead == mostly
    return inside if inside.any() else np.ones(len(motion), dtype=bool)
