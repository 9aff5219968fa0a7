"""The trunk's turn about its own long axis."""

from __future__ import annotations

import numpy as np

from evenstride.measure.all_fours import arm_rise_deg
from evenstride.measure.registry import measure
from evenstride.measure.subject import MOST_OFF_SQUARE_DEG, Subject
from evenstride.model.clip import OBLIQUE, SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import length

HALF_OUT = 0.5
WIDTH_SHARE = 0.68
"""How wide the shoulders are as the pose model places them, as a share of the trunk's length."""

SHOULDER_SHARE = 0.7
"""How much of the roll that shoulder tells; the rest the ears, which ride on the middle of both. A shoulder that sinks
goes behind the other one and is placed 0.6 to 0.7 of the way; ears stay in sight. Off by 3.3 deg (root of the mean
square, 290 holds of 122 tuning clips), by the shoulder alone by 4.2; of large rolls that sink by 4.1 instead of 8.8.
Shares of 0.6 to 0.8 do about as well; with this one a degree reads as a degree."""

NEAR_ARM_PULL, FAR_ARM_PULL = 0.05, 0.02
"""How far an arm stretched out level pulls up the shoulder it hangs on, as a share of the trunk's length: 0.046 and
0.018 over 102 and 90 holds of the tuning phantoms, 32 bodies."""


def _per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg of roll that a degree of yaw adds by making the trunk, and so its width, look longer."""
    off_square = np.radians(min(subject.off_square_deg, MOST_OFF_SQUARE_DEG))
    return np.asarray(np.radians(1.0) * np.tan(off_square) * trunk_roll.series(subject, side))


@measure(
    "trunk_roll_deg",
    unit="deg",
    positive_means="right side down",
    views=(SIDE_ON, OBLIQUE),
    parts=("hip", "shoulder"),
    source="ours",
    per_degree_of_yaw=_per_degree_of_yaw,
)
def trunk_roll(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the trunk has rolled against all fours, told by the shoulder of the arm that is stretched out.

    That one sinks in the picture or rises, and the head with the middle of both by half of it; the other one stays over
    its arm, and what it seems to do is not the trunk's. How wide the body is cannot be seen from the side and is taken
    from the trunk's length. The hips add nothing: a raised thigh drags its hip keypoint along.
    """
    trunk_px = subject.at_rest(length(subject.sagittal_middle("shoulder") - subject.sagittal_middle("hip")))
    out = {one: arms_out(subject, one) for one in SIDES}
    sunk = {}
    for one in SIDES:
        row = subject.motion.point("shoulder", one)[:, 1]
        pull = NEAR_ARM_PULL if one is subject.near_side else FAR_ARM_PULL
        sunk[one] = (row - subject.at_rest(row)) / trunk_px + pull * out[one]
    right = np.clip(0.5 + out[RIGHT] - out[LEFT], 0.0, 1.0)
    told = right * sunk[RIGHT] - (1.0 - right) * sunk[LEFT]
    by_ears = 2.0 * _ears_sunk_px(subject) / trunk_px * (2.0 * right - 1.0)
    told = np.where(np.isfinite(by_ears), SHOULDER_SHARE * told + (1.0 - SHOULDER_SHARE) * by_ears, told)
    return np.degrees(np.arcsin(np.clip(told / WIDTH_SHARE, -1.0, 1.0)))


def _ears_sunk_px(subject: Subject) -> Floats:
    """Return (T,) px the ears have come down in the picture against all fours, or the one that is seen."""
    rows = (subject.motion.point("ear", one)[:, 1] for one in SIDES)
    left, right = (row - subject.at_rest(row) for row in rows)
    return np.asarray((np.fmax(left, right) + np.fmin(left, right)) / 2)


def arms_out(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far an arm is stretched out: 0 supporting, 1 level, as which a hidden one counts by itself."""
    own, other = (np.clip(arm_rise_deg(subject, one) / 90.0, 0.0, 1.0) for one in (side, side.mirror()))
    return np.where(np.isfinite(own), own, (other < HALF_OUT).astype(float))
