"""What is true of walks on the heels: computed from the true 3-D joints and from nothing else.

Per side (of the foot that is put down ahead):

=======================  ==============================================================================================
forefoot_pitch_deg       pitch of the line from heel to toe tip against the level sole at the start; positive: toes up
=======================  ==============================================================================================

A step lasts from when its foot passes the other one to when that one passes it. ``forefoot_up_deg`` is how much less
the forefoot is up after landing, for a quarter of the time at least, than as it lands: below zero. ``step_length_pct``
is how far the hips go on in it, in % of leg length. A step is one on the heels, and counts, if its forefoot is up by at
least `ON_THE_HEEL_DEG` at its highest from landing on. Turning round and closing up are no steps.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from bench.phantom.body import SIDES, Floats
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import Truth

ON_THE_HEEL_DEG = 8.0


class HeelWalkTruth(Truth):
    """True measures of one clip of a walk on the heels."""

    quiet_s = 0.65

    def of_body(self) -> dict[str, Floats]:
        """Return no curves: everything belongs to a side."""
        return {}

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one side."""
        return self._curves[side]

    @cached_property
    def _curves(self) -> dict[str, dict[str, Floats]]:
        every = {side: super(HeelWalkTruth, self).of_side(side) for side in SIDES}
        return {side: {"forefoot_pitch_deg": -curves["heel_lift_deg"]} for side, curves in every.items()}

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one step's times and every measure's value."""
        inside = (self.times_s >= rep.start_s - 1e-9) & (self.times_s <= rep.end_s + 1e-9)
        up = self.of_side(rep.side)["forefoot_pitch_deg"]
        landed = inside & (self.times_s >= rep.turn_s - 1e-9)
        onward = np.ptp((self._middle("hip") @ self.forward)[inside])
        return {
            "start_s": rep.start_s,
            "turn_s": round(rep.turn_s, 3),
            "end_s": rep.end_s,
            "side": rep.side,
            "counted": bool(up[landed].max() >= ON_THE_HEEL_DEG),
            "forefoot_up_deg": {"value": round(float(np.percentile(up[landed], 25) - up[landed][0]), 3)},
            "step_length_pct": {"value": round(float(onward) * 100 / self.leg_m(rep.side), 3)},
        }
