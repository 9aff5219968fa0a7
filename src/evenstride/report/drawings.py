"""How each measure is drawn on the body: one small function per measure, found by the measure's name.

A drawing never computes the value: the measure knows it. It shows where the value was read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.marks import Arc, Dot, Line, Mark, Place, Role, Tag
from evenstride.report.pose import Pose

Drawing = Callable[[Pose, Side, str], tuple[Mark, ...]]
UP_DEG = -90.0


class Crop(StrEnum):
    """How much of the person a picture needs to show."""

    PERSON = "person"
    LEGS = "legs"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Entry:
    """A drawing and how much of the person it needs."""

    draw: Drawing
    crop: Crop


_ENTRIES: dict[str, Entry] = {}


def drawing(*names: str, crop: Crop = Crop.PERSON) -> Callable[[Drawing], Drawing]:
    """Register a function as the drawing of the measures of these names."""

    def register(draw: Drawing) -> Drawing:
        for name in names:
            _ENTRIES[name] = Entry(draw, crop)
        return draw

    return register


def has_drawing(measure: str) -> bool:
    """Tell whether there is more to draw for this measure than the skeleton."""
    return measure in _ENTRIES


def crop_of(measure: str) -> Crop:
    """Return how much of the person the drawing of this measure needs."""
    return _ENTRIES[measure].crop if measure in _ENTRIES else Crop.PERSON


def draw(measure: str, pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """Return the marks that show `measure` of one side on a pose, tagged with `text`; none where the body was not seen."""
    return _ENTRIES[measure].draw(pose, side, text) if measure in _ENTRIES else ()


def skeleton(pose: Pose) -> tuple[Mark, ...]:
    """Return the bones, each in its side's colour."""
    marks: list[Mark] = []
    for first, second in pose.skeleton.bones:
        start, end = pose.at(first.part, first.side), pose.at(second.part, second.side)
        if pose.knows(start, end):
            side = first.side if first.side is second.side else Side.NONE
            marks.append(Line(_place(start), _place(end), Role.BODY, side))
    return tuple(marks)


def _place(point: Floats) -> Place:
    return float(point[0]), float(point[1])


def _direction_deg(start: Floats, end: Floats) -> float:
    return float(np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0])))


def _beside(pose: Pose, point: Floats, side: Side) -> int:
    """Return 1 if the free side of a place is to its right, -1 if to its left: away from the middle of the body."""
    other = pose.at("hip", side.mirror()) if side in SIDES else pose.middle("hip")
    return -1 if pose.knows(other) and point[0] < other[0] else 1


