"""How marks look, in 360ths of a picture's width: the one set of widths that page, pictures and clips share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from evenstride.report.marks import Arc, Dot, Line, Mark, Role, Tag

HALO = 1.2
ARC_WIDTH = 2.6
DOT_RADIUS = 4.2
GUIDE_DASH = 5.0
LETTERS = 16.0
TAG_GAP = 10.0
TAG_BORDER = 2.6
_WIDTHS = {Role.MEASURE: 4.4, Role.BODY: 2.4, Role.GUIDE: 2.0, Role.FAINT: 1.5}


def width(role: Role) -> float:
    """Return how wide a line of this role is."""
    return _WIDTHS[role]


def order(mark: Mark) -> int:
    """Return when a mark is drawn: faint bones first, what is measured on top of guides and bones, words last."""
    match mark:
        case Line(role=role):
            return (Role.FAINT, Role.GUIDE, Role.BODY, Role.MEASURE).index(role)
        case Arc():
            return 4
        case Dot():
            return 5
        case Tag():
            return 6


@dataclass(frozen=True, slots=True)
class Box:
    """Where a tag sits in a picture, in pixels."""

    x: float
    y: float
    width: float
    height: float
    padding: float

    @property
    def baseline(self) -> float:
        """Where its words stand."""
        return self.y + 0.72 * self.height

    def overlaps(self, other: Box) -> bool:
        """Tell whether two tags would cover each other."""
        beside = self.x >= other.x + other.width or other.x >= self.x + self.width
        apart = self.y >= other.y + other.height or other.y >= self.y + self.height
        return not (beside or apart)


def tag_boxes(
    tags: Sequence[Tag], width_of: Callable[[str, float], float], unit_px: float, size_px: tuple[int, int]
) -> list[Box]:
    """Return the places of tags beside their points, wholly within a picture of `size_px`, none over another.

    `width_of` tells how wide a text is at a height.
    """
    boxes: list[Box] = []
    for tag in tags:
        box = _beside(tag, width_of(tag.text, LETTERS * unit_px), unit_px, size_px)
        for other in boxes:
            if box.overlaps(other):
                box = replace(box, y=other.y + other.height + 3 * unit_px)
        boxes.append(box)
    return boxes


def _beside(tag: Tag, text_width: float, unit_px: float, size_px: tuple[int, int]) -> Box:
    padding, height = 6 * unit_px, 1.5 * LETTERS * unit_px
    full, gap = text_width + 2 * padding, TAG_GAP * unit_px
    across, down = tag.towards
    x = tag.at[0] - full / 2 + across * (full / 2 + gap)
    y = tag.at[1] - height / 2 + down * (height / 2 + gap)
    edge = 3 * unit_px
    x = min(max(x, edge), max(size_px[0] - full - edge, edge))
    y = min(max(y, edge), max(size_px[1] - height - edge, edge))
    return Box(x, y, full, height, padding)
