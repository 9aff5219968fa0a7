"""How the clam shell's measures are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.report.drawings import Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Role, Tag, place
from evenstride.report.pose import Pose

ABOVE = (0, -1)


@drawing("knee_opening_deg")
def knee_over_its_hinge(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from hip to ankle, about which the knee turns, and how high the knee is over it."""
    hip, knee, ankle = (pose.at(part, side) for part in ("hip", "knee", "ankle"))
    if not pose.knows(hip, knee, ankle):
        return ()
    line = ankle - hip
    share = float(np.dot(knee - hip, line) / max(float(np.dot(line, line)), 1e-9))
    return (
        Line(place(hip), place(ankle), Role.GUIDE, side),
        Line(place(hip + share * line), place(knee), Role.MEASURE, side),
        Dot(place(hip), side),
        Dot(place(knee), side),
        Dot(place(ankle), side),
        Tag(place(knee), reading.text, side, ABOVE),
    )


@drawing("heel_gap_pct")
def heel_over_heel(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from one heel to the other."""
    upper, lower = pose.at("heel", side), pose.at("heel", side.mirror())
    if not pose.knows(upper, lower):
        return ()
    return (
        Line(place(lower), place(upper), Role.MEASURE, side),
        Dot(place(upper), side),
        Dot(place(lower), side.mirror()),
        Tag(place(upper), reading.text, side, ABOVE),
    )
