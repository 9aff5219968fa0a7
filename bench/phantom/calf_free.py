"""Calf raises with the free leg held as people hold it: its foot pointed or drawn up, turned, the leg swung out."""

from __future__ import annotations

import numpy as np

from bench.phantom.body import SUFFIX, Floats
from bench.phantom.calf import OTHER, OUT, CalfRaise
from bench.phantom.calf_raising import CalfRaising
from bench.phantom.calf_spec import CalfFreeSpec, CalfRaisingSpec, CalfSpec
from bench.phantom.rig import Rig, about

_FOOT_WANDERS_DEG = 2.0


class CalfFree(CalfRaising):
    """Calf raises bound to a body; see `CalfFreeSpec` for what can be asked of them."""

    spec: CalfFreeSpec

    def _held(self, hip: Floats, times_s: Floats) -> dict[str, Floats]:
        """Hold the free leg where the spec has it."""
        spec, side = self.spec, OTHER[self.spec.side]
        thigh, shank, _ = super()._held(hip, times_s).values()
        if spec.hover_m:
            swung = about("x", np.full(len(times_s), -spec.free_thigh_deg))
            thigh, shank = swung @ thigh, swung @ shank
        pointed = about("x", spec.free_foot_deg + _FOOT_WANDERS_DEG * spec.unrest * self._wander["free"](times_s))
        out = about("y", -OUT[side] * spec.free_out_deg)
        foot = (pointed if spec.hover_m else shank @ pointed) @ about("z", OUT[side] * spec.free_turn_deg)
        end = SUFFIX[side]
        return {f"upperleg01{end}": out @ thigh, f"lowerleg01{end}": out @ shank, f"foot{end}": out @ foot}


def raises_of(spec: CalfSpec, rig: Rig) -> CalfRaise:
    """Return the calf raises of any kind of spec as this body does them."""
    if isinstance(spec, CalfFreeSpec):
        return CalfFree(spec, rig)
    return CalfRaising(spec, rig) if isinstance(spec, CalfRaisingSpec) else CalfRaise(spec, rig)
