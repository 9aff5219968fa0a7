"""The room behind the runner, ray traced once per clip: floor, walls, furniture, soft corners."""

from __future__ import annotations

import cv2
import numpy as np
from numba import njit

from bench.phantom.body import Floats
from bench.phantom.camera import Camera
from bench.phantom.furniture import furnish, linear
from bench.phantom.spec import SceneSpec

FLOOR_KINDS = {"wood": 0, "tiles": 1, "carpet": 2, "concrete": 3}
_GRAIN_PX = 512


def grain(seed: int, sizes: tuple[float, ...] = (1.0, 3.0, 9.0, 40.0)) -> Floats:
    """Return a seamless random texture (512, 512) of several scales, mean 0 and spread about 0.3."""
    rng = np.random.default_rng(seed)
    total = np.zeros((_GRAIN_PX, _GRAIN_PX))
    for size in sizes:
        layer = rng.standard_normal(total.shape)
        pad = int(3 * size) + 1
        blurred = np.asarray(cv2.GaussianBlur(np.pad(layer, pad, mode="wrap"), (0, 0), size))[pad:-pad, pad:-pad]
        total += blurred / blurred.std()
    return np.asarray(total / total.std() * 0.3)


@njit(cache=True)
def _hits_ellipse(origin, ray, box):  # type: ignore[no-untyped-def]
    """Say whether a ray meets the ellipsoid that fills a box."""
    a, b, c = 0.0, 0.0, -1.0
    for i in range(3):
        o, r = (origin[i] - box[i]) / box[3 + i], ray[i] / box[3 + i]
        a, b, c = a + r * r, b + o * r, c + o * o
    return b * b > a * c


@njit(cache=True)
def _hit_box(origin, ray, boxes, best):  # type: ignore[no-untyped-def]
    """Return the nearest box hit before distance `best`: its index (-1 none), distance, and the axis of the face."""
    found, face = -1, 0
    for k in range(boxes.shape[0]):
        near, far, axis = -1e9, 1e9, 0
        for i in range(3):
            r = ray[i] if abs(ray[i]) > 1e-9 else 1e-9
            t0 = (boxes[k, i] - boxes[k, 3 + i] - origin[i]) / r
            t1 = (boxes[k, i] + boxes[k, 3 + i] - origin[i]) / r
            if t0 > t1:
                t0, t1 = t1, t0
            if t0 > near:
                near, axis = t0, i
            far = min(far, t1)
        if 0.01 < near <= far and near < best and (boxes[k, 9] != 5 or _hits_ellipse(origin, ray, boxes[k])):
            best, found, face = near, k, axis
    return found, best, face


@njit(cache=True)
def _floor_colour(p, kind, colour, texture, out):  # type: ignore[no-untyped-def]
    size = texture.shape[0]
    if kind == 0:  # planks
        row = np.floor(p[0] / 0.14)
        shift = (row * 0.37) % 1.0
        plank = np.floor(p[1] / 1.2 + shift)
        pick = texture[int(row * 37) % size, int(plank * 91 + row * 13) % size]
        streak = texture[int(p[0] * 900) % size, int(p[1] * 60 + plank * 77) % size]
        gap = (p[0] / 0.14 - row) < 0.03 or ((p[1] / 1.2 + shift) - plank) < 0.004
        level = (1.0 + 0.30 * pick + 0.28 * streak) * (0.55 if gap else 1.0)
    elif kind == 1:  # tiles
        a, b = p[0] / 0.45, p[1] / 0.45
        joint = (a - np.floor(a)) < 0.02 or (b - np.floor(b)) < 0.02
        pick = texture[int(np.floor(a) * 31) % size, int(np.floor(b) * 57) % size]
        level = (1.0 + 0.10 * pick + 0.10 * texture[int(p[0] * 300) % size, int(p[1] * 300) % size]) * (
            0.7 if joint else 1
        )
    elif kind == 2:  # carpet
        level = 1.0 + 0.5 * texture[int(p[0] * 700) % size, int(p[1] * 700) % size]
    else:  # concrete
        level = 1.0 + 0.3 * texture[int(p[0] * 120) % size, int(p[1] * 120) % size]
    for i in range(3):
        out[i] = colour[i] * level


@njit(cache=True)
def _box_colour(p, box, face, texture, out):  # type: ignore[no-untyped-def]  # noqa: C901 (a branch per pattern)
    size = texture.shape[0]
    kind = int(box[9])
    u, w = (p[0] - box[0]) / box[3], (p[2] - box[2]) / box[5]
    level = 1.0
    for i in range(3):
        out[i] = box[6 + i]
    if kind == 1:
        level = 1.0 + 0.25 * texture[int((p[2] + 3) * 700) % size, int((p[0] + 9) * 50) % size]
        if face == 1 and abs(u) < 0.012:
            level = 0.4
    elif kind == 2:
        level = 1.0 + 1.6 * texture[int((w + 2) * 90) % size, int((u + 2) * 70) % size] * 0.6
        out[0] += 0.15 * max(0.0, w)
        out[2] += 0.20 * max(0.0, -u)
    elif kind == 3:
        if abs(u) < 0.03 or abs(w) < 0.025:
            level = 0.6
    elif kind == 4:
        column = int((u + 1) * 11)
        for i in range(3):
            out[i] = 0.06 + 0.5 * abs(texture[(column * 17 + i * 29) % size, int((p[2] + 1) / 0.36) * 13 % size])
        if w > 0.6 + 0.5 * texture[column * 7 % size, 3]:
            level = 0.2
    shade = 1.1 if face == 2 else (1.0 if face == 1 else 0.75)
    for i in range(3):
        out[i] *= level * shade


