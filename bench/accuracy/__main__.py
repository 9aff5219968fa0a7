"""How good it is, on phantoms that set nothing: writes docs/ACCURACY.md, its pictures and knowledge/judged.toml."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.accuracy.bars import BARS, SETS, is_judging
from bench.accuracy.judged import write_judged
from bench.accuracy.page import (
    HOW_TO_READ,
    exercise_lines,
    family_lines,
    keypoint_lines,
    not_at_hand_lines,
    verdict_lines,
)
from bench.accuracy.plots import coverage_chart, scatter, verdict_curve
from bench.accuracy.summary import FEWEST, by_key, summary_of
from bench.accuracy.verdicts import Curve, curves_of
from bench.archive import archived, kept_sets, shown
from bench.observe import Filmed, Observed, observe_shown
from evenstride.knowledge import facts
from evenstride.movements.registry import movements

DOCS = Path(__file__).parents[2] / "docs"
PAGE, FIGURES = DOCS / "ACCURACY.md", DOCS / "figures"


def main() -> None:
    """Observe every set of every movement, write everything."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--archived", action="store_true", help="kept sets alone: what is only rendered is not posed")
    given = parser.parse_args()
    FIGURES.mkdir(exist_ok=True)
    lines, judging = [HOW_TO_READ], []
    for family, names in SETS.items():
        if family not in movements():
            continue
        observed = {name: observe_shown(_clips(name, given.archived)) for name in names}
        if not any(observed.values()):
            lines += not_at_hand_lines(family)
            continue
        judged = [clip for name in names if is_judging(name) for clip in observed[name]]
        tuned = [clip for name in names if not is_judging(name) for clip in observed[name]]
        curves = curves_of(family, judged)
        lines += family_lines(family, observed, _draw(family, judged, curves))
        lines += verdict_lines(family, judged, curves)
        lines += keypoint_lines(tuned)
        judging += judged
    lines += exercise_lines((DOCS / "exercises.md").read_text(encoding="utf-8"))
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_judged(judging)


def _clips(name: str, from_archive: bool) -> list[Filmed]:
    if name in kept_sets():
        return archived(name)
    return [] if from_archive else shown(name)


def _draw(family: str, judged: Sequence[Observed], curves: Sequence[Curve]) -> list[str]:
    """Draw the measures a bar or a verdict hangs on, and the verdict curves; return the files' names."""
    pictures = {}
    rows = by_key(judged)
    criteria = {f"{family}.{c.criterion.measure}.{c.criterion.view}.{c.criterion.at}" for c in curves}
    for key, found in rows.items():
        if (key in BARS or key in criteria) and len(found) >= FEWEST:
            words = facts().measures[key.split(".")[1]]
            title = f"{words.title}, {key.split('.')[2]}, {key.split('.')[3]}"
            pictures[f"{key.replace('.', '-')}.svg"] = scatter(title, words.unit, found)
    for n, curve in enumerate(curves):
        pictures[f"{family}-verdicts-{n}-{curve.fault.key}.svg"] = verdict_curve(curve)
    summed = {key: summary_of(found) for key, found in rows.items() if len(found) >= FEWEST}
    pictures[f"{family}-coverage.svg"] = coverage_chart(summed)
    for name, picture in pictures.items():
        (FIGURES / name).write_text(picture, encoding="utf-8")
    return [f"figures/{name}" for name in pictures]


if __name__ == "__main__":
    main()
