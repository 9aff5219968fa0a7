"""Standing on one leg."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.stepping import foot_lift
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT, SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, Side

OFF_THE_FLOOR = 0.045
"""Fraction of the leg a foot has come up when it has left the floor."""


def hips_beside_foot(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the middle of the hips is inside of its usual place over one ankle that bears all."""
    beside = subject.motion.middle("hip") - subject.motion.point("ankle", side)
    inward = subject.sideways_px(beside) * (1.0 if side is LEFT else -1.0)
    alone = inward[(foot_lift(subject, side.mirror()) > OFF_THE_FLOOR) & np.isfinite(inward)]
    usual = float(np.median(alone)) if len(alone) else subject.at_rest(inward)
    return np.asarray(100 * (inward - usual) / subject.leg_px)


@measure(
    "touch_downs",
    unit="count",
    positive_means="touched down",
    views=(FRONT, SIDE_ON),
    parts=("hip", "ankle"),
    source="fms_hurdle",
)
def touch_downs(subject: Subject, side: Side) -> Floats:
    """Return (T,) 1 while a leg stands alone, 0 while the other foot is down: what a count of touches is counted on."""
    lift = foot_lift(subject, side.mirror())
    return np.where(np.isfinite(lift), np.where(lift > OFF_THE_FLOOR, 1.0, 0.0), np.nan)
