"""The heel walk: across the picture on the heels, forefeet up, in short steps; there, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from evenstride.measure.heel_steps import forefoot_up, hips_along, left_ahead, step_length
from evenstride.measure.moments import RANGE, SUNK
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.alternation import Lead, Track, leads_of
from evenstride.signal.gaps import runs
from evenstride.signal.posture import Posture
from evenstride.signal.walking import ways

LEAST_ALONG = 0.15
"""A way that gets the hips no further than this many leg lengths has no step in it."""

LEAST_WALK = 0.6
"""Who does not get this many leg lengths far does not walk."""

WALKING_S, WALKING = 0.3, 0.05
"""Whose hips go on by the second, in leg lengths, in the first of a way is walking as it begins."""

STILL = 0.01
"""Who has not gone this many leg lengths stands."""

ALL_BUT, LANDED = 0.9, (0.15, 0.4)
"""A foot is put down once it is the first share of the furthest ahead that it gets while the hips go on from the one to
the other of these shares of a step: midway between two passes it stands. Later on it may be taken for the other one."""

LEAST_AGREED = 0.4
"""Left and right are asked for where the feet, as they are named, do not speak for them by this share."""

BEST = 90.0
FLAT_DEG, LOWERED_DEG, LEAST_FLAT = 1.5, 8.0, 3
"""How high the forefoot reads at its best in a step, the given percentile, differs from clip to clip by several degrees
and within one by few: on the tuning phantoms it was 3.4 and more on average on the heels, -0.4 on flat feet, and 10 to
15 lower on flat feet than on the heels before. So who reads less than the second on average walks on flat feet, and who
comes down by the third, for as many steps at least, has done so from there on."""

FLAT = "on a flat foot"

ROLLED_DEG, ROLLING_DEG, LOWEST, SAME_WAY_S = -22.0, -18.0, 10.0, 0.3
"""A foot that rolls on over its toes, as in normal walking, points down before it leaves. Read off the nearer one, at
the given percentile from when it is put down to the end of the next step, it was -20 to -36 on tuning phantoms that
roll, and -20 at the least in 149 steps that do not. So feet roll from where it reads below the first and mostly stays
there; steps just before that read below the second belong to them."""

ROLLED = "the foot rolled from heel to toe"


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every step: from when a foot passes the other one to when that one passes it."""
    if subject.on_all_fours or subject.lies:
        return ()
    stretches = _stretches(subject)
    leads = leads_of([stretch.track for stretch in stretches])
    ways_gone = [stretch.gone(one) for stretch, own in zip(stretches, leads, strict=True) for one in own]
    length = float(np.median(ways_gone)) if ways_gone else 0.0
    steps = [
        _step(subject, stretch, one, length, stretch.agrees(own) >= LEAST_AGREED)
        for stretch, own in zip(stretches, leads, strict=True)
        for one in own
    ]
    rolls_from = _rolls_from([_lowest_up_deg(subject, *pair) for pair in zip_longest(steps, steps[1:])])
    flat_from = _flat_from([_best_up_deg(subject, step) for step in steps[:rolls_from]])
    reasons = [ROLLED if n >= rolls_from else FLAT if n >= flat_from else None for n in range(len(steps))]
    return tuple(replace(step, why_not=why_not) for step, why_not in zip(steps, reasons, strict=True))


@dataclass(frozen=True, eq=False)
class _Stretch:
    """A length of the room as far as it is in sight, from sample `start` on; `ahead` as in `Way`."""

    start: int
    ahead: float
    track: Track

    def gone(self, one: Lead) -> float:
        """Return how far, in leg lengths, the hips go on while one foot is ahead."""
        return float(self.track.along[one.last] - self.track.along[one.first])

    def agrees(self, leads: Sequence[Lead]) -> float:
        """Return how much the feet as they are named speak for the leads found: 1 all the time, -1 never."""
        own = [np.nan_to_num(one.sign * self.track.lead[one.first : one.last + 1]) for one in leads]
        return float(sum(part.sum() for part in own) / max(sum(np.abs(part).sum() for part in own), 1e-9))


def _stretches(subject: Subject) -> list[_Stretch]:
    """Return the lengths of the room, each as far as the hips are in sight and from where to where both feet are."""
    times, along, lead = subject.motion.times, hips_along(subject), left_ahead(subject)
    known = np.isfinite(along)
    found = []
    for way in ways(subject.motion):
        for first, last in runs(known[way.first : way.last]):
            feet = way.first + first + np.flatnonzero(np.isfinite(lead[way.first + first : way.first + last]))
            if not len(feet):
                continue
            start, end = int(feet[0]), int(feet[-1]) + 1
            gone = np.maximum.accumulate(way.ahead * along[start:end])
            soon = gone[: int(np.searchsorted(times[start:end], times[start] + WALKING_S)) + 1]
            comes_in = start > 0 and not known[start - 1]
            midway = bool(comes_in or soon[-1] - soon[0] >= WALKING)
            if gone[-1] - gone[0] >= LEAST_ALONG:
                track = Track(gone, way.ahead * lead[start:end], 1.0 / subject.motion.rate_hz, midway)
                found.append(_Stretch(start, way.ahead, track))
    return found


