"""Holes in a time series."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from evenstride.model.motion import Bools, Floats

LONGEST_BRIDGE_S = 0.2
"""Longer gaps stay gaps (house rule 4)."""


def runs(mask: Bools) -> list[tuple[int, int]]:
    """Return the stretches of True as ``(first, last + 1)`` index pairs, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def bridged(mask: Bools, longest: float, where: Bools) -> Bools:
    """Return `mask` (T,) with what lies between two stretches of it filled in, if short (frames) and all `where`."""
    filled = mask.copy()
    for (_, end), (back, _) in pairwise(runs(mask)):
        filled[end:back] = back - end <= longest and bool(where[end:back].all())
    return filled


def resample(times: Floats, values: Floats, grid: Floats, longest_bridge_s: float = LONGEST_BRIDGE_S) -> Floats:
    """Return `values` (T,) on the times `grid` (G,), linearly between neighbours at most `longest_bridge_s` apart.

    Where the neighbours lie further apart, or on one side only, the result is NaN.
    """
    known = np.isfinite(values)
    if known.sum() < 2:
        return np.full(len(grid), np.nan)
    known_times, known_values = times[known], values[known]
    result = np.interp(grid, known_times, known_values, left=np.nan, right=np.nan)
    after = np.clip(np.searchsorted(known_times, grid, side="left"), 1, len(known_times) - 1)
    width = known_times[after] - known_times[after - 1]
    exact = np.isclose(grid, known_times[after]) | np.isclose(grid, known_times[after - 1])
    result[(width > longest_bridge_s + 1e-9) & ~exact] = np.nan
    return result


def percentile_seen(values: Floats, percent: float) -> float:
    """Return a percentile of what was seen; NaN if nothing was."""
    known = values[np.isfinite(values)]
    return float(np.percentile(known, percent)) if len(known) else float("nan")


def median_seen(values: Floats) -> float:
    """Return the median of what was seen; NaN if nothing was."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")
