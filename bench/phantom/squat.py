"""The deep squat on two feet that stay where they are, with its faults placed where the spec says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.rig import Leg, Performance, Rig, about, knee_circle, solve_leg, unit
from bench.phantom.spec import SquatRep, SquatSpec
from bench.phantom.tempo import Phase, Wander
from bench.phantom.upper_body import UpperBody

# Shares of body mass and where on the segment it sits (Winter): what the trunk must balance over the feet.
_MASS_UPPER, _MASS_THIGHS, _MASS_SHANKS = 0.68, 0.20, 0.09
_UPPER_CENTRE = {"overhead": 0.80, "front": 0.62}
_ADDED_UPPER_FORWARD_M = {"overhead": 0.0, "front": 0.05}
_PELVIS_SHARE, _CHEST_SHARE = 0.85, 1.05


class Squat:
    """A squat set bound to a body; see `SquatSpec` for what can be asked of it."""

    screen = "squat"

    def __init__(self, spec: SquatSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        self.phases, self.duration_s = _schedule(spec)
        self.reps = [phase.times for phase in self.phases]
        rng = np.random.default_rng(spec.seed)
        self._skews = rng.uniform(-0.2, 0.2, len(spec.reps))
        self._sway = {axis: Wander(rng) for axis in ("x", "y", "knees", "lean", "arms", "head")}
        self._upper = UpperBody(rig)

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        feet = {side: self._foot(side, times_s) for side in SIDES}
        flexion = self._flexion(times_s)
        pelvis_place = self._hip_middle(times_s, flexion, feet)
        lean = self._trunk_lean(times_s, flexion, pelvis_place, feet)
        side_lean = self._total(times_s, lambda r: r.trunk_lateral_lean_deg) + 0.6 * self._sway["lean"](times_s)
        tilt = self._total(times_s, lambda r: r.pelvic_tilt_deg)
        pelvis = about("y", -tilt) @ about("x", _PELVIS_SHARE * lean)
        chest = about("y", -side_lean) @ about("x", _CHEST_SHARE * lean)
        rotations = {"root": pelvis, **self._upper.trunk_and_head(pelvis, chest, self._sway["head"](times_s))}
        rotations |= self._upper.arms(self.spec, chest, lean, flexion, self._sway["arms"](times_s))
        for side in SIDES:
            rotations |= self._leg(side, times_s, pelvis, pelvis_place, feet[side])
        middle = (self.rig.joint("hip", "left") + self.rig.joint("hip", "right")) / 2
        root = pelvis_place - pelvis @ (middle - self.rig.body.heads[0])
        return Performance(times_s, rotations, root)

    def _total(self, times_s: Floats, amount: Callable[[SquatRep], float], when: str = "bottom") -> Floats:
        """Add one fault's amount over the reps, each under its own envelope."""
        parts = [
            amount(r) * p.envelope(times_s, when) for r, p in zip(self.spec.reps, self.phases, strict=True) if amount(r)
        ]
        return np.sum(parts, axis=0) if parts else np.zeros(len(times_s))

    def _flexion(self, times_s: Floats) -> Floats:
        standing = self.spec.standing_flexion_deg
        flexion = np.full(len(times_s), standing)
        for rep, phase, skew in zip(self.spec.reps, self.phases, self._skews, strict=True):
            flexion += (rep.knee_flexion_deg - standing) * phase.depth(times_s, skew)
        return flexion

    def _foot(self, side: str, times_s: Floats) -> dict[str, Floats]:
        """Return where one foot is: ankle (T, 3), rotations of foot and toes, and the way it points."""
        out = 1.0 if side == "left" else -1.0
        yaw = out * (self.spec.turn_out_deg.of(side) - self.rig.foot_yaw_deg(side))
        lift = self._foot_pitch(self._total(times_s, lambda r: r.heel_lift_deg.of(side)), side)
        toes = np.broadcast_to(about("z", yaw), (len(times_s), 3, 3))
        foot = toes @ about("x", lift)
        arm = self.rig.joint("ankle", side) - self.rig.joint("ball", side)
        flat_ankle = np.array([out * self.spec.stance_m / 2, 0.0, self.rig.ankle_height_m])
        step = self._step(side, times_s)
        ankle = flat_ankle - toes[0] @ arm + foot @ arm + step * np.array([out, 0.0, 1.0])
        angle = np.radians(self.spec.knees_follow_toes * self.spec.turn_out_deg.of(side))
        pole = np.array([out * np.sin(angle), -np.cos(angle), 0.0])
        return {"ankle": ankle, "foot": foot, "toes": toes, "pole": np.broadcast_to(pole, ankle.shape)}

    def _foot_pitch(self, heel_lift_deg: Floats, side: str) -> Floats:
        """Return the foot bone's pitch about the ball that gives a heel lift, which is told by the line heel to toe."""
        heel, ball, toe = (self.rig.joint(part, side) for part in ("heel", "ball", "toe"))
        pitch = np.linspace(0.0, 60.0, 61)
        line = ball + about("x", pitch) @ (heel - ball) - toe
        slope = np.degrees(np.arcsin(line[:, 2] / np.linalg.norm(line, axis=1)))
        return np.asarray(np.interp(heel_lift_deg, slope - slope[0], pitch))

    def _step(self, side: str, times_s: Floats) -> Floats:
        """Lose balance: on the way up the foot hops outward; it comes back while standing before the next rep."""
        moved = np.zeros((len(times_s), 3))
        for rep, phase in zip(self.spec.reps, self.phases, strict=True):
            if rep.step_m <= 0 or rep.step_side != side:
                continue
            leaves = phase.rise_s + 0.25 * (phase.end_s - phase.rise_s)
            for start, sign in ((leaves, 1.0), (phase.end_s + 0.15, -1.0)):
                fraction = (times_s - start) / 0.32
                moved[:, 0] += sign * rep.step_m * _smooth(fraction)
                moved[:, 2] += 0.05 * np.sin(np.pi * np.clip(fraction, 0, 1)) ** 2
        return moved

    def _hip_middle(self, times_s: Floats, flexion: Floats, feet: dict[str, dict[str, Floats]]) -> Floats:
        """Place the hips: behind the feet as the shank's lean demands, and as high as the knee flexion says."""
        rig, share = self.rig, self.spec.shank_share
        heel_lift = self._total(times_s, lambda r: (r.heel_lift_deg.left + r.heel_lift_deg.right) / 2)
        shank = share * flexion + (0.5 - share) * flexion * np.exp(-flexion / 15.0) + 0.35 * heel_lift
        thigh = flexion - shank
        ankles = np.mean([feet[s]["ankle"] for s in SIDES], axis=0)
        outward = np.cos(np.radians(np.mean([self.spec.turn_out_deg.of(s) for s in SIDES])))
        back = rig.thigh_m * np.sin(np.radians(thigh)) - rig.shank_m * np.sin(np.radians(shank))
        leg = rig.thigh_m + rig.shank_m
        place = np.empty((len(times_s), 3))
        place[:, 0] = -self._total(times_s, lambda r: r.hip_shift_pct) * leg / 100
        place[:, 0] += self.spec.sway_m * self._sway["x"](times_s)
        place[:, 0] += 0.5 * (ankles[:, 0])
        place[:, 1] = ankles[:, 1] + back * outward + self.spec.sway_m * self._sway["y"](times_s)
        inner = 2 * rig.thigh_m * rig.shank_m * np.cos(np.radians(flexion))
        reach_sq = rig.thigh_m**2 + rig.shank_m**2 + inner
        aside = (self.spec.stance_m - (rig.joint("hip", "left") - rig.joint("hip", "right"))[0]) / 2
        place[:, 2] = ankles[:, 2] + np.sqrt(reach_sq - (place[:, 1] - ankles[:, 1]) ** 2 - aside**2)
        return place

    def _trunk_lean(self, times_s: Floats, flexion: Floats, hips: Floats, feet: dict[str, dict[str, Floats]]) -> Floats:
        """Lean (deg) that keeps the centre of mass over the middle of the feet, plus what the fault adds."""
        rig = self.rig
        ankle_y = np.mean([feet[s]["ankle"][:, 1] for s in SIDES], axis=0)
        ahead = -(hips[:, 1] - ankle_y)
        shank_angle = np.radians(self.spec.shank_share * flexion)
        knee = rig.shank_m * np.sin(shank_angle)
        lower = _MASS_THIGHS * (0.57 * ahead + 0.43 * knee) + _MASS_SHANKS * 0.57 * knee
        wanted = (
            0.045 * (1 - np.exp(-flexion / 40.0))
            - lower
            - _MASS_UPPER * (ahead + _ADDED_UPPER_FORWARD_M[self.spec.arms])
        )
        shoulders = (rig.joint("shoulder", "left") - rig.joint("hip", "left"))[2]
        lever = _MASS_UPPER * _UPPER_CENTRE[self.spec.arms] * shoulders
        lean = np.degrees(np.arcsin(np.clip(wanted / lever, -0.05, 0.86)))
        lean = lean - 4.0 * np.logaddexp(0.0, (lean - self.spec.trunk_lean_most_deg) / 4.0)
        return np.asarray(lean + self._total(times_s, lambda r: r.trunk_lean_extra_deg))

    def _leg(
        self, side: str, times_s: Floats, pelvis: Floats, pelvis_place: Floats, foot: dict[str, Floats]
    ) -> dict[str, Floats]:
        rig = self.rig
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        hip = pelvis_place + pelvis @ (rig.joint("hip", side) - middle)
        pole = self._fault_pole(side, times_s, hip, foot)
        leg: Leg = solve_leg(rig, side, hip, foot["ankle"], pole)
        end = SUFFIX[side]
        toes = {rig.body.labels[b]: foot["toes"] for b in rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot["foot"], **toes}

    def _fault_pole(self, side: str, times_s: Floats, hip: Floats, foot: dict[str, Floats]) -> Floats:
        """Turn the knee about the hip-ankle line until its medial shift is what the spec asks for."""
        leg_m = self.rig.thigh_m + self.rig.shank_m
        _, radius, axis = knee_circle(hip, foot["ankle"], self.rig.thigh_m, self.rig.shank_m)
        ahead = unit(foot["pole"] - np.sum(foot["pole"] * axis, axis=-1, keepdims=True) * axis)
        aside = np.cross(axis, ahead)
        medial = medial_normal(hip, foot["ankle"], side)
        a = radius * np.sum(medial * ahead, axis=-1)
        b = radius * np.sum(medial * aside, axis=-1)
        natural = a + 0.002 * self._sway["knees"](times_s) * np.clip(radius / 0.1, 0, 1)
        wanted = natural + self._shift_wanted(side, times_s, natural / leg_m * 100) * leg_m / 100
        size = np.maximum(np.hypot(a, b), 1e-9)
        start = np.arctan2(b, a)
        spread = np.arccos(np.clip(wanted / size, -0.98, 0.98))
        options = np.stack([start + spread, start - spread])
        options = (options + np.pi) % (2 * np.pi) - np.pi
        angle = np.take_along_axis(options, np.abs(options).argmin(axis=0)[None], axis=0)[0]
        return np.asarray(np.cos(angle)[:, None] * ahead + np.sin(angle)[:, None] * aside)

    def _shift_wanted(self, side: str, times_s: Floats, natural_pct: Floats) -> Floats:
        """Return what to add to the natural medial shift (% of leg length) so that the worst is as the spec says."""
        added = np.zeros(len(times_s))
        standing = natural_pct[np.argmin(np.abs(times_s))]
        for rep, phase in zip(self.spec.reps, self.phases, strict=True):
            wanted = rep.knee_shift_left_pct if side == "left" else rep.knee_shift_right_pct
            if wanted is not None:
                added += phase.envelope(times_s, rep.knee_shift_phase) * (wanted + standing - natural_pct)
        return added


def medial_normal(hip: Floats, ankle: Floats, side: str) -> Floats:
    """Return the unit vector (T, 3) in the frontal plane (x, z), square to the hip-ankle line, toward the midline."""
    line = unit((hip - ankle) * np.array([1.0, 0.0, 1.0]))
    toward = np.stack([line[:, 2], np.zeros(len(line)), -line[:, 0]], axis=-1)
    return toward if side == "right" else -toward


def _schedule(spec: SquatSpec) -> tuple[list[Phase], float]:
    phases, clock = [], spec.before_s
    for number, rep in enumerate(spec.reps):
        clock += rep.stand_s if number else 0.0
        bottom = clock + rep.down_s
        rise = bottom + rep.hold_s
        phases.append(Phase(clock, bottom, rise, rise + rep.up_s))
        clock = rise + rep.up_s
    return phases, clock + spec.after_s


def _smooth(fraction: Floats) -> Floats:
    x = np.clip(fraction, 0.0, 1.0)
    return np.asarray(x * x * (3 - 2 * x))
