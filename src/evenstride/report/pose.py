"""Where the body was at one moment of a clip."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evenstride.model import Motion, Side, Skeleton
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES

LONGEST_STEP_S = 0.25
"""Between two posed frames further apart than this nothing is drawn."""


@dataclass(frozen=True, eq=False)
class Pose:
    """The keypoints at one moment: (K, 2) pixels of the upright picture, NaN where unknown.

    `trunk_px` and `leg_px` are how long trunk and leg (thigh and shank) look in this clip: yardsticks for drawing.
    """

    points: Floats
    skeleton: Skeleton
    trunk_px: float
    leg_px: float

    def at(self, part: str, side: Side = Side.NONE) -> Floats:
        """Return (2,) pixels of one keypoint."""
        place: Floats = self.points[self.skeleton.index(part, side)]
        return place

    def middle(self, part: str) -> Floats:
        """Return (2,) pixels halfway between the left and right of a pair."""
        return (self.at(part, Side.LEFT) + self.at(part, Side.RIGHT)) / 2

    def knows(self, *places: Floats) -> bool:
        """Tell whether all of these places are known."""
        return all(bool(np.all(np.isfinite(place))) for place in places)

    def moved(self, offset: tuple[float, float], scale: float) -> Pose:
        """Return the pose in the pixels of a cut-out that begins at `offset` and is `scale` times as large."""
        points = (self.points - np.asarray(offset)) * scale
        return Pose(points, self.skeleton, self.trunk_px * scale, self.leg_px * scale)


@dataclass(frozen=True, eq=False)
class Track:
    """A motion that can be asked for any moment, between frames as well."""

    motion: Motion

    @cached_property
    def trunk_px(self) -> float:
        """How long the trunk looks when it is upright: near the longest it gets in the clip.

        A tenth of the picture's height if the trunk is never seen.
        """
        lengths = np.hypot(*(self.motion.middle("shoulder") - self.motion.middle("hip")).T)
        return _near_longest(lengths, self.motion.size_px[1] / 10)

    @cached_property
    def leg_px(self) -> float:
        """How long a straight leg looks, the mean of both; a fifth of the picture's height if none is seen."""
        both = []
        for side in SIDES:
            hip, knee, ankle = (self.motion.point(part, side) for part in ("hip", "knee", "ankle"))
            lengths = np.hypot(*(knee - hip).T) + np.hypot(*(ankle - knee).T)
            both.append(_near_longest(lengths, self.motion.size_px[1] / 5))
        return float(np.mean(both))

    def at(self, time_s: float) -> Pose:
        """Return the pose at `time_s`, drawn straight between the frames on either side."""
        return self.posed(self._points(time_s))

    def posed(self, points: Floats) -> Pose:
        """Return keypoints (K, 2) of this clip as a pose."""
        return Pose(points, self.motion.skeleton, self.trunk_px, self.leg_px)

    def _points(self, time_s: float) -> Floats:
        times, points = self.motion.times, self.motion.points
        if len(times) == 0:
            return np.full(points.shape[1:], np.nan)
        after = int(np.clip(np.searchsorted(times, time_s), 0, len(times) - 1))
        before = max(after - 1, 0)
        nearest = before if abs(times[before] - time_s) <= abs(times[after] - time_s) else after
        step = float(times[after] - times[before])
        if abs(times[nearest] - time_s) > LONGEST_STEP_S:
            return np.full(points.shape[1:], np.nan)
        if step <= 0 or step > LONGEST_STEP_S or not times[before] <= time_s <= times[after]:
            return np.array(points[nearest])
        share = (time_s - float(times[before])) / step
        between = points[before] * (1 - share) + points[after] * share
        mended: Floats = np.where(np.isfinite(between), between, points[nearest])
        return mended


def _near_longest(lengths: Floats, otherwise: float) -> float:
    seen = lengths[np.isfinite(lengths)]
    return float(np.percentile(seen, 90)) if seen.size else otherwise
