"""Drawing clips of single-leg calf raises for the named sets: a side view, one fault at a time.

A round of faults (kind and size, in multiples of the product's thresholds) is dealt in a new random order every round.
Besides faults there are half repetitions, pauses, sets that tire, and sets that lose their height for good.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from bench.phantom.calf_spec import CalfRep, CalfSpec
from bench.phantom.camera import aim_height_m, camera
from bench.phantom.draw import YAWS, DrawnSet, body_of, dealt, scene_of
from bench.phantom.furniture import STEP_HIGH_M
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec, SceneSpec

KNEE_DEG, DROP_DEG, REP_S = 20.0, 8.0, 1.2
"""The product's thresholds, which "half" and "twice" refer to."""
CALF_ROUND = (
    *[("clean", "none", "")] * 5,
    ("knee", "half", ""),
    *[("knee", "twice", "")] * 2,
    *[("no_drop", "twice", "")] * 2,
    *[("quick", "twice", "")] * 2,
    *[("half_reps", "none", "")] * 2,
    *[("tired", "none", "")] * 2,
    *[("lost", "none", "")] * 2,
    *[("pause", "none", "")] * 2,
)
STEP_M = STEP_HIGH_M
OTHER = {"left": "right", "right": "left"}


def calf_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned calf raises."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(CALF_ROUND, chosen.seed, index)
    side = str(rng.choice(["left", "right"]))
    seen = side if rng.random() < 0.75 else OTHER[side]
    reps = planned_raises(rng, kind, size)
    free = str(rng.choice(["back", "ahead"], p=[0.75, 0.25]))
    movement = CalfSpec(
        side=side,
        reps=reps,
        step_m=0.0 if kind == "no_drop" else STEP_M,
        free=free,
        **calf_manner(rng, free, (0.6, 1.0)),
    )
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of_calf(chosen, rng, 90.0 if seen == "left" else -90.0, YAWS[index % len(YAWS)], body)
    scene = scene_on_a_step(chosen, rng, movement.step_m, seen)
    tags = ("side", kind, size, side, "works-near" if seen == side else "works-far", free)
    return ClipSpec(body, shot, scene, movement, "", tags)


def planned_raises(rng: np.random.Generator, kind: str, size: str) -> tuple[CalfRep, ...]:
    """Draw the raises of one clip with its planned fault."""
    number = int(rng.integers(6, 8)) if kind in ("quick", "lost") else int(rng.integers(4, 6))
    tempo = rng.uniform([0.55, 0.1, 0.6], [1.0, 0.5, 1.1])
    top, drop = float(rng.uniform(34, 46)), float(rng.uniform(15, 24))
    reps = []
    for n in range(number):
        rise, hold, lower = tempo * rng.normal(1.0, 0.06, 3)
        rep = calf_rep(rng, (rise, hold, lower), top, drop)
        reps.append(_fault(rng, rep, kind, size, n, number))
    return tuple(reps)


def calf_rep(rng: np.random.Generator, tempo: tuple[float, float, float], top: float, drop: float) -> CalfRep:
    """Draw one raise near a set's height and drop (deg); `tempo` are the seconds of rising, staying and sinking."""
    rise, hold, lower = tempo
    return CalfRep(
        rest_s=round(float(rng.uniform(0.05, 0.35)), 2),
        rise_s=round(float(rise), 2),
        hold_s=round(float(hold), 2),
        lower_s=round(float(lower), 2),
        top_deg=round(top * float(rng.normal(1.0, 0.03)), 1),
        drop_deg=round(max(drop * float(rng.normal(1.0, 0.04)), 0.0), 1),
        knee_bend_deg=round(abs(float(rng.normal(0, 1.5))), 1),
    )


