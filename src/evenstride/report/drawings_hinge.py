"""How the measures of who stands on one leg and hinges, or lets the pelvis drop, are drawn on the body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenstride.model import Side
from evenstride.model.skeleton import SIDES
from evenstride.report.drawings import Reading, drawing, knee_bend, pelvis_against_horizontal
from evenstride.report.marks import Arc, Dot, Line, Mark, Role, Tag, direction_deg, place
from evenstride.report.pose import Pose

LEG = ("hip", "knee", "ankle", "heel", "toe")
LEAST_UP = 0.1
"""A foot this much higher than the other one, as a share of the leg, is the free one, whatever it is called."""


def _by_place(pose: Pose, side: Side) -> tuple[Pose, Side]:
    """Return the pose with the leg called `side` the one that stands, as which it was read, and what it is called.

    A leg that nobody can name keeps the name that the lower foot has.
    """
    left, right = (float(pose.at("ankle", s)[1]) for s in SIDES)
    if side not in SIDES:
        return pose, SIDES[int(right > left)]
    standing, free = (left, right) if side is SIDES[0] else (right, left)
    if not free - standing > LEAST_UP * pose.leg_px:
        return pose, side
    points = pose.points.copy()
    for part in LEG:
        points[[pose.skeleton.index(part, s) for s in SIDES]] = [pose.at(part, s.mirror()) for s in SIDES]
    return replace(pose, points=points), side


@drawing("knee_bend_deg")
def bend_of_the_standing_knee(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the bend of the knee that stands."""
    pose, leg = _by_place(pose, side)
    return tuple(replace(mark, side=side) for mark in knee_bend(pose, leg, reading))


@drawing("hip_flexion_deg")
def trunk_against_thigh(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the standing thigh carried on past the hip, and the angle from there to the trunk: 0 in one line."""
    pose, leg = _by_place(pose, side)
    shoulders, hip, knee = pose.middle("shoulder"), pose.at("hip", leg), pose.at("knee", leg)
    if not pose.knows(shoulders, hip, knee):
        return ()
    radius = 0.45 * pose.trunk_px
    upward = direction_deg(knee, hip)
    onward = hip + 1.7 * radius * np.array([np.cos(np.radians(upward)), np.sin(np.radians(upward))])
    away = 1 if shoulders[0] < hip[0] else -1
    return (
        Line(place(hip), place(onward), Role.GUIDE, side),
        Line(place(knee), place(hip), Role.MEASURE, side),
        Line(place(hip), place(shoulders), Role.MEASURE, side),
        Arc(place(hip), radius, upward, direction_deg(hip, shoulders), side),
        *(Dot(place(np.asarray(point)), side) for point in (shoulders, hip, knee)),
        Tag(place(onward), reading.text, side, (away, 0)),
    )


@drawing("trunk_leg_line_deg")
def free_leg_against_the_trunk(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the trunk's line carried on past the hips, and the free leg; `side` is the one that stands."""
    pose, leg = _by_place(pose, side)
    shoulders, hips, ankle = pose.middle("shoulder"), pose.middle("hip"), pose.at("ankle", leg.mirror())
    if not pose.knows(shoulders, hips, ankle):
        return ()
    trunk = (hips - shoulders) / max(float(np.hypot(*(hips - shoulders))), 1.0)
    onward = hips + float(np.hypot(*(ankle - hips))) * trunk
    return (
        Line(place(shoulders), place(onward), Role.GUIDE, side),
        Line(place(shoulders), place(hips), Role.MEASURE, side),
        Line(place(hips), place(ankle), Role.MEASURE, side),
        *(Dot(place(np.asarray(point)), side) for point in (shoulders, hips, ankle)),
        Tag(place(hips), reading.text, side, (0, -1)),
    )


@drawing("pelvis_open_deg")
def pelvis_and_shoulders_against_level(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the lines the opening is read off, through both shoulders and both hips; `side` is the one that stands.

    The number is no angle in the picture: from the front a pelvis that opens shows less than half of it.
    """
    ends = [pose.at(part, s) for part in ("shoulder", "hip") for s in SIDES]
    if not pose.knows(*ends):
        return ()
    hips = (ends[2] + ends[3]) / 2
    half = np.array([0.75 * abs(float(ends[3][0] - ends[2][0])) + 0.1 * pose.trunk_px, 0.0])
    return (
        Line(place(hips - half), place(hips + half), Role.GUIDE, side),
        *(Line(place(a), place(b), Role.MEASURE, side) for a, b in (ends[:2], ends[2:])),
        *(Dot(place(end), s) for end, s in zip(ends, SIDES * 2, strict=True)),
        Tag(place(hips), reading.text, side, (0, 1)),
    )


@drawing("pelvic_drop_deg")
def pelvis_against_level(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line through both hips, against how they stood; `side` is the one that stands."""
    right_lower = reading.value if side is Side.LEFT else -reading.value
    return pelvis_against_horizontal(pose, side, replace(reading, value=right_lower))
