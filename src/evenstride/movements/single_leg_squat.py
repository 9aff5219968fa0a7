"""The single-leg squat: on one foot, hips back and down until the knee is at a right angle, and up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from evenstride.measure.knee import frontal_plane_projection_angle, knee_flexion, knee_medial_shift
from evenstride.measure.limbs import thigh_below_horizontal
from evenstride.measure.moments import AROUND_TURN_S, AT_60_DEG, BOTTOM, FURTHEST, WORST
from evenstride.measure.one_foot import (
    bend_over_deg,
    drop_as_bend_deg,
    exchanged_share,
    hips_lean_over_one,
    hips_lowered,
    one_foot_is_off,
    pelvic_drop,
    shoulder_drop,
    stands_on,
    trunk_height_share,
)
from evenstride.measure.performed import Performed
from evenstride.measure.stepping import knee_raise
from evenstride.measure.subject import Subject
from evenstride.measure.trunk import trunk_lateral_lean, trunk_lean
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.movements.upright import stands_upright
from evenstride.signal.gaps import median_seen
from evenstride.signal.posture import Posture
from evenstride.signal.repetitions import excursions

SMALLEST_DROP = 0.03
SHORTEST_S, LONGEST_S = 0.8, 12.0

LEAST_BEND_DEG = 50.0
LEAST_OF_BEST = {View.FRONT: 0.72, View.SIDE: 0.6}
"""A squat bends the knee by at least the first, and by this share of the clip's best; less is shown, not counted. On
the tuning phantoms half squats reach up to 0.63 from the front and 0.56 from the side, tired ones 0.8 and 0.68."""

LEAST_SINKING = 0.5
"""In a squat the shoulders come down at least by this share of what the hips do; who only stands keeps them up."""

LEAST_LOWERED = 0.25
"""The hips come down in the picture by at least this share of what they do toward the foot. On the tuning phantoms that
is at least 0.35 in 343 squats, and at most 0.11 in balances, where an ankle is taken for the other one, which is up."""

LEAST_DEEPEST = 0.125
"""The deepest one lowers the hips by this share of the leg, as two bones do at 58 deg. On the tuning phantoms it is at
least 0.160 in the 96 clips of squats, and at most 0.100 in clips of calf raises, deadlifts, balances and hurdle steps
in which something was taken for a squat."""

LOWEST_TRUNK = 0.62
"""Shoulders closer to the hips' height than this share of standing: a hinge. Squats of tuning phantoms keep 0.70, where
the trunk leans to the side as well."""

STEP_BEND_DEG, STEP_KNEE, AROUND_S = 65.0, 0.3, 1.0
"""A shallow bend with the other knee raised that far, as a share of the leg, before or after: a step over something."""

DEEP = 0.5
"""Which foot is stood on is told from this share of the way down on: before, both may still be on the floor."""

MOST_EXCHANGED = 0.1
"""Where the pose model exchanges the legs for more of the time, from the side, a squat counts and is not read."""

LEAST_SINGLE = 0.75
"""A clip in which fewer of the times that the hips come down are squats on one foot shows something else: squats on two
feet, one of which steps, or hinges."""

ON_THE_SIDE = frozenset({SIDE_ON})
ON_THE_FRONT = frozenset({FRONT})


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every time the hips came down over one foot and back; those that go far enough count."""
    if subject.lies or subject.on_all_fours:
        return ()
    times = subject.motion.times
    sinking = excursions(times, subject.hip_drop, SMALLEST_DROP)
    spans = [(e.start_s, e.turn_s, e.end_s) for e in sinking if SHORTEST_S <= e.duration_s <= LONGEST_S]
    single: list[Performed] = []
    for on_one in (one_foot_is_off, hips_lean_over_one):
        single = [rep for span in spans if (rep := _performed(subject, span, on_one)) is not None]
        if not single or len(single) == len(spans):
            break
    if not single or len(single) < LEAST_SINGLE * sum(_goes_down(subject, *span) for span in spans):
        return ()
    share = LEAST_OF_BEST[View.FRONT if subject.view is View.FRONT else View.SIDE]
    least = max(LEAST_BEND_DEG, share * max(rep.reach for rep in single))
    short = "the knee bent much less than in a full squat"
    return tuple(rep if rep.reach >= least else replace(rep, why_not=short) for rep in single)


def _goes_down(subject: Subject, start_s: float, turn_s: float, end_s: float) -> bool:
    """Tell whether hips or trunk come down, in whatever movement."""
    times = subject.motion.times
    inside = (times >= start_s) & (times <= end_s)
    near = inside & (np.abs(times - turn_s) <= AROUND_TURN_S)
    bend = drop_as_bend_deg(hips_lowered(subject)[near])
    return bool(np.isfinite(bend).any()) and (float(np.nanmax(bend)) >= LEAST_BEND_DEG or _hinges(subject, inside))


