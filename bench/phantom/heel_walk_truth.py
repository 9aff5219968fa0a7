"""What is true of walks on the heels: computed from the true 3-D joints and from nothing else.

Per side (of the foot that is put down ahead):

=======================  ==============================================================================================
forefoot_pitch_deg       pitch of the line from heel to toe tip against the level sole at the start; positive: toes up
=======================  ==============================================================================================

A step lasts from when its foot passes the other one to when that one passes it. ``forefoot_up_deg`` is how much less
the forefoot is up after landing, for a quarter of the time at least, than as it lands: below zero. ``step_length_pct``
is how far the hips go on in it, in % of leg length. A step is one on the heels, and counts, if its forefoot is up by at
least `ON_THE_HEEL_DEG` at its highest from landing on, and its heel does not come up by as much before its toes leave
the spot: that foot rolls. A foot that comes down and stays does as it did before. Turning and closing up are no steps.

That is what a viewer would say only if no step is close to a limit. In sets drawn before `heel_laps_set` could draw
`clear` ones, some are: the foot put down last in a turn set out again at once, its forefoot still down, which made 2 of
11 walks whose forefeet drop a step shorter than planned; a step counted whose foot landed half in the picture and the
body outside; a foot began to roll that then stayed; forefeet that tire came up by 11 deg at last, others on the heels
by 13 and more, flat ones by 4 at the most.
"""

from __future__ import annotations

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import SidedTruth, Truth

ON_THE_HEEL_DEG = 8.0
_LEFT_M = 0.03
"""Toes that are further than this from where they were put down have left."""


class HeelWalkTruth(SidedTruth):
    """True measures of one clip of a walk on the heels."""

    quiet_s = 0.65

    def _of(self, side: str) -> dict[str, Floats]:
        return {"forefoot_pitch_deg": -Truth.of_side(self, side)["heel_lift_deg"]}

    def _rolls(self, rep: RepTimes) -> bool:
        """Say whether the heel comes up before the toes leave."""
        toes = self._at(f"{rep.side}_toe")[:, :2]
        landed = int(np.searchsorted(self.times_s, rep.turn_s))
        away = np.flatnonzero(np.linalg.norm(toes[landed:] - toes[landed], axis=1) > _LEFT_M)
        up = self.of_side(rep.side)["forefoot_pitch_deg"]
        if not len(away):
            before = [one for one in self.reps if one.side == rep.side and one.turn_s < rep.turn_s]
            down = bool(up[landed:].min() < ON_THE_HEEL_DEG)
            return down and bool(before) and self._rolls(before[-1])
        return bool(up[landed : landed + int(away[0])].min() <= -ON_THE_HEEL_DEG)

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
            "counted": bool(up[landed].max() >= ON_THE_HEEL_DEG and not self._rolls(rep)),
            "forefoot_up_deg": {"value": round(float(np.percentile(up[landed], 25) - up[landed][0]), 3)},
            "step_length_pct": {"value": round(float(onward) * 100 / self.leg_m(rep.side), 3)},
        }
