"""Hiding the runner's face: a mosaic over the head, and over the whole picture when it is unknown where the head is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.pose import Pose, Track

HEAD_RADIUS = 0.42
"""Of the trunk's length, margin included; a head is about half as high as a trunk is long."""

NECK_REACH = 0.45
"""How far above the shoulders the head's middle is, of the trunk's length."""

MEMORY_S = 1.0
"""How long a head that is lost from sight is taken to be near where it was seen."""

BLOCKS = 6
"""How many tiles of the mosaic go across a head."""


@dataclass(frozen=True, slots=True)
class Head:
    """A circle that holds the head, in pixels."""

    x: float
    y: float
    radius: float

    def moved(self, offset: tuple[float, float], scale: float) -> Head:
        """Return the head in the pixels of a cut-out that begins at `offset` and is `scale` times as large."""
        return Head((self.x - offset[0]) * scale, (self.y - offset[1]) * scale, self.radius * scale)


def head_in(pose: Pose) -> Head | None:
    """Return where the head is, by nose and ears or else by the shoulders; None when neither is known."""
    places = np.array([pose.at("nose"), *(pose.at("ear", side) for side in SIDES)])
    seen = places[np.isfinite(places).all(axis=1)]
    by_shoulders = _above_the_shoulders(pose)
    if seen.size == 0:
        return by_shoulders
    middle = seen.mean(axis=0)
    spread = float(np.hypot(*(seen - middle).T).max())
    head = Head(float(middle[0]), float(middle[1]), max(HEAD_RADIUS * pose.trunk_px, 1.7 * spread))
    if by_shoulders and np.hypot(head.x - by_shoulders.x, head.y - by_shoulders.y) > 1.5 * pose.trunk_px:
        return by_shoulders
    return head


def _above_the_shoulders(pose: Pose) -> Head | None:
    shoulders = [pose.at("shoulder", side) for side in SIDES if pose.knows(pose.at("shoulder", side))]
    if not shoulders:
        return None
    middle: Floats = np.mean(shoulders, axis=0)
    hips = [pose.at("hip", side) for side in SIDES if pose.knows(pose.at("hip", side))]
    upward = middle - np.mean(hips, axis=0) if hips else np.array([0.0, -1.0])
    length = float(np.hypot(*upward)) or 1.0
    x, y = middle + upward / length * NECK_REACH * pose.trunk_px
    return Head(float(x), float(y), 1.4 * HEAD_RADIUS * pose.trunk_px)


def head_at(track: Track, time_s: float) -> Head | None:
    """Return where the head is at a moment, or near where it was within `MEMORY_S`; None when that is unknown too."""
    head = head_in(track.at(time_s))
    if head is not None:
        return head
    times = track.motion.times
    near = np.flatnonzero(np.abs(times - time_s) <= MEMORY_S)
    for frame in near[np.argsort(np.abs(times[near] - time_s))]:
        head = head_in(track.posed(track.motion.points[frame]))
        if head is not None:
            return Head(head.x, head.y, 1.8 * head.radius)
    return None


def hide(image: NDArray[np.uint8], head: Head | None) -> None:
    """Lay a mosaic over the head, in place; over the whole image if `head` is None."""
    height, width = image.shape[:2]
    if head is None:
        _mosaic(image, np.full((height, width), True), max(height, width) / 24)
        return
    left, right = int(max(head.x - head.radius, 0)), int(min(head.x + head.radius + 1, width))
    top, bottom = int(max(head.y - head.radius, 0)), int(min(head.y + head.radius + 1, height))
    if left >= right or top >= bottom:
        return
    rows, columns = np.ogrid[top:bottom, left:right]
    inside = (columns - head.x) ** 2 + (rows - head.y) ** 2 <= head.radius**2
    _mosaic(image[top:bottom, left:right], inside, 2 * head.radius / BLOCKS)


def _mosaic(region: NDArray[np.uint8], inside: NDArray[np.bool_], tile_px: float) -> None:
    import cv2

    height, width = region.shape[:2]
    few = (max(1, round(width / tile_px)), max(1, round(height / tile_px)))
    coarse = cv2.resize(region, few, interpolation=cv2.INTER_AREA)
    tiles = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_NEAREST)
    region[inside] = tiles[inside]
