"""Drawing clips of exercises done lying down for the named sets: a phone near the floor, one fault at a time.

A round of faults (kind and size, in multiples of the product's thresholds) is dealt in a new random order every round.
Besides faults there are half repetitions, pauses, sets that tire, and bridges that change legs within the clip.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from bench.phantom.camera import aim_height_m, camera
from bench.phantom.draw import DrawnSet, body_of, dealt, scene_of
from bench.phantom.lying_spec import BridgeRep, BridgeSpec, ClamRep, ClamSpec
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec

LINE_DEG, SINK_DEG, HOLD_S = 10.0, 10.0, 1.5
OPENING_DEG, HEEL_GAP_PCT, ROLL_DEG = 25.0, 6.0, 10.0
"""The product's thresholds, which "at", "half" and "twice" refer to."""
_TIMES = {"half": 0.5, "at": 1.0, "twice": 2.0, "plain": 2.2}
_BRIDGE_ROUND = (
    *[("clean", "none", "")] * 5,
    ("sink", "half", ""),
    *[("sink", "twice", "")] * 3,
    ("short", "half", ""),
    *[("short", "twice", "")] * 2,
    *[("low", "at", "")],
    ("tilt", "twice", ""),
    *[("half_reps", "none", "")] * 2,
    *[("tired", "none", "")] * 2,
    ("pause", "none", ""),
    ("pause", "none", ""),
)
_PLAIN_BRIDGE_ROUND = (
    *[("clean", "none", "")] * 3,
    *[("sink", "plain", "")] * 3,
    *[("short", "twice", "")] * 3,
    *[("low", "plain", "")] * 3,
)
"""Three clips in four with a plain fault, where few clips are to say how many are named."""
_SINKING_BRIDGE_ROUND = (
    *[("clean", "none", "")] * 2,
    *[("sink", size, "") for size in ("half", "at", "twice", "twice", "twice", "plain")],
)
"""Three clips in four whose hips sink, where the end of a hold is hard to tell."""
_CLAM_ROUND = (
    *[("clean", "none", "")] * 5,
    ("heels", "half", ""),
    *[("heels", "twice", "")] * 3,
    ("roll", "at", ""),
    *[("roll", "twice", "")] * 3,
    *[("small", "twice", "")] * 1,
    *[("half_reps", "none", "")] * 2,
    *[("tired", "none", "")] * 2,
    *[("pause", "none", "")] * 2,
)
_PLAIN_CLAM_ROUND = (
    *[("clean", "none", "")] * 3,
    *[("heels", "twice", "")] * 8,
    ("roll", "twice", ""),
)
_FREE = ("parallel", "up", "parallel", "bent")
YAWS = (0.0, 4.0, -4.0, 8.0, -8.0, 0.0, 12.0, -12.0)


def bridge_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned single-leg bridges."""
    return _bridge_clip(chosen, index, _BRIDGE_ROUND)


def plain_bridge_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned single-leg bridges, most of them with a plain fault."""
    return _bridge_clip(chosen, index, _PLAIN_BRIDGE_ROUND)


