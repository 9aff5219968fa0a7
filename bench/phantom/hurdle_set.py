"""Drawing hurdle step clips for the named sets: mostly from the front, one fault at a time, on one leg mostly.

Views go front : side as 17 : 3. Each view has a round of faults (kind and size, in multiples of the product's
thresholds) that is dealt in a new random order every round; three in ten are clean.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.phantom.draw import DrawnSet, body_of, dealt, scene_of, shot_of
from bench.phantom.hurdle_spec import HurdleSpec, HurdleStep
from bench.phantom.spec import CameraSpec, ClipSpec, MarkerSpec

TURN_OUT_DEG, LEAN_DEG, TILT_DEG, KNEE_SHIFT_PCT, SWAY_PCT = 15.0, 6.0, 5.0, 4.0, 6.0
"""The product's thresholds, which "at", "half" and "twice" refer to."""
_TIMES = {"half": 0.5, "at": 1.0, "twice": 2.0}
_SIZES = ("half", "at", "twice")

# What may be dealt: (kind, size, sides). "one" picks a stepping leg at random; on a side view "near" is the one seen.
_FRONT_ROUND = (
    *[("clean", "none", "none")] * 12,
    *[("turn_out", size, "one") for size in (*_SIZES, "twice")],
    ("turn_out", "at", "both"),
    ("turn_out", "twice", "both"),
    *[("foot_out", size, "one") for size in ("at", "twice")],
    *[("lean", size, "one") for size in _SIZES],
    ("lean", "twice", "both"),
    *[("tilt", size, "one") for size in _SIZES],
    ("tilt", "twice", "both"),
    *[("knee", size, "one") for size in _SIZES],
    ("knee", "twice", "both"),
    *[("sway", size, "one") for size in _SIZES],
    *[("low", size, "one") for size in _SIZES],
    ("low", "twice", "both"),
    ("touch", "at", "one"),
    ("touch", "twice", "one"),
    ("hop", "at", "one"),
    ("no_tap", "twice", "one"),
)
_SIDE_ROUND = (
    *[("clean", "none", "none")] * 3,
    *[("low", size, "near") for size in _SIZES],
    ("low", "twice", "both"),
    ("no_tap", "twice", "near"),
    ("touch", "at", "near"),
    ("lean", "twice", "one"),
)
_VIEW_ROUND = tuple("side" if i in (4, 11, 17) else "front" for i in range(20))


