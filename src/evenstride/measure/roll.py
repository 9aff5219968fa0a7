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

WIDTH_SHARE = 0.68
"""How wide the shoulders are as the pose model places them, as a share of the trunk's length."""

ARM_PULL = 0.05
"""How far an arm stretched out level pulls up the shoulder it hangs on, as a share of the trunk's length.

Off the tuning phantoms: 0.04 to 0.06.
"""


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
    """Return (T,) deg the trunk has rolled against all fours, told by the shoulders, while that leg works.

    From any side, one end of a line across the body sinks in the picture as the other rises; how wide the body is
    cannot be seen from there and is taken from the trunk's length. The line through the hips adds nothing: a raised
    thigh drags its hip keypoint along.
    """
    trunk_px = subject.at_rest(length(subject.sagittal_middle("shoulder") - subject.sagittal_middle("hip")))
    sunk = subject.motion.point("shoulder", RIGHT)[:, 1] - subject.motion.point("shoulder", LEFT)[:, 1]
    sunk = (sunk - subject.at_rest(sunk)) / trunk_px
    left, right = (np.clip(np.nan_to_num(arm_rise_deg(subject, s)) / 90.0, 0.0, 1.0) for s in SIDES)
    sunk = sunk - ARM_PULL * (left - right)
    return np.degrees(np.arcsin(np.clip(sunk / WIDTH_SHARE, -1.0, 1.0)))
