"""What is true of a hurdle step: the measures, computed from the true 3-D joints and from nothing else.

Axes, ``standing`` and ``leg length`` are those of `bench.phantom.truth`. A repetition belongs to the swing leg, the one
that steps over; the other is the stance leg. It starts when the swing foot leaves the floor, turns when the swing knee
is highest on the way over and ends when the foot is back beside the other. The far side is where the swing ankle is
furthest ahead; the way over lies before it, the way back after it.

Per leg, as curves over the whole clip:

=====================  ================================================================================================
hip_turn_out_deg       azimuth of the thigh against straight ahead; positive: outward. Fades to 0 as the thigh hangs
foot_turn_out_deg      azimuth of the line heel to toe tip against straight ahead; positive: outward
foot_clearance_pct     lower of heel and toe tip above the other leg's knee joint, in % of leg length
knee_lift_pct          knee above the hip joint of the same leg, in % of leg length
heel_height_pct        heel above the floor (its height while standing), in % of leg length
knee_flexion_deg       180 minus the angle hip-knee-ankle in 3-D; 0 = straight
knee_medial_shift_pct  distance of the knee from the hip-ankle line in the frontal plane, in % of leg length, minus
                       standing; positive: toward the midline
hip_over_ankle_pct     hip middle beside this ankle along the right axis, in % of leg length; positive: to the right
=====================  ================================================================================================

Of the body: trunk_lean_deg, trunk_lateral_lean_deg, pelvic_tilt_deg as for the squat.

Per repetition each measure has a ``value``: at the top (hip_turn_out_deg, foot_turn_out_deg, knee_lift_pct), the
highest on the way over (foot_clearance_pct), the lowest between the knee's two highest places (heel_tap_pct, from
heel_height_pct), the largest toward the midline (knee_medial_shift_pct, of the stance leg) or to either side
(trunk_lateral_lean_deg, pelvic_tilt_deg), the range from the 2.5th to the 97.5th percentile of hip_over_ankle_pct of
the stance leg while the swing foot is in the air (sway_pct), and how often the swing foot touched the floor before it
was over or the stance foot left it (touch_downs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bench.phantom.body import SIDES, Floats
from bench.phantom.rig import UP
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import Truth

OFF_FLOOR_M = 0.015
"""A foot is in the air when heel, ball and toe tip are all this much higher than while standing."""
AT_TOP = ("hip_turn_out_deg", "foot_turn_out_deg", "knee_lift_pct")
OTHER = {"left": "right", "right": "left"}
_THIGH_TELLS = (0.10, 0.25)
"""The thigh's azimuth counts fully once this share (the second) of it is horizontal, not at all below the first."""