def sinking_bridge_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned single-leg bridges, in most of which the hips sink."""
    return _bridge_clip(chosen, index, _SINKING_BRIDGE_ROUND)


def _bridge_clip(chosen: DrawnSet, index: int, cards: tuple[tuple[str, str, str], ...]) -> ClipSpec:
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(cards, chosen.seed, index)
    seen, first = str(rng.choice(["left", "right"])), str(rng.choice(["left", "right"]))
    other = "right" if first == "left" else "left"
    number = int(rng.choice([4, 4, 5]))
    legs = [first] * 2 + [other] * 2 if rng.random() < 0.3 else [first] * number
    tempo = rng.uniform([0.8, 0.9], [1.3, 1.6])
    hold, line = float(rng.uniform(1.9, 2.6)), float(rng.uniform(-4.0, 4.0))
    reps = []
    for n, leg in enumerate(legs):
        up, down = tempo * rng.normal(1.0, 0.06, 2)
        rep = BridgeRep(
            side=leg,
            rest_s=round(float(rng.uniform(0.2, 0.8)), 2),
            up_s=round(float(up), 2),
            hold_s=round(hold * float(rng.normal(1.0, 0.06)), 2),
            down_s=round(float(down), 2),
            line_deg=round(line + float(rng.normal(0, 1.2)), 1),
            tilt_deg=round(abs(float(rng.normal(0, 1.5))), 1),
        )
        reps.append(bridge_fault(rng, rep, kind, size, n, len(legs)))
    movement = BridgeSpec(
        reps=tuple(reps),
        free=_FREE[index % len(_FREE)],
        **bridge_manner(rng),
    )
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of_bridge(chosen, rng, seen, index, body, movement)
    works = "near" if first == seen else "far"
    tags = ("side", kind, size, "both" if len(set(legs)) > 1 else first, f"works-{works}", movement.free)
    return ClipSpec(body, shot, scene_of(chosen, rng, "side"), movement, "", tags)


def bridge_manner(rng: np.random.Generator) -> dict[str, Any]:
    """Draw how somebody lies and holds the legs in all bridges of a clip."""
    return {
        "knee_flexion_deg": round(float(rng.uniform(98, 112)), 1),
        "free_flexion_deg": round(float(rng.uniform(4, 20)), 1),
        "arms_out_deg": round(float(rng.uniform(8, 30)), 1),
        "before_s": round(float(rng.uniform(0.6, 1.0)), 2),
        "after_s": round(float(rng.uniform(0.5, 0.8)), 2),
        "unrest": round(float(rng.uniform(0.5, 1.5)), 2),
        "seed": int(rng.integers(10**6)),
    }


def shot_of_bridge(
    chosen: DrawnSet, rng: np.random.Generator, seen: str, index: int, body: BodySpec, movement: BridgeSpec
) -> CameraSpec:
    """Draw a camera that sees bridges from the `seen` side, with a leg held up in the picture."""
    tall = 0.66 if movement.free == "up" else 0.52
    return shot_of_lying(chosen, rng, 90.0 if seen == "left" else -90.0, YAWS[index % len(YAWS)], body, tall)


def bridge_fault(rng: np.random.Generator, rep: BridgeRep, kind: str, size: str, n: int, count: int) -> BridgeRep:
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.05))
    if kind == "sink":
        return replace(rep, sink_deg=round(SINK_DEG * times, 1), line_deg=rep.line_deg - 3.0)
    if kind == "short":
        return replace(rep, hold_s={"half": 1.9, "twice": 0.45}[size])
    if kind == "low":
        beyond = {"at": 2.0, "plain": 12.0}[size]
        return replace(rep, line_deg=round(LINE_DEG + float(rng.normal(beyond, 1.0)), 1))
    if kind == "tilt":
        return replace(rep, tilt_deg=round(10.0 * times, 1))
    if kind == "half_reps" and n in (1, count - 1):
        return replace(rep, line_deg=round(float(rng.uniform(26, 32)), 1), hold_s=0.3)
    if kind == "tired":
        return replace(
            rep, line_deg=round(rep.line_deg + 9.0 * n / (count - 1), 1), hold_s=round(rep.hold_s * (1 - 0.12 * n), 2)
        )
    if kind == "pause" and n == 2:
        return replace(rep, rest_s=round(float(rng.uniform(2.5, 4.0)), 2))
    return rep


def clam_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned clam shells."""
    return _clam_clip(chosen, index, _CLAM_ROUND)


