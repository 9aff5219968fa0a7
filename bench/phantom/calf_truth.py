"""What is true of single-leg calf raises: computed from the true 3-D joints and from nothing else.

Per side (of the leg that stands):

=======================  ==============================================================================================
heel_rise_deg            pitch of the line from heel to toe tip against the level sole at the start; positive: heel up
raise_height_pct         height of the middle of the hips, less that at the start, in % of leg length
stance_knee_bend_deg     180 minus the angle hip-knee-ankle in 3-D; 0 = straight
=======================  ==============================================================================================

Values are the largest of the repetition, from sunk to sunk, and of ``raise_height_pct`` the largest less the smallest;
``rep_s`` is its length. A repetition whose way from lowest
to highest is less than 0.75 of the best one's is half a one: ``counted`` is false. After two such in a row the height
is lost, and nothing counts any more.

Of clips made later (version 2), drop_pct is told as well, how far the hips are at their lowest in the repetition below
where they are with the sole level, in % of leg length; who begins with the heel sunk stands level at the end of the
clip. A raise on both feet (``side`` "both") does not count as one on one leg.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import SidedTruth, Truth

LEAST_SHARE, ENDS_AFTER = 0.75, 2
SUNK_DEG = 4.0
"""A clip begins with the heel sunk where its pitch is by this much lower than at the end."""


class CalfTruth(SidedTruth):
    """True measures of one clip of single-leg calf raises."""

    quiet_s = 0.8

    def _of(self, side: str) -> dict[str, Floats]:
        curves = Truth.of_side(self, side)
        return {
            "heel_rise_deg": curves["heel_lift_deg"],
            "raise_height_pct": self._less_standing(self._middle("hip")[:, 2] * 100 / self.leg_m(side)),
            "stance_knee_bend_deg": curves["knee_flexion_deg"],
        }

    def _way(self, rep: RepTimes) -> float:
        rise = self.of_side(rep.side)["heel_rise_deg"][self._inside(rep)]
        return float(rise.max() - rise.min())

    def _inside(self, rep: RepTimes) -> np.ndarray:
        return np.asarray((self.times_s >= rep.start_s - 1e-9) & (self.times_s <= rep.end_s + 1e-9))

    def _counted(self, rep: RepTimes) -> bool:
        best = max(self._way(one) for one in self.reps)
        low = [self._way(one) < LEAST_SHARE * best for one in self.reps]
        number = self.reps.index(rep)
        lost = any(all(low[n : n + ENDS_AFTER]) for n in range(number - ENDS_AFTER + 1))
        return not low[number] and not lost

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times and every measure's value."""
        inside = self._inside(rep)
        curves = {name: curve[inside] for name, curve in self.of_side(rep.side).items()}
        most = {name: float(curve.max()) for name, curve in curves.items()}
        most["raise_height_pct"] = float(np.ptp(curves["raise_height_pct"]))
        return {
            "start_s": rep.start_s,
            "turn_s": round(rep.turn_s, 3),
            "end_s": rep.end_s,
            "side": rep.side,
            "counted": self._counted(rep),
            "rep_s": round(rep.end_s - rep.start_s, 3),
            **{name: {"value": round(value, 3)} for name, value in most.items()},
        }


class CalfRaisingTruth(CalfTruth):
    """True measures of clips made later: some on both feet, some with the heel sunk from the beginning."""

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        super().__init__(times_s, joints_m, reps)
        pitch = self.of_side(reps[0].side)["heel_rise_deg"] if reps else np.zeros(len(times_s))
        if pitch[-1] - pitch[0] > SUNK_DEG:
            del self._curves
            self.standing = times_s >= reps[-1].end_s + self.quiet_s + 0.1

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one side; on both feet those of the left one."""
        return super().of_side("left" if side == "both" else side)

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times and every measure's value."""
        lowest = float(self.of_side(rep.side)["raise_height_pct"][self._inside(rep)].min())
        told = super().of_rep(rep) | {"drop_pct": {"value": round(-lowest, 3)}}
        return told | {"counted": False} if rep.side == "both" else told
