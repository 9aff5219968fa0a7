"""The single-leg calf raise: on the ball of one foot, the heel sunk below the step and raised, knee straight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evenstride.measure.moments import LASTED, LOWEST, RANGE, TOP
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.measure.tiptoe import (
    drop,
    duration,
    hips_up_pct,
    knees_under_hips,
    raise_height,
    stance_knee_bend,
)
from evenstride.measure.tiptoe_feet import one_is_free, stood_on
from evenstride.model.clip import SIDE_ON, View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.repetitions import Excursion, excursions

SMALLEST_PCT, LARGEST_PCT = 2.0, 28.0
SHORTEST_S, LONGEST_S = 0.25, 15.0
"""Nobody's heel lifts the hips by more than that share of the leg, nor takes a shorter or longer time over it."""

LEAST_BEST_PCT = 5.0
"""Whose hips never rise this far only sways: on the tuning phantoms within 2.8, and beyond 10 in calf raises."""

COUNTS_FROM, SHOWN_FROM = 0.65, 0.3
"""A raise counts from this share of the best one's height, and is one at all from that."""

ENDS_AFTER = 2
"""So many low raises in a row, and the height is lost: what follows does not count either."""

OTHER_LEG_AFTER_S = 4.0
"""Changing legs on a step takes about so long; raises that follow sooner are taken for the same leg's. Names that are
exchanged for a repetition or two are then outvoted, or seen to contradict each other."""

MAYBE_OTHER_LEG_AFTER_S = 1.5
"""On the flat floor it takes no longer than this: where what is told before and after such a pause differs, it is asked
for. To tell both sides there gave 12 of 1487 tuning raises to the wrong leg."""

MOST_KNEES_MOVE, MOST_TRAVEL = 0.06, 0.5
"""The middle of both knees stays where it is under the hips, within the first share of the leg, and the hips over their
place within the second. In a squat, a step over a hurdle and walking they do not. In 358 tuning clips of calf raises
the middle moves by 0.059 at the most, in a squat and two deadlifts that look like raises otherwise by 0.064 and more;
either knee moves by up to 0.16, where a free leg ahead is taken for the other one."""

ON_THE_WAY = 0.2
"""Nearer to where a raise begins than this share of its way, the hips only wait: legs are lifted and changed there."""


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every time the body rose on tiptoe and sank again; those on one foot near the best one's height count."""
    if subject.on_all_fours or subject.lies or subject.view is View.FRONT:
        return ()
    up = hips_up_pct(subject)
    found = excursions(subject.motion.times, up, SMALLEST_PCT)
    timely = [e for e in found if SHORTEST_S <= e.duration_s <= LONGEST_S]
    ways = [_way(subject, up, one) for one in timely]
    best = max(ways, default=0.0)
    raises = [(one, way) for one, way in zip(timely, ways, strict=True) if way >= SHOWN_FROM * best]
    why_not = _why_not([way / best for _, way in raises])
    reps = [
        Performed(Side.NONE, one.start_s, one.turn_s, one.end_s, way / 100, why_not=reason)
        for (one, way), reason in zip(raises, why_not, strict=True)
    ]
    return _sided(subject, reps)


def _way(subject: Subject, up: Floats, one: Excursion) -> float:
    times = subject.motion.times
    inside = up[(times >= one.start_s) & (times <= one.end_s)]
    return float(np.nanmax(inside) - np.nanmin(inside))


def _why_not(shares: Sequence[float]) -> list[str | None]:
    """Return why each raise does not count, from its height as a share of the best one's; None if it does."""
    reasons: list[str | None] = []
    low_in_a_row = 0
    for share in shares:
        if low_in_a_row >= ENDS_AFTER:
            reasons.append("the height was lost before")
            continue
        low = share < COUNTS_FROM
        low_in_a_row = low_in_a_row + 1 if low else 0
        reasons.append("the heel came up much less than in the best one" if low else None)
    return reasons


