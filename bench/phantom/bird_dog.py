"""The bird dog: on all fours, one leg stretched back and one arm ahead, held and put down; faults as planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bench.phantom.bird_dog_limbs import OUT, FloorLimbs
from bench.phantom.bird_dog_spec import BirdDogRep, BirdDogSpec
from bench.phantom.bird_dog_times import RepClock, schedule
from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.rig import Performance, Rig, about
from bench.phantom.tempo import RepTimes, Wander, minimum_jerk
from bench.phantom.truth_floor import BirdDogTruth
from bench.phantom.upper_body import UpperBody

OTHER = {"left": "right", "right": "left"}
_NATURAL_SHIFT_PCT = {"diagonal": 2.0, "same_side": 7.5}
_NATURAL_SWAY_PCT, _SWAY_SIDEWAYS = 0.8, 0.5
_GIRDLE_DOWN, _GIRDLE_UP = 0.1, 0.75
_HIPS_BEHIND_SHARE = 0.015
_SAG_ARCH_DEG = 9.0
_GRID_S, _TOO_SMALL = 0.02, 1.0


@dataclass(frozen=True)
class _Trunk:
    """Hip middle (T, 3), pitch (T,), and what the pelvis and the chest carry, all in the world."""

    middle: Floats
    rotations: dict[str, Floats]
    hip: dict[str, Floats]
    shoulder: dict[str, Floats]


class BirdDog:
    """Bird dogs bound to a body; see `BirdDogSpec` for what can be asked of them."""

    screen = "bird_dog"

    def __init__(self, spec: BirdDogSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        rng = np.random.default_rng(spec.seed)
        self._wander = {axis: Wander(rng) for axis in ("x", "y", "roll", "head", "leg", "arm")}
        self._wobble = [(Wander(rng, 0.25, 1.1), Wander(rng, 0.25, 1.1)) for _ in spec.reps]
        self._upper = UpperBody(rig)
        self._limbs = FloorLimbs(rig, spec.foot_pitch_deg, spec.free_plantar_deg)
        self._leg_m = rig.thigh_m + rig.shank_m
        self._middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        self._arm_m = self._limbs.arm_line_m(spec.elbow_flexion_deg)
        self.clocks, self.duration_s = schedule(spec)
        self._knee_z, self._wrist_z = 0.06, 0.05
        for _ in range(3):
            self._settle()
            knee, hand = self._lowest()
            self._knee_z, self._wrist_z = self._knee_z - knee, self._wrist_z - hand
        self._settle()
        self.reps = self._timed()

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        trunk = self._trunk(times_s)
        rotations = dict(trunk.rotations)
        for side in SIDES:
            leg = self._lifted("leg", side, times_s)
            rise = self._elevation("leg", side, times_s)
            rotations |= self._limbs.leg(side, trunk.hip[side], self._knee[side], self._ankle[side], leg, rise)
            arm = self._lifted("arm", side, times_s)
            rise = self._elevation("arm", side, times_s)
            rotations |= self._limbs.arm(side, trunk.shoulder[side], self._wrist[side], arm, rise)
        root = trunk.middle - rotations["root"] @ (self._middle - self.rig.body.heads[0])
        return Performance(times_s, rotations, root)

    def _sum(self, times_s: Floats, amount: Callable[[BirdDogRep, RepClock], Floats]) -> Floats:
        return np.sum([amount(c.rep, c) for c in self.clocks], axis=0) if self.clocks else np.zeros(len(times_s))

    def _lifted(self, limb: str, side: str, times_s: Floats) -> Floats:
        mine = [c.lifted(limb, times_s) for c in self.clocks if _limb_side(c.rep, limb) == side]
        return np.clip(np.sum(mine, axis=0), 0.0, 1.0) if mine else np.zeros(len(times_s))

    def _elevation(self, limb: str, side: str, times_s: Floats) -> Floats:
        """Return the height (deg) a limb is on its way to, or sinks through."""
        height = np.zeros(len(times_s))
        for number, clock in enumerate(self.clocks):
            rep = clock.rep
            if _limb_side(rep, limb) != side:
                continue
            drop = rep.limb_drop_deg if rep.drop_limb == limb else 0.0
            full = rep.leg_elevation_deg if limb == "leg" else rep.arm_elevation_deg
            full = full + drop * (0.5 - clock.held(times_s))
            height = np.where(self._turn_of(times_s) == number, full, height)
        return height + 0.4 * self.spec.unrest * self._wander[limb](times_s)

    def _turn_of(self, times_s: Floats) -> np.ndarray:
        """Return whose turn it is at each time: the number of the repetition at hand."""
        pairs = zip(self.clocks[:-1], self.clocks[1:], strict=True)
        return np.searchsorted([(a.settled_s + b.shift_s) / 2 for a, b in pairs], times_s)

    def _carried_by(self, limb: str, times_s: Floats) -> Floats:
        """Return how far the left side carries, 0 (right) .. 1 (left); it changes over while all are on the floor."""
        sides = [1.0 if _limb_side(c.rep, limb) == "right" else 0.0 for c in self.clocks]
        carried = np.full(len(times_s), sides[0])
        for k in range(1, len(sides)):
            before, after = self.clocks[k - 1], self.clocks[k]
            width = max(after.shift_s - before.settled_s, 0.1)
            middle = (after.shift_s + before.settled_s) / 2
            carried += (sides[k] - sides[k - 1]) * minimum_jerk((times_s - middle) / width + 0.5)
        return carried

    def _hip_place(self, times_s: Floats) -> Floats:
        """Return where the hip middle is seen from above: over what carries, swaying, and slid back where it sags."""
        place = np.zeros((len(times_s), 3))
        place[:, 0] = 0.0015 * self.spec.unrest * self._wander["x"](times_s)
        place[:, 1] = self._hip_y + 0.0015 * self.spec.unrest * self._wander["y"](times_s)
        for clock, (ahead, aside) in zip(self.clocks, self._wobble, strict=True):
            rep, weight = clock.rep, clock.weight(times_s)
            place[:, 0] -= self._shift_m(rep) * weight
            held = np.linspace(clock.up_s, clock.lower_s, 200)
            low, high = np.percentile(ahead(held), (2.5, 97.5))
            natural = _NATURAL_SWAY_PCT * self.spec.unrest
            size = (natural if rep.sway_pct is None else rep.sway_pct) * self._leg_m / 100 / (high - low)
            place[:, 1] += size * ahead(times_s) * weight
            place[:, 0] += _SWAY_SIDEWAYS * size * aside(times_s) * weight * (rep.sway_pct is not None)
            place[:, 1] += self._slide_m(rep) * clock.fault(times_s)
        return place

    def _shift_m(self, rep: BirdDogRep) -> float:
        """Return how far the hips go to the runner's right."""
        toward = OUT[rep.side]
        given = rep.hip_shift_pct
        return (toward * _NATURAL_SHIFT_PCT[rep.variant] if given is None else given) * self._leg_m / 100

    def _slide_m(self, rep: BirdDogRep) -> float:
        """Return how far the hips slide back for the pelvis to drop as far as asked."""
        if rep.pelvis_drop_pct is None:
            return 0.0
        carrying, thigh = OTHER[rep.side], self.rig.thigh_m
        roll = np.radians(rep.trunk_roll_deg)
        half = self.rig.joint("hip", "left")[0]
        hip_x = OUT[carrying] * half * np.cos(roll) - self._shift_m(rep)
        beside = hip_x - self._knee[carrying][0]
        middle_z = self._hip_z - rep.pelvis_drop_pct * self._leg_m / 100
        hip_z = middle_z + OUT[carrying] * half * np.sin(roll)
        return float(np.sqrt(max(thigh**2 - beside**2 - (hip_z - self._knee[carrying][2]) ** 2, 0.0)))

    def _local(self, times_s: Floats) -> dict[str, Floats]:
        """Return rotations of trunk, head and shoulder girdle before the trunk is pitched forward."""
        roll = self._sum(times_s, lambda r, c: r.trunk_roll_deg * c.fault(times_s))
        roll = roll + 0.3 * self.spec.unrest * self._wander["roll"](times_s) * self._sum(
            times_s, lambda r, c: c.fault(times_s)
        )
        arch = self._sum(times_s, lambda r, c: _SAG_ARCH_DEG * bool(self._slide_m(r)) * c.fault(times_s))
        turned = about("z", roll)
        pelvis, chest = turned @ about("x", arch), turned @ about("x", -0.6 * arch)
        nod = self.spec.look_up_deg + 1.5 * self.spec.unrest * self._wander["head"](times_s)
        local = {"root": pelvis, **self._upper.spine_and_neck(pelvis, chest, chest @ about("x", -nod))}
        for side in SIDES:
            rise = _GIRDLE_DOWN + (_GIRDLE_UP - _GIRDLE_DOWN) * self._lifted("arm", side, times_s)
            local |= self._upper.girdle(side, chest, rise)
        return local

    def _trunk(self, times_s: Floats) -> _Trunk:
        """Place the trunk: the carrying thigh stands on its knee, the carrying arm on its hand."""
        local = self._local(times_s)
        posed = self.rig.pose(Performance(times_s, local, np.zeros((len(times_s), 3))))
        middle = local["root"] @ (self._middle - self.rig.body.heads[0])
        off = {}
        for part, bone in (("hip", "upperleg01"), ("shoulder", "upperarm01")):
            for side in SIDES:
                off[part, side] = posed.heads[:, self.rig.body.bone(bone + SUFFIX[side])] - middle
        place, pitch = self._hip_place(times_s), np.full(len(times_s), self._pitch_rad)
        for _ in range(4):
            hips = {side: _pitched(off["hip", side], pitch) for side in SIDES}
            place[:, 2] = self._blend("leg", times_s, {s: self._hip_height(s, place, hips[s]) for s in SIDES})
            pitch = self._blend("arm", times_s, {s: self._pitch_for(s, place, off["shoulder", s]) for s in SIDES})
        turned = about("x", np.degrees(pitch))
        rotations = {name: turned @ rotation for name, rotation in local.items()}
        ends = {key: place + _pitched(vector, pitch) for key, vector in off.items()}
        hip, shoulder = ({s: ends[part, s] for s in SIDES} for part in ("hip", "shoulder"))
        return _Trunk(place, rotations, hip, shoulder)

    def _blend(self, limb: str, times_s: Floats, of: dict[str, Floats]) -> Floats:
        left = self._carried_by(limb, times_s)
        return np.asarray(left * of["left"] + (1.0 - left) * of["right"])

    def _hip_height(self, side: str, place: Floats, offset: Floats) -> Floats:
        """Return the hip middle's height with one side's thigh on its knee."""
        beside = (place + offset - self._knee[side])[:, :2]
        rise_sq = self.rig.thigh_m**2 - np.sum(beside**2, axis=1)
        return np.asarray(self._knee[side][2] + np.sqrt(np.maximum(rise_sq, 1e-4)) - offset[:, 2])

    def _pitch_for(self, side: str, place: Floats, arm: Floats) -> Floats:
        """Return the trunk's pitch (rad) that leaves one side's carrying elbow as straight as it was."""
        to_hand = self._wrist[side] - place
        along = arm[:, 1] * to_hand[:, 1] + arm[:, 2] * to_hand[:, 2]
        across = arm[:, 1] * to_hand[:, 2] - arm[:, 2] * to_hand[:, 1]
        wanted = (np.sum(arm**2, axis=1) + np.sum(to_hand**2, axis=1) - self._arm_m**2) / 2 - arm[:, 0] * to_hand[:, 0]
        spread = np.arccos(np.clip(wanted / np.hypot(along, across), -1.0, 1.0))
        both = np.arctan2(across, along) + np.stack([spread, -spread])
        nearest = np.abs(both - self._pitch_rad).argmin(axis=0)
        return np.asarray(np.take_along_axis(both, nearest[None], axis=0)[0])

    def _settle(self) -> None:
        """Place hands under shoulders, knees under hips and toes on the floor, as high as knees and palms are thick."""
        rig, spec = self.rig, self.spec
        stature = rig.body.vertices[:, 2].max() - rig.floor_z
        self._hip_y = float(_HIPS_BEHIND_SHARE * stature)
        half, thigh = float(rig.joint("hip", "left")[0]), rig.thigh_m
        wide = half * spec.knees_share
        self._hip_z = float(self._knee_z + np.sqrt(thigh**2 - (wide - half) ** 2))
        self._knee, self._ankle, self._wrist = {}, {}, {}
        off = self._shoulder_at_rest()
        pitch = self._resting_pitch(off)
        for side in SIDES:
            self._knee[side] = np.array([OUT[side] * wide, self._hip_y, self._knee_z])
            ankle = self._limbs.foot_home(side)[0]
            back = np.sqrt(rig.shank_m**2 - (ankle[2] - self._knee_z) ** 2)
            self._ankle[side] = np.array([OUT[side] * wide, self._hip_y + back, ankle[2]])
            ahead = off[1] * np.cos(pitch) - off[2] * np.sin(pitch)
            self._wrist[side] = np.array([OUT[side] * off[0] * spec.hands_share, self._hip_y + ahead, self._wrist_z])
        self._pitch_rad = pitch

    def _shoulder_at_rest(self) -> Floats:
        """Return the left shoulder from the hip middle with the trunk upright."""
        one = np.ones((1, 3, 3)) * np.eye(3)
        local = {"root": one, **self._upper.spine_and_neck(one, one, one)}
        for side in SIDES:
            local |= self._upper.girdle(side, one, np.full(1, _GIRDLE_DOWN))
        posed = self.rig.pose(Performance(np.zeros(1), local, self.rig.body.heads[:1]))
        return np.asarray(posed.heads[0, self.rig.body.bone("upperarm01.L")] - self._middle)

    def _resting_pitch(self, off: Floats) -> float:
        """Return the pitch (rad) that puts the shoulders an arm's length above the hands."""
        aside = off[0] * (1.0 - self.spec.hands_share)
        rise = self._wrist_z + np.sqrt(self._arm_m**2 - aside**2) - self._hip_z
        size, start = np.hypot(off[1], off[2]), np.arctan2(off[1], off[2])
        return float(np.arccos(np.clip(rise / size, -1.0, 1.0)) + start)

    def _lowest(self) -> tuple[float, float]:
        """Return the lowest skin of knees and of hands at rest (m)."""
        posed = self.rig.pose(self.perform(np.zeros(1)))
        body = self.rig.body
        knees = np.abs(body.vertices[:, 2] - self.rig.joint("knee", "left")[2]) < 0.14
        knees &= body.share("upperleg", "lowerleg") > 0.9
        hands = body.share("wrist", "metacarpal", "finger") > 0.9
        return self._lowest_of(posed, knees), self._lowest_of(posed, hands)

    def _lowest_of(self, posed: object, where: np.ndarray) -> float:
        body, rows = self.rig.body, np.flatnonzero(where)
        moved = self.rig.bone_transforms(posed)[0][body.weight_bones[rows]]  # type: ignore[arg-type]
        carried = np.einsum("vbij,vj->vbi", moved[..., :3], body.vertices[rows]) + moved[..., 3]
        return float(np.einsum("vbi,vb->vi", carried, body.weights[rows])[:, 2].min())

    def _timed(self) -> list[RepTimes]:
        """Time the repetitions by the body's own limbs, after planning them so that they come out as asked."""
        for _ in range(3):
            truth, reps = self._told()
            asked = zip(self.spec.reps, self.clocks, reps, strict=True)
            plan = tuple(_corrected(rep, clock.rep, truth.of_rep(told)) for rep, clock, told in asked)
            self.clocks, self.duration_s = schedule(replace(self.spec, reps=plan))
        return self._told()[1]

    def _told(self) -> tuple[BirdDogTruth, list[RepTimes]]:
        times = np.arange(0.0, self.duration_s, _GRID_S)
        joints = self.rig.joints(self.rig.pose(self.perform(times)))
        truth = BirdDogTruth(times, joints, [RepTimes(self.clocks[0].lift_s, 0.0, 0.0)])
        return truth, [truth.timed(c.shift_s, c.settled_s, c.rep.side) for c in self.clocks]


