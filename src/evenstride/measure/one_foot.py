"""Standing on one foot: which one it is, how far the body has come down over it, and whether the pelvis stays level."""

from __future__ import annotations

import numpy as np

from evenstride.measure.pelvis import pelvic_tilt
from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT, View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import length
from evenstride.signal.gaps import runs
from evenstride.signal.posture import foot_homes, stood_on_row

MOST_STEADY, MOST_VOTE = 3.0, 1.0
"""Which foot stays where it stood says most about which is stood on, up to the first; other clues say up to the second:
from a high camera a foot held ahead looks lower than the one on the floor."""

PER_LEG_LENGTH = 5.0
"""What a foot that is lower, or nearer to under the body, by a leg's length counts."""

LEAST_EVIDENCE = 1.0
"""Clues that add up to less leave the side open."""

LEAST_AWAY = {View.FRONT: 0.06, View.SIDE: 0.2}
LEAST_RATIO, FAR_AWAY = 1.5, 0.3
"""A foot is off the floor when it is mostly further than that share of the leg from where it stood, and so many times
as far as the other. Free feet of tuning phantoms are beyond 0.09 from the front and 0.39 from the side; in squats on
both feet of tuning phantoms and recorded people the feet stay within 0.055 and 0.147: heels rise, and the far foot,
half hidden, trembles. From the side one beyond the last is off in any case: where the pose model takes the legs for
each other, both range."""

EXCHANGED = 0.15
"""A foot further than this share of the leg from where it stood, while the other one is nearer, is the other one."""

FAR_LOWER = 0.02
"""From the side a far foot stands higher in the picture, or level where the phone is on the floor (0.007 to 0.1 of the
leg on tuning phantoms). One that stands lower by this is the near foot, and the legs' names are exchanged."""

HOMES_APART = 0.03
"""Where the two feet stood closer together in the picture, as a share of the leg, an exchange is not told this way."""

LEAST_SEEN, HIDDEN = 0.5, 0.3
"""From the front a foot that is seen for less than this share of the time hides behind the other leg, so far away."""

LEAST_APART, LEAST_ASIDE = 0.12, 0.2
"""Where it never stood: one ankle is nearer to under the body by the second, or, from the front, the ankles lie the
first apart in height. From the side a far foot looks higher anyway."""

OVER_ONE, CLOSE_HOMES, NEARLY_OVER_ONE = 0.6, 0.4, 0.3
"""From the front, hips that far from the middle between two feet toward one of them stand on it alone, where the feet
stood no further apart than the second, as a share of the leg. In squats on both feet of tuning phantoms they stay
within 0.21; a recorded person on widely set feet went as far as 0.72 to the side. The last is for who squats on one
foot at other times of the clip."""

WITHOUT_ENDS, NEARLY_STILL = (5, 95), 0.01


def bend_deg(subject: Subject) -> Floats:
    """Return (T,) deg a knee bends that brings the hips down as far as they are: two equal bones, one over the other.

    Read off heights, so from any side: from the front no bend of a knee can be seen.
    """
    return drop_as_bend_deg(subject.hip_drop)


