"""The single-leg calf raise: on the ball of one foot, the heel sunk below the step and raised; faults as planned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.calf_spec import CalfRep, CalfSpec
from bench.phantom.rig import LEFTWARD, Performance, Rig, about, solve_leg, turn, unit
from bench.phantom.tempo import RepTimes, Wander, minimum_jerk
from bench.phantom.upper_body import UpperBody

OUT = {"left": 1.0, "right": -1.0}
OTHER = {"left": "right", "right": "left"}
SINK_S = 0.7
_HIPS_BEHIND_BALL_M, _HIPS_BESIDE_ANKLE_M = 0.03, 0.035
# Upper arm and forearm of the left side in the chest's axes: hanging, or a hand ahead at a wall.
_ARMS = {
    "hang": ((0.16, 0.04, -0.98), (0.06, -0.20, -0.97)),
    "wall": ((0.10, -0.75, -0.65), (0.0, -0.90, 0.30)),
}


@dataclass(frozen=True)
class _Clock:
    """One repetition on the clip's clock (s), from sunk to sunk."""

    rep: CalfRep
    start_s: float
    top_s: float
    lower_s: float
    end_s: float


@dataclass(frozen=True)
class Planted:
    """A foot on its ball: rotations of foot and toes (T, 3, 3), where its ankle is (T, 3), and its ball (3)."""

    foot: Floats
    toes: Floats
    ankle: Floats
    ball: Floats


