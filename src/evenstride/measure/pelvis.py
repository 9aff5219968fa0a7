"""The pelvis seen from the front."""

from __future__ import annotations

import numpy as np

from evenstride.measure.depth import TURNS_WITH_THE_CAMERA, hip_behind_knee_px, knee_ahead_px
from evenstride.measure.registry import measure
from evenstride.measure.stepping import knee_raise
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side


def _shift_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length that hips ahead of the ankles move to the right per degree of yaw."""
    ahead = np.mean([knee_ahead_px(subject, s) - hip_behind_knee_px(subject, s) for s in SIDES], axis=0)
    return np.asarray(TURNS_WITH_THE_CAMERA * 100 * ahead / subject.leg_px * np.radians(1.0))


@measure(
    "hip_shift_pct",
    unit="% leg length",
    positive_means="toward the runner's right",
    views=(FRONT,),
    parts=("hip", "ankle"),
    source="ours",
    sided=False,
    per_degree_of_yaw=_shift_per_degree_of_yaw,
)
def hip_shift(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the middle of the hips has moved sideways over the feet, against standing."""
    offset = subject.motion.middle("hip") - subject.motion.middle("ankle")
    shift = 100 * subject.sideways_px(offset) / subject.leg_px
    shift = shift - subject.yaw.value * _shift_per_degree_of_yaw(subject, side)
    return shift - subject.at_rest(shift)


def rises_to_the_left(subject: Subject, part: str) -> Floats:
    """Return (T,) deg the line from the right to the left of a pair of joints rises in the picture."""
    across = subject.motion.point(part, LEFT) - subject.motion.point(part, RIGHT)
    return np.asarray(np.degrees(np.arctan2(-across[:, 1], np.abs(across[:, 0]))))


RIDES_UP_DEG = 12.0
"""How far a hip seems to ride up when its knee is raised by a leg's length: the pose model takes the top of a raised
thigh for the joint. Between what the planned and the recorded tuning phantoms show (19 and 5)."""


def _seeming_tilt(subject: Subject, raised: Side) -> Floats | float:
    """Return (T,) deg the left hip only seems higher while one leg is raised; 0 where no leg is meant."""
    if raised not in SIDES:
        return 0.0
    return knee_raise(subject, raised) * (RIDES_UP_DEG if raised is LEFT else -RIDES_UP_DEG)


@measure(
    "pelvic_tilt_deg",
    unit="deg",
    positive_means="left hip higher",
    views=(FRONT,),
    parts=("hip",),
    source="dingenen2018",
    sided=False,
)
def pelvic_tilt(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line through the hips tilts in the picture, against standing; `side` is a raised leg."""
    tilt = rises_to_the_left(subject, "hip")
    return tilt - subject.at_rest(tilt) - _seeming_tilt(subject, side)
