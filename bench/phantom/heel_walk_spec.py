"""What can be asked of a walk on the heels, as plain data; see `bench.phantom.spec` for the rest of a clip."""

from __future__ import annotations

from dataclasses import dataclass

ROLLS_DEG = -10.0


@dataclass(frozen=True)
class HeelStep:
    """One step: the foot of ``side`` is put down ahead of the other, its forefoot held up by ``up_deg``.

    ``least_up_deg`` is what is left of that while the body passes over the heel. Both 0: a step on a flat foot. Below
    `ROLLS_DEG` the foot rolls on as in normal walking: down to the floor, then its heel comes up by so much.
    """

    side: str = "right"
    step_s: float = 0.55
    length_m: float = 0.32
    up_deg: float = 20.0
    least_up_deg: float = 20.0


@dataclass(frozen=True, kw_only=True)
class _Manner:
    """How a walker goes, wherever to."""

    stance_m: float = 0.16
    turn_out_deg: float = 8.0
    swing_lift_m: float = 0.05
    arm_swing_deg: float = 8.0
    before_s: float = 0.6
    after_s: float = 0.6
    unrest: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class HeelWalkSpec(_Manner):
    """Steps one by one, in one direction, in the walker's manner."""

    kind: str = "heel_walk"
    steps: tuple[HeelStep, ...] = (HeelStep("right"), HeelStep("left"), HeelStep("right"), HeelStep("left"))


@dataclass(frozen=True)
class HeelLap:
    """One length of the room: its steps, how long the walker stands after each (none if empty), and how it ends.

    ``closes``: the hind foot is put beside the other one at the end, which is no step ahead.
    """

    steps: tuple[HeelStep, ...] = (HeelStep("right"), HeelStep("left"), HeelStep("right"), HeelStep("left"))
    stands_s: tuple[float, ...] = ()
    closes: bool = False


@dataclass(frozen=True)
class HeelLapsSpec(_Manner):
    """Lengths of a room there and back, with a turn on the spot of ``turn_s`` in between.

    ``turns_left``: which way round. ``seen_to_m``: steps that land further than this beyond the middle, on the side
    that the first length goes to, are out of the picture, and none of those that can be counted.
    """

    kind: str = "heel_laps"
    laps: tuple[HeelLap, ...] = (HeelLap(), HeelLap())
    turn_s: float = 2.4
    turns_left: bool = True
    seen_to_m: float = 100.0
