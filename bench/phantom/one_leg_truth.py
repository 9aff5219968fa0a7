"""What is true of exercises done standing on one leg: computed from the true 3-D joints and from nothing else.

Axes, ``standing`` and ``leg length`` are those of `bench.phantom.truth`. A repetition belongs to the standing leg.

Per leg, as it stands:

======================  ===============================================================================================
knee_flexion_deg, thigh_below_horizontal_deg, knee_medial_shift_pct, fppa_deg
                        as for the squat
pelvic_drop_deg         slope of the line through the hip joints, minus standing; positive: the free side's hip lower
trunk_lateral_lean_deg  as for the squat: positive toward the runner's right, whichever leg stands
hip_flexion_deg         angle between the trunk (hip middle to shoulder middle) and the thigh, sagittal plane; 0 in line
trunk_leg_line_deg      how far the free leg (hip to ankle) hangs below the trunk's line, sagittal plane; 0 in line
pelvis_open_deg         slope of the line through the hip joints, minus standing; positive: the free side's hip higher
sway_pct                hip middle beside the standing ankle along the right axis, in % of leg length
======================  ===============================================================================================

A repetition is a dip, or a balance. Values of a dip: the largest knee_flexion_deg and thigh_below_horizontal_deg, the
worst knee_medial_shift_pct and pelvic_drop_deg, the furthest trunk_lateral_lean_deg, fppa_deg at 60 deg of flexion on
the way down; of a hinge the hip_flexion_deg, trunk_leg_line_deg and pelvis_open_deg where the hip is bent most, how
much more the knee is bent there than at the start (knee_bend_deg), and the trunk_lean_deg at the end. A dip of less
than ``HALF_SHARE`` of the clip's best does not count, nor one that is less than the least of its kind.

A balance lasts from the free foot leaving the floor until it is down again, the standing foot leaves the floor, or a
hand is further than ``REACHED`` of leg length from where it was; it counts from ``LEAST_HOLD_S`` on. Its values: the
middle pelvic_drop_deg and trunk_lateral_lean_deg, the range from the 2.5th to the 97.5th percentile of sway_pct and of
how far the hip middle is ahead of the standing ankle (fore_aft_sway_pct, in % of leg length), and touch_downs: 1 if it
ended with a hop, a hand or a touch, which is a foot that is down for less than ``TOUCHED_S``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from bench.phantom.body import SIDES, Floats
from bench.phantom.hurdle_truth import OFF_FLOOR_M, OTHER
from bench.phantom.rig import UP
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import AT_FLEXION_DEG, SidedTruth, Truth

HALF_SHARE = 0.6
LEAST_DEG = {"single_leg_squat": 50.0, "single_leg_rdl": 50.0}
"""The least bend of the knee that is a squat, and of the hip that is a hinge."""
LEAST_HOLD_S = 2.0
REACHED = 0.45
TOUCHED_S = 1.6
SHIFTING_S = 0.6
"""Standing on both feet ends this long before the first foot leaves the floor."""


class OneLegTruth(SidedTruth):
    """True measures of one clip; ``screen`` is set by the subclasses below."""

    screen = ""

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        super().__init__(times_s, joints_m, reps)
        risen = np.max([self._at(f"{s}_ankle") @ UP - self._at(f"{s}_ankle")[0] @ UP for s in SIDES], axis=0)
        lifted = np.flatnonzero(risen > OFF_FLOOR_M)
        first_s = float(times_s[lifted[0]]) if len(lifted) else float(times_s[-1])
        self.standing = times_s <= max(first_s - SHIFTING_S, times_s[0] + 0.1)
        across = (self._at("right_hip") - self._at("left_hip"))[self.standing].mean(axis=0) * np.array([1.0, 1.0, 0.0])
        self.right = across / np.linalg.norm(across)
        self.forward = np.cross(UP, self.right)

    def _of(self, side: str) -> dict[str, Floats]:
        squat, body = Truth.of_side(self, side), Truth.of_body(self)
        drop = body["pelvic_tilt_deg"] * (1.0 if side == "left" else -1.0)
        beside = (self._middle("hip") - self._at(f"{side}_ankle")) @ self.right * 100 / self.leg_m(side)
        trunk = self._direction(self._middle("shoulder") - self._middle("hip"))
        thigh = self._direction(self._at(f"{side}_knee") - self._at(f"{side}_hip"))
        free = self._direction(self._at(f"{OTHER[side]}_ankle") - self._at(f"{OTHER[side]}_hip"))
        return {
            **{name: squat[name] for name in ("knee_flexion_deg", "thigh_below_horizontal_deg")},
            **{name: squat[name] for name in ("knee_medial_shift_pct", "fppa_deg")},
            "pelvic_drop_deg": drop,
            "pelvis_open_deg": -drop,
            "trunk_lateral_lean_deg": body["trunk_lateral_lean_deg"],
            "trunk_lean_deg": body["trunk_lean_deg"],
            "hip_flexion_deg": 180.0 - _turned(thigh - trunk),
            "trunk_leg_line_deg": 180.0 - _turned(free - trunk),
            "sway_pct": beside,
        }

    def _direction(self, vectors: Floats) -> Floats:
        """Return angles (T,) in the sagittal plane, deg: 0 up, 90 forward, 180 down."""
        return np.degrees(np.arctan2(vectors @ self.forward, vectors @ UP))

    def in_the_air(self, side: str) -> np.ndarray:
        """Say in which frames a foot is off the floor altogether (T,)."""
        risen = [self._less_standing(self._at(f"{side}_{part}") @ UP) for part in ("heel", "ball", "toe")]
        return np.asarray(np.min(risen, axis=0) > OFF_FLOOR_M)

    def _inside(self, rep: RepTimes) -> np.ndarray:
        return np.asarray((self.times_s >= rep.start_s - 1e-9) & (self.times_s <= rep.end_s + 1e-9))

    def _times(self, rep: RepTimes) -> dict[str, object]:
        return {"start_s": rep.start_s, "turn_s": round(rep.turn_s, 3), "end_s": rep.end_s, "side": rep.side}


class DipTruth(OneLegTruth):
    """What squats and hinges on one leg have in common."""

    bent = ""
    """The curve that says how far a repetition goes."""

    def counted(self, rep: RepTimes) -> bool:
        """Say whether a repetition goes far enough to be one."""
        depth = {r: float(self.of_side(r.side)[self.bent][self._inside(r)].max()) for r in self.reps}
        return depth[rep] >= max(HALF_SHARE * max(depth.values()), LEAST_DEG[self.screen])


class SquatTruth(DipTruth):
    """True measures of one clip of single-leg squats."""

    screen, bent = "single_leg_squat", "knee_flexion_deg"

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times, its side, and every measure's value."""
        curves, inside = self.of_side(rep.side), self._inside(rep)
        lean = curves["trunk_lateral_lean_deg"][inside]
        most = ("knee_flexion_deg", "thigh_below_horizontal_deg", "knee_medial_shift_pct", "pelvic_drop_deg")
        return {
            **self._times(rep),
            "counted": self.counted(rep),
            **{name: {"value": round(float(curves[name][inside].max()), 3)} for name in most},
            "trunk_lateral_lean_deg": {"value": round(float(lean[np.argmax(np.abs(lean))]), 3)},
            "fppa_deg": {"value": self._fppa(curves, rep)},
        }

    def _fppa(self, curves: dict[str, Floats], rep: RepTimes) -> float | None:
        """Read the projected angle where flexion first passes 60 deg on the way down."""
        flexion, fppa = curves["knee_flexion_deg"], curves["fppa_deg"]
        down = np.flatnonzero((self.times_s >= rep.start_s) & (self.times_s <= rep.turn_s))
        for i, j in pairwise(down):
            if flexion[i] < AT_FLEXION_DEG <= flexion[j]:
                return round(float(fppa[j]), 3)
        return None


