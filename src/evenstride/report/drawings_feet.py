"""How the measures of feet that rise and walk are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.report.drawings import Crop, Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Role, Tag, place
from evenstride.report.pose import Pose

ABOVE = (0, -1)


@drawing("forefoot_up_deg", crop=Crop.LEGS)
def sole_against_level(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from heel to toes against the level through the heel."""
    heel, toe = pose.at("heel", side), pose.at("toe", side)
    if not pose.knows(heel, toe):
        return ()
    return (
        Line(place(heel), place(np.array([toe[0], heel[1]])), Role.GUIDE, side),
        Line(place(heel), place(toe), Role.MEASURE, side),
        Dot(place(heel), side),
        Dot(place(toe), side),
        Tag(place(toe), reading.text, side, ABOVE),
    )


@drawing("step_length_pct", crop=Crop.LEGS)
def ankle_ahead_of_ankle(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw how far one ankle is from the other along the floor."""
    own, other = pose.at("ankle", side), pose.at("ankle", side.mirror())
    if not pose.knows(own, other):
        return ()
    corner = np.array([own[0], other[1]])
    return (
        Line(place(other), place(corner), Role.MEASURE, side),
        Dot(place(own), side),
        Dot(place(other), side.mirror()),
        Tag(place((other + corner) / 2), reading.text, side, ABOVE),
    )
