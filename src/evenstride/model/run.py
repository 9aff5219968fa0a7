"""A run as a watch recorded it: what it says of left against right, and of how the steps go."""

from __future__ import annotations

from dataclasses import dataclass


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
