"""The heel walk: across the picture on the heels, forefeet up, in short steps; there, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from evenstride.measure.heel_steps import forefoot_up, hips_along, left_ahead, step_length
from evenstride.measure.moments import RANGE, SUNK
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON, View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.movements.heel_walk_feet import why_not
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.alternation import Lead, Track, leads_of
from evenstride.signal.gaps import runs
from evenstride.signal.posture import Posture
from evenstride.signal.walking import under_way, walks_already, ways

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

TOES_AHEAD = 0.2
"""So far ahead of where a foot is put down, in leg lengths, its toes are. Without them in the picture nobody can say
whether it stands on its heel. Of steps at the edge of 7 tuning walks those with their toes in it read 0.40 and more,
those that land out of it 0.06 at the most: a body that is half out of the picture is seen as if it were in."""

STANDS_S = 0.3
"""Hips that have not gone on for so long stand."""


LEAST_LIKELIER = 0.7
"""Steps that are not twice as likely (logarithm) as two more or fewer, with another usual length, are not told: of 528
tuning walks 5, of which 4 are counted wrong; below 1.5 it is 18, of which 7."""


PAUSE_S, OTHER_PACE, LEAST_PART = 0.5, 1.5, 0.8
"""Who stands for the first (s), and before or after goes at the second times the pace of the rest, for the third (leg
lengths) at the least each time, walks as usual then, before the forefeet come up or after: its steps have a usual
length of their own."""


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every step: from when a foot passes the other one to when that one passes it."""
    if subject.on_all_fours or subject.lies:
        return ()
    steps = [step for part in _by_pace(_stretches(subject)) for step in _steps(subject, part)]
    return tuple(sorted(steps, key=lambda step: step.start_s))


def _steps(subject: Subject, stretches: Sequence[_Stretch]) -> list[Performed]:
    """Return the steps of what is walked in one way, all of one usual length."""
    leads, likelier = leads_of([stretch.track for stretch in stretches])
    ways_gone = [stretch.gone(one) for stretch, own in zip(stretches, leads, strict=True) for one in own]
    length = float(np.median(ways_gone)) if ways_gone else 0.0
    steps = [
        replace(
            _step(subject, stretch, one, length, stretch.agrees(own) >= LEAST_AGREED), under_way=one in under_way(own)
        )
        for stretch, own in zip(stretches, leads, strict=True)
        for one in own
    ]
    steps = [step for step in steps if _lands_in_sight(subject, step, length)]
    reasons = why_not(subject, steps)
    unsure = likelier < LEAST_LIKELIER
    return [replace(step, why_not=reason, unsure=unsure) for step, reason in zip(steps, reasons, strict=True)]


@dataclass(frozen=True, eq=False)
class _Stretch:
    """A length of the room as far as it is in sight, from sample `start` on; `ahead` as in `Way`."""

    start: int
    ahead: float
    track: Track

    @property
    def length(self) -> float:
        """How many leg lengths it gets the hips along."""
        return float(self.track.along[-1] - self.track.along[0])

    @property
    def pace(self) -> float:
        """Leg lengths a second while the hips go on."""
        goes = np.diff(self.track.along) >= STILL * self.track.step_s / STANDS_S
        return self.length / max(float(goes.sum()) * self.track.step_s, self.track.step_s)

    def part(self, first: int, last: int, *, midway: bool) -> _Stretch:
        """Return it from one sample to another one (exclusive)."""
        track = Track(self.track.along[first:last], self.track.lead[first:last], self.track.step_s, midway)
        return _Stretch(self.start + first, self.ahead, track)

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


def _by_pace(stretches: Sequence[_Stretch]) -> list[list[_Stretch]]:
    """Return what is walked slowly and what much more quickly, a pause between the two; all in one where nothing is."""
    parts = [part for stretch in stretches for part in _parted(stretch)]
    paces = [part.pace for part in parts if part.length >= LEAST_PART]
    if len(parts) == len(stretches) or max(paces) < OTHER_PACE * min(paces):
        return [list(stretches)]
    between = float(np.sqrt(max(paces) * min(paces)))
    return [[part for part in parts if (part.pace > between) is quick] for quick in (False, True)]


def _parted(stretch: _Stretch) -> list[_Stretch]:
    """Return a stretch, parted in the pause that parts two paces most."""
    best, found = OTHER_PACE, [stretch]
    for first, last in runs(_stands(stretch.track)):
        if (last - first) * stretch.track.step_s < PAUSE_S - STANDS_S:
            continue
        middle = (first + last) // 2
        parts = (
            stretch.part(0, middle, midway=stretch.track.midway),
            stretch.part(middle, len(stretch.track.along), midway=False),
        )
        slower, quicker = sorted(part.pace for part in parts)
        if min(part.length for part in parts) >= LEAST_PART and quicker >= best * slower:
            best, found = quicker / max(slower, 1e-9), list(parts)
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


def _lands_in_sight(subject: Subject, step: Performed, length: float) -> bool:
    """Tell whether the toes of the foot that is put down are in the picture, from where the hips are then."""
    hips_px = subject.motion.middle("hip")[int(np.searchsorted(subject.motion.times, step.turn_s)), 0]
    ahead_px = subject.motion.size_px[0] - hips_px if step.near_side is RIGHT else hips_px
    return not ahead_px < (length / 2 + TOES_AHEAD) * subject.leg_px


def _stands(track: Track) -> Bools:
    """Return (N,) where the hips have stood for a while."""
    ago = np.arange(len(track.along)) - round(STANDS_S / track.step_s)
    return np.asarray((ago >= 0) & (track.along - track.along[np.maximum(ago, 0)] < STILL))


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
