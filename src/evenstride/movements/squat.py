"""The deep overhead squat, and its repeat with the heels on a board."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenstride.measure.foot import heel_lift
from evenstride.measure.knee import frontal_plane_projection_angle, knee_flexion, knee_medial_shift
from evenstride.measure.limbs import hip_drop, shank_lean, thigh_below_horizontal
from evenstride.measure.moments import AROUND_TURN_S, AT_60_DEG, BOTTOM, WORST
from evenstride.measure.one_foot import one_foot_is_off
from evenstride.measure.pelvis import hip_shift, pelvic_tilt
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.measure.trunk import trunk_lateral_lean, trunk_lean
from evenstride.model.clip import FRONT, SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, found_by_excursions, movement
from evenstride.movements.upright import stands_upright

SMALLEST_DROP = 0.06
"""A quarter squat of 40 deg lowers the hips by about this fraction of their standing height."""

MOST_FOOT_TRAVEL = 0.25
"""In a squat the feet stay; further than this fraction of the hip height, and it was a step, a jump or a turn."""

LEAST_SINKING = 0.75
"""In a squat the shoulders sink at least by this share of what the hips do, and usually by more."""

ON_THE_SIDE = frozenset({SIDE_ON})
ON_THE_FRONT = frozenset({FRONT})


def _is_squat(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    """Tell whether the repetitions start from standing on two feet that stay where they are."""
    return (
        stands_upright(subject)
        and all(_feet_stay(subject, rep) and _shoulders_sink(subject, rep) for rep in reps)
        and 2 * sum(_on_one_foot(subject, rep) for rep in reps) <= len(reps)
    )


def _on_one_foot(subject: Subject, rep: Performed) -> bool:
    """Tell whether a foot is off the floor while the hips are down."""
    return one_foot_is_off(subject, np.abs(subject.motion.times - rep.turn_s) <= rep.duration_s / 4)


def _feet_stay(subject: Subject, rep: Performed) -> bool:
    """Tell whether the feet keep their places: in the picture, or against each other under a moving camera."""
    motion = subject.motion
    inside = (motion.times >= rep.start_s) & (motion.times <= rep.end_s)
    left, right = (motion.point("ankle", side)[inside] for side in SIDES)
    in_picture = max(_travel_px(left), _travel_px(right))
    against_each_other = _travel_px(left - right)
    return min(in_picture, against_each_other) <= MOST_FOOT_TRAVEL * subject.standing_hip_height_px


def _shoulders_sink(subject: Subject, rep: Performed) -> bool:
    """Tell whether the shoulders come down with the hips; those of somebody who only turns round stay up."""
    motion = subject.motion
    heights = [motion.point("ankle", s)[:, 1] - motion.point("shoulder", s)[:, 1] for s in subject.trusted_sides]
    height = np.mean(heights, axis=0)
    at_turn = height[(np.abs(motion.times - rep.turn_s) <= AROUND_TURN_S) & np.isfinite(height)]
    if not len(at_turn):
        return True
    sunk = subject.at_rest(height) - float(at_turn.mean())
    return bool(sunk >= LEAST_SINKING * rep.reach * subject.standing_hip_height_px)


def _travel_px(place: Floats) -> float:
    """Return how far a place (T, 2) ranges, without the outermost twentieths; 0 where it was not seen."""
    known = place[np.isfinite(place[:, 0])]
    return float(np.linalg.norm(np.ptp(np.percentile(known, (5, 95), axis=0), axis=0))) if len(known) else 0.0


@movement
def squat() -> Movement:
    """Declare the screen: feet slightly wider than the shoulders, arms up in a Y, as deep as possible, three times."""
    return Movement(
        key="squat",
        views=frozenset({FRONT, SIDE_ON}),
        find=found_by_excursions(hip_drop, SMALLEST_DROP, shortest_s=0.5, longest_s=15.0, side=Side.BOTH),
        fits=_is_squat,
        reach=lambda subject, side: hip_drop(subject),
        uses=(
            Use(knee_medial_shift, WORST, Sided.EACH, ON_THE_FRONT),
            Use(knee_medial_shift, AT_60_DEG, Sided.EACH, ON_THE_FRONT),
            Use(frontal_plane_projection_angle, AT_60_DEG, Sided.EACH, ON_THE_FRONT),
            Use(hip_shift, BOTTOM, Sided.NONE, ON_THE_FRONT),
            Use(thigh_below_horizontal, BOTTOM, Sided.EACH, ON_THE_FRONT),
            Use(trunk_lateral_lean, BOTTOM, Sided.NONE, ON_THE_FRONT),
            Use(pelvic_tilt, BOTTOM, Sided.NONE, ON_THE_FRONT),
            Use(knee_flexion, BOTTOM, Sided.NEAR, ON_THE_SIDE),
            Use(thigh_below_horizontal, BOTTOM, Sided.NEAR, ON_THE_SIDE),
            Use(shank_lean, BOTTOM, Sided.NEAR, ON_THE_SIDE),
            Use(trunk_lean, BOTTOM, Sided.NONE, ON_THE_SIDE),
            Use(heel_lift, WORST, Sided.NEAR, ON_THE_SIDE),
        ),
        faults=("knees_cave_in", "shallow_squat", "heels_lift", "hips_shift", "trunk_falls_forward"),
        reps_asked=3,
        yields_to=("single_leg_squat", "single_leg_balance", "single_leg_calf_raise"),
    )


@movement
def squat_heels_raised() -> Movement:
    """Declare the retest: the same squat with the heels on a board, which tells a stiff ankle from the hips."""
    return replace(squat, key="squat_heels_raised", stated_only=True, family="squat")
