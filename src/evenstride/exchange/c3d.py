"""Motion-capture files (``.c3d``): the markers of `exchange.trc` as labs keep them.

Millimetres, Y up, frames counted from 1. Left and right are the first letter of each label, as in the ``.trc`` file. A
marker that was not seen is marked as such (residual -1).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evenstride.exchange.extras import load_extra
from evenstride.exchange.trc import Markers

MM_PER_M = 1000.0


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
