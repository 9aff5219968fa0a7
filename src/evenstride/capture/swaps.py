"""Left and right legs that the pose model exchanged: found by the jump they make, and exchanged back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.signal.gaps import median_seen, runs

LEG_PARTS = ("knee", "ankle", "heel", "toe")
CLEARLY_CLOSER = 0.5
"""Exchanging counts as a swap when it at least halves the jump from one frame to the next ..."""

SMALLEST_JUMP = 0.06
"""... and that jump is more than this fraction of the leg: crossing legs lie closer together than that."""

MOST_UNSETTLED = 0.4
"""When the rarer of the two assignments covers more than this share of the frames, nobody can say which is right."""


@dataclass(frozen=True, eq=False)
class MendedLegs:
    """The motion with its legs put right; `swapped` (T,) where they were exchanged; `settled` if that is no guess."""

    motion: Motion
    swapped: Bools
    settled: bool

    @property
    def spans_s(self) -> list[tuple[float, float]]:
        """When the legs had been exchanged: (from, to) seconds."""
        times = self.motion.times
        return [(float(times[a]), float(times[b - 1])) for a, b in runs(self.swapped)]


def as_seen(motion: Motion) -> MendedLegs:
    """Return the motion with its legs as the pose model named them."""
    return MendedLegs(motion, np.zeros(len(motion), dtype=bool), settled=True)


def mend_leg_swaps(motion: Motion) -> MendedLegs:
    """Return the motion with exchanged legs exchanged back, by following each leg from frame to frame."""
    left = [motion.skeleton.index(part, LEFT) for part in LEG_PARTS]
    right = [motion.skeleton.index(part, RIGHT) for part in LEG_PARTS]
    flips = _flips(motion.points[:, left], motion.points[:, right], _leg_px(motion))
    swapped = np.logical_xor.accumulate(flips)
    if swapped.mean() > 0.5:
        swapped = ~swapped
    settled = bool(swapped.mean() <= MOST_UNSETTLED)
    if not swapped.any():
        return MendedLegs(motion, swapped, settled)
    return MendedLegs(exchanged(motion, swapped, left, right), swapped, settled)


def _leg_px(motion: Motion) -> float:
    return median_seen(np.linalg.norm(motion.middle("hip") - motion.middle("ankle"), axis=-1))


def _flips(left: Floats, right: Floats, leg_px: float) -> Bools:
    """Return (T,) True at frames where the two legs (T, P, 2) changed places since the last frame that showed both."""
    flips = np.zeros(len(left), dtype=bool)
    shown = np.flatnonzero(np.isfinite(left).all(axis=(1, 2)) & np.isfinite(right).all(axis=(1, 2)))
    last, now = shown[:-1], shown[1:]
    kept = _distance(left[now], left[last]) + _distance(right[now], right[last])
    exchanged = _distance(left[now], right[last]) + _distance(right[now], left[last])
    flips[now] = (kept > 2 * SMALLEST_JUMP * leg_px) & (exchanged < CLEARLY_CLOSER * kept)
    return flips


def _distance(a: Floats, b: Floats) -> Floats:
    """Return (T,) px that points (T, P, 2) lie apart, their mean."""
    return np.asarray(np.linalg.norm(a - b, axis=-1).mean(axis=-1))


def exchanged(motion: Motion, swapped: Bools, left: list[int], right: list[int]) -> Motion:
    """Return the motion with keypoints `left` and `right` exchanged in the frames that are `swapped` (T,)."""
    rows = np.flatnonzero(swapped)[:, None]
    order_from, order_to = left + right, right + left

    def exchange(values: Floats) -> Floats:
        result = values.copy()
        result[rows, order_from] = values[rows, order_to]
        return result

    depth = None if motion.depth is None else exchange(motion.depth)
    return replace(motion, points=exchange(motion.points), confidence=exchange(motion.confidence), depth=depth)
