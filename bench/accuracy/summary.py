"""What the errors of one measure on one set come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.observe import Observed, Row
from evenstride.model.difference import difference_of
from evenstride.model.skeleton import LEFT, RIGHT

Floats = NDArray[np.float64]
FEWEST = 8
"""Fewer rows than this are not summed up."""

FEWEST_PAIRS = 6
SMALLEST = 1e-3
"""Of an error, so that none at all can be divided by."""


@dataclass(frozen=True)
class Summary:
    """The errors of one measure on one set, in its unit.

    `ideal` is half the width that would hold 95 % of these errors; `mdc` the minimal detectable change between two
    clips of one person, from the spread of errors within bodies; None where too few bodies have two clips.
    """

    rows: int
    mae: float
    bias: float
    limits: tuple[float, float]
    coverage: float
    half_width: float
    ideal: float
    mdc: float | None


def summary_of(rows: Sequence[Row]) -> Summary:
    """Return the summary of rows of one measure."""
    error = np.array([r.value - r.truth for r in rows])
    inside = np.array([r.low <= r.truth <= r.high for r in rows])
    sd, bias = float(error.std(ddof=1)), float(error.mean())
    return Summary(
        len(rows),
        float(np.abs(error).mean()),
        bias,
        (bias - 1.96 * sd, bias + 1.96 * sd),
        float(inside.mean()),
        float(np.mean([(r.high - r.low) / 2 for r in rows])),
        max(SMALLEST, 1.96 * float(np.sqrt(np.mean(error**2)))),
        _minimal_detectable_change(rows),
    )


def _minimal_detectable_change(rows: Sequence[Row]) -> float | None:
    """Return 1.96 * sqrt(2) standard deviations of the errors of one body and side about their own mean."""
    families: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        families[row.person, row.side].append(row.value - row.truth)
    several = [np.array(errors) for errors in families.values() if len(errors) > 1]
    freedom = sum(len(errors) - 1 for errors in several)
    if freedom < FEWEST:
        return None
    squares = sum(float(np.sum((errors - errors.mean()) ** 2)) for errors in several)
    return 1.96 * float(np.sqrt(2 * squares / freedom))


@dataclass(frozen=True)
class Sides:
    """How well right minus left is known: its errors, and how often its interval held the truth."""

    clips: int
    mae: float
    bias: float
    coverage: float
    half_width: float


def sides_of(clips: Sequence[Observed]) -> dict[str, Sides]:
    """Return, by measure, how well the difference between the sides is known."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for clip in clips:
        rows = {(row.key, row.side): row for row in clip.rows}
        for key in dict.fromkeys(row.key for row in clip.rows):
            pair = [rows.get((key, str(side))) for side in (LEFT, RIGHT)]
            if pair[0] is None or pair[1] is None:
                continue
            _, name, _, moment = key.split(".")
            read = {m.side: m for m in clip.assessment.measures if (m.name, m.moment) == (name, moment)}
            difference = difference_of(read[LEFT], read[RIGHT])
            if difference is not None:
                found[key].append((difference.value, pair[1].truth - pair[0].truth, difference.half_width))
    return {key: _sides(np.array(rows)) for key, rows in sorted(found.items()) if len(rows) >= FEWEST_PAIRS}


def _sides(rows: Floats) -> Sides:
    error = rows[:, 0] - rows[:, 1]
    inside = np.abs(error) <= rows[:, 2]
    return Sides(
        len(rows), float(np.abs(error).mean()), float(error.mean()), float(inside.mean()), float(rows[:, 2].mean())
    )


def by_key(clips: Sequence[Observed]) -> dict[str, list[Row]]:
    """Return the rows of all clips by measure, in order of its name."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for clip in clips:
        for row in clip.rows:
            rows[row.key].append(row)
    return dict(sorted(rows.items()))
