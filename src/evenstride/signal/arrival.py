"""Who walks into the picture before an exercise done on the spot, and out of it afterwards."""

from __future__ import annotations

import numpy as np

from evenstride.model.motion import Bools, Motion
from evenstride.model.skeleton import SIDES
from evenstride.signal.angles import length
from evenstride.signal.gaps import bridged, median_seen, percentile_seen, runs
from evenstride.signal.posture import foot_homes

ASIDE, DEEP = 0.8, 0.6
"""Whose hips are further from their usual place than this to the side, or in height, as shares of the leg, is not where
the exercise is done: on the spot hips move by the way from one foot to the other, and as deep as a squat goes."""

LEAST_STAY_S, LEAST_AWAY_S = 3.0, 1.0
"""Who stays in place does so for the first; who walks in or out is away for the second: less is hips not seen."""

SQUATS_S = 3.0
"""Who is deeper in place for less, and comes up again, has squatted to the floor and not left."""

STILL, STILL_S, SOON_S = 0.04, 0.4, 3.0
"""Who has arrived stands on both feet once both ankles keep within the first, as a share of the leg, for the second,
not later than the third; and who leaves stood so not longer before."""


def on_the_spot(motion: Motion) -> Motion:
    """Return the motion from when the runner stands where they mostly are until they leave; all of it if in vain.

    A clip that begins, or ends, with the runner in place does so as it is: only who came has to come to a stand.
    """
    there = _in_place(motion)
    stays = [(a, b) for a, b in runs(there) if motion.times[b - 1] - motion.times[a] >= LEAST_STAY_S]
    if not stays:
        return motion
    shortest, final = LEAST_AWAY_S * motion.rate_hz, len(motion) - 1
    first = stays[0][0] if stays[0][0] >= shortest else 0
    last = stays[-1][1] - 1 if final - stays[-1][1] >= shortest else final
    if first == 0 and last == final:
        return motion
    window, soon = max(2, round(STILL_S * motion.rate_hz)), round(SOON_S * motion.rate_hz)
    arrives = range(first, min(first + soon, last - window) if first else first)
    leaves = range(last, max(last - soon, first + window) if last < final else last, -1)
    start = next((n for n in arrives if _stands(motion, n, n + window)), first)
    end = next((n for n in leaves if _stands(motion, n - window, n)), last)
    return motion.between(float(motion.times[start]), float(motion.times[end]))


def _in_place(motion: Motion) -> Bools:
    """Return (T,) where the hips are about where they mostly are."""
    hips, leg = motion.middle("hip"), _leg_px(motion)
    with np.errstate(invalid="ignore"):
        aside, deep = (np.abs(hips[:, n] - median_seen(hips[:, n])) / leg for n in (0, 1))
        there = (aside < ASIDE) & (deep < DEEP)
    seen = bridged(np.asarray(there), LEAST_AWAY_S * motion.rate_hz, ~np.isfinite(hips[:, 0]))
    return bridged(seen, SQUATS_S * motion.rate_hz, np.asarray(seen | (aside < ASIDE)))


def _stands(motion: Motion, first: int, end: int) -> bool:
    """Tell whether both feet are down and still between two samples."""
    part = motion.between(float(motion.times[first]), float(motion.times[end - 1]))
    ankles = np.concatenate([part.point("ankle", side) for side in SIDES], axis=1)
    still = bool(np.isfinite(ankles).all()) and float(np.ptp(ankles, axis=0).max()) < STILL * _leg_px(motion)
    return still and foot_homes(part) is not None


def _leg_px(motion: Motion) -> float:
    return percentile_seen(np.fmax(*(length(motion.point("hip", s) - motion.point("ankle", s)) for s in SIDES)), 75)
