"""The hurdle step: over a string at knee height, heel down on the far side, and back."""

from __future__ import annotations

import numpy as np

from evenstride.measure.balance import touch_downs
from evenstride.measure.clearance import foot_clearance, heel_height, knee_lift
from evenstride.measure.knee import knee_medial_shift
from evenstride.measure.moments import COUNTED, FAR_SIDE, SPREAD, TOP, WAY_OVER, WORST
from evenstride.measure.one_foot import trunk_height_share
from evenstride.measure.pelvis import pelvic_tilt
from evenstride.measure.performed import Performed
from evenstride.measure.stepping import higher_knee_raise
from evenstride.measure.subject import Subject
from evenstride.measure.sway import sway
from evenstride.measure.trunk import trunk_lateral_lean
from evenstride.measure.turn_out import foot_turn_out, hip_turn_out
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.skeleton import SIDES
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.movements.steps import steps_of
from evenstride.movements.upright import stands_upright
from evenstride.signal.angles import length

SHORTEST_S, LONGEST_S = 0.5, 12.0
"""A step over and back that is quicker or slower is something else."""

LOWEST_TRUNK = 0.7
"""Shoulders that come closer to the hips' height than this share of standing hinge, a leg up behind. In steps of the
tuning sets they stay above 0.82, but for one of a recorded person who bends over."""

WIDEST_SHOULDERS, WIDE = 1.08, 90
"""From the front, shoulders that look wider than so many times what they do in standing have come toward the camera: a
hinge. Seen from the floor its trunk need not look any lower. In steps of 65 tuning clips, recorded people's among them,
they look up to 1.06 times as wide, in 27 of hinges 1.07 to 1.32, each read at that percentile of the step."""

ON_THE_FRONT = frozenset({FRONT})
ON_THE_SIDE = frozenset({SIDE_ON})
EITHER = ON_THE_FRONT | ON_THE_SIDE


def _find(subject: Subject) -> tuple[Performed, ...]:
    if subject.on_all_fours:
        return ()
    return tuple(step for step in steps_of(subject) if SHORTEST_S <= step.duration_s <= LONGEST_S)


def _from_standing(subject: Subject, steps: tuple[Performed, ...]) -> bool:
    """Tell whether the steps start from standing, and the trunk stays up in most of them."""
    stays_up = float(np.median([_lowest_trunk(subject, step) for step in steps])) > LOWEST_TRUNK
    return stands_upright(subject) and stays_up and not _trunk_comes_nearer(subject, steps)


def _trunk_comes_nearer(subject: Subject, steps: tuple[Performed, ...]) -> bool:
    """Tell whether the shoulders come toward a camera in front of the runner in most of the steps."""
    if subject.view is not View.FRONT:
        return False
    times, wide = subject.motion.times, length(np.subtract(*(subject.motion.point("shoulder", side) for side in SIDES)))
    inside = [wide[(times >= step.start_s) & (times <= step.end_s) & np.isfinite(wide)] for step in steps]
    widest = [float(np.percentile(seen, WIDE)) for seen in inside if len(seen)]
    return bool(widest) and float(np.median(widest)) > WIDEST_SHOULDERS * subject.at_rest(wide)


def _lowest_trunk(subject: Subject, step: Performed) -> float:
    times = subject.motion.times
    trunk = trunk_height_share(subject)[(times >= step.start_s) & (times <= step.end_s)]
    return float(np.nanmin(trunk)) if np.isfinite(trunk).any() else 1.0


@movement
def hurdle() -> Movement:
    """Declare the screen: a string at knee height, toes just behind it, three times with each leg."""
    return Movement(
        key="hurdle",
        views=EITHER,
        find=_find,
        fits=_from_standing,
        reach=higher_knee_raise,
        uses=(
            Use(hip_turn_out, TOP, Sided.WORKING, ON_THE_FRONT),
            Use(foot_turn_out, TOP, Sided.WORKING, ON_THE_FRONT),
            Use(trunk_lateral_lean, TOP, Sided.WORKING, ON_THE_FRONT),
            Use(pelvic_tilt, TOP, Sided.WORKING, ON_THE_FRONT),
            Use(knee_medial_shift, WORST, Sided.SUPPORT, ON_THE_FRONT),
            Use(sway, SPREAD, Sided.SUPPORT, ON_THE_FRONT),
            Use(touch_downs, COUNTED, Sided.SUPPORT, EITHER),
            Use(foot_clearance, WAY_OVER, Sided.WORKING, EITHER),
            Use(knee_lift, TOP, Sided.WORKING, EITHER),
            Use(heel_height, FAR_SIDE, Sided.WORKING, ON_THE_SIDE),
        ),
        faults=(
            "hip_turns_out",
            "trunk_leans",
            "pelvis_tilts",
            "knees_cave_in",
            "balance_lost",
            "hurdle_not_cleared",
        ),
        reps_asked=3,
        one_leg_at_a_time=True,
        yields_to=("single_leg_squat", "single_leg_balance"),
    )
