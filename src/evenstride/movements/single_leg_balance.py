"""Standing on one leg: how long, until a foot, a hop or a hand ends it, and how still."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenstride.measure.all_fours import hold
from evenstride.measure.balance import touch_downs
from evenstride.measure.moments import COUNTED, HELD, HOLD, SPREAD
from evenstride.measure.one_foot import (
    WITHOUT_ENDS,
    foot_risen,
    hand_reaches_out,
    hops,
    pelvic_drop,
    stands_on,
    trunk_height_share,
)
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.measure.sway import fore_aft_sway, sway
from evenstride.measure.tiptoe import hips_up_pct
from evenstride.measure.trunk import trunk_lateral_lean
from evenstride.model.clip import FRONT, SIDE_ON
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.movements.upright import stands_upright
from evenstride.signal.gaps import median_seen, percentile_seen, runs
from evenstride.signal.posture import Posture

OFF_THE_FLOOR, NEAR_THE_FLOOR = 0.075, 0.045
"""As shares of the leg, how high an ankle is when its foot has left the floor, and when it is back there."""

RAISED_SHARE, SWUNG_SHARE = 0.15, 0.5
"""How high an ankle is as its toes leave the floor and come back, as shares of how high it is held: low for a leg that
is raised with its knee, half-way for one whose foot swings up behind, heel first. On 173 tuning holds the medians lie
at 0.13 to 0.20 and at 0.58 to 0.61."""

LEAST_KNEE, LOWEST, HIGHEST = 0.27, 0.02, 0.3
"""A leg is raised with its knee where that is above the other one by this share of what the ankle is (0.28 at the most
in 104 tuning holds with a foot behind, 0.33 and more in 68 of 69 others); what the toes leave at lies within the second
and the third of the leg, beyond which is noise, or no foot's length."""

SWING_S = 0.5
"""A foot that takes longer between the two heights does something else than going up or down."""

SHORTEST_S, LEAST_HOLD_S = 0.3, 2.0
"""Less than the first is a twitch; less than the second is shown and not counted."""

LEAST_DOWN_S = 0.1
"""A foot that is near the floor for less does not touch it: it is taken for the other one, which stands there."""

ON_ITS_TOES, LOWERED = 0.1, 0.3
"""A foot whose toes touch has its ankle up to the first above where it stands, as a share of the leg: the toes reach so
far below it. One that comes down there, to less than the second of what it is held at, touches."""

TOUCHED_S = 1.6
"""A foot that is up again within this has only touched the floor."""

MOST_SUNK, LOWEST_TRUNK = 0.12, 0.7
"""Whose shoulders sink further, as a share of the leg, or whose trunk comes down to less than the second of its height
does something else on one leg. How far the free foot ranges tells nothing: the legs are taken for each other."""

MOST_RISEN_PCT = 5.0
"""Whose hips go up and down further, in % of leg length, rises on tiptoe. On the tuning phantoms they stay within 2.8
in a balance and go further than 10 in calf raises."""

BESIDE_S, MOST_HIGHER_PCT = 1.0, 7.0
"""Whose hips are higher by more than the second, in % of leg length, than they are within the first both before and
after, is on tiptoe, and a foot that was low beside the other one goes along: 5.3 at the most in 194 tuning holds, 9 and
more in raises."""

SETTLING_S = 0.6
"""While the foot goes up and comes down it may move."""

