"""From the pose model's keypoints to an even, filtered signal (house rule 4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenstride.model.motion import Floats, Motion
from evenstride.signal.gaps import resample
from evenstride.signal.smoothing import hampel, lowpass

LOWEST_CONFIDENCE = 0.3
"""Keypoints the pose model is less sure of are treated as not seen: the field's usual gate."""

JITTER_FLOOR = 0.01
"""A keypoint is no outlier while it stays within this fraction of the person's height of its neighbours."""


def even(motion: Motion) -> Motion:
    """Return the motion on an even time grid, unsure points and outliers taken out, gaps up to 0.2 s bridged."""
    rate_hz = motion.rate_hz
    grid = np.arange(motion.times[0], motion.times[-1] + 0.5 / rate_hz, 1.0 / rate_hz)
    floor = JITTER_FLOOR * person_height_px(motion)
    points = np.where(motion.confidence[..., None] >= LOWEST_CONFIDENCE, motion.points, np.nan)

    def column(values: Floats) -> Floats:
        return resample(motion.times, hampel(values, rate_hz, floor), grid)

    shape = (len(grid), *points.shape[1:])
    resampled = np.stack([column(c) for c in points.reshape(len(points), -1).T], axis=-1).reshape(shape)
    confidence = np.stack([np.interp(grid, motion.times, c) for c in motion.confidence.T], axis=-1)
    confidence[~np.isfinite(resampled[..., 0])] = 0.0
    depth = None
    if motion.depth is not None:
        depth = np.stack([resample(motion.times, d, grid) for d in motion.depth.T], axis=-1)
    return Motion(grid, resampled, confidence, motion.size_px, depth, motion.skeleton)


def filtered(motion: Motion) -> Motion:
    """Return an even motion through the zero-lag 6 Hz low-pass."""
    flat = motion.points.reshape(len(motion), -1)
    smooth = np.stack([lowpass(column, motion.rate_hz) for column in flat.T], axis=-1)
    return replace(motion, points=smooth.reshape(motion.points.shape))


def person_height_px(motion: Motion) -> float:
    """Return how tall the person stands in the picture: the largest usual extent of the keypoints from nose to toes."""
    return _extent_px(motion, 1)


def person_width_px(motion: Motion) -> float:
    """Return how far the person reaches across the picture: what stands for height in who lies."""
    return _extent_px(motion, 0)


def _extent_px(motion: Motion, axis: int) -> float:
    known = np.isfinite(motion.points[..., axis]).any(axis=1)
    if not known.any():
        return 0.0
    places = motion.points[known, :, axis]
    return float(np.percentile(np.nanmax(places, axis=1) - np.nanmin(places, axis=1), 90))
