"""On tiptoe, seen from the side: whether one foot is free, and which one is stood on."""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.gaps import median_seen

LIFTED = 0.20
"""An ankle this share of the leg above the other one's is a free foot's: more than a step is high."""

FREE_FROM = 0.5
"""Toes that go up by this share of the hips' way are a free foot's: on 106 tuning clips on one foot the freer ones went
0.55 of it and more, unless that foot was lifted, and on both feet 0.42 at the most on 8 of 10. On the other 2, with the
phone on the floor, the foot that is hidden seemed to go up by 0.81 and 1.13, and they pass for one foot."""

PLANTED_BELOW = 0.65
"""Toes that seem to go up by more than this share of the hips' way are not stood on: those that are, and keep their
name, stay below 0.60 on the tuning clips. A free foot over the floor, nearer than the other, looks the lower one."""

OFF, WELL_OFF = 0.05, 0.10
"""A foot is off the floor when its ankle is the first share of the leg above the other one's; by the second it is so
in whatever way the two are called."""

LEAST_TOLD, MOST_IN_DOUBT = 0.3, 0.1
"""In so much of the raises one ankle has to be the lower one, and its name may change in so much of that."""

FOOT_WEIGHT, LOOKS_NEARER, PLAINLY_NEARER = 0.4, 0.01, 0.06
"""The nearer leg looks longer, and so, which counts for the first share, does its foot. Added up (natural logs), 56
tuning clips read beyond 0.009 where the nearer leg is stood on (but for 2, at -0.04 and -0.07) and below -0.017 where
the further one is. From the second on that settles names that change, from the third on it overrules a name."""

LEAST_HIDDEN = 0.27
"""The far knee is half hidden when the far leg is stood on: the pose model is less sure of it by 0.32 or more on 6
tuning clips, and by 0.22 on one in which it took the near leg for the far one throughout."""

UP_PERCENTILE, DOWN_PERCENTILE = 75.0, 25.0


def toes_rise(subject: Subject, inside: Bools) -> dict[Side, float]:
    """Return by which share of the hips' way up the toes of each foot go up in a stretch (T,); NaN if unseen."""
    hips = subject.motion.middle("hip")[inside, 1]
    highest, lowest = np.nanpercentile(hips, (100 - UP_PERCENTILE, 100 - DOWN_PERCENTILE))
    with np.errstate(invalid="ignore"):
        up, down = hips <= highest, hips >= lowest

    def way(rows: Floats) -> float:
        return median_seen(rows[down]) - median_seen(rows[up])

    hips_way = way(hips) or float("nan")
    return {side: way(subject.motion.point("toe", side)[inside, 1]) / hips_way for side in SIDES}


def one_is_free(subject: Subject, inside: Bools) -> bool:
    """Tell whether one foot is free in a stretch (T,): lifted, or its toes go with the hips.

    What is not seen does not speak against it.
    """
    if median_seen(np.abs(_left_lower(subject)[inside])) > LIFTED:
        return True
    return not np.maximum.reduce(list(toes_rise(subject, inside).values())) < FREE_FROM


def stood_on(subject: Subject, inside: Bools) -> Side:
    """Return whose foot is stood on in a stretch (T,); NONE where names and picture do not agree about it.

    That of the lower ankle, whose toes stay down; and as names are often exchanged from the side, the leg that is stood
    on must look as near as it is called.
    """
    lower = _left_lower(subject)[inside]
    named = np.sign(lower[np.abs(np.nan_to_num(lower)) > OFF])
    if len(named) < LEAST_TOLD * len(lower) or subject.near_side not in SIDES:
        return Side.NONE
    near, far = subject.near_side, subject.near_side.mirror()
    nearer = _looks_nearer(subject, inside)
    left = float((named > 0).mean())
    if MOST_IN_DOUBT < left < 1 - MOST_IN_DOUBT:
        return near if nearer > LOOKS_NEARER and median_seen(np.abs(lower)) > WELL_OFF else Side.NONE
    name = LEFT if left > 0.5 else RIGHT
    if toes_rise(subject, inside)[name] >= PLANTED_BELOW:
        return Side.NONE
    if nearer > (0.0 if name is near else PLAINLY_NEARER):
        return near
    return far if name is far and nearer < 0 and _far_knee_hidden(subject, inside) else Side.NONE


def _left_lower(subject: Subject) -> Floats:
    """Return (T,) by which share of the leg the left ankle is lower in the picture than the right one."""
    left, right = (subject.motion.point("ankle", side)[:, 1] for side in SIDES)
    return np.asarray((left - right) / subject.leg_px)


def _looks_nearer(subject: Subject, inside: Bools) -> float:
    """Return by how much leg and foot over the lower ankle look longer than the others (natural log, weighted)."""
    hip = subject.motion.middle("hip")

    def size(side: Side) -> Floats:
        knee, ankle, heel, toe = (subject.motion.point(part, side) for part in ("knee", "ankle", "heel", "toe"))
        leg = np.linalg.norm(knee - hip, axis=1) + np.linalg.norm(ankle - knee, axis=1)
        return np.asarray(np.log(leg) + FOOT_WEIGHT * np.log(np.linalg.norm(toe - heel, axis=1)))

    lower = _left_lower(subject)
    told = inside & (np.abs(np.nan_to_num(lower)) > OFF)
    return median_seen(((size(LEFT) - size(RIGHT)) * np.sign(lower))[told])


def _far_knee_hidden(subject: Subject, inside: Bools) -> bool:
    """Tell whether the far knee is hidden as it would be; poses equally sure of both say nothing against it."""
    near = subject.near_side
    hidden = (subject.motion.sureness("knee", near) - subject.motion.sureness("knee", near.mirror()))[inside]
    return not hidden.any() or float(np.median(hidden)) >= LEAST_HIDDEN
