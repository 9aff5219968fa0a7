"""Whether somebody stands, is on hands and knees or lies, told from heights in the picture, so from any side."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import numpy as np

from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import SIDES
from evenstride.signal.angles import length


class Posture(StrEnum):
    """How somebody's body is to the floor in a movement."""

    UPRIGHT = "upright"
    ONE_FOOT = "one_foot"
    WALKING = "walking"
    ALL_FOURS = "all_fours"
    SUPINE = "supine"
    SIDE_LYING = "side_lying"

    @property
    def lying(self) -> bool:
        """Whether the body lies on the floor."""
        return self in (Posture.SUPINE, Posture.SIDE_LYING)


LEVEL_SHARE = 0.6
"""Two places lie level, or one lies clearly above the other, by this share of the thigh."""

LEAST_OF_CLIP = 0.5
"""Who is on hands and knees for this share of a clip came to do something there."""

STILL_DOWN_DEG = 12.0
"""A limb on the floor keeps within this of its usual direction there."""


def hands_and_knees(motion: Motion) -> Bools:
    """Return (T,) where a hand, a knee and a foot are on one floor, with the hips well above; one of each is enough.

    Seen head-on, what is further back on the floor lies higher in the picture, and the feet hide behind the knees.
    """
    thigh = _thigh_px(motion)
    if not np.isfinite(thigh):
        return np.zeros(len(motion), dtype=bool)
    hand, knee, ankle = (_lowest(motion, part) for part in ("wrist", "knee", "ankle"))
    hip, shoulder = (_between(motion, part) for part in ("hip", "shoulder"))
    margin = LEVEL_SHARE * thigh
    with np.errstate(invalid="ignore"):
        level = (np.abs(hand - knee) < margin) & ~(ankle - knee >= margin)
        return np.asarray(level & (knee - hip > margin) & (hand - shoulder > margin))


def is_on_all_fours(motion: Motion) -> bool:
    """Tell whether the clip is about somebody on hands and knees."""
    return bool(hands_and_knees(motion).mean() >= LEAST_OF_CLIP)


def all_four_down(motion: Motion) -> Bools:
    """Return (T,) where both hands and both knees are on the floor: the pose that a bird dog starts from.

    A limb that was not seen hides behind the one that was, and is taken to be down with it.
    """
    down = hands_and_knees(motion)
    for start, end in (("shoulder", "wrist"), ("hip", "knee")):
        for side in SIDES:
            along = motion.point(end, side) - motion.point(start, side)
            steepness = np.degrees(np.arctan2(along[:, 1], np.abs(along[:, 0])))
            known = steepness[down & np.isfinite(steepness)]
            if len(known):
                usual = float(np.percentile(known, 95))
                down = down & ~(steepness < usual - STILL_DOWN_DEG)
    return np.asarray(down)


def _thigh_px(motion: Motion) -> float:
    """Return the length of the longer-looking thigh: a thigh that stands on its knee is seen in full from any side."""
    lengths = [length(motion.point("hip", s) - motion.point("knee", s)) for s in SIDES]
    known = [one[np.isfinite(one)] for one in lengths]
    return max((float(np.median(one)) for one in known if len(one)), default=float("nan"))


def _lowest(motion: Motion, part: str) -> Floats:
    """Return (T,) px the row of the lower one of a pair, or of the one that was seen."""
    return np.asarray(np.fmax(*(motion.point(part, s)[:, 1] for s in SIDES)))


def _between(motion: Motion, part: str) -> Floats:
    """Return (T,) px the row halfway between a pair, or of the one that was seen."""
    left, right = (motion.point(part, s)[:, 1] for s in SIDES)
    return np.asarray((np.fmax(left, right) + np.fmin(left, right)) / 2)


LEVEL_TRUNK_DEG = 55.0
NEAR_FLOOR_SHARE = 0.6
"""Who lies has the trunk no steeper than the first and the shoulders no further above the lower ankle, as a share of
the trunk; on hands and knees an arm stands under them."""


