"""One repetition as a clip shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evenstride.model.skeleton import Side
from evenstride.signal.repetitions import Excursion

SAME_SIDE, DIAGONAL = "same_side", "diagonal"
"""The variants of a movement of one arm and one leg."""

BOTH_FEET = "both feet lifted the body"
"""Why what is asked of one leg at a time does not count when both did it."""

UNSURE = "how many steps these are could not be told"
"""Why steps of a clip that may as well show another number of them do not count."""


@dataclass(frozen=True, slots=True)
class Performed:
    """One repetition, from leaving the start pose by its turning point back to it; times in seconds of the clip.

    Parameters
    ----------
    side
        The leg at work: left or right, or both.
    reach
        How far it went, in the unit of the movement's own signal.
    hold
        From when to when the end position was kept, where the movement has a hold.
    around_hold
        From when to when the body stayed as still as in the hold, in form or not; None where that is the hold.
    variant
        Which form of the movement it was, where there are several (a key, such as ``"diagonal"``).
    why_not
        Why it does not count; None if it does.
    unread
        Why nothing can be read in it though it counts; None if it can.
    turned_back_s
        When it turned again on the way back, where it goes over something and returns; `turn_s` is the way over.
    near_side
        The side of the body nearer the camera in it, where the clip shows now one and now the other; None where it is
        the same one all the time.
    touch_downs
        How often balance was lost: a foot that should be up came down, or the one that should stand hopped.
    under_way
        False for the first and the last step of a walk's way, unless there are few: the walker sets out or stops in it.
    ended_by
        What ended a hold before the foot was put down for good: ``"touch"``, ``"hop"`` or ``"hand"``.
    unsure
        Whether the clip may as well show another number of all of them.
    """

    side: Side
    start_s: float
    turn_s: float
    end_s: float
    reach: float
    hold: tuple[float, float] | None = None
    around_hold: tuple[float, float] | None = None
    variant: str | None = None
    why_not: str | None = None
    unread: str | None = None
    turned_back_s: float | None = None
    touch_downs: int = 0
    near_side: Side | None = None
    under_way: bool = True
    ended_by: str | None = None
    unsure: bool = False

    @classmethod
    def of(cls, excursion: Excursion, side: Side) -> Performed:
        """Return the repetition that an excursion of the movement's signal is."""
        return cls(side, excursion.start_s, excursion.turn_s, excursion.end_s, excursion.height)

    def by_both_feet(self) -> Performed:
        """Return it as done by both feet, where one of them was asked for: it does not count."""
        return replace(self, side=Side.BOTH, why_not=BOTH_FEET)

    @property
    def arm(self) -> Side:
        """The arm at work: that of the leg, or the other one in the diagonal variant."""
        return self.side.mirror() if self.variant == DIAGONAL else self.side

    @property
    def duration_s(self) -> float:
        """Seconds from start to end."""
        return self.end_s - self.start_s

    @property
    def hold_s(self) -> float | None:
        """Seconds the end position was kept; None where there is no hold."""
        return None if self.hold is None else self.hold[1] - self.hold[0]

    @property
    def counted(self) -> bool:
        """Whether it counts."""
        return self.why_not is None
