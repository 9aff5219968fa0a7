"""Verdicts beside the truth: how large a fault must be to be called present, and whether the side is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.summary import FEWEST
from bench.observe import Observed, Row
from evenstride.detect import judge
from evenstride.knowledge import Criterion, Fault, facts
from evenstride.model import Verdict

EDGES = (-np.inf, 0.5, 0.9, 1.1, 1.5, 1.9, np.inf)
GREY_ZONES = 4.0
"""For depth and lean, which are not zero in a clean movement: one threshold's worth is this many grey zones."""

FROM_ZERO = (
    "knee_medial_shift_pct",
    "heel_lift_deg",
    "hip_turn_out_deg",
    "sway_pct",
    "limb_drop_deg",
    "pelvis_drop_pct",
)
YAW_BANDS = ((0.0, 2.0), (2.0, 5.0), (5.0, 8.5), (8.5, 13.0))


@dataclass(frozen=True)
class Curve:
    """One criterion's verdicts by how large the fault truly was: shares (S, 3) of present, possible, absent."""

    fault: Fault
    criterion: Criterion
    spans: tuple[str, ...]
    counts: tuple[int, ...]
    shares: NDArray[np.float64]


def curves_of(family: str, clips: Sequence[Observed]) -> list[Curve]:
    """Return the verdict curve of every criterion of a movement that enough clips answer."""
    found = []
    for fault in facts().faults_of(family):
        for criterion in fault.criteria:
            key = f"{family}.{criterion.measure}.{criterion.view}.{criterion.at}"
            rows = [r for c in clips for r in c.rows if r.key == key]
            if len(rows) >= FEWEST:
                found.append(_curve(fault, criterion, rows))
    return found


def _curve(fault: Fault, criterion: Criterion, rows: Sequence[Row]) -> Curve:
    sizes = np.array([size_of(criterion, r.truth) for r in rows])
    verdicts = np.array([judge(criterion, (r.low, r.high)).value for r in rows])
    spans, counts, shares = [], [], []
    for low, high in pairwise(EDGES):
        part = verdicts[(sizes >= low) & (sizes < high)]
        if len(part):
            spans.append(_span(low, high))
            counts.append(len(part))
            shares.append([np.mean(part == v.value) for v in (Verdict.PRESENT, Verdict.POSSIBLE, Verdict.ABSENT)])
    return Curve(fault, criterion, tuple(spans), tuple(counts), np.array(shares))


def size_of(criterion: Criterion, truth: float) -> float:
    """Return how large a fault is in thresholds; for depth and lean, in grey zones past the threshold, plus one."""
    if criterion.direction == "beyond":
        return abs(truth) / criterion.threshold
    if criterion.measure in FROM_ZERO:
        return truth / criterion.threshold
    past = truth - criterion.threshold if criterion.direction == "above" else criterion.threshold - truth
    return 1.0 + past / (GREY_ZONES * criterion.uncertainty)


def _span(low: float, high: float) -> str:
    if not np.isfinite(low):
        return f"under {high:.1f}"
    return f"{low:.1f} and more" if not np.isfinite(high) else f"{low:.1f} to {high:.1f}"


@dataclass(frozen=True)
class SideTally:
    """Present findings of one leg, in clips of one band of camera angle."""

    band: tuple[float, float]
    clips: int
    present: int
    right: int
    wrong: int
    on_clean: int


def false_sides(family: str, clips: Sequence[Observed]) -> list[SideTally]:
    """Return, by how far the camera was off, how often a leg was named and whether that leg has the fault.

    Wrong: the leg named is truly below the threshold while the other is above. On clean: neither leg is above.
    """
    tallies = []
    for band in YAW_BANDS:
        inside = [c for c in clips if band[0] <= abs(c.spec["camera"]["yaw_deg"]) < band[1]]
        named = [n for c in inside for n in _named(family, c)]
        wrong = sum(not own and other for own, other in named)
        clean = sum(not own and not other for own, other in named)
        tallies.append(SideTally(band, len(inside), len(named), sum(own for own, _ in named), wrong, clean))
    return tallies


def _named(family: str, clip: Observed) -> list[tuple[bool, bool]]:
    """Return for every leg called present whether it has the fault, and whether the other one has."""
    found = []
    for fault in facts().faults_of(family):
        if fault.sided not in ("each", "near"):
            continue
        for criterion in fault.criteria:
            key = f"{family}.{criterion.measure}.{criterion.view}.{criterion.at}"
            rows = {r.side: r for r in clip.rows if r.key == key}
            for side, row in rows.items():
                if judge(criterion, (row.low, row.high)) is Verdict.PRESENT:
                    other = next((r for s, r in rows.items() if s != side), None)
                    above = [size_of(criterion, r.truth) >= 1.0 for r in (row, *([other] if other else []))]
                    found.append((above[0], above[1] if len(above) > 1 else False))
    return found
