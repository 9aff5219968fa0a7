"""Where the camera stood around the runner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenstride.model.clip import Estimate, View
from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import LEFT, RIGHT, Side

WIDEST_FRONT_DEG = 25.0
WIDEST_SIDE_DEG = 35.0
"""How far from square a view may be and still be called by its name."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The view, its angle around the runner (see `Clip.view_yaw_deg`), and the side of the body nearer the camera."""

    view: View
    yaw: Estimate
    near_side: Side


def named(yaw_deg: float) -> View:
    """Return the view that an angle around the runner belongs to."""
    turned = abs(yaw_deg)
    if turned <= WIDEST_FRONT_DEG:
        return View.FRONT
    if turned >= 180 - WIDEST_FRONT_DEG:
        return View.REAR
    return View.SIDE if abs(turned - 90) <= WIDEST_SIDE_DEG else View.OBLIQUE


def viewpoint_of(motion: Motion) -> Viewpoint:
    """Return where the camera stood, from the lines through the shoulders and the hips while the runner is upright."""
    upright = _upright(motion)
    votes = np.concatenate([_turn_deg(motion, part)[upright] for part in ("shoulder", "hip")])
    votes = votes[np.isfinite(votes)]
    if not len(votes):
        return Viewpoint(View.OBLIQUE, Estimate(45.0, (-180.0, 180.0)), LEFT)
    yaw = float(np.degrees(np.angle(np.mean(np.exp(1j * np.radians(votes))))))
    reach = 8.0
    return Viewpoint(named(yaw), Estimate(yaw, (yaw - reach, yaw + reach)), LEFT if yaw >= 0 else RIGHT)


def _upright(motion: Motion) -> Bools:
    """Return (T,) the third of the frames with the hips highest above the feet."""
    height: Floats = motion.middle("ankle")[:, 1] - motion.middle("hip")[:, 1]
    return np.asarray(height >= np.nanpercentile(height, 67)) if np.isfinite(height).any() else np.isfinite(height)


def _turn_deg(motion: Motion, part: str) -> Floats:
    """Return (T,) deg the body is turned, from how the two sides of a part lie across and along the line of sight."""
    assert motion.depth is not None
    left, right = motion.skeleton.index(part, LEFT), motion.skeleton.index(part, RIGHT)
    across = motion.points[:, left, 0] - motion.points[:, right, 0]
    along = motion.depth[:, right] - motion.depth[:, left]
    return np.degrees(np.arctan2(along, across))
