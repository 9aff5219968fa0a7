"""Rising on the ball of one foot, seen from the side: how high, and how long it takes."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.measure.tiptoe_feet import by_stance, told_apart
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.signal.angles import length
from evenstride.signal.gaps import percentile_seen, runs

UP_PCT = 3.0
LOWEST_PERCENTILE = 5


LEGS_APART, KNEE_READ_SHARE = 0.2, 0.73
"""Nearer to the other ankle than the first, as a share of the leg, a knee is drawn where the other one is: on tuning
clips with the free foot so close it is read 9 deg off (standard deviation), else 5. And by so much of its bend a bent
knee is drawn ahead: between 115 that are straight and 9 bent by 43 deg."""

LEVEL_S, STILL_PCT, IN_PLACE = 0.5, 4.0, 0.25
"""Who stands level at the clip's start, for the first, keeps the hips within the second in height (% of leg length;
tuning clips: 2.9) and within the third, a share of the leg, over the place of the raises."""

DEEPEST_PCT = 11.0
"""Nobody sinks further below level than that, but for who begins on tiptoe: 8.3 at the most on the tuning clips."""

ENDS_HIGHER_PCT = 2.5
"""Whose hips end so much higher began with the heel sunk: 1.4 at the most on level tuning clips, 4.4 and 6.1 on two."""

SHALLOW_PCT, HIGHEST_PCT = 2.5, 13.0
"""Who seems to sink by less than the first and to rise over level by more than the second began with the heel sunk: on
14 tuning clips without a drop the raise is 12.2 at the most, on the two that begin sunk 17."""


def hips_up_pct(subject: Subject) -> Floats:
    """Return (T,) % of leg length the hips are above their lowest: what heel and knee together have lifted them.

    Told by the hips, not by the foot: which foot is which, and where its heel is, is often mistaken from the side; a
    foot on tiptoe lifts the whole body.
    """
    row = subject.motion.middle("hip")[:, 1]
    return np.asarray(100 * (percentile_seen(row, 100 - LOWEST_PERCENTILE) - row) / subject.leg_px)


@measure(
    "raise_height_pct",
    unit="% leg length",
    positive_means="hips come up",
    views=(SIDE_ON,),
    parts=("hip",),
    source="ours",
)
def raise_height(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the hips are above their lowest."""
    return hips_up_pct(subject)


def level_pct(subject: Subject) -> float:
    """Return `hips_up_pct` with the sole level; NaN if the clip begins otherwise."""
    up, times = hips_up_pct(subject), subject.motion.times
    across = subject.motion.middle("hip")[:, 0] / subject.leg_px
    known = np.isfinite(up)
    first, last = known & (times <= times[0] + LEVEL_S), known & (times >= times[-1] - LEVEL_S)
    if not first.any():
        return float("nan")
    level, highest = float(np.median(up[first])), float(np.percentile(up[known], 100 - LOWEST_PERCENTILE))
    still = np.ptp(up[first]) <= STILL_PCT and abs(np.median(across[first]) - np.median(across[known])) <= IN_PLACE
    sunk_or_up = level > DEEPEST_PCT or (level < SHALLOW_PCT and highest - level > HIGHEST_PCT)
    ends_higher = last.any() and np.ptp(up[last]) <= STILL_PCT and np.median(up[last]) - level > ENDS_HIGHER_PCT
    return level if still and not sunk_or_up and not ends_higher else float("nan")


def _no_level_start(subject: Subject) -> bool:
    return not np.isfinite(level_pct(subject))


@measure(
    "drop_pct",
    unit="% leg length",
    positive_means="sinks below level",
    views=(SIDE_ON,),
    parts=("hip",),
    source="ours",
    lacks=("no_level_start", _no_level_start),
)
def drop(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the hips are below where they are with the sole level, before the first raise."""
    return np.asarray(level_pct(subject) - hips_up_pct(subject))


@measure("rep_s", unit="s", positive_means="takes", views=(SIDE_ON,), parts=("hip",), source="ours")
def duration(subject: Subject, side: Side) -> Floats:
    """Return (T,) s the hips have been up; how long a repetition took is the repetition's to say."""
    up, times = hips_up_pct(subject), subject.motion.times
    so_far = np.where(np.isfinite(up), 0.0, np.nan)
    for first, end in runs(up > UP_PCT):
        so_far[first:end] = times[first:end] - times[first]
    return so_far


def _standing_leg(subject: Subject) -> tuple[Floats, Floats]:
    """Return (T, 2) px knee and ankle of the leg that is stood on, whatever it is called, where the legs are apart."""
    left, told = told_apart(subject, np.ones(len(subject.motion), dtype=bool))
    between = length(subject.motion.point("ankle", LEFT) - subject.motion.point("ankle", RIGHT))
    with np.errstate(invalid="ignore"):
        alone = (told & (between > LEGS_APART * subject.leg_px))[:, None]
    knee, ankle = (np.where(alone, by_stance(subject, left, part)[0], np.nan) for part in ("knee", "ankle"))
    return knee, ankle


def _legs_close(subject: Subject) -> bool:
    return not np.isfinite(_standing_leg(subject)[0]).any()


@measure(
    "stance_knee_bend_deg",
    unit="deg",
    positive_means="bent",
    views=(SIDE_ON,),
    parts=("hip",),
    source="ours",
    lacks=("legs_close", _legs_close),
)
def stance_knee_bend(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee that is stood on is bent, told from how far it lies ahead of hips and ankle.

    By its distance from the line, which a wrong ankle moves less than the angle.
    """
    knee, ankle = _standing_leg(subject)
    hips = subject.motion.middle("hip")
    line, to_knee = ankle - hips, knee - hips
    across = (to_knee[:, 0] * line[:, 1] - to_knee[:, 1] * line[:, 0]) / length(line)
    # Two equal bones, each half the leg.
    ahead = np.clip(2 * subject.forward * across / subject.leg_px, -1.0, 1.0)
    return np.asarray(2 * np.degrees(np.arcsin(ahead)) / KNEE_READ_SHARE)


def knees_under_hips(subject: Subject) -> Floats:
    """Return (T,) how far the middle of both knees is under the hips, as a share of the leg."""
    knees, hips = (subject.motion.middle(part)[:, 1] for part in ("knee", "hip"))
    return np.asarray((knees - hips) / subject.leg_px)
