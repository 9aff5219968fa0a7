"""Motion-capture files (``.c3d``): the markers of `exchange.trc` as labs keep them.

Millimetres, Y up, frames counted from 1. Left and right are the first letter of each label, as in the ``.trc`` file. A
marker that was not seen is marked as such (residual -1).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.exchange.extras import load_extra
from evenstride.exchange.trc import Markers
from evenstride.model.motion import frozen_array

MM_PER_M = 1000.0
_UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001}


def write_c3d(path: Path, markers: Markers) -> None:
    """Write the markers as a ``.c3d`` file in mm.

    Raises
    ------
    MissingExtraError
        If ezc3d is not installed.
    """
    ezc3d = load_extra("ezc3d", "lab")
    recording = ezc3d.c3d()
    point = recording["parameters"]["POINT"]
    point["UNITS"]["value"] = ["mm"]
    point["RATE"]["value"] = [float(markers.rate_hz)]
    point["LABELS"]["value"] = list(markers.names)
    recording.add_parameter("POINT", "X_SCREEN", ["+X"])
    recording.add_parameter("POINT", "Y_SCREEN", ["+Y"])
    places = np.moveaxis(markers.positions * MM_PER_M, (0, 1, 2), (2, 1, 0))
    points = np.ones((4, *places.shape[1:]))
    points[:3] = places
    recording["data"]["points"] = points
    unseen = ~np.isfinite(places).all(axis=0)
    recording["data"]["meta_points"]["residuals"] = np.where(unseen, -1.0, 0.0)[np.newaxis]
    recording.write(str(path))


def read_c3d(path: Path) -> Markers:
    """Read the markers of a ``.c3d`` file, in m whatever its unit; those that were not seen are NaN.

    Raises
    ------
    MissingExtraError
        If ezc3d is not installed.
    PoseFileError
        If the file is none, damaged, or holds no markers.
    """
    ezc3d = load_extra("ezc3d", "lab")
    try:
        recording = ezc3d.c3d(str(path))
    except (OSError, ValueError, RuntimeError, IndexError) as problem:
        raise PoseFileError(
            path, "it cannot be read as a C3D file", f"write it again ({_first_line(problem)})"
        ) from None
    point = recording["parameters"]["POINT"]
    labels = [str(label).strip() for label in point["LABELS"]["value"]]
    units, rates = (list(point.get(key, {}).get("value", [])) for key in ("UNITS", "RATE"))
    places = np.moveaxis(recording["data"]["points"][:3], (0, 1, 2), (2, 1, 0))
    if not labels or not len(places) or not rates or not rates[0] > 0:
        raise PoseFileError(path, "it holds no markers over time", "name a C3D file with a recording in it")
    factor = _UNITS_M.get(str(units[0]).strip().lower() if units else "mm", 1.0)
    unseen = recording["data"]["meta_points"]["residuals"][0].T < 0
    places = np.where(unseen[..., np.newaxis], np.nan, places * factor)[:, : len(labels)]
    times = np.arange(len(places)) / float(rates[0])
    return Markers(tuple(labels[: places.shape[1]]), times, frozen_array(places), float(rates[0]))


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0]
