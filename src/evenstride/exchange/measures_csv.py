"""The measures as a table that any spreadsheet opens: one row each."""

from __future__ import annotations

import csv
from pathlib import Path

from evenstride.model import Assessment, Measure

COLUMNS = ("clip", "movement", "name", "side", "value", "unit", "low", "high", "per_rep", "at", "undetermined")


def write_measures_csv(path: Path, assessment: Assessment) -> None:
    """Write a header and one row per measure, comma-separated, in UTF-8.

    `low` and `high` bound the 95 % interval; `per_rep` holds the repetitions joined with semicolons. What could not be
    measured has a reason and no value.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows(_row(assessment, measure) for measure in assessment.measures)


def _row(assessment: Assessment, measure: Measure) -> tuple[str, ...]:
    clip = assessment.clip(measure.clip)
    low, high = measure.interval or (None, None)
    return (
        clip.file,
        clip.movement or "",
        measure.name,
        str(measure.side),
        _number(measure.value),
        measure.unit,
        _number(low),
        _number(high),
        ";".join(_number(value) for value in measure.per_rep),
        measure.at,
        measure.undetermined.reason if measure.undetermined else "",
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")