class CalfRaise:
    """Calf raises bound to a body; see `CalfSpec` for what can be asked of them."""

    screen = "single_leg_calf_raise"

    def __init__(self, spec: CalfSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        rng = np.random.default_rng(spec.seed)
        self._wander = {name: Wander(rng) for name in ("x", "y", "lean", "head", "free")}
        self._upper = UpperBody(rig)
        self._clocks, self.duration_s = _schedule(spec)
        self.reps = [RepTimes(c.start_s, (c.top_s + c.lower_s) / 2, c.end_s, spec.side) for c in self._clocks]

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        spec, rig = self.spec, self.rig
        lean = 3.0 + 0.6 * spec.unrest * self._wander["lean"](times_s)
        pelvis, chest = about("x", 0.6 * lean), about("x", lean)
        head = spec.unrest * self._wander["head"](times_s)
        rotations = {"root": pelvis, **self._upper.trunk_and_head(pelvis, chest, head)}
        for side in SIDES:
            at_wall = spec.arms == "wall" and side != spec.side
            upper, fore = _ARMS["wall" if at_wall else "hang"]
            mirror = np.array([OUT[side], 1.0, 1.0])
            lines = (chest @ unit(np.array(line) * mirror) for line in (upper, fore))
            rotations |= self._upper.arm_along(side, chest, *lines)
        place, legs = self._legs(times_s, pelvis, self._pitch(times_s))
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        return Performance(times_s, rotations | legs, place - pelvis @ (middle - rig.body.heads[0]))

    def _legs(self, times_s: Floats, pelvis: Floats, pitch: Floats) -> tuple[Floats, dict[str, Floats]]:
        """Return where the middle of the hips is, and the rotations of both legs."""
        side = self.spec.side
        planted = self._foot(side, pitch)
        x = planted.ankle[:, 0] - OUT[side] * _HIPS_BESIDE_ANKLE_M
        place, hip = self._hips(times_s, pelvis, {side: planted}, x)
        return place, self._standing(side, hip[side], planted) | self._held(hip[OTHER[side]], times_s)

    def _pitch(self, times_s: Floats) -> Floats:
        """Return how far the sole is pitched heel-up (deg): level, sunk, up and sunk by turns, and level again."""
        clocks = self._clocks
        first = clocks[0]
        pitch = -first.rep.drop_deg * self._sunk_at_first(times_s)
        for number, one in enumerate(clocks):
            sunk = clocks[min(number + 1, len(clocks) - 1)].rep.drop_deg
            up = minimum_jerk((times_s - one.start_s) / (one.top_s - one.start_s))
            down = minimum_jerk((times_s - one.lower_s) / (one.end_s - one.lower_s))
            pitch += (one.rep.top_deg + one.rep.drop_deg) * up - (one.rep.top_deg + sunk) * down
        last = clocks[-1]
        return np.asarray(pitch + last.rep.drop_deg * minimum_jerk((times_s - last.end_s - 0.1) / SINK_S))

    def _sunk_at_first(self, times_s: Floats) -> Floats:
        """Return (T,) how far the heel has sunk for the first repetition, 0..1."""
        return minimum_jerk((times_s - self._clocks[0].start_s + SINK_S) / SINK_S)

    def _foot(self, side: str, pitch: Floats, x: float = 0.0, y: float = 0.0) -> Planted:
        """Return the foot that stands on its ball, which is that far off its place (m)."""
        rig = self.rig
        yaw = OUT[side] * (self.spec.turn_out_deg - rig.foot_yaw_deg(side))
        toes = np.broadcast_to(about("z", yaw), (len(pitch), 3, 3))
        foot = toes @ about("x", pitch)
        arm = rig.joint("ankle", side) - rig.joint("ball", side)
        ball = np.array([x, y - 0.03, self.spec.step_m + rig.ankle_height_m - arm[2]])
        return Planted(foot, toes, ball + foot @ arm, ball)

    def _hips(
        self, times_s: Floats, pelvis: Floats, planted: dict[str, Planted], x: Floats
    ) -> tuple[Floats, dict[str, Floats]]:
        """Place the hips over the balls of the feet, as high as the knee's bend says."""
        spec, rig = self.spec, self.rig
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        offset = {side: pelvis @ (rig.joint("hip", side) - middle) for side in SIDES}
        flexion = spec.standing_flexion_deg + sum(
            c.rep.knee_bend_deg
            * (
                minimum_jerk((times_s - c.start_s) / (c.top_s - c.start_s))
                - minimum_jerk((times_s - c.lower_s) / (c.end_s - c.lower_s))
            )
            for c in self._clocks
        )
        inner = 2 * rig.thigh_m * rig.shank_m * np.cos(np.radians(flexion))
        place = np.zeros((len(times_s), 3))
        place[:, 0] = x + 0.004 * spec.unrest * self._wander["x"](times_s)
        forward = [one.ball[1] + 0.35 * (one.ankle[:, 1] - one.ankle[:, 1].min()) for one in planted.values()]
        place[:, 1] = np.mean(forward, axis=0) + _HIPS_BEHIND_BALL_M
        place[:, 1] += 0.006 * spec.unrest * self._wander["y"](times_s)
        heights = []
        for side, one in planted.items():
            away = place + offset[side] - one.ankle
            rise = np.sqrt(rig.thigh_m**2 + rig.shank_m**2 + inner - away[:, 0] ** 2 - away[:, 1] ** 2)
            heights.append(one.ankle[:, 2] + rise - offset[side][:, 2])
        place[:, 2] = np.min(heights, axis=0)
        return place, {side: place + offset[side] for side in SIDES}

    def _standing(self, side: str, hip: Floats, planted: Planted) -> dict[str, Floats]:
        rig = self.rig
        angle = np.radians(self.spec.turn_out_deg)
        pole = np.broadcast_to(np.array([OUT[side] * np.sin(angle), -np.cos(angle), 0.0]), hip.shape)
        leg = solve_leg(rig, side, hip, planted.ankle, pole)
        end = SUFFIX[side]
        flat = {rig.body.labels[b]: planted.toes for b in rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": planted.foot, **flat}

    def _held(self, hip: Floats, times_s: Floats) -> dict[str, Floats]:
        """Hold the free leg where the manner has it."""
        side, spec, rig = OTHER[self.spec.side], self.spec, self.rig
        thigh = spec.free_thigh_deg + 1.5 * spec.unrest * self._wander["free"](times_s)
        across = np.broadcast_to(LEFTWARD, hip.shape)
        rest = {part: rig.joint(part, side) for part in ("hip", "knee", "ankle")}
        up = turn(rest["knee"] - rest["hip"], LEFTWARD, _swung(thigh), across)
        low = turn(rest["ankle"] - rest["knee"], LEFTWARD, _swung(thigh - spec.free_knee_deg), across)
        foot = low @ about("x", np.full(len(times_s), 12.0 if spec.free == "back" else -8.0))
        end = SUFFIX[side]
        return {f"upperleg01{end}": up, f"lowerleg01{end}": low, f"foot{end}": foot}


def _swung(forward_deg: Floats) -> Floats:
    """Return unit vectors (T, 3) that hang down, swung forward by an angle."""
    swing = np.radians(forward_deg)
    return np.stack([np.zeros_like(swing), -np.sin(swing), -np.cos(swing)], axis=-1)


def _schedule(spec: CalfSpec) -> tuple[list[_Clock], float]:
    found: list[_Clock] = []
    clock = spec.before_s + SINK_S
    for rep in spec.reps:
        start = clock + (rep.rest_s if found else 0.0)
        top = start + rep.rise_s
        lower = top + rep.hold_s
        found.append(_Clock(rep, round(start, 3), top, lower, round(lower + rep.lower_s, 3)))
        clock = found[-1].end_s
    return found, clock + 0.1 + SINK_S + spec.after_s
