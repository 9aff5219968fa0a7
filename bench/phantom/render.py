"""A clip spec in, a folder out: clip.mp4, spec.json, truth.npz, truth.json. Made once, then found by its content."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import cv2
import numpy as np

from bench.phantom import raster
from bench.phantom.body import Floats, rest_body
from bench.phantom.cache import clip_folder, is_rendered
from bench.phantom.camera import Camera, aim_height_m, camera
from bench.phantom.clothes import dress
from bench.phantom.film import Film
from bench.phantom.furniture import linear
from bench.phantom.movement import Movement, bind
from bench.phantom.rig import JOINTS, Rig, unit
from bench.phantom.room import grain, paint
from bench.phantom.spec import ClipSpec, Palette, SceneSpec, to_json
from bench.phantom.truth import stored_curves, truth_of

SUB_FRAMES = 2
_SUB_PIXELS = ((0.25, 0.25), (-0.25, -0.25))
_SHADOW_M, _SHADOW_CELL_M = 2.4, 0.02
_HIDDEN_BEHIND_M = 0.14


def render(spec: ClipSpec, out_dir: Path | None = None) -> Path:
    """Return the folder of a clip, rendering it unless the same content lies there already."""
    folder = clip_folder(spec, out_dir)
    if is_rendered(folder):
        return folder
    part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    _make(spec, part)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    return folder


def _make(spec: ClipSpec, folder: Path) -> None:
    rig = Rig(rest_body(spec.body))
    movement = bind(spec.movement, rig)
    times = np.arange(round(movement.duration_s * spec.camera.fps)) / spec.camera.fps
    joints = rig.joints(rig.pose(movement.perform(times)))
    view = camera(spec.camera, aim_height_m=aim_height_m(spec.movement.kind, spec.body.stature_m))
    pixels = view.project(joints)
    (folder / "spec.json").write_text(to_json(spec), "utf-8")
    visible = Filming(spec, rig, movement, view).run(times, pixels, folder / "clip.mp4")
    np.savez_compressed(
        folder / "truth.npz",
        times_s=times,
        names=np.array(JOINTS),
        joints_m=joints.astype(np.float32),
        pixels=pixels[..., :2].astype(np.float32),
        depth_m=pixels[..., 2].astype(np.float32),
        visible=visible,
        intrinsic=view.intrinsic,
        rotation=view.rotation,
        translation=view.translation,
        **stored_curves(times, joints, movement.reps, movement.screen),
    )
    found = truth_of(times, joints, movement.reps, movement.screen)
    (folder / "truth.json").write_text(json.dumps({"name": spec.name, "tags": spec.tags, **found}, indent=1), "utf-8")


class Filming:
    """One clip being filmed: the dressed body, the painted room and all buffers, made once and used per frame."""

    def __init__(self, spec: ClipSpec, rig: Rig, movement: Movement, view: Camera) -> None:
        self.spec, self.rig, self.movement, self.view = spec, rig, movement, view
        dressed = dress(rig.body, rig, spec.body)
        self.rest, self.faces = dressed.vertices, rig.body.faces
        self.attributes = np.zeros((len(self.rest), raster.ATTRIBUTES))
        self.attributes[:, raster.TINT : raster.TINT + 3] = dressed.tint
        self.attributes[:, raster.GARMENT : raster.GARMENT + dressed.garments.shape[1]] = dressed.garments
        self.attributes[:, raster.REST : raster.REST + 3] = self.rest
        self.colours = _colours(spec.body.palette)
        self.lights, self.ambient = _lights(spec.scene, spec.camera.view_deg)
        room, ground = paint(spec.scene, view, spec.camera.view_deg)
        self.room = room.astype(np.float32)
        self.grain = grain(spec.scene.seed + 1, sizes=(1.5, 6.0))
        self._buffers(view)
        cell = np.nan_to_num((ground + _SHADOW_M / 2) / _SHADOW_CELL_M, nan=-1.0).astype(np.float32)
        self.ground = (np.ascontiguousarray(cell[..., 0]) - 0.5, np.ascontiguousarray(cell[..., 1]) - 0.5)

    def _buffers(self, view: Camera) -> None:
        height, width, scene = view.height_px, view.width_px, self.spec.scene
        self.posed, self.screen = np.zeros((len(self.rest), 3)), np.zeros((len(self.rest), 3))
        self.nearest, self.owner = np.zeros((height, width), np.float32), np.zeros((height, width), np.int32)
        self.total, self.count = np.zeros((height, width, 3), np.float32), np.zeros((height, width), np.float32)
        self.picture = np.zeros((height, width, 3), np.uint8)
        cells = round(_SHADOW_M / _SHADOW_CELL_M)
        self.shadow = np.zeros((cells, cells), np.float32)
        y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
        self.vignette = (1.0 - scene.vignette * (x**2 + y**2) / 2 * 1.3).astype(np.float32)
        self.rng = np.random.default_rng(scene.seed + 2)
        noise = self.rng.standard_normal((height + 64, width + 64, 3)).astype(np.float32)
        blurred = cv2.GaussianBlur(noise, (0, 0), 0.7)
        self.noise = (blurred / blurred.std() * scene.noise_sd).astype(np.float32)
        self.tone = _tone_curve(scene)

    def run(self, times: Floats, pixels: Floats, path: Path) -> np.ndarray:
        """Film the movement; return which true joints can be seen (T, J)."""
        camera_spec = self.spec.camera
        offsets = (
            (np.arange(SUB_FRAMES) - (SUB_FRAMES - 1) / 2) * self.spec.scene.shutter / SUB_FRAMES / camera_spec.fps
        )
        moments = (times[:, None] + offsets).ravel()
        transforms = self.rig.bone_transforms(self.rig.pose(self.movement.perform(moments)))
        visible = np.zeros(pixels.shape[:2], bool)
        with Film(path, self.view.width_px, self.view.height_px, camera_spec.fps, self.spec.scene.crf) as film:
            for frame in range(len(times)):
                for sub in range(SUB_FRAMES):
                    self.draw(transforms[frame * SUB_FRAMES + sub], _SUB_PIXELS[sub])
                visible[frame] = self._seen(pixels[frame])
                self._develop()
                film.add(self.picture)
        return visible

    def draw(self, transforms: Floats, shift: tuple[float, float]) -> None:
        """Skin, project and shade one sub-frame, its pixel grid shifted, onto the running total."""
        body, view = self.rig.body, self.view
        raster.skin(self.rest, body.weights, body.weight_bones, transforms, self.posed)
        raster.set_normals(self.posed, self.faces, self.attributes)
        k = view.intrinsic
        raster.project(
            self.posed, view.rotation, view.translation, k[0, 0], k[0, 2] + shift[0], k[1, 2] + shift[1], self.screen
        )
        raster.draw(self.screen, self.faces, self.nearest, self.owner)
        eye = unit(np.array([0.0, 0.0, 1.0]) - view.place)
        raster.shade(
            self.owner, self.screen, self.faces, self.attributes, self.colours, self.grain,
            self.lights, self.ambient, eye, self.total, self.count,
        )  # fmt: skip

    def _seen(self, pixels: Floats) -> np.ndarray:
        """Say which joints are in the picture with nothing much nearer than the limb around them in front."""
        height, width = self.nearest.shape
        x, y = np.floor(pixels[:, 0]).astype(int), np.floor(pixels[:, 1]).astype(int)
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        nearest = self.nearest[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
        surface = 1 / np.maximum(nearest, 1e-3)
        return np.asarray(inside & (surface > pixels[:, 2] - _HIDDEN_BEHIND_M))

    def _develop(self) -> None:
        to_light = self.lights[0]
        slope = np.clip(to_light[:2] / max(to_light[2], 0.3), -0.5, 0.5)
        origin = -_SHADOW_M / 2
        raster.splat_shadow(self.posed, origin, origin, _SHADOW_CELL_M, 0.35, slope[0], slope[1], self.shadow)
        soft = cv2.GaussianBlur(self.shadow, (0, 0), 2.2)
        dark = 1.0 - 0.62 * (1.0 - np.exp(-soft / 3.0))
        floor = cv2.remap(
            dark, self.ground[0], self.ground[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=1.0
        )
        oy, ox = self.rng.integers(0, 64, 2)
        raster.develop(
            self.total, self.count, float(SUB_FRAMES), self.room, floor, self.vignette,
            self.noise, oy, ox, self.tone, self.picture,
        )  # fmt: skip


def _colours(palette: Palette) -> Floats:
    order = (palette.skin, palette.hair, palette.shirt, palette.shorts, palette.shoes, palette.socks, palette.accent)
    return np.stack([linear(colour) for colour in order])


def _lights(scene: SceneSpec, view_deg: float) -> tuple[Floats, Floats]:
    """Return a key light, a fill and a back light (3, 6), and the ambient light from below and above (2, 3)."""
    warm = np.array([1.0 + 0.12 * scene.warmth, 1.0, 1.0 - 0.16 * scene.warmth])
    key = view_deg + scene.light_deg
    rows = []
    for azimuth, height, power in ((key, 1.1, 0.62), (key + 80.0, 0.5, 0.26), (key + 175.0, 0.8, 0.20)):
        angle = np.radians(azimuth)
        direction = unit(np.array([np.sin(angle), -np.cos(angle), height]))
        rows.append(np.concatenate([direction, warm * power * scene.brightness]))
    ambient = np.stack([np.array([0.20, 0.17, 0.15]), np.array([0.40, 0.42, 0.45])]) * warm * scene.brightness
    return np.stack(rows), ambient


def _tone_curve(scene: SceneSpec) -> Floats:
    """Return linear light 0..1 -> 8-bit levels, with a phone's soft shoulder."""
    light = np.linspace(0.0, 1.0, 4096) * 1.15 * scene.brightness
    curved = light * (1 + light / 2.2) / (1 + light)
    return np.asarray(np.clip(curved / (1.35 * 1.45 / 2.0), 0, 1) ** (1 / 2.2) * 255, np.float32)
