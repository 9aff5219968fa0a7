"""A named fault, its side, its verdict, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenstride.model.skeleton import Side


class Verdict(StrEnum):
    """What can be said of a fault."""

    PRESENT = "present"
    POSSIBLE = "possible"
    ABSENT = "absent"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The moment that shows a finding; `picture` is a path relative to the results folder."""

    clip: str
    time_s: float
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a movement on one side: the verdict, why, and the measures it rests on.

    `advice` says how to film it so that it can be judged; None when it was judged.
    """

    id: str
    movement: str
    fault: str
    side: Side
    verdict: Verdict
    why: str
    measures: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Retest:
    """The same fault with and without a change of set-up, and what the difference settles.

    `change` is retest minus plain, in the measure's unit; `settles` is one sentence.
    """

    fault: str
    side: Side
    plain: str
    retest: str
    change: float | None
    change_interval: tuple[float, float] | None
    outcome: str
    settles: str
