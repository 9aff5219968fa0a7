"""Drawing walks on the heels there and back for the named sets: turns, pauses, tiring forefeet, flat feet, far ends.

A round of what happens is dealt in a new random order every round; see `_ROUND`, and `_FAULTY` and `_ROLLING` for the
sets in which two thirds of the walks, half of them one way, have a plain fault.

The sets drawn first left some counts to opinion. Those drawn `clear` do not: who has turned sets out with the foot that
was not put down last, as walkers do, so that no forefoot is still down from turning; nobody begins to roll with a foot
that may stay; forefeet that tire stay well above what counts; and at the picture's edge see `heel_edge`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.phantom.camera import aim_height_m, camera
from bench.phantom.draw import DrawnSet, body_of, dealt, scene_of
from bench.phantom.heel_edge import LEAST_IN, LEAST_OUT, clear_edge_m
from bench.phantom.heel_walk_path import OTHER, Path
from bench.phantom.heel_walk_set import YAWS, heel_walk_clip, shot_of_walk
from bench.phantom.heel_walk_spec import HeelLap, HeelLapsSpec, HeelStep
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec

ONE_WAY_CLIPS = 20
_ROUND = (
    *[("clean", "none", "back")] * 3,
    *[("clean", "none", "laps")] * 2,
    *[("clean", "none", "floor")] * 2,
    *[("pause", "none", "back")] * 3,
    *[("tired", "none", "back")] * 2,
    *[("one", "twice", "back")] * 2,
    ("both", "twice", "back"),
    *[("half_flat", "none", "back")] * 2,
    ("flat", "none", "back"),
    *[("away", "none", "back")] * 4,
)
_FAULTY = (
    *[("clean", "none", "way")] * 2,
    *[(kind, "none", "back") for kind in ("clean", "pause", "tired", "away")],
    ("tired", "none", "way"),
    *[("one", "twice", where) for where in ("way", "back")] * 2,
    *[("both", "twice", where) for where in ("way", "back", "back")],
    *[("flat", "none", "way"), ("half_flat", "none", "way"), ("half_flat", "none", "back")],
    *[("rolls", "none", "way"), ("rolls", "none", "back"), ("half_rolls", "none", "way")],
)
_ROLLING = (
    *[("rolls", "none", where) for where in ("way", "back")],
    *[("half_rolls", "none", where) for where in ("way", "back")] * 3,
    *[(kind, "twice", where) for kind in ("one", "both") for where in ("way", "back")] * 2,
    *[(kind, "none", "back") for kind in ("pause", "away", "tired", "half_flat")],
    *[("clean", "none", where) for where in ("way", "laps")],
)
_LAPS = {"way": 1, "back": 2, "laps": 3, "floor": 2}
_FRAME_RATES = (30.0, 24.0, 25.0, 60.0)
_FLOOR_M, _USUAL_M = (0.04, 0.12), (0.3, 1.2)
_CLEAR_M = 0.04
"""Heels land this far inside the picture's edge or beyond it."""
_TIRED_DEG, _CLEARLY_TIRED_DEG = 13.0, 15.0
"""How high forefeet that tire are raised in the end; `ON_THE_HEEL_DEG` is 8, feet that are flat come up by 4."""
_MAY_STAY = 2
"""Steps at the end of a length whose feet may stay where they are, and then do not roll on."""


def one_way_then_laps_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set that begins with walks one way."""
    return heel_walk_clip(chosen, index) if index < ONE_WAY_CLIPS else heel_laps_clip(chosen, index - ONE_WAY_CLIPS)


def mixed_walk_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set in which every third walk goes one way."""
    third, rest = divmod(index, 3)
    return heel_walk_clip(chosen, third) if rest == 0 else heel_laps_clip(chosen, 2 * third + rest - 1)


def faulty_walk_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set in which most walks have a plain fault: of the nearer foot, where they go one way."""
    return heel_laps_clip(chosen, index, _FAULTY)


def rolling_walk_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set in which every third walk rolls from some step on, filmed at all usual frame rates."""
    clip = heel_laps_clip(chosen, index, _ROLLING)
    return replace(clip, camera=replace(clip.camera, fps=_FRAME_RATES[index % len(_FRAME_RATES)]))


def clear_mixed_walk_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set as `mixed_walk_clip` draws it, in which no count is a matter of opinion."""
    third, rest = divmod(index, 3)
    return (
        heel_walk_clip(chosen, third) if rest == 0 else heel_laps_clip(chosen, 2 * third + rest - 1, _ROUND, clear=True)
    )


def clear_faulty_walk_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set as `faulty_walk_clip` draws it, in which no count is a matter of opinion."""
    return heel_laps_clip(chosen, index, _FAULTY, clear=True)


