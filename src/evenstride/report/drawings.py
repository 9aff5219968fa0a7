"""How each measure is drawn on the body: one small function per measure, found by the measure's name.

A drawing never computes the value: the measure knows it. It shows where the value was read; where a measure counts from
how the runner stood, or takes the camera's angle out, it draws what counts as zero, so that what is seen is what the
number says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evenstride.model import Side, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.marks import Arc, Dot, Line, Mark, Role, Tag, direction_deg, place
from evenstride.report.pose import Pose

UP_DEG = -90.0


class Crop(StrEnum):
    """How much of the person a picture needs to show."""

    PERSON = "person"
    LEGS = "legs"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure says in one frame, and that as a tag."""

    value: float
    text: str


Drawing = Callable[[Pose, Side, Reading], tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A drawing and how much of the person it needs."""

    draw: Drawing
    crop: Crop


_ENTRIES: dict[tuple[str, View | None], Entry] = {}


def drawing(*names: str, crop: Crop = Crop.PERSON, view: View | None = None) -> Callable[[Drawing], Drawing]:
    """Register a function as the drawing of the measures of these names, in one view or in all that have no own."""

    def register(draw: Drawing) -> Drawing:
        for name in names:
            _ENTRIES[name, view] = Entry(draw, crop)
        return draw

    return register


def _entry(measure: str, view: View) -> Entry | None:
    return _ENTRIES.get((measure, view)) or _ENTRIES.get((measure, None))


def has_drawing(measure: str, view: View) -> bool:
    """Tell whether there is more to draw for this measure than the skeleton."""
    return _entry(measure, view) is not None


def crop_of(measure: str, view: View) -> Crop:
    """Return how much of the person the drawing of this measure needs."""
    entry = _entry(measure, view)
    return entry.crop if entry else Crop.PERSON


def draw(measure: str, view: View, pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Return the marks that show a measure of one side on a pose; none if the body was not seen."""
    entry = _entry(measure, view)
    return entry.draw(pose, side, reading) if entry else ()


def skeleton(pose: Pose, role: Role = Role.BODY) -> tuple[Mark, ...]:
    """Return the bones, each in its side's colour."""
    marks: list[Mark] = []
    for first, second in pose.skeleton.bones:
        start, end = pose.at(first.part, first.side), pose.at(second.part, second.side)
        if pose.knows(start, end):
            side = first.side if first.side is second.side else Side.NONE
            marks.append(Line(place(start), place(end), role, side))
    return tuple(marks)


def _beside(pose: Pose, point: Floats, side: Side) -> tuple[int, int]:
    """Return where a place has air beside it: away from the other leg."""
    other = pose.at("hip", side.mirror()) if side in SIDES else pose.middle("hip")
    return (-1, 0) if pose.knows(other) and point[0] < other[0] else (1, 0)


@drawing("knee_medial_shift_pct", crop=Crop.LEGS)
def knee_off_the_line(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the leg, dashed where its knee would count as zero, and how far the knee lies beside that."""
    hip, knee, ankle = (pose.at(part, side) for part in ("hip", "knee", "ankle"))
    other = pose.at("hip", side.mirror())
    if not pose.knows(hip, knee, ankle, other) or np.allclose(hip, ankle):
        return ()
    along = (ankle - hip) / np.hypot(*(ankle - hip))
    across = np.array([-along[1], along[0]])
    inward = across * (1.0 if np.dot(across, other - hip) >= 0 else -1.0)
    zero = knee - inward * reading.value / 100 * pose.leg_px
    return (
        Line(place(hip), place(knee), Role.BODY, side),
        Line(place(knee), place(ankle), Role.BODY, side),
        Line(place(hip), place(zero), Role.GUIDE, side),
        Line(place(zero), place(ankle), Role.GUIDE, side),
        Line(place(zero), place(knee), Role.MEASURE, side),
        *(Dot(place(point), side) for point in (hip, knee, ankle)),
        Tag(place(knee), reading.text, side, _beside(pose, hip, side)),
    )


@drawing("knee_flexion_deg", "stance_knee_bend_deg")
def knee_bend(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the thigh carried on past the knee, and the angle from there to the shank: 0 in a straight leg."""
    first, joint, last = (pose.at(part, side) for part in ("hip", "knee", "ankle"))
    if not pose.knows(first, joint, last):
        return ()
    radius = 0.28 * pose.trunk_px
    thigh_deg = direction_deg(first, joint)
    onward = joint + 1.5 * radius * np.array([np.cos(np.radians(thigh_deg)), np.sin(np.radians(thigh_deg))])
    away = 1 if onward[0] >= joint[0] else -1
    return (
        Line(place(joint), place(onward), Role.GUIDE, side),
        Line(place(first), place(joint), Role.MEASURE, side),
        Line(place(joint), place(last), Role.MEASURE, side),
        Arc(place(joint), radius, thigh_deg, direction_deg(joint, last), side),
        *(Dot(place(point), side) for point in (first, joint, last)),
        Tag((float(joint[0]) + away * 1.05 * radius, float(joint[1])), reading.text, side, (away, 0)),
    )


def against(
    pose: Pose, side: Side, corner: Floats, end: Floats, reference_deg: float, reading: Reading, reach: float = 1.0
) -> tuple[Mark, ...]:
    """Draw a line from `corner` to `end` against a fixed direction, with the arc between them."""
    if not pose.knows(corner, end):
        return ()
    length = float(np.hypot(*(end - corner))) * reach
    turn = np.radians(reference_deg)
    guide = corner + length * np.array([np.cos(turn), np.sin(turn)])
    tag_at = corner + 0.65 * (guide - corner)
    return (
        Line(place(corner), place(guide), Role.GUIDE, side),
        Line(place(corner), place(end), Role.MEASURE, side),
        Arc(place(corner), 0.6 * length, reference_deg, direction_deg(corner, end), side),
        Dot(place(corner), side),
        Dot(place(end), side),
        Tag(place(tag_at), reading.text, side, _off_the_line(corner, guide, end)),
    )


def _off_the_line(corner: Floats, guide: Floats, end: Floats) -> tuple[int, int]:
    """Return the side of an upright or level guide on which the measured line does not lie."""
    if abs(guide[0] - corner[0]) < abs(guide[1] - corner[1]):
        return (-1, 0) if end[0] >= corner[0] else (1, 0)
    return (0, 1) if end[1] <= corner[1] else (0, -1)


@drawing("thigh_below_horizontal_deg")
def thigh_against_horizontal(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the thigh against the horizontal through the knee."""
    hip, knee = pose.at("hip", side), pose.at("knee", side)
    if not pose.knows(hip, knee):
        return ()
    backward = 0.0 if hip[0] >= knee[0] else 180.0
    return against(pose, side, knee, hip, backward, reading)


@drawing("thigh_below_horizontal_deg", view=View.FRONT)
def hip_against_knee_height(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw how high the hip is above the level of the knee: from the front the thigh points at the camera."""
    hip, knee = pose.at("hip", side), pose.at("knee", side)
    if not pose.knows(hip, knee):
        return ()
    away = _beside(pose, hip, side)
    level = np.array([hip[0], knee[1]])
    beyond = knee + np.array([away[0] * 0.35 * pose.trunk_px, 0.0])
    return (
        Line(place(hip), place(knee), Role.BODY, side),
        Line(place(level), place(beyond), Role.GUIDE, side),
        Line(place(level), place(hip), Role.MEASURE, side),
        Dot(place(hip), side),
        Dot(place(knee), side),
        Tag(place(beyond), reading.text, side, away),
    )


@drawing("trunk_lean_deg", "trunk_lateral_lean_deg")
def trunk_against_vertical(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from between the hips to between the shoulders, against the vertical."""
    return against(pose, side, pose.middle("hip"), pose.middle("shoulder"), UP_DEG, reading, reach=1.1)


@drawing("shank_lean_deg")
def shank_against_vertical(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from ankle to knee, against the vertical."""
    return against(pose, side, pose.at("ankle", side), pose.at("knee", side), UP_DEG, reading)


@drawing("heel_lift_deg", crop=Crop.FOOT)
def sole_against_floor(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line from toe to heel, against how the same foot stood."""
    heel, toe = pose.at("heel", side), pose.at("toe", side)
    if not pose.knows(heel, toe):
        return ()
    up = -1.0 if heel[0] >= toe[0] else 1.0
    return against(pose, side, toe, heel, direction_deg(toe, heel) - up * reading.value, reading, reach=1.25)


@drawing("pelvic_tilt_deg")
def pelvis_against_horizontal(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the line through both hips, against how they stood."""
    right, left = pose.at("hip", Side.RIGHT), pose.at("hip", Side.LEFT)
    if not pose.knows(right, left):
        return ()
    up = -1.0 if left[0] >= right[0] else 1.0
    return against(pose, side, right, left, direction_deg(right, left) - up * reading.value, reading, reach=1.2)


@drawing("hip_shift_pct")
def hips_beside_the_feet(pose: Pose, side: Side, reading: Reading) -> tuple[Mark, ...]:
    """Draw the upright on which the middle of the hips would count as zero, and how far it lies beside that."""
    left, right, ankles = pose.at("hip", Side.LEFT), pose.at("hip", Side.RIGHT), pose.middle("ankle")
    if not pose.knows(left, right, ankles):
        return ()
    hips = (left + right) / 2
    rightward = 1.0 if right[0] >= left[0] else -1.0
    level = hips - np.array([rightward * reading.value / 100 * pose.leg_px, 0.0])
    top, foot = level - np.array([0.0, 0.35 * pose.trunk_px]), np.array([level[0], ankles[1]])
    return (
        Line(place(left), place(right), Role.BODY, Side.NONE),
        Line(place(foot), place(top), Role.GUIDE, side),
        Line(place(level), place(hips), Role.MEASURE, side),
        Dot(place(hips), side),
        Tag(place(hips), reading.text, side, (1, 0) if hips[0] >= level[0] else (-1, 0)),
    )
