"""How the hurdle step's measures are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side, View
from evenstride.model.motion import Floats
from evenstride.report.drawings import Crop, Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Role, Tag, place
from evenstride.report.pose import Pose

THIGH_SHARE, FOOT_SHARE = 0.5, 0.28
"""Of the leg's length."""

ABOVE, BELOW = (0, -1), (0, 1)


def _outward(pose: Pose, side: Side) -> float:
    """Return which way in the picture is away from the other leg; 0 if that was not seen."""
    return float(np.sign(pose.at("hip", side)[0] - pose.at("hip", side.mirror())[0]))


def _turned(pose: Pose, start: Floats, end: Floats, side: Side, reading: Reading, length: float) -> tuple[Mark, ...]:
    """Draw a part that points at the camera, dashed where it would point straight ahead."""
    outward = _outward(pose, side) if pose.knows(pose.at("hip", side), pose.at("hip", side.mirror())) else 0.0
    if not pose.knows(start, end) or not outward:
        return ()
    ahead = end - np.array([outward * np.sin(np.radians(reading.value)) * length * pose.leg_px, 0.0])
    return (
        Line(place(start), place(end), Role.BODY, side),
        Line(place(start), place(ahead), Role.GUIDE, side),
        Line(place(ahead), place(end), Role.MEASURE, side),
        Dot(place(start), side),
        Dot(place(end), side),
        Tag(place(end), reading.text, side, (int(outward), 0)),
    )


@drawing("hip_turn_out_deg")
def thigh_turned(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the raised thigh, and how far its knee lies beside where it would point straight ahead."""
    return _turned(pose, pose.at("hip", side), pose.at("knee", side), side, reading, THIGH_SHARE)


@drawing("foot_turn_out_deg", crop=Crop.LEGS)
def foot_turned(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the foot, and how far its toes lie beside where it would point straight ahead."""
    return _turned(pose, pose.at("heel", side), pose.at("toe", side), side, reading, FOOT_SHARE)


def _over(pose: Pose, point: Floats, level: Floats, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw how high a point is over or under a level that is carried on below or above it."""
    if not pose.knows(point, level):
        return ()
    zero = np.array([point[0], point[1] + reading.value / 100 * pose.leg_px])
    return (
        Line(place(level), place(zero), Role.GUIDE, side),
        Line(place(zero), place(point), Role.MEASURE, side),
        Dot(place(point), side),
        Tag(place(point), reading.text, side, ABOVE if reading.value >= 0 else BELOW),
    )


@drawing("foot_clearance_pct", crop=Crop.LEGS)
def foot_over_string(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the lower of heel and toe against the height of the standing knee, as far ahead as the foot is."""
    heel, toe = pose.at("heel", side), pose.at("toe", side)
    lowest = toe if not pose.knows(heel) or toe[1] >= heel[1] else heel
    return _over(pose, lowest, pose.at("knee", side.mirror()), side, reading)


@drawing("knee_lift_pct")
def knee_over_hip(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the raised knee against the height of its hip."""
    return _over(pose, pose.at("knee", side), pose.at("hip", side), side, reading)


@drawing("heel_tap_pct", crop=Crop.LEGS)
def heel_over_floor(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the heel against the floor on the far side."""
    return _over(pose, pose.at("heel", side), pose.at("heel", side.mirror()), side, reading)


@drawing("sway_pct", view=View.FRONT)
@drawing("fore_aft_sway_pct", view=View.SIDE)
def hips_over_standing_foot(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the upright over the standing foot, and at the hips how far they went to and fro."""
    hips, ankle = pose.middle("hip"), pose.at("ankle", side)
    if not pose.knows(hips, ankle):
        return ()
    half = np.array([reading.value / 200 * pose.leg_px, 0.0])
    return (
        Line(place(ankle), (float(ankle[0]), float(hips[1]) - 0.3 * pose.trunk_px), Role.GUIDE, side),
        Line(place(hips - half), place(hips + half), Role.MEASURE, side),
        Dot(place(hips), side),
        Tag(place(hips), reading.text, side, ABOVE),
    )


@drawing("touch_downs", crop=Crop.LEGS)
def standing_foot(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the leg that is stood on."""
    hip, knee, ankle = (pose.at(part, side) for part in ("hip", "knee", "ankle"))
    if not pose.knows(hip, knee, ankle):
        return ()
    return (
        Line(place(hip), place(knee), Role.MEASURE, side),
        Line(place(knee), place(ankle), Role.MEASURE, side),
        Dot(place(ankle), side),
        Tag(place(ankle), reading.text, side, BELOW),
    )
