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


CLEAR_SHARE = 0.35
"""The knee that stands is read where its leg is in place for this share of the lowest part. Of 324 hinges of tuning
phantoms its bend is off by 3.9 deg then (root of the mean square), in the 21 with less that could be read by 9.3; in
the 22 between 0.35 and 0.65 by 4.6."""


def _at_the_bottom(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read the middle of what was seen around the lowest moment: in that itself legs are often taken for each other."""
    inside = (subject.motion.times >= rep.start_s) & (subject.motion.times <= rep.end_s)
    low = values[inside & (hinge_deg(subject) >= AS_LOW * rep.reach) & np.isfinite(values)]
    return Reading(float(np.median(low)), rep.turn_s) if len(low) >= LEAST_SAMPLES else None


def _clear_at_the_bottom(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read as at the bottom, where the legs are in place for long enough: else also then they are half mixed up."""
    inside = (subject.motion.times >= rep.start_s) & (subject.motion.times <= rep.end_s)
    low = inside & (hinge_deg(subject) >= AS_LOW * rep.reach)
    clear = low.any() and float(np.isfinite(values[low]).mean()) >= CLEAR_SHARE
    return _at_the_bottom(subject, side, values, rep) if clear else None


def _against_the_start(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read what there is more around the lowest moment than at the start."""
    start = values[(np.abs(subject.motion.times - rep.start_s) <= AROUND_ENDS_S) & np.isfinite(values)]
    low = _clear_at_the_bottom(subject, side, values, rep)
    return Reading(low.value - float(np.median(start)), low.at_s) if low and len(start) else None


NEARLY_LOW = (0.6, 0.9)
"""At the lowest the trunk points at a camera in front, and hides the hips behind the shoulders; so what grows with the
hinge is read between these shares of the depth, going down and coming up."""


def _on_the_way(subject: Subject, side: Side, values: Floats, rep: Performed) -> Reading | None:
    """Read the mean of what was seen shortly before the lowest moment and shortly after."""
    times, depth = subject.motion.times, hinge_deg(subject) / rep.reach
    with np.errstate(invalid="ignore"):
        nearly = (times >= rep.start_s) & (times <= rep.end_s) & (depth >= NEARLY_LOW[0]) & (depth < NEARLY_LOW[1])
    seen = values[nearly & np.isfinite(values)]
    return Reading(float(np.mean(seen)), rep.turn_s) if len(seen) >= LEAST_SAMPLES else None


ON_THE_WAY = Moment(BOTTOM.key, BOTTOM.words, _on_the_way)
LOW = Moment(BOTTOM.key, BOTTOM.words, _at_the_bottom)
CLEAR_LOW = Moment(BOTTOM.key, BOTTOM.words, _clear_at_the_bottom)
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
"""Of a pelvis that opens the pose model shows under half (of 30 deg of tuning phantoms 10 to 14), and of the shoulders,
which turn half as far with it there, about as much. Of both together, on the way, it is this share of what is open at
the lowest."""

HIPS_SHARE = 1 / 4
"""The hips weigh so much against the shoulders: behind the trunk they are the less sure."""


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
    opening = (slope - subject.at_rest(slope)) / SEEN_OF_OPENING
    return np.asarray(-opening if side is LEFT else opening)
