"""The single-leg bridge: on the back, hips lifted over one foot, held for a breath and lowered."""

from __future__ import annotations

import numpy as np

from evenstride.measure.all_fours import hold
from evenstride.measure.moments import HELD, HOLD, HOLD_WORST
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.measure.supine import (
    foot_at_edge,
    hip_line,
    hip_sink,
    hips_rise,
    line_lost,
    mirrored_sides,
    planted_left,
    planted_leg_looks_longer,
    resting_line_deg,
    upper_foot,
)
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use, movement
from evenstride.signal.gaps import bridged, percentile_seen, runs
from evenstride.signal.posture import Posture
from evenstride.signal.repetitions import excursions

Span = tuple[float, float]

SMALLEST_RISE_DEG = 8.0
SHORTEST_S, LONGEST_S = 0.8, 240.0
FOOT_UP, MOSTLY_DOWN = 0.3, 90
"""One foot is off the floor while it lies above the shoulders by this share of the trunk. With both feet at work, which
does not count, it never is but for a tenth of a bridge: it was 0.19 at the most in 40 tuning bridges, and with one 0.40
at the least in the median of the top of 502. A foot that leaves the picture there is seen on the way up and down."""

FURTHEST_FROM_LINE_DEG = 12.0
"""As the pose model sees it, which is about 10 deg straighter than it is: half-way bridges of the tuning phantoms stay
beyond 18, tired ones come below 6."""

HELD_WITHIN_DEG = 10.0
STEADY_DEG_PER_S, STEADY_OVER_S = 20.0, 0.3
"""The hips are held while the line stays within the first of its best and turns more slowly than the second. Beyond
10 deg they sink (`hips_sink`), and the published test of how long a bridge is held ends."""

SHORTEST_WAY_DOWN_S = 0.2
"""Hips do not come down within this, as falling freely takes as long: what is faster is a keypoint that jumps."""

MOST_IN_DOUBT = 0.2
"""The foot on the floor keeps its name but for this share of a bridge, and the same leg looks longer; else they say
nothing. A foot that has left the picture is guessed now here, now there."""

LEAST_KNOWN = 0.4
"""Both legs are seen, one foot over the other, for this share of a bridge whose side is told; 0.49 at the least in 502
tuning bridges."""

PLAINLY_LONGER, LEAST_LONGER = 0.04, 0.02
"""The nearer leg looks longer than the other. By the first share it says by itself which leg is down, and else by the
second where the name says the same; so close to neither, nobody can say. On 214 tuning bridges the further leg, down,
looked 0.023 longer at the most, and the nearer one 0.017 shorter."""


def find(subject: Subject) -> tuple[Performed, ...]:
    """Return every time the hips came off the floor and back; those on one foot near the straight line count."""
    if not subject.lies:
        return ()
    rising = excursions(subject.motion.times, hips_rise(subject), SMALLEST_RISE_DEG)
    spans = [(e.start_s, e.end_s) for e in rising if SHORTEST_S <= e.duration_s <= LONGEST_S]
    return tuple(rep for rep in (_performed(subject, *span) for span in spans) if rep is not None)


def _performed(subject: Subject, start_s: float, end_s: float) -> Performed | None:
    times, line = subject.motion.times, hip_line.series(subject, LEFT)
    inside = (times >= start_s) & (times <= end_s)
    seen = inside & np.isfinite(line)
    if not seen.any():
        return None
    best = float(line[seen].min())
    side = _side_of(subject, inside)
    foot = upper_foot(subject)
    held, around = _hold(times, line_lost(subject), _on_one_foot(foot, inside)) or (None, None)
    top_s = sum(held) / 2 if held else float(times[seen][np.argmin(line[seen])])
    reach = float(_reach(subject, side)[seen].max())
    if best > FURTHEST_FROM_LINE_DEG:
        why_not = "the hips stayed well below the line from shoulders to knee"
        return Performed(side, start_s, top_s, end_s, reach, why_not=why_not)
    done = Performed(side, start_s, top_s, end_s, reach, held, around)
    return done.by_both_feet() if percentile_seen(foot[inside], MOSTLY_DOWN) < FOOT_UP else done


