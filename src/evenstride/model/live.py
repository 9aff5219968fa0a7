"""What can be said of an exercise while it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evenstride.model.skeleton import Side


@dataclass(frozen=True, slots=True)
class Done:
    """A repetition that is over; `number` counts its side, 0 if it does not count, and then `why_not` says why."""

    side: Side
    number: int
    start_s: float
    end_s: float
    hold_s: float | None = None
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class LiveState:
    """What is known at `time_s`: counts of each side, the hold under way, and the one cue that matters most.

    `done` holds every repetition so far, in order; `side` is whose repetition is under way, None between repetitions.
    """

    time_s: float
    counts: Mapping[Side, int]
    done: tuple[Done, ...] = ()
    side: Side | None = None
    hold_s: float | None = None
    cue: str = ""
