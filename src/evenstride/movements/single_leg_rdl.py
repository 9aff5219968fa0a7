"""The single-leg Romanian deadlift: on one leg, trunk down and free leg back like a beam, and up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evenstride.measure.hinge import (
    CLEAR_LOW,
    LOW,
    LOWER,
    ON_THE_WAY,
    hinge_deg,
    hip_flexion,
    knee_bend,
    pelvis_open,
    trunk_leg_line,
)
from evenstride.measure.moments import BACK_UP
from evenstride.measure.one_foot import bend_deg, exchanged_share, far_foot_lower, one_foot_is_off, stands_on
from evenstride.measure.performed import Performed
from evenstride.measure.standing_leg import changes_legs, faces_its_near_side, looks_nearer
from evenstride.measure.subject import Subject
from evenstride.measure.trunk import trunk_lean
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.movements.upright import stands_upright
from evenstride.signal.posture import Posture
from evenstride.signal.repetitions import Excursion, excursions

SMALLEST_HINGE_DEG = 18.0
SHORTEST_S, LONGEST_S = 0.8, 15.0

LEAST_HINGE_DEG = {View.FRONT: 35.0, View.SIDE: 40.0}
LEAST_OF_BEST = {View.FRONT: 0.5, View.SIDE: 0.6}
"""In the clip's best hinge the trunk comes down by at least the first, in each that counts by this share of the best. A
trunk that comes toward the camera looks longer than it is, so less of it is seen to come down from the front."""

DEEP = 0.5
"""From this share of the way down on one foot is far behind."""

UPRIGHT_S = 0.3
"""Which leg stands is read upright, also for this long before and after a hinge: low down, legs are taken for each
other."""

LOOKS_NEAR, LOOKS_FAR = -0.08, -0.13
"""The near leg is named where what stands looks larger (`looks_nearer`) than the first, the far one where it looks
smaller than the second; between them nobody can say. On the tuning phantoms the near leg (46 stances) is above -0.07,
the far one (44) below -0.08, and below -0.13 but for 4 with the phone on the floor. A near leg that is taken for the
far one for a while looks up to 0.07 smaller in it."""

LEAST_CLEAR = 0.78
"""Who stands on the far leg has the free one in plain sight: the pose model calls it right for 0.83 of the deep part
and more (82 hinges of tuning phantoms). Where it is the near leg that stands and is taken for the far one, the names
change, and it stays below 0.72 (9 of 9)."""

SQUAT_HINGE_DEG, SQUAT_BEND_DEG = 45.0, 50.0
"""A trunk that at best comes down less than the first, while the hips come down as for the second, is a squat's."""

LEAST_SINGLE = 0.75
"""A clip in which fewer of the hinges are on one foot shows something else."""

ON_THE_SIDE, ON_THE_FRONT = frozenset({SIDE_ON}), frozenset({FRONT})


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every time the trunk came down over one foot and back; those that go far enough count."""
    if subject.lies or subject.on_all_fours:
        return ()
    lowering = excursions(subject.motion.times, hinge_deg(subject), SMALLEST_HINGE_DEG)
    hinges = [e for e in lowering if SHORTEST_S <= e.duration_s <= LONGEST_S]
    best = max((e.height for e in hinges), default=0.0)
    view = View.FRONT if subject.view is View.FRONT else View.SIDE
    if best < LEAST_HINGE_DEG[view]:
        return ()
    least = LEAST_OF_BEST[view] * best
    single = _sided(subject, [rep for rep in (_performed(subject, e, best) for e in hinges) if rep is not None])
    if len([rep for rep in single if rep.reach >= least]) < LEAST_SINGLE * sum(e.height >= least for e in hinges):
        return ()
    short = "the trunk came down much less than in a full hinge"
    return tuple(rep if rep.reach >= least else replace(rep, why_not=short) for rep in single)


def _performed(subject: Subject, one: Excursion, best: float) -> Performed | None:
    """Return what is a hinge on one foot, however deep; `best` is how far (deg) the clip's best one goes."""
    start_s, end_s, height = one.start_s, one.end_s, one.height
    times, hinge = subject.motion.times, hinge_deg(subject)
    inside = (times >= start_s) & (times <= end_s)
    deep = inside & (hinge >= DEEP * height)
    if not one_foot_is_off(subject, deep) and not one_foot_is_off(subject, inside):
        return None
    bend = bend_deg(subject)[deep]
    if best < SQUAT_HINGE_DEG and np.isfinite(bend).any() and float(np.nanmax(bend)) > SQUAT_BEND_DEG:
        return None
    return Performed(Side.NONE, start_s, one.turn_s, end_s, height)


