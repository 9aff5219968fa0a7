"""Motion files (``.mot``): the angles as OpenSim reads them, flexion positive.

Seen from the side, the near leg gives OpenSim's coordinates. The trunk stands for the pelvis, which a phone cannot see
apart from it: the pelvis tilts forward with the trunk, and the hip is between trunk and thigh. From in front there are
no such angles; then the file holds the curves that exist, under the names of their measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.model.assessment import Curve, Signals
from evenstride.model.clip import Clip, View
from evenstride.model.motion import Floats, frozen_array
from evenstride.model.skeleton import Side

_SUFFIX = {Side.LEFT: "_l", Side.RIGHT: "_r"}
_ADVICE = "give a .mot file as OpenSim and Pose2Sim write them"


@dataclass(frozen=True, slots=True)
class Coordinate:
    """An OpenSim coordinate as a sum of curves: ``offset_deg`` plus each named curve times its factor."""

    name: str
    terms: Mapping[str, float]
    offset_deg: float = 0.0
    sided: bool = True


COORDINATES = (
    Coordinate("pelvis_tilt", {"trunk_lean_deg": -1.0}, sided=False),
    Coordinate("hip_flexion", {"trunk_lean_deg": 1.0, "thigh_below_horizontal_deg": 1.0}, offset_deg=90.0),
    Coordinate("knee_angle", {"knee_flexion_deg": 1.0}),
    Coordinate("ankle_angle", {"shank_lean_deg": 1.0, "heel_lift_deg": -1.0}),
)
"""In OpenSim `pelvis_tilt` is positive backward; hip, knee and ankle are positive in flexion, 0 standing straight."""


@dataclass(frozen=True, eq=False)
class Columns:
    """Columns over time: `values` (T, C) in degrees unless the name says otherwise, NaN where not read."""

    names: tuple[str, ...]
    times: Floats
    values: Floats

    def column(self, name: str) -> Floats:
        """Return (T,) of one column."""
        return self.values[:, self.names.index(name)]


def to_columns(clip: Clip, signals: Signals) -> Columns | None:
    """Return the angles of one clip, or None if it has no curves at all."""
    times = signals.motion.times
    seen_from_side = clip.view in (View.SIDE, View.OBLIQUE)
    found = dict(_coordinates(signals.curves, times, clip.near_side)) if seen_from_side else {}
    found = found or {curve.name + _SUFFIX.get(curve.side, ""): _at(curve, times) for curve in signals.curves}
    if not found:
        return None
    return Columns(tuple(found), times, frozen_array(np.column_stack(list(found.values()))))


def write_mot(path: Path, columns: Columns) -> None:
    """Write a ``.mot`` file: `time` first, tab-separated, degrees; NaN where an angle could not be read."""
    header = (
        path.stem,
        "version=1",
        f"nRows={len(columns.times)}",
        f"nColumns={len(columns.names) + 1}",
        "inDegrees=yes",
        "",
        "endheader",
        "\t".join(("time", *columns.names)),
    )
    rows = (
        "\t".join((f"{time:.6f}", *("NaN" if np.isnan(x) else f"{x:.6f}" for x in row)))
        for time, row in zip(columns.times, columns.values, strict=True)
    )
    path.write_text("\n".join((*header, *rows, "")), encoding="utf-8")


def read_mot(path: Path) -> Columns:
    """Read a ``.mot`` file in degrees or, turned into degrees, in radians.

    Raises
    ------
    PoseFileError
        If the file cannot be read, or is no motion file.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="strict").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise PoseFileError(path, f"the motion file cannot be read ({problem})", _ADVICE) from problem
    try:
        return _parsed([line.strip() for line in lines])
    except (ValueError, IndexError) as problem:
        raise PoseFileError(path, f"the motion file is damaged ({problem})", _ADVICE) from problem


def _coordinates(curves: Iterable[Curve], times: Floats, near: Side) -> Iterable[tuple[str, Floats]]:
    """Yield the OpenSim coordinates whose every term was read on the near side or in the middle of the body."""
    usable = {curve.name: curve for curve in curves if curve.side not in (near.mirror(),)}
    for coordinate in COORDINATES:
        if not coordinate.terms.keys() <= usable.keys():
            continue
        parts = [factor * _at(usable[name], times) for name, factor in coordinate.terms.items()]
        name = coordinate.name + (_SUFFIX.get(near, "") if coordinate.sided else "")
        yield name, coordinate.offset_deg + np.sum(parts, axis=0)


def _at(curve: Curve, times: Floats) -> Floats:
    """Return the curve's values at `times`, NaN outside of it."""
    if np.array_equal(curve.times, times):
        return curve.values
    return np.interp(times, curve.times, curve.values, left=np.nan, right=np.nan)


def _parsed(lines: list[str]) -> Columns:
    end = lines.index("endheader")
    about = dict(line.split("=", 1) for line in lines[:end] if "=" in line)
    rows = [line for line in lines[end + 1 :] if line]
    names = rows[0].split()
    if names[0] != "time":
        raise ValueError("the first column is not 'time'")
    table = np.array([[float(cell) for cell in row.split()] for row in rows[1:]], dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(names):
        raise ValueError("rows and names disagree")
    values = table[:, 1:] if about.get("inDegrees", "yes").strip() == "yes" else np.degrees(table[:, 1:])
    return Columns(tuple(names[1:]), frozen_array(table[:, 0]), frozen_array(values))
