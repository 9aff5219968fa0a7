"""Named sets of clips, drawn by seed. A clip's index is stable: a set may be rendered in order, and in part.

``tune`` and ``judge`` share no seed, body, palette, room or recorded person. Views go front : side : oblique as
45 : 45 : 10. Each view has a round of faults (kind and size, in multiples of the product's thresholds) that is dealt in
a new random order every round, and a round of yaws.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.phantom.bird_dog_set import bird_dog_clip, plainly_rolling_bird_dog_clip, rolling_bird_dog_clip
from bench.phantom.cache import clip_folder, is_rendered
from bench.phantom.calf_free_set import calf_free_clip
from bench.phantom.calf_more_set import calf_drop_clip, calf_feet_clip
from bench.phantom.calf_set import calf_clip
from bench.phantom.draw import DrawnSet, body_of, dealt, scene_of, shot_of
from bench.phantom.heel_laps_set import (
    clear_faulty_walk_clip,
    clear_mixed_walk_clip,
    faulty_walk_clip,
    mixed_walk_clip,
    one_way_then_laps_clip,
    rolling_walk_clip,
)
from bench.phantom.hurdle_set import hurdle_clip, recorded_hurdle_clip
from bench.phantom.looks import JUDGE, TUNE
from bench.phantom.lying_more_set import bridging_clip, clamming_clip
from bench.phantom.lying_set import bridge_clip, clam_clip, plain_bridge_clip, plain_clam_clip, sinking_bridge_clip
from bench.phantom.one_leg_set import (
    balance_clip,
    fore_sway_clip,
    plain_balance_clip,
    plain_rdl_clip,
    plain_squat_clip,
    rdl_clip,
    squat_clip,
)
from bench.phantom.spec import ClipSpec, MarkerSpec, Sides, SquatRep, SquatSpec

KNEE_SHIFT_PCT, HEEL_LIFT_DEG, HIP_SHIFT_PCT = 4.0, 12.0, 5.0
"""The product's thresholds, which "at", "half" and "twice" refer to."""
_TIMES = {"half": 0.5, "at": 1.0, "twice": 2.0}

# What may be dealt: (kind, size, sides). "one" picks a side at random; on a side view "near" is the side that is seen.
_FRONT_ROUND = (
    *[("clean", "none", "none")] * 5,
    *[("knees", size, "one") for size in ("half", "half", "at", "at", "twice", "twice", "twice")],
    *[("knees", size, "both") for size in ("half", "at", "twice", "twice")],
    *[("hips", size, "one") for size in ("half", "at", "twice")],
    ("shallow", "twice", "both"),
    ("knees_out", "twice", "one"),
    ("step", "at", "one"),
)
_SIDE_ROUND = (
    *[("clean", "none", "none")] * 5,
    *[("heels", size, "near") for size in ("half", "at", "twice")],
    *[("heels", size, "both") for size in ("half", "at", "twice", "twice")],
    *[("shallow", size, "both") for size in ("at", "at", "twice", "twice")],
    *[("lean", size, "both") for size in ("at", "twice")],
    ("knees", "twice", "one"),
    ("deep", "none", "both"),
    ("uneven", "at", "both"),
)
_CUT_SHORT = {(7, False, e) for e in (3, 4, 5)}
"""Recordings that are not one whole repetition: (subject, correct, episode)."""
_VIEWS = ("front", "side", "front", "side", "front", "side", "front", "side", "front", "oblique") * 2
_VIEW_ROUND = (*_VIEWS[:10], *("side" if v == "front" else "front" if v == "side" else v for v in _VIEWS[10:]))


def clip(name: str, index: int) -> ClipSpec:
    """Return one clip of a named set."""
    chosen = SETS[name]
    return replace(chosen.draw(chosen, index), name=f"{name}-{index:03d}")


def clips(name: str) -> list[ClipSpec]:
    """Return every clip of a named set, in order."""
    return [clip(name, index) for index in range(SETS[name].size)]


def rendered(name: str) -> list[tuple[ClipSpec, Path]]:
    """Return the clips of a set that lie in the cache, with their folders."""
    found = [(spec, clip_folder(spec)) for spec in clips(name)]
    return [(spec, folder) for spec, folder in found if is_rendered(folder)]


def render_set(name: str, jobs: int = 1, first: int = 0, count: int | None = None) -> None:
    """Render a set in order, ``jobs`` clips at a time; what is there already is kept."""
    end = SETS[name].size if count is None else min(first + count, SETS[name].size)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for line in pool.map(_render_one, [name] * (end - first), range(first, end)):
            print(line, flush=True)


