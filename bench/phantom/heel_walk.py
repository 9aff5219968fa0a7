"""A walk on the heels across the picture: forefeet up, short steps, knees nearly straight; faults as planned."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.heel_walk_path import OTHER, OUTWARD, RAISE_S, Footfall, Lap, Path, ahead_of
from bench.phantom.heel_walk_spec import ROLLS_DEG, HeelLapsSpec, HeelWalkSpec
from bench.phantom.hurdle_path import Foot
from bench.phantom.rig import Performance, Rig, about, solve_leg, unit
from bench.phantom.tempo import RepTimes, Wander, minimum_jerk
from bench.phantom.upper_body import UpperBody

_STRETCHED = 0.985
_DOWN_SHARE, _HEEL_OFF_SHARE = 0.3, 0.45
"""How long, in steps, a foot that rolls takes to come down, and to lift its heel before it leaves."""
_ARM = ((0.16, 0.04, -0.98), (0.08, -0.20, -0.97))


class HeelWalk:
    """A heel walk bound to a body; see `HeelWalkSpec` and `HeelLapsSpec` for what can be asked of it.

    It is made in the walker's own frame, the way ahead along -y, and then turned to where the walker faces.
    """

    screen = "heel_walk"

    def __init__(self, spec: HeelWalkSpec | HeelLapsSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        rng = np.random.default_rng(spec.seed)
        self._wander = {name: Wander(rng) for name in ("x", "lean", "head")}
        self._upper = UpperBody(rig)
        self._feet = {side: Foot(rig, side) for side in SIDES}
        self._path = Path(spec)
        self.duration_s = self._path.duration_s
        self.reps = self._timed()

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        spec, rig = self.spec, self.rig
        faced_deg = self._path.heading_deg(times_s)
        heels, turned_deg = {}, {}
        for side in SIDES:
            place, foot_deg = self._standing(side, times_s)
            heels[side], turned_deg[side] = _turned(place, -faced_deg), foot_deg - faced_deg
        lean = 4.0 + 0.6 * spec.unrest * self._wander["lean"](times_s)
        pelvis, chest = about("x", 0.6 * lean), about("x", lean)
        rotations = {
            "root": pelvis,
            **self._upper.trunk_and_head(pelvis, chest, spec.unrest * self._wander["head"](times_s)),
        }
        stride = (heels["left"] - heels["right"])[:, 1] / 0.35
        for side in SIDES:
            swing = about("x", OUTWARD[side] * spec.arm_swing_deg * np.clip(stride, -1.5, 1.5))
            mirror = np.array([OUTWARD[side], 1.0, 1.0])
            lines = (np.einsum("tij,j->ti", chest @ swing, unit(np.array(line) * mirror)) for line in _ARM)
            rotations |= self._upper.arm_along(side, chest, *lines)
        ankles = {side: self._foot(side, times_s, heels[side], turned_deg[side]) for side in SIDES}
        middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        place = np.zeros((len(times_s), 3))
        place[:, :2] = np.mean([ankles[s][0][:, :2] for s in SIDES], axis=0) - [0.0, 0.01]
        place[:, 0] += 0.008 * spec.unrest * self._wander["x"](times_s)
        offset = {side: pelvis @ (rig.joint("hip", side) - middle) for side in SIDES}
        place[:, 2] = self._hip_height(place, offset, ankles)
        for side in SIDES:
            rotations |= self._leg(side, place + offset[side], *ankles[side], turned_deg[side])
        faced = about("z", faced_deg)
        root = place - pelvis @ (middle - rig.body.heads[0])
        return Performance(
            times_s, {bone: faced @ turn for bone, turn in rotations.items()}, np.einsum("tij,tj->ti", faced, root)
        )

    def _own(self, side: str) -> list[Footfall]:
        return [footfall for footfall in self._path.footfalls if footfall.side == side]

    def _standing(self, side: str, times_s: Floats) -> tuple[Floats, Floats]:
        """Return where on the floor a heel is (T, 2), and which way its foot looks (T,) deg."""
        place = np.tile(self._path.homes[side], (len(times_s), 1))
        looks = np.zeros(len(times_s))
        for footfall in self._own(side):
            moved = footfall.moved(times_s)
            place += moved[:, None] * (footfall.end - footfall.start)
            looks += moved * (footfall.end_deg - footfall.start_deg)
        return place, looks

    def _up_deg(self, side: str, times_s: Floats) -> Floats:
        """Return how far the forefoot is up: raised before the first step, sinking while the body passes over."""
        own = self._own(side)
        first = self._path.footfalls[0].leaves_s
        raised = own[0].step.up_deg if own else self._path.footfalls[0].step.up_deg
        up = raised * minimum_jerk((times_s - first + RAISE_S + 0.1) / RAISE_S)
        for footfall, following in zip_longest(own, own[1:]):
            up += (footfall.step.up_deg - raised) * footfall.moved(times_s)
            raised, least = footfall.step.up_deg, footfall.step.least_up_deg
            lost, lasts = raised - least, footfall.next_s - footfall.leaves_s
            if least < ROLLS_DEG:
                up -= raised * minimum_jerk((times_s - footfall.lands_s) / (_DOWN_SHARE * lasts))
                raised = least if following else 0.0
                off_s = following.leaves_s if following else np.inf
                up += least * minimum_jerk((times_s - off_s) / (_HEEL_OFF_SHARE * lasts) + 1.0)
                continue
            sinks = minimum_jerk((times_s - footfall.lands_s) / (0.45 * lasts))
            up -= lost * (sinks - minimum_jerk((times_s - footfall.lands_s - 0.9 * lasts) / 0.25))
        return np.asarray(up)

    def _foot(self, side: str, times_s: Floats, heel: Floats, turned_deg: Floats) -> tuple[Floats, Floats]:
        """Return where the ankle is (T, 3) and how the foot is turned (T, 3, 3), over a heel or toe that stays."""
        rig, foot = self.rig, self._feet[side]
        pitch = -self._up_deg(side, times_s)
        heel_up = (pitch > 0.0)[:, None]
        turned = about("z", OUTWARD[side] * (self.spec.turn_out_deg - foot.yaw_deg)) @ about("x", pitch)
        ends = {end: rig.joint(end, side) for end in ("ankle", "heel", "toe")}
        over_heel = np.einsum("tij,j->ti", turned, ends["ankle"] - ends["heel"])
        over_toe = np.einsum("tij,j->ti", turned, ends["ankle"] - ends["toe"]) + ends["toe"] - ends["heel"]
        arm = np.where(heel_up, over_toe, over_heel)
        ankle = np.zeros((len(times_s), 3))
        ankle[:, :2] = heel + _turned(arm[:, :2] * (0.0, 1.0), turned_deg)
        ankle[:, 2] = foot.ankle_height_m(pitch)
        for footfall in self._own(side):
            share = np.clip((times_s - footfall.leaves_s) / (footfall.lands_s - footfall.leaves_s), 0.0, 1.0)
            ankle[:, 2] += self.spec.swing_lift_m * np.sin(np.pi * share) ** 2
        return ankle, about("z", turned_deg) @ turned

    def _hip_height(self, place: Floats, offset: dict[str, Floats], ankles: dict[str, tuple[Floats, Floats]]) -> Floats:
        """Return how high the hips are: the lower of what either leg, nearly stretched, reaches."""
        leg_m = _STRETCHED * (self.rig.thigh_m + self.rig.shank_m)
        heights = []
        for side in SIDES:
            away = (place + offset[side] - ankles[side][0])[:, :2]
            heights.append(ankles[side][0][:, 2] + np.sqrt(leg_m**2 - np.sum(away**2, axis=1)) - offset[side][:, 2])
        return np.asarray(-0.004 * np.logaddexp(-heights[0] / 0.004, -heights[1] / 0.004))

    def _leg(self, side: str, hip: Floats, ankle: Floats, foot: Floats, turned_deg: Floats) -> dict[str, Floats]:
        angle = np.radians(OUTWARD[side] * self.spec.turn_out_deg + turned_deg)
        pole = np.stack([np.sin(angle), -np.cos(angle), np.zeros(len(angle))], axis=-1)
        leg = solve_leg(self.rig, side, hip, ankle, pole)
        end = SUFFIX[side]
        toes = {self.rig.body.labels[b]: foot for b in self.rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot, **toes}

    def _timed(self) -> list[RepTimes]:
        """Time every step in the picture, from when its foot passes the other one to when that one passes it."""
        times = np.arange(0.0, self.duration_s, 0.01)
        places = {side: self._standing(side, times)[0] for side in SIDES}
        seen_to_m = self.spec.seen_to_m if isinstance(self.spec, HeelLapsSpec) else np.inf
        return [
            _times_of(footfall, self._path.laps[footfall.lap], times, places)
            for footfall in self._path.footfalls
            if footfall.lap is not None and footfall.end[1] >= -seen_to_m
        ]


def _turned(places: Floats, by_deg: Floats) -> Floats:
    """Return places on the floor (T, 2) turned about the origin."""
    angle = np.radians(by_deg)
    x, y = places[:, 0], places[:, 1]
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)], axis=-1)


def _times_of(step: Footfall, lap: Lap, times: Floats, places: dict[str, Floats]) -> RepTimes:
    lead = (places[step.side] - places[OTHER[step.side]]) @ ahead_of(lap.heading_deg)
    behind = (lead <= 1e-9) & (times >= lap.begins_s) & (times <= lap.ends_s)
    before, after = times[behind & (times <= step.lands_s)], times[behind & (times >= step.lands_s)]
    start = float(before[-1]) if len(before) else step.leaves_s
    end = float(after[0]) if len(after) else step.next_s
    return RepTimes(round(start, 3), round(step.lands_s, 3), round(end, 3), step.side)
