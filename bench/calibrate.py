"""Set the error model from the tuning phantoms: ``python -m bench.calibrate``.

For every measure, view and moment: a straight line from what was read to what is true, kept only as far as it helps on
bodies that were left out, and the standard deviation of what remains there. Writes ``knowledge/accuracy.toml``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.observe import Row, observe_all
from bench.phantom.sets import rendered

TARGET = Path(__file__).parents[1] / "src/evenstride/knowledge/accuracy.toml"
SMALLEST_SHARE = 0.5
"""The pose model's own part of the error is at least this share of the variance that remains."""

FEWEST_ROWS = 12

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """Truth = raw + offset + slope * raw, with the standard deviation left on bodies that were left out."""

    offset: float
    slope: float
    sd: float


def main() -> None:
    """Read the command line, observe, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate", description=__doc__)
    parser.add_argument("sets", nargs="*", default=["tune"], help="named sets of phantoms, rendered before")
    given = parser.parse_args()
    observed = observe_all([folder for name in given.sets for _, folder in rendered(name)])
    rows: dict[str, list[Row]] = defaultdict(list)
    for clip in observed:
        for row in clip.rows:
            rows[row.key].append(row)
    lines = {key: fit(found) for key, found in sorted(rows.items()) if len(found) >= FEWEST_ROWS}
    TARGET.write_text(_toml(lines, rows, len(observed)), encoding="utf-8")
    for key, line in lines.items():
        numbers = f"offset {line.offset:+6.2f}  slope {line.slope:+5.2f}  sd {line.sd:5.2f}"
        print(f"{key:46s} {len(rows[key]):4d} rows  {numbers}")


def fit(rows: Sequence[Row]) -> Line:
    """Return the line that predicts bodies it has not seen best: a constant, or a slope where that helps."""
    raw, truth = np.array([r.raw for r in rows]), np.array([r.truth for r in rows])
    bodies = np.array([r.body for r in rows])
    constant, sloped = _left_out(raw, truth, bodies, slope=False), _left_out(raw, truth, bodies, slope=True)
    with_slope = bool(np.std(truth) > 1.0 and np.mean(sloped**2) < 0.95 * np.mean(constant**2))
    offset, slope = _line(raw, truth, slope=with_slope)
    remaining = float(np.mean((sloped if with_slope else constant) ** 2))
    explained = float(np.mean([r.budget["view"] ** 2 + r.budget["keypoint_noise"] ** 2 for r in rows]))
    return Line(offset, slope, float(np.sqrt(max(remaining - explained, SMALLEST_SHARE * remaining))))


def _line(raw: Floats, truth: Floats, *, slope: bool) -> tuple[float, float]:
    """Return offset and slope of truth - raw over raw."""
    if not slope:
        return float(np.mean(truth - raw)), 0.0
    gradient, offset = np.polyfit(raw, truth - raw, 1)
    return float(offset), float(np.clip(gradient, -0.6, 0.6))


def _left_out(raw: Floats, truth: Floats, bodies: NDArray[np.str_], *, slope: bool) -> Floats:
    """Return the errors on each body of the line set on all others."""
    errors = np.empty(len(raw))
    for body in np.unique(bodies):
        out = bodies == body
        offset, gradient = _line(raw[~out], truth[~out], slope=slope)
        errors[out] = raw[out] + offset + gradient * raw[out] - truth[out]
    return errors


def _toml(lines: dict[str, Line], rows: dict[str, list[Row]], clips: int) -> str:
    units = {"deg": "deg", "pct": "% leg length"}
    text = [
        "# How far the pose model is off, and what remains once corrected. Written by the command below; do not edit.",
        "",
        'command = "python -m bench.calibrate"',
        f'set_on = "{clips} tuning phantoms; errors on bodies left out"',
        "",
        "[accuracy]",
    ]
    for key, line in lines.items():
        unit = units[key.split(".")[0].rsplit("_", 1)[1]]
        numbers = f"offset = {line.offset:.2f}, slope = {line.slope:.3f}, sd = {line.sd:.2f}"
        text.append(f'"{key}" = {{ unit = "{unit}", {numbers}, clips = {len({r.clip for r in rows[key]})} }}')
    return "\n".join(text) + "\n"


if __name__ == "__main__":
    main()
