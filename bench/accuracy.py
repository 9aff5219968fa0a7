"""How good it is, on phantoms that set nothing: ``python -m bench.accuracy`` writes docs/ACCURACY.md.

Synthetic squats and real movement on rendered bodies are given apart; so is every figure of the tuning sets.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.observe import Observed, Row, observe_all
from bench.phantom.sets import SETS, rendered
from evenstride.detect import judge
from evenstride.knowledge import Criterion, facts
from evenstride.model import Verdict

PAGE = Path(__file__).parents[1] / "docs/ACCURACY.md"
FEWEST = 8
"""Fewer rows than this are not summed up."""

PEERS = {
    "squat.knee_flexion_deg.side.bottom": "one phone 4.8 MAE over tasks (OpenCap Monocular); MediaPipe -2.3 ± 6.4",
    "squat.fppa_deg.front.at_60_deg": "MAE 2.4 (drop jump, one camera); phone app MDC 4.7-9.7",
}
BARS = {
    "squat.knee_flexion_deg.side.bottom": 3.0,
    "squat.thigh_below_horizontal_deg.side.bottom": 3.5,
    "squat.knee_medial_shift_pct.front.worst": 1.5,
    "squat.knee_medial_shift_pct.front.at_60_deg": 1.5,
    "squat.heel_lift_deg.side.worst": 4.0,
    "squat.trunk_lean_deg.side.bottom": 3.0,
    "squat.trunk_lateral_lean_deg.front.bottom": 2.0,
}
"""Mean absolute errors asked for in the design (MEASUREMENT.md)."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """The errors of one measure on one set."""

    rows: int
    mae: float
    bias: float
    limits: tuple[float, float]
    coverage: float
    half_width: float
    ideal: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Summary:
        """Return the summary of rows of one measure."""
        error = np.array([r.value - r.truth for r in rows])
        inside = np.array([r.low <= r.truth <= r.high for r in rows])
        sd = float(error.std(ddof=1))
        bias = float(error.mean())
        return cls(
            len(rows),
            float(np.abs(error).mean()),
            bias,
            (bias - 1.96 * sd, bias + 1.96 * sd),
            float(inside.mean()),
            float(np.mean([(r.high - r.low) / 2 for r in rows])),
            1.96 * float(np.sqrt(np.mean(error**2))),
        )


def main() -> None:
    """Read the command line, observe the sets, write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.parse_args()
    observed = {name: observe_all([folder for _, folder in rendered(name)]) for name in SETS}
    lines = _head(observed)
    for name, title in (
        ("judge", "Judging set: synthetic squats"),
        ("judge-real", "Judging set: recorded people driving the bodies"),
        ("tune", "Tuning set: synthetic squats"),
        ("tune-real", "Tuning set: recorded people driving the bodies"),
    ):
        lines += ["", f"## {title}", "", *_set(observed[name])]
    lines += ["", *_verdicts(observed["judge"] + observed["judge-real"])]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(observed: dict[str, list[Observed]]) -> list[str]:
    counts = ", ".join(f"{name} {len(clips)} of {SETS[name].size}" for name, clips in observed.items())
    return [
        "# How sure?",
        "",
        "Written by `python -m bench.accuracy`. The truth is the rendered body's own joints; every clip went through",
        "the whole product. The judging sets share no body, room, recorded person or seed with the tuning sets, which",
        "alone",
        "set the corrections and errors (`python -m bench.calibrate_view tune tune-real`, then",
        "`python -m bench.calibrate tune tune-real`). Rendered so far: " + counts + ".",
        "",
        "MAE: mean absolute error. Limits: 95 % limits of agreement. Coverage: how many truths lie in their 95 %",
        "interval (90-99 % wanted). Width: half the interval, and in brackets how many times the ideal for these",
        "errors.",
        "No real video of squats with known joint angles exists here: rendered skin is not film, and the page says so.",
    ]


def _set(clips: Sequence[Observed]) -> list[str]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for clip in clips:
        for row in clip.rows:
            rows[row.key].append(row)
    found = sum(len(c.assessment.reps) for c in clips)
    exact = sum(c.counted_right for c in clips)
    table = [
        "| measure, view, moment | n | MAE | asked | bias | limits | coverage | width | best peer |",
        "| --- " * 9 + "|",
        *(_row(key, Summary.of(found)) for key, found in sorted(rows.items()) if len(found) >= FEWEST),
    ]
    repetitions = (
        f"Repetitions: {found} found of {sum(len(c.true_reps) for c in clips)}; exact in {exact} of {len(clips)} clips."
    )
    return [*table, "", repetitions, "", *_by_yaw(rows), "", _yaw(clips)]


