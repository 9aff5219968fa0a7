"""Drawing walks on the heels for the named sets: across the picture, seen from the side, one fault at a time.

A round of faults (kind and size) is dealt in a new random order every round: forefeet that drop on one side, on both,
or only toward the end, as they tire.
"""

from __future__ import annotations

import numpy as np

from bench.phantom.camera import aim_height_m, camera
from bench.phantom.draw import DrawnSet, body_of, dealt, scene_of
from bench.phantom.heel_walk_spec import HeelStep, HeelWalkSpec
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec

_ROUND = (
    *[("clean", "none", "")] * 6,
    *[("one", "twice", "")] * 4,
    *[("both", "twice", "")] * 3,
    ("both", "half", ""),
    *[("tired", "none", "")] * 3,
    *[("long", "none", "")] * 3,
)
YAWS = (0.0, 4.0, -4.0, 8.0, -8.0)


def heel_walk_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned walks on the heels."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(_ROUND, chosen.seed, index)
    seen, first, faulty = (str(rng.choice(["left", "right"])) for _ in range(3))
    number = int(rng.integers(9, 11)) if kind == "long" else int(rng.integers(6, 9))
    step_s, length = float(rng.uniform(0.45, 0.68)), float(rng.uniform(0.24, 0.36))
    up = float(rng.uniform(17, 26))
    steps = []
    for n in range(number):
        side = first if n % 2 == 0 else {"left": "right", "right": "left"}[first]
        own = up * float(rng.normal(1.0, 0.04))
        least = own - abs(float(rng.normal(0, 1.0)))
        if kind == "both" or (kind == "one" and side == faulty):
            least = {"half": 12.0, "twice": 1.5}[size] + float(rng.normal(0, 0.7))
        if kind == "tired":
            least = own - (own - 9.0) * n / (number - 1)
        steps.append(
            HeelStep(
                side=side,
                step_s=round(step_s * float(rng.normal(1.0, 0.05)), 2),
                length_m=round(length * float(rng.normal(1.0, 0.06)), 3),
                up_deg=round(own, 1),
                least_up_deg=round(least, 1),
            )
        )
    movement = HeelWalkSpec(
        steps=tuple(steps),
        stance_m=round(float(rng.uniform(0.12, 0.20)), 3),
        turn_out_deg=round(float(rng.uniform(2, 14)), 1),
        swing_lift_m=round(float(rng.uniform(0.03, 0.07)), 3),
        arm_swing_deg=round(float(rng.uniform(3, 14)), 1),
        unrest=round(float(rng.uniform(0.5, 1.5)), 2),
        seed=int(rng.integers(10**6)),
    )
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    far_m = sum(step.length_m for step in steps) / 2 + 0.35
    shot = shot_of_walk(rng, 90.0 if seen == "left" else -90.0, YAWS[index % len(YAWS)], body, far_m)
    tags = ("side", kind, size, faulty if kind == "one" else "both", f"near-{seen}")
    return ClipSpec(body, shot, scene_of(chosen, rng, "side"), movement, "", tags)


def shot_of_walk(
    rng: np.random.Generator,
    view: float,
    yaw: float,
    body: BodySpec,
    far_m: float,
    heights_m: tuple[float, float] = (0.3, 1.2),
) -> CameraSpec:
    """Draw a camera that has a walk of twice ``far_m`` in the picture."""
    for attempt in range(800):
        shot = CameraSpec(
            view_deg=view,
            yaw_deg=round(yaw + float(rng.uniform(-1, 1)), 2),
            distance_m=round(float(2.4 + attempt / 150 + 0.8 * rng.uniform(0, 1) ** 2), 2),
            height_m=round(float(rng.uniform(*heights_m)), 2),
            pitch_off_deg=round(float(rng.normal(0, 1.0)), 2),
            pan_off_deg=round(float(rng.normal(0, 1.0)), 2),
            roll_deg=round(float(rng.normal(0, 1.0)), 2),
            fov_long_deg=round(float(rng.uniform(60, 70)), 1),
            width_px=640,
            height_px=360,
            fps=float(rng.choice([25, 25, 30])),
        )
        if _fits(shot, body, far_m):
            return shot
    raise RuntimeError(f"no camera found that shows a walk of {2 * far_m} m")


def _fits(shot: CameraSpec, body: BodySpec, far_m: float) -> bool:
    corners = np.array([[x, y, z] for x in (-0.2, 0.2) for y in (-far_m, far_m) for z in (0.0, body.stature_m + 0.05)])
    seen = camera(shot, aim_height_m("heel_walk", body.stature_m)).project(corners)
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    size = np.array([shot.width_px, shot.height_px])
    return bool((low > 0.01 * size).all() and (high < 0.99 * size).all())
