"""Knees: how far they bend, and whether they stay over the feet."""

from __future__ import annotations

import numpy as np

from evenstride.measure.depth import knee_ahead_of_leg_line_px
from evenstride.measure.leg_in_space import leg_in_space
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT, SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.angles import flexion, flexion_from_reach, length

LEG = ("hip", "knee", "ankle")


@measure("knee_flexion_deg", unit="deg", positive_means="bent", views=(SIDE_ON,), parts=LEG, source="kim2015")
def knee_flexion(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg how far the knee is bent: 0 with hip, knee and ankle in line.

    From the distance between hip and ankle and the lengths of thigh and shank while standing: the bones keep theirs,
    and a knee seen a little off its place bends no angle.
    """
    hip, ankle = subject.sagittal_point("hip", side), subject.sagittal_point("ankle", side)
    return flexion_from_reach(length(hip - ankle), subject.thigh_px(side), subject.shank_px(side))


def _right_of_leg_line(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    """Return (T,) px the knee lies right of the line from hip to ankle in the picture; left of it: negative."""
    line = ankle - hip
    knee_from_hip = knee - hip
    return np.asarray((line[:, 1] * knee_from_hip[:, 0] - line[:, 0] * knee_from_hip[:, 1]) / length(line))


def _shift_seen_from(subject: Subject, side: Side, yaw_deg: float) -> Floats:
    leg = leg_in_space(subject, side)
    right_px = _right_of_leg_line(*leg.seen_from(yaw_deg))
    shift = 100 * subject.medial(side) * right_px / (leg.thigh_px + leg.shank_px)
    return np.asarray(shift - subject.at_rest(shift))


def _shift_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length that a knee ahead of the leg's line moves medially per degree of camera yaw."""
    yaw_deg = subject.yaw.value
    return _shift_seen_from(subject, side, yaw_deg - 0.5) - _shift_seen_from(subject, side, yaw_deg + 0.5)


@measure(
    "knee_medial_shift_pct",
    unit="% leg length",
    positive_means="toward the midline",
    views=(FRONT,),
    parts=LEG,
    source="ours",
    per_degree_of_yaw=_shift_per_degree_of_yaw,
)
def knee_medial_shift(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the knee sits medial to the hip-ankle line, standing posture subtracted.

    Zero when hip, knee and ankle are as in standing; 5 means five hundredths of the leg's length toward the midline.
    Camera yaw moves the two knees in opposite senses; what the estimated yaw does is taken out, and its uncertainty
    widens the interval.
    """
    return _shift_seen_from(subject, side, subject.yaw.value)


def _bend_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg of FPPA per degree of yaw: the knee's false shift seen over the two shortened bones."""
    hip, knee, ankle = (subject.motion.point(part, side) for part in LEG)
    shift_px = -subject.medial(side) * knee_ahead_of_leg_line_px(subject, side) * np.radians(1.0)
    return np.asarray(np.degrees(shift_px / length(knee - hip) + shift_px / length(ankle - knee)))


@measure(
    "fppa_deg",
    unit="deg",
    positive_means="valgus",
    views=(FRONT,),
    parts=LEG,
    source="munro2012",
    per_degree_of_yaw=_bend_per_degree_of_yaw,
)
def frontal_plane_projection_angle(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee bends inward in the picture (FPPA): 0 in line, positive valgus.

    To be read near 60 deg of flexion only: it explodes once the thigh points at the camera. The estimated yaw is
    taken out.
    """
    hip, knee, ankle = (subject.motion.point(part, side) for part in LEG)
    inward = np.sign(subject.medial(side) * _right_of_leg_line(hip, knee, ankle))
    return inward * flexion(hip, knee, ankle) - subject.yaw.value * _bend_per_degree_of_yaw(subject, side)