def _row(key: str, s: Summary) -> str:
    asked = f"{BARS[key]:.1f}" if key in BARS else ""
    limits = f"{s.limits[0]:+.1f} to {s.limits[1]:+.1f}"
    width = f"{s.half_width:.1f} ({s.half_width / s.ideal:.1f})"
    cells = (key, str(s.rows), f"{s.mae:.1f}", asked, f"{s.bias:+.1f}", limits, f"{s.coverage:.0%}", width)
    return "| " + " | ".join((*cells, PEERS.get(key, ""))) + " |"


def _by_yaw(rows: dict[str, list[Row]]) -> list[str]:
    key = "squat.knee_medial_shift_pct.front.worst"
    found = rows.get(key, [])
    lines = [f"{key} by how far the camera stood off the front:", ""]
    lines += ["| off by | n | MAE | coverage |", "| --- | --- | --- | --- |"]
    for low, high in ((0.0, 2.0), (2.0, 5.0), (5.0, 8.5), (8.5, 13.0)):
        part = [r for r in found if low <= abs(r.yaw_off_deg) < high]
        if len(part) > 1:
            s = Summary.of(part)
            lines.append(f"| {low:.0f}-{high:.0f} deg | {s.rows} | {s.mae:.1f} | {s.coverage:.0%} |")
    return lines


def _yaw(clips: Sequence[Observed]) -> str:
    front = [c for c in clips if c.clip.view == "front" and c.spec["camera"]["view_deg"] == 0]
    if len(front) < FEWEST:
        return "Too few front views to judge the estimate of the camera's angle."
    error = np.array([c.clip.view_yaw_deg.value - c.spec["camera"]["yaw_deg"] for c in front])
    inside = np.array(
        [
            c.clip.view_yaw_deg.interval[0] <= c.spec["camera"]["yaw_deg"] <= c.clip.view_yaw_deg.interval[1]
            for c in front
        ]
    )
    numbers = (
        f"bias {error.mean():+.1f} deg, standard deviation {error.std(ddof=1):.1f} deg, coverage {inside.mean():.0%}"
    )
    return f"The camera's angle from the front: {numbers} ({len(front)} clips)."


def _verdicts(clips: Sequence[Observed]) -> list[str]:
    """Return a table per criterion: what was said, by how large the fault really was."""
    lines = ["## Verdicts by size of the fault (both judging sets)", ""]
    for fault in facts().faults_of("squat"):
        for criterion in fault.criteria:
            key = f"squat.{criterion.measure}.{criterion.view}.{criterion.at}"
            rows = [r for c in clips for r in c.rows if r.key == key]
            if len(rows) >= FEWEST:
                lines += [f"### {fault.title}, from the {criterion.view}", "", *_confusion(criterion, rows), ""]
    return lines


def _confusion(criterion: Criterion, rows: Sequence[Row]) -> list[str]:
    lines = ["| true size, in thresholds | n | present | possible | absent |", "| --- " * 5 + "|"]
    sizes = np.array([_size(criterion, r.truth) for r in rows])
    verdicts = np.array([judge(criterion, (r.low, r.high)).value for r in rows])
    edges = (-np.inf, 0.5, 0.9, 1.1, 1.5, 1.9, np.inf)
    for low, high in pairwise(edges):
        part = verdicts[(sizes >= low) & (sizes < high)]
        if len(part):
            shares = [f"{np.mean(part == v.value):.0%}" for v in (Verdict.PRESENT, Verdict.POSSIBLE, Verdict.ABSENT)]
            lines.append(f"| {_span(low, high)} | {len(part)} | " + " | ".join(shares) + " |")
    return lines


def _size(criterion: Criterion, truth: float) -> float:
    """Return how large a fault is in thresholds; for depth and lean, in grey zones past the threshold, plus one."""
    if criterion.direction == "beyond":
        return abs(truth) / criterion.threshold
    if criterion.measure in ("knee_medial_shift_pct", "heel_lift_deg"):
        return truth / criterion.threshold
    past = truth - criterion.threshold if criterion.direction == "above" else criterion.threshold - truth
    return 1.0 + past / (4 * criterion.uncertainty)


def _span(low: float, high: float) -> str:
    if not np.isfinite(low):
        return f"under {high:.1f}"
    return f"{low:.1f} and more" if not np.isfinite(high) else f"{low:.1f} to {high:.1f}"


if __name__ == "__main__":
    main()
