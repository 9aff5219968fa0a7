"""The clam shell: on the side, knees bent and stacked, the top knee opened and closed over heels that stay together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evenstride.measure.moments import HIGHEST, WORST
from evenstride.measure.performed import Performed
from evenstride.measure.side_lying import heel_gap, knee_opening, resting_turn_deg, rolls_over, spells, top_side
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.posture import Posture
from evenstride.signal.repetitions import Excursion, excursions

SMALLEST_DEG = 7.0
SHORTEST_S, LONGEST_S = 0.6, 20.0
LEAST_OPENING_DEG, LEAST_SHARE = 15.0, 0.6
"""A knee that opens less than the first, or than this share of the set's usual, did half a repetition."""

STACKED_WITHIN_DEG = 35.0
"""Lying on the side with the knees together, they point at the camera and not at the ceiling, as on the back."""


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every time the top knee opened and closed; those that open far enough count."""
    if not subject.lies:
        return ()
    return tuple(rep for spell in spells(subject) for rep in _in_spell(subject, spell))


def _in_spell(subject: Subject, spell: tuple[int, int]) -> list[Performed]:
    """Return the repetitions of a spell on one side."""
    top = _upper(subject, spell)
    if top is None or abs(resting_turn_deg(subject, top, spell)) > STACKED_WITHIN_DEG:
        return []
    inside = slice(*spell)
    found = excursions(subject.motion.times[inside], knee_opening.series(subject, top)[inside], SMALLEST_DEG)
    turning = subject.motion.times[rolls_over(subject, spell)]
    timely = [
        e
        for e in found
        if SHORTEST_S <= e.duration_s <= LONGEST_S and not ((turning >= e.start_s) & (turning <= e.end_s)).any()
    ]
    return [_performed(subject, one, timely) for one in timely]


def _upper(subject: Subject, spell: tuple[int, int]) -> Side | None:
    """Return the leg that the pose model draws on top, whatever it is called; None if a knee was never seen."""
    heights = {side: subject.motion.point("knee", side)[slice(*spell), 1] for side in SIDES}
    if not all(np.isfinite(one).any() for one in heights.values()):
        return None
    return LEFT if np.nanmedian(heights[LEFT] - heights[RIGHT]) < 0 else RIGHT


def _performed(subject: Subject, one: Excursion, all_of_them: Sequence[Excursion]) -> Performed:
    inside = (subject.motion.times >= one.start_s) & (subject.motion.times <= one.end_s)
    usual = float(np.median([other.height for other in all_of_them]))
    enough = one.height >= max(LEAST_OPENING_DEG, LEAST_SHARE * usual)
    why_not = None if enough else "the knee opened only part of the way"
    return Performed(top_side(subject, inside), one.start_s, one.turn_s, one.end_s, one.height / 90.0, why_not=why_not)


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    return bool(reps)


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far the knee is open, 1 being to the ceiling."""
    return knee_opening.series(subject, side) / 90.0


@movement
def clam_shell() -> Movement:
    """Declare the exercise: ten to twelve with the top knee, then the other side."""
    seen_from = frozenset({View.FRONT})
    return Movement(
        key="clam_shell",
        views=seen_from,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(knee_opening, HIGHEST, Sided.WORKING, seen_from),
            Use(heel_gap, WORST, Sided.WORKING, seen_from),
        ),
        faults=("knee_opens_little", "heels_part"),
        reps_asked=10,
        one_leg_at_a_time=True,
        yields_to=("single_leg_bridge",),
        posture=Posture.SIDE_LYING,
    )