def heel_laps_clip(
    chosen: DrawnSet, index: int, cards: tuple[tuple[str, str, str], ...] = _ROUND, *, clear: bool = False
) -> ClipSpec:
    """Return one walk there and back, or one way; ``clear``: no count is a matter of opinion."""
    rng = np.random.default_rng([chosen.seed, 4, index])
    kind, size, where = dealt(cards, chosen.seed + 4, index)
    seen, faulty = (str(rng.choice(["left", "right"])) for _ in range(2))
    faulty = seen if where == "way" else faulty

    def walk() -> HeelLapsSpec:
        return _manner(rng, _laps(rng, kind, _LAPS[where], faulty, clear))

    movement = walk()
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    view, yaw = (90.0 if seen == "left" else -90.0), YAWS[index % len(YAWS)]
    if kind == "away" and clear:
        movement, shot = _clearly_away(rng, view, yaw, body, walk)
    elif kind == "away":
        shot, edge_m = _shot_with_an_edge(rng, view, yaw, body, movement)
        movement = replace(movement, seen_to_m=edge_m)
    else:
        shot = shot_of_walk(rng, view, yaw, body, _far_m(movement), _FLOOR_M if where == "floor" else _USUAL_M)
    tags = ("side", kind, size, faulty if kind == "one" else "both", f"near-{seen}", where)
    return ClipSpec(body, shot, scene_of(chosen, rng, "side"), movement, "", tags)


def _manner(rng: np.random.Generator, laps: tuple[HeelLap, ...]) -> HeelLapsSpec:
    return HeelLapsSpec(
        laps=laps,
        turn_s=round(float(rng.uniform(1.8, 3.2)), 2),
        turns_left=bool(rng.random() < 0.5),
        stance_m=round(float(rng.uniform(0.12, 0.20)), 3),
        turn_out_deg=round(float(rng.uniform(2, 14)), 1),
        swing_lift_m=round(float(rng.uniform(0.03, 0.07)), 3),
        arm_swing_deg=round(float(rng.uniform(3, 14)), 1),
        before_s=round(float(rng.uniform(0.3, 1.2)), 2),
        after_s=round(float(rng.uniform(0.3, 1.2)), 2),
        unrest=round(float(rng.uniform(0.5, 1.5)), 2),
        seed=int(rng.integers(10**6)),
    )


def _laps(rng: np.random.Generator, kind: str, number: int, faulty: str, clear: bool) -> tuple[HeelLap, ...]:
    """Draw the lengths of the room, all with as many steps, so that the walker comes back to the start."""
    each = int(rng.integers(8, 11)) if kind == "away" else int(rng.integers(4, 8)) + (2 if number == 1 else 0)
    step_s, length, up = float(rng.uniform(0.45, 0.68)), float(rng.uniform(0.24, 0.36)), float(rng.uniform(17, 26))
    half = float(rng.uniform(0.4, 0.65))
    while clear and kind == "half_rolls" and int(np.ceil(half * (number * each - 1))) % each >= each - _MAY_STAY:
        half = float(rng.uniform(0.4, 0.65))
    tired_deg = _CLEARLY_TIRED_DEG if clear else _TIRED_DEG
    flat_from = {"flat": 0.0, "half_flat": half}.get(kind, np.inf)
    rolls_from = {"rolls": 0.0, "half_rolls": half}.get(kind, np.inf)
    laps = []
    for lap in range(number):
        side, steps = str(rng.choice(["left", "right"])), []
        if clear and laps:
            side = laps[-1].steps[-1].side if not laps[-1].closes else OTHER[laps[-1].steps[-1].side]
        for n in range(each):
            done = (lap * each + n) / (number * each - 1)
            usual = (step_s, length, up)
            steps.append(_step(rng, kind, side, done, usual, on_a_flat_foot=done >= flat_from, tired_deg=tired_deg))
            if kind in ("one", "both") and (kind == "both" or side == faulty):
                steps[-1] = replace(steps[-1], least_up_deg=round(1.5 + float(rng.normal(0, 0.7)), 1))
            if done >= rolls_from:
                steps[-1] = replace(steps[-1], least_up_deg=round(float(rng.uniform(-35.0, -18.0)), 1))
            side = OTHER[side]
        stands = _stands(rng, each) if kind == "pause" else ()
        laps.append(HeelLap(tuple(steps), stands, closes=bool(rng.random() < 0.5)))
    return tuple(laps)


