"""Drawing clips of what the first sets of calf raises leave out.

Raises on both feet, and on one with the free foot low beside it; a full drop below the step, half of one or none, clips
that begin with the heel sunk, and raises from the flat floor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.phantom.calf_set import OTHER, STEP_M, calf_manner, calf_rep, scene_on_a_step, shot_of_calf
from bench.phantom.calf_spec import CalfRaisingSpec, CalfRep
from bench.phantom.draw import YAWS, DrawnSet, body_of, dealt
from bench.phantom.spec import ClipSpec

_FEET_ROUND = (
    *[("both_feet", "none", "step")] * 3,
    *[("both_feet", "none", "floor")] * 2,
    *[("clean", "none", "step")] * 3,
    *[("low", "none", "floor")] * 2,
)
_DROP_ROUND = (
    *[("clean", "none", "step")] * 3,
    *[("half_drop", "half", "step")] * 3,
    *[("no_drop", "twice", "step")] * 3,
    *[("sunk", "none", "step")] * 2,
    *[("no_drop", "twice", "floor")] * 3,
)
_DROPS_DEG = {"half_drop": (7.0, 10.0), "no_drop": (-0.4, 0.4)}
"""How far the heel sinks in a kind of clip, from and to; fully in every other."""

_FULLY_DEG = (15.0, 24.0)


def calf_feet_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of raises on both feet, or on one with the free foot low beside it."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, where = dealt(_FEET_ROUND, chosen.seed, index)
    both = kind == "both_feet"
    feet: dict[str, Any] = {
        "feet": "both" if both else "one",
        "stance_m": round(float(rng.uniform(0.14, 0.28)), 3),
        "shift_m": round(float(rng.choice([0.0, rng.uniform(0.01, 0.03)])), 3),
        "ahead_m": round(float(rng.choice([0.0, rng.uniform(0.0, 0.04)])), 3),
        "hover_m": 0.0 if both else round(float(rng.uniform(0.02, 0.06)), 3),
    }
    return _clip(chosen, rng, index, (kind, size, where), feet)


def calf_drop_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of raises that sink below the step, or do not."""
    rng = np.random.default_rng([chosen.seed, index])
    card = dealt(_DROP_ROUND, chosen.seed, index)
    return _clip(chosen, rng, index, card, {"begins": "sunk" if card[0] == "sunk" else "level"})


def _clip(
    chosen: DrawnSet, rng: np.random.Generator, index: int, card: tuple[str, str, str], asked: dict[str, Any]
) -> ClipSpec:
    kind, size, where = card
    side = str(rng.choice(["left", "right"]))
    seen = side if rng.random() < 0.75 else OTHER[side]
    free = str(rng.choice(["back", "ahead"], p=[0.75, 0.25]))
    movement = CalfRaisingSpec(
        side=side,
        reps=_reps(rng, "no_drop" if where == "floor" else kind),
        step_m=STEP_M if where == "step" else 0.0,
        free=free,
        **calf_manner(rng, free, (0.7, 1.3)),
        **asked,
    )
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of_calf(chosen, rng, 90.0 if seen == "left" else -90.0, YAWS[index % len(YAWS)], body)
    scene = scene_on_a_step(chosen, rng, movement.step_m, seen)
    manner = movement.feet if movement.feet == "both" else "low" if movement.hover_m else free
    tags = ("side", kind, size, where, side, "works-near" if seen == side else "works-far", manner)
    return ClipSpec(body, shot, scene, movement, "", tags)


def _reps(rng: np.random.Generator, kind: str) -> tuple[CalfRep, ...]:
    tempo = rng.uniform([0.6, 0.1, 0.65], [0.9, 0.4, 1.0])
    top, drop = float(rng.uniform(34, 46)), float(rng.uniform(*_DROPS_DEG.get(kind, _FULLY_DEG)))
    reps = []
    for _ in range(int(rng.integers(3, 5))):
        rise, hold, lower = tempo * rng.normal(1.0, 0.06, 3)
        reps.append(calf_rep(rng, (rise, hold, lower), top, drop))
    return tuple(reps)
