"""On the side, knees bent and stacked, the front toward the camera: how far the top knee opens, and the heels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.signal.gaps import median_seen, percentile_seen

KNEE_IN_YARDS, LEG_IN_YARDS = 0.55, 1.54
"""How far a knee bent square lies from the line from hip to ankle as the camera sees it, and how long the leg is, in
yards: the geometric mean of the trunk and that line. On the tuning phantoms it misleads by 10 deg at most; the line
alone, which is longer in who bends the knee less, and the trunk alone do worse."""

CLOSED_DEG = 8.0
RESTING_PERCENTILE = 5
LEAST_AGREED = 0.8
LEAST_STACKED = 0.5
"""Hips of somebody on the side stay one above the other by more than this share of what is usual; a pelvis that rolls
back by 20 deg makes it 0.94."""

FOR_GOOD_S = 3.0
"""A side is up for longer than this, and who turns over takes about as long."""

HEEL_RISES_PCT = 0.0032
"""% of leg length that heels which stay together seem to part by, per degree that the knee opens and per degree that it
rests turned up, as it does for a phone on the floor: down to 20 deg below level for one that looks down. Errors on 113
sides of six tuning sets are the same to 0.08 % of leg length from 0.0028 to 0.0040."""


def yard_px(subject: Subject, side: Side) -> float:
    """Return the geometric mean of the trunk's length and the distance from hip to ankle; NaN if never seen."""
    trunk = subject.motion.middle("hip") - subject.motion.middle("shoulder")
    line = subject.motion.point("ankle", side) - subject.motion.point("hip", side)
    known = [along[np.isfinite(along).all(axis=1)] for along in (trunk, line)]
    if not all(len(along) for along in known):
        return float("nan")
    return float(np.sqrt(np.prod([np.median(np.linalg.norm(along, axis=1)) for along in known])))


def knee_turn_deg(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee is turned up about the line from hip to ankle: 0 toward the camera, 90 to the ceiling.

    What is seen of the turn is how high the knee lies above that line, against how far it lies from it.
    """
    hip, knee, ankle = (subject.motion.point(part, side) for part in ("hip", "knee", "ankle"))
    line, to_knee = ankle - hip, knee - hip
    across = (line[:, 0] * to_knee[:, 1] - line[:, 1] * to_knee[:, 0]) / np.linalg.norm(line, axis=1)
    # In the picture y points down: above the line is up whichever way the feet lie.
    above = -across * np.sign(line[:, 0])
    return np.asarray(np.degrees(np.arcsin(np.clip(above / (KNEE_IN_YARDS * yard_px(subject, side)), -1.0, 1.0))))


def spells(subject: Subject) -> list[tuple[int, int]]:
    """Return the stretches, as (first frame, end), in which one side is up all along; turning over lies in between.

    Another side is up where the head lies at the other end, or the other knee is the upper one for good.
    """
    along = (subject.motion.middle("hip") - subject.motion.middle("shoulder"))[:, 0]
    above = subject.motion.point("knee", RIGHT)[:, 1] - subject.motion.point("knee", LEFT)[:, 1]
    window = max(1, round(FOR_GOOD_S * subject.motion.rate_hz))
    usual = [_usual_sign(values, window) for values in (along, above)]
    changes = np.flatnonzero(np.any([np.diff(one) != 0 for one in usual], axis=0)) + 1
    found = [
        (first, end)
        for first, end in pairwise([0, *(int(n) for n in changes), len(along)])
        if (end - first) / subject.motion.rate_hz >= FOR_GOOD_S
    ]
    return found or [(0, len(along))]


def _usual_sign(values: Floats, window: int) -> Floats:
    """Return (T,) which sign prevails around each frame; where neither was seen, the one before."""
    signs = np.sign(np.nan_to_num(values))
    sums = np.convolve(signs, np.ones(window), mode="same")
    known = np.flatnonzero(sums)
    if not len(known):
        return np.zeros(len(values))
    latest = known[np.clip(np.searchsorted(known, np.arange(len(values)), side="right") - 1, 0, None)]
    return np.asarray(np.sign(sums[latest]))


def rolls_over(subject: Subject, spell: tuple[int, int]) -> Bools:
    """Return (T,) where the hips are not one above the other as they mostly are in a spell: in turning over."""
    apart = np.abs(subject.motion.point("hip", LEFT)[:, 1] - subject.motion.point("hip", RIGHT)[:, 1])
    usual = median_seen(apart[slice(*spell)])
    with np.errstate(invalid="ignore"):
        return np.asarray(apart < LEAST_STACKED * usual)


def resting_turn_deg(subject: Subject, side: Side, spell: tuple[int, int]) -> float:
    """Return how far the knee is turned up while it rests on the other one in a spell (deg); NaN if never seen."""
    return percentile_seen(knee_turn_deg(subject, side)[slice(*spell)], RESTING_PERCENTILE)


def closed(subject: Subject, side: Side) -> Bools:
    """Return (T,) where the knee rests on the other one."""
    return np.asarray(knee_opening.series(subject, side) < CLOSED_DEG)


@measure(
    "knee_opening_deg",
    unit="deg",
    positive_means="opens",
    views=(View.FRONT,),
    parts=("hip", "knee", "ankle"),
    source="ours",
)
def knee_opening(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee has turned up about the line from hip to ankle since it rested on the other one."""
    turn = knee_turn_deg(subject, side)
    opened = np.full(len(turn), np.nan)
    for first, end in spells(subject):
        opened[first:end] = turn[first:end] - resting_turn_deg(subject, side, (first, end))
    return opened


@measure(
    "heel_gap_pct",
    unit="% leg length",
    positive_means="apart",
    views=(View.FRONT,),
    parts=("heel", "knee"),
    source="ours",
)
def heel_gap(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the heel has come up from the other one since the knees were together.

    The other heel lies still, but hides behind this one while they are together and is then drawn where it is not: how
    high this one lies is told against the hip below, which lies still as well and is in sight. A heel that stays seems
    to rise as the knee opens, the more the lower the phone, which the resting knee tells.
    """
    seems = HEEL_RISES_PCT * np.nan_to_num(knee_opening.series(subject, side))
    height = subject.motion.point("hip", side.mirror())[:, 1] - subject.motion.point("heel", side)[:, 1]
    resting = closed(subject, side) & np.isfinite(height)
    gap = np.full(len(height), np.nan)
    for first, end in spells(subject):
        together = height[first:end][resting[first:end]]
        if len(together):
            gap[first:end] = height[first:end] - float(np.median(together))
            seems[first:end] *= resting_turn_deg(subject, side, (first, end))
    return np.asarray(100 * gap / (LEG_IN_YARDS * yard_px(subject, side)) - seems)


def top_side(subject: Subject, inside: Bools) -> Side:
    """Return which side of the body is up in a stretch (T,); NONE where the signs of it contradict each other.

    One sign is whose knee is the upper one. The other is where the head lies: on the picture's left, with the front
    toward the camera, the left side is up.
    """
    heights = [subject.motion.point("knee", side)[inside, 1] for side in (LEFT, RIGHT)]
    both = np.isfinite(heights[0]) & np.isfinite(heights[1])
    along = (subject.motion.middle("hip") - subject.motion.middle("shoulder"))[inside, 0]
    if not both.any() or not np.isfinite(along).any():
        return Side.NONE
    by_head = LEFT if np.nanmedian(along) > 0 else RIGHT
    left_up = float((heights[0] < heights[1])[both].mean())
    return by_head if (left_up if by_head is LEFT else 1.0 - left_up) >= LEAST_AGREED else Side.NONE
