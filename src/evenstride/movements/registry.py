"""What a movement declares, and all that are declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evenstride.errors import UnknownMovementError
from evenstride.measure.moments import Moment
from evenstride.measure.performed import Performed
from evenstride.measure.registry import MeasureDefinition
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.posture import Posture
from evenstride.signal.repetitions import excursions


class Sided(StrEnum):
    """Of which sides of the body a measure is read, and in whose repetitions.

    `EACH` and `NEAR` are for two-legged movements. In a movement of one leg at a time, `WORKING` is read of each leg
    while it works, `ANY_WORKING` also of one that nobody can name, `NEAR_WORKING` of the one that is the nearer one
    then, `SUPPORT` of each leg while the other one does, and `ARM` of each arm while it is stretched out.
    """

    EACH = "each"
    NEAR = "near"
    NONE = "none"
    WORKING = "working"
    ANY_WORKING = "any_working"
    NEAR_WORKING = "near_working"
    SUPPORT = "support"
    ARM = "arm"

    def parts(self, subject: Subject, reps: Sequence[Performed]) -> list[tuple[Side, tuple[Performed, ...]]]:
        """Return the sides to read in this clip, each with the repetitions to read it in."""
        if self in (Sided.WORKING, Sided.ANY_WORKING):
            unnamed = self is Sided.ANY_WORKING and any(r.side is Side.NONE for r in reps)
            legs = (*SIDES, Side.NONE) if unnamed else SIDES
            return [(side, tuple(r for r in reps if r.side is side)) for side in legs]
        if self is Sided.NEAR_WORKING:
            near = tuple(r for r in reps if r.side is (r.near_side or subject.near_side))
            shown = tuple(side for side in SIDES if any(r.side is side for r in near)) or (subject.near_side,)
            return [(side, tuple(r for r in near if r.side is side)) for side in shown]
        if self is Sided.SUPPORT:
            return [(side, tuple(r for r in reps if r.side is side.mirror())) for side in SIDES]
        if self is Sided.ARM:
            return [(side, tuple(r for r in reps if r.arm is side)) for side in SIDES]
        sides = {Sided.EACH: SIDES, Sided.NEAR: (subject.near_side,), Sided.NONE: (Side.NONE,)}[self]
        return [(side, tuple(reps)) for side in sides]


Finder = Callable[[Subject], tuple[Performed, ...]]


def found_by_excursions(
    signal: Callable[[Subject], Floats], smallest: float, shortest_s: float, longest_s: float, side: Side
) -> Finder:
    """Return what finds excursions of `signal` of at least `smallest` that last between two durations."""

    def find(subject: Subject) -> tuple[Performed, ...]:
        found = (e for e in excursions(subject.motion.times, signal(subject), smallest) if e.height >= smallest)
        return tuple(Performed.of(e, side) for e in found if shortest_s <= e.duration_s <= longest_s)

    return find


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

    Parameters
    ----------
    find
        Finds the repetitions in a clip, in order of time.
    fits
        Says whether repetitions so found really are this movement.
    reach
        ``(subject, side) -> (T,)``: how far the movement has gone at every moment, in the unit of `Performed.reach`.
    reps_asked
        How many the screen asks for: of each leg where one leg works at a time, of both else; None
        where it is not counted that way.
    stated_only
        Marks what is never looked for in a clip that nobody named: what no camera can tell from a sibling (heels on a
        board).
    yields_to
        Keys of movements that a clip shows rather than this one where it seems to show both.
    posture
        How the body is to the floor. Lying down is looked for only where it is declared: who lies is seen from
        elsewhere than who stands.
    family
        Whose figures on the tuning phantoms hold for it; its own key unless it is another movement's sibling.
    faults
        Keys of the knowledge.
    """

    key: str
    views: frozenset[View]
    find: Finder
    fits: Callable[[Subject, tuple[Performed, ...]], bool]
    reach: Callable[[Subject, Side], Floats]
    uses: tuple[Use, ...]
    faults: tuple[str, ...]
    reps_asked: int | None
    one_leg_at_a_time: bool = False
    stated_only: bool = False
    yields_to: tuple[str, ...] = ()
    family: str = ""
    posture: Posture = Posture.UPRIGHT

    def accuracy_key(self, use: Use, view: View) -> str:
        """Return the key of the figures on one of its measures."""
        return f"{self.family or self.key}.{use.measure.name}.{view}.{use.at.key}"


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
