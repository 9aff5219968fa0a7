"""Drawing clips of exercises done standing on one leg for the named sets: one fault at a time, from two views.

Each view has a round of faults (kind and size, in multiples of the product's thresholds) that is dealt in a new random
order every round. Besides faults there are half repetitions, pauses, sets that tire, legs that change within the clip,
and phones on the floor.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.phantom.camera import camera
from bench.phantom.draw import YAWS, DrawnSet, body_of, dealt, scene_of
from bench.phantom.one_leg_rounds import (
    BALANCE_PLAIN_ROUNDS,
    BALANCE_ROUNDS,
    FORE_ROUND,
    RDL_PLAIN_ROUNDS,
    RDL_ROUNDS,
    SQUAT_PLAIN_ROUNDS,
    SQUAT_ROUNDS,
    Rounds,
)
from bench.phantom.one_leg_spec import Dip, OneLegSpec, Stance, SwayingSpec
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec

_FORE_SPREAD = 0.25
"""The spread (m) of a wander whose range is a metre, on a leg of about 80 cm."""

KNEE_SHIFT_PCT, DROP_DEG, LEAN_DEG, SWAY_PCT = 4.0, 5.0, 8.0, 6.0
KNEE_MORE_DEG, LINE_DEG, LOCK_DEG, OPEN_DEG = 15.0, 20.0, 10.0, 15.0
"""The product's thresholds, which "half", "at" and "twice" refer to."""
_TIMES = {"half": 0.5, "at": 1.0, "twice": 2.2}
_VIEWS = {
    "single_leg_squat": ("front", "side", "front", "side", "front"),
    "single_leg_balance": ("front", "side", "front"),
    "single_leg_rdl": ("side", "front", "side"),
}
_OTHER = {"left": "right", "right": "left"}


def squat_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned single-leg squats."""
    return _squat_clip(chosen, index, SQUAT_ROUNDS)


def plain_squat_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip, from the front, of a set of planned single-leg squats, most of them with a plain fault."""
    return _squat_clip(chosen, index, SQUAT_PLAIN_ROUNDS)


def _squat_clip(chosen: DrawnSet, index: int, rounds: Rounds) -> ClipSpec:
    rng, view, (kind, size) = _dealt(chosen, index, "single_leg_squat", rounds)
    tempo = rng.uniform([0.7, 0.05, 0.7], [1.2, 0.4, 1.1])
    usual = {"shallow": rng.uniform(58, 74)}.get(
        kind, rng.uniform(78, 104) if view == "front" else rng.uniform(96, 108)
    )
    manner = {"lean": float(rng.uniform(-1, 3)), "drop": float(rng.uniform(-1, 2)), "trunk": float(rng.uniform(18, 34))}

    def dip(n: int, count: int) -> Dip:
        down, hold, up = tempo * rng.normal(1.0, 0.06, 3)
        one = Dip(
            rest_s=round(float(rng.uniform(0.25, 0.7)), 2),
            down_s=round(float(down), 2),
            hold_s=round(float(hold), 2),
            up_s=round(float(up), 2),
            knee_flexion_deg=round(float(usual + rng.normal(0, 2.0)), 1),
            trunk_lean_deg=round(manner["trunk"] + float(rng.normal(0, 1.5)), 1),
            pelvic_drop_deg=round(manner["drop"] + float(rng.normal(0, 0.4)), 2),
            side_lean_deg=round(manner["lean"] + float(rng.normal(0, 0.5)), 2),
        )
        return _squat_fault(rng, one, kind, size, n, count)

    stances = _spells(rng, dip, (3, 4, 4))
    free = str(rng.choice(["back", "ahead"], p=[0.6, 0.4]))
    spec = OneLegSpec(
        "single_leg_squat",
        stances=stances,
        free=free,
        arms=str(rng.choice(["front", "hips", "hang"], p=[0.5, 0.3, 0.2])),
        shank_share=round(float(rng.uniform(0.36, 0.42)), 3),
        free_thigh_deg=round(float(rng.uniform(-2, 9)), 1),
        free_knee_deg=round(float(rng.uniform(68, 80) if free == "back" else rng.uniform(10, 24)), 1),
        **_manner(rng),
    )
    return _clip(chosen, index, rng, view, (kind, size), spec)


