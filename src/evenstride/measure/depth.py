"""What a front view hides: how far knee and hip stand in front of or behind the ankle.

A bone seen shorter than it is points toward or away from the camera; in a squat the shank always leans forward and the
thigh back, so the sign is known.
"""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side
from evenstride.signal.angles import length

TURNS_WITH_THE_CAMERA = 0.5
"""Of how far hips and shoulders seem ahead, this share moves in the picture as the camera stands off: they look nearer
together for other reasons too. Best on the tuning phantoms: 0.4 to 0.6 for planned bodies and recorded people alike."""


def _hidden(projected: Floats, full: float) -> Floats:
    return np.sqrt(np.clip(full**2 - projected**2, 0.0, None))


def knee_ahead_px(subject: Subject, side: Side) -> Floats:
    """Return (T,) px the knee is ahead of the ankle, from how short the shank looks."""
    motion = subject.motion
    return _hidden(length(motion.point("knee", side) - motion.point("ankle", side)), subject.shank_px(side))


def hip_behind_knee_px(subject: Subject, side: Side) -> Floats:
    """Return (T,) px the hip is behind the knee, from how short the thigh looks."""
    motion = subject.motion
    return _hidden(length(motion.point("hip", side) - motion.point("knee", side)), subject.thigh_px(side))


def knee_ahead_of_leg_line_px(subject: Subject, side: Side) -> Floats:
    """Return (T,) px the knee is ahead of the line from hip to ankle, at the knee's place along it."""
    motion = subject.motion
    hip, knee, ankle = (motion.point(part, side) for part in ("hip", "knee", "ankle"))
    line = hip - ankle
    share = np.clip(np.sum((knee - ankle) * line, axis=-1) / np.maximum(np.sum(line**2, axis=-1), 1e-9), 0.0, 1.0)
    ahead = knee_ahead_px(subject, side)
    return np.asarray(ahead - share * (ahead - hip_behind_knee_px(subject, side)))


def shoulders_ahead_px(subject: Subject) -> Floats:
    """Return (T,) px the shoulders are ahead of the hips, from how short the trunk looks."""
    trunk = length(subject.motion.middle("shoulder") - subject.motion.middle("hip"))
    return _hidden(trunk, subject.at_rest(trunk))
