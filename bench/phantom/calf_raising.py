"""Calf raises that the first ones leave out: on both feet, the free foot beside the other, the heel sunk at first."""

from __future__ import annotations

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.calf import OTHER, OUT, CalfRaise
from bench.phantom.calf_spec import CalfRaisingSpec
from bench.phantom.rig import Rig, about, solve_leg

_HOVERS_DEG, _UNREST_M = 6.0, 0.004
"""How far the sole of a foot that hovers points down, and how far the foot wanders."""


class CalfRaising(CalfRaise):
    """Calf raises bound to a body; see `CalfRaisingSpec` for what can be asked of them."""

    screen = "single_leg_calf_raise.2"
    spec: CalfRaisingSpec

    def __init__(self, spec: CalfRaisingSpec, rig: Rig) -> None:
        super().__init__(spec, rig)
        if spec.feet == "both":
            self.reps = [type(rep)(rep.start_s, rep.turn_s, rep.end_s, "both") for rep in self.reps]

    def _sunk_at_first(self, times_s: Floats) -> Floats:
        return np.ones(len(times_s)) if self.spec.begins == "sunk" else super()._sunk_at_first(times_s)

    def _legs(self, times_s: Floats, pelvis: Floats, pitch: Floats) -> tuple[Floats, dict[str, Floats]]:
        spec = self.spec
        if spec.feet != "both":
            return super()._legs(times_s, pelvis, pitch)
        half = spec.stance_m / 2
        ahead = {spec.side: -spec.ahead_m, OTHER[spec.side]: 0.0}
        planted = {side: self._foot(side, pitch, OUT[side] * half, ahead[side]) for side in SIDES}
        x = np.full(len(times_s), OUT[spec.side] * spec.shift_m)
        place, hip = self._hips(times_s, pelvis, planted, x)
        left, right = (self._standing(side, hip[side], planted[side]) for side in SIDES)
        return place, left | right

    def _held(self, hip: Floats, times_s: Floats) -> dict[str, Floats]:
        """Hold the free leg where the manner has it, or the foot beside the other one."""
        spec, rig, side = self.spec, self.rig, OTHER[self.spec.side]
        if not spec.hover_m:
            return super()._held(hip, times_s)
        lowest = spec.step_m + rig.ankle_height_m + spec.hover_m
        ankle = hip + np.array([OUT[side] * 0.02, 0.02, lowest - float(hip[:, 2].min())])
        ankle[:, 1] += _UNREST_M * spec.unrest * self._wander["free"](times_s)
        leg = solve_leg(rig, side, hip, ankle, np.broadcast_to(np.array([0.0, -1.0, 0.0]), hip.shape))
        foot = np.broadcast_to(about("x", _HOVERS_DEG), leg.thigh.shape)
        end = SUFFIX[side]
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot}