def _render_one(name: str, index: int) -> str:
    import time

    from bench.phantom.render import render

    begun = time.perf_counter()
    folder = render(clip(name, index))
    return f"{name}-{index:03d} {folder.name} {time.perf_counter() - begun:.1f} s"


def _squat_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    rng = np.random.default_rng([chosen.seed, index])
    view, turn = _view_of(index)
    if view == "front":
        fault = dealt(_FRONT_ROUND, chosen.seed, turn)
    elif view == "side":
        fault = dealt(_SIDE_ROUND, chosen.seed + 1, turn)
    else:
        fault = dealt((*_FRONT_ROUND, *_SIDE_ROUND), chosen.seed + 2, turn)
    seen = str(rng.choice(["left", "right"]))
    movement, side = _squat(rng, fault, seen)
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of(rng, view, turn, seen, body)
    tags = (view, fault[0], fault[1], side, f"near-{seen}" if view != "front" else "near-none")
    return ClipSpec(body, shot, scene_of(chosen, rng, view), movement, "", tags)


def _real_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return recorded squats: every subject, correct and acted incorrect, three repetitions, front and side."""
    rng = np.random.default_rng([chosen.seed, index])
    view = ("front", "side")[index % 2]
    order = index // 2
    subject = chosen.subjects[order % len(chosen.subjects)]
    correct = bool((order // len(chosen.subjects)) % 2 == 0)
    whole = [e for e in range(1, 11) if (subject, correct, e) not in _CUT_SHORT]
    start = 3 * ((order // (2 * len(chosen.subjects))) % (len(whole) // 3))
    episodes = tuple(whole[start : start + 3])
    movement = MarkerSpec(subject=subject, correct=correct, episodes=episodes, mirrored=bool(rng.random() < 0.5))
    seen = str(rng.choice(["left", "right"]))
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of(rng, view, order, seen, body)
    acted = "correct" if correct else "incorrect"
    tags = (view, "recorded", acted, f"subject-{subject:02d}", f"near-{seen}" if view != "front" else "near-none")
    return ClipSpec(body, shot, scene_of(chosen, rng, view), movement, "", tags)


def _view_of(index: int) -> tuple[str, int]:
    """Return a clip's view, and how many clips of that view came before it."""
    views = [_VIEW_ROUND[i % len(_VIEW_ROUND)] for i in range(index + 1)]
    return views[-1], views.count(views[-1]) - 1


def _squat(rng: np.random.Generator, fault: tuple[str, str, str], seen: str) -> tuple[SquatSpec, str]:
    """Draw a squat set with one planned fault; return it and the side the fault is on (left, right, both, none)."""
    kind, size, where = fault
    side = {"one": str(rng.choice(["left", "right"])), "near": seen}.get(where, where)
    depth = {"shallow": {"at": rng.uniform(94, 106), "twice": rng.uniform(60, 84)}.get(size, 100.0)}.get(kind)
    base = {"deep": 132.0}.get(kind, rng.uniform(110, 128)) if depth is None else depth
    phase = str(rng.choice(["early", "bottom", "late"], p=[0.2, 0.4, 0.4]))
    tempo = rng.uniform([0.8, 0.05, 0.7], [1.7, 0.6, 1.5])
    number = int(rng.choice([2, 3, 3, 3, 4])) if kind != "uneven" else 4
    reps = [_rep(rng, kind, size, side, base, phase, tempo, k) for k in range(number)]
    if kind == "step":
        k = int(rng.integers(number))
        reps[k] = replace(reps[k], step_m=round(float(rng.uniform(0.05, 0.12)), 3), step_side=side, up_s=1.4)
    movement = SquatSpec(
        reps=tuple(reps),
        stance_m=round(float(rng.uniform(0.30, 0.48)), 3),
        turn_out_deg=Sides(*(round(float(t), 1) for t in rng.uniform(5, 24) + rng.normal(0, 2, 2))),
        knees_follow_toes=round(float(rng.uniform(0.55, 1.0)), 2),
        shank_share=round(float(rng.uniform(0.26, 0.31)), 3),
        trunk_lean_most_deg=round(float(rng.uniform(26, 40)), 1),
        standing_flexion_deg=round(float(rng.uniform(3, 8)), 1),
        arms="overhead" if rng.random() < 0.85 else "front",
        arm_spread_deg=round(float(rng.uniform(16, 36)), 1),
        arm_fall_deg=round(float(rng.uniform(0, 22)), 1),
        before_s=round(float(rng.uniform(0.6, 1.2)), 2),
        after_s=round(float(rng.uniform(0.5, 1.0)), 2),
        sway_m=round(float(rng.uniform(0.001, 0.005)), 4),
        seed=int(rng.integers(10**6)),
    )
    return movement, side


