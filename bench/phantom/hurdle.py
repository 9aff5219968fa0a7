"""The hurdle step: one leg over a string at knee height, heel down on the far side, and back; faults as planned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.hurdle_path import Foot, Pose, StepTimes, SwingPath, bent_leg, schedule
from bench.phantom.hurdle_spec import HurdleSpec, HurdleStep
from bench.phantom.hurdle_truth import OTHER, HurdleTruth
from bench.phantom.rig import Performance, Rig, about, solve_leg, unit
from bench.phantom.squat import medial_normal
from bench.phantom.tempo import RepTimes, Wander
from bench.phantom.upper_body import UpperBody

# Upper arm and forearm of the left side in the chest's axes: hands on a stick behind the neck, or hanging.
_ARMS = {
    "stick": ((0.62, 0.22, -0.75), (-0.10, 0.05, 0.99)),
    "hang": ((0.20, 0.04, -0.98), (0.10, -0.22, -0.97)),
}
_KNEES_FOLLOW_TOES, _PELVIS_SHARE = 0.9, 0.6
_LEAN_DEG, _LEAN_ASTRIDE_DEG, _TURN_ASTRIDE_DEG = 2.0, 3.0, 4.0
_AHEAD_ASTRIDE_M, _HEEL_BEYOND_M, _HOP_M = 0.06, 0.03, 0.035
_TAP_FLEXION_DEG = 15.0
_OUT = {"left": 1.0, "right": -1.0}
_GRID_S = 0.02


@dataclass(frozen=True)
class _Hips:
    """Where the hips are: their middle and both joints (T, 3), the pelvis's rotations (T, 3, 3)."""

    middle: Floats
    pelvis: Floats
    joint: dict[str, Floats]


