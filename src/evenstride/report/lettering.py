"""Crisp words on pictures: OpenCV's outline font where there is one (version 5), its stroke font elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenstride.language import tr

Rgb = tuple[int, int, int]
WEIGHT = 700
PLAIN_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
STROKE_ASCII = str.maketrans({"−": "-", "–": "-", "±": "~", "°": "", "…": " ", **_UMLAUTS})
"""The stroke font knows ASCII alone; a degree sign is left out there."""


@lru_cache(maxsize=1)
def _outline_font() -> Any:
    import cv2

    return cv2.FontFace("sans") if hasattr(cv2, "FontFace") else None


def width_of(text: str, height_px: float) -> float:
    """Return how wide a line of `text` is when written `height_px` high, in pixels."""
    import cv2

    text, font = tr(text).translate(PLAIN_SPACES), _outline_font()
    if font is not None:
        size = max(1, round(height_px))
        return float(cv2.getTextSize((0, 0), text, (0, 0), font, size, WEIGHT)[2])
    (width, _), _ = cv2.getTextSize(text.translate(STROKE_ASCII), cv2.FONT_HERSHEY_SIMPLEX, height_px / 30, 2)
    return float(width)


def write(image: NDArray[np.uint8], text: str, left: float, baseline: float, height_px: float, colour: Rgb) -> None:
    """Write a line of text on an RGB image, in place, from its left end on a baseline."""
    import cv2

    text, font = tr(text).translate(PLAIN_SPACES), _outline_font()
    if font is not None:
        cv2.putText(image, text, (round(left), round(baseline)), colour, font, max(1, round(height_px)), WEIGHT)
        return
    plain = text.translate(STROKE_ASCII)
    thickness = max(1, round(height_px / 10))
    place, face = (round(left), round(baseline)), cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(image, plain, place, face, height_px / 30, colour, thickness, cv2.LINE_AA)
