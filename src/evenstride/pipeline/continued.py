"""A motion without the holes that a busy machine or a slow camera leaves, and as it would go on from now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from evenstride.model.motion import Floats, Motion

STILL_S = 0.3
"""How long the last pose is held: longer than the shortest rest that ends a repetition."""

DOWN_S, REST_S = 0.6, 0.4
"""Who is up would come down in the first, and rest for the second."""

LONGEST_STUTTER_S = 0.6
LEAST_HZ = 20.0
"""Fewer pictures a second than this are filled up; longer holes stay holes. What takes outliers out looks 0.12 s either
way, and takes the lowest moment for one where that is a single picture: five tuning deadlifts lost one repetition each
at 10 pictures a second and all of them at 6; filled up they lose none at 5."""


def without_stutter(motion: Motion) -> Motion:
    """Return the motion with pictures that nobody took, or had time for, drawn straight between their neighbours.

    A machine that is busy for a moment is no body out of sight.
    """
    steps = np.diff(motion.times)
    usual = min(float(np.median(steps)), 1 / LEAST_HZ)
    late = np.flatnonzero((steps > 1.5 * usual) & (steps <= LONGEST_STUTTER_S))
    if not len(late):
        return motion
    between = [motion.times[n] + usual * np.arange(1, round(steps[n] / usual)) for n in late]
    times = np.sort(np.concatenate([motion.times, *between]))

    def drawn(values: Floats) -> Floats:
        flat = values.reshape(len(values), -1)
        filled = np.stack([np.interp(times, motion.times, column) for column in flat.T], axis=-1)
        return filled.reshape(len(times), *values.shape[1:])

    depth = None if motion.depth is None else drawn(motion.depth)
    return replace(motion, times=times, points=drawn(motion.points), confidence=drawn(motion.confidence), depth=depth)


def kept_still(motion: Motion) -> Motion:
    """Return the motion going on with its last pose for `STILL_S`, as if the runner kept still."""
    count = max(1, round(STILL_S * motion.rate_hz))
    times = motion.times[-1] + np.arange(1, count + 1) / motion.rate_hz

    return _longer(motion, times, lambda values: np.concatenate([values, np.repeat(values[-1:], count, axis=0)]))


def brought_down(motion: Motion, lowest_s: float) -> Motion:
    """Return the motion going on from its last pose to the one at `lowest_s`, where the runner was at rest."""
    rate_hz = motion.rate_hz
    count = max(2, round((DOWN_S + REST_S) * rate_hz))
    times = motion.times[-1] + np.arange(1, count + 1) / rate_hz
    share = np.clip(np.arange(1, count + 1) / (DOWN_S * rate_hz), 0.0, 1.0)
    resting = int(np.argmin(np.abs(motion.times - lowest_s)))

    def gone_on(values: Floats) -> Floats:
        weight = share.reshape(-1, *[1] * (values.ndim - 1))
        return np.concatenate([values, values[-1:] * (1 - weight) + values[resting : resting + 1] * weight])

    return _longer(motion, times, gone_on)


def _longer(motion: Motion, times: Floats, gone_on: Callable[[Floats], Floats]) -> Motion:
    return replace(
        motion,
        times=np.concatenate([motion.times, times]),
        points=gone_on(motion.points),
        confidence=gone_on(motion.confidence),
        depth=None if motion.depth is None else gone_on(motion.depth),
    )
