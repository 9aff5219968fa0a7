"""Marks as SVG, laid over a picture in the page: sharp at any zoom and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from evenstride.language import tr
from evenstride.report import looks
from evenstride.report.marks import Arc, Dot, Line, Mark, Place, Role, Tag
from evenstride.report.palette import COLOURS, INK, PAPER

LETTER_WIDTHS = {" ": 0.28, ".": 0.28, ",": 0.28, "1": 0.5, "%": 0.86, "°": 0.4}
"""Widths of letters as a fraction of their height, generous enough for any system font."""


def text_width(text: str, height: float) -> float:
    """Return about how wide a system font writes `text` at this height."""
    return height * sum(LETTER_WIDTHS.get(letter, 0.6) for letter in tr(text))


def svg(marks: Iterable[Mark], size_px: tuple[int, int]) -> str:
    """Return an SVG element of the picture's size with the marks; decoration, the caption says the same."""
    width, height = size_px
    unit = width / 360
    painted = sorted(marks, key=looks.order)
    body = "".join(_halo(mark, unit) + _paint(mark, unit) for mark in painted)
    tags = [mark for mark in painted if isinstance(mark, Tag)]
    boxes = looks.tag_boxes(tags, text_width, unit, size_px)
    body += "".join(_tag(tag, box, unit) for tag, box in zip(tags, boxes, strict=True))
    return f'<svg class="over" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">{body}</svg>'


def _halo(mark: Mark, unit: float) -> str:
    match mark:
        case Line(role=Role.FAINT) | Tag():
            return ""
        case Line(start, end, role):
            return _path([start, end], PAPER, (looks.width(role) + 2 * looks.HALO) * unit)
        case Arc():
            return _path(mark.places(), PAPER, (looks.ARC_WIDTH + 2 * looks.HALO) * unit)
        case Dot(at):
            return _disc(at, (looks.DOT_RADIUS + looks.HALO) * unit, PAPER)


def _paint(mark: Mark, unit: float) -> str:
    colour = COLOURS[mark.side]
    match mark:
        case Line(start, end, role):
            dash = looks.GUIDE_DASH * unit if role is Role.GUIDE else 0.0
            return _path([start, end], colour, looks.width(role) * unit, dash)
        case Arc():
            return _path(mark.places(), colour, looks.ARC_WIDTH * unit)
        case Dot(at):
            return _disc(at, looks.DOT_RADIUS * unit, colour)
        case Tag():
            return ""


def _tag(tag: Tag, box: looks.Box, unit: float) -> str:
    letters = looks.LETTERS * unit
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="{4 * unit:.1f}"'
        f' fill="{PAPER}" stroke="{COLOURS[tag.side]}" stroke-width="{looks.TAG_BORDER * unit:.1f}"/>'
        f'<text x="{box.x + box.width / 2:.1f}" y="{box.baseline:.1f}" font-size="{letters:.1f}" text-anchor="middle"'
        f' fill="{INK}" font-weight="700">{escape(tr(tag.text))}</text>'
    )


def _path(places: list[Place], colour: str, width: float, dash: float = 0.0) -> str:
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dashes = f' stroke-dasharray="{dash:.1f}"' if dash else ' stroke-linecap="round"'
    return f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"{dashes}/>'


def _disc(at: Place, radius: float, colour: str) -> str:
    return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="{colour}"/>'