def lying(motion: Motion) -> Bools:
    """Return (T,) where somebody lies on the floor, on the back or on a side, hips lifted or not."""
    shoulder, hip = (_middle_seen(motion, part) for part in ("shoulder", "hip"))
    along = hip - shoulder
    trunk = length(along)
    with np.errstate(invalid="ignore"):
        level = np.abs(along[:, 1]) < np.sin(np.radians(LEVEL_TRUNK_DEG)) * trunk
        low = _lowest(motion, "ankle") - shoulder[:, 1] < NEAR_FLOOR_SHARE * trunk
    return np.asarray(level & low)


def is_lying(motion: Motion) -> bool:
    """Tell whether the clip is about somebody lying on the floor."""
    return bool(lying(motion).mean() >= LEAST_OF_CLIP)


def trunk_pitch_deg(motion: Motion) -> Floats:
    """Return (T,) deg the trunk rises from the shoulders to the hips, against level."""
    along = _middle_seen(motion, "hip") - _middle_seen(motion, "shoulder")
    return np.asarray(np.degrees(np.arctan2(-along[:, 1], np.abs(along[:, 0]))))


def _middle_seen(motion: Motion, part: str) -> Floats:
    """Return (T, 2) px halfway between a pair, or the one of it that was seen."""
    left, right = (motion.point(part, s) for s in SIDES)
    return np.asarray((np.fmax(left, right) + np.fmin(left, right)) / 2)


AT_HOME_SHARE, FIRST_LOOK_S = 0.05, 0.3
"""Both feet are down while both ankles are within this share of the leg of where they were at first."""

LEAST_OF_LONGER = 0.85
"""Who begins on both feet has either ankle as far below its hip, to this share: far legs look shorter from the side."""


@lru_cache(maxsize=2)
def foot_homes(motion: Motion) -> tuple[Floats, Floats] | None:
    """Return where the left and the right ankle (2,) stand on the floor at the clip's start; None if one is up then.

    Asked of one motion for every repetition, several times: a third of what finding single-leg deadlifts took.
    """
    first = motion.times <= motion.times[0] + FIRST_LOOK_S
    ankles, hips = ([_median_place(motion.point(part, side)[first]) for side in SIDES] for part in ("ankle", "hip"))
    shorter, longer = sorted(float(ankle[1] - hip[1]) for ankle, hip in zip(ankles, hips, strict=True))
    return (ankles[0], ankles[1]) if shorter > LEAST_OF_LONGER * longer else None


def both_feet_down(motion: Motion) -> Bools:
    """Return (T,) where both feet are where they were at the clip's start; nowhere if it starts on one foot."""
    homes = foot_homes(motion)
    if homes is None:
        return np.zeros(len(motion), dtype=bool)
    leg = float(np.nanmedian(length(motion.middle("hip") - motion.middle("ankle"))))
    with np.errstate(invalid="ignore"):
        near = [
            length(motion.point("ankle", side) - home) < AT_HOME_SHARE * leg
            for side, home in zip(SIDES, homes, strict=True)
        ]
    return np.asarray(near[0] & near[1])


def stood_on_row(motion: Motion) -> Floats:
    """Return (T,) px the row of the ankle that is stood on: the lower one, each against where it stands on both feet.

    Seen from the side the far foot stands higher in the picture: changing feet is no sinking.
    """
    rows = np.stack([motion.point("ankle", side)[:, 1] for side in SIDES])
    down = both_feet_down(motion)
    apart = float(np.nanmedian(rows[0][down] - rows[1][down])) / 2 if down.any() else 0.0
    return np.asarray(np.fmax(rows[0] - apart, rows[1] + apart))


def _median_place(places: Floats) -> Floats:
    known = places[np.isfinite(places[:, 0])]
    return np.asarray(np.median(known, axis=0)) if len(known) else np.full(2, np.nan)
