"""Set the error model from the tuning phantoms: ``python -m bench.calibrate``.

For every measure, view and moment: a straight line from what was read to what is true, kept only as far as it helps on
bodies that were left out, and the standard deviation of what remains there. Which terms the line has is chosen with
every row alike; how large they are, and what remains, with the few recorded people weighing as much as the many planned
bodies, since users move as the former do. Writes ``knowledge/accuracy.toml``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from bench.archive import archived, kept_sets, shown
from bench.observe import Row, observe_shown
from evenstride.knowledge.accuracy import Accuracy, accuracy_table
from evenstride.measure.registry import measures

TARGET = Path(__file__).parents[1] / "src/evenstride/knowledge/accuracy.toml"
SMALLEST_SHARE = 0.5
"""The pose model's own part of the error is at least this share of the variance that remains."""

SMALLEST_SD = 0.05
"""In the unit of the measure."""

UNSEEN_CLIPS, REPS = 3.0, 3
"""A count never seen wrong in n clips is wrong in up to 3 / n of them, with 95 % confidence (the rule of three): by
one, in one of the three repetitions that are asked for."""

SQUARE_DEG = 20.0
"""Side views further off square than this set nothing: what they add is in the interval's part for the view."""

FROM_ANY_SIDE = ("bird_dog",)
"""Movements whose view is told too roughly for that: all clips set the error together."""

FEWEST_ROWS = 12

RECORDED = "recorded"
"""The tag of a clip in which a recorded person drives the body."""

WORTH_A_TERM = 0.93
"""A further term must bring the squared error on unseen bodies below this share of what it was; another one instead
only below it."""

AGAINST_STANDING = (
    "knee_medial_shift_pct",
    "hip_shift_pct",
    "heel_lift_deg",
    "trunk_lateral_lean_deg",
    "pelvic_tilt_deg",
    "pelvic_drop_deg",
    "drop_pct",
)
"""Measures that are zero while standing: their correction grows with the repetition instead of being there at once."""

FROM_STANDING: list[tuple[str, ...]] = [("reach",), ("truth",), ("reach", "truth")]
FREE: list[tuple[str, ...]] = [
    ("constant",),
    ("constant", "truth"),
    ("constant", "reach"),
    ("constant", "truth", "reach"),
]

Floats = NDArray[np.float64]


class _Uncorrected(dict[str, Accuracy]):
    """A table that leaves every reading as it is."""

    def __missing__(self, key: str) -> Accuracy:
        return Accuracy(measures()[key.split(".")[1]].unit, 0.0, 0.0, 1.0, 1)


def main() -> None:
    """Read the command line, observe, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate", description=__doc__)
    parser.add_argument(
        "sets", nargs="*", default=["tune"], help="named sets of phantoms, kept as poses or rendered before"
    )
    given = parser.parse_args()
    with patch("evenstride.movements.evaluate.accuracy_table", _Uncorrected):
        observed = observe_shown(
            [clip for name in given.sets for clip in (archived(name) if name in kept_sets() else shown(name))]
        )
    rows: dict[str, list[Row]] = defaultdict(list)
    for clip in observed:
        for row in clip.rows:
            if row.off_square_deg <= SQUARE_DEG or row.key.split(".")[0] in FROM_ANY_SIDE:
                rows[row.key].append(row)
    lines = {key: fit(found) for key, found in sorted(rows.items()) if len(found) >= FEWEST_ROWS}
    TARGET.write_text(_toml(lines), encoding="utf-8")
    for key, line in lines.items():
        print(f"{key:52s} {len(rows[key]):4d} rows  {_entry(line)}")


def fit(rows: Sequence[Row]) -> Accuracy:
    """Return the simplest correction that does about as well as any on unseen bodies: each term has to earn its place.

    What was read is set against what is true, not the other way round: a tuning set in which most bodies are clean must
    not teach the product to read large faults as small ones.
    """
    read, reach, truth = (np.array([getattr(r, name) for r in rows]) for name in ("value", "reach", "truth"))
    bodies = np.array([r.person for r in rows])
    name = rows[0].key.split(".")[1]
    candidates = FROM_STANDING if name in AGAINST_STANDING else FREE
    alike, weights = np.ones(len(rows)), _weights(rows)
    errors = {terms: _left_out(read, reach, truth, bodies, terms, alike) for terms in candidates}
    chosen = candidates[0]
    for terms in candidates[1:]:
        worth = WORTH_A_TERM if len(terms) > len(chosen) else 1.0
        if np.mean(errors[terms] ** 2) < worth * np.mean(errors[chosen] ** 2):
            chosen = terms
    remaining = float(np.average(_left_out(read, reach, truth, bodies, chosen, weights) ** 2, weights=weights))
    known = [r.budget["view"] ** 2 + r.budget["keypoint_noise"] ** 2 for r in rows]
    explained = float(np.average(known, weights=weights))
    clips = len({r.clip for r in rows})
    left = float(np.sqrt(max(remaining - explained, SMALLEST_SHARE * remaining)))
    sd = max(SMALLEST_SD, left * _few(clips - len(chosen)))
    if measures()[name].unit == "count":
        by_one = np.mean((read - truth) ** 2) + UNSEEN_CLIPS / clips / REPS**2
        return Accuracy("count", 0.0, 0.0, float(np.sqrt(by_one)), clips)
    offset, slope, per_range = _correction(read, reach, truth, chosen, weights)
    return Accuracy(measures()[name].unit, offset, slope, sd, clips, per_range)


def _few(free: int) -> float:
    """Return how much wider a 95 % interval must be when its spread is known from few clips: Student's t over 1.96."""
    return 1.0 + 1.21 / free + 1.4 / free**2


