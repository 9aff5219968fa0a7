"""Weeks of sessions: which exercises, how much on each side, and why each is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenstride.model.intake import Stop
from evenstride.model.skeleton import Side


class Mode(StrEnum):
    """Whether a line still evens two sides out, trains both alike, or has gone over to both legs at once."""

    WEAKER_FIRST = "weaker_first"
    BOTH_SIDES = "both_sides"
    TWO_LEGGED = "two_legged"


@dataclass(frozen=True, slots=True)
class SetsPerSide:
    """How many sets each side does in a session."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One exercise of every session.

    `first` is the side that begins (`both` where it does not matter); of `reps`, `seconds` and `metres` exactly one is
    given, for each set. `level` counts the steps up (or, below zero, down) since the beginning; `how` says what that
    means; `because` holds ids of imbalances. What was done after the day `after` (ISO date) was done under this line.
    """

    exercise: str
    mode: Mode
    first: Side
    sets: SetsPerSide
    reps: int | None
    seconds: float | None
    metres: float | None
    reps_in_reserve: int
    rest_s: float
    level: int
    how: str
    easier: str
    harder: str
    why: str
    because: tuple[str, ...]
    groups: tuple[str, ...]
    sources: tuple[str, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What a coach changed in a plan, who it was and why: `before` and `after` in words."""

    exercise: str
    before: str
    after: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A runner's training plan; without lines where a stop holds, which says whom to see."""

    created: str
    athlete: str | None
    weeks: int
    days_per_week: int
    minutes_per_session: int
    retest_in_weeks: int
    lines: tuple[PlanLine, ...]
    stops: tuple[Stop, ...] = ()
    says: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    sources: tuple[str, ...] = ()