@njit(cache=True)
def _floor_shade(p, corner, boxes):  # type: ignore[no-untyped-def]
    """Darken the floor toward the walls and around what stands on it."""
    dark = 1.0 - 0.45 * np.exp(-max(corner, 0.0) / 0.3)
    for b in range(boxes.shape[0]):
        if boxes[b, 2] - boxes[b, 5] < 0.12:
            gx = max(0.0, abs(p[0] - boxes[b, 0]) - boxes[b, 3])
            gy = max(0.0, abs(p[1] - boxes[b, 1]) - boxes[b, 4])
            dark *= 1.0 - 0.4 * np.exp(-np.sqrt(gx * gx + gy * gy) / 0.10)
    return dark


@njit(cache=True)
def _plaster(p, texture):  # type: ignore[no-untyped-def]
    size = texture.shape[0]
    return texture[int((p[2] + 9) * 200) % size, int((p[0] + p[1] + 9) * 200) % size]


@njit(cache=True)
def _trace(  # type: ignore[no-untyped-def]  # noqa: C901 (one pass over the picture)
    inverse, turn, place, width, height, grid, floor_kind, floor, wall, trim, mat, back, boxes, texture, picture, ground
):
    """Fill `picture` (H, W, 3) with linear light, `ground` (H, W, 2) with the floor's world x, y (NaN: no floor)."""
    colour, p, d = np.zeros(3), np.zeros(3), np.zeros(3)
    origin = turn @ place
    half_width, ceiling, size = 2.6, 4.5, texture.shape[0]
    for y in range(height):
        for x in range(width):
            for sub in range(grid * grid):
                px = x + (sub % grid + 0.5) / grid
                py = y + (sub // grid + 0.5) / grid
                seen = inverse @ np.array([px, py, 1.0])
                d[:] = turn @ seen
                t_floor = -origin[2] / d[2] if d[2] < -1e-9 else 1e9
                t_top = (ceiling - origin[2]) / d[2] if d[2] > 1e-9 else 1e9
                t_back = (back - origin[1]) / d[1] if d[1] > 1e-9 else 1e9
                t_side = (np.sign(d[0]) * half_width - origin[0]) / d[0] if abs(d[0]) > 1e-9 else 1e9
                t = min(t_floor, t_top, t_back, t_side if t_side > 0 else 1e9)
                k, t, face = _hit_box(origin, d, boxes, t)
                for i in range(3):
                    p[i] = origin[i] + t * d[i]
                corner = min(back - p[1], half_width - abs(p[0]))
                dark = 1.0 - 0.35 * np.exp(-p[2] / 0.25) * (0.0 if t == t_floor else 1.0)
                if k >= 0:
                    _box_colour(p, boxes[k], face, texture, colour)
                elif t == t_floor:
                    on_mat = mat[0] >= 0 and abs(p[0]) < 0.95 and abs(p[1]) < 0.42
                    if on_mat:
                        colour[:] = mat * (1.0 + 0.12 * texture[int(p[0] * 900) % size, int(p[1] * 900) % size])
                    else:
                        _floor_colour(p, floor_kind, floor, texture, colour)
                    dark = _floor_shade(p, corner, boxes)
                    if sub == 0:
                        ground[y, x, 0] = turn[0, 0] * p[0] + turn[1, 0] * p[1]
                        ground[y, x, 1] = turn[0, 1] * p[0] + turn[1, 1] * p[1]
                elif t == t_top:
                    colour[:] = 0.8
                else:
                    colour[:] = trim if p[2] < 0.10 else wall * (1.0 + 0.05 * _plaster(p, texture))
                    beside = 1.0 - 0.18 * np.exp(-max(half_width - abs(p[0]), 0.0) / 0.35)
                    dark *= beside if t == t_back else 0.86
                glow = 0.72 + 0.34 * np.exp(-((p[0] + 0.8) ** 2 + (p[2] - 1.7) ** 2) / 4.0)
                for i in range(3):
                    picture[y, x, i] += colour[i] * dark * glow / (grid * grid)


def paint(scene: SceneSpec, camera: Camera, view_deg: float) -> tuple[Floats, Floats]:
    """Return the empty room as the camera sees it: linear light (H, W, 3), and the floor's world x, y per pixel."""
    angle = np.radians(view_deg + scene.room_yaw_deg)
    ahead = np.array([-np.sin(angle), np.cos(angle), 0.0])
    turn = np.stack([np.array([ahead[1], -ahead[0], 0.0]), ahead, np.array([0.0, 0.0, 1.0])])
    picture = np.zeros((camera.height_px, camera.width_px, 3))
    ground = np.full((camera.height_px, camera.width_px, 2), np.nan)
    grid = 2 if camera.width_px * camera.height_px < 10**6 else 1
    mat = linear(scene.mat) if scene.mat else np.full(3, -1.0)
    pixel_to_ray = camera.rotation.T @ np.linalg.inv(camera.intrinsic)
    _trace(
        pixel_to_ray, turn, camera.place, camera.width_px, camera.height_px, grid, FLOOR_KINDS[scene.floor_kind],
        linear(scene.floor), linear(scene.wall), linear(scene.trim), mat, scene.wall_distance_m, furnish(scene),
        grain(scene.seed), picture, ground,
    )  # fmt: skip
    return picture, ground