def _weights(rows: Sequence[Row]) -> Floats:
    """Return how much each row counts: recorded people together as much as planned bodies together, 1 on average.

    Too few of either count as they are.
    """
    recorded = np.array([RECORDED in r.tags for r in rows])
    if min(recorded.sum(), (~recorded).sum()) < FEWEST_ROWS:
        return np.ones(len(rows))
    share = recorded.mean()
    return np.where(recorded, 0.5 / share, 0.5 / (1.0 - share))


def _correction(
    read: Floats, reach: Floats, truth: Floats, terms: tuple[str, ...], weights: Floats
) -> tuple[float, float, float]:
    """Return offset, slope and per_range that undo ``read = truth + a + b * truth + c * reach``."""
    columns = {"constant": np.ones(len(read)), "truth": truth, "reach": reach}
    root = np.sqrt(weights)
    design = np.stack([columns[name] for name in terms], axis=1) * root[:, None]
    found = dict(zip(terms, np.linalg.lstsq(design, (read - truth) * root, rcond=None)[0], strict=True))
    stretch = 1.0 + float(np.clip(found.get("truth", 0.0), -0.35, 1.0))
    return -float(found.get("constant", 0.0)) / stretch, 1.0 / stretch - 1.0, -float(found.get("reach", 0.0)) / stretch


def _left_out(
    read: Floats, reach: Floats, truth: Floats, bodies: NDArray[np.str_], terms: tuple[str, ...], weights: Floats
) -> Floats:
    """Return the errors on each body of the correction set on all others."""
    errors = np.empty(len(read))
    for body in np.unique(bodies):
        out = bodies == body
        offset, slope, per_range = _correction(read[~out], reach[~out], truth[~out], terms, weights[~out])
        line = Accuracy("", offset, slope, 1.0, 1, per_range)
        errors[out] = line.corrected(read[out], reach[out]) - truth[out]
    return errors


def _toml(lines: dict[str, Accuracy]) -> str:
    """Return the table: the lines just set, and those that too few clips showed this time."""
    text = [
        "# How far the pose model is off, and what remains once corrected. Written by the command below; do not edit.",
        "",
        'command = "python -m bench.calibrate"',
        'set_on = "tuning phantoms; errors on bodies left out"',
        "",
        "[accuracy]",
        *(f'"{key}" = {{ {_entry(line)} }}' for key, line in sorted((accuracy_table() | lines).items())),
    ]
    return "\n".join(text) + "\n"


def _entry(known: Accuracy) -> str:
    offset, slope, per_range = (
        round(n, d) + 0.0 for n, d in ((known.offset, 2), (known.slope, 3), (known.per_range, 2))
    )
    numbers = f"offset = {offset}, slope = {slope}, per_range = {per_range}"
    return f'unit = "{known.unit}", {numbers}, sd = {known.sd:.2f}, clips = {known.clips}'


if __name__ == "__main__":
    main()
