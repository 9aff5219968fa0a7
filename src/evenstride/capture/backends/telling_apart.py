"""On hands and knees the plain and the mirrored look name the limbs each in its own way: put right before blending.

Two thighs or two arms side by side look alike, and in the middle of a hold a pose model may exchange them in one of the
two looks alone. Blended, each would come to lie half-way to the other.
"""

from __future__ import annotations

import numpy as np

from evenstride.capture.swaps import LEG_PARTS, SMALLEST_JUMP, exchanged
from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.signal.angles import length
from evenstride.signal.posture import is_on_all_fours

ARM_PARTS = ("elbow", "wrist")

CLEARLY_CLOSER = 0.6
"""Limbs have changed places when that brings them this much nearer to where they were just before ..."""

NEWEST_WEIGHS = 0.3
"""... which is a running mean that each frame moves by this share, so that one frame half-way between loses nothing."""


def told_apart(motion: Motion) -> Motion:
    """Return a motion of alternating looks, not blended yet, with each limb under one name; or as it came if upright.

    Standing legs cross while they move, which a running mean cannot follow; there jumps are mended afterwards.
    """
    if not is_on_all_fours(motion):
        return motion
    thighs = [length(motion.point("hip", side) - motion.point("knee", side)) for side in (LEFT, RIGHT)]
    smallest_px = 2 * SMALLEST_JUMP * 2 * float(np.nanmedian(thighs))
    for parts in (LEG_PARTS, ARM_PARTS):
        left, right = ([motion.skeleton.index(part, side) for part in parts] for side in (LEFT, RIGHT))
        changed = _changed_places(motion.points[:, left], motion.points[:, right], smallest_px)
        if changed.mean() > 0.5:
            changed = ~changed
        if changed.any():
            motion = exchanged(motion, changed, left, right)
    return motion


def _changed_places(left: Floats, right: Floats, smallest_px: float) -> Bools:
    """Return (T,) where the limbs (T, P, 2) bear each other's names, the first frame that shows both taken as right."""
    changed = np.zeros(len(left), dtype=bool)
    shown = np.flatnonzero(np.isfinite(left).all(axis=(1, 2)) & np.isfinite(right).all(axis=(1, 2)))
    if not len(shown):
        return changed
    means = (left[shown[0]], right[shown[0]])
    for frame in shown[1:]:
        as_named, as_exchanged = (left[frame], right[frame]), (right[frame], left[frame])
        kept = sum(_apart_px(now, mean) for now, mean in zip(as_named, means, strict=True))
        other = sum(_apart_px(now, mean) for now, mean in zip(as_exchanged, means, strict=True))
        changed[frame] = kept > smallest_px and other < CLEARLY_CLOSER * kept
        now = as_exchanged if changed[frame] else as_named
        means = tuple(mean + NEWEST_WEIGHS * (limb - mean) for limb, mean in zip(now, means, strict=True))
    return changed


def _apart_px(one: Floats, other: Floats) -> float:
    """Return how far points (P, 2) lie apart, their mean."""
    return float(np.linalg.norm(one - other, axis=-1).mean())
