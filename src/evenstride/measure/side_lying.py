"""On the side, knees bent and stacked, the front toward the camera: how far the top knee opens, and the heels."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, Side

KNEE_IN_YARDS, LEG_IN_YARDS = 0.55, 1.54
"""How far a knee bent square lies from the line from hip to ankle as the camera sees it, and how long the leg is, in
yards: the geometric mean of the trunk and that line. On the tuning phantoms it misleads by 10 deg at most; the line
alone, which is longer in who bends the knee less, and the trunk alone do worse."""

CLOSED_DEG = 8.0
RESTING_PERCENTILE = 5
LEAST_AGREED = 0.8


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


def resting_turn_deg(subject: Subject, side: Side) -> float:
    """Return how far the knee is turned up while it rests on the other one (deg); NaN if never seen."""
    turn = knee_turn_deg(subject, side)
    known = turn[np.isfinite(turn)]
    return float(np.percentile(known, RESTING_PERCENTILE)) if len(known) else float("nan")


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
    return knee_turn_deg(subject, side) - resting_turn_deg(subject, side)


@measure(
    "heel_gap_pct",
    unit="% leg length",
    positive_means="apart",
    views=(View.FRONT,),
    parts=("heel", "knee"),
    source="ours",
)
def heel_gap(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the heel has come up over the other one since the knees were together."""
    apart = subject.motion.point("heel", side.mirror())[:, 1] - subject.motion.point("heel", side)[:, 1]
    resting = apart[closed(subject, side) & np.isfinite(apart)]
    together = float(np.median(resting)) if len(resting) else float("nan")
    return np.asarray(100 * (apart - together) / (LEG_IN_YARDS * yard_px(subject, side)))


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