def _sided(subject: Subject, reps: Sequence[Performed]) -> list[Performed]:
    """Return the hinges with the leg that stands: from the side one for all between two changes of legs."""
    spells: list[list[Performed]] = []
    for rep in reps:
        alone = subject.view is View.FRONT or not spells
        if alone or changes_legs(subject, spells[-1][-1].turn_s, rep.turn_s):
            spells.append([])
        spells[-1].append(rep)
    return [replace(rep, side=side) for spell in spells for side in [_leg_that_stands(subject, spell)] for rep in spell]


def _deep(subject: Subject, rep: Performed) -> Bools:
    times = subject.motion.times
    return np.asarray((times >= rep.start_s) & (times <= rep.end_s) & (hinge_deg(subject) >= DEEP * rep.reach))


def _leg_that_stands(subject: Subject, spell: Sequence[Performed]) -> Side:
    """Return the leg that stands in hinges with no change of legs between them; NONE unless all that tells it agrees.

    From the front what the pose model calls it. Else the picture has to bear that out: the feet's order, the way the
    runner faces, and how large the leg that stands looks; and of the far leg also names that stay clear low down.
    """
    times = subject.motion.times
    about = np.any([(times >= r.start_s - UPRIGHT_S) & (times <= r.end_s + UPRIGHT_S) for r in spell], axis=0)
    each = [_deep(subject, rep) for rep in spell]
    deep = np.any(each, axis=0)
    upright = about & ~deep
    side = stands_on(subject, upright)
    if subject.view is View.FRONT or side is Side.NONE:
        return side
    if far_foot_lower(subject) or not faces_its_near_side(subject):
        return Side.NONE
    nearer = looks_nearer(subject, upright, deep)
    if side is subject.near_side:
        return side if nearer > LOOKS_NEAR else Side.NONE
    clear = min(exchanged_share(subject, subject.near_side, one) for one in each) >= LEAST_CLEAR
    return side if nearer < LOOKS_FAR and clear else Side.NONE


def _reach(subject: Subject, side: Side) -> Floats:
    return hinge_deg(subject)


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    return stands_upright(subject) and bool(np.any([rep.counted for rep in reps]))


@movement
def single_leg_rdl() -> Movement:
    """Declare the exercise: ten on one leg, then the other leg."""
    return Movement(
        key="single_leg_rdl",
        views=ON_THE_SIDE | ON_THE_FRONT,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(hip_flexion, CLEAR_LOW, Sided.ANY_WORKING, ON_THE_SIDE),
            Use(knee_bend, LOWER, Sided.ANY_WORKING, ON_THE_SIDE),
            Use(trunk_leg_line, LOW, Sided.ANY_WORKING, ON_THE_SIDE),
            Use(trunk_lean, BACK_UP, Sided.ANY_WORKING, ON_THE_SIDE),
            Use(pelvis_open, ON_THE_WAY, Sided.WORKING, ON_THE_FRONT),
        ),
        faults=("hinge_stays_high", "knee_bends_further", "leg_not_in_line", "hips_not_locked", "pelvis_opens"),
        reps_asked=10,
        one_leg_at_a_time=True,
        yields_to=("single_leg_squat", "hurdle"),
        posture=Posture.ONE_FOOT,
    )