def _squat_fault(rng: np.random.Generator, one: Dip, kind: str, size: str, n: int, count: int) -> Dip:
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.03))
    if kind == "knee":
        return replace(one, knee_shift_pct=round(KNEE_SHIFT_PCT * times, 2))
    if kind == "drop":
        return replace(one, pelvic_drop_deg=round(DROP_DEG * times, 2))
    if kind == "lean":
        return replace(one, side_lean_deg=round(LEAN_DEG * times, 2))
    if kind == "half_reps" and n in (1, count - 1):
        return replace(one, knee_flexion_deg=round(float(rng.uniform(0.3, 0.42)) * one.knee_flexion_deg, 1), down_s=0.6)
    if kind == "tired":
        return replace(one, knee_flexion_deg=round(one.knee_flexion_deg * (1.0 - 0.22 * n / (count - 1)), 1))
    if kind == "pause" and n == 2:
        return replace(one, rest_s=round(float(rng.uniform(2.0, 3.5)), 2))
    return one


def balance_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned balances."""
    return _balance_clip(chosen, index, BALANCE_ROUNDS)


def plain_balance_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned balances, most of them with a plain fault."""
    return _balance_clip(chosen, index, BALANCE_PLAIN_ROUNDS)


def _balance_clip(chosen: DrawnSet, index: int, rounds: Rounds) -> ClipSpec:
    rng, view, (kind, size) = _dealt(chosen, index, "single_leg_balance", rounds)
    first = str(rng.choice(["left", "right"]))
    sides = [first, _OTHER[first]] if rng.random() < 0.5 else [first]
    times = _TIMES.get(size, 0.0)
    drop, lean = float(rng.uniform(-1, 2)), float(rng.uniform(-1, 3))
    stances = []
    for number, side in enumerate(sides):
        one = Stance(
            side,
            stand_s=round(float(rng.uniform(0.6, 1.5)), 2),
            alone_s=round(float(rng.uniform(4.0, 9.0)), 2),
            ends=kind if kind in ("hop", "hand") and number == 0 else "down",
            sway_m=round(0.27 * SWAY_PCT / 100 * times if kind == "sway" else float(rng.uniform(0.001, 0.006)), 4),
            pelvic_drop_deg=round(DROP_DEG * times if kind == "drop" else drop + float(rng.normal(0, 0.4)), 2),
            side_lean_deg=round(LEAN_DEG * times if kind == "lean" else lean + float(rng.normal(0, 0.4)), 2),
        )
        stances.append(one)
        if kind == "touch" and number == 0:
            again = round(float(rng.uniform(0.02, 0.12)), 2)
            stances.append(replace(one, stand_s=again, alone_s=round(float(rng.uniform(3, 6)), 2)))
        if kind == "short" and number == 0:
            stances.append(replace(one, alone_s=0.3))
    free = str(rng.choice(["raised", "back"]))
    spec = OneLegSpec(
        "single_leg_balance",
        stances=tuple(stances),
        free=free,
        arms=str(rng.choice(["hips", "hang", "out"], p=[0.5, 0.3, 0.2])) if kind != "hand" else "hips",
        free_thigh_deg=round(float(rng.uniform(38, 60) if free == "raised" else rng.uniform(-2, 8)), 1),
        free_knee_deg=round(float(rng.uniform(62, 88)), 1),
        **_manner(rng),
    )
    return _clip(chosen, index, rng, view, (kind, size), spec)


def fore_sway_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip, from the side, of a set of balances that sway fore and aft by less or more."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(FORE_ROUND, chosen.seed, index)
    first = str(rng.choice(["left", "right"]))
    sides = [first, _OTHER[first]] if rng.random() < 0.5 else [first]
    planned = _FORE_SPREAD * SWAY_PCT / 100 * _TIMES.get(size, 0.0)
    stances = tuple(
        Stance(
            side,
            stand_s=round(float(rng.uniform(0.6, 1.5)), 2),
            alone_s=round(float(rng.uniform(4.0, 9.0)), 2),
            sway_m=round(0.27 * SWAY_PCT / 100 * 2.2 if kind == "sway" else float(rng.uniform(0.001, 0.006)), 4),
            pelvic_drop_deg=round(float(rng.uniform(-1, 2)), 2),
            side_lean_deg=round(float(rng.uniform(-1, 3)), 2),
        )
        for side in sides
    )
    free = str(rng.choice(["raised", "back"]))
    spec = SwayingSpec(
        stances=stances,
        fore_m=round(planned * float(rng.uniform(0.9, 1.15)) if kind == "fore" else float(rng.uniform(0, 0.004)), 4),
        nod_deg=round(float(rng.uniform(0.5, 4.0) if kind == "fore" else rng.uniform(0.0, 1.0)), 2),
        free=free,
        arms=str(rng.choice(["hips", "hang", "out"], p=[0.5, 0.3, 0.2])),
        free_thigh_deg=round(float(rng.uniform(38, 60) if free == "raised" else rng.uniform(-2, 8)), 1),
        free_knee_deg=round(float(rng.uniform(62, 88)), 1),
        **_manner(rng),
    )
    return _clip(chosen, index, rng, "side", (kind, size), spec)


