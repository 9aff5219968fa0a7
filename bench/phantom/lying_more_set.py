"""Drawing clips of what the first sets of exercises done lying down leave out.

Bridges over both feet, held for long, whose hips sink far, and whose pelvis tilts as it usually does; clam shells of
both sides in one clip, filmed from behind, and opened by less than half of what is asked. More phones on the floor.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.phantom.draw import DrawnSet, body_of, dealt, scene_of
from bench.phantom.lying_set import (
    OPENING_DEG,
    YAWS,
    bridge_fault,
    bridge_manner,
    clams,
    shot_of_bridge,
    shot_of_lying,
)
from bench.phantom.lying_spec import BridgingRep, BridgingSpec, ClammingSpec, ClamSpec
from bench.phantom.spec import ClipSpec

_BRIDGING_ROUND = (
    *[("both_feet", "none", "")] * 3,
    *[("long", "none", "")] * 2,
    *[("sink", "beyond", "")] * 2,
    *[("tilt", "twice", "")] * 2,
    *[("half_reps", "none", "")] * 2,
    ("clean", "none", ""),
)
_CLAMMING_ROUND = (
    *[("clean", "none", "round")] * 3,
    ("clean", "none", "over"),
    *[("clean", "none", "behind")] * 2,
    ("slight", "half", ""),
    ("small", "twice", ""),
    ("half_reps", "none", "round"),
    ("half_reps", "none", ""),
)
_FREE = ("parallel", "bent", "up", "parallel")


def bridging_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned bridges."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, _ = dealt(_BRIDGING_ROUND, chosen.seed, index)
    seen, first = str(rng.choice(["left", "right"])), str(rng.choice(["left", "right"]))
    legs = [first] * 4
    if kind == "long":
        legs = [first] * 2
    elif kind != "both_feet" and rng.random() < 0.3:
        legs[2:] = ["right" if first == "left" else "left"] * 2
    reps = [_bridge(rng, kind, size, leg, n, len(legs)) for n, leg in enumerate(legs)]
    movement = BridgingSpec(
        reps=tuple(reps),
        free=_FREE[index % len(_FREE)],
        **bridge_manner(rng),
    )
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    shot = shot_of_bridge(chosen, rng, seen, index, body, movement)
    whose = "both_feet" if kind == "both_feet" else "both" if len(set(legs)) > 1 else first
    tags = ("side", kind, size, whose, f"works-{'near' if first == seen else 'far'}", movement.free)
    return ClipSpec(body, shot, scene_of(chosen, rng, "side"), movement, "", tags)


def _bridge(rng: np.random.Generator, kind: str, size: str, leg: str, n: int, count: int) -> BridgingRep:
    up, down = rng.uniform([0.8, 0.9], [1.3, 1.6])
    rep = BridgingRep(
        side="both" if kind == "both_feet" else leg,
        rest_s=round(float(rng.uniform(0.2, 0.8)), 2),
        up_s=round(float(up), 2),
        hold_s=round(float(rng.uniform(5.0, 10.0) if kind == "long" else rng.uniform(1.9, 2.6)), 2),
        down_s=round(float(down), 2),
        line_deg=round(float(rng.uniform(-3.0, 4.0)), 1),
        free_drop_deg=round(abs(float(rng.normal(0, 1.5))), 1),
    )
    if kind == "sink":
        # Slow enough to be held: at less than 12 deg/s.
        sink = float(rng.uniform(22.0, 26.0))
        return replace(rep, sink_deg=round(sink, 1), line_deg=-4.0, hold_s=round(sink / float(rng.uniform(7, 11)), 2))
    if kind == "tilt":
        return replace(rep, free_drop_deg=round(float(rng.uniform(18.0, 23.0)), 1))
    faulty = bridge_fault(rng, rep, kind, size, n, count)
    assert isinstance(faulty, BridgingRep)
    return faulty


def clamming_clip(chosen: DrawnSet, index: int) -> ClipSpec:
    """Return one clip of a set of planned clam shells, of one side or of both."""
    rng = np.random.default_rng([chosen.seed, index])
    kind, size, way = dealt(_CLAMMING_ROUND, chosen.seed, index)
    top = str(rng.choice(["left", "right"]))
    one = _clams(rng, kind, size, top)
    movement: ClamSpec | ClammingSpec = one
    if way in ("round", "over"):
        other = _clams(rng, kind, size, "right" if top == "left" else "left")
        movement = ClammingSpec(sets=(one, other), way=way, turn_s=round(float(rng.uniform(3.5, 5.5)), 2))
    body = body_of(chosen, int(rng.integers(chosen.bodies)), rng)
    view = 180.0 if way == "behind" else 0.0
    shot = shot_of_lying(chosen, rng, view, YAWS[index % len(YAWS)], body, 0.42)
    tags = ("front", kind, size, "both" if movement is not one else top, way or "one_side")
    return ClipSpec(body, shot, scene_of(chosen, rng, "front"), movement, "", tags)


def _clams(rng: np.random.Generator, kind: str, size: str, top: str) -> ClamSpec:
    number = 5 if kind == "half_reps" else int(rng.integers(4, 6))
    tempo = rng.uniform([0.7, 0.1, 0.7], [1.2, 0.8, 1.3])
    # Opening by less than half of what is asked is no repetition; nothing counts then.
    opening = float(rng.uniform(0.34, 0.46)) * OPENING_DEG if kind == "slight" else float(rng.uniform(40, 62))
    return clams(rng, kind, size, top, number, tempo, opening)
