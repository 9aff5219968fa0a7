"""How the measures of who lies on the back are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.drawings import Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Role, Tag, place
from evenstride.report.pose import Pose


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
        Line(place(shoulders), place(knee), Role.GUIDE, side),
        Line(place(shoulders), place(hips), Role.MEASURE, side),
        Line(place(hips), place(knee), Role.MEASURE, side),
        *(Dot(place(np.asarray(point)), side) for point in (shoulders, hips, knee)),
        Tag(place(hips), reading.text, side, (0, 1)),
    )
