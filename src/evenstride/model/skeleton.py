"""The body as keypoints that know their side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Side(StrEnum):
    """A side of the body: the person's own left and right, never the picture's."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    NONE = "none"

    def mirror(self) -> Side:
        """Return the side this one becomes in a mirror."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, self)


LEFT, RIGHT = Side.LEFT, Side.RIGHT
SIDES = (LEFT, RIGHT)


@dataclass(frozen=True, slots=True)
class Keypoint:
    """A named place on the body, e.g. ``Keypoint("knee", Side.LEFT)``."""

    part: str
    side: Side = Side.NONE

    def __str__(self) -> str:
        return self.part if self.side is Side.NONE else f"{self.side}_{self.part}"


@dataclass(frozen=True)
class Skeleton:
    """Which keypoints there are, in order, and which of them are joined by a bone."""

    name: str
    keypoints: tuple[Keypoint, ...]
    bones: tuple[tuple[Keypoint, Keypoint], ...]

    def __post_init__(self) -> None:
        if len(set(self.keypoints)) != len(self.keypoints):
            raise ValueError(f"skeleton {self.name} names a keypoint twice")
        strangers = {k for bone in self.bones for k in bone} - set(self.keypoints)
        if strangers:
            raise ValueError(f"skeleton {self.name} has bones to unknown keypoints {sorted(map(str, strangers))}")

    @cached_property
    def _index(self) -> dict[Keypoint, int]:
        return {k: i for i, k in enumerate(self.keypoints)}

    def index(self, part: str, side: Side = Side.NONE) -> int:
        """Return the column of a keypoint in a motion's arrays."""
        return self._index[Keypoint(part, side)]

    @cached_property
    def mirror_order(self) -> tuple[int, ...]:
        """Column order that swaps left and right: ``points[:, mirror_order]``."""
        return tuple(self._index[Keypoint(k.part, k.side.mirror())] for k in self.keypoints)


PAIRED_PARTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
_LIMBS = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "toe"),
    ("ankle", "toe"),
)

BODY = Skeleton(
    name="body19",
    keypoints=(Keypoint("nose"), *(Keypoint(part, side) for part in PAIRED_PARTS for side in SIDES)),
    bones=(
        (Keypoint("shoulder", LEFT), Keypoint("shoulder", RIGHT)),
        (Keypoint("hip", LEFT), Keypoint("hip", RIGHT)),
        *((Keypoint(a, side), Keypoint(b, side)) for side in SIDES for a, b in _LIMBS),
    ),
)
"""The one skeleton every pose backend is translated to; everything behind `capture` knows only this one."""