def _rep(
    rng: np.random.Generator, kind: str, size: str, side: str, base: float, phase: str, tempo: np.ndarray, k: int
) -> SquatRep:
    """Draw one repetition near the set's depth, tempo and fault."""
    times = _TIMES.get(size, 0.0) * float(rng.normal(1.0, 0.08))
    on = {s: side in (s, "both") for s in ("left", "right")}
    shift = {"knees": KNEE_SHIFT_PCT, "knees_out": -KNEE_SHIFT_PCT}.get(kind, 0.0) * times
    lift = HEEL_LIFT_DEG * times if kind == "heels" else 0.0
    hips = HIP_SHIFT_PCT * times * (1.0 if side == "right" else -1.0) if kind == "hips" else float(rng.normal(0, 0.4))
    down, hold, up = tempo * rng.normal(1.0, 0.07, 3)
    small = {s: abs(float(rng.normal(0, 0.8))) for s in on}
    lean = {"at": 12.0, "twice": 26.0}[size] * times / _TIMES[size] if kind == "lean" else 0.0
    each = {s: round(shift * float(rng.normal(1.0, 0.06)), 2) for s in on}
    deeper = float(rng.normal(0, 2.5)) - (12.0 * k if kind == "uneven" else 0.0)
    return SquatRep(
        stand_s=round(float(rng.uniform(0.25, 0.9)), 2),
        down_s=round(float(down), 2),
        hold_s=round(float(hold + (0.8 if rng.random() < 0.05 else 0.0)), 2),
        up_s=round(float(up), 2),
        knee_flexion_deg=round(float(np.clip(base + deeper, 40, 136)), 1),
        knee_shift_left_pct=each["left"] if shift and on["left"] else None,
        knee_shift_right_pct=each["right"] if shift and on["right"] else None,
        knee_shift_phase=phase,
        heel_lift_deg=Sides(*(round(max(lift, 0.0) if lift and on[s] else small[s], 2) for s in ("left", "right"))),
        hip_shift_pct=round(hips, 2),
        trunk_lean_extra_deg=round(lean, 2),
        trunk_lateral_lean_deg=round(float(rng.normal(0, 1.2)) + (hips * 0.6 if kind == "hips" else 0.0), 2),
        pelvic_tilt_deg=round(float(rng.normal(0, 0.8)), 2),
    )


