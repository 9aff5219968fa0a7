"""How the measures of feet that rise and walk are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.report.drawings import Crop, Reading, against, drawing
from evenstride.report.marks import Dot, Line, Mark, Role, Tag, direction_deg, place
from evenstride.report.pose import Pose

ABOVE = (0, -1)


@drawing("forefoot_up_deg", crop=Crop.LEGS)
def sole_against_landing(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from heel to toes against how the foot was put down."""
    heel, toe = pose.at("heel", side), pose.at("toe", side)
    if not pose.knows(heel, toe):
        return ()
    down = 1.0 if toe[0] >= heel[0] else -1.0
    landed_deg = direction_deg(heel, toe) + down * reading.value
    marks = against(pose, side, heel, toe, landed_deg, reading, reach=1.25)
    ends = [heel, toe, *(np.array(mark.end) for mark in marks if isinstance(mark, Line))]
    highest = min(ends, key=lambda end: float(end[1]))
    return (*(m for m in marks if not isinstance(m, Tag)), Tag(place(highest), reading.text, side, ABOVE))


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
