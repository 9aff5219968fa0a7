"""Steps with one leg: lifts of a foot, put together into the ways over and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evenstride.measure.balance import OFF_THE_FLOOR
from evenstride.measure.performed import Performed
from evenstride.measure.stepping import foot_ahead, foot_lift, knee_raise, weight_shift
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.gaps import runs

SMALLEST_TOUCH = 0.08
"""A lower lift is the standing leg bending while the other is far ahead."""

TALL_KNEE, TALL_FOOT = 0.2, 0.2
"""A step lifts knee and foot by at least these fractions of the leg; walking stays below."""

LEAST_APART = 0.5
"""While one foot is up the other stays at least by this share of that lower: in a squat both near the hips alike."""

LEAVING_S = 0.2
"""A foot that leaves the floor does so beside the other, for this long; then they may pass each other."""

SHORT_S, LONG_S = 0.9, 2.5
"""A foot down for less than the first is on the far side; for more than the second it is home."""

WEIGHT_STAYS = 0.6
"""In between it is on the far side if so much of the weight stays on the other leg, or if it is seen to be ahead."""

MOST_OF_STANDING = 0.15
"""The foot stood on never comes so much nearer to the hips, however far that knee bends for the other heel to tap."""

LEAST_AHEAD = 0.15
LOWERED = 0.7
"""A knee that came down to this share of its height between two tops was lifted twice."""

TOUCH_S = 0.6
"""A small lift followed by another within this is a step that began, touched down and began again."""

LEAST_HOP, LONGEST_HOP_S = 0.035, 0.5
"""A standing foot that rises by this fraction of the leg for no longer than this has hopped."""


@dataclass(frozen=True, slots=True)
class _Lift:
    """A foot off the floor from sample `first` to before `end`; `tall` if it was a step."""

    side: Side
    first: int
    end: int
    top: int
    reach: float
    tall: bool


def steps_of(subject: Subject) -> tuple[Performed, ...]:
    """Return every step of either leg, in order of time; over and back make one."""
    lifts = sorted(_lifts(subject), key=lambda lift: lift.first)
    tall = [lift for lift in lifts if lift.tall]
    found = []
    while tall:
        over, *tall = tall
        back = tall.pop(0) if tall and _comes_back(subject, over, tall[0]) else over
        found.append(_performed(subject, over, back, list(_touches(subject, over, lifts))))
    return tuple(found)


def _lifts(subject: Subject) -> Iterator[_Lift]:
    """Yield every time a foot was off the floor.

    From the side the pose model exchanges legs while one passes the other: whichever foot is up counts, and the leg
    that it belongs to is told from how it left the floor.
    """
    lifts = {side: foot_lift(subject, side) for side in SIDES}
    knees = {side: knee_raise(subject, side) for side in SIDES}
    if subject.view is View.FRONT:
        for side in SIDES:
            yield from _lifts_in(subject, lifts[side], knees[side], lifts, side)
    else:
        yield from _lifts_in(subject, np.fmax(*lifts.values()), np.fmax(*knees.values()), lifts, None)


def _lifts_in(
    subject: Subject, lift: Floats, knee: Floats, lifts: Mapping[Side, Floats], side: Side | None
) -> Iterator[_Lift]:
    for first, end in runs(lift > OFF_THE_FLOOR):
        inside = slice(first, end)
        highest = float(lift[inside].max())
        known = np.flatnonzero(np.isfinite(knee[inside]))
        if highest < SMALLEST_TOUCH or not len(known):
            continue
        top = first + int(known[np.argmax(knee[inside][known])])
        apart = np.abs(lifts[LEFT] - lifts[RIGHT])[inside]
        alone = np.isfinite(apart).any() and np.nanmax(apart) > LEAST_APART * highest
        tall = bool(alone) and highest >= TALL_FOOT and knee[top] >= TALL_KNEE
        own = side or _left_the_floor(subject, lifts, first, end)
        yield _Lift(own, first, end, top, float(knee[top]), tall)


def _left_the_floor(subject: Subject, lifts: Mapping[Side, Floats], first: int, end: int) -> Side:
    """Return the leg whose foot came up first."""
    begin = slice(first, min(end, first + max(1, round(LEAVING_S * subject.motion.rate_hz))))
    return max(SIDES, key=lambda side: float(np.nan_to_num(lifts[side][begin]).sum()))


def _comes_back(subject: Subject, over: _Lift, back: _Lift) -> bool:
    """Tell whether a leg that was lifted twice had its foot on the far side in between."""
    down_s = float(subject.motion.times[back.first] - subject.motion.times[over.end - 1])
    if down_s > LONG_S:
        return False
    if subject.view is not View.FRONT:
        ahead = foot_ahead(subject, over.side)[over.end - 1 : back.first + 1]
        return bool(abs(float(np.median(np.nan_to_num(ahead)))) > LEAST_AHEAD)
    return over.side is back.side and (down_s < SHORT_S or _weight_stays(subject, over, back))


def _weight_stays(subject: Subject, over: _Lift, back: _Lift) -> bool:
    shift = weight_shift(subject, over.side)
    aloft = np.concatenate([shift[over.first : over.end], shift[back.first : back.end]])
    down = shift[over.end - 1 : back.first + 1]
    return bool(np.nanmin(down) > WEIGHT_STAYS * np.nanmedian(aloft) > 0)


def _touches(subject: Subject, over: _Lift, lifts: Sequence[_Lift]) -> Iterator[_Lift]:
    """Yield the small lifts of the same foot right before a step, last first."""
    times, following = subject.motion.times, over
    for lift in reversed([one for one in lifts if one.side is over.side and one.end <= over.first]):
        if lift.tall or times[following.first] - times[lift.end - 1] > TOUCH_S:
            return
        following = lift
        yield lift


def _performed(subject: Subject, over: _Lift, back: _Lift, touches: Sequence[_Lift]) -> Performed:
    times = subject.motion.times
    first, end = min([over, *touches], key=lambda lift: lift.first).first, back.end
    inside = np.zeros(len(times), dtype=bool)
    inside[first:end] = True
    from_the_front = subject.view is View.FRONT
    top, top_again = (over.top, back.top) if from_the_front else _tops(subject, over.first, end)
    return Performed(
        over.side,
        float(times[first]),
        float(times[top]),
        float(times[end - 1]),
        over.reach,
        turned_back_s=float(times[top_again]) if top_again > top else None,
        touch_downs=len(touches) + (_hops(subject, over.side.mirror(), inside) if from_the_front else 0),
        unread=_confusion(subject, over, inside),
    )


def _tops(subject: Subject, first: int, end: int) -> tuple[int, int]:
    """Return where the knee is highest on the way over and on the way back; the same where it came up once."""
    knee = np.nan_to_num(np.fmax(*(knee_raise(subject, side) for side in SIDES)))[first:end]
    highest = int(np.argmax(knee))
    lowest_before = np.minimum.accumulate(knee[highest::-1])[::-1]
    lowest_after = np.minimum.accumulate(knee[highest:])
    between = np.concatenate([lowest_before[:-1], lowest_after])
    again = np.where((between < LOWERED * knee) & (knee > TALL_KNEE), knee, 0.0)
    other = int(np.argmax(again)) if again.max() > 0 else highest
    return first + min(highest, other), first + max(highest, other)


def _hops(subject: Subject, standing: Side, inside: Bools) -> int:
    """Return how often the whole standing foot left the floor for a moment."""
    parts = [subject.motion.point(part, standing)[:, 1] for part in ("ankle", "heel", "toe")]
    rises: list[Floats] = [np.nanmedian(part[inside]) - part for part in parts if np.isfinite(part[inside]).any()]
    if not rises:
        return 0
    up = inside & (np.min(rises, axis=0) > LEAST_HOP * subject.leg_px)
    return sum(
        1 for first, end in runs(up) if subject.motion.times[end - 1] - subject.motion.times[first] <= LONGEST_HOP_S
    )


def _confusion(subject: Subject, over: _Lift, inside: Bools) -> str | None:
    """Return why nothing can be read in a step in which the pose model exchanged the legs."""
    other = foot_lift(subject, over.side.mirror())[inside]
    exchanged = np.isfinite(other).any() and np.nanmax(other) > MOST_OF_STANDING
    return "left and right legs could not be told apart in these steps" if exchanged else None