@drawing("knee_medial_shift_pct", crop=Crop.LEGS)
def knee_off_the_line(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The line from hip to ankle, and how far the knee lies beside it."""
    hip, knee, ankle = (pose.at(part, side) for part in ("hip", "knee", "ankle"))
    if not pose.knows(hip, knee, ankle) or np.allclose(hip, ankle):
        return ()
    along = ankle - hip
    foot = hip + along * float(np.dot(knee - hip, along) / np.dot(along, along))
    return (
        Line(_place(hip), _place(knee), Role.BODY, side),
        Line(_place(knee), _place(ankle), Role.BODY, side),
        Line(_place(hip), _place(ankle), Role.GUIDE, side),
        Line(_place(foot), _place(knee), Role.MEASURE, side),
        *(Dot(_place(point), side) for point in (hip, knee, ankle)),
        Tag(_place(knee), text, side, _beside(pose, hip, side)),
    )


@drawing("fppa_deg", crop=Crop.LEGS)
def leg_angle_in_the_picture(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The thigh carried on past the knee, and the angle from there to the shank."""
    return _bend(pose, side, ("hip", "knee", "ankle"), text)


@drawing("knee_flexion_deg")
def knee_bend(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The thigh carried on past the knee, and the angle from there to the shank: 0 in a straight leg."""
    return _bend(pose, side, ("hip", "knee", "ankle"), text)


def _bend(pose: Pose, side: Side, parts: tuple[str, str, str], text: str) -> tuple[Mark, ...]:
    first, joint, last = (pose.at(part, side) for part in parts)
    if not pose.knows(first, joint, last):
        return ()
    radius = 0.28 * pose.trunk_px
    thigh_deg = _direction_deg(first, joint)
    onward = joint + 1.5 * radius * np.array([np.cos(np.radians(thigh_deg)), np.sin(np.radians(thigh_deg))])
    away = 1 if onward[0] >= joint[0] else -1
    return (
        Line(_place(joint), _place(onward), Role.GUIDE, side),
        Line(_place(first), _place(joint), Role.MEASURE, side),
        Line(_place(joint), _place(last), Role.MEASURE, side),
        Arc(_place(joint), radius, thigh_deg, _direction_deg(joint, last), side),
        *(Dot(_place(point), side) for point in (first, joint, last)),
        Tag((float(joint[0]) + away * 1.05 * radius, float(joint[1])), text, side, away),
    )


def _against(
    pose: Pose, side: Side, corner: Floats, end: Floats, reference_deg: float, text: str, reach: float = 1.0
) -> tuple[Mark, ...]:
    """Draw a line from `corner` to `end` against a fixed direction, with the arc between them."""
    if not pose.knows(corner, end):
        return ()
    length = float(np.hypot(*(end - corner))) * reach
    turn = np.radians(reference_deg)
    guide = corner + length * np.array([np.cos(turn), np.sin(turn)])
    leans_right = end[0] >= corner[0]
    tag_at = (corner + end) / 2
    return (
        Line(_place(corner), _place(guide), Role.GUIDE, side),
        Line(_place(corner), _place(end), Role.MEASURE, side),
        Arc(_place(corner), 0.6 * length, reference_deg, _direction_deg(corner, end), side),
        Dot(_place(corner), side),
        Dot(_place(end), side),
        Tag(_place(tag_at), text, side, 1 if leans_right else -1),
    )


@drawing("thigh_below_horizontal_deg")
def thigh_against_horizontal(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The thigh against the horizontal through the knee."""
    hip, knee = pose.at("hip", side), pose.at("knee", side)
    if not pose.knows(hip, knee):
        return ()
    backward = 0.0 if hip[0] >= knee[0] else 180.0
    return _against(pose, side, knee, hip, backward, text)


@drawing("trunk_lean_deg", "trunk_lateral_lean_deg")
def trunk_against_vertical(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The line from between the hips to between the shoulders, against the vertical."""
    return _against(pose, side, pose.middle("hip"), pose.middle("shoulder"), UP_DEG, text, reach=1.1)


@drawing("shank_lean_deg")
def shank_against_vertical(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The line from ankle to knee, against the vertical."""
    return _against(pose, side, pose.at("ankle", side), pose.at("knee", side), UP_DEG, text)


@drawing("heel_lift_deg", crop=Crop.FOOT)
def sole_against_floor(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The line from toe to heel, against the floor through the toe."""
    heel, toe = pose.at("heel", side), pose.at("toe", side)
    if not pose.knows(heel, toe):
        return ()
    return _against(pose, side, toe, heel, 0.0 if heel[0] >= toe[0] else 180.0, text, reach=1.25)


@drawing("pelvic_tilt_deg")
def pelvis_against_horizontal(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The line through both hips, against the horizontal."""
    right, left = pose.at("hip", Side.RIGHT), pose.at("hip", Side.LEFT)
    if not pose.knows(right, left):
        return ()
    return _against(pose, side, right, left, 0.0 if left[0] >= right[0] else 180.0, text, reach=1.2)


@drawing("hip_shift_pct")
def hips_beside_the_feet(pose: Pose, side: Side, text: str) -> tuple[Mark, ...]:
    """The vertical through the middle of the ankles, and how far the middle of the hips lies beside it."""
    hips, ankles = pose.middle("hip"), pose.middle("ankle")
    if not pose.knows(hips, ankles):
        return ()
    level = np.array([ankles[0], hips[1]])
    top = level - np.array([0.0, 0.35 * pose.trunk_px])
    left, right = pose.at("hip", Side.LEFT), pose.at("hip", Side.RIGHT)
    return (
        Line(_place(left), _place(right), Role.BODY, Side.NONE),
        Line(_place(ankles), _place(top), Role.GUIDE, side),
        Line(_place(level), _place(hips), Role.MEASURE, side),
        Dot(_place(hips), side),
        Dot(_place(ankles), side),
        Tag(_place(hips), text, side, 1 if hips[0] >= level[0] else -1),
    )
