"""The clam shell: on the side, knees bent and stacked, the top knee opened and closed; faults as planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.phantom.body import SUFFIX, Floats
from bench.phantom.lying_spec import ClamRep, ClamSpec
from bench.phantom.rig import JOINTS, Performance, Rig, about, solve_leg, unit
from bench.phantom.tempo import RepTimes, Wander, minimum_jerk
from bench.phantom.upper_body import UpperBody

_CHEST_FOLLOWS, _FEET_APART_M, _HIPS_TOWARD_FEET = 0.5, 0.075, 0.06
_HEEL_ROUNDS = 4


@dataclass(frozen=True)
class _Clock:
    """One repetition on the clip's clock (s)."""

    rep: ClamRep
    start_s: float
    open_s: float
    close_s: float
    end_s: float

    def opened(self, times_s: Floats) -> Floats:
        """Return how far the knee is open, 0..1."""
        out = minimum_jerk((times_s - self.start_s) / (self.open_s - self.start_s))
        return np.asarray(out - minimum_jerk((times_s - self.close_s) / (self.end_s - self.close_s)))


class Clam:
    """Clam shells bound to a body; see `ClamSpec` for what can be asked of them."""

    screen = "clam_shell"

    def __init__(self, spec: ClamSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        rng = np.random.default_rng(spec.seed)
        self._wander = {name: Wander(rng) for name in ("knee", "roll", "head")}
        self._upper = UpperBody(rig)
        self.bottom = "right" if spec.top == "left" else "left"
        self._feet = 1.0 if spec.top == "left" else -1.0
        """Which way along x the feet lie: the head is on the picture's left of somebody whose left side is up."""
        self._hip = np.zeros(3)
        self._clocks, self.duration_s = _schedule(spec)
        self._raised_m = np.zeros(len(spec.reps))
        """How far each repetition lifts the top ankle to part the heels as asked: an opening knee sinks its heel."""
        self._lie_down()
        self._part_heels()
        self.reps = [RepTimes(c.start_s, (c.open_s + c.close_s) / 2, c.end_s, spec.top) for c in self._clocks]

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        opening, roll = (
            self._sum(times_s, [getattr(r, n) for r in self.spec.reps]) for n in ("opening_deg", "roll_back_deg")
        )
        opening = opening + 0.4 * self.spec.unrest * self._wander["knee"](times_s)
        roll = roll + 0.3 * self.spec.unrest * self._wander["roll"](times_s)
        return self._posed(times_s, opening, self._sum(times_s, self._raised_m), roll)

    def _sum(self, times_s: Floats, most: Sequence[float] | Floats) -> Floats:
        """Return (T,) what each repetition has at its widest, as far as it is open."""
        each = [value * clock.opened(times_s) for value, clock in zip(most, self._clocks, strict=True)]
        return np.asarray(np.sum(each, axis=0))

    def _part_heels(self) -> None:
        """Find how far the ankle has to rise in each repetition for the heels to be as far apart as asked."""
        leg_m = self.rig.thigh_m + self.rig.shank_m
        asked = np.array([rep.heel_gap_pct for rep in self.spec.reps]) * leg_m / 100
        times = np.array([0.0, *((c.open_s + c.close_s) / 2 for c in self._clocks)])
        for _ in range(_HEEL_ROUNDS):
            joints = self.rig.joints(self.rig.pose(self.perform(times)))
            heels = (joints[:, JOINTS.index(f"{side}_heel")] for side in (self.spec.top, self.bottom))
            apart = np.linalg.norm(np.subtract(*heels), axis=1)
            self._raised_m += asked - (apart[1:] - apart[0])

    def _posed(self, times_s: Floats, opening: Floats, gap_m: Floats, roll: Floats) -> Performance:
        lying = about("y", -90.0 * self._feet)
        pelvis, chest = about("x", -roll) @ lying, about("x", -_CHEST_FOLLOWS * roll) @ lying
        nod = about("x", 1.0 * self.spec.unrest * self._wander["head"](times_s))
        rotations = {"root": pelvis, **self._upper.spine_and_neck(pelvis, chest, chest @ nod)}
        rotations |= self._arms(chest, len(times_s))
        heads = self.rig.pose(Performance(times_s, rotations, np.zeros((len(times_s), 3)))).heads
        hip = {s: heads[:, self.rig.body.bone(f"upperleg01{SUFFIX[s]}")] for s in (self.bottom, self.spec.top)}
        root = self._hip - hip[self.bottom]
        rotations |= self._legs({s: root + place for s, place in hip.items()}, opening, gap_m)
        return Performance(times_s, rotations, root)

    def _legs(self, hip: dict[str, Floats], opening: Floats, gap_m: Floats) -> dict[str, Floats]:
        spec, rig = self.spec, self.rig
        bend, fold = np.radians(spec.hip_flexion_deg), np.radians(spec.hip_flexion_deg - spec.knee_flexion_deg)
        thigh = np.array([self._feet * np.cos(bend), -np.sin(bend), -0.03])
        shank = np.array([self._feet * np.cos(fold), -np.sin(fold), 0.0])
        ankle = {self.bottom: self._hip + rig.thigh_m * unit(thigh) + rig.shank_m * unit(shank)}
        up = np.array([0.0, 0.0, 1.0])
        ankle[spec.top] = ankle[self.bottom] + (_FEET_APART_M + gap_m)[:, None] * up
        rotations: dict[str, Floats] = {}
        for side in (self.bottom, spec.top):
            line = hip[side] - ankle[side]
            axis = unit(line)
            closed = np.array([0.0, -1.0, 0.0]) - axis * (axis @ np.array([0.0, -1.0, 0.0]))[:, None]
            raised = np.cross(closed, axis) * np.sign(np.cross(closed, axis)[:, 2:3])
            turned = np.radians(opening if side == spec.top else np.zeros(len(opening)))[:, None]
            pole = np.cos(turned) * unit(closed) + np.sin(turned) * unit(raised)
            leg = solve_leg(rig, side, hip[side], np.broadcast_to(ankle[side], hip[side].shape), pole)
            end = SUFFIX[side]
            rotations |= {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank}
        return rotations

    def _arms(self, chest: Floats, count: int) -> dict[str, Floats]:
        """Fold the lower arm under the head and rest the upper hand on the floor in front."""
        feet = self._feet
        ways = {
            self.bottom: (np.array([-0.75 * feet, -0.66, 0.0]), np.array([-0.75 * feet, 0.6, 0.25])),
            self.spec.top: (np.array([0.25 * feet, -0.80, -0.55]), np.array([-0.10 * feet, -0.45, -0.89])),
        }
        rotations: dict[str, Floats] = {}
        for side, (upper, fore) in ways.items():
            one, two = (np.broadcast_to(unit(v), (count, 3)) for v in (upper, fore))
            rotations |= self._upper.arm_along(side, chest, one, two)
        return rotations

    def _lie_down(self) -> None:
        """Put the lower hip where the side touches the floor."""
        zero = np.zeros(1)
        posed = self.rig.pose(self._posed(zero, zero, zero, zero))
        body = self.rig.body
        trunk = np.flatnonzero(body.share("spine", "root", "pelvis", "upperleg") > 0.6)
        moved = self.rig.bone_transforms(posed)[0][body.weight_bones[trunk]]
        carried = np.einsum("vbij,vj->vbi", moved[..., :3], body.vertices[trunk]) + moved[..., 3]
        lowest = float(np.einsum("vbi,vb->vi", carried, body.weights[trunk])[:, 2].min())
        stature = float(np.ptp(body.vertices[:, 2]))
        self._hip = np.array([self._feet * _HIPS_TOWARD_FEET * stature, 0.0, -lowest])


def _schedule(spec: ClamSpec) -> tuple[list[_Clock], float]:
    found: list[_Clock] = []
    clock = spec.before_s
    for rep in spec.reps:
        start = clock + (rep.rest_s if found else 0.0)
        opened = start + rep.open_s
        close = opened + rep.hold_s
        found.append(_Clock(rep, round(start, 3), opened, close, round(close + rep.close_s, 3)))
        clock = found[-1].end_s
    return found, clock + spec.after_s
