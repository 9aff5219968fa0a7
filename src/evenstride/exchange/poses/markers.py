"""Markers of another program as a motion: which keypoints they are, which way is up, and what a phone would see."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.exchange.poses.names import columns_of
from evenstride.exchange.poses.phone import filmed
from evenstride.exchange.trc import Markers
from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import BODY, SIDES, Keypoint

PERSON_PX = 850.0
"""How tall somebody in metres becomes in pixels: as tall as in a phone's picture. No measure depends on it."""

AROUND = 1 / 3
"""How much of the person's extent is free on each side of the picture, where its edges are not known."""

LARGEST_PERSON_M = 10.0
"""Whoever is larger is in pixels, whatever the header says: Sports2D calls the units of its pixel files metres."""

FLAT = 0.01
"""Depths that vary less than this, as a share of the person's size, were not measured: one camera made the file."""

NEEDED = ("shoulder", "hip", "knee", "ankle")
NAMES_ADVICE = "name the joints as Halpe-26, COCO, Body-25 or BlazePose do, such as LKnee or left_knee"


def to_motion(markers: Markers, source: Path, view: str | None = None) -> Motion:
    """Return markers as the motion that a camera sees; `source` is named where they are none.

    Markers in a plane stay as they are, in pixels with y down. Markers in space are looked at by a phone that stands
    in `view`: front, side (the person's left) or rear; from the front unless stated, from the side if nobody stands.

    Raises
    ------
    PoseFileError
        If the joints that everything rests on are not there, or times do not increase.
    """
    columns = columns_of(markers.names)
    lacking = [part for part in NEEDED if not any(Keypoint(part, side) in columns for side in SIDES)]
    if lacking:
        there = ", ".join(markers.names[:6]) + (", ..." if len(markers.names) > 6 else "")
        raise PoseFileError(source, f"no marker of it is a {lacking[0]} ({there})", NAMES_ADVICE)
    times = markers.times - markers.times[0]
    if not np.isfinite(times).all() or (np.diff(times) <= 0).any():
        raise PoseFileError(source, "its times do not increase from row to row", "write the file again")
    places = np.full((len(times), len(BODY.keypoints), 3), np.nan)
    for keypoint, column in columns.items():
        places[:, BODY.index(keypoint.part, keypoint.side)] = markers.positions[:, column]
    places[_missing(places)] = np.nan
    if not np.isfinite(places).any():
        raise PoseFileError(source, "not one joint was seen in it", "write the file again")
    flat = places[..., :2]
    size = person_size(flat)
    if _in_space(places, size):
        return filmed(times, places, person_size(places), view, source)
    return seen(times, flat, np.isfinite(flat[..., 0]).astype(np.float64), in_px=size > LARGEST_PERSON_M)


def seen(times: Floats, places: Floats, confidence: Floats, *, in_px: bool) -> Motion:
    """Return places in the plane of the picture, (T, K, 2) px or m, as a motion in px with y down.

    Where the edges of the picture were is not known: the person is taken to be in its middle.
    """
    upright = places * (1.0, -1.0 if _upward(places, otherwise=not in_px) else 1.0)
    if not in_px:
        upright = upright * (PERSON_PX / person_size(places))
    low, high = np.nanmin(upright, axis=(0, 1)), np.nanmax(upright, axis=(0, 1))
    # In pixels the corner is known, unless y was turned over; the margin beyond the person is that before them.
    margin = np.where((low >= 0) & in_px, low, AROUND * (high - low))
    offset = margin - low
    width, height = (int(edge) for edge in np.ceil(high - low + 2 * margin))
    return Motion(times, upright + offset, confidence, (max(width, 1), max(height, 1)))


def person_size(places: Floats) -> float:
    """Return the largest extent of a person along any axis, in the unit of `places` (T, K, D); the median frame."""
    known = places[np.isfinite(places[..., 0]).any(axis=1)]
    return float(np.median(np.max(np.nanmax(known, axis=1) - np.nanmin(known, axis=1), axis=1)))


def _missing(places: Floats) -> Bools:
    """Return (T, K) where nothing was seen: a gap, or the zeros that some programs write instead."""
    return np.asarray(~np.isfinite(places[..., :2]).all(axis=2) | (places == 0).all(axis=2))


def _in_space(places: Floats, size: float) -> bool:
    depth = places[..., 2]
    seen_often = np.isfinite(depth).sum(axis=0) > 1
    return bool(seen_often.any() and np.nanstd(depth[:, seen_often], axis=0).max() > FLAT * size)


def _upward(places: Floats, *, otherwise: bool) -> bool:
    """Tell whether y grows upward: shoulders and hips lie beyond the ankles, unless the person lies down."""
    body, feet = (_rows(places, parts) for parts in (("shoulder", "hip"), ("ankle",)))
    above = float(np.nanmedian(body) - np.nanmedian(feet)) / person_size(places)
    return above > 0 if abs(above) > 0.2 else otherwise


def _rows(places: Floats, parts: tuple[str, ...]) -> Floats:
    """Return every y of some parts, (N,)."""
    return places[:, [BODY.index(part, side) for part in parts for side in SIDES], 1].ravel()