class HingeTruth(DipTruth):
    """True measures of one clip of single-leg Romanian deadlifts."""

    screen, bent = "single_leg_rdl", "hip_flexion_deg"

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times, its side, and every measure's value."""
        curves = self.of_side(rep.side)
        bottom = int(np.argmax(np.where(self._inside(rep), curves["hip_flexion_deg"], -np.inf)))
        names = ("hip_flexion_deg", "trunk_leg_line_deg", "pelvis_open_deg")
        before, after = (np.abs(self.times_s - end) <= 0.1 for end in (rep.start_s, rep.end_s))
        knee = curves["knee_flexion_deg"]
        return {
            **self._times(rep),
            "counted": self.counted(rep),
            **{name: {"value": round(float(curves[name][bottom]), 3)} for name in names},
            "knee_bend_deg": {"value": round(float(knee[bottom] - knee[before].mean()), 3)},
            "trunk_lean_deg": {"value": round(float(curves["trunk_lean_deg"][after].mean()), 3)},
        }


class BalanceTruth(OneLegTruth):
    """True measures of one clip of standing on one leg."""

    screen = "single_leg_balance"

    def timed(self, start_s: float, end_s: float, side: str) -> RepTimes:
        """Return the hold on a leg that lies somewhere between two times."""
        within = (self.times_s >= start_s) & (self.times_s <= end_s)
        air = np.flatnonzero(self.in_the_air(OTHER[side]) & within)
        if not len(air):
            raise ValueError(f"the {OTHER[side]} foot does not leave the floor between {start_s:.2f} and {end_s:.2f} s")
        first, last = int(air[0]), int(air[-1])
        breach = np.flatnonzero((self.in_the_air(side) | self._reaching(first)) & within)
        breach = breach[breach > first]
        last = min(last, int(breach[0])) if len(breach) else last
        begin, end = (round(float(self.times_s[n]), 3) for n in (first, last))
        return replace(RepTimes(begin, round((begin + end) / 2, 3), end), side=side)

    def _reaching(self, first: int) -> np.ndarray:
        """Say where a hand is further out from the hips than it was at the beginning by more than ``REACHED``."""
        out = np.zeros(len(self.times_s), dtype=bool)
        for side in SIDES:
            away = np.abs((self._at(f"{side}_wrist") - self._middle("hip")) @ self.right)
            out |= away - away[first] > REACHED * self.leg_m(side)
        return out

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one hold's times, its side, and every measure's value."""
        curves, inside = self.of_side(rep.side), self._inside(rep)
        ahead = (self._middle("hip") - self._at(f"{rep.side}_ankle")) @ self.forward * 100 / self.leg_m(rep.side)
        hold_s = rep.end_s - rep.start_s
        names = ("pelvic_drop_deg", "trunk_lateral_lean_deg")
        return {
            **self._times(rep),
            "counted": hold_s >= LEAST_HOLD_S,
            "hold_start_s": rep.start_s,
            "hold_s": round(hold_s, 3),
            "sway_pct": {"value": _to_and_fro(curves["sway_pct"][inside])},
            "fore_aft_sway_pct": {"value": _to_and_fro(ahead[inside])},
            **{name: {"value": round(float(np.median(curves[name][inside])), 3)} for name in names},
            "touch_downs": {"value": int(self._lost(rep))},
        }

    def _lost(self, rep: RepTimes) -> bool:
        """Say whether a hold ended because balance was lost."""
        end = int(np.searchsorted(self.times_s, rep.end_s + 0.04))
        first = int(np.searchsorted(self.times_s, rep.start_s))
        breach = (self.in_the_air(rep.side) | self._reaching(first))[min(end, len(self.times_s) - 1)]
        again = [r for r in self.reps if r.side == rep.side and 0 < r.start_s - rep.end_s < TOUCHED_S]
        return bool(breach) or bool(again)


TELLERS: dict[str, type[OneLegTruth]] = {t.screen: t for t in (SquatTruth, HingeTruth, BalanceTruth)}
"""The class that tells each exercise's truth."""


def _to_and_fro(path: Floats) -> float:
    """Return the range of a path (T,), its outermost twentieth left out."""
    low, high = np.percentile(path, (2.5, 97.5))
    return round(float(high - low), 3)


def _turned(angles_deg: Floats) -> Floats:
    """Return angles brought to 0..360 deg."""
    return np.asarray(np.mod(angles_deg, 360.0))
