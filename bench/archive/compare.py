"""What keeping a set costs: every reading from the clips beside the same one from the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from bench.archive.sets import archived
from bench.observe import Observed, Row, filmed, observe_shown
from bench.phantom.sets import rendered


def differences(name: str) -> list[str]:
    """Return lines that say how far the archive's readings lie from the clips', by measure."""
    folders = {folder.name: folder for _, folder in rendered(name)}
    kept = [clip for clip in archived(name) if clip.name in folders]
    pairs = list(zip(observe_shown([filmed(folders[c.name]) for c in kept]), observe_shown(kept), strict=True))
    rows: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    alone = 0
    for from_clip, from_archive in pairs:
        ours, theirs = (_by_measure(one) for one in (from_clip, from_archive))
        alone += len(ours.keys() ^ theirs.keys())
        for key in ours.keys() & theirs.keys():
            rows[key[0]].append((ours[key], theirs[key]))
    changed = sum(_in_short(a) != _in_short(b) for a, b in pairs)
    return [
        f"{len(pairs)} clips; {changed} differ in view, repetitions, problems or verdicts",
        f"readings that only one of the two has: {alone}",
        f"{'':52s}  rows  typical; largest in value, interval, truth; (mean half width)",
        *(_line(key, both) for key, both in sorted(rows.items())),
    ]


def _by_measure(clip: Observed) -> dict[tuple[str, str], Row]:
    return {(row.key, row.side): row for row in clip.rows}


def _in_short(clip: Observed) -> tuple[object, ...]:
    made = clip.assessment
    reps = [(rep.side, rep.counted) for rep in made.reps]
    verdicts = sorted((f.fault, str(f.side), str(f.verdict)) for f in made.findings)
    return clip.clip.view, reps, [p.code for p in clip.clip.problems], verdicts


def _line(key: str, both: Sequence[tuple[Row, Row]]) -> str:
    value, low, high, truth = (
        np.array([abs(getattr(a, name) - getattr(b, name)) for a, b in both])
        for name in ("value", "low", "high", "truth")
    )
    half_width = np.mean([(a.high - a.low) / 2 for a, _ in both])
    largest = f"{value.max():6.3f}  {max(low.max(), high.max()):8.3f}  {truth.max():6.3f}"
    return f"{key:52s}  {len(both):4d}  {np.median(value):7.3f}  {largest}  ({half_width:.1f})"
