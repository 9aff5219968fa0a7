"""The colours of the two sides: the same in pictures, plots and clips, and told apart by colour-blind eyes.

Colour means side and nothing else; a verdict is a shape and a word. Blue and vermillion are Okabe and Ito's.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from evenstride.model import Side

COLOURS: Mapping[Side, str] = MappingProxyType(
    {Side.LEFT: "#0072B2", Side.RIGHT: "#D55E00", Side.BOTH: "#4A4F57", Side.NONE: "#4A4F57"}
)
"""Hex colour of each side; what belongs to no side is dark grey."""

DASHES: Mapping[Side, str] = MappingProxyType({Side.LEFT: "", Side.RIGHT: "7 3", Side.BOTH: "", Side.NONE: ""})
"""SVG dash pattern of each side's curves, for those who print in grey."""

PAPER = "#FFFFFF"
"""The halo around lines and words on a picture."""

INK = "#1B2430"
"""Words, axes, and what needs the strongest contrast."""


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a hex colour such as ``#0072B2`` as red, green and blue from 0 to 255."""
    number = int(colour.removeprefix("#"), 16)
    return number >> 16 & 255, number >> 8 & 255, number & 255


def side_rgb(side: Side) -> tuple[int, int, int]:
    """Return the colour of a side as red, green and blue from 0 to 255."""
    return rgb(COLOURS[side])