EITHER, ON_THE_FRONT, ON_THE_SIDE = frozenset({FRONT, SIDE_ON}), frozenset({FRONT}), frozenset({SIDE_ON})


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every spell on one foot; those that last count, as long as nothing ended them."""
    if subject.lies or subject.on_all_fours:
        return ()
    times = subject.motion.times
    risen = np.fmax(*(_through_gaps(times, foot_risen(subject, side)) for side in SIDES))
    spells = [(a, b) for a, b in _aloft(times, risen) if times[b - 1] - times[a] >= SHORTEST_S]
    if any(_does_something_else(subject, *spell) for spell in spells):
        return ()
    return _with_touches([hold for spell in spells for hold in _holds(subject, risen, *spell)])


def _holds(subject: Subject, risen: Floats, first: int, end: int) -> list[Performed]:
    """Return what one spell on one foot holds: who hops into place before anything counts begins after it."""
    times = subject.motion.times
    inside = _between(times, first, end)
    jumps = hops(subject, stands_on(subject, _settled(subject, inside)), inside)
    found = []
    for up, down in jumps:
        if times[up] - times[first] >= LEAST_HOLD_S or end - down < 2:
            break
        if up > first:
            found.append(replace(_performed(subject, risen, first, up), touch_downs=1, ended_by="hop"))
        first = down
    return [*found, _performed(subject, risen, first, end)]


def _between(times: Floats, first: int, end: int) -> Bools:
    place = np.arange(len(times))
    return np.asarray((place >= first) & (place < end))


def _aloft(times: Floats, risen: Floats) -> list[tuple[int, int]]:
    """Return the stretches with a foot off the floor; one that sways down and does not come near the floor stays up."""
    stretches: list[tuple[int, int]] = []
    sample_s = float(np.median(np.diff(times))) if len(times) > 1 else LEAST_DOWN_S
    for first, end in runs(risen > OFF_THE_FLOOR):
        down = risen[stretches[-1][1] if stretches else 0 : first] <= NEAR_THE_FLOOR
        stayed_up = bool(stretches) and float(down.sum()) * sample_s < LEAST_DOWN_S
        stretches.append((stretches.pop()[0] if stayed_up else first, end))
    return [part for first, end in stretches for part in _parted_by_toes(risen, first, end, LEAST_DOWN_S / sample_s)]


def _parted_by_toes(risen: Floats, first: int, end: int, fewest: float) -> list[tuple[int, int]]:
    """Return what is left of a stretch in the air where the toes alone touched, for so many samples at least."""
    level = min(ON_ITS_TOES, LOWERED * float(np.median(risen[first:end])))
    low = [(a, b) for a, b in runs(risen[first:end] < level) if a > 0 and b < end - first and b - a >= fewest]
    edges = [first, *(first + n for pair in low for n in pair), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _by_the_toes(subject: Subject, risen: Floats, inside: Bools) -> tuple[int, int]:
    """Return in which samples of a spell the toes have left the floor, and are not yet back, by the ankle's way."""
    settled = _settled(subject, inside)
    held = float(np.median(risen[settled]))
    apart = subject.motion.point("knee", LEFT)[settled, 1] - subject.motion.point("knee", RIGHT)[settled, 1]
    known = apart[np.isfinite(apart)]
    knee = abs(float(np.median(known))) / subject.standing_hip_height_px if len(known) else 0.0
    share = RAISED_SHARE if knee > LEAST_KNEE * held else SWUNG_SHARE
    level = float(np.clip(share * held, LOWEST, HIGHEST))
    most = round(SWING_S * subject.motion.rate_hz)
    first, last = (int(n) for n in np.flatnonzero(inside)[[0, -1]])
    off = _crossing(risen[first:], risen[:first][::-1], level, most)
    down = _crossing(risen[: last + 1][::-1], risen[last + 1 :], level, most)
    return first + off, last - down


def _crossing(inward: Floats, outward: Floats, level: float, most: int) -> int:
    """Return how many samples further in an end of a spell is above a level, below zero for further out.

    The one stretch begins with that end, the other beside it. 0 if neither crosses the level within `most`.
    """
    if inward[0] < level:
        above = np.flatnonzero(inward[: most + 1] >= level)
        return int(above[0]) if len(above) else 0
    below = np.flatnonzero(outward[: most + 1] < level)
    return -int(below[0]) if len(below) else 0


def _through_gaps(times: Floats, values: Floats) -> Floats:
    """Return (T,) the values, a foot that hides behind the other leg going straight from where it was last seen."""
    known = np.isfinite(values)
    return np.interp(times, times[known], values[known]) if known.any() else values


