"""Where the camera stood around the runner."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from evenstride.model.clip import Estimate, View
from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL
from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import length
from evenstride.signal.posture import Posture, all_four_down, both_feet_down, is_on_all_fours
from evenstride.signal.walking import one_way

WIDEST_FRONT_DEG = 25.0
WIDEST_SIDE_DEG = 35.0
"""How far from square a view may be and still be called by its name."""

LEAST_TRUNK_IN_SHANKS, LYING_ERROR_DEG = 1.0, 25.0
"""From square to the side nobody's trunk looks shorter than the first; on the tuning phantoms it was 1.04 to 1.4 within
12 deg of square, so the angle is known to about the second."""

FRONT_WITHOUT_DEPTH_DEG = 55.0
"""Shoulders differ in breadth from person to person: without depth, that alone makes some look turned by so much."""

LEAST_BOTH_DOWN = 5
"""Samples on both feet that tell which way they point."""

FEET_HELP_WITHIN_DEG = 35.0
"""Nearer to the front than this, the way the feet point sharpens the estimate; beyond, the far foot is hidden."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The view, its angle around the runner (see `Clip.view_yaw_deg`), and the side of the body nearer the camera."""

    view: View
    yaw: Estimate
    near_side: Side


UNKNOWN = Viewpoint(View.OBLIQUE, Estimate(45.0, (-180.0, 180.0)), LEFT)


@cache
def calibration() -> dict[str, Any]:
    """Return the few numbers of ``view.toml``, which says what they are."""
    return tomllib.loads(resources.files(__package__).joinpath("view.toml").read_text(encoding="utf-8"))


def named(yaw_deg: float) -> View:
    """Return the view that an angle around the runner belongs to."""
    turned = abs(yaw_deg)
    if turned <= WIDEST_FRONT_DEG:
        return View.FRONT
    if turned >= 180 - WIDEST_FRONT_DEG:
        return View.REAR
    return View.SIDE if abs(turned - 90) <= WIDEST_SIDE_DEG else View.OBLIQUE


def viewpoint_of(motion: Motion, on_one_foot: bool = False) -> Viewpoint:
    """Return where the camera stood while the runner was upright, or on hands and knees if that is what the clip shows.

    From the line through the shoulders, whose depth the pose model guesses; near the front also from the way the feet
    point, which people turn out alike: what the two feet share is the camera's angle. A foot that hangs in the air
    points anywhere, so of who stands `on_one_foot` it is read while both are down.
    """
    if is_on_all_fours(motion):
        return _viewpoint_on_all_fours(motion)
    numbers = calibration()
    upright = both_feet_down(motion) if on_one_foot else upright_frames(motion)
    if upright.sum() < LEAST_BOTH_DOWN:
        upright = upright_frames(motion)
    if motion.depth is None:
        return _viewpoint_without_depth(motion, upright)
    shoulders = shoulder_turn_deg(motion, upright)
    if not np.isfinite(shoulders):
        return UNKNOWN
    yaw, sd = shoulders, numbers["other_sd_deg"]
    feet = feet_turn_deg(motion, upright)
    if abs(shoulders) < FEET_HELP_WITHIN_DEG and np.isfinite(feet):
        weighted = numbers["shoulders_weight"] * shoulders + numbers["feet_weight"] * feet
        yaw, sd = numbers["offset_deg"] + weighted, numbers["front_sd_deg"]
    return _viewpoint(yaw, sd)


def walking_viewpoint_of(motion: Motion) -> Viewpoint:
    """Return where the camera stood around somebody who walks, while they went the way they mostly go.

    On the way back it is on their other side.
    """
    elsewhere = ~one_way(motion)
    points, confidence = motion.points.copy(), motion.confidence.copy()
    points[elsewhere], confidence[elsewhere] = np.nan, 0.0
    return viewpoint_of(replace(motion, points=points, confidence=confidence))


def _viewpoint_without_depth(motion: Motion, upright: Bools) -> Viewpoint:
    """Return where the camera stood by what the picture shows alone: by the shoulders, near the front by the feet.

    Without feet a front view is known to be one and no more.
    """
    turn, numbers = _shoulder_turn_without_depth_deg(motion, upright), calibration()
    if not np.isfinite(turn):
        return UNKNOWN
    if abs(turn) > FRONT_WITHOUT_DEPTH_DEG:
        return _viewpoint(turn, numbers["other_sd_deg"])
    feet = feet_turn_deg(motion, upright)
    if np.isfinite(feet):
        return _viewpoint(feet, numbers["feet_alone_sd_deg"])
    return _viewpoint(0.0, WIDEST_FRONT_DEG / STANDARD_ERRORS_IN_INTERVAL)


