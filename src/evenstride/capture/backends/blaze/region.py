"""The region of interest: a turned square around a person, and the way between it and the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.recording import Image

_MARGIN = 1.25
"""Of the square against the circle that the model says encloses the body."""


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
        """Return the square as a (side, side, 3) picture, black where it leaves the image."""
        import cv2

        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        step = self.size / side
        half = self.size / 2
        matrix = np.array(
            [
                [cos * step, -sin * step, self.x - cos * half + sin * half],
                [sin * step, cos * step, self.y - sin * half - cos * half],
            ]
        )
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(image, matrix, (side, side), flags=flags), dtype=np.uint8)
