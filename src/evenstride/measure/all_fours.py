"""On hands and knees: how high arm and leg are stretched, how long, and whether they stay there."""

from __future__ import annotations

import numpy as np

from evenstride.measure.balance import OFF_THE_FLOOR
from evenstride.measure.registry import measure
from evenstride.measure.stepping import foot_lift
from evenstride.measure.subject import MOST_OFF_SQUARE_DEG, Subject
from evenstride.measure.supine import UP_PITCH_DEG, hips_rise
from evenstride.model.clip import FRONT, OBLIQUE, SIDE_ON
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.angles import rise_above_horizontal
from evenstride.signal.gaps import runs

UP_RISE_DEG = 45.0
"""A thigh or an arm is up when it has come half-way from the floor to level."""

HIDDEN_BELOW = 0.45
"""An arm whose elbow is seen less surely than this is hidden, and a pose model draws it onto the other one. On the
tuning phantoms lifted arms in sight had 0.58 and more, those behind the head 0.36 at most."""


def thigh_rise_deg(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the thigh has come from upright toward level: 0 kneeling, 90 stretched out level."""
    hip, knee = subject.sagittal_point("hip", side), subject.sagittal_point("knee", side)
    return 90.0 + rise_above_horizontal(hip, knee, -subject.forward)


def arm_rise_deg(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the arm has come from upright toward level: 0 supporting, 90 stretched out level."""
    return 90.0 + arm_elevation.series(subject, side)


def _elevation_per_degree_of_yaw(elevation: Floats, subject: Subject) -> Floats:
    """Return (T,) deg that a wrongly stretched picture turns a limb by, per degree of yaw: none when it is level."""
    off_square = np.radians(min(subject.off_square_deg, MOST_OFF_SQUARE_DEG))
    return np.asarray(np.sin(2 * np.radians(elevation)) / 2 * np.tan(off_square))


def _leg_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    return _elevation_per_degree_of_yaw(leg_elevation.series(subject, side), subject)


def _arm_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    return _elevation_per_degree_of_yaw(arm_elevation.series(subject, side), subject)


def _drop_per_degree_of_yaw(subject: Subject, side: Side) -> Floats:
    return _elevation_per_degree_of_yaw(limb_drop.series(subject, side), subject)


@measure(
    "leg_elevation_deg",
    unit="deg",
    positive_means="ankle higher than hip",
    views=(SIDE_ON, OBLIQUE),
    parts=("hip", "ankle"),
    source="ours",
    per_degree_of_yaw=_leg_per_degree_of_yaw,
)
def leg_elevation(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line from hip to ankle rises above level toward the back."""
    hip, ankle = subject.sagittal_point("hip", side), subject.sagittal_point("ankle", side)
    return rise_above_horizontal(hip, ankle, -subject.forward)


@measure(
    "arm_elevation_deg",
    unit="deg",
    positive_means="wrist higher than shoulder",
    views=(SIDE_ON, OBLIQUE),
    parts=("shoulder", "wrist"),
    source="ours",
    per_degree_of_yaw=_arm_per_degree_of_yaw,
)
def arm_elevation(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line from shoulder to wrist rises above level toward the front; NaN while it is hidden."""
    shoulder, wrist = subject.sagittal_point("shoulder", side), subject.sagittal_point("wrist", side)
    surely = subject.motion.confidence[:, subject.motion.skeleton.index("elbow", side)] >= HIDDEN_BELOW
    return np.where(surely, rise_above_horizontal(shoulder, wrist, subject.forward), np.nan)


@measure(
    "hold_s", unit="s", positive_means="held", views=(SIDE_ON, OBLIQUE, FRONT), parts=("hip", "knee"), source="ours"
)
def hold(subject: Subject, side: Side) -> Floats:
    """Return (T,) s the leg, lying down the hips, have been up; how much was a hold is the repetition's to say.

    Standing on one foot, `side`, the other foot.
    """
    rise, up = _rise(subject, side)
    times = subject.motion.times
    so_far = np.where(np.isfinite(rise), 0.0, np.nan)
    for first, end in runs(rise > up):
        so_far[first:end] = times[first:end] - times[first]
    return so_far


def _rise(subject: Subject, side: Side) -> tuple[Floats, float]:
    """Return (T,) how far up is what is held up, and from where on it is up."""
    if subject.on_one_foot:
        return foot_lift(subject, side.mirror()), OFF_THE_FLOOR
    if subject.lies:
        return hips_rise(subject), UP_PITCH_DEG
    return thigh_rise_deg(subject, side), UP_RISE_DEG


@measure(
    "limb_drop_deg",
    unit="deg",
    positive_means="sinks",
    views=(SIDE_ON, OBLIQUE),
    parts=("hip", "ankle"),
    source="ours",
    per_degree_of_yaw=_drop_per_degree_of_yaw,
)
def limb_drop(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the leg, or the arm that is up if that is more, has sunk from its highest since it came up."""
    leg = _sunk(leg_elevation.series(subject, side), thigh_rise_deg(subject, side) > UP_RISE_DEG)
    arms = [arm_elevation.series(subject, s) for s in SIDES]
    higher = np.fmax(*arms)
    arm = _sunk(higher, higher + 90.0 > UP_RISE_DEG)
    return np.where(np.isfinite(leg), np.fmax(leg, arm), np.nan)


def _sunk(elevation: Floats, up: Bools) -> Floats:
    """Return (T,) deg below the highest of each stretch that is `up` (T,); 0 on the floor, NaN where unseen."""
    sunk = np.where(np.isfinite(elevation), 0.0, np.nan)
    for first, end in runs(up):
        stretch = elevation[first:end]
        sunk[first:end] = np.fmax.accumulate(stretch) - stretch
    return sunk


@measure(
    "pelvis_drop_pct",
    unit="% leg length",
    positive_means="lower than on all fours",
    views=(SIDE_ON, OBLIQUE),
    parts=("hip",),
    source="ours",
)
def pelvis_drop(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the middle of the hips has come down in the picture, against all fours.

    Not against the supporting knee, which on the far side is a guess. The bend of the lower back has no keypoint.
    """
    row = subject.motion.middle("hip")[:, 1]
    return np.asarray(100 * (row - subject.at_rest(row)) / subject.leg_px)
