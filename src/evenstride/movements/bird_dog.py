"""The bird dog: on hands and knees, an arm and a leg stretched out and held, of the same side or diagonal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from evenstride.measure.all_fours import (
    UP_RISE_DEG,
    arm_elevation,
    arm_rise_deg,
    hold,
    leg_elevation,
    limb_drop,
    pelvis_drop,
    thigh_rise_deg,
)
from evenstride.measure.moments import HELD, HOLD, HOLD_CHANGE, HOLD_WORST, SPREAD
from evenstride.measure.performed import DIAGONAL, SAME_SIDE, Performed
from evenstride.measure.roll import trunk_roll
from evenstride.measure.subject import Subject
from evenstride.measure.sway import sway
from evenstride.model.clip import OBLIQUE, SIDE_ON
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.gaps import bridged, median_seen, runs
from evenstride.signal.posture import STILL_DOWN_DEG

SHORTEST_REST_S = 0.25
"""A shorter touch of the floor ends the hold, not the repetition."""

LEVEL_SHARE = 0.5
"""How far ahead of the hips the shoulders are at least, as a share of that at rest; 0.83 in 288 repetitions."""

PULLED_IN_DEG = 30.0
"""A knee that is pulled in ahead of where it rests by this, as for elbow to knee, has ended a repetition in the air."""

HELD_WITHIN_DEG = 20.0
"""A limb is up while it stays within this of its height at full stretch, ..."""

STEADY_DEG_PER_S = 30.0
"""... and is held from when it moves less than this until it moves more again."""

STEADY_OVER_S = 0.3

HIDDEN_ARM_S = 0.2
"""An arm turns three times as far as the leg, so it is still later and moves sooner: where it is hidden, this is taken
off both ends. On 184 holds of the tuning phantoms the leg alone read 0.25 s early and 0.20 s late on the mean."""

LONGEST_DIP_S = 1.0
"""A limb that dips for no longer than this and not half-way to the floor was held all the same."""

MIXED_UP_SHARE = 0.5
MOST_MIXED_UP = 0.15
"""The thigh that supports stands upright; if it seems to rise half as far as the other for longer, the two legs were
mixed up, and the side is asked for. On the tuning phantoms it did so for 0.56 and 0.27 of two repetitions, 0.14 of a
third, and 0.08 at most of the other 141."""

NEARER_BY = 0.01
"""The foot that supports stays where it was; if ankle, heel and toe lie nearer to where the other foot's were by this
share of the leg's length, the two were taken for each other. Of 288 repetitions with the right leg named by two, of one
clip (0.014, 0.012; all others 0.006 at most), with the wrong one by 0.019 and 0.098. Had the legs been exchanged, 95 %
would be found; by the ankle alone at the 0.03 that it asked for, 85 %."""

FOOT = ("ankle", "heel", "toe")

MIXED_UP = "left and right leg could not be told apart"

SEEN_SHARE = 0.5

PLAIN_SURELY, PLAIN_S = 0.67, 0.5
"""An arm whose elbow is seen this surely, for so long, is in plain sight. In the one tuning clip where a lifted arm is
hidden at times and seen at others, it is seen by 0.58."""

ANY_SIDE_VIEW = frozenset({SIDE_ON, OBLIQUE})


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every time a limb left the floor for good; those with an arm and a leg up together count.

    Seen head-on or from behind, limbs stretch out along the line of sight: nothing is told from there.
    """
    if not subject.on_all_fours or subject.view not in ANY_SIDE_VIEW:
        return ()
    found = (_performed(subject, first, end) for first, end in _off_the_floor(subject))
    return tuple(rep for rep in found if rep is not None)


