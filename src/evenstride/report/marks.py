"""What can be drawn on a picture of a body, in the picture's pixels; pages and pictures render the same marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evenstride.model import Side
from evenstride.model.motion import Floats

Place = tuple[float, float]


def place(point: Floats) -> Place:
    """Return a point (2,) in px as a place of a mark."""
    return float(point[0]), float(point[1])


def direction_deg(start: Floats, end: Floats) -> float:
    """Return where `end` lies from `start`, both (2,) in px: degrees, 0 to the right, clockwise."""
    across, down = end - start
    return float(np.degrees(np.arctan2(down, across)))


class Role(StrEnum):
    """What a line is for, which decides how it looks."""

    MEASURE = "measure"
    BODY = "body"
    GUIDE = "guide"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    start: Place
    end: Place
    role: Role
    side: Side = Side.NONE


@dataclass(frozen=True, slots=True)
class Arc:
    """A part of a circle, from one direction to another by the short way; degrees, 0 to the right, clockwise."""

    centre: Place
    radius: float
    from_deg: float
    to_deg: float
    side: Side = Side.NONE

    def places(self, steps: int = 24) -> list[Place]:
        """Return places along the arc."""
        sweep = (self.to_deg - self.from_deg + 180) % 360 - 180
        turns = np.radians(self.from_deg + sweep * np.linspace(0, 1, steps))
        x, y = self.centre
        return [(x + self.radius * float(np.cos(t)), y + self.radius * float(np.sin(t))) for t in turns]


@dataclass(frozen=True, slots=True)
class Dot:
    """A joint."""

    at: Place
    side: Side = Side.NONE


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words beside a place: `towards` says where, (1, 0) to its right, (0, 1) below it."""

    at: Place
    text: str
    side: Side = Side.NONE
    towards: tuple[int, int] = (1, 0)


Mark = Line | Arc | Dot | Tag