def calf_manner(rng: np.random.Generator, free: str, before_s: tuple[float, float]) -> dict[str, Any]:
    """Draw how somebody stands in all raises of a clip, that begins for so long (s, from and to) before the first."""
    return {
        "free_thigh_deg": round(float(rng.uniform(0, 14) if free == "back" else rng.uniform(24, 40)), 1),
        "free_knee_deg": round(float(rng.uniform(62, 92) if free == "back" else rng.uniform(34, 55)), 1),
        "standing_flexion_deg": round(float(rng.uniform(3, 7)), 1),
        "turn_out_deg": round(float(rng.uniform(1, 12)), 1),
        "arms": str(rng.choice(["wall", "hang"], p=[0.6, 0.4])),
        "before_s": round(float(rng.uniform(*before_s)), 2),
        "after_s": round(float(rng.uniform(0.5, 0.8)), 2),
        "unrest": round(float(rng.uniform(0.5, 1.5)), 2),
        "seed": int(rng.integers(10**6)),
    }


def scene_on_a_step(chosen: DrawnSet, rng: np.random.Generator, step_m: float, seen: str) -> SceneSpec:
    """Draw a room, with a step in it if it has a height: toes point to the picture's left in who is seen from there."""
    scene = scene_of(chosen, rng, "side")
    step = (*scene.furniture, f"step_{seen}")
    return replace(scene, furniture=step, room_yaw_deg=0.0) if step_m else scene


def _fault(rng: np.random.Generator, rep: CalfRep, kind: str, size: str, n: int, count: int) -> CalfRep:
    if kind == "knee":
        bend = {"half": 4.0, "twice": 38.0}[size]
        return replace(rep, knee_bend_deg=round(bend * float(rng.normal(1.0, 0.04)), 1))
    if kind == "no_drop":
        return replace(rep, drop_deg=round(abs(float(rng.normal(0, 0.5))), 1))
    if kind == "quick":
        return replace(rep, rise_s=0.26, hold_s=0.02, lower_s=0.26, rest_s=round(float(rng.uniform(0.0, 0.06)), 2))
    if kind == "half_reps" and n in (1, count - 1):
        return replace(rep, top_deg=round(float(rng.uniform(0.02, 0.12)) * rep.top_deg, 1))
    if kind == "tired":
        return replace(rep, top_deg=round(rep.top_deg * (1.0 - 0.18 * n / (count - 1)), 1))
    if kind == "lost" and n >= count - 3:
        return replace(rep, top_deg=round(0.1 * rep.top_deg * float(rng.normal(1.0, 0.1)), 1))
    if kind == "pause" and n == 2:
        return replace(rep, rest_s=round(float(rng.uniform(2.5, 3.5)), 2))
    return rep


def shot_of_calf(chosen: DrawnSet, rng: np.random.Generator, view: float, yaw: float, body: BodySpec) -> CameraSpec:
    """Draw a camera that has the whole runner in the picture, step and all."""
    for attempt in range(600):
        shot = CameraSpec(
            view_deg=view,
            yaw_deg=round(yaw + float(rng.uniform(-1, 1)), 2),
            distance_m=round(float(2.0 + attempt / 150 + 0.9 * rng.uniform(0, 1) ** 2), 2),
            height_m=chosen.height_m(rng, 0.25, 1.2),
            pitch_off_deg=round(float(rng.normal(0, 1.5)), 2),
            pan_off_deg=round(float(rng.normal(0, 1.5)), 2),
            roll_deg=round(float(rng.normal(0, 1.0)), 2),
            fov_long_deg=round(float(rng.uniform(60, 70)), 1),
            width_px=360,
            height_px=640,
            fps=float(rng.choice([24, 25, 25, 30])),
        )
        if _fits(shot, body):
            return shot
    raise RuntimeError(f"no camera found that shows a runner of {body.stature_m} m on a step")


def _fits(shot: CameraSpec, body: BodySpec) -> bool:
    tall = body.stature_m + STEP_M + 0.12
    corners = np.array([[x, y, z] for x in (-0.25, 0.25) for y in (-0.45, 0.45) for z in (0.0, tall)])
    seen = camera(shot, aim_height_m("single_leg_calf_raise", body.stature_m)).project(corners)
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    size = np.array([shot.width_px, shot.height_px])
    return bool((low > 0.01 * size).all() and (high < 0.99 * size).all())
