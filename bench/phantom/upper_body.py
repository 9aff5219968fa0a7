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
        upright = np.broadcast_to(np.eye(3), chest.shape)
        return self.spine_and_neck(pelvis, chest, between(chest, upright, 0.75) @ about("z", 1.5 * wander))

    def spine_and_neck(self, pelvis: Floats, chest: Floats, head: Floats) -> dict[str, Floats]:
        """Bend the spine evenly from pelvis to chest, and the neck from chest to head."""
        rotations = {name: between(pelvis, chest, share) for name, share in _SPINE.items()}
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

    def arm_along(self, side: str, chest: Floats, upper_arm: Floats, forearm: Floats) -> dict[str, Floats]:
        """Point upper arm and forearm along given directions; the shoulder girdle rises with the arm."""
        out = 1.0 if side == "left" else -1.0
        raised_deg = np.degrees(np.arccos(np.clip(-np.sum(chest[..., 2] * upper_arm, axis=-1), -1.0, 1.0)))
        rise = np.clip((raised_deg - 30.0) / 130.0, 0.0, 1.0)
        upper_rest, fore_rest, hinge_rest = self.resting_arm(side)
        raised = chest @ about("y", -out * 100.0 * rise) @ hinge_rest
        bend = np.cross(upper_arm, forearm)
        trust = np.clip((np.linalg.norm(bend, axis=-1, keepdims=True) - 0.15) / 0.35, 0.0, 1.0)
        hinge = unit(trust * unit(bend) + (1 - trust) * unit(raised))
        upper = turn(upper_rest, hinge_rest, upper_arm, hinge)
        fore = turn(fore_rest, hinge_rest, forearm, hinge)
        return self.girdle(side, chest, rise) | {f"upperarm01{SUFFIX[side]}": upper, f"lowerarm01{SUFFIX[side]}": fore}

    def resting_arm(self, side: str) -> tuple[Floats, Floats, Floats]:
        """Return upper arm, forearm and elbow hinge of the resting body."""
        upper = self.rig.joint("elbow", side) - self.rig.joint("shoulder", side)
        fore = self.rig.joint("wrist", side) - self.rig.joint("elbow", side)
        return upper, fore, np.cross(upper, fore)

    def girdle(self, side: str, chest: Floats, rise: Floats) -> dict[str, Floats]:
        """Raise the shoulder girdle, 0 (arm hanging) .. 1 (arm overhead)."""
        out = 1.0 if side == "left" else -1.0
        clavicle, shoulder = chest @ about("y", -out * 22.0 * rise), chest @ about("y", -out * 38.0 * rise)
        return {f"clavicle{SUFFIX[side]}": clavicle, f"shoulder01{SUFFIX[side]}": shoulder}

    def _arm(self, side: str, chest: Floats, direction: Floats, rise: Floats) -> dict[str, Floats]:
        out, end = (1.0 if side == "left" else -1.0), SUFFIX[side]
        upper_rest, fore_rest, hinge_rest = self.resting_arm(side)
        bend_rest = unit(np.cross(hinge_rest, upper_rest))
        raised = chest @ about("y", -out * 100.0 * rise)
        upper = turn(upper_rest, hinge_rest, direction, raised @ hinge_rest)
        nearly_straight = direction + 0.10 * (upper @ bend_rest)
        forearm = turn(fore_rest, hinge_rest, nearly_straight, upper @ hinge_rest)
        return self.girdle(side, chest, rise) | {f"upperarm01{end}": upper, f"lowerarm01{end}": forearm}


def _arm_direction(out: float, spread: Floats, fall: Floats) -> Floats:
    """Return unit vectors ``spread`` away from straight up in the frontal plane, then ``fall``-en forward."""
    up = np.cos(spread)
    return np.stack([out * np.sin(spread), -up * np.sin(fall), up * np.cos(fall)], axis=-1)
