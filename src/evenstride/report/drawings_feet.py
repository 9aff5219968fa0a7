"""How the measures of feet that rise and walk are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.report.drawings import Crop, Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Place, Role, Tag
from evenstride.report.pose import Pose

ABOVE = (0, -1)


def _place(point: Floats) -> Place:
    return float(point[0]), float(point[1])


@drawing("forefoot_up_deg", crop=Crop.LEGS)
def sole_against_level(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from heel to toes against the level through the heel."""
    heel, toe = pose.at("heel", side), pose.at("toe", side)
    if not pose.knows(heel, toe):
        return ()
    return (
        Line(_place(heel), _place(np.array([toe[0], heel[1]])), Role.GUIDE, side),
        Line(_place(heel), _place(toe), Role.MEASURE, side),
        Dot(_place(heel), side),
        Dot(_place(toe), side),
        Tag(_place(toe), reading.text, side, ABOVE),
    )


@drawing("step_length_pct", crop=Crop.LEGS)
def ankle_ahead_of_ankle(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw how far one ankle is from the other along the floor."""
    own, other = pose.at("ankle", side), pose.at("ankle", side.mirror())
    if not pose.knows(own, other):
        return ()
    corner = np.array([own[0], other[1]])
    return (
        Line(_place(other), _place(corner), Role.MEASURE, side),
        Dot(_place(own), side),
        Dot(_place(other), side.mirror()),
        Tag(_place((other + corner) / 2), reading.text, side, ABOVE),
    )
