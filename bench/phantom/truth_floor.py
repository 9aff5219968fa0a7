"""What is true of a bird dog: the measures, computed from the true 3-D joints and from nothing else.

Axes are those of `bench.phantom.truth`, told by the rest on all fours at the clip's start; ``rest`` in a definition
means that the mean over the resting frames is subtracted; ``leg length`` is thigh plus shank. A repetition belongs to
the leg that is stretched back: ``side``. Its arm is the one whose wrist travels further; ``variant`` says whether that
is the same side's. It starts when hand or foot leaves the floor and ends when both are back. The hold is the longest
spell in which leg and arm are both up (off the floor, stretched, within 20 deg of their height at full stretch) and
steady (turning by less than 20 deg/s); height at full stretch is the middle one of all heights while stretched and
steady. The turn is the middle of the hold.

Per side, as curves over the whole clip:

=======================  ==============================================================================================
leg_elevation_deg        hip joint to ankle against the horizontal; positive: ankle higher
arm_elevation_deg        shoulder to wrist against the horizontal; positive: wrist higher
leg_stretch_pct          hip joint to ankle, in % of leg length
knee_flexion_deg         180 minus the angle hip-knee-ankle in 3-D; 0 = straight
=======================  ==============================================================================================

Of the body, all minus rest:

=======================  ==============================================================================================
trunk_roll_deg           turn about the trunk's long axis (hip middle to shoulder middle): mean of the slopes of hip
                         line and shoulder line in the plane square to that axis; positive: right side down
hip_roll_deg             the hip line's part of it
shoulder_roll_deg        the shoulder line's part of it
hip_shift_pct            hip middle along the right axis, in % of leg length (what carries stays where it is);
                         positive: toward the runner's right
pelvis_drop_pct          hip middle below its place at rest, in % of leg length; positive: lower
{hip,shoulder}_forward_pct, {hip,shoulder}_up_pct, {hip,shoulder}_sideways_pct
                         where the middles are along the forward, up and right axes, in % of leg length
=======================  ==============================================================================================

Per repetition each measure has a ``value``: the middle one over the hold (leg_elevation_deg; arm_elevation_deg, of the
stretched arm), the largest to either side (trunk_roll_deg, hip_shift_pct) or downward (pelvis_drop_pct) in the hold,
what the leg or the arm sinks from the hold's first fifth to its last, the larger (limb_drop_deg), the larger 2.5 to
97.5 percentile range of hip middle and shoulder middle along the forward and up axes (sway_pct: what a view square to
the runner shows) and along the right axis (sway_sideways_pct) in the hold, and how often hand or foot touched the floor
between start and end (touch_downs).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.phantom.body import SIDES, Floats
from bench.phantom.rig import UP, unit
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import Truth

OFF_FLOOR_M = 0.015
"""A hand or a foot is in the air when it is this much higher than at rest."""
NEAR_FULL_DEG, STEADY_DEG_S, STRETCHED_SHARE = 20.0, 20.0, 0.92
_SPEED_OVER_S, _GAP_S = 0.2, 0.1
_OTHER = {"left": "right", "right": "left"}


class BirdDogTruth(Truth):
    """True measures of one bird dog clip."""

    quiet_s = 0.6

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        super().__init__(times_s, joints_m, reps)
        self._sides = {side: self._of_side(side) for side in SIDES}
        self._body = self._of_body()
        self._air = {(limb, side): self._in_the_air(limb, side) for limb in ("arm", "leg") for side in SIDES}

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one side's leg and arm."""
        return self._sides[side]

    def of_body(self) -> dict[str, Floats]:
        """Return the curves (T,) of the trunk's measures."""
        return self._body

    def _of_side(self, side: str) -> dict[str, Floats]:
        leg = self._at(f"{side}_ankle") - self._at(f"{side}_hip")
        arm = self._at(f"{side}_wrist") - self._at(f"{side}_shoulder")
        return {
            "leg_elevation_deg": np.degrees(np.arcsin(unit(leg) @ UP)),
            "arm_elevation_deg": np.degrees(np.arcsin(unit(arm) @ UP)),
            "leg_stretch_pct": np.linalg.norm(leg, axis=1) * 100 / self.leg_m(side),
            "knee_flexion_deg": self._flexion(side),
        }

    def _flexion(self, side: str) -> Floats:
        hip, knee, ankle = (self._at(f"{side}_{part}") for part in ("hip", "knee", "ankle"))
        thigh, shank = knee - hip, ankle - knee
        across = np.linalg.norm(np.cross(thigh, shank), axis=1)
        return np.asarray(np.degrees(np.arctan2(across, np.sum(thigh * shank, axis=1))))

    def _of_body(self) -> dict[str, Floats]:
        leg = (self.leg_m("left") + self.leg_m("right")) / 2
        roll = {part: self._less_standing(self._roll(part)) for part in ("hip", "shoulder")}
        curves = {"trunk_roll_deg": (roll["hip"] + roll["shoulder"]) / 2}
        curves |= {f"{part}_roll_deg": curve for part, curve in roll.items()}
        for part in ("hip", "shoulder"):
            for name, axis in (("forward", self.forward), ("up", UP), ("sideways", self.right)):
                curves[f"{part}_{name}_pct"] = self._less_standing(self._middle(part) @ axis) * 100 / leg
        curves["hip_shift_pct"] = curves["hip_sideways_pct"]
        curves["pelvis_drop_pct"] = -curves["hip_up_pct"]
        return curves

    def _roll(self, part: str) -> Floats:
        """Return how far a line across the trunk is turned about its long axis, + right side down."""
        axis = unit(self._middle("shoulder") - self._middle("hip"))
        up = unit(UP - np.sum(UP * axis, axis=1, keepdims=True) * axis)
        level = np.cross(axis, up)
        across = self._at(f"right_{part}") - self._at(f"left_{part}")
        return np.asarray(np.degrees(np.arctan2(-np.sum(across * up, axis=1), np.sum(across * level, axis=1))))

    def _in_the_air(self, limb: str, side: str) -> np.ndarray:
        parts = ("wrist",) if limb == "arm" else ("ball", "toe")
        risen = [self._less_standing(self._at(f"{side}_{part}") @ UP) for part in parts]
        return np.asarray(np.min(risen, axis=0) > OFF_FLOOR_M)

    def _inside(self, start_s: float, end_s: float) -> np.ndarray:
        return np.asarray((self.times_s >= start_s - 1e-9) & (self.times_s <= end_s + 1e-9))

    def arm_of(self, start_s: float, end_s: float) -> str:
        """Return the side whose wrist travels further between two times."""
        inside = self._inside(start_s, end_s)
        return max(SIDES, key=lambda side: float(np.ptp(self._at(f"{side}_wrist")[inside], axis=0).max()))

    def timed(self, start_s: float, end_s: float, side: str) -> RepTimes:
        """Return the repetition of a leg that lies somewhere between two times."""
        arm = self.arm_of(start_s, end_s)
        air = (self._air["leg", side] | self._air["arm", arm]) & self._inside(start_s, end_s)
        where = np.flatnonzero(air)
        if not len(where):
            raise ValueError(f"neither hand nor {side} foot leaves the floor between {start_s:.2f} and {end_s:.2f} s")
        start, end = (float(self.times_s[i]) for i in where[[0, -1]])
        held = self.hold(RepTimes(start, (start + end) / 2, end, side))
        return RepTimes(round(start, 3), round((held[0] + held[1]) / 2, 3), round(end, 3), side)

    def hold(self, rep: RepTimes) -> tuple[float, float]:
        """Return when a repetition's hold starts and ends; the same moment twice where nothing was held."""
        arm = self.arm_of(rep.start_s, rep.end_s)
        inside = self._inside(rep.start_s, rep.end_s)
        both = inside & self._up("leg", rep.side, inside) & self._up("arm", arm, inside)
        if not both.any():
            return rep.turn_s, rep.turn_s
        starts, ends = _spells(both)
        apart = self.times_s[starts[1:]] - self.times_s[ends[:-1]] > _GAP_S
        starts, ends = starts[np.r_[True, apart]], ends[np.r_[apart, True]]
        longest = int(np.argmax(self.times_s[ends] - self.times_s[starts]))
        return float(self.times_s[starts[longest]]), float(self.times_s[ends[longest]])

    def _up(self, limb: str, side: str, inside: np.ndarray) -> np.ndarray:
        """Say in which frames a limb is up and steady."""
        curve = self.of_side(side)[f"{limb}_elevation_deg"]
        half = _SPEED_OVER_S / 2
        later, sooner = (np.interp(self.times_s + step, self.times_s, curve) for step in (half, -half))
        ready = inside & self._air[limb, side] & (np.abs(later - sooner) < STEADY_DEG_S * _SPEED_OVER_S)
        if limb == "leg":
            stretch = self.of_side(side)["leg_stretch_pct"]
            ready &= stretch > STRETCHED_SHARE * stretch[inside].max()
        else:
            ready &= curve > (curve[inside].min() + curve[inside].max()) / 2
        if not ready.any():
            return ready
        return np.asarray(ready & (np.abs(curve - np.median(curve[ready])) < NEAR_FULL_DEG))

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times, its side and variant, its hold, and every measure's value."""
        arm = self.arm_of(rep.start_s, rep.end_s)
        start, end = self.hold(rep)
        held = self._inside(start, end)
        if not held.any():
            held[int(np.argmin(np.abs(self.times_s - start)))] = True
        leg_curve = self.of_side(rep.side)["leg_elevation_deg"][held]
        arm_curve = self.of_side(arm)["arm_elevation_deg"][held]
        body = self.of_body()
        return {
            "start_s": rep.start_s,
            "turn_s": rep.turn_s,
            "end_s": rep.end_s,
            "side": rep.side,
            "arm_side": arm,
            "variant": "same_side" if arm == rep.side else "diagonal",
            "hold_start_s": round(start, 3),
            "hold_end_s": round(end, 3),
            "hold_s": round(end - start, 3),
            "leg_elevation_deg": {"value": _round(np.median(leg_curve))},
            "arm_elevation_deg": {"value": _round(np.median(arm_curve))},
            "limb_drop_deg": {"value": _round(max(_sunk(leg_curve), _sunk(arm_curve)))},
            **{name: self._worst(np.abs(body[name]), body[name], held) for name in ("trunk_roll_deg", "hip_shift_pct")},
            "pelvis_drop_pct": self._worst(body["pelvis_drop_pct"], body["pelvis_drop_pct"], held),
            "sway_pct": {"value": self._spread(("forward", "up"), held)},
            "sway_sideways_pct": {"value": self._spread(("sideways",), held)},
            "touch_downs": {"value": self._touches("leg", rep.side, rep) + self._touches("arm", arm, rep)},
        }

    def _worst(self, size: Floats, curve: Floats, held: np.ndarray) -> dict[str, float]:
        at = int(np.argmax(np.where(held, size, -np.inf)))
        return {"value": _round(curve[at]), "at_s": _round(self.times_s[at])}

    def _spread(self, axes: tuple[str, ...], held: np.ndarray) -> float:
        curves = [self.of_body()[f"{part}_{axis}_pct"][held] for part in ("hip", "shoulder") for axis in axes]
        return _round(max(float(np.subtract(*np.percentile(curve, (97.5, 2.5)))) for curve in curves))

    def _touches(self, limb: str, side: str, rep: RepTimes) -> int:
        """Count how often a limb is back on the floor between its first leaving it and its last return."""
        air = np.flatnonzero(self._air[limb, side] & self._inside(rep.start_s, rep.end_s))
        return int(np.sum(np.diff(air) > 1))


def _spells(where: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last frame of every run of true frames."""
    steps = np.diff(np.r_[False, where, False].astype(int))
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1


def _sunk(held_deg: Floats) -> float:
    """Return how far a limb sinks from a hold's first fifth to its last, made good for the ends that are left out."""
    share = np.linspace(0.0, 1.0, len(held_deg))
    return float(held_deg[share <= 0.2].mean() - held_deg[share >= 0.8].mean()) / 0.8 if len(held_deg) > 1 else 0.0


def _round(value: float) -> float:
    return round(float(value), 3)
