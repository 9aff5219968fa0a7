"""What is dealt in clips of exercises done standing on one leg: faults by view, in multiples of the thresholds.

One card is one clip: what goes wrong, its size (see `bench.phantom.one_leg_set`), and a third word, not used here.
"""

from __future__ import annotations

Rounds = dict[str, tuple[tuple[str, str, str], ...]]
"""What is dealt (kind, size, whose) in each view; a view that has no round is not filmed."""
SQUAT_ROUNDS = {
    "front": (
        *[("clean", "none", "")] * 4,
        *[("knee", size, "") for size in ("half", "at", "twice", "twice", "twice", "twice")],
        *[("drop", size, "") for size in ("half", "twice", "twice")],
        *[("lean", "twice", "")] * 2,
        *[(kind, "none", "") for kind in ("half_reps", "tired", "pause")],
    ),
    "side": (
        *[("clean", "none", "")] * 3,
        *[("shallow", "none", "")] * 2,
        *[(kind, "none", "") for kind in ("half_reps", "half_reps", "tired", "pause")],
    ),
}
BALANCE_ROUNDS = {
    "front": (
        *[("clean", "none", "")] * 3,
        *[("sway", "twice", "")] * 2,
        *[("drop", "twice", "")] * 2,
        *[("lean", "twice", "")] * 2,
        *[(kind, "none", "") for kind in ("hop", "hand", "touch", "short")],
    ),
    "side": (
        *[("clean", "none", "")] * 2,
        *[("sway", "twice", "")] * 2,
        *[(kind, "none", "") for kind in ("hop", "touch", "short")],
    ),
}
FORE_ROUND = (
    *[("clean", "none", "")] * 3,
    *[("fore", size, "") for size in ("half", "half", "at", "twice", "twice", "twice")],
    ("sway", "twice", ""),
)
RDL_ROUNDS = {
    "side": (
        *[("clean", "none", "")] * 4,
        *[(kind, "twice", "") for kind in ("bend", "line", "lock")] * 2,
        *[(kind, "none", "") for kind in ("half_reps", "tired", "pause")],
    ),
    "front": (
        *[("clean", "none", "")] * 2,
        *[("open", "twice", "")] * 3,
        *[(kind, "none", "") for kind in ("half_reps", "tired")],
    ),
}
RDL_PLAIN_ROUNDS = {
    "side": (
        *[("clean", "none", "")] * 3,
        *[(kind, "twice", "") for kind in ("bend", "line", "lock")] * 4,
        *[(kind, "none", "") for kind in ("half_reps", "tired", "pause")],
    ),
    "front": (
        *[("clean", "none", "")] * 2,
        *[("open", "twice", "")] * 6,
        ("half_reps", "none", ""),
    ),
}
"""Two clips in three with a plain fault, where few clips are to say how many are named."""
SQUAT_PLAIN_ROUNDS = {
    "front": (
        *[("clean", "none", "")] * 3,
        *[("knee", "twice", "")] * 5,
        *[("drop", "twice", "")] * 2,
        *[("lean", "twice", "")] * 4,
    ),
}
BALANCE_PLAIN_ROUNDS = {
    "front": (
        *[("clean", "none", "")] * 3,
        *[("sway", "twice", "")] * 3,
        *[("drop", "twice", "")] * 2,
        *[("lean", "twice", "")] * 3,
        *[(kind, "none", "") for kind in ("hop", "touch", "touch")],
    ),
    "side": (("clean", "none", ""), *[(kind, "none", "") for kind in ("hop", "touch", "touch")]),
}
