"""The leg that stands, told by where its foot is and how large it looks, whatever the pose model calls it.

From the side left and right legs are taken for each other, and how sure and how deep the pose model is of a leg goes
with the name it gave. What does not: a foot that is stood on is where both feet were, and what is nearer looks larger.
"""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import length
from evenstride.signal.gaps import median_seen, runs
from evenstride.signal.posture import FIRST_LOOK_S

DOWN, OFF = 0.1, 0.15
"""A foot is in its place while the ankle is within the first of where one was, and off beyond the second, as shares of
the leg."""

CHANGE_OF_LEGS_S = 0.2
"""Changing legs puts both feet down for at least so long."""


def _from_place(subject: Subject) -> tuple[Floats, Floats]:
    """Return (T,) how far the left and the right ankle are from where an ankle was at the clip's start, in legs.

    From the nearer of the two places there, whichever foot stood in it.
    """
    first = subject.motion.times <= subject.motion.times[0] + FIRST_LOOK_S
    ankles, hips = [subject.motion.point("ankle", s) for s in SIDES], subject.motion.middle("hip")
    places = [_middle(ankle[first]) for ankle in ankles]
    leg_px = max((float(length(_middle(hips[first]) - place)) for place in places), key=np.nan_to_num)
    left, right = (np.fmin(*(length(ankle - place) for place in places)) / leg_px for ankle in ankles)
    return left, right


def left_stands(subject: Subject) -> Bools:
    """Return (T,) where the foot called the left one is the one at the feet's place."""
    left, right = _from_place(subject)
    with np.errstate(invalid="ignore"):
        return np.asarray((left <= right) | np.isnan(right))


def both_down(subject: Subject) -> Bools:
    """Return (T,) where both feet are in their place."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.fmax(*_from_place(subject)) < DOWN)


def one_stands(subject: Subject) -> Bools:
    """Return (T,) where one foot is in its place and the other one off.

    Neither is while the pose model, unsure which leg is which, has both half-way between the two.
    """
    left, right = _from_place(subject)
    with np.errstate(invalid="ignore"):
        return np.asarray((np.minimum(left, right) < DOWN) & (np.maximum(left, right) > OFF))


def leg_points(subject: Subject, part: str, side: Side) -> tuple[Floats, Floats]:
    """Return (T, 2) px one keypoint of the leg that stands and of the free one, as seen square to the side.

    While both feet are down, of the leg called `side` and of the other one.
    """
    left = np.where(both_down(subject), side is LEFT, left_stands(subject))[:, None]
    points = [subject.sagittal_point(part, side) for side in SIDES]
    return np.where(left, *points), np.where(left, *points[::-1])


def changes_legs(subject: Subject, start_s: float, end_s: float) -> bool:
    """Tell whether both feet were down for long enough to change legs between two times, s."""
    times = subject.motion.times
    down = both_down(subject) & (times > start_s) & (times < end_s)
    return any(times[end - 1] - times[first] >= CHANGE_OF_LEGS_S for first, end in runs(down))


def looks_nearer(subject: Subject, upright: Bools, deep: Bools) -> float:
    """Return by how much (sum of natural logs) the body and the leg that stands say that it is the nearer one.

    Of what is nearer everything looks longer: the leg that stands, against the longer one on both feet and against the
    free one, upright and low down; and the trunk, which comes along, against the trunk on both feet. Legs are measured
    from the hips' middle, as the one hip against the other goes with the names. NaN where one of these was not seen.
    """
    down = both_down(subject)
    hips, shoulders = subject.sagittal_middle("hip"), subject.sagittal_middle("shoulder")
    trunk = length(hips - shoulders)
    legs = []
    for side in SIDES:
        knee, ankle = (subject.sagittal_point(part, side) for part in ("knee", "ankle"))
        legs.append(length(knee - hips) + length(ankle - knee))
    upright, deep = upright & one_stands(subject), deep & one_stands(subject)
    left = left_stands(subject)
    stands, free = np.where(left, *legs), np.where(left, *legs[::-1])
    on_both = max((median_seen(leg[down]) for leg in legs), key=np.nan_to_num)
    return (
        median_seen(np.log(stands / on_both)[upright])
        + median_seen(np.log(stands / free)[upright])
        + median_seen(np.log(stands / free)[deep])
        + median_seen(np.log(trunk)[upright])
        - median_seen(np.log(trunk)[down])
    )


def faces_its_near_side(subject: Subject) -> bool:
    """Tell whether the near side is the one that somebody shows who faces that way in the picture."""
    return subject.near_side is (RIGHT if subject.forward > 0 else LEFT)


def _middle(places: Floats) -> Floats:
    """Return (2,) the median of places (T, 2); NaN where none was seen."""
    return np.array([median_seen(places[:, 0]), median_seen(places[:, 1])])