def _on_one_foot(foot: Floats, inside: Bools) -> Bools:
    """Return (T,) a bridge from when one foot first leaves the floor to when it is last off it: there it is held."""
    up = np.flatnonzero(inside & (foot > FOOT_UP))
    between = np.zeros_like(inside)
    if len(up):
        between[up[0] : up[-1] + 1] = True
    return np.asarray(inside & between) if len(up) else inside


def _side_of(subject: Subject, inside: Bools) -> Side:
    """Return whose foot is on the floor in one bridge, by how long the legs look and by what they are called."""
    near = subject.near_side
    if near not in SIDES or mirrored_sides(subject) or foot_at_edge(subject)[inside].mean() > MOST_IN_DOUBT:
        return Side.NONE
    longer = planted_leg_looks_longer(subject)[inside]
    known = np.isfinite(longer)
    longer = longer[known]
    if known.mean() < LEAST_KNOWN or MOST_IN_DOUBT < (longer > 0).mean() < 1 - MOST_IN_DOUBT:
        return Side.NONE
    by = float(np.median(longer))
    looks = near if by > 0 else next(side for side in SIDES if side is not near)
    plain = abs(by) > PLAINLY_LONGER
    return looks if plain or (abs(by) > LEAST_LONGER and _planted(subject, inside) is looks) else Side.NONE


def _planted(subject: Subject, inside: Bools) -> Side:
    """Return what the foot on the floor is called; NONE where the pose model contradicts itself."""
    left = planted_left(subject)[inside]
    known = left[np.isfinite(left)]
    if not len(known):
        return Side.NONE
    share = float(known.mean())
    if share >= 1 - MOST_IN_DOUBT:
        return LEFT
    return RIGHT if share <= MOST_IN_DOUBT else Side.NONE


def _hold(times: Floats, line: Floats, inside: Bools) -> tuple[Span, Span] | None:
    """Return from when to when the hips stayed up (still, near the best line: the longest stretch) and stayed still."""
    known = np.isfinite(line)
    if not (known & inside).any():
        return None
    best = float(line[known & inside].min())
    half = STEADY_OVER_S / 2
    ahead, behind = (np.interp(times + step, times[known], line[known]) for step in (half, -half))
    slow = inside & (np.abs(ahead - behind) < STEADY_DEG_PER_S * STEADY_OVER_S)
    still = bridged(slow, SHORTEST_WAY_DOWN_S / float(np.median(np.diff(times))), inside)
    held = max(runs(still & (line < best + HELD_WITHIN_DEG)), key=lambda one: one[1] - one[0], default=None)
    if held is None:
        return None
    around = next(one for one in runs(still) if one[0] <= held[0] < one[1])
    return _span(times, held), _span(times, around)


def _span(times: Floats, frames: tuple[int, int]) -> Span:
    return float(times[frames[0]]), float(times[frames[1] - 1])


def _reach(subject: Subject, side: Side) -> Floats:
    """Return (T,) how much of the way from lying flat to the straight line was made: 1 on the line."""
    flat = resting_line_deg(subject)
    return np.asarray(1.0 - hip_line.series(subject, side) / max(flat, 1.0))


def _fits(subject: Subject, reps: tuple[Performed, ...]) -> bool:
    return bool(reps)


@movement
def single_leg_bridge() -> Movement:
    """Declare the exercise: fifteen on one leg, each held for a breath, then the other leg."""
    seen_from = frozenset({SIDE_ON})
    return Movement(
        key="single_leg_bridge",
        views=seen_from,
        find=find,
        fits=_fits,
        reach=_reach,
        uses=(
            Use(hip_line, HOLD, Sided.WORKING, seen_from),
            Use(hip_sink, HOLD_WORST, Sided.WORKING, seen_from),
            Use(hold, HELD, Sided.WORKING, seen_from),
        ),
        faults=("hips_stay_low", "hips_sink", "hold_too_short"),
        reps_asked=15,
        one_leg_at_a_time=True,
        yields_to=("bird_dog",),
        posture=Posture.SUPINE,
    )