def plain_clam_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned clam shells, most of them with a plain fault."""
    return _clam_clip(chosen, index, _PLAIN_CLAM_ROUND)


def _clam_clip(chosen: DrawnSet, index: int, cards: tuple[tuple[str, str, str], ...]) -> ClipSpec:
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(cards, chosen.seed, index)
    top = str(rng.choice(["left", "right"]))
    number = int(rng.integers(5, 8))
    tempo = rng.uniform([0.7, 0.1, 0.7], [1.2, 0.8, 1.3])
    movement = clams(rng, kind, size, top, number, tempo, float(rng.uniform(40, 62)))
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of_lying(chosen, rng, 0.0, YAWS[index % len(YAWS)], body, 0.42)
    return ClipSpec(body, shot, scene_of(chosen, rng, "front"), movement, "", ("front", kind, size, top))


def clams(
    rng: np.random.Generator, kind: str, size: str, top: str, number: int, tempo: np.ndarray, opening: float
) -> ClamSpec:
    """Draw one side's repetitions and its manner; `tempo` are the seconds of going up, staying and going down."""
    reps = []
    for n in range(number):
        out, hold, back = tempo * rng.normal(1.0, 0.07, 3)
        rep = ClamRep(
            rest_s=round(float(rng.uniform(0.15, 0.6)), 2),
            open_s=round(float(out), 2),
            hold_s=round(float(hold), 2),
            close_s=round(float(back), 2),
            opening_deg=round(opening * float(rng.normal(1.0, 0.05)), 1),
            heel_gap_pct=round(abs(float(rng.normal(0, 0.5))), 2),
            roll_back_deg=round(abs(float(rng.normal(0, 1.5))), 1),
        )
        reps.append(clam_fault(rng, rep, kind, size, n, number))
    return ClamSpec(
        top=top,
        reps=tuple(reps),
        hip_flexion_deg=round(float(rng.uniform(38, 58)), 1),
        knee_flexion_deg=round(float(rng.uniform(82, 98)), 1),
        before_s=round(float(rng.uniform(0.6, 1.0)), 2),
        after_s=round(float(rng.uniform(0.5, 0.8)), 2),
        unrest=round(float(rng.uniform(0.5, 1.5)), 2),
        seed=int(rng.integers(10**6)),
    )


def clam_fault(rng: np.random.Generator, rep: ClamRep, kind: str, size: str, n: int, count: int) -> ClamRep:
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.05))
    if kind == "heels":
        return replace(rep, heel_gap_pct=round(HEEL_GAP_PCT * times, 2))
    if kind == "roll":
        return replace(rep, roll_back_deg=round(ROLL_DEG * times, 1))
    if kind == "small":
        return replace(rep, opening_deg=round(0.72 * OPENING_DEG * float(rng.normal(1.0, 0.04)), 1))
    if kind == "half_reps" and n in (1, count - 1):
        return replace(rep, opening_deg=round(0.4 * rep.opening_deg, 1))
    if kind == "tired":
        return replace(rep, opening_deg=round(rep.opening_deg * (1.0 - 0.22 * n / (count - 1)), 1))
    if kind == "pause" and n == 2:
        return replace(rep, rest_s=round(float(rng.uniform(2.5, 4.0)), 2))
    return rep


def shot_of_lying(
    chosen: DrawnSet, rng: np.random.Generator, view: float, yaw: float, body: BodySpec, tall: float
) -> CameraSpec:
    """Draw a camera near the floor that has the whole runner in the picture."""
    for attempt in range(600):
        shot = CameraSpec(
            view_deg=view,
            yaw_deg=round(yaw + float(rng.uniform(-1, 1)), 2),
            distance_m=round(float(1.9 + attempt / 150 + 0.8 * rng.uniform(0, 1) ** 2), 2),
            height_m=chosen.height_m(rng, 0.15, 0.7),
            pitch_off_deg=round(float(rng.normal(0, 1.5)), 2),
            pan_off_deg=round(float(rng.normal(0, 1.5)), 2),
            roll_deg=round(float(rng.normal(0, 1.0)), 2),
            fov_long_deg=round(float(rng.uniform(60, 70)), 1),
            width_px=640,
            height_px=360,
            fps=float(rng.choice([24, 25, 25, 30])),
        )
        if _fits(shot, body, tall):
            return shot
    raise RuntimeError(f"no camera found that shows a runner of {body.stature_m} m lying down")


def _fits(shot: CameraSpec, body: BodySpec, tall_share: float) -> bool:
    half, tall = 0.47 * body.stature_m, tall_share * body.stature_m
    across = shot.view_deg % 180.0 == 0.0
    ends = [(a, b) if across else (b, a) for a in (-half, half) for b in (-0.3, 0.3)]
    corners = np.array([[x, y, z] for x, y in ends for z in (0.0, tall)])
    kind = "clam_shell" if across else "single_leg_bridge"
    seen = camera(shot, aim_height_m(kind, body.stature_m)).project(corners)
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    size = np.array([shot.width_px, shot.height_px])
    return bool((low > 0.01 * size).all() and (high < 0.99 * size).all())