def _off_the_floor(subject: Subject) -> Iterator[tuple[int, int]]:
    """Yield the stretches with a limb off the floor as ``(first, last + 1)``.

    A short touch does not part them; a knee that is pulled in under the belly does, and so does sitting or standing up.
    """
    shortest = SHORTEST_REST_S * subject.motion.rate_hz
    resting = np.zeros(len(subject.motion), dtype=bool)
    for first, end in runs(subject.resting):
        resting[first:end] = end - first >= shortest
    turns = [(first + end) // 2 for first, end in runs(_pulled_in(subject))]
    for first, end in runs(~resting & ~_not_level(subject)):
        edges = [first, *(turn for turn in turns if first < turn < end - 1), end]
        yield from pairwise(edges)


def _not_level(subject: Subject) -> Bools:
    """Return (T,) where the trunk does not reach ahead as on all fours: sitting, standing, or drawn the wrong way."""
    ahead = subject.forward * (subject.motion.middle("shoulder") - subject.motion.middle("hip"))[:, 0]
    return np.asarray(ahead < LEVEL_SHARE * subject.at_rest(ahead))


def _pulled_in(subject: Subject) -> Bools:
    """Return (T,) where a knee is well ahead of where it rests and no leg is up, under which the body may slide."""
    rises = [thigh_rise_deg(subject, side) for side in SIDES]
    ahead = np.any([rise < subject.at_rest(rise) - PULLED_IN_DEG for rise in rises], axis=0)
    return np.asarray(ahead & ~np.any([rise > UP_RISE_DEG for rise in rises], axis=0))


def _performed(subject: Subject, first: int, end: int) -> Performed | None:
    """Return the repetition of a stretch, or None if neither an arm nor a leg came up in it."""
    inside = np.zeros(len(subject.motion), dtype=bool)
    inside[first:end] = True
    times = subject.motion.times
    start_s, end_s = float(times[first]), float(times[end - 1])
    leg = _highest({side: thigh_rise_deg(subject, side) for side in SIDES}, inside)
    arms = {side: arm_rise_deg(subject, side) for side in SIDES}
    if leg is None:
        if _highest(arms, inside) is None or _comes_or_goes(subject, first, end):
            return None
        return Performed(Side.NONE, start_s, (start_s + end_s) / 2, end_s, 0.0, why_not="only an arm was lifted")
    rise = thigh_rise_deg(subject, leg)
    leg_up = inside & ((rise > UP_RISE_DEG) | _off_the_floor_by_its_foot(subject, leg))
    reach = float(np.nanmax(rise[inside])) / 90.0
    arm = _highest(arms, leg_up) or _out_of_sight(subject, arms, leg_up)
    middle_s = float(np.median(times[leg_up]))
    if arm is None:
        return Performed(leg, start_s, middle_s, end_s, reach, why_not="only the leg was lifted")
    held = _hold(subject, leg, arm, inside, leg_up)
    variant = SAME_SIDE if arm is leg else DIAGONAL
    if held is None:
        not_held = "arm and leg were not both up and steady"
        return Performed(leg, start_s, middle_s, end_s, reach, variant=variant, why_not=not_held)
    why_not = "the clip ends before it does" if end == len(times) else None
    if _mixed_up(subject, leg, held):
        return Performed(Side.NONE, start_s, sum(held) / 2, end_s, reach, held, why_not=why_not, unread=MIXED_UP)
    return Performed(leg, start_s, sum(held) / 2, end_s, reach, held, variant=variant, why_not=why_not)


def _comes_or_goes(subject: Subject, first: int, end: int) -> bool:
    """Tell whether somebody comes down to hands and knees before a stretch or gets up after it."""
    beside = [max(first - 1, 0), min(end, len(subject.motion) - 1)]
    return bool((_not_level(subject) | _pulled_in(subject))[beside].any())


def _off_the_floor_by_its_foot(subject: Subject, leg: Side) -> Bools:
    """Return (T,) where hip to ankle has come half-way from the floor to level.

    Two thighs that a pose model mixes up lie half-way to each other while their feet do not.
    """
    elevation = leg_elevation.series(subject, leg)
    return np.asarray(elevation > subject.at_rest(elevation) / 2)


def _highest(rises: dict[Side, Floats], where: Bools) -> Side | None:
    """Return the side whose limb was up for a good part of `where` (T,): the higher one; None if neither was."""
    heights = {side: rise[where & np.isfinite(rise)] for side, rise in rises.items()}
    usual = {side: float(np.percentile(seen, 75)) for side, seen in heights.items() if len(seen)}
    highest = max(usual, key=lambda side: usual[side], default=None)
    return highest if highest is not None and usual[highest] > UP_RISE_DEG else None


def _mixed_up(subject: Subject, leg: Side, held: tuple[float, float]) -> bool:
    """Tell whether the two legs were mixed up: the one that supports came off the floor, or stood in the other's place.

    All of the hold is looked at; one that lies between two pictures tells nothing.
    """
    inside = (subject.motion.times >= held[0]) & (subject.motion.times <= held[1])
    if not inside.any():
        return False
    works, supports = (thigh_rise_deg(subject, side)[inside] for side in (leg, leg.mirror()))
    came_off = (supports > MIXED_UP_SHARE * works).mean() > MOST_MIXED_UP
    return bool(came_off or _in_the_other_s_place(subject, leg.mirror(), inside))


def _in_the_other_s_place(subject: Subject, supports: Side, inside: Bools) -> bool:
    """Tell whether the foot of the leg that supports lies where the other foot rested rather than where it did."""
    own, other = (
        float(np.mean([_moved_px(subject, part, supports, inside, side) for part in FOOT]))
        for side in (supports, supports.mirror())
    )
    return own - other > NEARER_BY * subject.leg_px


def _moved_px(subject: Subject, part: str, side: Side, inside: Bools, rested: Side) -> float:
    """Return how far a part of a foot lies, `inside` (T,), from where the one of a side rested."""
    place = [median_seen(xy[inside]) for xy in subject.motion.point(part, side).T]
    home = [subject.at_rest(xy) for xy in subject.motion.point(part, rested).T]
    return float(np.hypot(place[0] - home[0], place[1] - home[1]))


def _out_of_sight(subject: Subject, arms: dict[Side, Floats], leg_up: Bools) -> Side | None:
    """Return the arm that is hidden while the leg is up and the other one is seen supporting: it was lifted as well.

    An arm belongs to every leg in this movement; the far one may stretch out behind the head. One that is in plain
    sight whenever it is up would be in sight now.
    """
    hidden = [side for side, rise in arms.items() if _hidden(rise[leg_up])]
    if len(hidden) != 1:
        return None
    (arm,) = hidden
    other = arms[arm.mirror()]
    leans = float(np.nanmedian(other[leg_up]))
    if leans - subject.at_rest(other) < STILL_DOWN_DEG and _plain_when_up(subject, arm, arms[arm]):
        return None
    return arm if leans < UP_RISE_DEG else None


def _plain_when_up(subject: Subject, side: Side, rise: Floats) -> bool:
    """Tell whether an arm was up in plain sight at another time of the clip."""
    surely = subject.motion.confidence[:, subject.motion.skeleton.index("elbow", side)]
    plain = (rise > UP_RISE_DEG) & ~_not_level(subject) & (surely >= PLAIN_SURELY)
    return bool(plain.sum() >= PLAIN_S * subject.motion.rate_hz)


def _hidden(seen: Floats) -> bool:
    """Tell whether what was seen of a limb (T,) is too little."""
    return bool(np.isfinite(seen).mean() < SEEN_SHARE)


def _hold(subject: Subject, leg: Side, arm: Side, inside: Bools, leg_up: Bools) -> tuple[float, float] | None:
    """Return from when to when both limbs were up and steady: the longest such stretch; None if there is none.

    All of the repetition is `inside` (T,); a leg that lies just half-way up seems to be up every now and then.
    """
    times = subject.motion.times
    limbs = [leg_elevation.series(subject, leg), arm_elevation.series(subject, arm)]
    known = [_filled(limb) for limb in limbs if not _hidden(limb[leg_up])]
    if not known:
        return None
    moving = np.max([_speed(times, limb) for limb in known], axis=0) > STEADY_DEG_PER_S
    still = leg_up & ~moving
    if not still.any():
        return None
    near_full, off_floor = leg_up.copy(), inside.copy()
    for limb in known:
        full = float(np.median(limb[still]))
        near_full &= limb > full - HELD_WITHIN_DEG
        off_floor &= limb > (full + subject.at_rest(limb)) / 2
    up = bridged(near_full, LONGEST_DIP_S * subject.motion.rate_hz, off_floor)
    held = [(first, end) for first, end in (_trimmed(run, moving) for run in runs(up)) if end > first]
    if not held:
        return None
    first, end = max(held, key=lambda run: run[1] - run[0])
    start_s, end_s = float(times[first]), float(times[end - 1])
    late_s = min(HIDDEN_ARM_S, (end_s - start_s) / 2) if _hidden(limbs[1][leg_up]) else 0.0
    return start_s + late_s, end_s - late_s


def _filled(values: Floats) -> Floats:
    """Return `values` (T,) with what was not seen drawn straight between what was."""
    known = np.isfinite(values)
    places = np.arange(len(values))
    return np.interp(places, places[known], values[known])


def _speed(times: Floats, values: Floats) -> Floats:
    """Return (T,) per second how fast `values` change over `STEADY_OVER_S` around each moment."""
    half = STEADY_OVER_S / 2
    ahead, behind = np.interp(times + half, times, values), np.interp(times - half, times, values)
    return np.abs(ahead - behind) / STEADY_OVER_S


def _trimmed(run: tuple[int, int], moving: Bools) -> tuple[int, int]:
    """Return a stretch without the ways up and down at its ends."""
    still = np.flatnonzero(~moving[run[0] : run[1]])
    return (run[0] + int(still[0]), run[0] + int(still[-1]) + 1) if len(still) else (run[0], run[0])


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    """Tell whether an arm and a leg were up together at least once, counted or not."""
    return any(rep.counted or rep.variant is not None for rep in reps)


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far a thigh has come up, 1 being level; of the higher one where no side is meant."""
    if side in SIDES:
        return thigh_rise_deg(subject, side) / 90.0
    return np.fmax(thigh_rise_deg(subject, LEFT), thigh_rise_deg(subject, RIGHT)) / 90.0


@movement
def bird_dog() -> Movement:
    """Declare the screen: arm and leg stretched out and held for five seconds, three times on each side."""
    return Movement(
        key="bird_dog",
        views=ANY_SIDE_VIEW,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(hold, HELD, Sided.WORKING, ANY_SIDE_VIEW),
            Use(trunk_roll, HOLD, Sided.WORKING, ANY_SIDE_VIEW),
            Use(sway, SPREAD, Sided.WORKING, ANY_SIDE_VIEW),
            Use(limb_drop, HOLD_CHANGE, Sided.WORKING, ANY_SIDE_VIEW),
            Use(leg_elevation, HOLD, Sided.WORKING, ANY_SIDE_VIEW),
            Use(arm_elevation, HOLD, Sided.ARM, ANY_SIDE_VIEW),
            Use(pelvis_drop, HOLD_WORST, Sided.WORKING, ANY_SIDE_VIEW),
        ),
        faults=("trunk_leans", "hold_not_kept", "balance_lost", "limbs_drop"),
        reps_asked=3,
        one_leg_at_a_time=True,
    )