def bend_over_deg(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg as `bend_deg`, over one foot; over the lower one where no side is meant."""
    if side not in SIDES:
        return bend_deg(subject)
    height = subject.motion.point("ankle", side)[:, 1] - subject.motion.middle("hip")[:, 1]
    return drop_as_bend_deg(1.0 - height / subject.at_rest(height))


def drop_as_bend_deg(drop: Floats) -> Floats:
    """Return (T,) deg two equal bones bend to come down by that share of their length."""
    return np.asarray(np.degrees(2 * np.arccos(np.clip(1.0 - drop, 0.0, 1.0))))


def trunk_height_share(subject: Subject) -> Floats:
    """Return (T,) how high the shoulders are over the hips, as a share of that in standing: 1 upright, 0 level."""
    rise = subject.motion.middle("hip")[:, 1] - subject.motion.middle("shoulder")[:, 1]
    return np.asarray(rise / subject.at_rest(rise))


def shoulder_drop(subject: Subject) -> Floats:
    """Return (T,) how far the shoulders have come down over the foot stood on, as a share of standing hip height."""
    height = stood_on_row(subject.motion) - subject.motion.middle("shoulder")[:, 1]
    return np.asarray((subject.at_rest(height) - height) / subject.standing_hip_height_px)


def hips_lowered(subject: Subject) -> Floats:
    """Return (T,) how far the hips have come down in the picture, whatever the ankles seem to do, as `hip_drop`."""
    row = subject.motion.middle("hip")[:, 1]
    return np.asarray((row - subject.at_rest(row)) / subject.standing_hip_height_px)


def stands_on(subject: Subject, inside: Bools) -> Side:
    """Return the foot that is stood on while `inside` (T,); NONE where the clues do not agree."""
    evidence = evidence_for_left(subject, inside)
    side = LEFT if evidence > 0 else RIGHT
    doubtful = abs(evidence) < LEAST_EVIDENCE or at_the_others_home(subject, side, inside)
    return Side.NONE if doubtful else side


def at_the_others_home(subject: Subject, side: Side, inside: Bools) -> bool:
    """Tell whether a foot mostly is where the other one stood: then the pose model exchanged their names."""
    homes = foot_homes(subject.motion)
    place = subject.motion.point("ankle", side)[inside]
    place = place[np.isfinite(place).all(axis=1)]
    if homes is None or not len(place) or subject.view is View.FRONT:
        return False
    own, other = (float(np.median(length(place - homes[SIDES.index(s)]))) for s in (side, side.mirror()))
    apart = float(np.linalg.norm(homes[0] - homes[1]))
    return apart > HOMES_APART * subject.standing_hip_height_px and own > LEAST_RATIO * other


def far_foot_lower(subject: Subject) -> bool:
    """Tell whether the feet stand in the wrong order for the side that the runner turns to the camera."""
    homes = foot_homes(subject.motion)
    if homes is None or subject.view is not View.SIDE:
        return False
    near, far = (float(homes[SIDES.index(side)][1]) for side in (subject.near_side, subject.near_side.mirror()))
    return far - near > FAR_LOWER * subject.standing_hip_height_px


def evidence_for_left(subject: Subject, inside: Bools) -> float:
    """Return how much says that the left foot is stood on (negative: the right one), from -6 to 6.

    The foot stood on stays where it is while the other one moves, lies lower, and is under the body; the hips have
    moved over it.
    """
    ranges = {side: away(subject, side, inside) for side in SIDES}
    steadier = float(np.log2(ranges[RIGHT] / ranges[LEFT]))
    votes = (
        PER_LEG_LENGTH * _lower(subject, inside),
        PER_LEG_LENGTH * _under(subject, inside),
        _hips_over(subject, inside) / OVER_ONE,
    )
    others = sum(np.clip(vote, -MOST_VOTE, MOST_VOTE) for vote in votes)
    return float(np.clip(steadier, -MOST_STEADY, MOST_STEADY) + others)


def away(subject: Subject, side: Side, inside: Bools) -> float:
    """Return how far an ankle mostly is from where it stood at first while `inside` (T,), as a share of the leg.

    How far it ranges, where it did not stand at first. Never quite zero.
    """
    place = subject.motion.point("ankle", side)[inside]
    known = np.isfinite(place).all(axis=1)
    if subject.view is View.FRONT and float(known.mean()) < LEAST_SEEN:
        return HIDDEN
    place = place[known]
    if not len(place):
        return NEARLY_STILL
    homes = foot_homes(subject.motion)
    if homes is None:
        far = float(np.linalg.norm(np.ptp(np.percentile(place, WITHOUT_ENDS, axis=0), axis=0)))
    else:
        far = float(np.median(length(place - homes[SIDES.index(side)])))
    return max(far / subject.standing_hip_height_px, NEARLY_STILL)


def exchanged_share(subject: Subject, standing: Side, inside: Bools) -> float:
    """Return in which share of `inside` (T,) the other foot is where the standing one stood, and that one is not."""
    homes = foot_homes(subject.motion)
    if homes is None or standing not in SIDES:
        return 0.0
    home = homes[SIDES.index(standing)]
    own, other = (length(subject.motion.point("ankle", s)[inside] - home) for s in (standing, standing.mirror()))
    with np.errstate(invalid="ignore"):
        swapped = (own > EXCHANGED * subject.leg_px) & (other < EXCHANGED * subject.leg_px)
    return float(swapped.mean()) if len(swapped) else 0.0


def one_foot_is_off(subject: Subject, inside: Bools) -> bool:
    """Tell whether one of the feet was off the floor while `inside` (T,): not where it stood, or held up or away.

    A foot that hovers just before its place is off it if the hips are over the other one.
    """
    from_the_front = subject.view is View.FRONT
    if abs(_hips_over(subject, inside)) > OVER_ONE:
        return True
    if foot_homes(subject.motion) is None:
        lower = from_the_front and abs(_lower(subject, inside)) > LEAST_APART
        return lower or abs(_under(subject, inside)) > LEAST_ASIDE
    nearer, further = sorted(away(subject, side, inside) for side in SIDES)
    if not from_the_front and further > FAR_AWAY:
        return True
    return further > max(LEAST_AWAY[View.FRONT if from_the_front else View.SIDE], LEAST_RATIO * nearer)


def hips_lean_over_one(subject: Subject, inside: Bools) -> bool:
    """Tell whether one foot was off the floor in a clip that shows one off at other times: hips nearly over one do."""
    return one_foot_is_off(subject, inside) or abs(_hips_over(subject, inside)) > NEARLY_OVER_ONE


def _lower(subject: Subject, inside: Bools) -> float:
    """Return how much lower the left ankle is than the right one, as a share of the leg; 0 where unseen."""
    left, right = (subject.motion.point("ankle", side)[inside, 1] for side in SIDES)
    return _middle_of(left - right) / subject.standing_hip_height_px


def _under(subject: Subject, inside: Bools) -> float:
    """Return how much nearer to under the body the left ankle is than the right one, as a share of the leg."""
    motion = subject.motion
    body = (motion.middle("hip")[inside, 0] + motion.middle("shoulder")[inside, 0]) / 2
    left, right = (np.abs(motion.point("ankle", side)[inside, 0] - body) for side in SIDES)
    return _middle_of(right - left) / subject.standing_hip_height_px


def _hips_over(subject: Subject, inside: Bools) -> float:
    """Return where the hips are between the feet's places: 1 over the left one, -1 over the right one, 0 halfway.

    0 as well where the picture does not tell: not from the front, or the feet stood too close or too wide.
    """
    homes = foot_homes(subject.motion)
    if homes is None or subject.view is not View.FRONT:
        return 0.0
    left_px, right_px = float(homes[0][0]), float(homes[1][0])
    apart = abs(left_px - right_px) / subject.standing_hip_height_px
    if not HOMES_APART < apart < CLOSE_HOMES:
        return 0.0
    hips = subject.motion.middle("hip")[inside, 0]
    return _middle_of((2 * hips - left_px - right_px) / (left_px - right_px))


def _middle_of(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else 0.0


def foot_risen(subject: Subject, side: Side) -> Floats:
    """Return (T,) how high an ankle is in the picture above where it stood, as a share of the leg.

    Above the lower one of the two, where the clip does not show it standing.
    """
    homes = foot_homes(subject.motion)
    row = subject.motion.point("ankle", side)[:, 1]
    floor = stood_on_row(subject.motion) if homes is None else homes[SIDES.index(side)][1]
    return np.asarray((floor - row) / subject.standing_hip_height_px)


LEAST_HOP, LEAST_BODY_HOP, LONGEST_HOP_S = 0.022, 0.018, 0.6
"""A standing foot has hopped when it rises by the first, and the hips by the second, for no longer than the third;
shares of the leg."""


def hops(subject: Subject, standing: Side, inside: Bools) -> list[tuple[int, int]]:
    """Return in which samples, first and last + 1, the foot that is stood on was off the floor while `inside` (T,).

    It has to land on that foot: who still rises as the other foot comes down only changes feet.
    """
    times = subject.motion.times
    feet = [foot_risen(subject, side) for side in ([standing] if standing in SIDES else SIDES)]
    foot = np.min(feet, axis=0)
    hips = -subject.motion.middle("hip")[:, 1] / subject.standing_hip_height_px
    usual_foot, usual_hips = np.nanmedian(foot[inside]), np.nanmedian(hips[inside])
    with np.errstate(invalid="ignore"):
        up = inside & (foot - usual_foot > LEAST_HOP) & (hips - usual_hips > LEAST_BODY_HOP)
    last = int(np.flatnonzero(inside)[-1])
    return [(a, b) for a, b in runs(up) if times[b - 1] - times[a] <= LONGEST_HOP_S and b <= last]


REACHED, LEAST_REACH_S = 0.4, 0.5
"""A hand that goes out sideways by the first, as a share of the leg, and stays for the second, has taken hold."""


def hand_reaches_out(subject: Subject, inside: Bools) -> float | None:
    """Return when (s) one hand went out and stayed while `inside` (T,); None if none did, or if both balance."""
    if subject.view is not View.FRONT:
        return None
    times, hips = subject.motion.times, subject.motion.middle("hip")[:, 0]
    first = inside & (times <= times[inside][0] + LEAST_REACH_S)
    out = []
    for side in SIDES:
        away_px = np.abs(subject.motion.point("wrist", side)[:, 0] - hips)
        out.append(inside & (away_px - np.nanmedian(away_px[first]) > REACHED * subject.leg_px))
    alone = out[0] ^ out[1]
    found = [a for a, b in runs(alone) if times[b - 1] - times[a] >= LEAST_REACH_S]
    return float(times[found[0]]) if found else None


@measure(
    "pelvic_drop_deg",
    unit="deg",
    positive_means="the free side's hip lower",
    views=(FRONT,),
    parts=("hip",),
    source="dingenen2018",
)
def pelvic_drop(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the pelvis hangs toward the free leg, against standing on both feet; `side` is the other one."""
    tilt = pelvic_tilt.series(subject, side.mirror())
    return np.asarray(tilt if side is LEFT else -tilt)
