"""Where a joint is in space: on its line of sight, and a bone's length from the joint before it.

From the front a raised thigh or a foot points at the camera: its knee or toe is nearer than the rest, and looks larger
and further from the middle of the picture. Lengths are in pixels of the standing runner, so nobody needs to
know how far away that was; only how wide the camera sees, which phones agree on.
"""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES

FOOT_SHARE = 0.28
"""Heel to toe tip, as a share of thigh plus shank."""

FOCAL_SHARE = 0.77
"""Focal length over the longer edge of the picture: that of a phone's main camera filming, give or take a tenth."""

LOOK_DOWN_FROM_FEET = (-0.12, 1.17)
"""Offset and slope from how far the toes lie below the heels in the picture, as a share of the foot, to how far the
camera stands above the floor, as a share of its distance. From the tuning phantoms; it leaves an error of 0.06."""


def lines_of_sight(subject: Subject, points: Floats) -> Floats:
    """Return (T, 3) of picture points (T, 2) the directions to them, right, down and away, one long in the last."""
    width, height = subject.motion.size_px
    focal_px = FOCAL_SHARE * max(width, height)
    from_middle = (points - np.array([width, height]) / 2) / focal_px
    return np.concatenate([from_middle, np.ones((len(points), 1))], axis=1)


def standing_distance_px(subject: Subject) -> float:
    """Return how far away the standing runner is, in pixels of the standing runner."""
    return FOCAL_SHARE * max(subject.motion.size_px)


def joint_ahead(joint: Floats, sight: Floats, bone_px: float) -> Floats:
    """Return (T, 3) where the far end of a bone is that points toward the camera.

    Parameters
    ----------
    joint
        (T, 3) where the bone begins.
    sight
        (T, 3) the line of sight its end lies on.
    bone_px
        How long it is. Seen longer than that, it lies square to the line of sight.
    """
    return _at_bone_length(joint, sight, bone_px, -1.0)


def joint_behind(joint: Floats, sight: Floats, bone_px: float) -> Floats:
    """Return (T, 3) where the far end of a bone is that points away from the camera; see `joint_ahead`."""
    return _at_bone_length(joint, sight, bone_px, 1.0)


def _at_bone_length(joint: Floats, sight: Floats, bone_px: float, away: float) -> Floats:
    unit = sight / np.linalg.norm(sight, axis=1)[:, None]
    foot = np.sum(joint * unit, axis=1)
    beside_sq = np.sum(joint**2, axis=1) - foot**2
    further = np.sqrt(np.clip(bone_px**2 - beside_sq, 0.0, None))
    return np.asarray(unit * (foot + away * further)[:, None])


def at_standing_distance(subject: Subject, point: Floats) -> Floats:
    """Return (T, 3) where a picture point (T, 2) is in space if it is as far away as the standing runner."""
    return lines_of_sight(subject, point) * standing_distance_px(subject)


def look_down(subject: Subject, height_px: float) -> float:
    """Return how steeply the camera looks down on something in front of the standing runner, rise over run.

    A place that comes nearer sinks in the picture by so much of the way.

    Parameters
    ----------
    height_px
        How high above the floor, in pixels of the standing runner.
    """
    below = [subject.motion.point("toe", side)[:, 1] - subject.motion.point("heel", side)[:, 1] for side in SIDES]
    share = subject.at_rest(np.mean(below, axis=0)) / (FOOT_SHARE * subject.leg_px)
    offset, slope = LOOK_DOWN_FROM_FEET
    return float(offset + slope * share - height_px / standing_distance_px(subject))
