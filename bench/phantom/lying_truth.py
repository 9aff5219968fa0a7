"""What is true of exercises done lying down: computed from the true 3-D joints and from nothing else.

Single-leg bridge, per side (of the leg whose foot is on the floor):

=======================  ==============================================================================================
hip_line_deg             180 minus the angle shoulder middle - hip joint - knee, sagittal plane; positive: the hip below
                         the line from shoulders to knee, negative: above it
=======================  ==============================================================================================

The hold is the longest spell within 10 deg of the best line of the repetition in which the line turns by less than
20 deg/s (over 0.3 s): who has lost more sinks, by the product's own line, and a published test of holding ends there.
Values: hip_line_deg, the middle one of the hold; hip_sink_deg, the most the line has lost since its best in the whole
spell around the hold in which it turns as slowly; hold_s. A repetition with a line further than 18 deg from straight
at its best is half a one: ``counted`` is false.

Of clips made later (version 2), pelvis_drop_deg is told as well, how far at the middle of the hold the line through the
hips slopes (positive: the free hip lower); and a bridge over both feet does not count as one on one leg.

Clam shell, per side (of the top leg):

=======================  ==============================================================================================
knee_opening_deg         the knee's turn about the line from hip to ankle, minus rest; positive: opens
heel_gap_pct             from heel to heel, minus rest, in % of leg length
pelvis_roll_back_deg     turn of the line through the hips about the body's long axis, minus rest; positive: backward
=======================  ==============================================================================================

Values are the largest of the repetition. Opening by less than 0.6 of the clip's median repetition, or by less than
15 deg, is half a one. Where both sides are done in one clip, each is told by itself: rest is before its first
repetition, and a side's curve is 0 while the other one is up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.hurdle_truth import OTHER
from bench.phantom.rig import UP, unit
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import SidedTruth

WITHIN_DEG, STEADY_DEG_S, OVER_S = 10.0, 20.0, 0.3
HALF_LINE_DEG = 18.0
HALF_SHARE, LEAST_OPENING_DEG = 0.6, 15.0
_LIES_STILL_S = 0.4
"""Who has turned over lies still for at least as long before going on."""


class LyingTruth(SidedTruth):
    """What exercises done lying down have in common."""

    quiet_s = 0.1

    def _inside(self, rep: RepTimes) -> np.ndarray:
        return np.asarray((self.times_s >= rep.start_s - 1e-9) & (self.times_s <= rep.end_s + 1e-9))

    def _times(self, rep: RepTimes) -> dict[str, object]:
        return {"start_s": rep.start_s, "turn_s": round(rep.turn_s, 3), "end_s": rep.end_s, "side": rep.side}


class BridgeTruth(LyingTruth):
    """True measures of one clip of single-leg bridges."""

    def _of(self, side: str) -> dict[str, Floats]:
        hip = self._at(f"{side}_hip")
        back, ahead = (self._sagittal(v - hip) for v in (self._middle("shoulder"), self._at(f"{side}_knee")))
        across = np.linalg.norm(np.cross(back, ahead), axis=1)
        bent = 180.0 - np.degrees(np.arctan2(across, np.sum(back * ahead, axis=1)))
        line = unit(ahead - back)
        over = back - np.sum(back * line, axis=1, keepdims=True) * line
        return {"hip_line_deg": bent * np.where(over @ UP >= 0, 1.0, -1.0)}

    def _sagittal(self, vectors: Floats) -> Floats:
        return np.asarray(vectors - (vectors @ self.right)[:, None] * self.right)

    def hold(self, rep: RepTimes) -> tuple[int, int]:
        """Return the first frame of the hold and the one after its last."""
        line = self.of_side(rep.side)["hip_line_deg"]
        ready = self._slow(rep) & (line < line[self._inside(rep)].min() + WITHIN_DEG)
        steps = np.diff(np.r_[False, ready, False].astype(int))
        spells = list(zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True))
        longest = max(spells, key=lambda s: s[1] - s[0], default=(int(np.argmin(line)), int(np.argmin(line)) + 1))
        return int(longest[0]), int(longest[1])

    def _slow(self, rep: RepTimes) -> np.ndarray:
        """Return (T,) where the line turns slowly in a repetition."""
        line = self.of_side(rep.side)["hip_line_deg"]
        half = OVER_S / 2
        later, sooner = (np.interp(self.times_s + step, self.times_s, line) for step in (half, -half))
        return np.asarray(self._inside(rep) & (np.abs(later - sooner) < STEADY_DEG_S * OVER_S))

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times, its hold, and every measure's value."""
        line = self.of_side(rep.side)["hip_line_deg"]
        first, end = self.hold(rep)
        held = line[first:end]
        sinks = line[slice(*self._sinking(rep, first, end))]
        hold_s = float(self.times_s[end - 1] - self.times_s[first])
        return {
            **self._times(rep),
            "counted": bool(line[self._inside(rep)].min() <= HALF_LINE_DEG),
            "hold_start_s": round(float(self.times_s[first]), 3),
            "hold_s": round(hold_s, 3),
            "hip_line_deg": {"value": _round(float(np.median(held)))},
            "hip_sink_deg": {"value": _round(float(np.max(sinks - np.minimum.accumulate(sinks))))},
        }

    def _sinking(self, rep: RepTimes, first: int, end: int) -> tuple[int, int]:
        """Return the frames of the spell around the hold in which the line turns slowly, near its best or not."""
        slow = self._slow(rep)
        while first > 0 and slow[first - 1]:
            first -= 1
        while end < len(slow) and slow[end]:
            end += 1
        return first, end