class HurdleTruth(Truth):
    """True measures of one hurdle step clip."""

    quiet_s = 0.6

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        super().__init__(times_s, joints_m, reps)
        self._curves = {side: self._of_side(side) for side in SIDES}

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one leg's measures."""
        return self._curves[side]

    def of_body(self) -> dict[str, Floats]:
        """Return the curves (T,) of the body's measures."""
        curves = super().of_body()
        del curves["hip_shift_pct"]
        return curves

    def _of_side(self, side: str) -> dict[str, Floats]:
        part = {name: self._at(f"{side}_{name}") for name in ("hip", "knee", "ankle", "heel", "toe")}
        leg = self.leg_m(side)
        lowest = np.minimum(part["heel"] @ UP, part["toe"] @ UP)
        beside = (self._middle("hip") - part["ankle"]) @ self.right
        thigh = part["knee"] - part["hip"]
        level = np.hypot(thigh @ self.right, thigh @ self.forward) / np.linalg.norm(thigh, axis=1)
        tells = np.clip((level - _THIGH_TELLS[0]) / (_THIGH_TELLS[1] - _THIGH_TELLS[0]), 0.0, 1.0)
        squat = super().of_side(side)
        return {
            "hip_turn_out_deg": tells * self._azimuth(side, thigh),
            "foot_turn_out_deg": self._azimuth(side, part["toe"] - part["heel"]),
            "foot_clearance_pct": (lowest - self._at(f"{OTHER[side]}_knee") @ UP) * 100 / leg,
            "knee_lift_pct": thigh @ UP * 100 / leg,
            "heel_height_pct": self._less_standing(part["heel"] @ UP) * 100 / leg,
            "knee_flexion_deg": squat["knee_flexion_deg"],
            "knee_medial_shift_pct": squat["knee_medial_shift_pct"],
            "hip_over_ankle_pct": beside * 100 / leg,
        }

    def _azimuth(self, side: str, line: Floats) -> Floats:
        outward = line @ self.right * (1.0 if side == "right" else -1.0)
        return np.asarray(np.degrees(np.arctan2(outward, line @ self.forward)))

    def in_the_air(self, side: str) -> np.ndarray:
        """Say in which frames a foot is off the floor altogether (T,)."""
        risen = [self._less_standing(self._at(f"{side}_{part}") @ UP) for part in ("heel", "ball", "toe")]
        return np.asarray(np.min(risen, axis=0) > OFF_FLOOR_M)

    def stepping_side(self, start_s: float, end_s: float) -> str:
        """Return the leg whose ankle rises more between two times."""
        inside = (self.times_s >= start_s) & (self.times_s <= end_s)
        return max(SIDES, key=lambda side: float(np.ptp(self._at(f"{side}_ankle")[inside] @ UP)))

    def timed(self, start_s: float, end_s: float, side: str) -> RepTimes:
        """Return the repetition of a leg that lies somewhere between two times."""
        air = np.flatnonzero(self.in_the_air(side) & (self.times_s >= start_s) & (self.times_s <= end_s))
        if not len(air):
            raise ValueError(f"the {side} foot does not leave the floor between {start_s:.2f} and {end_s:.2f} s")
        rough = RepTimes(float(self.times_s[air[0]]), 0.0, float(self.times_s[air[-1]]), side)
        turn = float(self.times_s[self._passes(rough)[0]])
        start, turn, end = (round(value, 3) for value in (rough.start_s, turn, rough.end_s))
        return replace(rough, start_s=start, turn_s=turn, end_s=end)

    def _passes(self, rep: RepTimes) -> tuple[int, int, int]:
        """Return the frames of the knee highest on the way over, the ankle furthest ahead, the knee highest again."""
        inside = self._inside(rep)
        ahead = self._at(f"{rep.side}_ankle") @ self.forward
        far = int(np.argmax(np.where(inside, ahead, -np.inf)))
        knee = np.where(inside, self._at(f"{rep.side}_knee") @ UP, -np.inf)
        return int(np.argmax(knee[: far + 1])), far, far + int(np.argmax(knee[far:]))

    def _inside(self, rep: RepTimes) -> np.ndarray:
        return np.asarray((self.times_s >= rep.start_s) & (self.times_s <= rep.end_s))

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times, its side, and every measure's value with when that was."""
        swing, stance = self.of_side(rep.side), self.of_side(OTHER[rep.side])
        inside, (over, far, back), frame = self._inside(rep), self._passes(rep), np.arange(len(self.times_s))
        before, way_over = inside & (frame <= over), inside & (frame <= far)
        between = (frame >= over) & (frame <= back)
        body = self.of_body()
        found: dict[str, object] = {
            "start_s": rep.start_s,
            "turn_s": rep.turn_s,
            "end_s": rep.end_s,
            "side": rep.side,
            **{name: self._told(swing[name], over) for name in AT_TOP},
            "foot_clearance_pct": self._highest(swing["foot_clearance_pct"], way_over),
            "heel_tap_pct": self._highest(-swing["heel_height_pct"], between, sign=-1.0),
            "knee_medial_shift_pct": self._highest(stance["knee_medial_shift_pct"], inside),
            "sway_pct": {"value": self._sway(stance["hip_over_ankle_pct"], rep)},
            "touch_downs": {"value": self._touches(rep, before, inside)},
        }
        for name in ("trunk_lateral_lean_deg", "pelvic_tilt_deg"):
            at = int(np.argmax(np.where(inside, np.abs(body[name]), -np.inf)))
            found[name] = self._told(body[name], at)
        return found

    def _told(self, curve: Floats, at: int) -> dict[str, float]:
        return {"value": round(float(curve[at]), 3), "at_s": round(float(self.times_s[at]), 3)}

    def _highest(self, curve: Floats, where: np.ndarray, sign: float = 1.0) -> dict[str, float]:
        return self._told(sign * curve, int(np.argmax(np.where(where, curve, -np.inf))))

    def _sway(self, beside_pct: Floats, rep: RepTimes) -> float:
        low, high = np.percentile(beside_pct[self._inside(rep) & self.in_the_air(rep.side)], (2.5, 97.5))
        return round(float(high - low), 3)

    def _touches(self, rep: RepTimes, before: np.ndarray, inside: np.ndarray) -> int:
        swing, stance = self.in_the_air(rep.side), self.in_the_air(OTHER[rep.side])
        return _spells(before & ~swing) + _spells(inside & stance)


def _spells(where: np.ndarray) -> int:
    """Count the runs of true frames."""
    return int(np.sum(np.diff(np.r_[False, where].astype(int)) == 1))
