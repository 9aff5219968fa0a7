"""Standing on one leg: squats, hinges and balance on a foot that stays where it is, with faults where the spec says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.hurdle_truth import OTHER
from bench.phantom.one_leg_spec import Dip, OneLegSpec, Stance, SwayingSpec
from bench.phantom.one_leg_truth import BalanceTruth
from bench.phantom.rig import LEFTWARD, Performance, Rig, about, knee_circle, solve_leg, turn, unit
from bench.phantom.squat import medial_normal
from bench.phantom.tempo import Phase, RepTimes, Wander, minimum_jerk
from bench.phantom.upper_body import UpperBody

OUT = {"left": 1.0, "right": -1.0}
SCREENS = {"swaying_balance": "single_leg_balance"}
"""The exercise that a kind of movement is, where they are named differently."""

_SHIFT_S, _LIFT_S, _LOWER_S = 0.55, 0.45, 0.40
_STANDING_FLEXION_DEG = 6.0
_HOP_S, _HOP_M, _REACH_S = 0.26, 0.05, 0.45
_CHEST_LEANS, _DROP_LEANS = 0.63, 0.39
"""How far the shoulders' middle leans over the hips' per degree of the chest's lean and of the pelvis's drop."""
_FOOT_CLEAR = 0.17
"""How high a leg held ahead has its ankle, as a share of the leg."""
# Upper arm and forearm of the left side, in the chest's axes; "down" is the room's.
_ARMS = {
    "hang": ((0.16, 0.04, -0.98), (0.06, -0.20, -0.97)),
    "front": ((0.12, -0.93, -0.30), (0.05, -0.99, -0.02)),
    "hips": ((0.72, 0.38, -0.60), (-0.66, -0.30, -0.69)),
    "out": ((0.93, -0.10, -0.34), (0.97, -0.14, -0.10)),
}
_HOLD = ((0.97, -0.20, -0.05), (0.98, -0.20, 0.05))
_DOWN = np.array([0.0, 0.0, -1.0])


@dataclass(frozen=True)
class _Spell:
    """A stance on the clip's clock (s): weight shifts, foot off, foot coming down, foot down, both bear."""

    stance: Stance
    shift_s: float
    up_s: float
    alone_s: float
    lower_s: float
    down_s: float
    settled_s: float
    dips: tuple[tuple[Dip, Phase], ...]

    def weight(self, times_s: Floats) -> Floats:
        """Return how much of the body is over the standing foot, 0 (both feet) .. 1."""
        on = minimum_jerk((times_s - self.shift_s) / (self.up_s + 0.1 - self.shift_s))
        return np.asarray(on - minimum_jerk((times_s - self.down_s + 0.1) / (self.settled_s - self.down_s + 0.1)))

    def air(self, times_s: Floats) -> Floats:
        """Return how far the free leg is from the floor to where it is held, 0..1."""
        up = minimum_jerk((times_s - self.up_s) / (self.alone_s - self.up_s))
        return np.asarray(up - minimum_jerk((times_s - self.lower_s) / (self.down_s - self.lower_s)))

    def breach(self) -> float:
        """Return when the stance goes wrong, if it does: shortly before its end."""
        return self.lower_s - 1.3


