"""What the models say of one picture: where people are, and one person's pose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.backends.region import Region
from evenstride.capture.recording import Image

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Pose:
    """What a landmark model saw in one region; K is the model's own number of landmarks.

    Parameters
    ----------
    presence
        From 0 to 1: how sure it is that a person is there.
    points
        (K, 2) px in the picture.
    depth
        (K,) px, away from the camera relative to the hips; NaN from a model that does not guess it.
    visibility
        (K,) from 0 to 1: inside the picture and not hidden.
    circle
        (2, 2) px: the middle of the hips and the edge, toward the head, of the circle around the body.
    """

    presence: float
    points: Floats
    depth: Floats
    visibility: Floats
    circle: Floats

    @property
    def next_region(self) -> Region:
        """Where this person is, and so where to look in the next frame."""
        return Region.around(*self.circle)

    @property
    def quality(self) -> float:
        """From 0 to 1: how much of the person the model is sure to see."""
        return self.presence * float(self.visibility.mean())


@dataclass(frozen=True, slots=True)
class Detection:
    """One person found: the score from 0 to 1 and the region around the whole body."""

    score: float
    region: Region


class PersonFinder(Protocol):
    """Finds people in a whole picture."""

    def find(self, image: Image, *, closely: bool = False) -> list[Detection]:
        """Return the people in an (H, W, 3) picture, surest first; with `closely`, go to lengths to find small ones."""
        ...


class LandmarkModel(Protocol):
    """Places the landmarks of the person inside a region."""

    def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
        """Return what is seen in the region of an (H, W, 3) picture.

        With `mirrored` the model is shown the region's mirror image; what it says is turned back, points and sides.
        """
        ...
