"""Hinging at the hips on one leg: how far, in which line with the free leg, and with the pelvis level."""

from __future__ import annotations

import numpy as np

from evenstride.measure.knee import knee_flexion
from evenstride.measure.one_foot import stands_at_home, trunk_height_share
from evenstride.measure.pelvis import rises_to_the_left
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.measure.trunk import trunk_lean
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, SIDES, Side
from evenstride.signal.angles import flexion, lean_from_vertical


def hinge_deg(subject: Subject) -> Floats:
    """Return (T,) deg the trunk has come down from upright: from the side as it leans, else as it looks shorter."""
    if subject.view is View.SIDE:
        return trunk_lean.series(subject, Side.NONE)
    return np.asarray(np.degrees(np.arccos(np.clip(trunk_height_share(subject), -1.0, 1.0))))


MOST_APART_DEG = 40.0
"""Two ways to read a knee that differ by more than this say that the knee is the other leg's."""


def _of_one_leg(subject: Subject, side: Side, values: Floats) -> Floats:
    """Return (T,) the values where hip, knee and ankle are one leg's: picture and reach agree on the knee's angle.

    A knee taken for the other leg's leaves the distance from hip to ankle, and bends another angle. Where the bones hid
    behind the other leg in standing, the reach is not known: there the foot must be where it stood.
    """
    reach = knee_flexion.series(subject, side)
    apart = np.abs(_in_the_picture(subject, side) - reach)
    own = np.where(np.isfinite(reach), apart <= MOST_APART_DEG, stands_at_home(subject, side))
    return np.where(own, values, np.nan)


def _in_the_picture(subject: Subject, side: Side) -> Floats:
    return flexion(*(subject.sagittal_point(part, side) for part in ("hip", "knee", "ankle")))


@measure(
    "knee_bend_deg",
    unit="deg",
    positive_means="bent",
    views=(SIDE_ON,),
    parts=("hip", "knee", "ankle"),
    source="ours",
)
def knee_bend(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee is bent in the picture: near straight, where the bones' reach says little."""
    return _of_one_leg(subject, side, _in_the_picture(subject, side))


@measure(
    "hip_flexion_deg",
    unit="deg",
    positive_means="bent",
    views=(SIDE_ON,),
    parts=("shoulder", "hip", "knee", "ankle"),
    source="ours",
)
def hip_flexion(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg a hip is bent: between the trunk, hips' middle to shoulders', and the thigh; 0 in line."""
    thigh = lean_from_vertical(
        subject.sagittal_point("knee", side), subject.sagittal_point("hip", side), -subject.forward
    )
    return _of_one_leg(subject, side, trunk_lean.series(subject, Side.NONE) + thigh)


@measure(
    "trunk_leg_line_deg",
    unit="deg",
    positive_means="the free leg hangs lower",
    views=(SIDE_ON,),
    parts=("shoulder", "hip", "ankle"),
    source="ours",
)
def trunk_leg_line(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the free leg, hip to ankle, hangs below the trunk's line; `side` is the one that stands."""
    free = side.mirror() if side in SIDES else side
    hip, ankle = subject.sagittal_point("hip", free), subject.sagittal_point("ankle", free)
    behind = lean_from_vertical(ankle, hip, subject.forward)
    return _of_one_leg(subject, side, trunk_lean.series(subject, Side.NONE) - behind)


SEEN_OF_OPENING = 0.25
"""Behind the trunk the pose model shows under half of a pelvis's slope (of 30 deg of tuning phantoms 12 to 14), and the
shoulders, which turn half as far with it there, show about as much. Of both together it is this share."""

HIPS_SHARE, OPEN_FOR_S = 1 / 3, 0.5
"""The hips tell three times as roughly as the shoulders, and weigh so much. Both are read for so long before and after
a moment: at the bottom the trunk hides the hips, now more and now less."""


@measure(
    "pelvis_open_deg",
    unit="deg",
    positive_means="the free side's hip higher",
    views=(FRONT,),
    parts=("hip", "shoulder"),
    source="ours",
)
def pelvis_open(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the pelvis is open toward the free leg, against standing; `side` stands.

    From the slopes of the lines through the hips and through the shoulders, a third and two thirds: a pelvis that
    opens under shoulders that stay level reads about a third of what it is.
    """
    hips, shoulders = (rises_to_the_left(subject, part) for part in ("hip", "shoulder"))
    slope = HIPS_SHARE * hips + (1 - HIPS_SHARE) * shoulders
    opening = _around(subject.motion.times, slope - subject.at_rest(slope), OPEN_FOR_S) / SEEN_OF_OPENING
    return np.asarray(-opening if side is LEFT else opening)


def _around(times: Floats, values: Floats, within_s: float) -> Floats:
    """Return (T,) the mean of what was seen within so many seconds before and after; NaN where the moment was not."""
    known = np.isfinite(values)
    total, seen = (np.concatenate([[0.0], np.cumsum(v)]) for v in (np.where(known, values, 0.0), known))
    first = np.searchsorted(times, times - within_s)
    end = np.searchsorted(times, times + within_s, side="right")
    mean = (total[end] - total[first]) / np.maximum(seen[end] - seen[first], 1)
    return np.asarray(np.where(known, mean, np.nan))