def _step(
    rng: np.random.Generator,
    kind: str,
    side: str,
    done: float,
    usual: tuple[float, float, float],
    on_a_flat_foot: bool,
    tired_deg: float,
) -> HeelStep:
    """Draw one step; ``done`` (0..1) is how much of the walk lies behind, ``usual`` its time, length and height."""
    step_s, length, up = usual
    own = up * float(rng.normal(1.0, 0.04))
    least = own - abs(float(rng.normal(0, 1.0)))
    if kind == "tired":
        own -= (own - tired_deg) * done
        least = own - 9.0 * done
    if on_a_flat_foot:
        own = float(rng.uniform(0.0, 4.0))
        least = 0.3 * own
    return HeelStep(
        side=side,
        step_s=round(step_s * float(rng.normal(1.0, 0.05)), 2),
        length_m=round(length * float(rng.normal(1.0, 0.06)), 3),
        up_deg=round(own, 1),
        least_up_deg=round(least, 1),
    )


def _stands(rng: np.random.Generator, steps: int) -> tuple[float, ...]:
    """Draw after which one or two steps the walker stands, and for how long (s)."""
    stands = np.zeros(steps)
    for n in rng.choice(steps - 1, int(rng.integers(1, 3)), replace=False):
        stands[n] = rng.uniform(0.8, 3.0)
    return tuple(round(float(s), 2) for s in stands)


def _shot_with_an_edge(
    rng: np.random.Generator, view: float, yaw: float, body: BodySpec, movement: HeelLapsSpec
) -> tuple[CameraSpec, float]:
    """Draw a camera that shows where the walk begins and not where it turns; return how far (m) it sees."""
    landings = [[float(f.end[1]) for f in Path(movement).footfalls if f.lap == lap] for lap in range(2)]
    for _ in range(800):
        shot = _panned_away(rng, shot_of_walk(rng, view, yaw, body, 0.6 * _far_m(movement)))
        edge_m = _sees_to_m(shot, body, _far_m(movement))
        if edge_m is not None and all(_clear(places, edge_m) for places in landings):
            return shot, round(edge_m, 2)
    raise RuntimeError("no camera found whose edge lies between two steps")


def _clearly_away(
    rng: np.random.Generator, view: float, yaw: float, body: BodySpec, walk: Callable[[], HeelLapsSpec]
) -> tuple[HeelLapsSpec, CameraSpec]:
    """Draw a walk and a camera at whose edge no step is arguable: other steps, where no camera is found."""
    for _ in range(40):
        movement = walk()
        path, far_m = Path(movement), _far_m(movement)
        for attempt in range(60):
            if attempt % 6 == 0:
                square = shot_of_walk(rng, view, yaw, body, 0.6 * far_m)
            shot = _panned_away(rng, square)
            edge_m = clear_edge_m(shot, body, path)
            if edge_m is not None and _sees_to_m(shot, body, far_m) is not None:
                return replace(movement, seen_to_m=edge_m), shot
    raise RuntimeError("no walk and no camera found whose edge lies plainly between two steps")


def _far_m(movement: HeelLapsSpec) -> float:
    return max(abs(float(f.end[1])) for f in Path(movement).footfalls) + 0.35


def _panned_away(rng: np.random.Generator, shot: CameraSpec) -> CameraSpec:
    away_deg = float(rng.uniform(6, 24)) * (1.0 if shot.view_deg > 0 else -1.0)
    return replace(shot, pan_off_deg=round(shot.pan_off_deg + away_deg, 2))


def _clear(landings_y: list[float], edge_m: float) -> bool:
    beyond = np.array([-y - edge_m for y in landings_y])
    clear = bool((np.abs(beyond) >= _CLEAR_M).all())
    return clear and int((beyond > 0).sum()) >= LEAST_OUT and int((beyond < 0).sum()) >= LEAST_IN


def _sees_to_m(shot: CameraSpec, body: BodySpec, far_m: float) -> float | None:
    """Return how far (m) beyond the middle an ankle stays in the picture; None if the start is not in it."""
    view = camera(shot, aim_height_m("heel_laps", body.stature_m))
    corners = np.array([[x, far_m, z] for x in (-0.2, 0.2) for z in (0.0, body.stature_m + 0.05)])
    size = np.array([shot.width_px, shot.height_px])
    seen = view.project(corners)[:, :2]
    if not ((seen > 0.01 * size) & (seen < 0.99 * size)).all():
        return None
    ways_m = np.arange(0.0, far_m + 1.0, 0.01)
    x = view.project(np.array([[0.0, -way, 0.1] for way in ways_m]))[:, 0]
    outside = np.flatnonzero((x < 0) | (x > shot.width_px))
    return float(ways_m[outside[0]]) if len(outside) else None