class OneLeg:
    """Spells on one leg bound to a body; see `OneLegSpec` for what can be asked of them."""

    def __init__(self, spec: OneLegSpec, rig: Rig) -> None:
        self.spec, self.rig, self.screen = spec, rig, SCREENS.get(spec.kind, spec.kind)
        rng = np.random.default_rng(spec.seed)
        self._wander = {name: Wander(rng) for name in ("x", "y", "lean", "head", "free", "knee")}
        self._sway = [Wander(rng, 0.25, 0.9) for _ in spec.stances]
        self._fore_m, self._nod_deg = (spec.fore_m, spec.nod_deg) if isinstance(spec, SwayingSpec) else (0.0, 0.0)
        self._fore = [(Wander(rng, 0.25, 0.9), Wander(rng, 0.25, 0.9)) for _ in spec.stances]
        self._upper = UpperBody(rig)
        self._leg_m = rig.thigh_m + rig.shank_m
        self._spells, self.duration_s = _schedule(spec)
        self.reps = self._timed()

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        lean, unrest = self._lean(times_s), self.spec.unrest
        aside = self._total(
            times_s, lambda s: s.side_lean_deg, lambda d: d.side_lean_deg
        ) + 0.3 * unrest * self._wander["lean"](times_s)
        drop = self._total(times_s, lambda s: s.pelvic_drop_deg, lambda d: d.pelvic_drop_deg)
        opening = self._total(times_s, lambda s: 0.0, lambda d: d.opening_deg)
        bends_at_hip = 0.96 if self.spec.free == "line" else 0.85
        pelvis = about("y", -drop) @ about("x", bends_at_hip * lean) @ about("z", -opening)
        chest = (
            about("y", (aside - _DROP_LEANS * drop) / _CHEST_LEANS)
            @ about("x", 1.03 * lean)
            @ about("z", -0.5 * opening)
        )
        head = unrest * self._wander["head"](times_s)
        rotations = {"root": pelvis, **self._upper.trunk_and_head(pelvis, chest, head)}
        place, joint = self._hips(times_s, pelvis)
        for side in SIDES:
            rotations |= self._arm(side, times_s, chest)
            rotations |= self._leg(side, times_s, joint[side], lean)
        middle = (self.rig.joint("hip", "left") + self.rig.joint("hip", "right")) / 2
        return Performance(times_s, rotations, place - pelvis @ (middle - self.rig.body.heads[0]))

    def _total(
        self, times_s: Floats, stance: Callable[[Stance], float], dip: Callable[[Dip], float], outward: bool = True
    ) -> Floats:
        """Add up what stances and dips ask of the body; ``outward`` gives it the standing side's sign (+ left)."""
        total = np.zeros(len(times_s))
        for spell in self._spells:
            sign = OUT[spell.stance.side] if outward else 1.0
            total += sign * stance(spell.stance) * spell.air(times_s)
            for one, phase in spell.dips:
                total += sign * dip(one) * phase.depth(times_s)
        return total

    def _lean(self, times_s: Floats) -> Floats:
        """Return the trunk's forward lean (deg): each dip's, and what is kept of it between two."""
        lean = np.full(len(times_s), 2.0)
        for spell, (_, nods) in zip(self._spells, self._fore, strict=True):
            lean += self._nod_deg * nods(times_s) * spell.air(times_s)
            kept = 0.0
            for number, (dip, phase) in enumerate(spell.dips):
                down = minimum_jerk((times_s - phase.down_s) / (phase.bottom_s - phase.down_s))
                up = minimum_jerk((times_s - phase.rise_s) / (phase.end_s - phase.rise_s))
                lean += (dip.trunk_lean_deg - 2.0 - kept) * down - (dip.trunk_lean_deg - 2.0 - dip.top_lean_deg) * up
                kept = dip.top_lean_deg
                if number == len(spell.dips) - 1:
                    lean -= kept * minimum_jerk((times_s - phase.end_s - 0.15) / 0.5)
        return lean

    def _flexion(self, side: str, times_s: Floats) -> Floats:
        """Return how far a leg that stands is bent (deg)."""
        flexion = np.full(len(times_s), _STANDING_FLEXION_DEG)
        for spell in self._spells:
            if spell.stance.side != side:
                continue
            flexion += (self.spec.rest_flexion_deg - _STANDING_FLEXION_DEG) * spell.weight(times_s)
            for dip, phase in spell.dips:
                flexion += (dip.knee_flexion_deg - self.spec.rest_flexion_deg) * phase.depth(times_s)
        return flexion

    def _home(self, side: str) -> Floats:
        return np.array([OUT[side] * self.spec.stance_m / 2, 0.0, self.rig.ankle_height_m])

    def _hop(self, side: str, times_s: Floats) -> Floats:
        height = np.zeros(len(times_s))
        for spell in self._spells:
            if spell.stance.side == side and spell.stance.ends == "hop":
                height += _HOP_M * np.sin(np.pi * np.clip((times_s - spell.breach()) / _HOP_S, 0.0, 1.0)) ** 2
        return height

    def _hips(self, times_s: Floats, pelvis: Floats) -> tuple[Floats, dict[str, Floats]]:
        """Place the hips: beside the standing ankle, back as the shank's lean asks, as high as the knee's bend says."""
        rig, spec = self.rig, self.spec
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        offset = {side: pelvis @ (rig.joint("hip", side) - middle) for side in SIDES}
        place = np.zeros((len(times_s), 3))
        place[:, 0] = 0.003 * spec.unrest * self._wander["x"](times_s)
        place[:, 1] = 0.003 * spec.unrest * self._wander["y"](times_s)
        for number, spell in enumerate(self._spells):
            weight = spell.weight(times_s)
            place[:, 0] += OUT[spell.stance.side] * (spec.stance_m / 2 - spec.hip_beside_ankle_m) * weight
            place[:, 0] += spell.stance.sway_m * self._sway[number](times_s) * weight
            place[:, 1] += self._fore_m * self._fore[number][0](times_s) * weight
        heights = []
        loads = {
            s: sum(p.weight(times_s) for p in self._spells if p.stance.side == s) + np.zeros(len(times_s))
            for s in SIDES
        }
        for side in SIDES:
            flexion = self._flexion(side, times_s)
            shank = spec.shank_share * flexion
            back = rig.thigh_m * np.sin(np.radians(flexion - shank)) - rig.shank_m * np.sin(np.radians(shank))
            place[:, 1] += loads[side] * (back - offset[side][:, 1])
            inner = 2 * rig.thigh_m * rig.shank_m * np.cos(np.radians(flexion))
            heights.append(rig.thigh_m**2 + rig.shank_m**2 + inner)
        total = np.zeros(len(times_s))
        for side, reach_sq in zip(SIDES, heights, strict=True):
            away = place + offset[side] - self._home(side)
            height = np.sqrt(np.maximum(reach_sq - away[:, 0] ** 2 - away[:, 1] ** 2, 0.05))
            share = 0.5 + (loads[side] - loads[OTHER[side]]) / 2
            total += share * (self._home(side)[2] + self._hop(side, times_s) + height - offset[side][:, 2])
        place[:, 2] = total
        return place, {side: place + offset[side] for side in SIDES}

    def _leg(self, side: str, times_s: Floats, hip: Floats, lean: Floats) -> dict[str, Floats]:
        """Place one leg: on the floor, or held in the air while the other one stands."""
        ankle = np.tile(self._home(side), (len(times_s), 1))
        ankle[:, 2] += self._hop(side, times_s)
        angle = np.radians(0.9 * self.spec.turn_out_deg)
        pole = np.tile([OUT[side] * np.sin(angle), -np.cos(angle), 0.0], (len(times_s), 1))
        stands = solve_leg(self.rig, side, hip, ankle, self._drifted(side, times_s, hip, ankle, pole))
        yaw = OUT[side] * (self.spec.turn_out_deg - self.rig.foot_yaw_deg(side))
        flat = np.broadcast_to(about("z", yaw), stands.thigh.shape)
        held = self._held(side, times_s, hip, lean)
        air = np.zeros(len(times_s))
        for spell in self._spells:
            if spell.stance.side != side:
                air += spell.air(times_s)
        end = SUFFIX[side]
        ways = {"upperleg01": (stands.thigh, held[0]), "lowerleg01": (stands.shank, held[1]), "foot": (flat, held[2])}
        return {f"{bone}{end}": _part_way(low, high, air) for bone, (low, high) in ways.items()}

    def _held(self, side: str, times_s: Floats, hip: Floats, lean: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the rotations of thigh, shank and foot of a leg held in the air."""
        spec, rig = self.spec, self.rig
        depth = self._total(times_s, lambda s: 0.0, lambda d: 1.0, outward=False)
        wander = 1.2 * spec.unrest * self._wander["free"](times_s)
        thigh = np.full(len(times_s), spec.free_thigh_deg) + wander
        knee = np.full(len(times_s), spec.free_knee_deg)
        if spec.free == "ahead":
            leg_m = self._leg_m * np.cos(np.radians(knee / 2))
            high = (hip[:, 2] - _FOOT_CLEAR * self._leg_m) / leg_m
            thigh = np.degrees(np.arccos(np.clip(high, 0.05, 0.95))) + knee / 2 + wander
        elif spec.free == "back":
            knee = knee + 22.0 * depth
        elif spec.free == "line":
            line = self._total(times_s, lambda s: 0.0, lambda d: d.line_deg, outward=False)
            thigh = spec.free_thigh_deg * (1.0 - depth) - (lean - 4.0 - line) * depth + wander
            knee = spec.free_knee_deg * (1.0 - 0.7 * depth)
        across = np.broadcast_to(LEFTWARD, hip.shape)
        rest = {part: rig.joint(part, side) for part in ("hip", "knee", "ankle")}
        up = turn(rest["knee"] - rest["hip"], LEFTWARD, _swung(thigh), across)
        low = turn(rest["ankle"] - rest["knee"], LEFTWARD, _swung(thigh - knee), across)
        pointed = {"back": 4.0, "line": 30.0 * depth - 22.0}.get(spec.free, -12.0)
        return up, low, low @ about("x", pointed + np.zeros(len(times_s)))

    def _drifted(self, side: str, times_s: Floats, hip: Floats, ankle: Floats, pole: Floats) -> Floats:
        """Return where the standing knee points: over the toes, or inward by as much as the dips ask."""
        _, radius, axis = knee_circle(hip, ankle, self.rig.thigh_m, self.rig.shank_m)
        ahead = unit(pole - np.sum(pole * axis, axis=-1, keepdims=True) * axis)
        medial = medial_normal(hip, ankle, side)
        natural = radius * np.sum(medial * ahead, axis=-1)
        wanted = natural + 0.002 * self.spec.unrest * self._wander["knee"](times_s) * np.clip(radius / 0.1, 0, 1)
        standing = natural[np.argmin(np.abs(times_s))]
        for spell in self._spells:
            for dip, phase in spell.dips:
                if spell.stance.side == side and dip.knee_shift_pct is not None:
                    asked = dip.knee_shift_pct * self._leg_m / 100 + standing
                    wanted += phase.envelope(times_s, "bottom") * (asked - natural)
        square = unit(np.cross(axis, medial))
        square = square * np.sign(np.sum(square * ahead, axis=-1, keepdims=True))
        part = np.clip(wanted / np.maximum(radius, 1e-6), -0.97, 0.97)[:, None]
        return np.asarray(part * medial + np.sqrt(1 - part**2) * square)

    def _arm(self, side: str, times_s: Floats, chest: Floats) -> dict[str, Floats]:
        """Hold an arm as the manner has it; reach for a hold where a stance ends that way."""
        mirror, spec = np.array([OUT[side], 1.0, 1.0]), self.spec
        upper, fore = (chest @ unit(np.array(line) * mirror) for line in _ARMS[spec.arms])
        if spec.free == "line":
            hinged = self._total(times_s, lambda s: 0.0, lambda d: 1.0, outward=False)[:, None]
            down = unit(_DOWN + np.array([0.05 * OUT[side], -0.06, 0.0]))
            bent = unit(down + np.array([0.0, -0.10, 0.0]))
            upper, fore = unit((1 - hinged) * upper + hinged * down), unit((1 - hinged) * fore + hinged * bent)
        for spell in self._spells:
            if spell.stance.ends == "hand" and spell.stance.side == OTHER[side]:
                share = minimum_jerk((times_s - spell.breach()) / _REACH_S)
                share = (share - minimum_jerk((times_s - spell.settled_s) / _REACH_S))[:, None]
                out = [unit(np.array(line) * mirror) for line in _HOLD]
                upper, fore = (unit((1 - share) * a + share * b) for a, b in zip((upper, fore), out, strict=True))
        return self._upper.arm_along(side, chest, upper, fore)

    def _timed(self) -> list[RepTimes]:
        """Time the repetitions: dips by the clock, balances by the body's own feet and hands."""
        if self.screen != "single_leg_balance":
            dips = [(s.stance.side, phase.times) for s in self._spells for _, phase in s.dips]
            return [RepTimes(round(t.start_s, 3), round(t.turn_s, 3), round(t.end_s, 3), side) for side, t in dips]
        times = np.arange(0.0, self.duration_s, 0.02)
        truth = BalanceTruth(times, self.rig.joints(self.rig.pose(self.perform(times))), [])
        return [truth.timed(s.shift_s, s.settled_s, s.stance.side) for s in self._spells]


def _schedule(spec: OneLegSpec) -> tuple[list[_Spell], float]:
    found: list[_Spell] = []
    clock = spec.before_s
    for stance in spec.stances:
        shift = clock + (stance.stand_s if found else 0.0)
        up = shift + _SHIFT_S
        alone = clock = up + _LIFT_S
        dips = []
        for dip in stance.dips:
            start = clock + dip.rest_s
            bottom, rise = start + dip.down_s, start + dip.down_s + dip.hold_s
            clock = rise + dip.up_s
            dips.append((dip, Phase(start, bottom, rise, clock)))
        lower = clock + stance.alone_s
        down = lower + _LOWER_S
        found.append(_Spell(stance, shift, up, alone, lower, down, down + 0.45, tuple(dips)))
        clock = found[-1].settled_s
    return found, clock + spec.after_s


def _swung(forward_deg: Floats) -> Floats:
    """Return unit vectors (T, 3) that hang down, swung forward by an angle."""
    swing = np.radians(forward_deg)
    return np.stack([np.zeros_like(swing), -np.sin(swing), -np.cos(swing)], axis=-1)


def _part_way(start: Floats, end: Floats, part: Floats) -> Floats:
    first = Rotation.from_matrix(start)
    step = (first.inv() * Rotation.from_matrix(end)).as_rotvec() * part[:, None]
    return np.asarray((first * Rotation.from_rotvec(step)).as_matrix())
