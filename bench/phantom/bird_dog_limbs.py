"""Arms, hands and legs of somebody on all fours: planted, stretched out, or on the way between."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from bench.phantom.body import SUFFIX, Floats
from bench.phantom.rig import Rig, about, knee_circle, solve_leg, turn, unit
from bench.phantom.upper_body import UpperBody

OUT = {"left": 1.0, "right": -1.0}
_ELBOW_PLANTED, _ELBOW_FREE = np.array([0.45, 0.9, 0.0]), np.array([0.7, 0.0, -0.7])
_KNEE_FREE = np.array([0.0, -0.35, -0.95])
_ARM_OUT_DEG, _ARM_FLEXION_DEG, _LEG_FLEXION_DEG = 6.0, 11.0, 6.0
_ARM_SHORTER, _LEG_ARC_DEG = 0.12, 5.0
_POINTED_BELOW_DEG, _POINTED_MORE = -6.0, 3.0
"""A leg held low points its toes, to keep them off the floor."""


class FloorLimbs:
    """One body's limbs between the floor and full stretch; ``lifted`` is 0 on the floor .. 1 stretched out."""

    def __init__(self, rig: Rig, foot_pitch_deg: float, free_plantar_deg: float) -> None:
        self.rig, self.foot_pitch_deg, self.free_plantar_deg = rig, foot_pitch_deg, free_plantar_deg
        self._upper = UpperBody(rig)
        self.upper_m, self.fore_m = rig.length("shoulder", "elbow"), rig.length("elbow", "wrist")
        self.arm_free_m = _line(self.upper_m, self.fore_m, _ARM_FLEXION_DEG)
        self.leg_free_m = _line(rig.thigh_m, rig.shank_m, _LEG_FLEXION_DEG)
        self._hands = {side: _Hand(rig, side) for side in OUT}

    def arm_line_m(self, elbow_flexion_deg: float) -> float:
        """Return the distance shoulder to wrist at an elbow's flexion."""
        return _line(self.upper_m, self.fore_m, elbow_flexion_deg)

    def foot_home(self, side: str) -> tuple[Floats, Floats, Floats]:
        """Return a tucked foot: its ankle above the floor and behind the ball (0, y, z), rotations of foot and toes."""
        toes = about("z", -OUT[side] * self.rig.foot_yaw_deg(side))
        foot = toes @ about("x", self.foot_pitch_deg)
        ball, ankle = self.rig.joint("ball", side), self.rig.joint("ankle", side)
        above = ball[2] - self.rig.floor_z + (foot @ (ankle - ball))[2]
        return np.array([0.0, 0.0, above]), foot, toes

    def arm(
        self, side: str, shoulder: Floats, planted: Floats, lifted: Floats, elevation_deg: Floats
    ) -> dict[str, Floats]:
        """Return upper arm, forearm and hand of an arm whose wrist rests at ``planted`` (3)."""
        low = np.degrees(np.arctan2(planted[2] - shoulder[:, 2], np.full(len(lifted), 0.03)))
        shorter = 1.0 - _ARM_SHORTER * np.sin(np.pi * np.sqrt(lifted))
        home = np.linalg.norm(planted - shoulder, axis=1)
        reach = (home + lifted * (self.arm_free_m - home)) * shorter
        toward = _polar(low + lifted * (elevation_deg - low), OUT[side] * _ARM_OUT_DEG * lifted, -1.0)
        residual = planted - shoulder - _polar(low, np.zeros(len(lifted)), -1.0) * home[:, None]
        wrist = shoulder + toward * reach[:, None] + (1.0 - _smooth(lifted * 2.0))[:, None] * residual
        mirror = np.array([OUT[side], 1.0, 1.0])
        pole = (1.0 - lifted)[:, None] * _ELBOW_PLANTED * mirror + lifted[:, None] * _ELBOW_FREE * mirror
        centre, radius, axis = knee_circle(shoulder, wrist, self.upper_m, self.fore_m)
        elbow = centre + radius[:, None] * unit(pole - np.sum(pole * axis, axis=1, keepdims=True) * axis)
        upper_rest, fore_rest, hinge_rest = self._upper.resting_arm(side)
        hinge = np.cross(elbow - shoulder, wrist - elbow)
        upper = turn(upper_rest, hinge_rest, elbow - shoulder, hinge)
        fore = turn(fore_rest, hinge_rest, wrist - elbow, hinge)
        hand = _part_way(np.broadcast_to(self._hands[side].planted, fore.shape), fore, _smooth(lifted * 1.6))
        fingers = {name: hand @ flat for name, flat in self._hands[side].flat.items()}
        end = SUFFIX[side]
        return {f"upperarm01{end}": upper, f"lowerarm01{end}": fore, f"wrist{end}": hand, **fingers}

    def leg(
        self, side: str, hip: Floats, knee: Floats, ankle: Floats, lifted: Floats, elevation_deg: Floats
    ) -> dict[str, Floats]:
        """Return thigh, shank, foot and toes of a leg that rests on ``knee`` and ``ankle`` (3)."""
        line = ankle - hip
        home = np.linalg.norm(line, axis=1)
        low = np.degrees(np.arcsin(line[:, 2] / home))
        aside = np.degrees(np.arctan2(line[:, 0], line[:, 1])) * (1.0 - lifted)
        height = low + lifted * (elevation_deg - low) + _LEG_ARC_DEG * np.sin(np.pi * lifted)
        reach = home + lifted * (self.leg_free_m - home)
        foot_at = hip + _polar(height, aside, 1.0) * reach[:, None]
        pole = (1.0 - lifted)[:, None] * (knee - (hip + foot_at) / 2) + lifted[:, None] * _KNEE_FREE
        leg = solve_leg(self.rig, side, hip, foot_at, pole)
        _, foot_down, toes_down = self.foot_home(side)
        pointed = self.free_plantar_deg + _POINTED_MORE * np.clip(_POINTED_BELOW_DEG - elevation_deg, 0.0, 12.0)
        free = leg.shank @ about("z", -OUT[side] * self.rig.foot_yaw_deg(side)) @ about("x", pointed)
        foot = _part_way(np.broadcast_to(foot_down, free.shape), free, lifted)
        toes = _part_way(np.broadcast_to(toes_down, free.shape), foot, _smooth(lifted * 3.0))
        end = SUFFIX[side]
        bones = {self.rig.body.labels[b]: toes for b in self.rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot, **bones}


