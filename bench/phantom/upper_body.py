"""Spine, head and arms: what the trunk and the hands do while the legs work."""

from __future__ import annotations

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.rig import Rig, about, between, turn, unit
from bench.phantom.spec import SquatSpec

_SPINE = {"spine05": 0.15, "spine04": 0.40, "spine03": 0.65, "spine02": 0.85, "spine01": 1.0}
_NECK = {"neck01": 0.25, "neck02": 0.5, "neck03": 0.75, "head": 1.0}


class UpperBody:
    """Rotations of everything above the pelvis, from the pelvis's and the chest's."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig

    def trunk_and_head(self, pelvis: Floats, chest: Floats, wander: Floats) -> dict[str, Floats]:
        """Bend the spine evenly from pelvis to chest; keep the face nearly upright."""
        rotations = {name: between(pelvis, chest, share) for name, share in _SPINE.items()}
        upright = np.broadcast_to(np.eye(3), chest.shape)
        head = between(chest, upright, 0.75) @ about("z", 1.5 * wander)
        return rotations | {name: between(chest, head, share) for name, share in _NECK.items()}

    def arms(
        self, spec: SquatSpec, chest: Floats, lean_deg: Floats, flexion_deg: Floats, wander: Floats
    ) -> dict[str, Floats]:
        """Hold the arms overhead in a Y, or let them swing up to the front as the squat goes down."""
        rotations: dict[str, Floats] = {}
        for side in SIDES:
            out = 1.0 if side == "left" else -1.0
            if spec.arms == "overhead":
                spread = np.radians(spec.arm_spread_deg + 1.0 * wander)
                fall = np.radians(spec.arm_fall_deg + 0.9 * lean_deg)
                rise = np.full(len(lean_deg), 1.0)
            else:
                rise = 0.45 * np.clip(flexion_deg / 70.0, 0.0, 1.0)
                spread = np.radians(170.0 - 165.0 * np.clip(flexion_deg / 50.0, 0.0, 1.0))
                fall = np.radians(90.0 * np.clip(flexion_deg / 70.0, 0.0, 1.0) + 2.0)
            direction = _arm_direction(out, spread, fall)
            rotations |= self._arm(side, chest, direction, rise)
        return rotations

    def _arm(self, side: str, chest: Floats, direction: Floats, rise: Floats) -> dict[str, Floats]:
        rig, out, end = self.rig, (1.0 if side == "left" else -1.0), SUFFIX[side]
        clavicle = chest @ about("y", -out * 22.0 * rise)
        shoulder = chest @ about("y", -out * 38.0 * rise)
        upper_rest = rig.joint("elbow", side) - rig.joint("shoulder", side)
        fore_rest = rig.joint("wrist", side) - rig.joint("elbow", side)
        hinge_rest = np.cross(upper_rest, fore_rest)
        bend_rest = unit(np.cross(hinge_rest, upper_rest))
        raised = chest @ about("y", -out * 100.0 * rise)
        upper = turn(upper_rest, hinge_rest, direction, raised @ hinge_rest)
        nearly_straight = direction + 0.10 * (upper @ bend_rest)
        forearm = turn(fore_rest, hinge_rest, nearly_straight, upper @ hinge_rest)
        return {
            f"clavicle{end}": clavicle,
            f"shoulder01{end}": shoulder,
            f"upperarm01{end}": upper,
            f"lowerarm01{end}": forearm,
        }


def _arm_direction(out: float, spread: Floats, fall: Floats) -> Floats:
    """Return unit vectors ``spread`` away from straight up in the frontal plane, then ``fall``-en forward."""
    up = np.cos(spread)
    return np.stack([out * np.sin(spread), -up * np.sin(fall), up * np.cos(fall)], axis=-1)
