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

    That one sinks in the picture or rises; the other one stays over its arm, and what it seems to do is not the
    trunk's. How wide the body is cannot be seen from the side and is taken from the trunk's length. The hips add
    nothing: a raised thigh drags its hip keypoint along.
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
    return np.degrees(np.arcsin(np.clip(told / WIDTH_SHARE, -1.0, 1.0)))


def arms_out(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far an arm is stretched out: 0 supporting, 1 level, as which a hidden one counts by itself."""
    own, other = (np.clip(arm_rise_deg(subject, one) / 90.0, 0.0, 1.0) for one in (side, side.mirror()))
    return np.where(np.isfinite(own), own, (other < HALF_OUT).astype(float))
