"""A leg filmed from the front, put back into space.

Each joint lies on its line of sight, a bone's length from the one below: the knee ahead of the ankle, the hip behind
the knee. So what is nearer and looks larger is not taken for what went sideways, and a thigh's slope can be told from a
camera that looks down on it. Lengths are in pixels of the standing runner.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evenstride.measure.rays import joint_ahead, joint_behind, lines_of_sight, look_down, standing_distance_px
from evenstride.measure.subject import Subject
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.angles import length

ANKLE_HEIGHT = 0.09
"""Above the floor, as a share of the leg."""


@dataclass(frozen=True, eq=False)
class LegInSpace:
    """Joints (T, 3) as a level camera straight before the runner would have them: right in the picture, down, away.

    `distance_px` is how far away the ankle is, `thigh_px` and `shank_px` how long the bones are.
    """

    hip: Floats
    knee: Floats
    ankle: Floats
    distance_px: float
    thigh_px: float
    shank_px: float

    def seen_from(self, yaw_deg: float) -> tuple[Floats, Floats, Floats]:
        """Return (T, 2) hip, knee and ankle in the runner's frontal plane, the camera being `yaw_deg` off it."""
        yaw = np.radians(yaw_deg)

        def flat(joint: Floats) -> Floats:
            across = joint[:, 0] * np.cos(yaw) + (self.distance_px - joint[:, 2]) * np.sin(yaw)
            return np.stack([across, joint[:, 1]], axis=1)

        return flat(self.hip), flat(self.knee), flat(self.ankle)


def leg_in_space(subject: Subject, side: Side) -> LegInSpace:
    """Return the leg of a runner who keeps that foot where it is."""
    distance_px = standing_distance_px(subject)
    level = _level_view(subject)
    hip, knee, ankle = (
        lines_of_sight(subject, subject.motion.point(part, side)) @ level for part in ("hip", "knee", "ankle")
    )
    standing = [sight / sight[:, 2:] * distance_px for sight in (hip, knee, ankle)]
    thigh_px, shank_px = (subject.at_rest(length(a - b)) for a, b in pairwise(standing))
    knee_at = joint_ahead(standing[2], knee, shank_px)
    return LegInSpace(joint_behind(knee_at, hip, thigh_px), knee_at, standing[2], distance_px, thigh_px, shank_px)


def _level_view(subject: Subject) -> Floats:
    """Return (3, 3) what turns lines of sight, as rows, into those of a level camera that has the runner before it."""
    ankles = lines_of_sight(subject, subject.motion.middle("ankle"))
    look_down_on_ankle = look_down(subject, ANKLE_HEIGHT * subject.leg_px)
    if not np.isfinite(look_down_on_ankle):
        look_down_on_ankle = subject.at_rest(ankles[:, 1])
    pitch = np.arctan(look_down_on_ankle) - np.arctan(subject.at_rest(ankles[:, 1]))
    tilted = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    hips = lines_of_sight(subject, subject.motion.middle("hip")) @ tilted
    bearing = np.arctan(subject.at_rest(hips[:, 0] / hips[:, 2]))
    turned = np.array([[np.cos(bearing), 0, np.sin(bearing)], [0, 1, 0], [-np.sin(bearing), 0, np.cos(bearing)]])
    return np.asarray(tilted @ turned)
