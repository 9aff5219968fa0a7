"""How marks look, in 360ths of a picture's width: the one set of widths that page, pictures and clips share."""

from __future__ import annotations

from dataclasses import dataclass

from evenstride.report.marks import Arc, Dot, Line, Mark, Role, Tag

HALO = 1.2
ARC_WIDTH = 2.6
DOT_RADIUS = 4.2
GUIDE_DASH = 5.0
LETTERS = 16.0
TAG_GAP = 10.0
_WIDTHS = {Role.MEASURE: 4.4, Role.BODY: 2.4, Role.GUIDE: 2.0}


def width(role: Role) -> float:
    """Return how wide a line of this role is."""
    return _WIDTHS[role]


def order(mark: Mark) -> int:
    """Return when a mark is drawn: bones first, then guides, then what is measured, words last."""
    match mark:
        case Line(role=role):
            return (Role.BODY, Role.GUIDE, Role.MEASURE).index(role)
        case Arc():
            return 3
        case Dot():
            return 4
        case Tag():
            return 5


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


def tag_box(tag: Tag, text_width: float, unit_px: float, size_px: tuple[int, int]) -> Box:
    """Return the place of a tag beside its point, wholly within a picture of `size_px`."""
    padding, height = 6 * unit_px, 1.5 * LETTERS * unit_px
    full = text_width + 2 * padding
    x, y = tag.at[0] - full / 2, tag.at[1] - height / 2
    if tag.towards > 0:
        x = tag.at[0] + TAG_GAP * unit_px
    elif tag.towards < 0:
        x = tag.at[0] - TAG_GAP * unit_px - full
    else:
        y = tag.at[1] - TAG_GAP * unit_px - height
    edge = 3 * unit_px
    x = min(max(x, edge), max(size_px[0] - full - edge, edge))
    y = min(max(y, edge), max(size_px[1] - height - edge, edge))
    return Box(x, y, full, height, padding)
