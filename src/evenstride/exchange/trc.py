"""Marker files (``.trc``): the keypoints as OpenSim, Pose2Sim and Sports2D read them.

One camera sees a plane, so the markers lie in it: X to the right of the picture, Y up, Z toward the camera and always
0. The floor is Y = 0, where the feet stand lowest; X = 0 is where the ankles are, in the median over the clip. Pixels
become metres by way of the leg and a body height that is assumed unless stated: hip to ankle is 49.1 % of stature
(Drillis and Contini 1966).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.model.motion import Floats, Motion, frozen_array
from evenstride.model.skeleton import SIDES, Keypoint, Side

ASSUMED_HEIGHT_M = 1.70
LEG_PER_HEIGHT = 0.530 - 0.039
_STANDING_PERCENTILE = 90
"""The leg is longest in the picture when straight and upright; a percentile, so that no single wild frame decides."""

_PARTS = {
    "nose": "Nose",
    "ear": "Ear",
    "shoulder": "Shoulder",
    "elbow": "Elbow",
    "wrist": "Wrist",
    "hip": "Hip",
    "knee": "Knee",
    "ankle": "Ankle",
    "heel": "Heel",
    "toe": "BigToe",
}
_UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001, "px": 1.0, "pixels": 1.0}
_ADVICE = "give a .trc file as Pose2Sim, Sports2D or OpenSim write them"


@dataclass(frozen=True, eq=False)
class Markers:
    """Markers over time: `times` (T,) s, `positions` (T, K, 3) m with Y up, NaN where a marker is missing."""

    names: tuple[str, ...]
    times: Floats
    positions: Floats
    rate_hz: float


def marker_name(keypoint: Keypoint) -> str:
    """Return the name of a keypoint as Pose2Sim and Sports2D write it: ``LKnee``, ``RBigToe``, ``Nose``."""
    prefix = {Side.LEFT: "L", Side.RIGHT: "R"}.get(keypoint.side, "")
    return prefix + _PARTS[keypoint.part]


def metres_per_pixel(motion: Motion, height_m: float = ASSUMED_HEIGHT_M) -> float:
    """Return the length of a pixel in the runner's plane, from the longest look at a leg; NaN if no leg was seen."""
    legs = [_leg_px(motion, side) for side in SIDES]
    seen = [leg[np.isfinite(leg)] for leg in legs]
    lengths = [float(np.percentile(leg, _STANDING_PERCENTILE)) for leg in seen if len(leg)]
    return LEG_PER_HEIGHT * height_m / max(lengths) if lengths else float("nan")


def to_markers(motion: Motion, height_m: float = ASSUMED_HEIGHT_M) -> Markers:
    """Return the keypoints as markers in metres, in the plane of the picture."""
    scale = metres_per_pixel(motion, height_m)
    flat = (motion.points - _origin_px(motion)) * (scale, -scale)
    positions = np.concatenate([flat, np.where(np.isfinite(flat[..., :1]), 0.0, np.nan)], axis=2)
    names = tuple(marker_name(keypoint) for keypoint in motion.skeleton.keypoints)
    return Markers(names, motion.times, frozen_array(positions), motion.rate_hz)


def write_trc(path: Path, markers: Markers) -> None:
    """Write a ``.trc`` file in metres; a missing marker is left blank, which OpenSim reads as not seen."""
    path.write_text("\n".join((*_header(path.name, markers), *_rows(markers), "")), encoding="utf-8")


def read_trc(path: Path) -> Markers:
    """Read a ``.trc`` file in m, cm or mm; pixels stay pixels.

    Raises
    ------
    PoseFileError
        If the file cannot be read, or is no marker file.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="strict").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise PoseFileError(path, f"the marker file cannot be read ({problem})", _ADVICE) from problem
    if len(lines) < 5 or not lines[0].startswith("PathFileType"):
        raise PoseFileError(path, "the file does not begin like a marker file", _ADVICE)
    try:
        return _parsed(lines)
    except (ValueError, KeyError, IndexError) as problem:
        raise PoseFileError(path, f"the marker file is damaged ({problem})", _ADVICE) from problem


def _leg_px(motion: Motion, side: Side) -> Floats:
    hip, knee, ankle = (motion.point(part, side) for part in ("hip", "knee", "ankle"))
    length: Floats = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return length


def _origin_px(motion: Motion) -> Floats:
    """Return the pixel that becomes (0, 0): between the ankles, on the floor."""
    ankles = np.concatenate([motion.point("ankle", side)[:, 0] for side in SIDES])
    feet = np.concatenate([motion.point(part, side)[:, 1] for part in ("heel", "toe", "ankle") for side in SIDES])
    middle = np.median(ankles[np.isfinite(ankles)]) if np.isfinite(ankles).any() else 0.0
    floor = np.percentile(feet[np.isfinite(feet)], 95) if np.isfinite(feet).any() else float(motion.size_px[1])
    return np.array([middle, floor], dtype=np.float64)


def _header(name: str, markers: Markers) -> tuple[str, ...]:
    rate, frames, count = f"{markers.rate_hz:.6g}", len(markers.times), len(markers.names)
    axes = [f"{axis}{number}" for number in range(1, count + 1) for axis in "XYZ"]
    return (
        f"PathFileType\t4\t(X/Y/Z)\t{name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate}\t{rate}\t{frames}\t{count}\tm\t{rate}\t1\t{frames}",
        "Frame#\tTime\t" + "\t\t\t".join(markers.names) + "\t\t",
        "\t\t" + "\t".join(axes),
    )


def _rows(markers: Markers) -> Sequence[str]:
    flat = markers.positions.reshape(len(markers.times), -1)
    shape = "%d\t%.6f" + "\t%.6f" * flat.shape[1]
    rows = zip(markers.times.tolist(), flat.tolist(), strict=True)
    return [(shape % (frame, time, *row)).replace("nan", "") for frame, (time, row) in enumerate(rows, start=1)]


def _parsed(lines: list[str]) -> Markers:
    about = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=False))
    names = tuple(name for name in lines[3].split("\t")[2:] if name.strip())
    width = 2 + 3 * len(names)
    rows = [_cells(line, width) for line in lines[5:] if line.strip()]
    if not names or not rows:
        raise ValueError("it names no markers or holds no frames")
    table = np.array(rows, dtype=np.float64)
    positions = table[:, 2:].reshape(len(rows), len(names), 3) * _UNITS_M[about["Units"].strip().lower()]
    return Markers(names, frozen_array(table[:, 1]), frozen_array(positions), float(about["DataRate"]))


def _cells(line: str, width: int) -> list[float]:
    cells = line.split("\t")
    padded = (cells + [""] * width)[:width]
    return [float(cell) if cell.strip() else float("nan") for cell in padded]
