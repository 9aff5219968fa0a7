"""Walking across the picture on the heels: how far, and whether the forefeet stay up."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.smoothing import lowpass

LEAD_HZ, HIPS_HZ = 4.0, 2.0
"""Quicker changes than the first are no feet that go, than the second no hips."""


def left_ahead(subject: Subject) -> Floats:
    """Return (T,) leg lengths the left foot, ankle and heel, is to the right of the other one in the picture."""
    left, right = (
        (subject.sagittal_point("ankle", side)[:, 0] + subject.sagittal_point("heel", side)[:, 0]) / 2 for side in SIDES
    )
    return lowpass(np.asarray((left - right) / subject.leg_px), subject.motion.rate_hz, LEAD_HZ)


def hips_along(subject: Subject) -> Floats:
    """Return (T,) how far along the picture the hips are, in leg lengths, to the right."""
    along = np.asarray(subject.sagittal_middle("hip")[:, 0] / subject.leg_px)
    return lowpass(along, subject.motion.rate_hz, HIPS_HZ)


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
    positive_means="onward",
    views=(SIDE_ON,),
    parts=("hip",),
    source="ours",
)
def step_length(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the hips have gone the way the runner mostly faces, from where they were first seen.

    They go as far from pass to pass as a step is long.
    """
    along = hips_along(subject)
    known = along[np.isfinite(along)]
    return np.asarray(100 * subject.forward * (along - (known[0] if len(known) else 0.0)))
