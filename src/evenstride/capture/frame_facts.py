"""What the pictures themselves look like: light, blur, and whether the camera stood still."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.recording import FrameFacts, Image
from evenstride.capture.shrinking import halved

Floats = NDArray[np.float64]
Grey = NDArray[np.uint8]

_BOX_SIDE = 256
_BOX_MARGIN = 0.1
_STEP_S = 0.2
"""Between looks at the background; a hand that shakes is slower than that, and it costs next to nothing."""

_SMALL_SIDE = 400
_MAX_CORNERS = 120
_MIN_FOLLOWED = 8


@dataclass(frozen=True, slots=True)
class _Look:
    """The background at one moment: the frame's index, the small picture, and where its corners are."""

    index: int
    grey: Grey
    corners: NDArray[np.float32] | None


class FrameWatcher:
    """Collects facts frame by frame; `facts` returns them at the end."""

    def __init__(self) -> None:
        self._brightness: list[float] = []
        self._sharpness: list[float] = []
        self._people: list[int] = []
        self._last: _Look | None = None
        self._last_s = 0.0
        self._moves: list[tuple[int, int, float, float]] = []

    def see(self, time_s: float, image: Image, points: Floats, people: int) -> None:
        """Take in one frame: the (H, W, 3) picture and the person's (K, 2) points, all NaN if nobody is followed."""
        index = len(self._people)
        box = person_box(image, points)
        brightness, sharpness = light_and_blur(image, box)
        self._brightness.append(brightness)
        self._sharpness.append(sharpness)
        self._people.append(people)
        if self._last is None or time_s - self._last_s >= _STEP_S - 1e-3:
            self._look(index, image, box)
            self._last_s = time_s

    def facts(self) -> FrameFacts:
        """Return everything seen, one value a frame."""
        count = len(self._people)
        shift = np.full(count, np.nan)
        shift[:1] = 0.0
        roll_at, roll = [0.0], [0.0]
        for start, end, moved, turned_deg in self._moves:
            shift[start + 1 : end + 1] = moved / (end - start)
            roll_at.append(float(end))
            roll.append(roll[-1] + (0.0 if math.isnan(turned_deg) else turned_deg))
        if self._moves:
            # The frames after the last look share its verdict.
            end, previous = self._moves[-1][1], shift[self._moves[-1][1]]
            shift[end + 1 :] = previous
        return FrameFacts(
            brightness=np.array(self._brightness),
            sharpness=np.array(self._sharpness),
            camera_shift=shift,
            camera_roll_deg=np.interp(np.arange(count), roll_at, roll),
            people=np.array(self._people, dtype=np.int64),
        )

    def _look(self, index: int, image: Image, box: tuple[int, int, int, int]) -> None:
        import cv2

        halvings = max(0, round(math.log2(max(image.shape[:2]) / _SMALL_SIDE)))
        grey = np.asarray(cv2.cvtColor(halved(image, halvings), cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        if self._last is not None:
            moved, turned_deg = camera_move(self._last.grey, grey, self._last.corners)
            self._moves.append((self._last.index, index, moved, turned_deg))
        mask = np.full(grey.shape, 255, dtype=np.uint8)
        left, top, right, bottom = (edge >> halvings for edge in box)
        mask[top:bottom, left:right] = 0
        found = cv2.goodFeaturesToTrack(grey, _MAX_CORNERS, 0.01, 7, mask=mask)
        self._last = _Look(index, grey, None if found is None else np.asarray(found, dtype=np.float32))


def person_box(image: Image, points: Floats) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom px around the points with a margin, inside the picture; all 0 without points."""
    height, width = image.shape[:2]
    seen = points[np.isfinite(points).all(axis=1)]
    if not len(seen):
        return 0, 0, 0, 0
    low, high = seen.min(axis=0), seen.max(axis=0)
    margin = _BOX_MARGIN * float((high - low).max())
    (left, top), (right, bottom) = low - margin, high + margin
    return max(0, int(left)), max(0, int(top)), min(width, int(right) + 1), min(height, int(bottom) + 1)


def light_and_blur(image: Image, box: tuple[int, int, int, int]) -> tuple[float, float]:
    """Return the mean grey level, 0..255, and the variance of the Laplacian of the box scaled to 256 x 256 px.

    An empty box means the whole picture.
    """
    import cv2

    left, top, right, bottom = box
    if right - left < 8 or bottom - top < 8:
        left, top, bottom, right = 0, 0, *image.shape[:2]
    part = cv2.resize(image[top:bottom, left:right], (_BOX_SIDE, _BOX_SIDE), interpolation=cv2.INTER_LINEAR)
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    laplacian = cv2.Laplacian(grey, cv2.CV_32F)
    return float(grey.mean()), float(laplacian.var())


def camera_move(before: Grey, after: Grey, corners: NDArray[np.float32] | None) -> tuple[float, float]:
    """Return how the background moved: shift of the middle as a fraction of the diagonal, and turn in degrees.

    Both are NaN where too few corners could be followed. Clockwise is positive.
    """
    import cv2

    if corners is None or len(corners) < _MIN_FOLLOWED:
        return math.nan, math.nan
    room = np.empty_like(corners)
    moved, found, _ = cv2.calcOpticalFlowPyrLK(before, after, corners, room, winSize=(15, 15), maxLevel=3)
    kept = found.ravel() == 1
    if kept.sum() < _MIN_FOLLOWED:
        return math.nan, math.nan
    matrix, inliers = cv2.estimateAffinePartial2D(corners[kept], moved[kept], ransacReprojThreshold=1.0)
    if matrix is None or inliers is None or inliers.sum() < _MIN_FOLLOWED:
        return math.nan, math.nan
    height, width = before.shape
    middle = np.array([width / 2, height / 2])
    offset = matrix[:, :2] @ middle + matrix[:, 2] - middle
    turned_deg = math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))
    return float(np.hypot(*offset)) / math.hypot(width, height), turned_deg