def _performed(
    subject: Subject, span: tuple[float, float, float], on_one: Callable[[Subject, Bools], bool]
) -> Performed | None:
    """Return what is a squat on one foot from a start over a turn to an end, however deep."""
    start_s, turn_s, end_s = span
    times = subject.motion.times
    inside = (times >= start_s) & (times <= end_s)
    alone = _alone(subject, inside)
    side = stands_on(subject, alone)
    bend = bend_over_deg(subject, side)
    near = inside & (np.abs(times - turn_s) <= AROUND_TURN_S) & np.isfinite(bend)
    if not near.any() or not on_one(subject, alone):
        return None
    if not _sinks(subject, near) or _hinges(subject, inside):
        return None
    reach = float(bend[near].max())
    if reach < STEP_BEND_DEG and _steps(subject, side, start_s, end_s):
        return None
    exchanged = subject.view is not View.FRONT and exchanged_share(subject, side, inside) > MOST_EXCHANGED
    unread = "left and right legs could not be told apart in these repetitions" if exchanged else None
    return Performed(side, start_s, turn_s, end_s, reach, unread=unread)


def _alone(subject: Subject, inside: Bools) -> Bools:
    """Return (T,) the lower part of the way, if both ankles were seen there; the whole of it else."""
    deep = inside & (subject.hip_drop >= DEEP * np.nanmax(subject.hip_drop[inside]))
    seen = [float(np.isfinite(subject.motion.point("ankle", side)[deep, 0]).mean()) for side in SIDES]
    return deep if min(seen) > DEEP else inside


def _sinks(subject: Subject, at_turn: Bools) -> bool:
    """Tell whether hips and shoulders come down, and not only an ankle up."""
    shoulders, lowered, drop = (
        float(np.nan_to_num(median_seen(way[at_turn])))
        for way in (shoulder_drop(subject), hips_lowered(subject), subject.hip_drop)
    )
    return shoulders >= LEAST_SINKING * drop and lowered >= LEAST_LOWERED * drop


def _hinges(subject: Subject, inside: Bools) -> bool:
    """Tell whether the trunk comes down further than in any squat."""
    trunk = trunk_height_share(subject)[inside]
    return bool(np.isfinite(trunk).any()) and float(np.nanmin(trunk)) < LOWEST_TRUNK


def _steps(subject: Subject, standing: Side, start_s: float, end_s: float) -> bool:
    times = subject.motion.times
    around = (times >= start_s - AROUND_S) & (times <= end_s + AROUND_S)
    free = [standing.mirror()] if standing in SIDES else list(SIDES)
    raised = [float(np.nanmax(np.nan_to_num(knee_raise(subject, side)[around]))) for side in free]
    return max(raised) > STEP_KNEE


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    return stands_upright(subject) and any(rep.counted and _lowers(subject, rep) for rep in reps)


def _lowers(subject: Subject, rep: Performed) -> bool:
    at_turn = np.abs(subject.motion.times - rep.turn_s) <= AROUND_TURN_S
    return median_seen(hips_lowered(subject)[at_turn]) >= LEAST_DEEPEST


def _reach(subject: Subject, side: Side) -> Floats:
    return bend_over_deg(subject, side)


@movement
def single_leg_squat() -> Movement:
    """Declare the exercise: ten to fifteen on one leg, then the other leg."""
    return Movement(
        key="single_leg_squat",
        views=ON_THE_FRONT | ON_THE_SIDE,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(knee_medial_shift, WORST, Sided.WORKING, ON_THE_FRONT),
            Use(frontal_plane_projection_angle, AT_60_DEG, Sided.WORKING, ON_THE_FRONT),
            Use(pelvic_drop, WORST, Sided.WORKING, ON_THE_FRONT),
            Use(trunk_lateral_lean, FURTHEST, Sided.WORKING, ON_THE_FRONT),
            Use(knee_flexion, BOTTOM, Sided.WORKING, ON_THE_SIDE),
            Use(thigh_below_horizontal, BOTTOM, Sided.WORKING, ON_THE_SIDE),
            Use(trunk_lean, BOTTOM, Sided.WORKING, ON_THE_SIDE),
        ),
        faults=("knees_cave_in", "pelvis_drops", "trunk_leans", "shallow_squat"),
        reps_asked=10,
        one_leg_at_a_time=True,
        yields_to=("heel_walk",),
        posture=Posture.ONE_FOOT,
    )
