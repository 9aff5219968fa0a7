"""When a hurdle step's parts happen, and the way its swing foot takes: up, over the string, heel down, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from bench.phantom.body import Floats
from bench.phantom.hurdle_spec import HurdleSpec, HurdleStep
from bench.phantom.rig import Rig, about
from bench.phantom.tempo import minimum_jerk

TOUCH_S, _HOP_S = 0.75, 0.28
_LIFTED, _OVER = 0.55, 0.40
"""Shares of the lift and of the way over at which the knee is bent most, and the shank begins to swing ahead."""


@dataclass(frozen=True)
class StepTimes:
    """A step on the clip's clock (s)."""

    shift_s: float
    first_up_s: float
    up_s: float
    top_s: float
    tap_s: float
    leave_s: float
    top_again_s: float
    down_s: float
    settled_s: float

    def weight(self, times_s: Floats) -> Floats:
        """Return how much of the body is over the stance foot, 0 (both feet) .. 1."""
        late = 0.12 * (self.top_s - self.up_s)
        on = minimum_jerk((times_s - self.shift_s) / (self.first_up_s + late - self.shift_s))
        return on - minimum_jerk((times_s - self.down_s + late) / (self.settled_s - self.down_s + late))

    def astride(self, times_s: Floats) -> Floats:
        """Return how far the swing leg is stretched to the far side, 0 (at the top) .. 1 (heel down)."""
        there = minimum_jerk((times_s - self.top_s) / (self.tap_s - self.top_s))
        return there - minimum_jerk((times_s - self.leave_s) / (self.top_again_s - self.leave_s))

    def fault(self, times_s: Floats) -> Floats:
        """Return how far a fault of trunk, pelvis or stance leg shows, 0..1: from the first lift to the way down."""
        begins, ends = self.first_up_s + 0.1, self.top_again_s + 0.15
        shown = minimum_jerk((times_s - begins) / (self.top_s - 0.05 - begins))
        return shown - minimum_jerk((times_s - ends) / (self.down_s - 0.05 - ends))

    def hop(self, times_s: Floats, hops: int) -> Floats:
        """Return how high the stance foot is, 0..1, in hops spread over the time astride."""
        height = np.zeros(len(times_s))
        for number in range(hops):
            start = self.top_s + (number + 0.5) / hops * (self.leave_s - self.top_s) - _HOP_S / 2
            height += np.sin(np.pi * np.clip((times_s - start) / _HOP_S, 0.0, 1.0)) ** 2
        return height


def schedule(spec: HurdleSpec) -> tuple[list[StepTimes], float]:
    """Return the times of every step, and the clip's duration."""
    found, clock = [], spec.before_s
    for number, step in enumerate(spec.steps):
        shift = clock + (step.stand_s if number else 0.0)
        first_up = shift + step.shift_s
        up = first_up + TOUCH_S * step.touch_downs
        top = up + step.lift_s
        tap = top + step.over_s
        leave = tap + step.tap_s
        top_again = leave + step.back_s * step.over_s / (step.over_s + step.lift_s)
        down = leave + step.back_s
        found.append(StepTimes(shift, first_up, up, top, tap, leave, top_again, down, down + step.shift_s))
        clock = down + step.shift_s
    return found, clock + spec.after_s


class Foot:
    """What one foot's shape allows: how high its ankle must be, and where its heel and toes then are."""

    def __init__(self, rig: Rig, side: str) -> None:
        body = rig.body
        ankle = rig.joint("ankle", side)
        sole = body.vertices[body.share("foot", "toe", side=side) > 0.5].copy()
        sole[sole[:, 2] < rig.floor_z + 0.018, 2] = rig.floor_z
        self._pitches = np.arange(-60.0, 91.0, 3.0)
        turned = about("x", self._pitches)
        self._depth = -(np.einsum("pij,vj->pvi", turned, sole - ankle)[..., 2].min(axis=1))
        ends = np.stack([rig.joint("heel", side) - ankle, rig.joint("toe", side) - ankle])
        self._lowest = np.einsum("pij,vj->pvi", turned, ends)[..., 2].min(axis=1)
        self.toe_ahead_m, self.heel_behind_m = -ends[1, 1], ends[0, 1]
        outward = (ends[1, 0] - ends[0, 0]) * (1.0 if side == "left" else -1.0)
        self.yaw_deg = float(np.degrees(np.arctan2(outward, self.toe_ahead_m + self.heel_behind_m)))

    def ankle_height_m(self, pitch_deg: Floats | float) -> Floats:
        """Return how high the ankle is when the pitched foot (+ heel up) touches the floor."""
        return np.asarray(np.interp(pitch_deg, self._pitches, self._depth))

    def lowest_m(self, pitch_deg: float) -> float:
        """Return the lower of heel and toe tip against the ankle."""
        return float(np.interp(pitch_deg, self._pitches, self._lowest))


