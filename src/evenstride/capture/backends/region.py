"""The region of interest: a turned square around a person, and the way between it and the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.recording import Image
from evenstride.capture.shrinking import halved

_MARGIN = 1.25
"""Of the square against the circle that the model says encloses the body."""

_STEP_AFTER_HALVING = 1.25
"""Pixels between samples of the crop; less would blur what the model was taught to see sharp."""


@dataclass(frozen=True, slots=True)
class Region:
    """A square in the picture; its own upward direction points from hips to head.

    Parameters
    ----------
    x, y
        Centre, px.
    size
        Side, px.
    angle_rad
        Clockwise turn of the square in the picture, as seen.
    """

    x: float
    y: float
    size: float
    angle_rad: float

    @classmethod
    def around(cls, centre: NDArray[np.float64], edge: NDArray[np.float64]) -> Region:
        """Return the region of a circle around `centre`, the hips, with its top toward the head at `edge`; (2,) px."""
        dx, dy = (edge - centre).tolist()
        return cls(float(centre[0]), float(centre[1]), 2 * math.hypot(dx, dy) * _MARGIN, math.atan2(dx, -dy))

    def distance(self, other: Region) -> float:
        """Return the distance between centres, in sides of the larger square."""
        return math.hypot(self.x - other.x, self.y - other.y) / max(self.size, other.size)

    def scale(self, other: Region) -> float:
        """Return how many times larger the larger of the two is, at least 1."""
        return max(self.size, other.size) / max(min(self.size, other.size), 1e-6)

    def to_picture(self, unit: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return picture px of (..., 2) coordinates that run from 0 to 1 over the square."""
        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        offset = (unit - 0.5) * self.size
        x = self.x + cos * offset[..., 0] - sin * offset[..., 1]
        y = self.y + sin * offset[..., 0] + cos * offset[..., 1]
        return np.stack([x, y], axis=-1)

    def crop(self, image: Image, side: int) -> Image:
        """Return the square as a (side, side, 3) picture; beyond the image's edge its last pixels go on.

        A large picture is reduced by averaging first. Picking every fifth pixel instead, as mediapipe does, lets noise
        through: landmarks then tremble by a third more.
        """
        import cv2

        halvings = max(0, int(math.log2(max(1.0, self.size / side / _STEP_AFTER_HALVING))))
        x, y, shrink = self.x, self.y, 2**halvings
        if halvings:
            left, top, right, bottom = self._box(image, shrink)
            image = halved(image[top:bottom, left:right], halvings)
            # Positions count from pixel centres: the mean of pixels 0..3 lies at 1.5, not at 0.
            x, y = (x - left + 0.5) / shrink - 0.5, (y - top + 0.5) / shrink - 0.5
        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        half = self.size / shrink / 2
        step = 2 * half / side
        matrix = np.array(
            [
                [cos * step, -sin * step, x - cos * half + sin * half],
                [sin * step, cos * step, y - sin * half - cos * half],
            ]
        )
        flags, beyond = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
        return np.asarray(cv2.warpAffine(image, matrix, (side, side), flags=flags, borderMode=beyond), dtype=np.uint8)

    def _box(self, image: Image, step: int) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom px of what the square touches of the image, in multiples of `step`."""
        height, width = image.shape[:2]
        reach = self.size / 2 * (abs(math.cos(self.angle_rad)) + abs(math.sin(self.angle_rad))) + step
        left, right = _span(self.x, reach, width, step)
        top, bottom = _span(self.y, reach, height, step)
        return left, top, right, bottom


def _span(middle: float, reach: float, length: int, step: int) -> tuple[int, int]:
    """Return where `middle` ± `reach` begins and ends inside 0..`length`, at least one `step` apart."""
    start = min(max(0, int(middle - reach)), max(0, length - step))
    end = min(length, int(middle + reach) + 1)
    return start, start + max(1, (end - start) // step) * step