def hurdle_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned hurdle steps."""
    rng = np.random.default_rng([chosen.seed, index])
    view, turn = _view_of(index)
    fault = dealt(_FRONT_ROUND if view == "front" else _SIDE_ROUND, chosen.seed + (view == "side"), turn)
    seen = str(rng.choice(["left", "right"]))
    movement, side = _steps(rng, fault, seen)
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = _light(shot_of(rng, view, turn, seen, body))
    tags = (view, fault[0], fault[1], side, f"near-{seen}" if view != "front" else "near-none")
    return ClipSpec(body, shot, scene_of(chosen, rng, view), movement, "", tags)


def recorded_hurdle_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return recorded hurdle steps: every subject, correct and acted incorrect, three steps of one leg."""
    rng = np.random.default_rng([chosen.seed, index])
    view, turn = _view_of(index)
    subject = chosen.subjects[index % len(chosen.subjects)]
    order = index // len(chosen.subjects)
    start = 2 + 3 * (order // 2 % 3)
    movement = MarkerSpec(
        movement="hurdle_step",
        subject=subject,
        correct=order % 2 == 0,
        episodes=(start, start + 1, start + 2),
        blend_s=0.6,
        before_s=1.0,
        after_s=0.7,
        mirrored=bool(rng.random() < 0.5),
    )
    seen = str(rng.choice(["left", "right"]))
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = _light(shot_of(rng, view, turn, seen, body))
    acted = "correct" if movement.correct else "incorrect"
    tags = (view, "recorded", acted, f"subject-{subject:02d}", f"near-{seen}" if view != "front" else "near-none")
    return ClipSpec(body, shot, scene_of(chosen, rng, view), movement, "", tags)


def _view_of(index: int) -> tuple[str, int]:
    """Return a clip's view, and how many clips of that view came before it."""
    views = [_VIEW_ROUND[i % len(_VIEW_ROUND)] for i in range(index + 1)]
    return views[-1], views.count(views[-1]) - 1


def _light(shot: CameraSpec) -> CameraSpec:
    """Return the camera with no more pictures than a slow movement needs, at its own shape."""
    small = {1280: (720, 1280), 1920: (540, 960)}.get(max(shot.width_px, shot.height_px))
    shot = replace(shot, fps=min(shot.fps, 30.0))
    if small is None:
        return shot
    width, height = small if shot.height_px > shot.width_px else small[::-1]
    return replace(shot, width_px=width, height_px=height)


def _steps(rng: np.random.Generator, fault: tuple[str, str, str], seen: str) -> tuple[HurdleSpec, str]:
    """Draw a clip's steps with one planned fault; return them and the leg whose steps have it (or both, none)."""
    kind, size, where = fault
    side = {"one": str(rng.choice(["left", "right"])), "near": seen}.get(where, where)
    number = int(rng.choice([1, 2, 3], p=[0.4, 0.45, 0.15]))
    first = str(rng.choice(["left", "right"]))
    other = "right" if first == "left" else "left"
    legs = [first] * number + [other] * number if rng.random() < 0.5 else [first, other] * number
    tempo = rng.uniform([0.7, 0.55, 1.05], [1.0, 0.8, 1.5]) * {1: 1.0, 2: 0.9, 3: 0.75}[number]
    manner = _Manner(rng)
    steps = tuple(_step(rng, kind, size, leg, side in (leg, "both"), tempo, manner) for leg in legs)
    movement = HurdleSpec(
        steps=steps,
        stance_m=round(float(rng.uniform(0.12, 0.20)), 3),
        turn_out_deg=round(float(rng.uniform(2, 11)), 1),
        string_ahead_m=round(float(rng.uniform(0.02, 0.05)), 3),
        hip_beside_ankle_m=round(float(rng.uniform(0.02, 0.045)), 3),
        standing_flexion_deg=round(float(rng.uniform(4, 8)), 1),
        stance_flexion_deg=round(float(rng.uniform(7, 13)), 1),
        arms="stick" if rng.random() < 0.65 else "hang",
        before_s=round(float(rng.uniform(0.7, 1.1)), 2),
        after_s=round(float(rng.uniform(0.4, 0.8)), 2),
        unrest=round(float(rng.uniform(0.5, 1.6)), 2),
        seed=int(rng.integers(10**6)),
    )
    return movement, side


class _Manner:
    """How a person steps when nothing is asked of them: the same on both legs but for a little.

    Recorded people hike the hip of the leg that steps over, and lean a little over the leg they stand on.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.turn_out_deg = float(rng.uniform(0, 6))
        self.foot_turn_out_deg = float(rng.uniform(-2, 5))
        self.clearance_pct = float(rng.uniform(3, 13))
        self.lean_deg = float(rng.uniform(-0.5, 2.5))
        self.hike_deg = float(rng.uniform(0.3, 3.5))
        self.sway_pct = float(rng.uniform(0.8, 3.2))


def _step(
    rng: np.random.Generator, kind: str, size: str, leg: str, faulty: bool, tempo: np.ndarray, manner: _Manner
) -> HurdleStep:
    """Draw one step near the person's manner and tempo, with the fault if it is on this leg."""
    lift, over, back = tempo * rng.normal(1.0, 0.06, 3)
    toward = 1.0 if leg == "left" else -1.0  # the stance leg's side: + is the runner's right
    step = HurdleStep(
        side=leg,
        stand_s=round(float(rng.uniform(0.15, 0.5)), 2),
        shift_s=round(float(rng.uniform(0.35, 0.5)), 2),
        lift_s=round(float(lift), 2),
        over_s=round(float(over), 2),
        tap_s=round(float(rng.uniform(0.08, 0.3)), 2),
        back_s=round(float(back), 2),
        turn_out_deg=round(manner.turn_out_deg + float(rng.normal(0, 1.2)), 2),
        foot_turn_out_deg=round(manner.foot_turn_out_deg + float(rng.normal(0, 1.0)), 2),
        clearance_pct=round(manner.clearance_pct + float(rng.normal(0, 1.0)), 2),
        trunk_lateral_lean_deg=round(manner.lean_deg * toward + float(rng.normal(0, 0.6)), 2),
        pelvic_tilt_deg=round(manner.hike_deg * toward + float(rng.normal(0, 0.4)), 2),
        knee_shift_pct=round(float(rng.normal(0.2, 0.5)), 2),
        sway_pct=round(manner.sway_pct + float(rng.normal(0, 0.4)), 2),
    )
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.07))
    return _faulty(rng, step, kind, times, toward) if faulty else step


def _faulty(rng: np.random.Generator, step: HurdleStep, kind: str, times: float, toward: float) -> HurdleStep:
    """Put a fault of so many times its threshold on a step; the trunk leans and the pelvis drops as people's do."""
    asked: dict[str, dict[str, float]] = {
        "turn_out": {"turn_out_deg": TURN_OUT_DEG * times},
        "foot_out": {"foot_turn_out_deg": TURN_OUT_DEG * times},
        "lean": {"trunk_lateral_lean_deg": LEAN_DEG * times * toward * (1.0 if rng.random() < 0.8 else -1.0)},
        "tilt": {"pelvic_tilt_deg": TILT_DEG * times * toward * (1.0 if rng.random() < 0.4 else -1.0)},
        "knee": {"knee_shift_pct": KNEE_SHIFT_PCT * times},
        "sway": {"sway_pct": SWAY_PCT * times},
        "low": {"clearance_pct": 2.0 - 8.0 * times},
        "no_tap": {"heel_tap_gap_pct": float(rng.uniform(6, 14))},
        "touch": {"touch_downs": max(round(times), 1)},
        "hop": {"hops": 1},
    }
    return replace(step, **{name: round(value, 2) for name, value in asked[kind].items()})  # type: ignore[arg-type]
