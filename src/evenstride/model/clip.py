"""A filmed clip: what it shows, from where, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenstride.model.skeleton import Side


class View(StrEnum):
    """Where the camera stood."""

    FRONT = "front"
    SIDE = "side"
    OBLIQUE = "oblique"
    REAR = "rear"


FRONT, SIDE_ON, OBLIQUE, REAR = View.FRONT, View.SIDE, View.OBLIQUE, View.REAR

FROM = {
    View.FRONT: "from the front",
    View.SIDE: "from the side",
    View.OBLIQUE: "at an angle",
    View.REAR: "from behind",
}
"""Each view in words."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    interval: tuple[float, float]

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.interval[1] - self.interval[0]) / 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a clip that lowers or withdraws what can be claimed, and how to film it better."""

    code: str
    from_s: float
    to_s: float
    advice: str


@dataclass(frozen=True, slots=True)
class Clip:
    """One video file as it was understood.

    `view_yaw_deg` is where the camera stood around the runner: 0 straight in front, 90 square to the runner's left
    side, -90 square to the right side, 180 behind. `near_side` is the side of the body nearer the camera. `looks_like`
    is the key of what the clip shows instead of the movement that it was named as.
    """

    id: str
    file: str
    sha256: str
    movement: str | None
    view: View
    view_yaw_deg: Estimate
    near_side: Side
    fps: float
    duration_s: float
    size_px: tuple[int, int]
    frames_posed: int
    problems: tuple[Problem, ...] = ()
    looks_like: str | None = None


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, from leaving the start pose (`start_s`) by its turning point (`turn_s`) back to it (`end_s`).

    `side` is the leg at work. `range_pct` is how far it went: in a squat, how far the hips sank, in % of their standing
    height. `hold_s` is how long the end position was kept, from `hold_from_s`; `variant` which form of the movement it
    was, where there are several; `ended_by` what ended a hold too early, a "touch", a "hop" or a "hand". All three are
    None where they do not apply.
    """

    clip: str
    side: Side
    index: int
    start_s: float
    turn_s: float
    end_s: float
    hold_s: float | None = None
    counted: bool = True
    why_not: str | None = None
    range_pct: float | None = None
    hold_from_s: float | None = None
    variant: str | None = None
    ended_by: str | None = None
