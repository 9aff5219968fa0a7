"""The single-leg bridge: on the back, one foot on the floor, hips up, held and lowered; faults as planned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.lying_spec import BridgeRep, BridgeSpec
from bench.phantom.lying_truth import BridgeTruth
from bench.phantom.rig import LEFTWARD, Performance, Rig, about, solve_leg, turn, unit
from bench.phantom.tempo import RepTimes, Wander, minimum_jerk
from bench.phantom.upper_body import UpperBody

OUT = {"left": 1.0, "right": -1.0, "both": 0.0}
_FREE_THIGH_DEG = {"up": 80.0, "bent": 88.0}
_BENT_KNEE_DEG, _SWITCH_S = 85.0, 1.4
_PITCHES_DEG = np.linspace(-2.0, 48.0, 101)
_GRID_S = 0.02
_HIPS_TOWARD_FEET = 0.07
"""Where the resting hips lie, as a share of stature from the middle of the picture toward the feet."""


@dataclass(frozen=True)
class _Clock:
    """One repetition on the clip's clock (s)."""

    rep: BridgeRep
    start_s: float
    top_s: float
    lower_s: float
    end_s: float


class Bridge:
    """Single-leg bridges bound to a body; see `BridgeSpec` for what can be asked of them."""

    def __init__(self, spec: BridgeSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        self.screen = "single_leg_bridge" if spec.kind == "single_leg_bridge" else "single_leg_bridge.2"
        rng = np.random.default_rng(spec.seed)
        self._wander = {name: Wander(rng) for name in ("pitch", "free", "head", "roll")}
        self._upper = UpperBody(rig)
        self._clocks, self.duration_s = _schedule(spec)
        self._lie_down()
        self._ankle = {side: self._foot_place(side) for side in SIDES}
        self._lines = {side: self._lines_of(side) for side in {rep.side for rep in spec.reps}}
        self.reps = self._timed()

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        pitch = np.full(len(times_s), self._resting(self._clocks[0].rep.side))
        tilt = np.zeros(len(times_s))
        for clock in self._clocks:
            raised, rep = self._raised(clock, times_s), clock.rep
            pitch += raised * (self._pitch_at(clock, times_s) - self._resting(rep.side))
            tilt += raised * rep.planted_drop_deg * OUT[rep.side]
        pitch += 0.3 * self.spec.unrest * self._wander["pitch"](times_s) * (pitch > 2.0)
        return self._posed(times_s, pitch, tilt, self._free(times_s))

    def _raised(self, clock: _Clock, times_s: Floats) -> Floats:
        up = minimum_jerk((times_s - clock.start_s) / (clock.top_s - clock.start_s))
        return np.asarray(up - minimum_jerk((times_s - clock.lower_s) / (clock.end_s - clock.lower_s)))

    def _pitch_at(self, clock: _Clock, times_s: Floats) -> Floats:
        """Return the trunk's pitch (deg) that has hip and knee as asked, sinking evenly through the hold."""
        rep = clock.rep
        held = np.clip((times_s - clock.top_s) / max(clock.lower_s - clock.top_s, 0.1), 0.0, 1.0)
        lines = self._lines[rep.side]
        return np.interp(-(rep.line_deg + rep.sink_deg * held), -lines, _PITCHES_DEG)

    def _resting(self, side: str) -> float:
        return 0.0

    def _free(self, times_s: Floats) -> dict[str, Floats]:
        """Return how far each leg is up in the air, 0 (foot on the floor) .. 1, changing over between repetitions."""
        if self._clocks[0].rep.side == "both":
            return {side: np.zeros(len(times_s)) for side in SIDES}
        works = np.zeros(len(times_s)) + (self._clocks[0].rep.side == "left")
        for before, after in zip(self._clocks[:-1], self._clocks[1:], strict=True):
            step = float(after.rep.side == "left") - float(before.rep.side == "left")
            if step:
                works += step * minimum_jerk((times_s - (after.start_s - _SWITCH_S - 0.15)) / _SWITCH_S)
        # Both feet touch the floor half-way: one comes down before the other goes up.
        return {"left": _late(1.0 - works), "right": _late(works)}

    def _posed(self, times_s: Floats, pitch: Floats, tilt: Floats, free: dict[str, Floats]) -> Performance:
        lying = about("x", -90.0 - pitch)
        pelvis = lying @ about("z", tilt)
        head = about("x", np.full(len(times_s), -84.0) + 1.5 * self.spec.unrest * self._wander["head"](times_s))
        rotations = {"root": pelvis, **self._upper.spine_and_neck(pelvis, lying, head)}
        for side in SIDES:
            rotations |= self._arm(side, lying, len(times_s))
        heads = self.rig.pose(Performance(times_s, rotations, np.zeros((len(times_s), 3)))).heads
        shoulders = [heads[:, self.rig.body.bone(f"upperarm01{SUFFIX[s]}")] for s in SIDES]
        root = self._shoulders - (shoulders[0] + shoulders[1]) / 2
        for side in SIDES:
            hip = root + heads[:, self.rig.body.bone(f"upperleg01{SUFFIX[side]}")]
            rotations |= self._leg(side, hip, free[side], times_s)
        return Performance(times_s, rotations, root)

    def _arm(self, side: str, chest: Floats, count: int) -> dict[str, Floats]:
        out = np.radians(self.spec.arms_out_deg)
        along = np.array([OUT[side] * np.sin(out), -np.cos(out), -0.07])
        one = np.broadcast_to(unit(along), (count, 3))
        bent = np.broadcast_to(unit(along + np.array([-0.12 * OUT[side], 0.0, 0.03])), (count, 3))
        return self._upper.arm_along(side, chest, one, bent)

    def _leg(self, side: str, hip: Floats, free: Floats, times_s: Floats) -> dict[str, Floats]:
        pole = np.broadcast_to(np.array([0.0, -0.5, 1.0]), hip.shape)
        planted = solve_leg(self.rig, side, hip, np.broadcast_to(self._ankle[side], hip.shape), pole)
        flat = np.broadcast_to(about("z", -OUT[side] * self.rig.foot_yaw_deg(side)), planted.thigh.shape)
        thigh_up = self._free_thigh(planted.knee - hip) + 1.0 * self.spec.unrest * self._wander["free"](times_s)
        flexion = _BENT_KNEE_DEG if self.spec.free == "bent" else self.spec.free_flexion_deg
        rest = {part: self.rig.joint(part, side) for part in ("hip", "knee", "ankle")}
        across = np.broadcast_to(LEFTWARD, hip.shape)
        thigh = turn(rest["knee"] - rest["hip"], LEFTWARD, _toward_feet(thigh_up), across)
        shank = turn(rest["ankle"] - rest["knee"], LEFTWARD, _toward_feet(thigh_up - flexion), across)
        foot = shank @ about("x", 15.0)
        end = SUFFIX[side]
        ways = {"upperleg01": (planted.thigh, thigh), "lowerleg01": (planted.shank, shank), "foot": (flat, foot)}
        return {f"{bone}{end}": _part_way(low, high, free) for bone, (low, high) in ways.items()}

    def _free_thigh(self, along: Floats) -> Floats:
        """Return how steeply (deg) the free thigh points up: as the working thigh does, or as the manner has it."""
        if self.spec.free in _FREE_THIGH_DEG:
            return np.full(len(along), _FREE_THIGH_DEG[self.spec.free])
        # The planted position of the free leg's own knee: the working one's mirror image but for the tilt.
        return np.degrees(np.arctan2(along[:, 2], -along[:, 1]))

    def _lie_down(self) -> None:
        """Put the shoulders where back and seat touch the floor."""
        self._shoulders = np.zeros(3)
        self._ankle = {side: np.array([0.0, -0.6, 0.1]) for side in SIDES}
        one = np.zeros(1)
        done = self._posed(one, one, one, {side: np.ones(1) for side in SIDES})
        posed = self.rig.pose(done)
        body = self.rig.body
        trunk = np.flatnonzero(body.share("spine", "root", "clavicle", "shoulder", "pelvis") > 0.6)
        moved = self.rig.bone_transforms(posed)[0][body.weight_bones[trunk]]
        carried = np.einsum("vbij,vj->vbi", moved[..., :3], body.vertices[trunk]) + moved[..., 3]
        lowest = float(np.einsum("vbi,vb->vi", carried, body.weights[trunk])[:, 2].min())
        stature = float(np.ptp(body.vertices[:, 2]))
        hip_y = float(posed.heads[0, body.bone("upperleg01.L"), 1])
        self._shoulders = np.array([0.0, -hip_y - _HIPS_TOWARD_FEET * stature, -lowest])
        done = self._posed(one, one, one, {side: np.ones(1) for side in SIDES})
        heads = self.rig.pose(done).heads[0]
        self._hips = {side: heads[body.bone(f"upperleg01{SUFFIX[side]}")] for side in SIDES}

    def _foot_place(self, side: str) -> Floats:
        """Return the planted ankle (3) that bends the resting knee as asked."""
        a, b = self.rig.thigh_m, self.rig.shank_m
        line = np.sqrt(a**2 + b**2 + 2 * a * b * np.cos(np.radians(self.spec.knee_flexion_deg)))
        hip, height = self._hips[side], self.rig.ankle_height_m
        away = np.sqrt(line**2 - (hip[2] - height) ** 2)
        return np.array([hip[0], hip[1] - away, height])

    def _lines_of(self, side: str) -> Floats:
        """Return how far shoulder, hip and knee are from one line (deg) at each of `_PITCHES_DEG`."""
        count = len(_PITCHES_DEG)
        zero = np.zeros(count)
        free = {s: np.ones(count) * (side not in (s, "both")) for s in SIDES}
        joints = self.rig.joints(self.rig.pose(self._posed(zero, _PITCHES_DEG, zero, free)))
        truth = BridgeTruth(np.arange(count, dtype=float), joints, [])
        return truth.of_side("left" if side == "both" else side)["hip_line_deg"]

    def _timed(self) -> list[RepTimes]:
        return [RepTimes(c.start_s, (c.top_s + c.lower_s) / 2, c.end_s, c.rep.side) for c in self._clocks]


def _schedule(spec: BridgeSpec) -> tuple[list[_Clock], float]:
    found: list[_Clock] = []
    clock = spec.before_s
    for rep in spec.reps:
        turned = bool(found) and found[-1].rep.side != rep.side
        start = clock + (rep.rest_s if found else 0.0) + (_SWITCH_S + 0.3 if turned else 0.0)
        top = start + rep.up_s
        lower = top + rep.hold_s
        found.append(_Clock(rep, round(start, 3), top, lower, round(lower + rep.down_s, 3)))
        clock = found[-1].end_s
    return found, clock + spec.after_s


def _late(share: Floats) -> Floats:
    """Return a share that stays at 0 for the first half of its way to 1."""
    return np.asarray(minimum_jerk(2.0 * share - 1.0))


def _toward_feet(elevation_deg: Floats) -> Floats:
    """Return unit vectors (T, 3) toward the feet that rise by an angle."""
    rise = np.radians(elevation_deg)
    return np.stack([np.zeros_like(rise), -np.cos(rise), np.sin(rise)], axis=-1)


def _part_way(start: Floats, end: Floats, part: Floats) -> Floats:
    first = Rotation.from_matrix(start)
    step = (first.inv() * Rotation.from_matrix(end)).as_rotvec() * part[:, None]
    return np.asarray((first * Rotation.from_rotvec(step)).as_matrix())