class Hurdle:
    """Hurdle steps bound to a body; see `HurdleSpec` for what can be asked of them."""

    screen = "hurdle"

    def __init__(self, spec: HurdleSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        self.times, self.duration_s = schedule(spec)
        rng = np.random.default_rng(spec.seed)
        self._wander = {axis: Wander(rng) for axis in ("x", "y", "lean", "head", "pitch")}
        self._wobble = [Wander(rng, 0.45, 1.3) for _ in spec.steps]
        self._upper = UpperBody(rig)
        self._feet = {side: Foot(rig, side) for side in SIDES}
        self._leg_m = rig.thigh_m + rig.shank_m
        self._gains = self._lean_gains()
        self._wobble_m = [0.0 for _ in spec.steps]
        self._astride_deg = [spec.stance_flexion_deg for _ in spec.steps]
        self._paths = self._planned()
        self.reps = self._timed()
        self._wobble_m = [self._swayed(k) for k in range(len(spec.steps))]
        self._paths = self._planned()
        self.reps = self._timed()

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        hips, spec = self._hips(times_s), self.spec
        lean = _LEAN_DEG + self._sum(times_s, lambda s, t: _LEAN_ASTRIDE_DEG * t.astride(times_s))
        aside = self._sum(times_s, lambda s, t: s.trunk_lateral_lean_deg * t.fault(times_s))
        aside = aside + 0.15 * spec.unrest * self._wander["lean"](times_s)
        tilt = self._tilt(times_s)
        chest = about("y", -(aside - self._gains[1] * tilt) / self._gains[0]) @ about("x", lean)
        head = self._wander["head"](times_s) * spec.unrest
        rotations = {"root": hips.pelvis, **self._upper.trunk_and_head(hips.pelvis, chest, head)}
        upper, fore = (unit(np.array(line)) for line in _ARMS[spec.arms])
        for side in SIDES:
            mirror = np.array([_OUT[side], 1.0, 1.0])
            rotations |= self._upper.arm_along(side, chest, chest @ (upper * mirror), chest @ (fore * mirror))
            rotations |= self._leg(side, times_s, hips.joint[side])
        middle = (self.rig.joint("hip", "left") + self.rig.joint("hip", "right")) / 2
        return Performance(times_s, rotations, hips.middle - hips.pelvis @ (middle - self.rig.body.heads[0]))

    def _sum(self, times_s: Floats, amount: object, stance: str | None = None) -> Floats:
        """Add an amount (step, times) -> (T,) over the steps, or over those that stand on one leg."""
        total = np.zeros(len(times_s))
        for step, times in zip(self.spec.steps, self.times, strict=True):
            if stance in (None, OTHER[step.side]):
                total += amount(step, times)  # type: ignore[operator]
        return total

    def _tilt(self, times_s: Floats) -> Floats:
        return self._sum(times_s, lambda s, t: s.pelvic_tilt_deg * t.fault(times_s))

    def _lean_gains(self) -> tuple[float, float]:
        """Return how far the shoulders' middle leans per degree of the chest's and of the pelvis's own lean."""
        rolls = {"chest": np.array([0.0, 10.0, 0.0]), "pelvis": np.array([0.0, 0.0, 10.0])}
        pelvis, chest = about("y", -rolls["pelvis"]), about("y", -rolls["chest"])
        rotations = {"root": pelvis, **self._upper.trunk_and_head(pelvis, chest, np.zeros(3))}
        upper, fore = (unit(np.array(line)) for line in _ARMS[self.spec.arms])
        for side in SIDES:
            mirror = np.array([_OUT[side], 1.0, 1.0])
            rotations |= self._upper.arm_along(side, chest, chest @ (upper * mirror), chest @ (fore * mirror))
        joints = self.rig.joints(self.rig.pose(Performance(np.arange(3.0), rotations, np.zeros((3, 3)))))
        lean = HurdleTruth(np.arange(3.0), joints, [RepTimes(0.0, 0.0, 0.0, "left")]).of_body()[
            "trunk_lateral_lean_deg"
        ]
        return float(lean[1] - lean[0]) / 10, float(lean[2] - lean[0]) / 10

    def _home(self, side: str) -> Floats:
        return np.array([_OUT[side] * self.spec.stance_m / 2, 0.0, self.rig.ankle_height_m])

    def _standing_pole(self, side: str) -> Floats:
        angle = np.radians(_KNEES_FOLLOW_TOES * self.spec.turn_out_deg)
        return np.array([_OUT[side] * np.sin(angle), -np.cos(angle), 0.0])

    def _hop_m(self, side: str, times_s: Floats) -> Floats:
        return _HOP_M * self._sum(times_s, lambda s, t: t.hop(times_s, s.hops), stance=side)

    def _hips(self, times_s: Floats) -> _Hips:
        """Place the hips: beside the stance ankle, as high as its knee's bend says, astride while the heel taps."""
        spec, rig = self.spec, self.rig
        place = np.zeros((len(times_s), 3))
        place[:, 0] = 0.003 * spec.unrest * self._wander["x"](times_s)
        place[:, 1] = 0.003 * spec.unrest * self._wander["y"](times_s)
        turn = np.zeros(len(times_s))
        for number, (step, times) in enumerate(zip(spec.steps, self.times, strict=True)):
            toward, weight = -_OUT[step.side], times.weight(times_s)
            place[:, 0] += toward * (spec.stance_m / 2 - spec.hip_beside_ankle_m) * weight
            place[:, 0] += self._wobble_m[number] * self._wobble[number](times_s) * weight
            place[:, 1] -= _AHEAD_ASTRIDE_M * times.astride(times_s)
            turn += toward * _TURN_ASTRIDE_DEG * times.astride(times_s)
        lean = _LEAN_DEG + self._sum(times_s, lambda s, t: _LEAN_ASTRIDE_DEG * t.astride(times_s))
        pelvis = about("z", turn) @ about("y", -self._tilt(times_s)) @ about("x", _PELVIS_SHARE * lean)
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        offset = {side: pelvis @ (rig.joint("hip", side) - middle) for side in SIDES}
        place[:, 2] = self._hip_height(times_s, place, offset)
        return _Hips(place, pelvis, {side: place + offset[side] for side in SIDES})

    def _hip_height(self, times_s: Floats, place: Floats, offset: dict[str, Floats]) -> Floats:
        """Return how high the hips are: as the standing legs' bend says, and within their reach."""
        height, highest = np.zeros(len(times_s)), np.full(len(times_s), np.inf)
        for side in SIDES:
            on_it = self._sum(times_s, lambda s, t: t.weight(times_s), stance=side)
            off_it = self._sum(times_s, lambda s, t: t.weight(times_s), stance=OTHER[side])
            ankle_z = self.rig.ankle_height_m + self._hop_m(side, times_s)
            away_sq = np.sum((place + offset[side] - self._home(side))[:, :2] ** 2, axis=1)
            line = self._stance_line_m(side, times_s)
            raised = ankle_z - offset[side][:, 2]
            height += (0.5 + (on_it - off_it) / 2) * (raised + np.sqrt(line**2 - away_sq))
            reach = raised + np.sqrt((0.9985 * self._leg_m) ** 2 - away_sq)
            highest = np.minimum(highest, np.where(off_it < 0.9, reach, np.inf))
        return np.asarray(highest - 0.001 * np.logaddexp(0.0, (highest - height) / 0.001))

    def _stance_line_m(self, side: str, times_s: Floats) -> Floats:
        """Return the distance hip to ankle of a standing leg: as its knee is bent, and more where it drifts inward."""
        spec, rig = self.spec, self.rig
        flexion = np.full(len(times_s), spec.standing_flexion_deg)
        for step, times, astride in zip(spec.steps, self.times, self._astride_deg, strict=True):
            if step.side != side:
                flexion += (spec.stance_flexion_deg - spec.standing_flexion_deg) * times.weight(times_s)
                flexion += (astride - spec.stance_flexion_deg) * times.astride(times_s)
        inner = np.cos(np.radians(flexion))
        line = np.sqrt(rig.thigh_m**2 + rig.shank_m**2 + 2 * rig.thigh_m * rig.shank_m * inner)
        radius_sq = (rig.thigh_m * rig.shank_m * np.sin(np.radians(flexion)) / line) ** 2
        drift = self._sum(times_s, lambda s, t: abs(s.knee_shift_pct or 0.0) * t.fault(times_s), stance=side)
        radius_sq = radius_sq + (drift * self._leg_m / 100) ** 2
        return np.asarray(np.sqrt(rig.thigh_m**2 - radius_sq) + np.sqrt(rig.shank_m**2 - radius_sq))

    def _leg(self, side: str, times_s: Floats, hip: Floats) -> dict[str, Floats]:
        """Place one leg: on the floor, or on its way over the string."""
        frames = len(times_s)
        ankle, pole = np.tile(self._home(side), (frames, 1)), np.tile(self._standing_pole(side), (frames, 1))
        hop = self._hop_m(side, times_s)
        pitch, out = 8.0 * hop / _HOP_M, np.full(frames, self.spec.turn_out_deg)
        ankle[:, 2] = self._feet[side].ankle_height_m(pitch) + hop
        pole = self._drifted(side, times_s, hip, ankle, pole)
        for step, path in zip(self.spec.steps, self._paths, strict=True):
            if step.side == side:
                during = path.during(times_s)
                rows = path.at(times_s[during])
                ankle[during], pole[during], pitch[during], out[during] = (
                    rows[:, :3],
                    rows[:, 3:6],
                    rows[:, 6],
                    rows[:, 7],
                )
        ankle[:, 2] = np.maximum(ankle[:, 2], self._feet[side].ankle_height_m(pitch))
        leg = solve_leg(self.rig, side, hip, ankle, pole)
        foot = about("z", _OUT[side] * (out - self._feet[side].yaw_deg)) @ about("x", pitch)
        end = SUFFIX[side]
        toes = {self.rig.body.labels[b]: foot for b in self.rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot, **toes}

    def _drifted(self, side: str, times_s: Floats, hip: Floats, ankle: Floats, pole: Floats) -> Floats:
        """Return the pole of a standing leg whose knee drifts inward by as much as the steps ask."""
        rig = self.rig
        line = hip - ankle
        distance = np.minimum(np.linalg.norm(line, axis=1), 0.99999 * self._leg_m)
        along = (rig.shank_m**2 - rig.thigh_m**2 + distance**2) / (2 * distance)
        radius = np.sqrt(np.maximum(rig.shank_m**2 - along**2, 1e-9))
        medial = medial_normal(hip, ankle, side)
        ahead = np.cross(unit(line), medial)
        ahead *= -np.sign(ahead[:, 1:2])
        natural = radius * np.sum(medial * unit(pole - np.sum(pole * unit(line), axis=1)[:, None] * unit(line)), axis=1)
        wanted = natural.copy()
        for step, times in zip(self.spec.steps, self.times, strict=True):
            if step.side != side and step.knee_shift_pct is not None:
                asked = step.knee_shift_pct * self._leg_m / 100 + natural[np.argmin(np.abs(times_s))]
                wanted += times.fault(times_s) * (asked - natural)
        part = np.clip(wanted / radius, -0.98, 0.98)[:, None]
        return np.asarray(part * medial + np.sqrt(1 - part**2) * ahead)

    def _planned(self) -> list[SwingPath]:
        """Plan every swing: first how far the stance leg bends for the heel to tap, then the foot's way."""
        for number, (step, times) in enumerate(zip(self.spec.steps, self.times, strict=True)):
            self._astride_deg[number] = self.spec.stance_flexion_deg
            for _ in range(6):
                self._astride_deg[number] += self._too_high_deg(step, times)
        return [SwingPath(s, t, self._poses(s, t)) for s, t in zip(self.spec.steps, self.times, strict=True)]

    def _too_high_deg(self, step: HurdleStep, times: StepTimes) -> float:
        """Return how much further the stance knee must bend for the swing leg to reach its heel tap."""
        rig, at = self.rig, np.array([times.tap_s])
        hip, stance = (self._hips(at).joint[side][0] for side in (step.side, OTHER[step.side]))
        ankle = self._tap(step)[0]
        inner = np.cos(np.radians(_TAP_FLEXION_DEG))
        reach_sq = rig.thigh_m**2 + rig.shank_m**2 + 2 * rig.thigh_m * rig.shank_m * inner
        excess = hip[2] - ankle[2] - np.sqrt(reach_sq - np.sum((hip - ankle)[:2] ** 2))
        line = np.linalg.norm(stance - self._home(OTHER[step.side]))
        squared = np.array([line, line - excess]) ** 2 - rig.thigh_m**2 - rig.shank_m**2
        bent = np.degrees(np.arccos(np.clip(squared / (2 * rig.thigh_m * rig.shank_m), -1.0, 1.0)))
        return float(max(bent[1] - bent[0], 0.0))

    def _tap(self, step: HurdleStep) -> tuple[Floats, float]:
        """Return the ankle and the foot's pitch with the heel on the far side."""
        foot, pitch = self._feet[step.side], -22.0
        ankle = self._home(step.side)
        ankle[1] -= foot.toe_ahead_m + self.spec.string_ahead_m + foot.heel_behind_m + _HEEL_BEYOND_M
        ankle[0] += _OUT[step.side] * (0.01 + 0.10 * np.sin(np.radians(step.turn_out_deg)))
        ankle[2] = float(foot.ankle_height_m(pitch)) + step.heel_tap_gap_pct * self._leg_m / 100
        return ankle, pitch

    def _poses(self, step: HurdleStep, times: StepTimes) -> dict[str, Pose]:
        """Return the swing leg's poses along its way."""
        side, rig = step.side, self.rig
        lift, over = times.top_s - times.up_s, times.tap_s - times.top_s
        moments = np.array([times.up_s + 0.55 * lift, times.top_s, times.top_s + 0.4 * over, times.tap_s])
        hips = self._hips(moments)
        hip, stance = hips.joint[side], self._stance_knee(OTHER[side], moments, hips)
        foot = self._feet[side]
        turned, foot_out = step.turn_out_deg, step.turn_out_deg + step.foot_turn_out_deg
        swung = np.cos(np.radians(0.3 * max(turned, 0.0)))
        bottom = stance[1, 2] + step.clearance_pct * self._leg_m / 100
        shank = rig.shank_m * np.cos(np.radians(8.0)) * swung
        knee_z = bottom - foot.lowest_m(4.0) + shank
        top = bent_leg(rig, side, hip[1], knee_z, 8.0, turned, 4.0, foot_out)
        lifted = bent_leg(rig, side, hip[0], knee_z - 0.14, 34.0, 0.85 * turned, 26.0, 0.9 * foot_out)
        beyond = bottom - 0.025 * self._leg_m - foot.lowest_m(2.0) + rig.shank_m * np.cos(np.radians(16.0)) * swung
        ahead = bent_leg(rig, side, hip[2], beyond, -16.0, 0.85 * turned, 2.0, 0.9 * foot_out)
        ankle, pitch = self._tap(step)
        angle = np.radians(0.4 * turned)
        pole = np.array([_OUT[side] * np.sin(angle), -np.cos(angle), 0.9])
        home = Pose(self._home(side), self._standing_pole(side), 0.0, self.spec.turn_out_deg)
        touch = Pose(home.ankle + np.array([0.0, -0.04, 0.16]), home.pole, 14.0, 0.5 * (home.out_deg + foot_out))
        tap = Pose(ankle, pole / np.linalg.norm(pole), pitch, 0.5 * foot_out + 0.5 * self.spec.turn_out_deg)
        return {"home": home, "touch": touch, "lifted": lifted, "top": top, "over": ahead, "tap": tap}

    def _stance_knee(self, side: str, times_s: Floats, hips: _Hips) -> Floats:
        """Return where a standing leg's knee is (T, 3)."""
        ankle = np.tile(self._home(side), (len(times_s), 1))
        ankle[:, 2] += self._hop_m(side, times_s)
        pole = np.tile(self._standing_pole(side), (len(times_s), 1))
        return solve_leg(self.rig, side, hips.joint[side], ankle, pole).knee

    def _timed(self) -> list[RepTimes]:
        """Time the repetitions by the body's own feet and knees."""
        times = np.arange(0.0, self.duration_s, _GRID_S)
        joints = self.rig.joints(self.rig.pose(self.perform(times)))
        first = [RepTimes(self.times[0].first_up_s, 0.0, 0.0)] if self.times else []
        truth = HurdleTruth(times, joints, first)
        reps = [truth.timed(t.shift_s, t.settled_s, s.side) for s, t in zip(self.spec.steps, self.times, strict=True)]
        aloft = {side: truth.in_the_air(side) for side in SIDES}
        self._aloft_s = [times[aloft[r.side] & (times >= r.start_s) & (times <= r.end_s)] for r in reps]
        return reps

    def _swayed(self, number: int) -> float:
        """Return how large a step's wobble (m) must be for the hips to sway as far as it asks."""
        asked, times = self.spec.steps[number].sway_pct, self._aloft_s[number]
        if asked is None:
            return 0.0
        calm = self._hips(times).middle[:, 0]
        wobble = self._wobble[number](times) * self.times[number].weight(times)
        tried = np.linspace(0.0, 0.12, 241)
        low, high = np.percentile(calm[:, None] + wobble[:, None] * tried, (2.5, 97.5), axis=0)
        return float(tried[int(np.argmin(np.abs((high - low) * 100 / self._leg_m - asked)))])
