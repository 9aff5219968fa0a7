"""Drawing bird dog clips for the named sets: filmed from the side or obliquely, one fault at a time.

Views go side : oblique : end (from the head or the feet) as 12 : 7 : 1. Each has a round of faults (kind and size, in
multiples of the product's thresholds) that is dealt in a new random order every round; three in ten are clean. Half of
all clips are same-side, half diagonal.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.phantom.bird_dog_spec import BirdDogRep, BirdDogSpec
from bench.phantom.bird_dog_times import schedule
from bench.phantom.camera import aim_height_m, camera
from bench.phantom.draw import YAWS, DrawnSet, body_of, dealt, scene_of
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec

ROLL_DEG, HOLD_S, DROP_DEG, SWAY_PCT, LOW_LEG_DEG, SAG_PCT = 12.0, 5.0, 12.0, 5.0, -20.0, 6.0
"""The product's thresholds, which "at", "half" and "twice" refer to."""
_TIMES = {"half": 0.5, "at": 1.0, "nearly": 1.7, "twice": 2.0, "more": 2.5}
_LOW_LEG_DEG = {"half": -10.0, "at": -17.5, "twice": -19.5}
"""A straight leg much lower than this stands on its toes."""
_SAG_TIMES = {"half": 0.5, "at": 1.0, "twice": 1.5}
"""Pelvises cannot sink twice as far with the carrying thigh on its knee."""
_HOLDS_S = {"half": 7.0, "at": 5.0, "twice": 2.5}
_SIZES = ("half", "at", "twice")
_FAULTS = (
    *[("roll", size, "one") for size in (*_SIZES, "twice")],
    ("roll", "twice", "both"),
    *[("short", size, "both") for size in _SIZES],
    *[("drop", size, "one") for size in _SIZES],
    ("drop", "twice", "both"),
    *[("sway", size, "one") for size in _SIZES],
    *[("low", size, "one") for size in _SIZES],
    *[("sag", size, "one") for size in _SIZES],
    ("sag", "at", "both"),
    ("touch", "at", "one"),
    ("touch", "twice", "one"),
    ("cross", "at", "none"),
    ("cross", "twice", "none"),
)
_ROUND = (*[("clean", "none", "none")] * 11, *_FAULTS)
_ROLL_ROUND = (
    *[("clean", "none", "none")] * 3,
    *[("roll", size, "one") for size in ("half", "at", "twice", "twice", "twice")],
    *[("roll", "twice", "both")] * 2,
)
"""Seven clips in ten whose trunk rolls, where few clips are to say how well that is read."""
_PLAIN_ROLL_ROUND = (
    ("clean", "none", "none"),
    ("roll", "at", "one"),
    *[("roll", size, where) for size in ("nearly", "more") for where in ("one", "one", "both")],
    *[("roll", "twice", where) for where in ("one", "one", "both")],
)
"""Plain rolls of every size, where what tells them is to be learned."""
_VIEW_ROUND = tuple("end" if i == 13 else "oblique" if i in (1, 4, 7, 10, 12, 16, 18) else "side" for i in range(20))
_MOST_S, _LEAST_HOLD_S = 24.0, 0.85


def bird_dog_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned bird dogs."""
    return _bird_dog_clip(chosen, index, _ROUND)


def rolling_bird_dog_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned bird dogs, in most of which the trunk rolls."""
    return _bird_dog_clip(chosen, index, _ROLL_ROUND)


def plainly_rolling_bird_dog_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned bird dogs, in nearly all of which the trunk rolls plainly."""
    return _bird_dog_clip(chosen, index, _PLAIN_ROLL_ROUND)


def _bird_dog_clip(chosen: DrawnSet, index: int, cards: tuple[tuple[str, str, str], ...]) -> ClipSpec:
    rng = np.random.default_rng([chosen.seed, index])
    view, turn = _view_of(index)
    fault = dealt(cards, chosen.seed + ("side", "oblique", "end").index(view), turn)
    variant = ("same_side", "diagonal")[(index + index // 20) % 2]
    seen = str(rng.choice(["left", "right"]))
    movement, side = _bird_dogs(rng, fault, variant)
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    if body.shorts_length > 1.0:
        body = replace(body, shorts_loose_m=min(body.shorts_loose_m, 0.008))
    shot = _shot(chosen, rng, view, turn, seen, body)
    scene = scene_of(chosen, rng, view)
    along = 90.0 if shot.view_deg >= 0 else -90.0
    scene = replace(scene, room_yaw_deg=round(along - shot.view_deg + float(rng.normal(0, 3.0)), 2))
    tags = (view, fault[0], fault[1], side, f"near-{seen}" if view != "end" else "near-none", variant)
    return ClipSpec(body, shot, scene, movement, "", tags)


def _view_of(index: int) -> tuple[str, int]:
    """Return a clip's view, and how many clips of that view came before it."""
    views = [_VIEW_ROUND[i % len(_VIEW_ROUND)] for i in range(index + 1)]
    return views[-1], views.count(views[-1]) - 1