class _Hand:
    """A hand flat on the floor, fingers ahead: its rotation, and what straightens each finger's bones."""

    def __init__(self, rig: Rig, side: str) -> None:
        body, end = rig.body, SUFFIX[side]
        head = {name: body.heads[body.bone(name + end)] for name in ("wrist", "finger2-1", "finger5-1", "finger3-1")}
        along = unit((head["finger2-1"] + head["finger3-1"] + head["finger5-1"]) / 3 - head["wrist"])
        across = head["finger2-1"] - head["finger5-1"]
        self.planted = turn(along, across, np.array([0.0, -1.0, 0.0]), np.array([-OUT[side], 0.0, 0.0]))
        normal = unit(np.cross(along, across))
        self.flat: dict[str, Floats] = {}
        for finger in range(1, 6):
            flat = np.eye(3)
            for name in (f"finger{finger}-{part}{end}" for part in (1, 2, 3)):
                child = [c for c in range(len(body.labels)) if body.parents[c] == body.bone(name)]
                if child:
                    bone = body.heads[child[0]] - body.heads[body.bone(name)]
                    flat = _least_turn(bone, bone - (bone @ normal) * normal)
                self.flat[name] = flat


def _line(first_m: float, second_m: float, flexion_deg: float) -> float:
    return float(np.sqrt(first_m**2 + second_m**2 + 2 * first_m * second_m * np.cos(np.radians(flexion_deg))))


def _polar(elevation_deg: Floats, aside_deg: Floats, back: float) -> Floats:
    """Return unit vectors that rise by one angle and turn toward +x by another from straight back or ahead."""
    rise, aside = np.radians(elevation_deg), np.radians(aside_deg)
    level = np.cos(rise)
    return np.stack([level * np.sin(aside), back * level * np.cos(aside), np.sin(rise)], axis=-1)


def _least_turn(start: Floats, end: Floats) -> Floats:
    axis = np.cross(start, end)
    size = np.linalg.norm(axis)
    angle = np.arctan2(size, start @ end)
    return np.asarray(Rotation.from_rotvec(axis / max(size, 1e-12) * angle).as_matrix())


def _part_way(start: Floats, end: Floats, part: Floats) -> Floats:
    """Return rotations (T, 3, 3) that lie ``part`` (T,) of the way from start to end."""
    first = Rotation.from_matrix(start)
    step = (first.inv() * Rotation.from_matrix(end)).as_rotvec() * part[:, None]
    return np.asarray((first * Rotation.from_rotvec(step)).as_matrix())


def _smooth(fraction: Floats) -> Floats:
    x = np.clip(fraction, 0.0, 1.0)
    return np.asarray(x * x * (3 - 2 * x))
