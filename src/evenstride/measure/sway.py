"""How far the body moves to and fro while it should be still."""

from __future__ import annotations

import numpy as np

from evenstride.measure.all_fours import thigh_rise_deg
from evenstride.measure.balance import OFF_THE_FLOOR, hips_beside_foot
from evenstride.measure.registry import measure
from evenstride.measure.stepping import foot_lift
from evenstride.measure.subject import Subject
from evenstride.model.clip import FRONT, OBLIQUE, SIDE_ON, View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side

AT_FULL_STRETCH = 0.8
"""The leg counts as stretched out from this share of its highest rise."""


@measure(
    "sway_pct",
    unit="% leg length",
    positive_means="to and fro",
    views=(FRONT, SIDE_ON, OBLIQUE),
    parts=("hip", "shoulder"),
    source="ours",
)
def sway(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the body has moved, where it moves most.

    From the front the hips sideways over the one foot they stand on. On all fours, of hips and shoulders, forward and
    up, the one that varies most while that leg is stretched out. Both against their usual place then.
    """
    if subject.view is View.FRONT:
        return hips_beside_foot(subject, side)
    rise = thigh_rise_deg(subject, side)
    known = rise[np.isfinite(rise)]
    stretched = rise > AT_FULL_STRETCH * (np.percentile(known, 95) if len(known) else np.inf)
    paths = []
    for part in ("hip", "shoulder"):
        place = 100 * subject.sagittal_middle(part) / subject.leg_px * np.array([subject.forward, -1.0])
        paths += [place[:, axis] for axis in (0, 1)]
    held = [path[stretched & np.isfinite(path)] for path in paths]
    most = max(range(len(paths)), key=lambda n: float(np.std(held[n])) if len(held[n]) else 0.0)
    return np.asarray(paths[most] - (np.median(held[most]) if len(held[most]) else subject.at_rest(paths[most])))


@measure(
    "fore_aft_sway_pct",
    unit="% leg length",
    positive_means="forward",
    views=(SIDE_ON,),
    parts=("hip", "ankle"),
    source="ours",
)
def fore_aft_sway(subject: Subject, side: Side) -> Floats:
    """Return (T,) % of leg length the middle of the hips is ahead of its usual place over the one foot it stands on.

    That foot stays where it is, so the hips' own way is read: on the tuning phantoms it is off by 0.5, against the
    ankle, which trembles and is taken for the other one, by 2.6.
    """
    ahead = 100 * subject.sagittal_middle("hip")[:, 0] * subject.forward / subject.leg_px
    alone = ahead[(foot_lift(subject, side.mirror()) > OFF_THE_FLOOR) & np.isfinite(ahead)]
    return np.asarray(ahead - (float(np.median(alone)) if len(alone) else subject.at_rest(ahead)))
