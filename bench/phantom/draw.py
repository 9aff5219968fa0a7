"""What every named set draws alike, by seed: whose body, which camera, which room, and which fault comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.phantom.camera import camera
from bench.phantom.looks import Looks
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec, SceneSpec

YAWS = (0.0, -3.0, 3.0, 7.0, -7.0, 0.0, 3.0, -3.0, 0.0, 7.0, -7.0, 10.0, 0.0, -10.0)
"""How far the phone is off the nominal view (deg), dealt in turn."""

ON_THE_FLOOR_M = (0.06, 0.12)
"""How high the lens of a phone is that leans on something on the floor."""


@dataclass(frozen=True)
class DrawnSet:
    """How a named set is drawn."""

    seed: int
    size: int
    looks: Looks
    bodies: int
    draw: Callable[[DrawnSet, int], ClipSpec]
    subjects: tuple[int, ...] = ()
    on_floor: float = 0.0
    """In which share of the clips the phone stands on the floor, for exercises that have a say in it."""

    def height_m(self, rng: np.random.Generator, lowest: float, highest: float) -> float:
        """Draw how high the phone is: between two heights, or on the floor."""
        on_floor = self.on_floor and rng.random() < self.on_floor
        return round(float(rng.uniform(*ON_THE_FLOOR_M if on_floor else (lowest, highest))), 2)


def dealt(cards: tuple[tuple[str, str, str], ...], seed: int, turn: int) -> tuple[str, str, str]:
    """Return the card of this turn; all are dealt, in a new order, before any comes again."""
    shuffle = np.random.default_rng([seed, 77, turn // len(cards)]).permutation(len(cards))
    return cards[int(shuffle[turn % len(cards)])]


def body_of(chosen: DrawnSet, which: int, rng: np.random.Generator) -> BodySpec:
    """Return one of the set's people (shape by number) in clothes of the day."""
    shape = np.random.default_rng([chosen.seed, 999, which])
    gender = float(np.clip(round(shape.uniform(0, 1)) + shape.uniform(-0.1, 0.1), 0, 1))
    stature = float(shape.normal(1.77 - 0.13 * gender, 0.06))
    return BodySpec(
        gender=round(gender, 3),
        age=round(float(shape.uniform(0.62, 0.92)), 3),
        muscle=round(float(shape.uniform(0.3, 0.8)), 3),
        weight=round(float(shape.uniform(0.3, 0.75)), 3),
        proportions=round(float(shape.uniform(0.3, 0.8)), 3),
        stature_m=round(float(np.clip(stature, 1.52, 1.95)), 3),
        shirt_loose_m=round(float(rng.uniform(0.0, 0.04)), 4),
        shorts_loose_m=round(float(rng.uniform(0.0, 0.04)), 4),
        shorts_length=round(float(rng.choice([0.35, 0.5, 0.65, 0.8, 1.0, 2.0], p=[0.1, 0.25, 0.3, 0.15, 0.1, 0.1])), 2),
        sleeve_length=round(float(rng.choice([0.05, 0.4, 0.6, 2.0], p=[0.2, 0.35, 0.35, 0.1])), 2),
        long_hair=bool(rng.random() < gender * 0.6),
        palette=chosen.looks.palettes[int(rng.integers(len(chosen.looks.palettes)))],
    )


def shot_of(rng: np.random.Generator, view: str, turn: int, seen: str, body: BodySpec) -> CameraSpec:
    """Draw a camera that has the whole runner in the picture, arms overhead included."""
    nominal = {"front": 0.0, "side": 90.0, "oblique": float(rng.uniform(30, 60))}[view]
    nominal *= 1.0 if seen == "left" else -1.0
    yaw = YAWS[turn % len(YAWS)] + float(rng.uniform(-0.7, 0.7))
    width, height = [(540, 960), (480, 854), (720, 1280), (1080, 1920)][int(rng.choice(4, p=[0.66, 0.12, 0.14, 0.08]))]
    if rng.random() < 0.15:
        width, height = height, width
    fps = float(rng.choice([30, 24, 25, 60, 120], p=[0.74, 0.08, 0.05, 0.11, 0.02]))
    if height * width > 10**6:
        fps = min(fps, 30.0)
    for attempt in range(400):
        shot = CameraSpec(
            view_deg=round(nominal, 2),
            yaw_deg=round(yaw, 2),
            distance_m=round(float(2.1 + attempt / 200 + (2.9 - attempt / 200) * rng.uniform(0, 1) ** 2.5), 2),
            height_m=round(float(rng.uniform(0.3, 1.6)), 2),
            pitch_off_deg=round(float(rng.normal(0, 2.0)), 2),
            pan_off_deg=round(float(rng.normal(0, 1.5)), 2),
            roll_deg=round(float(rng.normal(0, 1.3)), 2),
            fov_long_deg=round(float(rng.uniform(60, 70)), 1),
            width_px=width,
            height_px=height,
            fps=fps,
        )
        if _fits(shot, body):
            return shot
    raise RuntimeError(f"no camera found that shows a runner of {body.stature_m} m")


def _fits(shot: CameraSpec, body: BodySpec) -> bool:
    reach, tall = 0.62, 1.30 * body.stature_m
    corners = np.array([[x, y, z] for x in (-reach, reach) for y in (-reach, 0.35) for z in (0.0, tall)])
    seen = camera(shot, aim_height_m=0.57 * body.stature_m).project(corners)
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    return bool((low > 0.01 * shot.height_px).all() and high[0] < shot.width_px and high[1] < 0.985 * shot.height_px)


def scene_of(chosen: DrawnSet, rng: np.random.Generator, view: str) -> SceneSpec:
    """Draw a room and a film out of the set's looks."""
    looks = chosen.looks
    kind, floor = looks.floors[int(rng.integers(len(looks.floors)))]
    return SceneSpec(
        seed=chosen.seed * 1000 + int(rng.integers(1000)),
        room_yaw_deg=round(float(rng.normal(0, 4.0)), 2),
        wall=looks.walls[int(rng.integers(len(looks.walls)))],
        floor=floor,
        floor_kind=kind,
        furniture=looks.furniture[int(rng.integers(len(looks.furniture)))],
        mat=looks.mats[int(rng.integers(len(looks.mats)))],
        wall_distance_m=round(float(rng.uniform(1.1, 2.4)), 2),
        light_deg=round(float(rng.uniform(-75, 75)), 1),
        brightness=round(float(rng.uniform(0.65, 1.15)), 3),
        warmth=round(float(rng.uniform(-0.3, 1.0)), 3),
        noise_sd=round(float(rng.uniform(1.0, 5.0)), 2),
        shutter=round(float(rng.uniform(0.1, 0.9)), 2),
        vignette=round(float(rng.uniform(0.0, 0.35)), 3),
        crf=int(rng.integers(21, 31)),
    )
