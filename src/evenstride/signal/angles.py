"""Angles between directions in the picture, in degrees. The picture's y points down."""

from __future__ import annotations

import numpy as np

from evenstride.model.motion import Floats


def angle_between(a: Floats, b: Floats) -> Floats:
    """Return (T,) the unsigned angle between directions `a` and `b` (T, 2), from 0 to 180 deg."""
    cross = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    dot = np.sum(a * b, axis=-1)
    return np.asarray(np.degrees(np.abs(np.arctan2(cross, dot))))


def flexion(proximal: Floats, joint: Floats, distal: Floats) -> Floats:
    """Return (T,) how far a joint is bent: 0 when the three points (T, 2) are in line, 90 at a right angle."""
    return angle_between(joint - proximal, distal - joint)


def flexion_from_reach(reach: Floats, upper: float, lower: float) -> Floats:
    """Return (T,) how far the joint of two links is bent when their ends lie `reach` (T,) apart: 0 when stretched."""
    cosine = (upper**2 + lower**2 - reach**2) / (2 * upper * lower)
    return 180.0 - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def lean_from_vertical(base: Floats, top: Floats, forward: float) -> Floats:
    """Return (T,) the lean of the line from `base` up to `top`, positive toward `forward` (+1 right, -1 left)."""
    along = top - base
    return np.degrees(np.arctan2(along[..., 0] * forward, -along[..., 1]))


def rise_above_horizontal(start: Floats, end: Floats, forward: float) -> Floats:
    """Return (T,) how steeply the line from `start` to `end` climbs, `end` lying toward direction `forward`."""
    along = end - start
    return np.degrees(np.arctan2(-along[..., 1], along[..., 0] * forward))


def length(vector: Floats) -> Floats:
    """Return (T,) the length of (T, 2) vectors."""
    return np.asarray(np.linalg.norm(vector, axis=-1))
