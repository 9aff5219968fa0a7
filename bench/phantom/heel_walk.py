"""A walk on the heels across the picture: forefeet up, short steps, knees nearly straight; faults as planned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.heel_walk_spec import HeelStep, HeelWalkSpec
from bench.phantom.hurdle_path import Foot
from bench.phantom.rig import Performance, Rig, about, solve_leg, unit
from bench.phantom.tempo import RepTimes, Wander, minimum_jerk
from bench.phantom.upper_body import UpperBody

_OUT = {"left": 1.0, "right": -1.0}
_SWING_SHARE, _RAISE_S, _STRETCHED = 0.72, 0.4, 0.985
_ARM = ((0.16, 0.04, -0.98), (0.08, -0.20, -0.97))


@dataclass(frozen=True)
class _Clock:
    """One step on the clip's clock (s): the foot leaves, lands, and the next one leaves."""

    step: HeelStep
    leaves_s: float
    lands_s: float
    next_s: float
    from_y: float
    to_y: float

    def moved(self, times_s: Floats) -> Floats:
        """Return how far the foot is on its way, 0..1."""
        return minimum_jerk((times_s - self.leaves_s) / (self.lands_s - self.leaves_s))


class HeelWalk:
    """A heel walk bound to a body; see `HeelWalkSpec` for what can be asked of it."""

    screen = "heel_walk"

    def __init__(self, spec: HeelWalkSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        rng = np.random.default_rng(spec.seed)
        self._wander = {name: Wander(rng) for name in ("x", "lean", "head")}
        self._upper = UpperBody(rig)
        self._feet = {side: Foot(rig, side) for side in SIDES}
        self._clocks, self.duration_s = _schedule(spec)
        self.reps = self._timed()

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        spec, rig = self.spec, self.rig
        heels = {side: self._heel_y(side, times_s) for side in SIDES}
        lean = 4.0 + 0.6 * spec.unrest * self._wander["lean"](times_s)
        pelvis, chest = about("x", 0.6 * lean), about("x", lean)
        rotations = {
            "root": pelvis,
            **self._upper.trunk_and_head(pelvis, chest, spec.unrest * self._wander["head"](times_s)),
        }
        stride = (heels["left"] - heels["right"]) / 0.35
        for side in SIDES:
            swing = about("x", _OUT[side] * spec.arm_swing_deg * np.clip(stride, -1.5, 1.5))
            mirror = np.array([_OUT[side], 1.0, 1.0])
            lines = (np.einsum("tij,j->ti", chest @ swing, unit(np.array(line) * mirror)) for line in _ARM)
            rotations |= self._upper.arm_along(side, chest, *lines)
        ankles = {side: self._foot(side, times_s, heels[side]) for side in SIDES}
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        place = np.zeros((len(times_s), 3))
        place[:, 0] = 0.008 * spec.unrest * self._wander["x"](times_s)
        place[:, 1] = np.mean([ankles[s][0][:, 1] for s in SIDES], axis=0) - 0.01
        offset = {side: pelvis @ (rig.joint("hip", side) - middle) for side in SIDES}
        place[:, 2] = self._hip_height(place, offset, ankles)
        for side in SIDES:
            rotations |= self._leg(side, place + offset[side], *ankles[side])
        return Performance(times_s, rotations, place - pelvis @ (middle - rig.body.heads[0]))

    def _heel_y(self, side: str, times_s: Floats) -> Floats:
        own = [clock for clock in self._clocks if clock.step.side == side]
        start = np.full(len(times_s), own[0].from_y if own else self._clocks[0].from_y)
        return start + sum((clock.to_y - clock.from_y) * clock.moved(times_s) for clock in own)

    def _up_deg(self, side: str, times_s: Floats) -> Floats:
        """Return how far the forefoot is up: raised before the first step, sinking while the body passes over."""
        own = [clock for clock in self._clocks if clock.step.side == side]
        first = self._clocks[0].leaves_s
        up = own[0].step.up_deg * minimum_jerk((times_s - first + _RAISE_S + 0.1) / _RAISE_S)
        for clock in own:
            lost = clock.step.up_deg - clock.step.least_up_deg
            sinks = minimum_jerk((times_s - clock.lands_s) / (0.45 * (clock.next_s - clock.leaves_s)))
            ends = clock.lands_s + 0.9 * (clock.next_s - clock.leaves_s)
            up -= lost * (sinks - minimum_jerk((times_s - ends) / 0.25))
        return np.asarray(up)

    def _foot(self, side: str, times_s: Floats, heel_y: Floats) -> tuple[Floats, Floats]:
        """Return where the ankle is (T, 3) and how the foot is turned (T, 3, 3), over a heel that keeps its place."""
        rig, foot = self.rig, self._feet[side]
        pitch = -self._up_deg(side, times_s)
        turned = about("z", _OUT[side] * (self.spec.turn_out_deg - foot.yaw_deg)) @ about("x", pitch)
        arm = np.einsum("tij,j->ti", turned, rig.joint("ankle", side) - rig.joint("heel", side))
        ankle = np.zeros((len(times_s), 3))
        ankle[:, 0] = _OUT[side] * self.spec.stance_m / 2
        ankle[:, 1] = heel_y + arm[:, 1]
        ankle[:, 2] = foot.ankle_height_m(pitch)
        for clock in self._clocks:
            if clock.step.side == side:
                share = np.clip((times_s - clock.leaves_s) / (clock.lands_s - clock.leaves_s), 0.0, 1.0)
                ankle[:, 2] += self.spec.swing_lift_m * np.sin(np.pi * share) ** 2
        return ankle, turned

    def _hip_height(self, place: Floats, offset: dict[str, Floats], ankles: dict[str, tuple[Floats, Floats]]) -> Floats:
        """Return how high the hips are: the lower of what either leg, nearly stretched, reaches."""
        leg_m = _STRETCHED * (self.rig.thigh_m + self.rig.shank_m)
        heights = []
        for side in SIDES:
            away = (place + offset[side] - ankles[side][0])[:, :2]
            heights.append(ankles[side][0][:, 2] + np.sqrt(leg_m**2 - np.sum(away**2, axis=1)) - offset[side][:, 2])
        return np.asarray(-0.004 * np.logaddexp(-heights[0] / 0.004, -heights[1] / 0.004))

    def _leg(self, side: str, hip: Floats, ankle: Floats, foot: Floats) -> dict[str, Floats]:
        angle = np.radians(self.spec.turn_out_deg)
        pole = np.broadcast_to(np.array([_OUT[side] * np.sin(angle), -np.cos(angle), 0.0]), hip.shape)
        leg = solve_leg(self.rig, side, hip, ankle, pole)
        end = SUFFIX[side]
        toes = {self.rig.body.labels[b]: foot for b in self.rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot, **toes}

    def _timed(self) -> list[RepTimes]:
        """Time every step from when its foot passes the other one to when that one passes it."""
        times = np.arange(0.0, self.duration_s, 0.01)
        ahead = self._heel_y("right", times) - self._heel_y("left", times)
        reps = []
        for clock in self._clocks:
            lead = ahead * _OUT[clock.step.side]
            before = times[(times <= clock.lands_s) & (lead <= 0.0)]
            after = times[(times >= clock.lands_s) & (lead <= 0.0)]
            start = float(before[-1]) if len(before) else clock.leaves_s
            end = float(after[0]) if len(after) else clock.next_s
            reps.append(RepTimes(round(start, 3), round(clock.lands_s, 3), round(end, 3), clock.step.side))
        return reps


def _schedule(spec: HeelWalkSpec) -> tuple[list[_Clock], float]:
    length = sum(step.length_m for step in spec.steps)
    places = dict.fromkeys(SIDES, length / 2)
    clock, found = spec.before_s + _RAISE_S + 0.1, []
    for step in spec.steps:
        other = "left" if step.side == "right" else "right"
        to_y = places[other] - step.length_m
        lands = clock + _SWING_SHARE * step.step_s
        found.append(_Clock(step, clock, lands, clock + step.step_s, places[step.side], to_y))
        places[step.side] = to_y
        clock += step.step_s
    return found, clock + spec.after_s
