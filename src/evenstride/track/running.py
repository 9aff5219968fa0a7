"""Runs over time: whether a number of the watch's changed from the earlier half to the later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from evenstride.model.review import Change
from evenstride.model.run import Run

FEWEST = 3
"""So many runs each half needs, before anything is said of them."""

SURELY = 2.78
"""Student's t at 95 % for two times three runs; more runs need less, so it is on the safe side for them."""


@dataclass(frozen=True, slots=True)
class RunTrend:
    """One number of the watch's over the runs, oldest first: `name` as in `Run`, `days` (ISO 8601) and `values`.

    `earlier` and `later` are the means of the two halves. `smallest_real` is the least difference between them that
    exceeds what runs differ by anyhow; None where there are too few.
    """

    name: str
    days: tuple[str, ...]
    values: tuple[float, ...]
    earlier: float
    later: float
    smallest_real: float | None

    @property
    def change(self) -> Change:
        """Whether it changed."""
        if self.smallest_real is None:
            return Change.CANNOT_TELL
        return Change.CHANGED if abs(self.later - self.earlier) > self.smallest_real else Change.NOISE


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
    if min(len(first), len(last)) < FEWEST:
        return None
    spread = (variance(first) + variance(last)) / 2
    return float(SURELY * (spread * (1 / len(first) + 1 / len(last))) ** 0.5)
