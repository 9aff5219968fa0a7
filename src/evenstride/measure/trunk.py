"""The trunk, forwards and sideways."""

from __future__ import annotations

import numpy as np

from evenstride.measure.depth import TURNS_WITH_THE_CAMERA, shoulders_ahead_px
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT, SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import RIGHT, SIDES, Side
from evenstride.signal.angles import lean_from_vertical, length


@measure(
    "trunk_lean_deg",
    unit="deg",
    positive_means="forward",
    views=(SIDE_ON,),
    parts=("hip", "shoulder"),
    source="fms2015",
    sided=False,
)
def trunk_lean(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line from mid-hip to mid-shoulder leans forward of the vertical."""
    return lean_from_vertical(subject.sagittal_middle("hip"), subject.sagittal_middle("shoulder"), subject.forward)


UPRIGHT_AHEAD = 0.1
"""How far ahead of the hips the shoulders of somebody on one leg are, as a share of the trunk; too little to be read
from how short the trunk looks. On the tuning phantoms guessing it made the lean two and a half times as unsure."""


def _lean_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg that shoulders ahead of the hips lean to the right per degree of camera yaw."""
    if side in SIDES:
        return np.full(len(subject.motion), UPRIGHT_AHEAD)
    trunk = length(subject.motion.middle("shoulder") - subject.motion.middle("hip"))
    return np.asarray(TURNS_WITH_THE_CAMERA * shoulders_ahead_px(subject) / trunk)


@measure(
    "trunk_lateral_lean_deg",
    unit="deg",
    positive_means="toward the runner's right",
    views=(FRONT,),
    parts=("hip", "shoulder"),
    source="dingenen2014",
    sided=False,
    per_degree_of_yaw=_lean_per_degree_of_yaw,
)
def trunk_lateral_lean(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line from mid-hip to mid-shoulder leans sideways, standing posture subtracted.

    `side` is the raised leg of somebody who stands on the other one, with the trunk upright.
    """
    to_the_right = -subject.medial(RIGHT)
    lean = lean_from_vertical(subject.motion.middle("hip"), subject.motion.middle("shoulder"), to_the_right)
    lean = lean - subject.yaw.value * _lean_per_degree_of_yaw(subject, side)
    return lean - subject.at_rest(lean)
