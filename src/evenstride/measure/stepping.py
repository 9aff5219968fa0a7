"""One leg lifted and the weight on the other, as any view shows them."""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Floats
from evenstride.model.skeleton import LEFT, SIDES, Side


def foot_lift(subject: Subject, side: Side) -> Floats:
    """Return (T,) how much nearer to the hips a foot has come, as a fraction of how far below them it stands.

    Against the hips and not the picture: a camera in the hand does not lift feet.
    """
    below = subject.motion.point("ankle", side)[:, 1] - subject.motion.middle("hip")[:, 1]
    return np.asarray(1.0 - below / subject.at_rest(below))


def knee_raise(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far a knee has come up toward its hip and beyond, as a fraction of the leg."""
    above = subject.motion.point("hip", side)[:, 1] - subject.motion.point("knee", side)[:, 1]
    return np.asarray((above - subject.at_rest(above)) / subject.leg_px)


def higher_knee_raise(subject: Subject, side: Side) -> Floats:
    """Return (T,) how far a knee has come up; the higher one where no side is meant."""
    if side in SIDES:
        return knee_raise(subject, side)
    return np.asarray(np.fmax(*(knee_raise(subject, s) for s in SIDES)))


def weight_shift(subject: Subject, stepping: Side) -> Floats:
    """Return (T,) how far the hips are from the middle toward the leg that stays, as a fraction of the leg."""
    shift = subject.sideways_px(subject.motion.middle("hip")) / subject.leg_px
    return np.asarray((shift - subject.at_rest(shift)) * (1.0 if stepping is LEFT else -1.0))


def foot_ahead(subject: Subject, stepping: Side) -> Floats:
    """Return (T,) how far a foot is ahead of the other one as a side view shows it, as a fraction of the leg."""
    apart = subject.motion.point("ankle", stepping) - subject.motion.point("ankle", stepping.mirror())
    ahead = apart[:, 0] * subject.forward / subject.leg_px
    return np.asarray(ahead - subject.at_rest(ahead))
