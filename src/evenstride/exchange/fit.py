"""Activity files of watches (``.fit``): what one run says of left against right, cadence and bounce.

FIT does not say whose share `stance_time_balance` is; it is taken as the left foot's, as other programs take it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evenstride.errors import UsageError
from evenstride.exchange.extras import load_extra
from evenstride.model.run import Run

WALKING_BELOW_SPM = 130.0
"""Slower steps than these are not run; a default of ours."""

_ADVICE = "give the .fit file of one run, as the watch recorded it"
_SEEN = {
    "contact_left_pct": "stance_time_balance",
    "contact_ms": "stance_time",
    "oscillation_cm": "vertical_oscillation",
}
_MM_PER_CM = 10.0


@dataclass
class _Averages:
    """Sums over the seconds that were run."""

    sums: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    running_s: int = 0

    def add(self, name: str, value: float | None) -> None:
        if value:  # zero stands for nothing measured
            self.sums[name] = self.sums.get(name, 0.0) + float(value)
            self.counts[name] = self.counts.get(name, 0) + 1

    def mean(self, name: str) -> float | None:
        return round(self.sums[name] / self.counts[name], 3) if name in self.sums else None


def read_fit(path: Path) -> Run:
    """Return the run that a ``.fit`` file holds.

    Raises
    ------
    MissingExtraError
        If fitdecode is not installed.
    UsageError
        If the file cannot be read, is no FIT file, is damaged, or holds no run.
    """
    fitdecode = load_extra("fitdecode", "watch")
    try:
        with fitdecode.FitReader(path, check_crc=fitdecode.CrcCheck.RAISE) as frames:
            data = (frame for frame in frames if frame.frame_type == fitdecode.FIT_FRAME_DATA)
            return _run(path, data)
    except OSError as problem:
        raise UsageError(f"cannot read {path} ({problem.strerror or problem})", _ADVICE) from problem
    except fitdecode.FitError as problem:
        raise UsageError(f"{path} is no FIT file, or a damaged one ({problem})", _ADVICE) from problem


def _run(path: Path, messages: Iterable[Any]) -> Run:
    averages, sports = _Averages(), list[str]()
    session: dict[str, Any] = {}
    for message in messages:
        if message.name == "record":
            _note(averages, _fields(message, ("cadence", "fractional_cadence", *_SEEN.values())))
        elif message.name == "session":
            told = _fields(message, ("sport", "start_time", "total_timer_time", "total_distance"))
            sports.append(str(told["sport"]))
            session = session or told
    if sports != ["running"]:
        what = ", ".join(sports) or "no activity"
        raise UsageError(f"{path} holds {what} and not one run", _ADVICE)
    if not averages.sums or not isinstance(session["start_time"], datetime):
        raise UsageError(f"{path} holds a run without steps", "let the watch record cadence or running dynamics")
    oscillation = averages.mean("oscillation_cm")
    return Run(
        started=session["start_time"].astimezone(UTC).isoformat(timespec="seconds"),
        duration_s=float(session["total_timer_time"] or averages.running_s),
        running_s=float(averages.running_s),
        distance_m=session["total_distance"],
        contact_left_pct=averages.mean("contact_left_pct"),
        contact_ms=averages.mean("contact_ms"),
        cadence_spm=averages.mean("cadence_spm"),
        oscillation_cm=None if oscillation is None else round(oscillation / _MM_PER_CM, 3),
    )


def _note(averages: _Averages, second: Mapping[str, Any]) -> None:
    """Take up one record; watches write one a second, or, in smart recording, one where something changed."""
    cadence_spm = 2 * ((second["cadence"] or 0) + (second["fractional_cadence"] or 0))
    if cadence_spm < WALKING_BELOW_SPM:
        return
    averages.running_s += 1
    averages.add("cadence_spm", cadence_spm)
    for name, theirs in _SEEN.items():
        averages.add(name, second[theirs])


def _fields(message: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: message.get_value(name, fallback=None) for name in names}
