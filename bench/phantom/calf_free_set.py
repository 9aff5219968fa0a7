"""Drawing clips of calf raises in which the free leg is held in all the ways in which people hold it.

The first sets point every free foot alike, by 12 deg behind and -8 ahead.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.phantom.calf_set import (
    CALF_ROUND,
    OTHER,
    STEP_M,
    calf_manner,
    planned_raises,
    scene_on_a_step,
    shot_of_calf,
)
from bench.phantom.calf_spec import CalfFreeSpec
from bench.phantom.draw import YAWS, DrawnSet, body_of, dealt
from bench.phantom.spec import ClipSpec

_HOLDS = {"back": 0.4, "hooked": 0.15, "ahead": 0.2, "low": 0.25}
_FEET = {"relaxed": 0.5, "pointed": 0.2, "drawn_up": 0.3}
_FOOT_DEG = {"relaxed": (15.0, 35.0), "pointed": (35.0, 50.0), "drawn_up": (-15.0, 10.0)}
_LOW_FOOT_DEG = {"relaxed": (-4.0, 10.0), "pointed": (10.0, 25.0), "drawn_up": (-12.0, -4.0)}
"""How far the free foot is pointed, from and to: from square to its shank, or from level where it is low."""

_LEG_M, _TOES_AHEAD_M, _ANKLE_M = 0.86, 0.17, 0.08
_CLEAR_M, _SINKS_M = 0.03, 0.06
"""How clear of the floor a free foot is at the least, and how far a heel on a step sinks, and the hips with it."""


def calf_free_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of planned calf raises, the free leg held in some way of its own."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(CALF_ROUND, chosen.seed, index)
    side = str(rng.choice(["left", "right"]))
    seen = side if rng.random() < 0.6 else OTHER[side]
    step_m = 0.0 if kind == "no_drop" else STEP_M
    hold = _one_of(rng, _HOLDS)
    movement = CalfFreeSpec(
        side=side,
        reps=planned_raises(rng, kind, size),
        step_m=step_m,
        free="ahead" if hold == "ahead" else "back",
        **calf_manner(rng, "back", (0.7, 1.3)),
    )
    movement, foot = _free_leg(rng, movement, hold)
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of_calf(chosen, rng, 90.0 if seen == "left" else -90.0, YAWS[index % len(YAWS)], body)
    scene = scene_on_a_step(chosen, rng, step_m, seen)
    tags = ("side", kind, size, side, "works-near" if seen == side else "works-far", hold, foot)
    return ClipSpec(body, shot, scene, movement, "", tags)


def _one_of(rng: np.random.Generator, odds: dict[str, float]) -> str:
    return str(rng.choice(list(odds), p=list(odds.values())))


def _free_leg(rng: np.random.Generator, movement: CalfFreeSpec, hold: str) -> tuple[CalfFreeSpec, str]:
    """Draw where the free leg and its foot are, again until the foot is clear of step and floor; and the foot's kind.

    A leg behind the step may hang below it.
    """
    on_step = bool(movement.step_m)
    least_m = _CLEAR_M + on_step * _SINKS_M - (movement.step_m if hold != "ahead" else 0.0)
    for _ in range(400):
        foot = _one_of(rng, _FEET)
        pointed = float(rng.uniform(*(_LOW_FOOT_DEG if hold == "low" else _FOOT_DEG)[foot]))
        thigh, knee = _thigh_and_knee_deg(rng, hold)
        if hold == "low" or _lift_m(thigh, knee, pointed) > least_m:
            break
    else:
        raise RuntimeError(f"no free leg found that is held {hold}")
    toes_down_m = _TOES_AHEAD_M * max(float(np.sin(np.radians(pointed))), 0.0)
    held = replace(
        movement,
        free_thigh_deg=round(thigh, 1),
        free_knee_deg=round(knee, 1),
        free_foot_deg=round(pointed, 1),
        free_turn_deg=round(float(rng.uniform(0, 20)), 1),
        free_out_deg=round(float(rng.uniform(0, 2 if hold == "hooked" else 6)), 1),
        hover_m=round(float(rng.uniform(0.02, 0.06)) + toes_down_m, 3) if hold == "low" else 0.0,
    )
    return held, foot


def _thigh_and_knee_deg(rng: np.random.Generator, hold: str) -> tuple[float, float]:
    """Draw how far the free thigh is swung forward and its knee bent; hooked: the shank behind the standing one."""
    if hold == "low":
        return float(rng.uniform(-10, 12)), 0.0
    if hold == "hooked":
        thigh = float(rng.uniform(8, 20))
        return thigh, thigh + float(rng.uniform(25, 60))
    if hold == "ahead":
        return float(rng.uniform(15, 65)), float(rng.uniform(5, 70))
    return float(rng.uniform(-15, 20)), float(rng.uniform(35, 110))


def _lift_m(thigh_deg: float, knee_deg: float, pointed_deg: float) -> float:
    """Return about how high the lowest of the free foot is above the sole of the standing one."""
    shank = np.radians(thigh_deg - knee_deg)
    lifted = _LEG_M * (1 - (np.cos(np.radians(thigh_deg)) + np.cos(shank)) / 2)
    pitch = max(np.radians(pointed_deg) - shank, 0.0)
    return float(lifted + _ANKLE_M * (1 - np.cos(pitch)) - _TOES_AHEAD_M * np.sin(pitch))