SETS: dict[str, DrawnSet] = {
    "tune": DrawnSet(1009, 120, TUNE, 24, _squat_clip),
    "judge": DrawnSet(5003, 180, JUDGE, 32, _squat_clip),
    "tune-real": DrawnSet(3001, 48, TUNE, 24, _real_clip, (1, 3, 4, 5)),
    "judge-real": DrawnSet(6007, 36, JUDGE, 32, _real_clip, (7, 8, 10)),
    "hurdle-tune": DrawnSet(11003, 60, TUNE, 20, hurdle_clip),
    "hurdle-judge": DrawnSet(13007, 80, JUDGE, 28, hurdle_clip),
    "leg-squat-tune": DrawnSet(31013, 40, TUNE, 20, squat_clip),
    "leg-squat-tune-more": DrawnSet(32503, 28, JUDGE, 28, squat_clip),
    "leg-squat-tune-third": DrawnSet(32801, 28, JUDGE, 28, squat_clip),
    "leg-squat-judge": DrawnSet(33107, 40, JUDGE, 28, squat_clip),
    "leg-squat-plain-tune": DrawnSet(33329, 28, TUNE, 20, plain_squat_clip),
    "leg-squat-plain-judge": DrawnSet(33403, 28, JUDGE, 28, plain_squat_clip),
    "balance-tune": DrawnSet(33013, 24, TUNE, 20, balance_clip),
    "balance-tune-more": DrawnSet(34511, 24, JUDGE, 28, balance_clip),
    "balance-tune-third": DrawnSet(34603, 14, JUDGE, 28, balance_clip),
    "balance-judge": DrawnSet(34819, 24, JUDGE, 28, balance_clip),
    "balance-fore-tune": DrawnSet(38011, 30, TUNE, 20, fore_sway_clip),
    "balance-fore-judge": DrawnSet(39509, 20, JUDGE, 28, fore_sway_clip),
    "balance-plain-tune": DrawnSet(39703, 28, TUNE, 20, plain_balance_clip),
    "balance-plain-judge": DrawnSet(39827, 28, JUDGE, 28, plain_balance_clip),
    "balance-judge-more": DrawnSet(39877, 28, JUDGE, 28, balance_clip),
    "rdl-tune": DrawnSet(35023, 30, TUNE, 20, rdl_clip),
    "rdl-tune-more": DrawnSet(36523, 24, JUDGE, 28, rdl_clip),
    "rdl-tune-third": DrawnSet(36833, 24, JUDGE, 28, rdl_clip),
    "rdl-tune-fourth": DrawnSet(36919, 24, JUDGE, 28, rdl_clip),
    "rdl-tune-fifth": DrawnSet(37013, 40, JUDGE, 28, plain_rdl_clip),
    "rdl-tune-sixth": DrawnSet(37087, 24, JUDGE, 28, plain_rdl_clip),
    "rdl-judge": DrawnSet(37201, 40, JUDGE, 28, plain_rdl_clip),
    "rdl-judge-more": DrawnSet(37529, 40, JUDGE, 28, plain_rdl_clip),
    "bird-dog-tune": DrawnSet(17011, 60, TUNE, 20, bird_dog_clip),
    "bird-dog-roll-tune": DrawnSet(18341, 24, TUNE, 20, rolling_bird_dog_clip),
    "bird-dog-tune-more": DrawnSet(18427, 10, JUDGE, 28, bird_dog_clip),
    "bird-dog-roll-tune-more": DrawnSet(18521, 8, JUDGE, 28, rolling_bird_dog_clip),
    "bird-dog-roll-tune-third": DrawnSet(19211, 20, JUDGE, 28, rolling_bird_dog_clip),
    "bird-dog-plain-roll-tune": DrawnSet(18719, 32, JUDGE, 28, plainly_rolling_bird_dog_clip, on_floor=0.2),
    "bird-dog-judge": DrawnSet(19013, 80, JUDGE, 28, bird_dog_clip),
    "bird-dog-roll-judge": DrawnSet(19429, 20, JUDGE, 28, rolling_bird_dog_clip),
    "hurdle-tune-real": DrawnSet(11503, 16, TUNE, 20, recorded_hurdle_clip, (1, 3, 4, 5)),
    "hurdle-judge-real": DrawnSet(13507, 16, JUDGE, 28, recorded_hurdle_clip, (7, 8, 10)),
    "bridge-tune": DrawnSet(21001, 20, TUNE, 20, bridge_clip),
    "bridge-tune-more": DrawnSet(22501, 24, JUDGE, 28, bridge_clip, on_floor=0.25),
    "bridge-judge": DrawnSet(23203, 24, JUDGE, 28, bridge_clip, on_floor=0.25),
    "bridging-tune": DrawnSet(22901, 12, TUNE, 20, bridging_clip, on_floor=0.35),
    "bridging-tune-more": DrawnSet(22973, 30, JUDGE, 28, bridging_clip, on_floor=0.35),
    "bridging-judge": DrawnSet(23279, 24, JUDGE, 28, bridging_clip, on_floor=0.35),
    "bridge-plain-tune": DrawnSet(22961, 24, TUNE, 20, plain_bridge_clip),
    "bridge-sinks-tune": DrawnSet(23057, 24, JUDGE, 28, sinking_bridge_clip, on_floor=0.25),
    "bridge-sinks-judge": DrawnSet(23321, 24, JUDGE, 28, sinking_bridge_clip, on_floor=0.25),
    "clam-tune": DrawnSet(23011, 20, TUNE, 20, clam_clip),
    "clam-judge": DrawnSet(24509, 24, JUDGE, 28, clam_clip, on_floor=0.25),
    "clamming-tune": DrawnSet(24611, 10, TUNE, 20, clamming_clip, on_floor=0.35),
    "clamming-judge": DrawnSet(24677, 10, JUDGE, 28, clamming_clip, on_floor=0.35),
    "clam-plain-tune": DrawnSet(24709, 20, TUNE, 20, plain_clam_clip),
    "clam-plain-tune-third": DrawnSet(24763, 20, JUDGE, 28, plain_clam_clip, on_floor=0.25),
    "clam-plain-judge": DrawnSet(25147, 20, JUDGE, 28, plain_clam_clip, on_floor=0.25),
    "clam-plain-judge-more": DrawnSet(24953, 20, JUDGE, 28, plain_clam_clip, on_floor=0.25),
    "clamming-tune-more": DrawnSet(24809, 18, JUDGE, 28, clamming_clip, on_floor=0.35),
    "clam-plain-tune-more": DrawnSet(24851, 24, JUDGE, 28, plain_clam_clip, on_floor=0.25),
    "calf-tune": DrawnSet(25013, 20, TUNE, 20, calf_clip),
    "calf-tune-more": DrawnSet(26513, 24, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-tune-third": DrawnSet(26821, 24, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-tune-fourth": DrawnSet(27437, 40, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-tune-fifth": DrawnSet(27583, 30, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-tune-sixth": DrawnSet(26947, 24, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-tune-seventh": DrawnSet(27211, 28, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-judge": DrawnSet(27803, 40, JUDGE, 28, calf_clip, on_floor=0.25),
    "calf-both-tune": DrawnSet(41011, 10, TUNE, 20, calf_feet_clip, on_floor=0.3),
    "calf-both-tune-more": DrawnSet(41519, 10, JUDGE, 28, calf_feet_clip, on_floor=0.3),
    "calf-both-judge": DrawnSet(26993, 12, JUDGE, 28, calf_feet_clip, on_floor=0.3),
    "calf-drop-tune": DrawnSet(42013, 14, TUNE, 20, calf_drop_clip, on_floor=0.3),
    "calf-drop-tune-more": DrawnSet(42521, 14, JUDGE, 28, calf_drop_clip, on_floor=0.3),
    "calf-drop-judge": DrawnSet(27043, 14, JUDGE, 28, calf_drop_clip, on_floor=0.3),
    "calf-free-tune": DrawnSet(43013, 30, JUDGE, 28, calf_free_clip, on_floor=0.25),
    "calf-free-tune-more": DrawnSet(43541, 40, JUDGE, 28, calf_free_clip, on_floor=0.25),
    "calf-free-tune-third": DrawnSet(43801, 20, JUDGE, 28, calf_free_clip, on_floor=0.25),
    "calf-free-tune-fourth": DrawnSet(44017, 30, JUDGE, 28, calf_free_clip, on_floor=0.25),
    "calf-free-judge": DrawnSet(44203, 30, JUDGE, 28, calf_free_clip, on_floor=0.25),
    "heel-walk-tune": DrawnSet(27011, 40, TUNE, 20, one_way_then_laps_clip),
    "heel-walk-tune-more": DrawnSet(27509, 24, TUNE, 20, faulty_walk_clip),
    "heel-walk-tune-third": DrawnSet(28513, 24, JUDGE, 28, mixed_walk_clip),
    "heel-walk-tune-fourth": DrawnSet(28927, 30, JUDGE, 28, faulty_walk_clip),
    "heel-walk-tune-fifth": DrawnSet(30011, 40, JUDGE, 28, rolling_walk_clip),
    "heel-walk-tune-sixth": DrawnSet(29303, 30, JUDGE, 28, mixed_walk_clip),
    "heel-walk-tune-seventh": DrawnSet(29411, 30, JUDGE, 28, faulty_walk_clip),
    "heel-walk-tune-eighth": DrawnSet(29671, 30, JUDGE, 28, mixed_walk_clip),
    "heel-walk-tune-ninth": DrawnSet(29803, 30, JUDGE, 28, faulty_walk_clip),
    "heel-walk-tune-tenth": DrawnSet(30211, 30, JUDGE, 28, mixed_walk_clip),
    "heel-walk-tune-eleventh": DrawnSet(30323, 30, JUDGE, 28, faulty_walk_clip),
    "heel-walk-tune-twelfth": DrawnSet(30661, 20, JUDGE, 28, mixed_walk_clip),
    "heel-walk-tune-thirteenth": DrawnSet(30757, 20, JUDGE, 28, faulty_walk_clip),
    "heel-walk-clear-tune": DrawnSet(31277, 30, TUNE, 20, clear_mixed_walk_clip),
    "heel-walk-clear-plain-tune": DrawnSet(31391, 30, TUNE, 20, clear_faulty_walk_clip),
    "heel-walk-clear-tune-more": DrawnSet(31517, 30, JUDGE, 28, clear_mixed_walk_clip),
    "heel-walk-clear-tune-third": DrawnSet(30881, 30, JUDGE, 28, clear_mixed_walk_clip),
    "heel-walk-clear-plain-tune-more": DrawnSet(30941, 30, JUDGE, 28, clear_faulty_walk_clip),
    "heel-walk-judge": DrawnSet(31543, 30, JUDGE, 28, clear_mixed_walk_clip),
    "heel-walk-plain-judge": DrawnSet(31607, 30, JUDGE, 28, clear_faulty_walk_clip),
}
"""Every named set."""
