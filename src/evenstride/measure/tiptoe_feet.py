"""On tiptoe, seen from the side: whether one foot is free."""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side

FREE_FROM = 0.43
"""Toes that go up by this share of the hips' way are a free foot's: on 49 tuning clips they went 0.68 of it and more,
and on both feet, unless the phone stood on the floor, 0.17 at the most (2 clips; 0.26 on 10 others)."""

LEGS_APART = 0.10
"""On one foot, ankles or knees lie further apart than this share of the leg: 0.12 and more on the same clips, and 0.07
at the most on both feet. With the phone on the floor the foot that is hidden seems to go up with the hips, by 0.42 to
1.13 on 3 clips, and only this is left."""

PARTS_APART = ("ankle", "knee")
UP_PERCENTILE, DOWN_PERCENTILE = 75.0, 25.0


def toes_rise(subject: Subject, inside: Bools) -> dict[Side, float]:
    """Return by which share of the hips' way up the toes of each foot go up in a stretch (T,)."""
    hips = subject.motion.middle("hip")[inside, 1]
    highest, lowest = np.nanpercentile(hips, (100 - UP_PERCENTILE, 100 - DOWN_PERCENTILE))
    with np.errstate(invalid="ignore"):
        up, down = hips <= highest, hips >= lowest

    def way(rows: Floats) -> float:
        return float(np.nanmedian(rows[down]) - np.nanmedian(rows[up]))

    return {side: way(subject.motion.point("toe", side)[inside, 1]) / way(hips) for side in SIDES}


def one_is_free(subject: Subject, inside: Bools) -> bool:
    """Tell whether one foot is free in a stretch (T,): its toes go with the hips, and the legs do not lie together."""
    feet = ((subject.motion.point(part, LEFT) - subject.motion.point(part, RIGHT))[inside] for part in PARTS_APART)
    apart = max(float(np.nanmedian(np.linalg.norm(one, axis=1))) for one in feet)
    return apart > LEGS_APART * subject.leg_px and max(toes_rise(subject, inside).values()) >= FREE_FROM
