"""How high a leg is lifted over the string, and where its heel comes down."""

from __future__ import annotations

import numpy as np

from evenstride.measure.rays import look_down
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.measure.turn_out import knee_nearer_px
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side

HIP_HEIGHT, STRING_HEIGHT = 1.05, 0.6
"""Above the floor, as a share of the leg."""


def _sunk_px(subject: Subject, side: Side, height: float) -> Floats | float:
    """Return (T,) px a raised leg lies lower in a front view only because it is nearer; 0 from the side."""
    if subject.view is not View.FRONT:
        return 0.0
    return knee_nearer_px(subject, side) * look_down(subject, height * subject.leg_px)


@measure(
    "knee_lift_pct",
    unit="% leg length",
    positive_means="knee above hip",
    views=(FRONT, SIDE_ON),
    parts=("hip", "knee"),
    source="ours",
)
def knee_lift(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the knee is above the hip of the same leg: how high the step is."""
    above = subject.motion.point("hip", side)[:, 1] - subject.motion.point("knee", side)[:, 1]
    return np.asarray(100 * (above + _sunk_px(subject, side, HIP_HEIGHT)) / subject.leg_px)


@measure(
    "foot_clearance_pct",
    unit="% leg length",
    positive_means="above the other knee",
    views=(FRONT, SIDE_ON),
    parts=("hip", "knee", "heel", "toe"),
    source="fms_hurdle",
)
def foot_clearance(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the lower of heel and toe is above the knee of the standing leg.

    From the front the foot is taken to be as far ahead as its own knee.
    """
    motion = subject.motion
    lowest = np.maximum(motion.point("heel", side)[:, 1], motion.point("toe", side)[:, 1])
    string = motion.point("knee", side.mirror())[:, 1]
    return np.asarray(100 * (string - lowest + _sunk_px(subject, side, STRING_HEIGHT)) / subject.leg_px)


@measure(
    "heel_tap_pct",
    unit="% leg length",
    positive_means="heel above the floor",
    views=(SIDE_ON,),
    parts=("heel",),
    source="fms_hurdle",
)
def heel_height(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the heel is above where it stood.

    Only from the side: from the front, a floor further ahead and a heel held above it look alike.
    """
    heel = subject.motion.point("heel", side)[:, 1]
    return np.asarray(100 * (subject.at_rest(heel) - heel) / subject.leg_px)
