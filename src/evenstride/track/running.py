"""Runs over time: whether a number of the watch's changed from the earlier half to the later."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, variance

from evenstride.model.run import FEWEST_RUNS, Run, RunTrend

SURELY = 2.78
"""Student's t at 95 % for two times three runs; more runs need less, so it is on the safe side for them."""


def run_trend(name: str, runs: Sequence[Run]) -> RunTrend | None:
    """Return how one number went over the runs that have it, the oldest first; None if no run has it."""
    seen = [(run.started, getattr(run, name)) for run in runs if getattr(run, name) is not None]
    if not seen:
        return None
    days, values = zip(*seen, strict=True)
    half = max(len(values) // 2, 1)
    first, last = values[:half], values[-half:]
    return RunTrend(name, days, values, fmean(first), fmean(last), _smallest_real(first, last))


def _smallest_real(first: Sequence[float], last: Sequence[float]) -> float | None:
    if min(len(first), len(last)) < FEWEST_RUNS:
        return None
    spread = (variance(first) + variance(last)) / 2
    return float(SURELY * (spread * (1 / len(first) + 1 / len(last))) ** 0.5)