def _corrected(asked: BirdDogRep, planned: BirdDogRep, told: dict[str, Any]) -> BirdDogRep:
    """Return the plan changed by what the last one missed; what was not asked for stays."""
    changes: dict[str, float] = {}
    if not asked.touch_downs:
        changes["hold_s"] = max(planned.hold_s + asked.hold_s - told["hold_s"], 0.1)
    for name in ("trunk_roll_deg", "pelvis_drop_pct", "hip_shift_pct", "sway_pct"):
        wanted = getattr(asked, name)
        if wanted is not None and abs(wanted) > _TOO_SMALL:
            changes[name] = getattr(planned, name) + wanted - told[name]["value"]
    return replace(planned, **changes)  # type: ignore[arg-type]


def _limb_side(rep: BirdDogRep, limb: str) -> str:
    return rep.side if limb == "leg" or rep.variant == "same_side" else OTHER[rep.side]


def _pitched(vectors: Floats, pitch_rad: Floats) -> Floats:
    """Turn vectors (T, 3) about the x axis."""
    c, s = np.cos(pitch_rad), np.sin(pitch_rad)
    return np.stack([vectors[:, 0], c * vectors[:, 1] - s * vectors[:, 2], s * vectors[:, 1] + c * vectors[:, 2]], 1)
