"""One exercise as it was filmed: counted, held, judged per side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from evenstride.model.assessment import PoseProvenance, Signals
from evenstride.model.clip import Clip, Rep
from evenstride.model.finding import Finding
from evenstride.model.measure import Measure, Undetermined
from evenstride.model.skeleton import Side


@dataclass(frozen=True, slots=True)
class SideTally:
    """What one side did: repetitions that count, the longest hold, the distance; None where it could not be told."""

    reps: int | None = None
    best_hold_s: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class FilmedSet:
    """Repetitions of one side without a long rest between them; `reps` are their indices."""

    side: Side
    from_s: float
    to_s: float
    reps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """How one quantity ran over the counted repetitions of one side, in order: the trace of fatigue.

    `change` is what the straight line through `per_rep` gains from the first to the last, with its 95 % interval, in
    `unit`; both None where there are too few repetitions to tell a trend from their spread.
    """

    name: str
    side: Side
    unit: str
    per_rep: tuple[float, ...]
    change: float | None = None
    change_interval: tuple[float, float] | None = None

    @property
    def changed(self) -> bool:
        """Whether it changed by more than the repetitions differ anyway."""
        return self.change_interval is not None and not self.change_interval[0] <= 0 <= self.change_interval[1]


LEGS = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg"}
BOTH_LEGS, ONE_LEG = "Both legs", "One leg"
ENDS = {"touch": "a touch of the other foot", "hop": "a hop", "hand": "a hand"}


class Reach(StrEnum):
    """Whether something that is asked for was reached."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether one leg went as far as the exercise asks, at the bottom of its repetitions.

    `aim` is a key of the knowledge, `measure` the id of what tells it, None where the clip does not tell it; `why` is a
    clause in words.
    """

    aim: str
    side: Side
    reach: Reach
    why: str
    measure: str | None = None


def reached_in_words(aims: Sequence[Reached]) -> tuple[str, ...]:
    """Return one sentence for each leg; one for both where the same is to be said of them."""
    legs: dict[str, list[Side]] = {}
    for side in dict.fromkeys(one.side for one in aims):
        said = "; ".join(dict.fromkeys(one.why for one in aims if one.side is side))
        legs.setdefault(said, []).append(side)
    return tuple(f"{BOTH_LEGS if len(sides) > 1 else LEGS[sides[0]]}: {said}." for said, sides in legs.items())


def ended_in_words(reps: Sequence[Rep]) -> tuple[str, ...]:
    """Return one sentence for each hold that counts and was ended before the foot was put down for good."""
    return tuple(
        f"{LEGS.get(rep.side, ONE_LEG)}: {ENDS[rep.ended_by]} ended the hold at {rep.end_s:.1f} s."
        for rep in reps
        if rep.counted and rep.ended_by is not None
    )


@dataclass(frozen=True, eq=False)
class Session:
    """Everything that was seen of one exercise in one clip.

    `undetermined` says why nothing could be counted, if so: then `sides` holds no numbers. `side_stated` is the side
    the user gave because no camera can tell it, `eyes_closed` what they said of a balance. `signals` is for pictures
    and plots and is no part of the JSON.
    """

    created: str
    software_version: str
    pose: PoseProvenance
    athlete: str | None
    exercise: str
    clip: Clip
    reps: tuple[Rep, ...]
    sides: Mapping[Side, SideTally]
    sets: tuple[FilmedSet, ...] = ()
    trends: tuple[Trend, ...] = ()
    measures: tuple[Measure, ...] = ()
    findings: tuple[Finding, ...] = ()
    aims: tuple[Reached, ...] = ()
    side_stated: Side | None = None
    eyes_closed: bool = False
    undetermined: Undetermined | None = None
    summary: tuple[str, ...] = ()
    signals: Signals | None = field(default=None)