def _performed(subject: Subject, risen: Floats, first: int, end: int) -> Performed:
    times = subject.motion.times
    inside = _between(times, first, end)
    side = stands_on(subject, _settled(subject, inside))
    jumps = hops(subject, side, inside)
    ends = {"hop": float(times[jumps[0][0]]) if jumps else None, "hand": hand_reaches_out(subject, inside)}
    end_s, ended_by = min(((at_s, what) for what, at_s in ends.items() if at_s is not None), default=(None, None))
    off, down = _by_the_toes(subject, risen, inside)
    start_s, end_s = float(times[off]), float(times[down]) if end_s is None else max(end_s, float(times[off]))
    up = float(np.nanmedian(np.fmax(*(foot_risen(subject, s) for s in SIDES))[inside]))
    short = None if end_s - start_s >= LEAST_HOLD_S else "it ended within two seconds"
    return Performed(
        side,
        start_s,
        (start_s + end_s) / 2,
        end_s,
        up,
        hold=(start_s, end_s),
        why_not=short,
        touch_downs=int(ended_by is not None),
        ended_by=ended_by,
    )


def _with_touches(spells: list[Performed]) -> tuple[Performed, ...]:
    """Return the spells, those marked that a mere touch ended."""
    following = [*spells[1:], None][: len(spells)]
    return tuple(
        replace(one, touch_downs=1, ended_by=one.ended_by or "touch")
        if after and after.start_s - one.end_s < TOUCHED_S and after.side is one.side
        else one
        for one, after in zip(spells, following, strict=True)
    )


def _settled(subject: Subject, inside: Bools) -> Bools:
    """Return (T,) the spell without lifting and lowering the foot; all of it if it is short."""
    times = subject.motion.times
    start_s, end_s = times[inside][0] + SETTLING_S, times[inside][-1] - SETTLING_S
    middle = inside & (times >= start_s) & (times <= end_s)
    return middle if middle.any() else inside


def _does_something_else(subject: Subject, first: int, end: int) -> bool:
    inside = _between(subject.motion.times, first, end)
    row = subject.motion.middle("shoulder")[:, 1]
    sunk = (row - subject.at_rest(row))[inside] / subject.standing_hip_height_px
    trunk = trunk_height_share(subject)[inside]
    if np.isfinite(sunk).any() and float(np.nanpercentile(sunk, 95)) > MOST_SUNK:
        return True
    if np.isfinite(trunk).any() and float(np.nanmin(trunk)) < LOWEST_TRUNK:
        return True
    if subject.motion.times[end - 1] - subject.motion.times[first] < LEAST_HOLD_S:
        return False
    up = hips_up_pct(subject)
    low, high = (percentile_seen(up[inside], percent) for percent in WITHOUT_ENDS)
    return high - low > MOST_RISEN_PCT or _rises_with_the_foot(subject, up, inside)


def _rises_with_the_foot(subject: Subject, up: Floats, inside: Bools) -> bool:
    """Tell whether the hips come up as a foot leaves the floor and sink as it comes down."""
    times = subject.motion.times
    first_s, last_s = times[inside][[0, -1]]
    before, after = (times >= first_s - BESIDE_S) & (times < first_s), (times > last_s) & (times <= last_s + BESIDE_S)
    beside = float(np.max([percentile_seen(up[part], 10) for part in (before, after)]))
    return median_seen(up[inside]) - beside > MOST_HIGHER_PCT


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how high the free foot is, as a share of the leg."""
    if side in SIDES:
        return foot_risen(subject, side.mirror())
    return np.asarray(np.fmax(*(foot_risen(subject, s) for s in SIDES)))


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    return stands_upright(subject) and any(rep.counted for rep in reps)


@movement
def single_leg_balance() -> Movement:
    """Declare the exercise: thirty to sixty seconds on one leg, then on the other."""
    return Movement(
        key="single_leg_balance",
        views=EITHER,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(hold, HELD, Sided.WORKING, EITHER),
            Use(sway, SPREAD, Sided.WORKING, ON_THE_FRONT),
            Use(fore_aft_sway, SPREAD, Sided.WORKING, ON_THE_SIDE),
            Use(pelvic_drop, HOLD, Sided.WORKING, ON_THE_FRONT),
            Use(trunk_lateral_lean, HOLD, Sided.WORKING, ON_THE_FRONT),
            Use(touch_downs, COUNTED, Sided.WORKING, EITHER),
        ),
        faults=("balance_lost", "sways", "pelvis_drops", "trunk_leans"),
        reps_asked=None,
        one_leg_at_a_time=True,
        yields_to=("heel_walk",),
        posture=Posture.ONE_FOOT,
    )
