"""How the clam shell's measures are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.report.drawings import Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Place, Role, Tag
from evenstride.report.pose import Pose

ABOVE = (0, -1)


def _place(point: Floats) -> Place:
    return float(point[0]), float(point[1])


@drawing("knee_opening_deg")
def knee_over_its_hinge(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from hip to ankle, about which the knee turns, and how high the knee is over it."""
    hip, knee, ankle = (pose.at(part, side) for part in ("hip", "knee", "ankle"))
    if not pose.knows(hip, knee, ankle):
        return ()
    line = ankle - hip
    share = float(np.dot(knee - hip, line) / max(float(np.dot(line, line)), 1e-9))
    return (
        Line(_place(hip), _place(ankle), Role.GUIDE, side),
        Line(_place(hip + share * line), _place(knee), Role.MEASURE, side),
        Dot(_place(hip), side),
        Dot(_place(knee), side),
        Dot(_place(ankle), side),
        Tag(_place(knee), reading.text, side, ABOVE),
    )


@drawing("heel_gap_pct")
def heel_over_heel(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from one heel to the other."""
    upper, lower = pose.at("heel", side), pose.at("heel", side.mirror())
    if not pose.knows(upper, lower):
        return ()
    return (
        Line(_place(lower), _place(upper), Role.MEASURE, side),
        Dot(_place(upper), side),
        Dot(_place(lower), side.mirror()),
        Tag(_place(upper), reading.text, side, ABOVE),
    )