def _shot(chosen: DrawnSet, rng: np.random.Generator, view: str, turn: int, seen: str, body: BodySpec) -> CameraSpec:
    """Draw a low camera that has the whole runner in the picture at full stretch."""
    nominal = {"side": 90.0, "oblique": float(rng.uniform(45, 80)), "end": float(rng.choice([0.0, 180.0]))}[view]
    nominal *= 1.0 if seen == "left" else -1.0
    yaw = YAWS[turn % len(YAWS)] + float(rng.uniform(-0.7, 0.7))
    width, height = [(960, 540), (854, 480), (1280, 720)][int(rng.choice(3, p=[0.72, 0.14, 0.14]))]
    if rng.random() < 0.15:
        width, height = height, width
    fps = float(rng.choice([30, 24, 25], p=[0.7, 0.15, 0.15]))
    for attempt in range(600):
        shot = CameraSpec(
            view_deg=round(nominal, 2),
            yaw_deg=round(yaw, 2),
            distance_m=round(float(2.2 + attempt / 200 + 1.3 * rng.uniform(0, 1) ** 2), 2),
            height_m=chosen.height_m(rng, 0.2, 1.2),
            pitch_off_deg=round(float(rng.normal(0, 2.0)), 2),
            pan_off_deg=round(float(rng.normal(0, 1.5)), 2),
            roll_deg=round(float(rng.normal(0, 1.2)), 2),
            fov_long_deg=round(float(rng.uniform(60, 70)), 1),
            width_px=width,
            height_px=height,
            fps=fps,
        )
        if _fits(shot, body):
            return shot
    raise RuntimeError(f"no camera found that shows a runner of {body.stature_m} m on all fours")


def _fits(shot: CameraSpec, body: BodySpec) -> bool:
    """Say whether a runner at full stretch, three quarters of the stature either way, is in the picture."""
    reach, tall = 0.75 * body.stature_m, 0.52 * body.stature_m
    corners = np.array([[x, y, z] for x in (-0.32, 0.32) for y in (-reach, reach) for z in (0.0, tall)])
    seen = camera(shot, aim_height_m("bird_dog", body.stature_m)).project(corners)
    low, high = seen[:, :2].min(axis=0), seen[:, :2].max(axis=0)
    size = np.array([shot.width_px, shot.height_px])
    return bool((low > 0.01 * size).all() and (high < 0.99 * size).all())


def _bird_dogs(rng: np.random.Generator, fault: tuple[str, str, str], variant: str) -> tuple[BirdDogSpec, str]:
    """Draw a clip's repetitions with one planned fault; return them and the leg whose repetitions have it."""
    kind, size, where = fault
    side = str(rng.choice(["left", "right"])) if where == "one" else where
    first = side if where == "one" and rng.random() < 0.5 else str(rng.choice(["left", "right"]))
    other = "right" if first == "left" else "left"
    plan = int(rng.choice(4, p=[0.56, 0.22, 0.12, 0.10]))
    if kind == "cross":
        plan = 2 if size == "at" else 3
    elif kind in ("short", "touch", "drop"):
        plan = min(plan, 1)
    number = (1, 2, 2, 3)[plan]
    if plan == 1:
        first = side if side in ("left", "right") else first
        legs = [first] * number
    else:
        legs = [first, other] * number if rng.random() < 0.5 or kind == "cross" else [first] * number + [other] * number
    hold = float((rng.uniform(5.4, 6.4), rng.uniform(5.4, 6.4), rng.uniform(1.4, 2.2), rng.uniform(1.0, 1.15))[plan])
    if kind == "short":
        hold = _HOLDS_S[size]
    manner = _Manner(rng, variant, quick=plan >= 2)
    reps = [_rep(rng, manner, leg, hold) for leg in legs]
    reps = [_faulty(rng, r, kind, size) if side in (r.side, "both") else r for r in reps]
    if kind == "cross":
        reps = [replace(r, rest_s=0.0, shift_s=0.28, lift_s=0.7, lower_s=0.6) for r in reps]
    spec = BirdDogSpec(
        reps=tuple(reps),
        hands_share=round(float(rng.uniform(0.75, 1.0) - (0.1 if variant == "same_side" else 0.0)), 3),
        knees_share=round(float(rng.uniform(0.85, 1.1)), 3),
        elbow_flexion_deg=round(float(rng.uniform(13, 19)), 1),
        foot_pitch_deg=round(float(rng.uniform(55, 68)), 1),
        free_plantar_deg=round(float(rng.uniform(5, 45)), 1),
        look_up_deg=round(float(rng.uniform(0, 35)), 1),
        before_s=round(float(rng.uniform(0.9, 1.2)), 2),
        after_s=round(float(rng.uniform(0.4, 0.8)), 2),
        unrest=round(float(rng.uniform(0.5, 1.6)), 2),
        seed=int(rng.integers(10**6)),
    )
    return _within(spec, keep=kind == "short"), side


