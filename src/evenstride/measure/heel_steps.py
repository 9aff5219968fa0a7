"""Walking across the picture on the heels: steps, how long they are, and whether the forefeet stay up."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.smoothing import lowpass

STRIDES_HZ = 2.0
"""Two steps make a stride; quicker changes than this are feet that are taken for each other as they pass."""


def left_ahead_pct(subject: Subject) -> Floats:
    """Return (T,) % of leg length the left ankle is to the right of the other one in the picture, smoothed."""
    left, right = (subject.sagittal_point("ankle", side)[:, 0] for side in SIDES)
    return lowpass(np.asarray(100 * (left - right) / subject.leg_px), subject.motion.rate_hz, STRIDES_HZ)


def hips_along(subject: Subject) -> Floats:
    """Return (T,) how far along the picture the hips are, in leg lengths, to the right."""
    return np.asarray(subject.sagittal_middle("hip")[:, 0] / subject.leg_px)


@measure(
    "forefoot_up_deg",
    unit="deg",
    positive_means="toes up",
    views=(SIDE_ON,),
    parts=("heel", "toe"),
    source="ours",
)
def forefoot_up(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line from heel to toes rises above level, whichever way the walk goes."""
    along = subject.sagittal_point("toe", side) - subject.sagittal_point("heel", side)
    return np.asarray(np.degrees(np.arctan2(-along[:, 1], np.abs(along[:, 0]))))


@measure(
    "step_length_pct",
    unit="% leg length",
    positive_means="apart",
    views=(SIDE_ON,),
    parts=("ankle",),
    source="ours",
)
def step_length(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the ankles are apart along the picture: most when a foot is put down."""
    return np.abs(left_ahead_pct(subject))
