"""What a runner tells about themselves: a few short answers, every one of them optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evenstride.model.skeleton import Side


@dataclass(frozen=True, slots=True)
class SidePair:
    """One number for each side of the runner's own body."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Intake:
    """The answers. Explains what was seen; never a diagnosis.

    `cambered_road_low_side` is the leg that always runs on the lower side of a sloped road. `pain` is 0-10 by region;
    `pain_during` the movements (keys) that hurt; `girths_cm` the tape at "thigh" and "calf"; `red_flags` are keys of
    the knowledge.
    """

    age_band: str | None = None
    sex: str | None = None
    weekly_km: float | None = None
    cambered_road_low_side: Side | None = None
    one_sided_training: str | None = None
    pain: Mapping[str, int] = field(default_factory=dict)
    pain_during: tuple[str, ...] = ()
    injuries: tuple[str, ...] = ()
    girths_cm: Mapping[str, SidePair] = field(default_factory=dict)
    equipment: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nothing is concluded, or nothing from one movement, and whom to see.

    `movement` is the screen it holds for; None stops everything.
    """

    code: str
    movement: str | None
    says: str
    see: str
