"""Marks drawn into the pixels of a picture: for figures that leave the page, and for clips."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from evenstride.report import lettering, looks
from evenstride.report.marks import Arc, Dot, Line, Mark, Place, Role, Tag
from evenstride.report.palette import INK, PAPER, rgb, side_rgb

Image = NDArray[np.uint8]
SHIFT = 4
"""Places are drawn to a sixteenth of a pixel."""


def burn(image: Image, marks: Iterable[Mark], unit_px: float) -> None:
    """Draw marks on an RGB image, in place; `unit_px` is how many pixels a 360th of the picture's width is."""
    painted = sorted(marks, key=looks.order)
    for mark in painted:
        _halo(image, mark, unit_px)
        _paint(image, mark, unit_px)
    tags = [mark for mark in painted if isinstance(mark, Tag)]
    boxes = looks.tag_boxes(tags, lettering.width_of, unit_px, (image.shape[1], image.shape[0]))
    for tag, box in zip(tags, boxes, strict=True):
        _tag(image, tag, box, unit_px)


def _halo(image: Image, mark: Mark, unit_px: float) -> None:
    match mark:
        case Line(role=Role.FAINT) | Tag():
            pass
        case Line(start, end, role):
            _stroke(image, [start, end], rgb(PAPER), looks.width(role) * unit_px + 2 * looks.HALO * unit_px)
        case Arc():
            _stroke(image, mark.places(), rgb(PAPER), (looks.ARC_WIDTH + 2 * looks.HALO) * unit_px)
        case Dot(at):
            _disc(image, at, (looks.DOT_RADIUS + looks.HALO) * unit_px, rgb(PAPER))


def _paint(image: Image, mark: Mark, unit_px: float) -> None:
    match mark:
        case Line(start, end, Role.GUIDE, side):
            for piece in _dashes(start, end, looks.GUIDE_DASH * unit_px):
                _stroke(image, piece, side_rgb(side), looks.width(Role.GUIDE) * unit_px)
        case Line(start, end, role, side):
            _stroke(image, [start, end], side_rgb(side), looks.width(role) * unit_px)
        case Arc():
            _stroke(image, mark.places(), side_rgb(mark.side), looks.ARC_WIDTH * unit_px)
        case Dot(at, side):
            _disc(image, at, looks.DOT_RADIUS * unit_px, side_rgb(side))
        case Tag():
            pass


def _tag(image: Image, tag: Tag, box: looks.Box, unit_px: float) -> None:
    import cv2

    corner, far = (round(box.x), round(box.y)), (round(box.x + box.width), round(box.y + box.height))
    cv2.rectangle(image, corner, far, rgb(PAPER), -1, cv2.LINE_AA)
    cv2.rectangle(image, corner, far, side_rgb(tag.side), max(1, round(looks.TAG_BORDER * unit_px)), cv2.LINE_AA)
    lettering.write(image, tag.text, box.x + box.padding, box.baseline, looks.LETTERS * unit_px, rgb(INK))


def _dashes(start: Place, end: Place, dash_px: float) -> list[list[Place]]:
    first, last = np.asarray(start), np.asarray(end)
    count = max(1, int(np.hypot(*(last - first)) / (2 * dash_px)))
    cuts = [first + (last - first) * share for share in np.linspace(0, 1, 2 * count + 1)]
    ends = [(float(cut[0]), float(cut[1])) for cut in cuts]
    return [[ends[2 * n], ends[2 * n + 1]] for n in range(count)]


def _stroke(image: Image, places: list[Place], colour: tuple[int, int, int], width_px: float) -> None:
    import cv2

    line = np.round(np.asarray(places) * 2**SHIFT).astype(np.int32)
    cv2.polylines(image, [line], False, colour, max(1, round(width_px)), cv2.LINE_AA, SHIFT)


def _disc(image: Image, at: Place, radius: float, colour: tuple[int, int, int]) -> None:
    import cv2

    x, y = (round(value * 2**SHIFT) for value in at)
    cv2.circle(image, (x, y), round(radius * 2**SHIFT), colour, -1, cv2.LINE_AA, SHIFT)
