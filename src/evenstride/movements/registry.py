"""What a movement declares, and all that are declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evenstride.errors import UnknownMovementError
from evenstride.measure.moments import Moment
from evenstride.measure.registry import MeasureDefinition
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.repetitions import Excursion


class Sided(StrEnum):
    """Of which sides of the body a measure is read."""

    EACH = "each"
    NEAR = "near"
    NONE = "none"

    def sides(self, subject: Subject) -> tuple[Side, ...]:
        """Return the sides to read in this clip."""
        return {Sided.EACH: SIDES, Sided.NEAR: (subject.near_side,), Sided.NONE: (Side.NONE,)}[self]


@dataclass(frozen=True, slots=True)
class Repetition:
    """How a repetition shows: an excursion of `signal` of at least `smallest`, lasting between two durations."""

    signal: Callable[[Subject], Floats]
    smallest: float
    shortest_s: float
    longest_s: float
    side: Side


@dataclass(frozen=True, slots=True)
class Use:
    """One measure of a movement: of which sides, at which moment, in which views."""

    measure: MeasureDefinition
    at: Moment
    sided: Sided
    views: frozenset[View]


@dataclass(frozen=True, slots=True)
class Movement:
    """A screen or an exercise.

    `fits` says whether repetitions found by `repetition` really are this movement; `reps_asked` is how many the
    screen asks for; `stated_only` marks what no camera can tell from a sibling (heels on a board). Faults are keys of
    the knowledge.
    """

    key: str
    views: frozenset[View]
    repetition: Repetition
    fits: Callable[[Subject, tuple[Excursion, ...]], bool]
    uses: tuple[Use, ...]
    faults: tuple[str, ...]
    reps_asked: int
    stated_only: bool = False


_MOVEMENTS: dict[str, Movement] = {}


def movement(declaration: Callable[[], Movement]) -> Movement:
    """Register the movement that the decorated function declares, and return it."""
    declared = declaration()
    if declared.key in _MOVEMENTS:
        raise ValueError(f"movement {declared.key} is declared twice")
    _MOVEMENTS[declared.key] = declared
    return declared


def movements() -> dict[str, Movement]:
    """Return every declared movement by key."""
    return dict(_MOVEMENTS)


def movement_of(key: str) -> Movement:
    """Return the movement of that key.

    Raises
    ------
    UnknownMovementError
        If none is declared.
    """
    if key not in _MOVEMENTS:
        raise UnknownMovementError(key, tuple(_MOVEMENTS))
    return _MOVEMENTS[key]
