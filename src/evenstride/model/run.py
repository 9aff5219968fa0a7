"""A run as a watch recorded it: what it says of left against right, and of how the steps go."""

from __future__ import annotations

from dataclasses import dataclass

from evenstride.model.review import Change

FEWEST_RUNS = 3
"""So many runs each half needs, before anything is said of a change."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run; averages over the time that was run, None where the watch did not record it.

    Parameters
    ----------
    started
        When it began, ISO 8601.
    duration_s
        How long it took by the watch's timer; `running_s` of it were run, not walked or stood.
    contact_left_pct
        Ground contact time balance: the left foot's share of both feet's contact time; 50 is even.
    contact_ms
        Ground contact time of a step.
    cadence_spm
        Steps of both feet a minute.
    oscillation_cm
        Vertical oscillation: how far the trunk goes up and down in a step.
    """

    started: str
    duration_s: float
    running_s: float
    distance_m: float | None = None
    contact_left_pct: float | None = None
    contact_ms: float | None = None
    cadence_spm: float | None = None
    oscillation_cm: float | None = None


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
