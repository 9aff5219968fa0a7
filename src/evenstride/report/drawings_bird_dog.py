"""How the bird dog's measures are drawn on the body."""

from __future__ import annotations

import numpy as np

from evenstride.model import Side, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.drawings import Reading, drawing
from evenstride.report.marks import Dot, Line, Mark, Role, Tag, place
from evenstride.report.pose import Pose

ABOVE = (0, -1)


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
        Line(place(start), place(level), Role.GUIDE, side),
        Line(place(start), place(end), Role.MEASURE, side),
        Dot(place(start), side),
        Dot(place(end), side),
        Tag(place((start + end) / 2), reading.text, side, ABOVE if end[1] <= start[1] else (0, 1)),
    )


@drawing("trunk_roll_deg")
def lines_across_the_trunk(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the lines through both hips and both shoulders: one end sinks as the trunk rolls."""
    ends = [pose.at(part, s) for part in ("shoulder", "hip") for s in SIDES]
    if not pose.knows(*ends):
        return ()
    highest = min(ends[2:], key=lambda end: float(end[1]))
    return (
        Line(place(pose.middle("shoulder")), place(pose.middle("hip")), Role.GUIDE, side),
        *(Line(place(a), place(b), Role.MEASURE, side) for a, b in (ends[:2], ends[2:])),
        *(Dot(place(end), s) for end, s in zip(ends, SIDES * 2, strict=True)),
        Tag(place(highest), reading.text, side, ABOVE),
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
        Line(place(shoulders), place(hips), Role.BODY, Side.NONE),
        Line(place(rest - half), place(rest + half), Role.GUIDE, side),
        Line(place(rest), place(hips), Role.MEASURE, side),
        Dot(place(hips), side),
        Tag(place(min(rest, hips, key=lambda place: float(place[1]))), reading.text, side, ABOVE),
    )


@drawing("sway_pct", view=View.SIDE)
@drawing("sway_pct", view=View.OBLIQUE)
def trunk_that_should_be_still(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from between the shoulders to between the hips, whose ends' movement is the number."""
    hips, shoulders = pose.middle("hip"), pose.middle("shoulder")
    if not pose.knows(hips, shoulders):
        return ()
    return (
        Line(place(shoulders), place(hips), Role.MEASURE, side),
        Dot(place(shoulders), side),
        Dot(place(hips), side),
        Tag(place((shoulders + hips) / 2), reading.text, side, ABOVE),
    )