def _within(spec: BirdDogSpec, keep: bool) -> BirdDogSpec:
    """Return the clip with holds short enough for its length, or with fewer repetitions where they are the point."""
    over = schedule(spec)[1] - _MOST_S
    if over <= 0:
        return spec
    less = over / len(spec.reps)
    if keep or min(r.hold_s for r in spec.reps) - less < _LEAST_HOLD_S:
        return _within(replace(spec, reps=spec.reps[: max(len(spec.reps) - 2, 1)]), keep)
    return replace(spec, reps=tuple(replace(r, hold_s=round(r.hold_s - less, 2)) for r in spec.reps))


class _Manner:
    """How a person does it when nothing is asked of them: the same on both sides but for a little."""

    def __init__(self, rng: np.random.Generator, variant: str, quick: bool) -> None:
        self.variant = variant
        self.shift_s = float(rng.uniform(0.4, 0.55)) * (0.8 if quick else 1.0)
        self.lift_s = float(rng.uniform(0.8, 1.3)) * (0.8 if quick else 1.0)
        self.lower_s = float(rng.uniform(0.7, 1.1)) * (0.8 if quick else 1.0)
        self.leg_deg, self.arm_deg = float(rng.uniform(-9, 7)), float(rng.uniform(-14, 9))
        self.shift_pct = float(rng.uniform(0.8, 3.2) if variant == "diagonal" else rng.uniform(5.5, 9.0))
        self.roll_deg = float(rng.normal(0.0, 1.5))
        self.sway_pct = float(rng.uniform(0.5, 1.9))
        self.arm_later_s = float(rng.uniform(-0.2, 0.25))


def _rep(rng: np.random.Generator, manner: _Manner, leg: str, hold: float) -> BirdDogRep:
    """Draw one repetition near the person's manner; the hips go over what carries, its hip a little higher or not."""
    toward = 1.0 if leg == "left" else -1.0  # the carrying side: + is the runner's right
    lift, lower = np.array([manner.lift_s, manner.lower_s]) * rng.normal(1.0, 0.06, 2)
    return BirdDogRep(
        side=leg,
        variant=manner.variant,
        rest_s=round(float(rng.uniform(0.15, 0.6)), 2),
        shift_s=round(manner.shift_s, 2),
        lift_s=round(float(lift), 2),
        hold_s=round(hold * float(rng.normal(1.0, 0.03)), 2),
        lower_s=round(float(lower), 2),
        arm_later_s=round(manner.arm_later_s + float(rng.normal(0, 0.03)), 2),
        leg_elevation_deg=round(manner.leg_deg + float(rng.normal(0, 1.5)), 1),
        arm_elevation_deg=round(manner.arm_deg + float(rng.normal(0, 2.0)), 1),
        trunk_roll_deg=round(-toward * manner.roll_deg + float(rng.normal(0, 0.8)), 2),
        hip_shift_pct=round(toward * manner.shift_pct + float(rng.normal(0, 0.3)), 2),
        sway_pct=round(manner.sway_pct + abs(float(rng.normal(0, 0.15))), 2),
    )


def _faulty(rng: np.random.Generator, rep: BirdDogRep, kind: str, size: str) -> BirdDogRep:
    """Put a fault of so many times its threshold on a repetition; trunks roll open more often than shut."""
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.06))
    lifted_up = -1.0 if rep.side == "right" else 1.0  # the stretched leg's hip comes up
    if kind == "roll":
        way = lifted_up if rng.random() < 0.75 else -lifted_up
        return replace(rep, trunk_roll_deg=round(ROLL_DEG * times * way, 2))
    if kind == "drop":
        limb, drop = str(rng.choice(["leg", "arm"])), DROP_DEG * times
        up = rep.leg_elevation_deg if limb == "leg" else rep.arm_elevation_deg
        full = {f"{limb}_elevation_deg": round(max(up, 0.5 * drop - 10.0), 1)}
        return replace(rep, limb_drop_deg=round(drop, 2), drop_limb=limb, **full)  # type: ignore[arg-type]
    if kind == "sway":
        return replace(rep, sway_pct=round(SWAY_PCT * times, 2))
    if kind == "low":
        return replace(rep, leg_elevation_deg=round(_LOW_LEG_DEG[size] + float(rng.normal(0, 0.4)), 1))
    if kind == "sag":
        return replace(rep, pelvis_drop_pct=round(SAG_PCT * _SAG_TIMES[size] * float(rng.normal(1.0, 0.05)), 2))
    if kind == "touch":
        limb = "leg" if rng.random() < 0.6 else "arm"
        return replace(rep, touch_downs=1 if size == "at" else 2, touch_limb=limb)
    return rep
