"""Bones and joints: rotations of a few named bones in, every bone's place and the true joints out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial.transform import Rotation

from bench.phantom.body import SIDES, SUFFIX, Floats, RestBody

SOLE_M = 0.012
"""How much sole a shoe puts between the bare foot and the floor."""

PAIRED_PARTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe", "ball")
JOINTS = ("nose", *(f"{side}_{part}" for part in PAIRED_PARTS for side in SIDES))
"""True joints kept per frame, in this order: the product's 19 keypoints, then the balls of the feet."""

_JOINT_BONES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
UP = np.array([0.0, 0.0, 1.0])
RIGHTWARD = np.array([-1.0, 0.0, 0.0])
LEFTWARD = -RIGHTWARD


@dataclass(frozen=True)
class Performance:
    """A movement as performed by one body.

    ``rotations``: world rotation (T, 3, 3) from the rest pose, of each bone that is driven; every other bone follows
    its parent. ``root_m`` (T, 3): where the root joint is.
    """

    times_s: Floats
    rotations: Mapping[str, Floats]
    root_m: Floats


@dataclass(frozen=True)
class Posed:
    """Every bone through time: world rotation from rest (T, B, 3, 3), place of its first joint (T, B, 3)."""

    rotations: Floats
    heads: Floats


class Rig:
    """The measures of a resting body that a movement needs, and forward kinematics."""

    def __init__(self, body: RestBody) -> None:
        self.body = body
        feet = body.share("foot", "toe") > 0.5
        self.floor_z = float(body.vertices[feet, 2].min()) - SOLE_M
        self.toe_vertex = {side: self._extreme(side, -1.0) for side in SIDES}
        self.heel_vertex = {side: self._extreme(side, 1.0) for side in SIDES}

    def _extreme(self, side: str, sign: float) -> int:
        foot = self.body.share("foot", "toe", side=side) > 0.5
        return int(np.argmax(np.where(foot, sign * self.body.vertices[:, 1], -np.inf)))

    def joint(self, part: str, side: str) -> Floats:
        """Return a joint's rest position."""
        if part == "ball":
            return np.asarray(self.body.heads[self.body.bones("toe", side=side)][[0, 2, 5]].mean(axis=0))
        if part in ("toe", "heel"):
            vertex = (self.toe_vertex if part == "toe" else self.heel_vertex)[side]
            return np.asarray(self.body.vertices[vertex])
        return np.asarray(self.body.heads[self.body.bone(_JOINT_BONES[part] + SUFFIX[side])])

    def length(self, a: str, b: str) -> float:
        """Return the distance between two joints of the left side (the bodies are symmetric)."""
        return float(np.linalg.norm(self.joint(a, "left") - self.joint(b, "left")))

    @cached_property
    def thigh_m(self) -> float:
        """Hip to knee."""
        return self.length("hip", "knee")

    @cached_property
    def shank_m(self) -> float:
        """Knee to ankle."""
        return self.length("knee", "ankle")

    @cached_property
    def ankle_height_m(self) -> float:
        """Ankle joint above the floor with the foot flat."""
        return float(self.joint("ankle", "left")[2]) - self.floor_z

    def foot_yaw_deg(self, side: str) -> float:
        """How far the resting foot (heel to second toe) is turned out."""
        toes = self.body.bones("toe2-1", side=side)
        line = self.body.heads[toes[0]] - self.joint("heel", side)
        out = line[0] if side == "left" else -line[0]
        return float(np.degrees(np.arctan2(out, -line[1])))

    def pose(self, done: Performance) -> Posed:
        """Carry the driven rotations down the skeleton."""
        body, frames = self.body, len(done.times_s)
        rotations = np.empty((frames, len(body.labels), 3, 3))
        heads = np.empty((frames, len(body.labels), 3))
        for b, (label, parent) in enumerate(zip(body.labels, body.parents, strict=True)):
            if parent < 0:
                heads[:, b] = done.root_m
                rotations[:, b] = done.rotations[label]
                continue
            given = done.rotations.get(label)
            rotations[:, b] = rotations[:, parent] if given is None else given
            heads[:, b] = heads[:, parent] + rotations[:, parent] @ (body.heads[b] - body.heads[parent])
        return Posed(rotations, heads)

    def joints(self, posed: Posed) -> Floats:
        """Return the true joints (T, len(JOINTS), 3) in world metres."""
        return np.stack([self._posed_joint(posed, name) for name in JOINTS], axis=1)

    def _posed_joint(self, posed: Posed, name: str) -> Floats:
        if name == "nose" or name.endswith("ear"):
            return self._carried(posed, "head", self.body.face_points[name])
        side, part = name.split("_")
        if part in ("toe", "ball", "heel"):
            carrier = ("toe2-1" if part == "toe" else "foot") + SUFFIX[side]
            return self._carried(posed, carrier, self.joint(part, side))
        return posed.heads[:, self.body.bone(_JOINT_BONES[part] + SUFFIX[side])]

    def _carried(self, posed: Posed, label: str, rest_point: Floats) -> Floats:
        bone = self.body.bone(label)
        return np.asarray(posed.heads[:, bone] + posed.rotations[:, bone] @ (rest_point - self.body.heads[bone]))

    def bone_transforms(self, posed: Posed) -> Floats:
        """Return (T, B, 3, 4) matrices that take rest vertices to the world."""
        offset = posed.heads - np.einsum("tbij,bj->tbi", posed.rotations, self.body.heads)
        return np.concatenate([posed.rotations, offset[..., None]], axis=-1)


