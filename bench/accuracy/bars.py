"""What was asked for, and what the best peer publishes, by measure."""

from __future__ import annotations

BARS = {
    "squat.knee_flexion_deg.side.bottom": 3.0,
    "squat.thigh_below_horizontal_deg.side.bottom": 3.5,
    "squat.knee_medial_shift_pct.front.worst": 1.5,
    "squat.knee_medial_shift_pct.front.at_60_deg": 1.5,
    "squat.heel_lift_deg.side.worst": 4.0,
    "squat.trunk_lean_deg.side.bottom": 3.0,
    "squat.trunk_lateral_lean_deg.front.bottom": 2.0,
    "hurdle.hip_turn_out_deg.front.top": 8.0,
    "hurdle.trunk_lateral_lean_deg.front.top": 2.0,
    "hurdle.knee_medial_shift_pct.front.worst": 1.5,
    "bird_dog.hold_s.side.held": 0.3,
    "bird_dog.hold_s.oblique.held": 0.3,
    "bird_dog.trunk_roll_deg.oblique.hold": 6.0,
    "bird_dog.trunk_roll_deg.side.hold": 6.0,
}
"""Mean absolute errors asked for in the design (MEASUREMENT.md), in the unit of the measure."""

BIAS_BARS = {"squat.knee_flexion_deg.side.bottom": 1.5}
"""Biases asked for in the design, either way."""

WIDEST = 1.6
"""Intervals are asked to be no wider than this many times what their errors would have needed."""

FEWEST_COVERED, MOST_COVERED = 0.90, 0.99
"""How many truths are asked to lie in their interval."""

PEERS = {
    "squat.knee_flexion_deg.side.bottom": "one phone 4.8 MAE over tasks (OpenCap Monocular); MediaPipe -2.3 ± 6.4",
    "squat.fppa_deg.front.at_60_deg": "MAE 2.4 (drop jump, one camera); phone app MDC 4.7-9.7",
    "hurdle.pelvic_tilt_deg.front.top": "2-D video of running: smallest detectable difference 2.7-2.8",
    "hurdle.trunk_lateral_lean_deg.front.top": "2-D video of running: smallest detectable difference 1.3-2.3",
}
"""Published figures of the best peer (PEERS.md, EVIDENCE.md); most measures have none."""

SETS = {
    "squat": ("judge", "judge-real", "tune", "tune-real"),
    "hurdle": ("hurdle-judge", "hurdle-judge-real", "hurdle-tune", "hurdle-tune-real"),
    "bird_dog": ("bird-dog-judge", "bird-dog-tune"),
}
"""The named sets of each movement, those that judge first."""

TITLES = {
    "judge": "judging set: synthetic",
    "judge-real": "judging set: recorded people driving the bodies",
    "tune": "tuning set: synthetic",
    "tune-real": "tuning set: recorded people driving the bodies",
}


def title_of(name: str) -> str:
    """Return a set's name in words."""
    return next(words for end, words in sorted(TITLES.items(), key=lambda t: -len(t[0])) if name.endswith(end))


def is_judging(name: str) -> bool:
    """Return whether a set judges."""
    return "judge" in name
