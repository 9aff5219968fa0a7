"""The signal: where each keypoint was, when, and how surely."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from evenstride.model.skeleton import BODY, Side, Skeleton

if TYPE_CHECKING:
    import xarray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def frozen_array(values: object) -> Floats:
    """Return a read-only float copy of `values`."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


@dataclass(frozen=True, eq=False)
class Motion:
    """The keypoints of one person over one clip.

    Parameters
    ----------
    times
        (T,) seconds from the clip's first frame, strictly increasing.
    points
        (T, K, 2) pixels, x to the right and y down in the upright picture. Missing keypoints are NaN.
    confidence
        (T, K) from 0 to 1; 0 where a point is missing.
    size_px
        Width and height of the upright picture.
    depth
        (T, K) pixels away from the camera relative to the hips, as the pose model guesses it, or None. Good for telling
        which leg is nearer and little else; never for an angle.

    Raises
    ------
    ValueError
        If shapes disagree or times do not increase.
    """

    times: Floats
    points: Floats
    confidence: Floats
    size_px: tuple[int, int]
    depth: Floats | None = None
    skeleton: Skeleton = BODY

    def __post_init__(self) -> None:
        for name in ("times", "points", "confidence"):
            object.__setattr__(self, name, frozen_array(getattr(self, name)))
        if self.depth is not None:
            object.__setattr__(self, "depth", frozen_array(self.depth))
        count, keypoints = len(self.times), len(self.skeleton.keypoints)
        if self.times.shape != (count,) or (count > 1 and not np.all(np.diff(self.times) > 0)):
            raise ValueError("times must be one strictly increasing row")
        if self.points.shape != (count, keypoints, 2):
            raise ValueError(f"points must be ({count}, {keypoints}, 2), not {self.points.shape}")
        if self.confidence.shape != (count, keypoints):
            raise ValueError(f"confidence must be ({count}, {keypoints}), not {self.confidence.shape}")
        if self.depth is not None and self.depth.shape != (count, keypoints):
            raise ValueError(f"depth must be ({count}, {keypoints}), not {self.depth.shape}")

    def __len__(self) -> int:
        return len(self.times)

    @property
    def rate_hz(self) -> float:
        """Frames per second, from the median step between frames; 0 for fewer than two frames."""
        return float(1.0 / np.median(np.diff(self.times))) if len(self) > 1 else 0.0

    def point(self, part: str, side: Side = Side.NONE) -> Floats:
        """Return (T, 2) pixels of one keypoint."""
        return self.points[:, self.skeleton.index(part, side)]

    def middle(self, part: str) -> Floats:
        """Return (T, 2) pixels halfway between the left and right of a pair."""
        return (self.point(part, Side.LEFT) + self.point(part, Side.RIGHT)) / 2

    def sureness(self, part: str, side: Side = Side.NONE) -> Floats:
        """Return (T,) confidence of one keypoint."""
        return self.confidence[:, self.skeleton.index(part, side)]

    def mirrored(self) -> Motion:
        """Return the motion as a mirror beside the runner would show it: x flipped, sides swapped."""
        order = list(self.skeleton.mirror_order)
        points = self.points[:, order].copy()
        points[..., 0] = self.size_px[0] - points[..., 0]
        depth = None if self.depth is None else self.depth[:, order]
        return replace(self, points=points, confidence=self.confidence[:, order], depth=depth)

    def between(self, start_s: float, end_s: float) -> Motion:
        """Return the part from `start_s` to `end_s`, both included; times keep their origin."""
        keep = (self.times >= start_s) & (self.times <= end_s)
        depth = None if self.depth is None else self.depth[keep]
        return replace(
            self, times=self.times[keep], points=self.points[keep], confidence=self.confidence[keep], depth=depth
        )


def to_xarray(motion: Motion) -> xarray.Dataset:
    """Return a labelled dataset: ``position (time, space, keypoint) px`` and ``confidence (time, keypoint)``."""
    import xarray

    return xarray.Dataset(
        {
            "position": (("time", "space", "keypoint"), np.swapaxes(motion.points, 1, 2)),
            "confidence": (("time", "keypoint"), motion.confidence),
        },
        coords={"time": motion.times, "space": ["x", "y"], "keypoint": [str(k) for k in motion.skeleton.keypoints]},
        attrs={"units": "px", "time_unit": "s", "size_px": list(motion.size_px), "skeleton": motion.skeleton.name},
    )