def _step(subject: Subject, stretch: _Stretch, one: Lead, length: float, named: bool) -> Performed:
    """Return the step in which one foot is ahead; it turns once that foot is put down."""
    track, times = stretch.track, subject.motion.times[stretch.start :]
    from_, to = track.along[one.first], track.along[one.last]
    first = int(np.searchsorted(track.along, from_ + STILL, side="right")) - 1
    last = int(np.searchsorted(track.along, to - STILL))
    soonest, latest = (int(np.clip(np.searchsorted(track.along, from_ + s * length), first, last)) for s in LANDED)
    ahead_by = one.sign * np.nan_to_num(track.lead[soonest : latest + 1])
    landed = soonest + int(np.argmax(ahead_by >= ALL_BUT * ahead_by.max()))
    side = (LEFT if one.sign > 0 else RIGHT) if named else Side.NONE
    return Performed(
        side,
        float(times[first]),
        float(times[landed]),
        float(times[last]),
        reach=float(np.abs(np.nan_to_num(track.lead[one.first : one.last + 1])).max()),
        near_side=RIGHT if stretch.ahead > 0 else LEFT,
    )


def _best_up_deg(subject: Subject, step: Performed) -> float:
    """Return how high the forefoot is at its best: of the foot put down, of either where it is not known which."""
    inside = (subject.motion.times >= step.start_s) & (subject.motion.times <= step.end_s)
    best = []
    for side in (step.side,) if step.side in SIDES else SIDES:
        up = forefoot_up.series(subject, side)[inside]
        known = up[np.isfinite(up)]
        best.append(float(np.percentile(known, BEST)) if len(known) else float("nan"))
    return float(np.fmax.reduce(best))


def _lowest_up_deg(subject: Subject, step: Performed, following: Performed | None) -> float:
    """Return how far down the nearer foot points before it leaves; NaN where it is not that one's, or stays."""
    if following is None or following.start_s - step.end_s > SAME_WAY_S or step.side is not step.near_side:
        return float("nan")
    inside = (subject.motion.times >= step.turn_s) & (subject.motion.times <= following.end_s)
    up = forefoot_up.series(subject, step.side)[inside]
    known = up[np.isfinite(up)]
    return float(np.percentile(known, LOWEST)) if len(known) else float("nan")


def _rolls_from(lowest_deg: Sequence[float]) -> int:
    """Return from which step on feet roll, told from how far down each pointed before it left; none: how many."""
    lowest = np.array(lowest_deg)
    known = np.isfinite(lowest)
    for n in np.flatnonzero(lowest < ROLLED_DEG):
        if np.median(lowest[n:][known[n:]]) < ROLLED_DEG:
            on_the_heel = np.flatnonzero(lowest[:n] >= ROLLING_DEG)
            later = np.flatnonzero(known[: n + 1])
            return int(later[later > on_the_heel[-1]][0]) if len(on_the_heel) else 0
    return len(lowest)


def _flat_from(best_deg: Sequence[float]) -> int:
    """Return from which step on the feet are flat, told from how high each forefoot was at its best; none: how many.

    Forefeet that came down as they tired stay down.
    """
    best, count = np.array(best_deg), len(best_deg)
    known = np.isfinite(best)
    if not known.any():
        return count
    if best[known].mean() < FLAT_DEG:
        return 0
    lowered = [
        float(np.nanmean(best[:n]) - np.nanmean(best[n:])) if known[:n].any() and known[n:].any() else 0.0
        for n in range(LEAST_FLAT, count - LEAST_FLAT + 1)
    ]
    if not lowered:
        return count
    at = LEAST_FLAT + int(np.argmax(lowered))
    flat = lowered[at - LEAST_FLAT] >= LOWERED_DEG and float(np.nanmean(best[at:])) < FLAT_DEG
    return at if flat else count


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    """Tell whether somebody got anywhere."""
    along = hips_along(subject)
    known = along[np.isfinite(along)]
    return bool(len(known) and np.ptp(known) >= LEAST_WALK)


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far the feet are apart, in leg lengths."""
    return np.abs(left_ahead(subject))


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
            Use(forefoot_up, SUNK, Sided.NEAR_WORKING, seen_from),
            Use(step_length, RANGE, Sided.WORKING, seen_from),
        ),
        faults=("forefoot_drops",),
        reps_asked=None,
        one_leg_at_a_time=True,
        posture=Posture.WALKING,
    )