def unit(vectors: Floats) -> Floats:
    """Scale vectors (..., 3) to length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def bone_frame(direction: Floats, hinge: Floats) -> Floats:
    """Return rotations (..., 3, 3) whose columns are the hinge (made square to the bone), the bone, their product."""
    along = unit(direction)
    across = unit(hinge - np.sum(hinge * along, axis=-1, keepdims=True) * along)
    return np.stack([across, along, np.cross(across, along)], axis=-1)


def turn(rest_direction: Floats, rest_hinge: Floats, direction: Floats, hinge: Floats) -> Floats:
    """Return the world rotations that take a resting bone and its hinge axis to the wanted ones."""
    return np.asarray(bone_frame(direction, hinge) @ bone_frame(rest_direction, rest_hinge).T)


def about(axis: str, degrees: Floats | float) -> Floats:
    """Return rotations about a world axis ("x", "y" or "z") by angles in degrees."""
    line = np.eye(3)["xyz".index(axis)]
    return np.asarray(Rotation.from_rotvec(np.radians(degrees)[..., None] * line).as_matrix())


def between(start: Floats, end: Floats, fraction: float) -> Floats:
    """Return rotations that lie ``fraction`` of the way from ``start`` to ``end``, each (T, 3, 3)."""
    a = Rotation.from_matrix(start)
    step = (a.inv() * Rotation.from_matrix(end)).as_rotvec() * fraction
    return np.asarray((a * Rotation.from_rotvec(step)).as_matrix())


@dataclass(frozen=True)
class Leg:
    """A leg solved for a hip and an ankle: knee place (T, 3) and the two bones' world rotations."""

    knee: Floats
    thigh: Floats
    shank: Floats


def knee_circle(hip: Floats, ankle: Floats, thigh_m: float, shank_m: float) -> tuple[Floats, Floats, Floats]:
    """Return the centre (T, 3), radius (T,) and axis (T, 3, ankle to hip) of the circle the knee may lie on."""
    line = hip - ankle
    distance = np.linalg.norm(line, axis=-1)
    reach = np.minimum(distance, (thigh_m + shank_m) * 0.99999)
    along = (shank_m**2 - thigh_m**2 + reach**2) / (2 * reach)
    axis = line / distance[..., None]
    radius = np.sqrt(np.maximum(shank_m**2 - along**2, 0.0))
    return ankle + along[..., None] * axis, radius, axis


def solve_leg(rig: Rig, side: str, hip: Floats, ankle: Floats, pole: Floats) -> Leg:
    """Two-bone inverse kinematics: the knee bends toward ``pole`` (T, 3), anywhere off the hip-ankle line."""
    centre, radius, axis = knee_circle(hip, ankle, rig.thigh_m, rig.shank_m)
    toward = unit(pole - np.sum(pole * axis, axis=-1, keepdims=True) * axis)
    knee = centre + radius[..., None] * toward
    hinge = np.cross(axis, toward)
    rest = {part: rig.joint(part, side) for part in ("hip", "knee", "ankle")}
    thigh = turn(rest["knee"] - rest["hip"], LEFTWARD, knee - hip, hinge)
    shank = turn(rest["ankle"] - rest["knee"], LEFTWARD, ankle - knee, hinge)
    return Leg(knee, thigh, shank)
