"""Rising on the ball of one foot, seen from the side: how high, and how long it takes."""

from __future__ import annotations

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.gaps import runs

UP_PCT = 3.0
LOWEST_PERCENTILE = 5


def hips_up_pct(subject: Subject) -> Floats:
    """Return (T,) % of leg length the hips are above their lowest: what heel and knee together have lifted them.

    Told by the hips, not by the foot: which foot is which, and where its heel is, is often mistaken from the side; a
    foot on tiptoe lifts the whole body.
    """
    row = subject.motion.middle("hip")[:, 1]
    known = row[np.isfinite(row)]
    lowest = float(np.percentile(known, 100 - LOWEST_PERCENTILE)) if len(known) else float("nan")
    return np.asarray(100 * (lowest - row) / subject.leg_px)


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


@measure("rep_s", unit="s", positive_means="takes", views=(SIDE_ON,), parts=("hip",), source="ours")
def duration(subject: Subject, side: Side) -> Floats:
    """Return (T,) s the hips have been up; how long a repetition took is the repetition's to say."""
    up, times = hips_up_pct(subject), subject.motion.times
    so_far = np.where(np.isfinite(up), 0.0, np.nan)
    for first, end in runs(up > UP_PCT):
        so_far[first:end] = times[first:end] - times[first]
    return so_far


@measure(
    "stance_knee_bend_deg",
    unit="deg",
    positive_means="bent",
    views=(SIDE_ON,),
    parts=("hip", "knee"),
    source="ours",
)
def stance_knee_bend(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee over the lower foot is bent, told from how far it lies ahead of hips and ankle.

    That of whichever leg has the lower ankle, for names are often exchanged in this view; and by its distance from the
    line, which a wrong ankle moves less than the angle.
    """
    ankles, knees = ([subject.motion.point(part, one) for one in SIDES] for part in ("ankle", "knee"))
    left_lower = (ankles[0][:, 1] >= ankles[1][:, 1])[:, None]
    ankle, knee = np.where(left_lower, *ankles), np.where(left_lower, *knees)
    hips = subject.motion.middle("hip")
    line, to_knee = ankle - hips, knee - hips
    across = (to_knee[:, 0] * line[:, 1] - to_knee[:, 1] * line[:, 0]) / np.linalg.norm(line, axis=1)
    # Two equal bones, each half the leg.
    ahead = np.clip(2 * subject.forward * across / subject.leg_px, -1.0, 1.0)
    return np.asarray(2 * np.degrees(np.arcsin(ahead)))


def knees_under_hips(subject: Subject) -> tuple[Floats, Floats]:
    """Return (T,) how far the upper and the lower knee are under the hips, as shares of the leg."""
    rows = [subject.motion.point("knee", side)[:, 1] for side in SIDES]
    hips = subject.motion.middle("hip")[:, 1]
    return tuple(np.asarray((pick(*rows) - hips) / subject.leg_px) for pick in (np.fmin, np.fmax))  # type: ignore[return-value]