@dataclass(frozen=True)
class Pose:
    """A swing leg at one moment: ankle and pole (3), pitch and outward turn of the foot (deg)."""

    ankle: Floats
    pole: Floats
    pitch_deg: float
    out_deg: float

    @property
    def row(self) -> Floats:
        """All numbers in one row."""
        return np.array([*self.ankle, *self.pole, self.pitch_deg, self.out_deg])


def bent_leg(
    rig: Rig,
    side: str,
    hip: Floats,
    knee_z: float,
    shank_back_deg: float,
    out_deg: float,
    pitch: float,
    foot_out: float,
) -> Pose:
    """Return a raised leg: its thigh turned ``out_deg``, the knee at a height, the shank hanging back by an angle.

    A leg that turns out lets the shank swing in a little below the knee, as turning at the hip does.
    """
    outward = 1.0 if side == "left" else -1.0
    rise = float(np.clip((knee_z - hip[2]) / rig.thigh_m, -0.95, 0.95))
    turned, back, swung = np.radians(out_deg), np.radians(shank_back_deg), np.radians(0.3 * max(out_deg, 0.0))
    ahead = np.array([outward * np.sin(turned), -np.cos(turned), 0.0])
    inward = np.array([-outward * np.cos(turned), -np.sin(turned), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    knee = hip + rig.thigh_m * (np.sqrt(1 - rise**2) * ahead + rise * up)
    shank = -np.sin(back) * ahead + np.cos(back) * (np.sin(swung) * inward - np.cos(swung) * up)
    ankle = knee + rig.shank_m * shank
    line = (hip - ankle) / np.linalg.norm(hip - ankle)
    off = (knee - ankle) - ((knee - ankle) @ line) * line
    return Pose(ankle, off / np.linalg.norm(off), pitch, foot_out)


class SwingPath:
    """The way of the swing foot through one step, from its poses at the top, before, beyond and at the tap."""

    def __init__(self, step: HurdleStep, times: StepTimes, poses: dict[str, Pose]) -> None:
        home = poses["home"].row
        keys: list[tuple[float, Floats]] = [(times.shift_s, home), (times.first_up_s, home)]
        for number in range(step.touch_downs):
            start = times.first_up_s + number * TOUCH_S
            keys += [
                (start + 0.45 * TOUCH_S, poses["touch"].row),
                (start + 0.88 * TOUCH_S, home),
                (start + TOUCH_S, home),
            ]
        lift, over = times.top_s - times.up_s, times.tap_s - times.top_s
        keys += [(times.up_s + _LIFTED * lift, poses["lifted"].row), (times.top_s, poses["top"].row)]
        keys += [(times.top_s + _OVER * over, poses["over"].row), (times.tap_s, poses["tap"].row)]
        lower, home_again = times.top_again_s - times.leave_s, times.down_s - times.top_again_s
        keys += [(times.leave_s, poses["tap"].row), (times.leave_s + (1 - _OVER) * lower, poses["over"].row)]
        keys += [(times.top_again_s, poses["top"].row)]
        keys += [(times.top_again_s + (1 - _LIFTED) * home_again, poses["lifted"].row), (times.down_s, home)]
        keys += [(times.settled_s, home)]
        distinct = [k for i, k in enumerate(keys) if i == 0 or k[0] > keys[i - 1][0] + 1e-6]
        self._from, self._to = times.first_up_s, times.down_s
        self._way = PchipInterpolator([t for t, _ in distinct], np.stack([row for _, row in distinct]))

    def during(self, times_s: Floats) -> np.ndarray:
        """Say when the path holds (T,)."""
        return np.asarray((times_s > self._from) & (times_s < self._to))

    def at(self, times_s: Floats) -> Floats:
        """Return rows as `Pose.row` (T, 8)."""
        return np.asarray(self._way(times_s))
