"""On the back, one foot on the floor: the line from shoulders over hips to the knee, and how long it is kept."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import flexion
from evenstride.signal.gaps import median_seen, percentile_seen, runs
from evenstride.signal.posture import trunk_pitch_deg

FEET_APART = 0.15
"""One foot is up if the ankles lie this share of the trunk apart in height."""

LINE_PER_PITCH = 2.15
"""Deg that the line from shoulders to knee loses for each deg that the trunk pitches down. The two bones of the leg
make it so: of 14 sinking tuning bodies 20 deg of the true line were 8.1 to 9.9 of the true pitch, 9.2 on the mean."""

EDGE = 0.005
"""A foot beyond the picture's edge is drawn within this share of its longer side: half of the time in the clip that
showed it. Of 542 tuning bridges 8 lie as near for a fifth of their time."""

SITS_UP_DEG = 20.0
"""Shoulders higher than the hips by more than this are not on the floor: somebody sits up or lies down."""

UP_PITCH_DEG = 8.0
"""The hips are off the floor when the trunk has pitched by this much."""


def middle(subject: Subject, part: str) -> Floats:
    """Return (T, 2) px halfway between a pair as seen square to the side, or the one of it that was seen."""
    left, right = (subject.sagittal_point(part, side) for side in SIDES)
    return np.asarray((np.fmax(left, right) + np.fmin(left, right)) / 2)


def planted_left(subject: Subject) -> Floats:
    """Return (T,) 1 where the left foot is the lower one, 0 where the right is; NaN where they are level or unseen."""
    left, right = (subject.motion.point("ankle", side)[:, 1] for side in SIDES)
    trunk = float(np.nanmedian(np.linalg.norm(middle(subject, "hip") - middle(subject, "shoulder"), axis=1)))
    apart = left - right
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(apart) > FEET_APART * trunk, (apart > 0).astype(float), np.nan)


def planted_leg_looks_longer(subject: Subject) -> Floats:
    """Return (T,) by which share the leg whose foot is on the floor looks longer than the free one (natural log).

    Both run square to the line of sight, so the nearer one looks longer, whatever the pose model calls it.
    """
    hip = subject.motion.middle("hip")
    long = {}
    for side in SIDES:
        knee, ankle = (subject.motion.point(part, side) for part in ("knee", "ankle"))
        long[side] = np.linalg.norm(knee - hip, axis=1) + np.linalg.norm(ankle - knee, axis=1)
    ratio = np.log(long[LEFT] / long[RIGHT])
    return np.asarray(ratio * np.sign(planted_left(subject) - 0.5))


def foot_at_edge(subject: Subject) -> Bools:
    """Return (T,) where a foot lies at the picture's edge or beyond: then its leg is not seen in full."""
    size = np.array(subject.motion.size_px, dtype=float)
    feet = np.stack([subject.motion.point(part, side) for part in ("ankle", "heel", "toe") for side in SIDES])
    margin = EDGE * size.max()
    return np.asarray(((feet < margin) | (feet > size - margin)).any(axis=(0, 2)))


def planted_knee(subject: Subject) -> Floats:
    """Return (T, 2) px the knee over the foot that is on the floor, whichever the pose model calls it."""
    left, right = (subject.motion.point("ankle", side)[:, 1] for side in SIDES)
    lower_left = np.where(np.isfinite(right), np.nan_to_num(left, nan=-np.inf) >= right, True)
    knees = [subject.sagittal_point("knee", side) for side in SIDES]
    return np.where(lower_left[:, None], knees[0], knees[1])


def hips_rise(subject: Subject) -> Floats:
    """Return (T,) deg the trunk has pitched up since lying flat, the bridge's signal; NaN where the body sits up."""
    pitch = trunk_pitch_deg(subject.motion)
    with np.errstate(invalid="ignore"):
        lying = np.where(pitch > -SITS_UP_DEG, pitch, np.nan)
    return np.asarray(np.fmax(lying - percentile_seen(lying, 5), 0.0) + 0.0 * lying)


def hips_up(subject: Subject) -> Bools:
    """Return (T,) where the hips are off the floor."""
    return np.asarray(hips_rise(subject) > UP_PITCH_DEG)


@measure(
    "hip_line_deg",
    unit="deg",
    positive_means="hips below the line",
    views=(SIDE_ON,),
    parts=("shoulder", "hip"),
    source="ours",
)
def hip_line(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg shoulders, hips and the knee over the planted foot are from one line: 0 straight."""
    shoulder, hip, knee = middle(subject, "shoulder"), middle(subject, "hip"), planted_knee(subject)
    line, from_shoulder = knee - shoulder, hip - shoulder
    # In the picture y points down: below the line is further down than the line is at the hips.
    toward = np.where(line[:, 0] >= 0, 1.0, -1.0)
    below = toward * (line[:, 0] * from_shoulder[:, 1] - line[:, 1] * from_shoulder[:, 0])
    return flexion(shoulder, hip, knee) * np.where(below >= 0, 1.0, -1.0)


@measure(
    "hip_sink_deg",
    unit="deg",
    positive_means="hips sink",
    views=(SIDE_ON,),
    parts=("shoulder", "hip"),
    source="ours",
)
def hip_sink(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line has lost since its best in this bridge; 0 with the hips on the floor."""
    line = line_lost(subject)
    sunk = np.where(np.isfinite(line), 0.0, np.nan)
    for first, end in runs(hips_up(subject)):
        stretch = line[first:end]
        sunk[first:end] = stretch - np.fmin.accumulate(stretch)
    return sunk


def line_lost(subject: Subject) -> Floats:
    """Return (T,) deg the line is lost by as the hips come down, but for a constant: 0 with the trunk level.

    By how far the trunk pitches, whichever knee is taken for which.
    """
    return -LINE_PER_PITCH * trunk_pitch_deg(subject.motion)


def resting_line_deg(subject: Subject) -> float:
    """Return how far from straight the line is with the hips on the floor (deg)."""
    line = hip_line.series(subject, LEFT)
    flat = line[~hips_up(subject) & np.isfinite(line)]
    return float(np.median(flat)) if len(flat) else float("nan")


def upper_foot(subject: Subject) -> Floats:
    """Return (T,) how far the higher ankle, or the only one seen, lies above the shoulders: a share of the trunk."""
    shoulder, ankles = middle(subject, "shoulder"), [subject.motion.point("ankle", side)[:, 1] for side in SIDES]
    trunk = median_seen(np.linalg.norm(middle(subject, "hip") - shoulder, axis=1))
    return np.asarray((shoulder[:, 1] - np.fmin(*ankles)) / trunk)


def mirrored_sides(subject: Subject) -> bool:
    """Tell whether the pose model took left for right: on the back, head and face say which side is nearer.

    With the head on the left of the picture and the face up it is the right side. Where the model guessed no depth,
    nothing speaks against it.
    """
    motion = subject.motion
    if motion.depth is None:
        return False
    nearer = [
        motion.depth[:, motion.skeleton.index(p, RIGHT)] - motion.depth[:, motion.skeleton.index(p, LEFT)]
        for p in ("shoulder", "hip")
    ]
    guess = LEFT if np.nanmedian(nearer) > 0 else RIGHT
    return guess is not subject.near_side
