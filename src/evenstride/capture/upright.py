"""Turning stored pictures upright: rotation, mirroring and pixel shape as the container declares them."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from evenstride.capture.recording import Image

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


@dataclass(frozen=True, slots=True)
class Posture:
    """How a stored picture must be handled to stand upright with square pixels.

    Parameters
    ----------
    clockwise_deg
        0, 90, 180 or 270.
    flipped
        Whether it is then also mirrored left to right, as some front cameras ask for.
    pixel_aspect
        Width of a stored pixel over its height; 1 for nearly every clip.
    """

    clockwise_deg: int = 0
    flipped: bool = False
    pixel_aspect: Fraction = Fraction(1)

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the upright width and height of a stored picture."""
        wide = round(width * self.pixel_aspect)
        return (height, wide) if self.clockwise_deg in (90, 270) else (wide, height)


def posture_of(frame: VideoFrame, pixel_aspect: Fraction | None) -> Posture:
    """Return how this frame must be handled; its display matrix says so."""
    aspect = pixel_aspect or Fraction(1)
    matrix: Any = frame.side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return Posture(pixel_aspect=aspect)
    # Row by row x' = ax + cy, y' = bx + dy, y down; 16.16 fixed point, the third of each three is for perspective.
    a, b, _, c, d = struct.unpack("=5i", bytes(matrix)[:20])
    flipped = a * d - b * c < 0
    turn = math.degrees(math.atan2(b, -a if flipped else a))
    return Posture(round(turn / 90) % 4 * 90, flipped, aspect)


def upright_image(frame: VideoFrame, posture: Posture) -> Image:
    """Return the frame as (H, W, 3) RGB, upright."""
    width = round(frame.width * posture.pixel_aspect) if posture.pixel_aspect != 1 else None
    image = np.asarray(frame.to_ndarray(format="rgb24", width=width), dtype=np.uint8)
    image = turned(image, posture.clockwise_deg)
    return mirrored(image) if posture.flipped else image


def turned(image: Image, clockwise_deg: int) -> Image:
    """Return the picture turned clockwise by a multiple of 90 degrees."""
    if clockwise_deg == 0:
        return image
    import cv2

    code = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}[clockwise_deg]
    return np.asarray(cv2.rotate(image, code), dtype=np.uint8)


def mirrored(image: Image) -> Image:
    """Return the picture flipped left to right."""
    return np.ascontiguousarray(image[:, ::-1])
