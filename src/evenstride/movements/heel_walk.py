"""The heel walk: across the picture on the heels, forefeet up, in short steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evenstride.measure.heel_steps import forefoot_up, hips_along, left_ahead_pct, step_length
from evenstride.measure.moments import HIGHEST, LOWEST
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.posture import Posture
from evenstride.signal.repetitions import excursions

SMALLEST_PCT = 8.0
SHORTEST_S, LONGEST_S = 0.2, 3.0
LEAST_ONWARD = 0.08
"""In a step the hips go on by at least this share of the leg; who shifts from foot to foot in place takes none."""

LEAST_WALK = 0.6
"""Who does not get this many leg lengths far does not walk."""

NEXT_WITHIN_S = 0.6
LEAST_AGREED = 0.8
"""Feet take turns: steps that follow each other are left and right alternately, as this share of them is named."""


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every step: from when a foot passes the other one to when that one passes it."""
    if subject.on_all_fours or subject.lies:
        return ()
    times, ahead, along = subject.motion.times, left_ahead_pct(subject), hips_along(subject)
    steps = []
    for one in excursions(*_with_feet_together(times, np.abs(ahead)), SMALLEST_PCT):
        inside = (times >= one.start_s) & (times <= one.end_s) & np.isfinite(along)
        if not SHORTEST_S <= one.duration_s <= LONGEST_S or inside.sum() < 2:
            continue
        onward = float(along[inside][-1] - along[inside][0])
        if abs(onward) >= LEAST_ONWARD:
            lead = float(np.interp(one.turn_s, times, ahead)) * onward
            side = LEFT if lead > 0 else RIGHT
            steps.append(Performed(side, one.start_s, one.turn_s, one.end_s, one.height / 100))
    return _taking_turns(steps)


def _with_feet_together(times: Floats, apart: Floats) -> tuple[Floats, Floats]:
    """Return the curve with both feet side by side before and after it, so that a last step that stays counts too."""
    step = float(times[1] - times[0]) if len(times) > 1 else 1.0
    known = np.flatnonzero(np.isfinite(apart))
    if not len(known):
        return times, apart
    first, last = known[0], known[-1] + 1
    longer = np.concatenate(([times[first] - step], times[first:last], [times[last - 1] + step]))
    return longer, np.concatenate(([0.0], apart[first:last], [0.0]))


def _taking_turns(steps: Sequence[Performed]) -> tuple[Performed, ...]:
    """Return the steps, left and right by turns from one pause to the next; of no side where names contradict that."""
    walks: list[list[Performed]] = []
    for step in steps:
        if not walks or step.start_s - walks[-1][-1].end_s > NEXT_WITHIN_S:
            walks.append([])
        walks[-1].append(step)
    told = []
    for walk in walks:
        turns = [LEFT if n % 2 == 0 else RIGHT for n in range(len(walk))]
        agreed = float(np.mean([step.side is side for step, side in zip(walk, turns, strict=True)]))
        if agreed <= 1 - LEAST_AGREED:
            turns = [side.mirror() for side in turns]
        elif agreed < LEAST_AGREED:
            turns = [Side.NONE] * len(walk)
        told += [replace(step, side=side) for step, side in zip(walk, turns, strict=True)]
    return tuple(told)


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    """Tell whether somebody got anywhere."""
    along = hips_along(subject)
    known = along[np.isfinite(along)]
    return bool(len(known) and np.ptp(known) >= LEAST_WALK)


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far the feet are apart, in leg lengths."""
    return np.abs(left_ahead_pct(subject)) / 100


@movement
def heel_walk() -> Movement:
    """Declare the exercise: fifty metres on the heels."""
    seen_from = frozenset({SIDE_ON})
    return Movement(
        key="heel_walk",
        views=seen_from,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(forefoot_up, LOWEST, Sided.NEAR_WORKING, seen_from),
            Use(step_length, HIGHEST, Sided.WORKING, seen_from),
        ),
        faults=("forefoot_drops",),
        reps_asked=None,
        one_leg_at_a_time=True,
        posture=Posture.WALKING,
    )
