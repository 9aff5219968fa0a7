"""How the bird dog's measures are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.drawings import Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Place, Role, Tag
from evenstride.report.pose import Pose

ABOVE = (0, -1)


def _place(point: Floats) -> Place:
    return float(point[0]), float(point[1])


@drawing("leg_elevation_deg", "limb_drop_deg", "hold_s")
def leg_against_level(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from hip to ankle against the level through the hip."""
    return _against_level(pose, pose.at("hip", side), pose.at("ankle", side), side, reading)


@drawing("arm_elevation_deg")
def arm_against_level(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from shoulder to wrist against the level through the shoulder."""
    return _against_level(pose, pose.at("shoulder", side), pose.at("wrist", side), side, reading)


def _against_level(pose: Pose, start: Floats, end: Floats, side: Side, reading: Reading) -> tuple[Mark, ...]:
    if not pose.knows(start, end):
        return ()
    level = np.array([end[0], start[1]])
    return (
        Line(_place(start), _place(level), Role.GUIDE, side),
        Line(_place(start), _place(end), Role.MEASURE, side),
        Dot(_place(start), side),
        Dot(_place(end), side),
        Tag(_place((start + end) / 2), reading.text, side, ABOVE if end[1] <= start[1] else (0, 1)),
    )


@drawing("trunk_roll_deg")
def lines_across_the_trunk(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the lines through both hips and both shoulders: one end sinks as the trunk rolls."""
    ends = [pose.at(part, s) for part in ("shoulder", "hip") for s in SIDES]
    if not pose.knows(*ends):
        return ()
    highest = min(ends[2:], key=lambda end: float(end[1]))
    return (
        Line(_place(pose.middle("shoulder")), _place(pose.middle("hip")), Role.GUIDE, side),
        *(Line(_place(a), _place(b), Role.MEASURE, side) for a, b in (ends[:2], ends[2:])),
        *(Dot(_place(end), s) for end, s in zip(ends, SIDES * 2, strict=True)),
        Tag(_place(highest), reading.text, side, ABOVE),
    )


@drawing("pelvis_drop_pct")
def hips_under_their_rest(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the level on which the middle of the hips rested, and how far it lies under that."""
    hips, shoulders = pose.middle("hip"), pose.middle("shoulder")
    if not pose.knows(hips, shoulders):
        return ()
    rest = hips - np.array([0.0, reading.value / 100 * pose.leg_px])
    half = np.array([0.3 * pose.trunk_px, 0.0])
    return (
        Line(_place(shoulders), _place(hips), Role.BODY, Side.NONE),
        Line(_place(rest - half), _place(rest + half), Role.GUIDE, side),
        Line(_place(rest), _place(hips), Role.MEASURE, side),
        Dot(_place(hips), side),
        Tag(_place(min(rest, hips, key=lambda place: float(place[1]))), reading.text, side, ABOVE),
    )


@drawing("sway_pct", view=View.SIDE)
@drawing("sway_pct", view=View.OBLIQUE)
def trunk_that_should_be_still(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from between the shoulders to between the hips, whose ends' movement is the number."""
    hips, shoulders = pose.middle("hip"), pose.middle("shoulder")
    if not pose.knows(hips, shoulders):
        return ()
    return (
        Line(_place(shoulders), _place(hips), Role.MEASURE, side),
        Dot(_place(shoulders), side),
        Dot(_place(hips), side),
        Tag(_place((shoulders + hips) / 2), reading.text, side, ABOVE),
    )
