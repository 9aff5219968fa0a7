"""Feet on the floor."""

from __future__ import annotations

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.angles import rise_above_horizontal


@measure(
    "heel_lift_deg",
    unit="deg",
    positive_means="heel up",
    views=(SIDE_ON,),
    parts=("heel", "toe"),
    source="ours",
)
def heel_lift(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the sole is pitched heel-up against standing. Only the nearer foot can be read from the side."""
    heel, toe = subject.sagittal_point("heel", side), subject.sagittal_point("toe", side)
    pitch = -rise_above_horizontal(heel, toe, subject.forward)
    return pitch - subject.at_rest(pitch)
