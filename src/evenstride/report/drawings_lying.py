"""How the measures of who lies on the back are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.drawings import Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Place, Role, Tag
from evenstride.report.pose import Pose


def _place(point: Floats) -> Place:
    return float(point[0]), float(point[1])


def _planted_knee(pose: Pose) -> Floats:
    """Return the knee over the lower foot, whichever the pose model calls it."""
    known = [s for s in SIDES if pose.knows(pose.at("ankle", s), pose.at("knee", s))]
    lower = max(known, key=lambda s: float(pose.at("ankle", s)[1]), default=Side.LEFT)
    return pose.at("knee", lower)


@drawing("hip_line_deg", "hip_sink_deg")
def hips_under_the_line(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw shoulders, hips and the knee over the planted foot, against the straight line between the two ends."""
    shoulders, hips, knee = pose.middle("shoulder"), pose.middle("hip"), _planted_knee(pose)
    if not pose.knows(shoulders, hips, knee):
        return ()
    return (
        Line(_place(shoulders), _place(knee), Role.GUIDE, side),
        Line(_place(shoulders), _place(hips), Role.MEASURE, side),
        Line(_place(hips), _place(knee), Role.MEASURE, side),
        *(Dot(_place(np.asarray(point)), side) for point in (shoulders, hips, knee)),
        Tag(_place(hips), reading.text, side, (0, 1)),
    )