def rdl_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned single-leg Romanian deadlifts."""
    return _rdl_clip(chosen, index, RDL_ROUNDS)


def plain_rdl_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned single-leg Romanian deadlifts, most of them with a plain fault."""
    return _rdl_clip(chosen, index, RDL_PLAIN_ROUNDS)


def _rdl_clip(chosen: DrawnSet, index: int, rounds: Rounds) -> ClipSpec:
    rng, view, (kind, size) = _dealt(chosen, index, "single_leg_rdl", rounds)
    tempo = rng.uniform([0.9, 0.05, 0.8], [1.4, 0.4, 1.3])
    hinge, knee, line = float(rng.uniform(68, 84)), float(rng.uniform(17, 24)), float(rng.uniform(-4, 7))

    def dip(n: int, count: int) -> Dip:
        down, hold, up = tempo * rng.normal(1.0, 0.06, 3)
        one = Dip(
            rest_s=round(float(rng.uniform(0.3, 0.7)), 2),
            down_s=round(float(down), 2),
            hold_s=round(float(hold), 2),
            up_s=round(float(up), 2),
            knee_flexion_deg=round(knee + float(rng.normal(0, 1.5)), 1),
            trunk_lean_deg=round(hinge + float(rng.normal(0, 2.0)), 1),
            line_deg=round(line + float(rng.normal(0, 1.5)), 1),
            opening_deg=round(float(rng.uniform(-1, 4)), 1),
        )
        return _rdl_fault(rng, one, kind, size, n, count)

    spec = OneLegSpec(
        "single_leg_rdl",
        stances=_spells(rng, dip, (3, 3, 4)),
        free="line",
        arms="hang",
        rest_flexion_deg=round(knee - float(rng.uniform(2, 7)), 1),
        shank_share=round(float(rng.uniform(0.15, 0.3)), 3),
        free_thigh_deg=round(float(rng.uniform(-10, -4)), 1),
        free_knee_deg=round(float(rng.uniform(32, 44)), 1),
        **{name: value for name, value in _manner(rng).items() if name != "rest_flexion_deg"},
    )
    return _clip(chosen, index, rng, view, (kind, size), spec)


def _rdl_fault(rng: np.random.Generator, one: Dip, kind: str, size: str, n: int, count: int) -> Dip:
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.03))
    if kind == "bend":
        return replace(one, knee_flexion_deg=round(one.knee_flexion_deg + KNEE_MORE_DEG * times, 1))
    if kind == "line":
        return replace(one, line_deg=round(LINE_DEG * times + 4.0, 1), trunk_lean_deg=max(one.trunk_lean_deg, 76.0))
    if kind == "lock":
        return replace(one, top_lean_deg=round(LOCK_DEG * times, 1))
    if kind == "open":
        return replace(one, opening_deg=round(OPEN_DEG * times, 1))
    if kind == "half_reps" and n in (1, count - 1):
        return replace(one, trunk_lean_deg=round(float(rng.uniform(0.28, 0.38)) * one.trunk_lean_deg, 1), down_s=0.7)
    if kind == "tired":
        return replace(one, trunk_lean_deg=round(one.trunk_lean_deg * (1.0 - 0.25 * n / (count - 1)), 1))
    if kind == "pause" and n == 2:
        return replace(one, rest_s=round(float(rng.uniform(2.0, 3.5)), 2))
    return one


def _dealt(chosen: DrawnSet, index: int, kind: str, rounds: Rounds) -> tuple[np.random.Generator, str, tuple[str, str]]:
    order = [view for view in _VIEWS[kind] if view in rounds]
    views = [order[i % len(order)] for i in range(index + 1)]
    view, turn = views[-1], views.count(views[-1]) - 1
    fault, size, _ = dealt(rounds[view], chosen.seed + ("front", "side").index(view), turn)
    return np.random.default_rng([chosen.seed, index]), view, (fault, size)


