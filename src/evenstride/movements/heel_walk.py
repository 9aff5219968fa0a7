"""The heel walk: across the picture on the heels, forefeet up, in short steps; there, and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from evenstride.measure.heel_steps import forefoot_up, hips_along, left_ahead, step_length
from evenstride.measure.moments import RANGE, SUNK
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON, View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.alternation import Lead, Track, leads_of
from evenstride.signal.gaps import runs
from evenstride.signal.posture import Posture
from evenstride.signal.walking import walks_already, ways

LEAST_ALONG = 0.15
"""A way that gets the hips no further than this many leg lengths has no step in it."""

LEAST_WALK = 0.3
"""Who does not get this many leg lengths far does not walk: nobody did in 380 clips of all other exercises, in three of
which a step was found."""

STILL, SETTLES = 0.01, 0.25
"""Who has not gone the first, in leg lengths, stands; who stands again within the second, in steps, has not set out:
a foot that is put down comes to stand half-way."""

ALL_BUT, LANDED = 0.9, (0.15, 0.4)
"""A foot is put down once it is the first share of the furthest ahead that it gets while the hips go on from the one to
the other of these shares of a step: midway between two passes it stands. Later on it may be taken for the other one."""

LEAST_AGREED = 0.4
"""Left and right are asked for where the feet, as they are named, do not speak for them by this share."""

BEST = 90.0
FLAT_DEG, RAISED_DEG, LOWERED_DEG, LEAST_FLAT = 2.5, 9.0, 8.0, 3
"""How high the forefoot reads at its best in a step, the given percentile, differs from clip to clip by several degrees
and within one by few: on 88 tuning phantoms it was -2.1 and, of all but one, 3.5 and more on average on the heels, 1.3
at the most on flat feet, and 10 to 15 lower on flat feet than on the heels before. Against the same foot before the
first step it was 10.6 and more, and 7.5 at the most. So who reads less than the first on average, and less than the
second above how they stood, walks on flat feet, and who comes down by the third, has done so from there on: told from
so many steps at least, as one can be read far too low."""

STANDING, STANDING_S, SETS_OUT_S = 20.0, 0.3, 0.5
"""How a foot was held in standing is read at that percentile, as forefeet may be raised by then, if it was seen for so
long before it set out: the last before the first foot is put down."""

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
    stood_deg = _stood_deg(subject, steps[0].turn_s - SETS_OUT_S) if steps else {}
    best_deg = np.array([_best_up_deg(subject, step, stood_deg) for step in steps[:rolls_from]]).reshape(-1, 2)
    flat_from = _flat_from(best_deg[:, 0], best_deg[:, 1])
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
            comes_in = start > 0 and not known[start - 1]
            midway = comes_in or walks_already(times[start:end], gone)
            if gone[-1] - gone[0] >= LEAST_ALONG:
                track = Track(gone, way.ahead * lead[start:end], 1.0 / subject.motion.rate_hz, midway)
                found.append(_Stretch(start, way.ahead, track))
    return found


def _step(subject: Subject, stretch: _Stretch, one: Lead, length: float, named: bool) -> Performed:
    """Return the step in which one foot is ahead; it turns once that foot is put down."""
    track, times = stretch.track, subject.motion.times[stretch.start :]
    from_, to = track.along[one.first], track.along[one.last]
    settled = np.flatnonzero(_stands(track) & (track.along >= from_) & (track.along <= from_ + SETTLES * length))
    from_ = track.along[settled[-1]] if len(settled) else from_
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


def _stood_deg(subject: Subject, until_s: float) -> dict[Side, float]:
    """Return how each forefoot is held before the walk begins; NaN where that was not seen."""
    up_deg = {side: forefoot_up.series(subject, side)[subject.motion.times < until_s] for side in SIDES}
    known = {side: up[np.isfinite(up)] for side, up in up_deg.items()}
    least = STANDING_S * subject.motion.rate_hz
    return {side: float(np.percentile(up, STANDING)) if len(up) >= least else np.nan for side, up in known.items()}


def _stands(track: Track) -> Bools:
    """Return (N,) where the hips have stood for a while."""
    ago = np.arange(len(track.along)) - round(STANDING_S / track.step_s)
    return np.asarray((ago >= 0) & (track.along - track.along[np.maximum(ago, 0)] < STILL))


def _best_up_deg(subject: Subject, step: Performed, stood_deg: Mapping[Side, float]) -> tuple[float, float]:
    """Return how high the forefoot is at its best, and how much higher than it stood.

    Of the foot put down, of either where it is not known which.
    """
    inside = (subject.motion.times >= step.start_s) & (subject.motion.times <= step.end_s)
    best = []
    for side in (step.side,) if step.side in SIDES else SIDES:
        up = forefoot_up.series(subject, side)[inside]
        known = up[np.isfinite(up)]
        highest = float(np.percentile(known, BEST)) if len(known) else float("nan")
        best.append((highest, highest - stood_deg[side]))
    level, raised = np.fmax.reduce(best)
    return float(level), float(raised)


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


def _are_flat(best: Floats, raised: Floats) -> bool:
    """Tell whether forefeet stay down, from how high they are at their best and above how they stood."""
    level, above = best[np.isfinite(best)], raised[np.isfinite(raised)]
    return bool(level.mean() < FLAT_DEG and not (len(above) and above.mean() >= RAISED_DEG)) if len(level) else False


def _flat_from(best: Floats, raised: Floats) -> int:
    """Return from which step on the feet are flat, told from `_best_up_deg` of each; none: how many.

    Forefeet that came down as they tired stay down.
    """
    count = len(best)
    known = np.isfinite(best)
    if count >= LEAST_FLAT and _are_flat(best, raised):
        return 0
    lowered = [
        float(np.nanmean(best[:n]) - np.nanmean(best[n:])) if known[:n].any() and known[n:].any() else 0.0
        for n in range(LEAST_FLAT, count - LEAST_FLAT + 1)
    ]
    if not lowered:
        return count
    at = LEAST_FLAT + int(np.argmax(lowered))
    return at if lowered[at - LEAST_FLAT] >= LOWERED_DEG and _are_flat(best[at:], raised[at:]) else count


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    """Tell whether somebody got anywhere across the picture: not where they face the camera."""
    if subject.view in (View.FRONT, View.REAR):
        return False
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