class BridgingTruth(BridgeTruth):
    """True measures of clips made later, some of them over both feet."""

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one side; over both feet those of the left one."""
        return super().of_side("left" if side == "both" else side)

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times, its hold, and every measure's value."""
        told = super().of_rep(rep)
        if rep.side == "both":
            return told | {"counted": False}
        middle = sum(self.hold(rep)) // 2
        planted, free = (self._at(f"{side}_hip")[middle] for side in (rep.side, OTHER[rep.side]))
        slope = np.degrees(np.arcsin(unit(planted - free) @ UP))
        return told | {"pelvis_drop_deg": {"value": _round(float(slope))}}


class _OneSideTruth(LyingTruth):
    """True measures of clam shells of one side."""

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        super().__init__(times_s, joints_m, reps)
        self._along = unit((self._middle("shoulder") - self._middle("hip"))[self.standing].mean(axis=0))

    def _of(self, side: str) -> dict[str, Floats]:
        other = "left" if side == "right" else "right"
        hip, knee, ankle = (self._at(f"{side}_{part}") for part in ("hip", "knee", "ankle"))
        axis = unit(hip - ankle)
        toward = unit((knee - ankle) - np.sum((knee - ankle) * axis, axis=1, keepdims=True) * axis)
        up = unit(UP - np.sum(UP * axis, axis=1, keepdims=True) * axis)
        turned = np.degrees(np.arctan2(np.sum(toward * up, axis=1), np.linalg.norm(np.cross(toward, up), axis=1)))
        gap = np.linalg.norm(self._at(f"{side}_heel") - self._at(f"{other}_heel"), axis=1) * 100 / self.leg_m(side)
        stacked = hip - self._at(f"{other}_hip")
        back = np.cross(self._along, UP)
        front = unit((knee - (hip + ankle) / 2)[self.standing].mean(axis=0))
        back = back * (-1.0 if back @ front > 0 else 1.0)
        roll = np.degrees(np.unwrap(np.arctan2(stacked @ back, stacked @ UP)))
        return {
            "knee_opening_deg": self._less_standing(turned),
            "heel_gap_pct": self._less_standing(gap),
            "pelvis_roll_back_deg": self._less_standing(roll),
        }

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times and every measure's value."""
        tops = [float(self.of_side(r.side)["knee_opening_deg"][self._inside(r)].max()) for r in self.reps]
        inside = self._inside(rep)
        most = {name: float(curve[inside].max()) for name, curve in self.of_side(rep.side).items()}
        enough = max(HALF_SHARE * float(np.median(tops)), LEAST_OPENING_DEG)
        return {
            **self._times(rep),
            "counted": most["knee_opening_deg"] >= enough,
            **{name: {"value": _round(value)} for name, value in most.items()},
        }


class ClamTruth(LyingTruth):
    """True measures of one clip of clam shells, of one side or of both."""

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        super().__init__(times_s, joints_m, reps)
        self._spells = [list(own) for _, own in groupby(reps, key=lambda rep: rep.side)]
        begins = [0.0, *(own[0].start_s - _LIES_STILL_S for own in self._spells[1:])]
        starts = [int(np.searchsorted(times_s, begin - 1e-9)) for begin in begins]
        self._frames = [slice(*ends) for ends in pairwise([*starts, len(times_s)])]
        self._told = [
            _OneSideTruth(times_s[frames], joints_m[frames], own)
            for frames, own in zip(self._frames, self._spells, strict=True)
        ]

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one side, as if it were on top; 0 in a clip of both while it is not."""
        if len(self._told) == 1:
            return self._told[0].of_side(side)
        names = self._told[0].of_side(side)
        curves = {name: np.zeros(len(self.times_s)) for name in names}
        for frames, told in zip(self._frames, self._told, strict=True):
            if told.reps[0].side == side:
                for name, curve in told.of_side(side).items():
                    curves[name][frames] = curve
        return curves

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times and every measure's value."""
        return next(told for told in self._told if rep in told.reps).of_rep(rep)


def _round(value: float) -> float:
    return round(value, 3)
