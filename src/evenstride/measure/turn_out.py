"""How far a leg that is lifted toward the camera turns out."""

from __future__ import annotations

import numpy as np

from evenstride.measure.rays import FOOT_SHARE, at_standing_distance, joint_ahead, lines_of_sight
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT
from evenstride.model.motion import Floats
from evenstride.model.skeleton import RIGHT, Side

THIGH_TELLS = (0.10, 0.25)
"""A thigh points somewhere once this share of it (the second) is level, and nowhere yet below the first."""


def _azimuth_deg(subject: Subject, side: Side, start: Floats, end: Floats) -> Floats:
    """Return (T,) deg a line in space (T, 3) points outward of where the runner faces."""
    along = end - start
    bearing = np.arctan2(start[:, 0], start[:, 2])
    right_in_picture = along[:, 0] * np.cos(bearing) - along[:, 2] * np.sin(bearing)
    toward = -along[:, 0] * np.sin(bearing) - along[:, 2] * np.cos(bearing)
    outward = np.degrees(np.arctan2(-subject.medial(side) * right_in_picture, toward))
    return np.asarray(outward - subject.yaw.value * _per_degree_of_yaw(subject, side))


def _per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg a leg seems to turn out per degree that the camera stands to the runner's left."""
    return np.full(len(subject.motion), 1.0 if side is RIGHT else -1.0)


def hip_in_space(subject: Subject, side: Side) -> Floats:
    """Return (T, 3) where a hip is."""
    return at_standing_distance(subject, subject.motion.point("hip", side))


def knee_in_space(subject: Subject, side: Side) -> Floats:
    """Return (T, 3) where a knee in front of its hip is."""
    sight = lines_of_sight(subject, subject.motion.point("knee", side))
    return joint_ahead(hip_in_space(subject, side), sight, subject.thigh_px(side))


def knee_nearer_px(subject: Subject, side: Side) -> Floats:
    """Return (T,) px the knee is nearer to the camera than its hip."""
    return np.asarray(hip_in_space(subject, side)[:, 2] - knee_in_space(subject, side)[:, 2])


@measure(
    "hip_turn_out_deg",
    unit="deg",
    positive_means="outward",
    views=(FRONT,),
    parts=("hip", "knee"),
    source="ours",
    per_degree_of_yaw=_per_degree_of_yaw,
)
def hip_turn_out(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg a raised thigh points outward of straight ahead; 0 while it hangs and points nowhere.

    From how far the knee lies beside the hip, and how far ahead it must be for the thigh to look so short.
    """
    hip, knee = hip_in_space(subject, side), knee_in_space(subject, side)
    thigh = knee - hip
    level = np.hypot(thigh[:, 0], thigh[:, 2]) / subject.thigh_px(side)
    tells = np.clip((level - THIGH_TELLS[0]) / (THIGH_TELLS[1] - THIGH_TELLS[0]), 0.0, 1.0)
    return np.asarray(tells * _azimuth_deg(subject, side, hip, knee))


@measure(
    "foot_turn_out_deg",
    unit="deg",
    positive_means="outward",
    views=(FRONT,),
    parts=("hip", "knee", "heel", "toe"),
    source="ours",
    per_degree_of_yaw=_per_degree_of_yaw,
)
def foot_turn_out(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the foot points outward of straight ahead; the foot is as far ahead as its knee."""
    motion = subject.motion
    away = knee_in_space(subject, side)[:, 2:]
    heel = at_standing_distance(subject, motion.point("heel", side))
    heel = heel / heel[:, 2:] * away
    toe = joint_ahead(heel, lines_of_sight(subject, motion.point("toe", side)), FOOT_SHARE * subject.leg_px)
    return _azimuth_deg(subject, side, heel, toe)
