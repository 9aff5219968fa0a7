"""A phone on a stand: where it is, where it looks, and what it sees where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.rig import about
from bench.phantom.spec import CameraSpec

_AIM_SHARE = 0.57
_AIM_FLOOR_SHARES = {
    "bird_dog": 0.22,
    **dict.fromkeys(("single_leg_bridge", "bridging"), 0.25),
    **dict.fromkeys(("clam_shell", "clamming"), 0.12),
}


def aim_height_m(kind: str, stature_m: float) -> float:
    """Return the height of a runner's middle in a kind of movement: standing, on all fours, or lying."""
    return _AIM_FLOOR_SHARES.get(kind, _AIM_SHARE) * stature_m


@dataclass(frozen=True)
class Camera:
    """A pinhole: ``pixel ~ intrinsic @ (rotation @ world + translation)``; camera x right, y down, z ahead."""

    intrinsic: Floats  # (3, 3)
    rotation: Floats  # (3, 3)
    translation: Floats  # (3,)
    width_px: int
    height_px: int

    @property
    def place(self) -> Floats:
        """The camera's position in the world (m)."""
        return np.asarray(-self.rotation.T @ self.translation)

    def project(self, points: Floats) -> Floats:
        """Return (..., 3): pixel x, pixel y, depth in metres."""
        seen = points @ self.rotation.T + self.translation
        pixels = seen @ self.intrinsic.T
        return np.concatenate([pixels[..., :2] / pixels[..., 2:], seen[..., 2:]], axis=-1)


def camera(spec: CameraSpec, aim_height_m: float) -> Camera:
    """Return the camera of ``spec``, aimed at the runner's middle (x = y = 0) at ``aim_height_m``."""
    azimuth = np.radians(spec.view_deg + spec.yaw_deg)
    place = np.array([np.sin(azimuth), -np.cos(azimuth), 0.0]) * spec.distance_m
    place[2] = spec.height_m
    ahead = np.array([0.0, 0.0, aim_height_m]) - place
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    level = np.stack([right, np.cross(ahead, right), ahead])
    turned = about("y", -spec.pan_off_deg) @ about("x", -spec.pitch_off_deg)
    rotation = about("z", -spec.roll_deg) @ turned @ level
    focal = max(spec.width_px, spec.height_px) / 2 / np.tan(np.radians(spec.fov_long_deg) / 2)
    intrinsic = np.array(
        [[focal, 0.0, spec.width_px / 2], [0.0, focal, spec.height_px / 2], [0.0, 0.0, 1.0]],
    )
    return Camera(intrinsic, rotation, -rotation @ place, spec.width_px, spec.height_px)
