"""Whether somebody stands or is on hands and knees, told from heights in the picture, so from any side."""

from __future__ import annotations

import numpy as np

from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import SIDES
from evenstride.signal.angles import length

LEVEL_SHARE = 0.6
"""Two places lie level, or one lies clearly above the other, by this share of the thigh."""

LEAST_OF_CLIP = 0.5
"""Who is on hands and knees for this share of a clip came to do something there."""

STILL_DOWN_DEG = 12.0
"""A limb on the floor keeps within this of its usual direction there."""


def hands_and_knees(motion: Motion) -> Bools:
    """Return (T,) where a hand, a knee and a foot are on one floor, with the hips well above; one of each is enough.

    Seen head-on, what is further back on the floor lies higher in the picture, and the feet hide behind the knees.
    """
    thigh = _thigh_px(motion)
    if not np.isfinite(thigh):
        return np.zeros(len(motion), dtype=bool)
    hand, knee, ankle = (_lowest(motion, part) for part in ("wrist", "knee", "ankle"))
    hip, shoulder = (_between(motion, part) for part in ("hip", "shoulder"))
    margin = LEVEL_SHARE * thigh
    with np.errstate(invalid="ignore"):
        level = (np.abs(hand - knee) < margin) & ~(ankle - knee >= margin)
        return np.asarray(level & (knee - hip > margin) & (hand - shoulder > margin))


def is_on_all_fours(motion: Motion) -> bool:
    """Tell whether the clip is about somebody on hands and knees."""
    return bool(hands_and_knees(motion).mean() >= LEAST_OF_CLIP)


def all_four_down(motion: Motion) -> Bools:
    """Return (T,) where both hands and both knees are on the floor: the pose that a bird dog starts from.

    A limb that was not seen hides behind the one that was, and is taken to be down with it.
    """
    down = hands_and_knees(motion)
    for start, end in (("shoulder", "wrist"), ("hip", "knee")):
        for side in SIDES:
            along = motion.point(end, side) - motion.point(start, side)
            steepness = np.degrees(np.arctan2(along[:, 1], np.abs(along[:, 0])))
            known = steepness[down & np.isfinite(steepness)]
            if len(known):
                usual = float(np.percentile(known, 75))
                down = down & ~(steepness < usual - STILL_DOWN_DEG)
    return np.asarray(down)


def _thigh_px(motion: Motion) -> float:
    """Return the length of the longer-looking thigh: a thigh that stands on its knee is seen in full from any side."""
    lengths = [length(motion.point("hip", s) - motion.point("knee", s)) for s in SIDES]
    known = [one[np.isfinite(one)] for one in lengths]
    return max((float(np.median(one)) for one in known if len(one)), default=float("nan"))


def _lowest(motion: Motion, part: str) -> Floats:
    """Return (T,) px the row of the lower one of a pair, or of the one that was seen."""
    return np.asarray(np.fmax(*(motion.point(part, s)[:, 1] for s in SIDES)))


def _between(motion: Motion, part: str) -> Floats:
    """Return (T,) px the row halfway between a pair, or of the one that was seen."""
    left, right = (motion.point(part, s)[:, 1] for s in SIDES)
    return np.asarray((np.fmax(left, right) + np.fmin(left, right)) / 2)
