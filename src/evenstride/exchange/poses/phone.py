"""A phone that looks at markers in space, so that a lab's recording becomes what a clip of it would have shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.model.motion import Floats, Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, SIDES, Side

SIZE_PX = (1080, 1920)
FOCAL_PX = 0.77 * max(SIZE_PX)
DISTANCE, HEIGHT = 1.9, 0.5
"""How far away and how high the phone stands, as shares of the person's size."""

YAW_DEG = {"front": 0.0, "side": 90.0, "rear": 180.0}
"""Where the phone stands around the person, by view: 90 is to their left."""

STANDING = 0.6
"""Trunks that rise less than this, as a share of their length, belong to somebody on all fours or lying."""


def filmed(times: Floats, places: Floats, size: float, view: str | None, source: Path) -> Motion:
    """Return joints in space (T, K, 3), in any length, as a phone in that view sees them.

    Raises
    ------
    PoseFileError
        If the view is none that a body in space is looked at from, or it cannot be told how the body stands.
    """
    if view is not None and view not in YAW_DEG:
        raise PoseFileError(source, "markers in space are looked at from the front, the side or behind", "name one")
    left, forward, up, rise = _axes(places, source)
    chosen = view or ("front" if rise > STANDING else "side")
    yaw = np.radians(YAW_DEG[chosen])
    toward, rightward = forward * np.cos(yaw) + left * np.sin(yaw), left * np.cos(yaw) - forward * np.sin(yaw)
    floor = float(np.nanpercentile(places @ up, 2))
    middle = np.nanmedian(_middle(places, "hip"), axis=0)
    away = DISTANCE * size - (places - middle) @ toward
    x = SIZE_PX[0] / 2 + FOCAL_PX * ((places - middle) @ rightward) / away
    y = SIZE_PX[1] / 2 - FOCAL_PX * (places @ up - floor - HEIGHT * size) / away
    points = np.stack([x, y], axis=-1)
    known = np.isfinite(points).all(axis=-1)
    hips = away[:, [BODY.index("hip", side) for side in SIDES]].mean(axis=1, keepdims=True)
    depth = (away - hips) * FOCAL_PX / (DISTANCE * size)
    return Motion(times, points, known.astype(np.float64), SIZE_PX, depth)


def _axes(places: Floats, source: Path) -> tuple[Floats, Floats, Floats, float]:
    """Return the person's left, forward and up as unit vectors, and how far the trunk rises, of its length.

    Up is the axis of the file that leads from the ankles to the shoulders, or to the hips on all fours.
    """
    ankle, hip, shoulder = (_middle(places, part) for part in ("ankle", "hip", "shoulder"))
    legs, trunk = np.nanmedian(hip - ankle, axis=0), np.nanmedian(shoulder - hip, axis=0)
    tall = np.nanmedian(shoulder - ankle, axis=0)
    axis = (
        int(np.argmax(np.abs(tall))) if np.abs(tall).max() > 0.8 * np.linalg.norm(tall) else int(np.abs(legs).argmax())
    )
    up = np.zeros(3)
    up[axis] = np.sign((tall if abs(tall[axis]) > 0 else legs)[axis])
    across = sum(
        np.nanmedian(places[:, BODY.index(part, LEFT)] - places[:, BODY.index(part, RIGHT)], axis=0)
        for part in ("shoulder", "hip")
    )
    level = across - (across @ up) * up
    length = float(np.linalg.norm(level))
    if not np.isfinite(length) or length == 0 or not np.isfinite(up).all():
        raise PoseFileError(
            source, "it cannot be told how the body stands in it", "hips, shoulders and ankles are needed"
        )
    left = level / length
    return left, _forward(places, left, up), up, float(trunk @ up / np.linalg.norm(trunk))


def _forward(places: Floats, left: Floats, up: Floats) -> Floats:
    """Return where the person faces, as a unit vector: square to left and up, the way that nose and feet point.

    Without those it is as in a right-handed file. Most are; one whose axes are mirrored shows a body all the same.
    """
    forward = np.cross(left, up)
    ahead = [places[:, BODY.index("nose")] - _middle(places, "shoulder"), *_feet(places)]
    shown = [float(np.nanmedian(one @ forward)) for one in ahead if np.isfinite(one @ forward).any()]
    return -forward if shown and sum(shown) < 0 else forward


def _feet(places: Floats) -> list[Floats]:
    return [places[:, BODY.index("toe", side)] - places[:, BODY.index("heel", side)] for side in SIDES]


def _middle(places: Floats, part: str) -> Floats:
    """Return (T, 3) between the left and right of a pair."""
    sides: list[Side] = [LEFT, RIGHT]
    return np.asarray(np.mean([places[:, BODY.index(part, side)] for side in sides], axis=0))