def lying_viewpoint_of(motion: Motion, posture: Posture) -> Viewpoint:
    """Return where the camera stood around somebody who lies on the back, or on a side with the front toward it.

    The trunk runs across the picture, and which way says which side is nearer, or is up. How far off square the camera
    stands is told from how short the trunk looks against the shank, roughly.
    """
    shoulder, hip = motion.middle("shoulder"), motion.middle("hip")
    every = np.ones(len(motion), dtype=bool)
    trunk_px = _median(length(hip - shoulder), every)
    shank_px = max(
        (_median(length(motion.point("knee", s) - motion.point("ankle", s)), every) for s in SIDES), key=np.nan_to_num
    )
    head_on_left = _median(hip[:, 0] - shoulder[:, 0], every) > 0
    if not np.isfinite(trunk_px / shank_px):
        return UNKNOWN
    off_deg = float(np.degrees(np.arccos(min(1.0, trunk_px / (LEAST_TRUNK_IN_SHANKS * shank_px)))))
    if posture is Posture.SUPINE:
        near = RIGHT if head_on_left else LEFT
        yaw = (90.0 - off_deg) * (1.0 if near is LEFT else -1.0)
        return Viewpoint(named(yaw), Estimate(yaw, (yaw - LYING_ERROR_DEG, yaw + LYING_ERROR_DEG)), near)
    return Viewpoint(
        named(off_deg),
        Estimate(off_deg, (off_deg - LYING_ERROR_DEG, off_deg + LYING_ERROR_DEG)),
        LEFT if head_on_left else RIGHT,
    )


def _viewpoint(yaw: float, sd: float) -> Viewpoint:
    reach = STANDARD_ERRORS_IN_INTERVAL * sd
    return Viewpoint(named(yaw), Estimate(yaw, (yaw - reach, yaw + reach)), LEFT if yaw >= 0 else RIGHT)


def _viewpoint_on_all_fours(motion: Motion) -> Viewpoint:
    """Return where the camera stood around somebody on hands and knees.

    Seen from the side the level trunk runs across the picture, seen from the front the line through the shoulders does;
    how much of each is seen says more than the depth that the pose model guesses. The thigh, which stands upright,
    is the yardstick.
    """
    frames, numbers = all_four_down(motion), calibration()
    thigh_px = _median(length(motion.middle("hip") - motion.middle("knee")), frames)
    if not np.isfinite(thigh_px):
        near = [_median(length(motion.point("hip", s) - motion.point("knee", s)), frames) for s in SIDES]
        thigh_px = max(near, key=np.nan_to_num)
    along = _median(motion.middle("hip")[:, 0] - motion.middle("shoulder")[:, 0], frames)
    across = _median(motion.point("shoulder", LEFT)[:, 0] - motion.point("shoulder", RIGHT)[:, 0], frames)
    seen = along / (numbers["trunk_share"] * thigh_px), across / (numbers["cross_share"] * thigh_px)
    if not np.isfinite(seen).all():
        return UNKNOWN
    return _viewpoint(float(np.degrees(np.arctan2(*seen))), numbers["all_fours_sd_deg"])


def upright_frames(motion: Motion) -> Bools:
    """Return (T,) the third of the frames with a hip highest above its ankle."""
    rises = np.stack([motion.point("ankle", s)[:, 1] - motion.point("hip", s)[:, 1] for s in SIDES])
    height = np.fmax(*rises)
    known = height[np.isfinite(height)]
    return np.asarray(height >= np.percentile(known, 67)) if len(known) else np.zeros(len(motion), dtype=bool)


def shoulder_turn_deg(motion: Motion, frames: Bools) -> float:
    """Return the median turn of the line through the shoulders, from -180 to 180 deg; NaN if unseen."""
    if motion.depth is None:
        return _shoulder_turn_without_depth_deg(motion, frames)
    left, right = motion.skeleton.index("shoulder", LEFT), motion.skeleton.index("shoulder", RIGHT)
    across = motion.points[:, left, 0] - motion.points[:, right, 0]
    along = (motion.depth[:, right] - motion.depth[:, left]) / calibration()["depth_exaggeration"]
    seen = frames & np.isfinite(across) & np.isfinite(along)
    if not seen.any():
        # A far shoulder behind the body: no line across, only along.
        seen = frames & np.isfinite(along)
        across = np.zeros(len(motion))
    return float(np.degrees(np.arctan2(np.median(along[seen]), np.median(across[seen])))) if seen.any() else np.nan


def _shoulder_turn_without_depth_deg(motion: Motion, frames: Bools) -> float:
    """Return the turn from how narrow the shoulders look against the trunk, toward where the feet or the nose point."""
    across = _median(motion.point("shoulder", LEFT)[:, 0] - motion.point("shoulder", RIGHT)[:, 0], frames)
    width = calibration()["shoulder_share"] * _median(length(motion.middle("shoulder") - motion.middle("hip")), frames)
    toward_left = _median(motion.middle("heel")[:, 0] - motion.middle("toe")[:, 0], frames)
    if not np.isfinite(toward_left):
        ears = np.stack([motion.point("ear", side)[:, 0] for side in SIDES])
        toward_left = _median(np.fmax(*ears) + np.fmin(*ears) - 2 * motion.point("nose")[:, 0], frames)
    turn = np.degrees(np.arccos(np.clip(across / width, -1.0, 1.0)))
    return float(np.copysign(turn, toward_left))


def feet_turn_deg(motion: Motion, frames: Bools) -> float:
    """Return how far the two feet together point to the picture's left, deg, against straight at the camera."""
    toward_left = [_median(motion.point("heel", s)[:, 0] - motion.point("toe", s)[:, 0], frames) for s in SIDES]
    legs = [
        _median(length(motion.point(a, s) - motion.point(b, s)), frames)
        for a, b in (("hip", "knee"), ("knee", "ankle"))
        for s in SIDES
    ]
    foot_px = calibration()["foot_share"] * sum(legs) / 2
    return float(np.degrees(np.arcsin(np.clip(np.mean(toward_left) / foot_px, -1.0, 1.0))))


def _median(values: Floats, frames: Bools) -> float:
    known = values[frames & np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")
