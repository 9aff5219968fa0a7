"""What can be asked of a walk on the heels, as plain data; see `bench.phantom.spec` for the rest of a clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HeelStep:
    """One step: the foot of ``side`` is put down ahead of the other, its forefoot held up by ``up_deg``.

    ``least_up_deg`` is what is left of that while the body passes over the heel.
    """

    side: str = "right"
    step_s: float = 0.55
    length_m: float = 0.32
    up_deg: float = 20.0
    least_up_deg: float = 20.0


@dataclass(frozen=True)
class HeelWalkSpec:
    """Steps one by one, in one direction, and the walker's manner."""

    kind: str = "heel_walk"
    steps: tuple[HeelStep, ...] = (HeelStep("right"), HeelStep("left"), HeelStep("right"), HeelStep("left"))
    stance_m: float = 0.16
    turn_out_deg: float = 8.0
    swing_lift_m: float = 0.05
    arm_swing_deg: float = 8.0
    before_s: float = 0.6
    after_s: float = 0.6
    unrest: float = 1.0
    seed: int = 0
