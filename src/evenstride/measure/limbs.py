"""Thigh and shank against the room."""

from __future__ import annotations

import numpy as np

from evenstride.measure.leg_in_space import leg_in_space
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.angles import lean_from_vertical


@measure(
    "thigh_below_horizontal_deg",
    unit="deg",
    positive_means="hip joint below knee",
    views=(SIDE_ON, FRONT),
    parts=("hip", "knee"),
    source="fms2015",
)
def thigh_below_horizontal(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg by which the thigh has passed the horizontal: 0 parallel to the floor, -90 upright.

    From the height of the hip joint over the knee against the thigh's length while standing: a bone keeps its length,
    so its direction in the picture, which leans on where exactly the two joints are seen, need not be trusted. From the
    front the leg is put back into space first: a camera that looks down sees the hip behind the knee too high.
    """
    if subject.view is View.FRONT:
        leg = leg_in_space(subject, side)
        return np.degrees(np.arcsin(np.clip((leg.hip - leg.knee)[:, 1] / leg.thigh_px, -1.0, 1.0)))
    rise = subject.sagittal_point("hip", side)[:, 1] - subject.sagittal_point("knee", side)[:, 1]
    return np.degrees(np.arcsin(np.clip(rise / subject.thigh_px(side), -1.0, 1.0)))


@measure(
    "shank_lean_deg",
    unit="deg",
    positive_means="knee ahead of ankle",
    views=(SIDE_ON,),
    parts=("knee", "ankle"),
    source="fms2015",
)
def shank_lean(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the shank leans forward of the vertical."""
    ankle, knee = subject.sagittal_point("ankle", side), subject.sagittal_point("knee", side)
    return lean_from_vertical(ankle, knee, subject.forward)


def hip_drop(subject: Subject) -> Floats:
    """Return (T,) how far the hips have sunk, as a fraction of standing hip height: the squat's signal."""
    return subject.hip_drop
