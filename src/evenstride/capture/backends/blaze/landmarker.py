"""The landmark model: one person's keypoints inside a region."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.backends.blaze.interpreter import Network, Tensor
from evenstride.capture.backends.mirroring import swap
from evenstride.capture.backends.pose import Pose
from evenstride.capture.backends.region import Region
from evenstride.capture.model_files import LANDMARKER
from evenstride.capture.recording import Image

SIDE = 256
LANDMARKS = 39
BODY_LANDMARKS = 33
_KERNEL = 7
_MIN_HEAT = 0.5
_AUXILIARY = (33, 34)
"""Two points the model adds to say where the body is: the middle of the hips and the edge of the body's circle."""

_PAIRS = ((1, 4), (2, 5), (3, 6), *((left, left + 1) for left in range(7, BODY_LANDMARKS, 2)))
_SWAPPED = swap(_PAIRS, BODY_LANDMARKS)

Floats = NDArray[np.float64]


class Landmarker:
    """Places 33 landmarks; one per thread."""

    def __init__(self) -> None:
        self._network = Network(LANDMARKER, outputs=(0, 1, 3))

    def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
        """Return the pose of the person in the region of an (H, W, 3) picture; see `LandmarkModel`."""
        crop = region.crop(image, SIDE)[:, :: -1 if mirrored else 1]
        raw, presence, heat = self._network.run((crop.astype(np.float32) / 255.0)[None])
        values = raw.reshape(LANDMARKS, 5).astype(np.float64)
        unit = refined(values[:, :2] / SIDE, heat[0])
        if mirrored:
            unit = np.stack([1.0 - unit[:, 0], unit[:, 1]], axis=1)
        points = region.to_picture(unit)
        body = _SWAPPED if mirrored else slice(BODY_LANDMARKS)
        return Pose(
            presence=float(presence[0, 0]),
            points=points[body],
            depth=values[body, 2] / SIDE * region.size,
            visibility=_sigmoid(values[body, 3:5]).min(axis=1),
            circle=points[list(_AUXILIARY)],
        )


def refined(points: Floats, heat: Tensor) -> Floats:
    """Return (39, 2) points moved to the centre of mass of the heat around them, where the heat is sure.

    Parameters
    ----------
    points
        (39, 2), from 0 to 1 over the region.
    heat
        (64, 64, 39) logits, one map a landmark.
    """
    rows, columns, count = heat.shape
    reach = _KERNEL // 2
    cells = np.trunc(points * (columns, rows)).astype(np.int64)
    inside = ((points >= 0) & (cells < (columns, rows))).all(axis=1)
    steps = np.arange(-reach, reach + 1)
    x = cells[:, 0, None, None] + steps[None, None, :]
    y = cells[:, 1, None, None] + steps[None, :, None]
    there = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
    logits = heat[y.clip(0, rows - 1), x.clip(0, columns - 1), np.arange(count)[:, None, None]]
    weight = np.where(there, _sigmoid(logits.astype(np.float64)), 0.0)
    total = weight.sum(axis=(1, 2))
    sure = inside & (weight.max(axis=(1, 2)) >= _MIN_HEAT)
    mass = np.maximum(total, 1e-12)
    centre = np.stack(
        [(weight * x).sum(axis=(1, 2)) / mass / columns, (weight * y).sum(axis=(1, 2)) / mass / rows], axis=1
    )
    return np.where(sure[:, None], centre, points)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -100, 100))), dtype=np.float64)
