"""Hinging at the hips on one leg: how far, in which line with the free leg, and with the pelvis level."""

from __future__ import annotations

import numpy as np

from evenstride.measure.moments import AROUND_ENDS_S, BOTTOM, CHANGE, LEAST_SAMPLES, Moment, Reading
from evenstride.measure.one_foot import trunk_height_share
from evenstride.measure.pelvis import rises_to_the_left
from evenstride.measure.performed import Performed
from evenstride.measure.registry import measure
from evenstride.measure.standing_leg import both_down, leg_points, one_stands
from evenstride.measure.subject import Subject
from evenstride.measure.trunk import trunk_lean
from evenstride.model.clip import FRONT, SIDE_ON, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, Side
from evenstride.signal.angles import flexion, lean_from_vertical


def hinge_deg(subject: Subject) -> Floats:
    """Return (T,) deg the trunk has come down from upright: from the side as it leans, else as it looks shorter."""
    if subject.view is View.SIDE:
        return trunk_lean.series(subject, Side.NONE)
    return np.asarray(np.degrees(np.arccos(np.clip(trunk_height_share(subject), -1.0, 1.0))))


AS_LOW = 0.85
"""From this share of the depth on a hinge is as good as at its lowest."""


def _at_the_bottom(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read the middle of what was seen around the lowest moment: in that itself legs are often taken for each other."""
    inside = (subject.motion.times >= rep.start_s) & (subject.motion.times <= rep.end_s)
    low = values[inside & (hinge_deg(subject) >= AS_LOW * rep.reach) & np.isfinite(values)]
    return Reading(float(np.median(low)), rep.turn_s) if len(low) >= LEAST_SAMPLES else None


def _against_the_start(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read what there is more around the lowest moment than at the start."""
    start = values[(np.abs(subject.motion.times - rep.start_s) <= AROUND_ENDS_S) & np.isfinite(values)]
    low = _at_the_bottom(subject, side, values, rep)
    return Reading(low.value - float(np.median(start)), low.at_s) if low and len(start) else None


LOW = Moment(BOTTOM.key, BOTTOM.words, _at_the_bottom)
LOWER = Moment(CHANGE.key, CHANGE.words, _against_the_start)


def _where_legs_are_told(subject: Subject, values: Floats) -> Floats:
    """Return (T,) the values where both feet are down, or one leg stands and the pose model has the two in place."""
    return np.where(one_stands(subject) | both_down(subject), values, np.nan)


@measure(
    "knee_bend_deg",
    unit="deg",
    positive_means="bent",
    views=(SIDE_ON,),
    parts=("hip", "knee", "ankle"),
    source="ours",
)
def knee_bend(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee of the leg that stands is bent in the picture, whatever that leg is called."""
    bend = flexion(*(leg_points(subject, part, side)[0] for part in ("hip", "knee", "ankle")))
    return _where_legs_are_told(subject, bend)


@measure(
    "hip_flexion_deg",
    unit="deg",
    positive_means="bent",
    views=(SIDE_ON,),
    parts=("shoulder", "hip", "knee", "ankle"),
    source="ours",
)
def hip_flexion(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the hip of the leg that stands is bent: trunk (hips' middle to shoulders') against thigh."""
    knee, hip = (leg_points(subject, part, side)[0] for part in ("knee", "hip"))
    thigh = lean_from_vertical(knee, hip, -subject.forward)
    return _where_legs_are_told(subject, trunk_lean.series(subject, Side.NONE) + thigh)


@measure(
    "trunk_leg_line_deg",
    unit="deg",
    positive_means="the free leg hangs lower",
    views=(SIDE_ON,),
    parts=("shoulder", "hip", "ankle"),
    source="ours",
)
def trunk_leg_line(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the free leg, hip to ankle, hangs below the trunk's line."""
    hip, ankle = (leg_points(subject, part, side)[1] for part in ("hip", "ankle"))
    behind = lean_from_vertical(ankle, hip, subject.forward)
    return _where_legs_are_told(subject, trunk_lean.series(subject, Side.NONE) - behind)


SEEN_OF_OPENING = 0.25
"""Behind the trunk the pose model shows under half of a pelvis's slope (of 30 deg of tuning phantoms 12 to 14), and the
shoulders, which turn half as far with it there, show about as much. Of both together it is this share."""

HIPS_SHARE, OPEN_FOR_S = 1 / 4, 0.5
"""The hips, alone off by 9.7 deg, weigh so much against the shoulders, alone off by 4.2. Both are read for so long
before and after a moment: at the bottom the trunk hides the hips, now more and now less."""


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

    From the slopes of the lines through the hips and through the shoulders, a quarter and three quarters: a pelvis
    that opens under shoulders that stay level reads about a quarter of what it is.
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
