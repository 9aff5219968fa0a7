"""Pictures cut to the person, the face hidden, ready to be drawn on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.drawings import Crop
from evenstride.report.faces import Head, head_at, hide
from evenstride.report.pose import Pose, Track

WIDEST_PX = 760
"""Pictures are made no wider than this: sharp on a phone, and a page of them stays small."""

JPEG_QUALITY = 84
SHAPE = {Crop.PERSON: 0.8, Crop.LEGS: 0.95, Crop.FOOT: 1.15}
"""Width over height."""

MARGIN = {Crop.PERSON: 0.14, Crop.LEGS: 0.4, Crop.FOOT: 0.3}
"""Air around what must be seen, in trunk lengths."""

_LEG = ("hip", "knee", "ankle", "heel", "toe")


@dataclass(frozen=True, eq=False)
class Cutout:
    """A part of a frame, scaled, and the pose in its pixels."""

    image: NDArray[np.uint8]
    pose: Pose

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height."""
        return self.image.shape[1], self.image.shape[0]

    @property
    def unit_px(self) -> float:
        """A 360th of the width: the unit that marks are measured in."""
        return float(self.image.shape[1]) / 360


def cut_out(
    picture: NDArray[np.uint8],
    track: Track,
    time_s: float,
    crop: Crop,
    sides: tuple[Side, ...],
    blur_faces: bool = True,
) -> Cutout:
    """Return the part of a frame that shows the person as `crop` asks, seen at `time_s`.

    `picture` may be smaller or larger than what was posed; `sides` says whose foot a picture of a foot is of.
    """
    import cv2

    scale = picture.shape[1] / track.motion.size_px[0]
    pose = track.at(time_s).moved((0.0, 0.0), scale)
    head = head_at(track, time_s)
    head = head.moved((0.0, 0.0), scale) if head else None
    height, width = picture.shape[:2]
    left, top, right, bottom = _frame(_must_show(pose, head, crop, sides), crop, pose.trunk_px, (width, height))
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    grow = min(WIDEST_PX / part.shape[1], 2.0)
    size = (max(2, round(part.shape[1] * grow)), max(2, round(part.shape[0] * grow)))
    image = cv2.resize(part, size, interpolation=cv2.INTER_AREA if grow < 1 else cv2.INTER_CUBIC)
    shown = np.asarray(image, dtype=np.uint8)
    if blur_faces:
        hide(shown, head.moved((left, top), grow) if head else None)
    return Cutout(shown, pose.moved((left, top), grow))


def jpeg(image: NDArray[np.uint8]) -> bytes:
    """Return an RGB image as the bytes of a JPEG file."""
    import cv2

    _, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return data.tobytes()


def _must_show(pose: Pose, head: Head | None, crop: Crop, sides: tuple[Side, ...]) -> Floats:
    if crop is Crop.FOOT:
        legs = [side for side in sides if side in SIDES] or list(SIDES)
        places = np.array([pose.at(part, side) for side in legs for part in ("ankle", "heel", "toe")])
        knees = np.array([pose.at("knee", side) for side in legs])
        ankles = np.array([pose.at("ankle", side) for side in legs])
        places = np.vstack((places, ankles + 0.6 * (knees - ankles)))
    elif crop is Crop.LEGS:
        places = np.array([pose.at(part, side) for side in SIDES for part in _LEG])
    else:
        places = pose.points
    if crop is Crop.PERSON and head is not None:
        reach = np.array([head.radius, head.radius])
        centre = np.array([head.x, head.y])
        places = np.vstack((places, centre - reach, centre + reach))
    known: Floats = places[np.isfinite(places).all(axis=1)]
    return known if known.size else pose.points[np.isfinite(pose.points).all(axis=1)]


def _frame(places: Floats, crop: Crop, trunk_px: float, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the part to cut: around the places, within the picture."""
    width, height = size_px
    if places.size == 0:
        return 0, 0, width, height
    air = MARGIN[crop] * trunk_px
    left, top = places.min(axis=0) - air
    right, bottom = places.max(axis=0) + air
    wide = max(right - left, SHAPE[crop] * (bottom - top))
    high = max(bottom - top, (right - left) / SHAPE[crop])
    x, across = _fit((left + right) / 2, wide, width)
    y, down = _fit((top + bottom) / 2, high, height)
    return x, y, x + across, y + down


def _fit(middle: float, length: float, limit: int) -> tuple[int, int]:
    """Return where a stretch of `length` around `middle` begins within 0..limit, and how long it is there."""
    whole = min(max(8, round(length)), limit)
    start = round(middle - whole / 2)
    return min(max(start, 0), limit - whole), whole
