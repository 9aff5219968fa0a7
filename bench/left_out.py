"""Do the corrections of the squat hold for what did not set them? ``python -m bench.left_out``: docs/left-out.md.

Tuning sets only, from the kept poses. Every group is left out in turn, the correction is set on the rest with the terms
that the product uses, and the group is read with it. Groups are bodies, places of the camera (distance, height and yaw,
each nearer or further than the median), and movements (planned or recorded, shallower or deeper than the median).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from bench.archive.sets import archived
from bench.calibrate import FEWEST_ROWS, SQUARE_DEG, Floats, _correction, _Uncorrected, _weights
from bench.observe import Observed, Row, observe_shown
from evenstride.knowledge.accuracy import Accuracy, accuracy_table

SETS = ("tune", "tune-real")
CAMERA = ("distance_m", "height_m", "yaw_deg")


def main() -> None:
    """Observe, leave out, print."""
    with patch("evenstride.movements.evaluate.accuracy_table", _Uncorrected):
        seen = {name: observe_shown(archived(name)) for name in SETS}
    clips = [(name, clip) for name, found in seen.items() for clip in found]
    cameras = dict(zip((c.shown.name for _, c in clips), _cameras([c for _, c in clips]), strict=True))
    rows: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for name, clip in clips:
        for row in clip.rows:
            if row.off_square_deg <= SQUARE_DEG:
                rows[row.key].append((name, row))
    print("| measure, view, moment | rows | set on all | bodies out | cameras out | movements out |")
    print("| --- | --- | --- | --- | --- | --- |")
    for key, found in sorted(rows.items()):
        if len(found) >= FEWEST_ROWS:
            own = [row for _, row in found]
            deep = np.array([r.reach for r in own]) > np.median([r.reach for r in own])
            groups = (
                ["all"] * len(own),
                [r.person for r in own],
                [cameras[r.clip] for r in own],
                [f"{name} {d}" for (name, _), d in zip(found, deep, strict=True)],
            )
            spreads = [_rms(own, accuracy_table()[key], np.array(group)) for group in groups]
            name = ", ".join(key.removeprefix("squat.").split("."))
            print(f"| {name} | {len(own)} | " + " | ".join(f"{s:.2f}" for s in spreads) + " |")


def _cameras(clips: Sequence[Observed]) -> list[str]:
    """Return for each clip in which eighth of the places of a camera it was filmed."""
    places = np.array([[abs(c.spec["camera"][part]) for part in CAMERA] for c in clips])
    return ["".join("-+"[int(far)] for far in row) for row in places > np.median(places, axis=0)]


def _rms(rows: Sequence[Row], used: Accuracy, groups: NDArray[np.str_]) -> float:
    """Return the root mean square error of groups, each corrected as the others say; weighed as for the product."""
    terms, weights = _terms(used), _weights(rows)
    read, reach, truth = (np.array([getattr(r, name) for r in rows]) for name in ("value", "reach", "truth"))
    errors: Floats = np.empty(len(rows))
    for group in np.unique(groups):
        out = groups == group
        rest = ~out if (~out).any() else out
        known = (read[rest], reach[rest], truth[rest])
        offset, slope, per_range = _correction(*known, terms, weights[rest]) if terms else (0.0, 0.0, 0.0)
        line = Accuracy("", offset, slope, 1.0, 1, per_range)
        errors[out] = line.corrected(read[out], reach[out]) - truth[out]
    return float(np.sqrt(np.average(errors**2, weights=weights)))


def _terms(used: Accuracy) -> tuple[str, ...]:
    sizes = {"constant": used.offset, "truth": used.slope, "reach": used.per_range}
    return tuple(term for term, size in sizes.items() if size)


if __name__ == "__main__":
    main()