def _sided(subject: Subject, reps: Sequence[Performed]) -> tuple[Performed, ...]:
    """Return the raises with the foot stood on: one for all between two pauses that are long enough to change legs.

    Raises on both feet do not count.
    """
    times = subject.motion.times
    sided: list[Performed] = []
    for spell in _spells(reps, OTHER_LEG_AFTER_S):
        if one_is_free(subject, _while(times, spell)):
            told = {stood_on(subject, _while(times, part)) for part in _spells(spell, MAYBE_OTHER_LEG_AFTER_S)}
            side = stood_on(subject, _while(times, spell))
            sided += [replace(rep, side=side if told <= {side, Side.NONE} else Side.NONE) for rep in spell]
        else:
            sided += [rep.by_both_feet() if any(one.counted for one in spell) else rep for rep in spell]
    return tuple(sided)


def _spells(reps: Sequence[Performed], pause_s: float) -> list[list[Performed]]:
    """Return the raises between pauses of more than so many seconds, in order.

    Who stands level between two raises from below the step seems to have done one, a low one: it ends no pause, and is
    on its own.
    """
    spells: list[list[Performed]] = []
    between: list[Performed] = []
    for rep in reps:
        if not rep.counted:
            between.append(rep)
            continue
        ended = [one.end_s for spell in spells[-1:] for one in spell if one.counted]
        if ended and rep.start_s - ended[-1] > pause_s:
            spells += [between] if between else []
            spells.append([rep])
        elif spells:
            spells[-1] += [*between, rep]
        else:
            spells.append([*between, rep])
        between = []
    if spells:
        spells[-1] += between
    return spells or [between] * bool(between)


def _while(times: Floats, reps: Sequence[Performed]) -> Bools:
    """Return (T,) from the start of the first to the end of the last."""
    return np.asarray((times >= reps[0].start_s) & (times <= reps[-1].end_s))


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    """Tell whether it was the foot that lifted the body, in its place, and not knee or step."""
    moving = _moving(subject, reps)
    hips = subject.motion.middle("hip")[moving, 0] / subject.leg_px
    return bool(
        LEAST_BEST_PCT <= max(rep.reach for rep in reps) * 100 <= LARGEST_PCT
        and _spread(knees_under_hips(subject)[moving]) <= MOST_KNEES_MOVE
        and _spread(hips) <= MOST_TRAVEL
    )


def _moving(subject: Subject, reps: tuple[Performed, ...]) -> Bools:
    """Return (T,) where the hips are on their way up or down: not while legs are changed, or a foot is lifted first."""
    times, up = subject.motion.times, hips_up_pct(subject)
    moving = np.zeros(len(times), dtype=bool)
    for rep in reps:
        inside = (times >= rep.start_s) & (times <= rep.end_s)
        with np.errstate(invalid="ignore"):
            moving |= inside & (up > np.nanmax(up[inside]) - (1 - ON_THE_WAY) * 100 * rep.reach)
    return moving


def _spread(values: Floats) -> float:
    known = values[np.isfinite(values)]
    low, high = np.percentile(known, (2, 98)) if len(known) else (0.0, np.inf)
    return float(high - low)


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far the hips are up, in leg lengths."""
    return hips_up_pct(subject) / 100


@movement
def single_leg_calf_raise() -> Movement:
    """Declare the exercise: fifteen on one foot, the heel over the edge of a step."""
    seen_from = frozenset({SIDE_ON})
    return Movement(
        key="single_leg_calf_raise",
        views=seen_from,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(drop, LOWEST, Sided.WORKING, seen_from),
            Use(raise_height, RANGE, Sided.WORKING, seen_from),
            Use(stance_knee_bend, TOP, Sided.WORKING, seen_from),
            Use(duration, LASTED, Sided.WORKING, seen_from),
        ),
        faults=("no_drop", "heel_travels_little", "knee_bends", "too_quick"),
        reps_asked=15,
        one_leg_at_a_time=True,
        yields_to=("single_leg_balance", "single_leg_rdl", "single_leg_squat"),
    )
