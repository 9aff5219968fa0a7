"""Walking across the picture on the heels: how far, and whether the forefeet stay up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenstride.measure.registry import measure
from evenstride.measure.subject import Subject
from evenstride.model.clip import SIDE_ON
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.smoothing import lowpass

LEAD_HZ, HIPS_HZ = 4.0, 2.0
"""Quicker changes than the first are no feet that go, than the second no hips."""

SAME_SIZE_S = 0.25
"""How the walker grows or shrinks along the way is told the surer the further they went; so many seconds a leg length
from the middle speak against it, so that who has not gone far has one size."""

LEAST_SIZE = 0.4
"""Nobody who is followed shrinks to less than this."""


@dataclass(frozen=True, slots=True)
class _Lane:
    """The line walked along, which the phone need not be square to.

    `middle_px` lies in its middle; `grows` is by which share the walker grows in the picture from there on, a pixel to
    the right.
    """

    middle_px: float
    grows: float

    def along_px(self, x_px: Floats) -> Floats:
        """Return where on the line places in the picture are: in pixels, as large as in its middle, from there on."""
        off = x_px - self.middle_px
        return np.asarray(off / np.maximum(1.0 + self.grows * off, LEAST_SIZE))


def left_ahead(subject: Subject) -> Floats:
    """Return (T,) leg lengths the left foot, ankle and heel, is to the right of the other one in the picture."""
    lane = _lane(subject)
    left, right = (
        lane.along_px((subject.sagittal_point("ankle", side) + subject.sagittal_point("heel", side))[:, 0] / 2)
        for side in SIDES
    )
    return lowpass(np.asarray((left - right) / subject.leg_px), subject.motion.rate_hz, LEAD_HZ)


def hips_along(subject: Subject) -> Floats:
    """Return (T,) how far along the line they walk the hips are, in leg lengths, to the right."""
    along = _lane(subject).along_px(subject.sagittal_middle("hip")[:, 0]) / subject.leg_px
    return lowpass(np.asarray(along), subject.motion.rate_hz, HIPS_HZ)


def _lane(subject: Subject) -> _Lane:
    """Return the line walked along, from how long the trunk is where: its picture shrinks as one goes away.

    A phone that looks past the walker, so as to have one end of the room in the picture, sees steps of one end up to
    half as long again as those of the other.
    """
    hips = subject.sagittal_middle("hip")
    trunk = np.linalg.norm(subject.motion.middle("shoulder") - subject.motion.middle("hip"), axis=1)
    known = np.isfinite(hips[:, 0]) & np.isfinite(trunk)
    if not known.any():
        return _Lane(0.0, 0.0)
    off, usual = hips[known, 0], float(np.median(trunk[known]))
    middle = float(np.median(off))
    off = off - middle
    spread = np.sum((off - off.mean()) ** 2) + SAME_SIZE_S * subject.motion.rate_hz * subject.leg_px**2
    grows = float(np.sum((off - off.mean()) * (trunk[known] / usual - 1.0)) / spread)
    return _Lane(middle, grows)


def forefoot_pitch(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the line from heel to toes rises above level, whichever way the walk goes."""
    along = subject.sagittal_point("toe", side) - subject.sagittal_point("heel", side)
    return np.asarray(np.degrees(np.arctan2(-along[:, 1], np.abs(along[:, 0]))))


@measure(
    "forefoot_up_deg",
    unit="deg",
    positive_means="toes up",
    views=(SIDE_ON,),
    parts=("heel", "toe"),
    source="ours",
)
def forefoot_up(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the forefoot is up: by the line from heel to toes and by how high the toes are, half each.

    A heel that is stood on stays, so the toes' height says it as well, and without what the heel is seen off by.
    """
    heel, toe = (subject.sagittal_point(part, side) for part in ("heel", "toe"))
    foot_px = np.nanmedian(np.linalg.norm(toe - heel, axis=1)) if np.isfinite(toe - heel).any() else np.nan
    above = np.degrees((np.nanmedian(heel[:, 1]) - toe[:, 1]) / foot_px) if np.isfinite(foot_px) else toe[:, 1]
    return np.asarray((forefoot_pitch(subject, side) + above) / 2)


@measure(
    "step_length_pct",
    unit="% leg length",
    positive_means="onward",
    views=(SIDE_ON,),
    parts=("hip",),
    source="ours",
)
def step_length(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the hips have gone the way the runner mostly faces, from where they were first seen.

    They go as far from pass to pass as a step is long.
    """
    along = hips_along(subject)
    known = along[np.isfinite(along)]
    return np.asarray(100 * subject.forward * (along - (known[0] if len(known) else 0.0)))