def _spells(rng: np.random.Generator, dip: object, numbers: tuple[int, ...]) -> tuple[Stance, ...]:
    """Draw who stands on which leg: all repetitions on one, or some on either."""
    first = str(rng.choice(["left", "right"]))
    counts = {first: 2, _OTHER[first]: 2} if rng.random() < 0.3 else {first: int(rng.choice(numbers))}
    whole, done, stances = sum(counts.values()), 0, []
    for side, count in counts.items():
        dips = tuple(dip(done + n, whole) for n in range(count))  # type: ignore[operator]
        done += count
        stand, alone = (round(float(rng.uniform(*span)), 2) for span in ((0.6, 1.4), (0.35, 0.8)))
        stances.append(Stance(side, stand_s=stand, alone_s=alone, dips=dips))
    return tuple(stances)


def _manner(rng: np.random.Generator) -> dict[str, float | int]:
    return {
        "stance_m": round(float(rng.uniform(0.13, 0.22)), 3),
        "turn_out_deg": round(float(rng.uniform(2, 11)), 1),
        "hip_beside_ankle_m": round(float(rng.uniform(0.015, 0.04)), 3),
        "rest_flexion_deg": round(float(rng.uniform(7, 12)), 1),
        "before_s": round(float(rng.uniform(0.8, 1.3)), 2),
        "after_s": round(float(rng.uniform(0.5, 0.9)), 2),
        "unrest": round(float(rng.uniform(0.5, 1.6)), 2),
        "seed": int(rng.integers(10**6)),
    }


def _clip(
    chosen: DrawnSet, index: int, rng: np.random.Generator, view: str, fault: tuple[str, str], spec: OneLegSpec
) -> ClipSpec:
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    seen = str(rng.choice(["left", "right"]))
    shot = _shot(rng, view, index, seen, body, spec)
    sides = sorted({stance.side for stance in spec.stances})
    on_floor = "phone-on-floor" if shot.height_m < 0.15 else "phone-up"
    near = f"near-{seen}" if view == "side" else "near-none"
    tags = (view, *fault, "both" if len(sides) > 1 else sides[0], near, on_floor)
    return ClipSpec(body, shot, scene_of(chosen, rng, view), spec, "", tags)


def _shot(rng: np.random.Generator, view: str, turn: int, seen: str, body: BodySpec, spec: OneLegSpec) -> CameraSpec:
    """Draw a camera that has the whole runner in the picture; every fifth phone stands on the floor."""
    nominal = {"front": 0.0, "side": 90.0}[view] * (1.0 if seen == "left" else -1.0)
    lies = spec.kind == "single_leg_rdl" and view == "side"
    width, height = (640, 360) if lies or rng.random() < 0.1 else (360, 640)
    yaw = YAWS[turn % len(YAWS)] + float(rng.uniform(-0.7, 0.7))
    on_floor = rng.random() < 0.2
    fps = float(rng.choice([24, 25, 30]))
    for attempt in range(600):
        shot = CameraSpec(
            view_deg=nominal,
            yaw_deg=round(yaw, 2),
            distance_m=round(float(2.1 + attempt / 150 + 1.2 * rng.uniform(0, 1) ** 2), 2),
            height_m=round(float(rng.uniform(0.06, 0.12) if on_floor else rng.uniform(0.4, 1.4)), 2),
            pitch_off_deg=round(float(rng.normal(0, 1.5)), 2),
            pan_off_deg=round(float(rng.normal(0, 1.5)), 2),
            roll_deg=round(float(rng.normal(0, 1.2)), 2),
            fov_long_deg=round(float(rng.uniform(60, 70)), 1),
            width_px=width,
            height_px=height,
            fps=fps,
        )
        if _fits(shot, body, 0.98 if lies else 0.55):
            return shot
    raise RuntimeError(f"no camera found that shows a runner of {body.stature_m} m on one leg")


def _fits(shot: CameraSpec, body: BodySpec, reach_m: float) -> bool:
    tall = 1.03 * body.stature_m
    aside = 0.45 if shot.view_deg == 0.0 else 0.25
    corners = np.array([[x, y, z] for x in (-aside, aside) for y in (-reach_m, reach_m) for z in (0.0, tall)])
    if shot.view_deg == 0.0:
        corners[:, 1] *= 0.6
    seen = camera(shot, aim_height_m=0.57 * body.stature_m).project(corners)
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    size = np.array([shot.width_px, shot.height_px])
    return bool((low > 0.01 * size).all() and (high < 0.985 * size).all())
