"""The judging sets' figures for the product's own "how sure?" line: knowledge/judged.toml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.accuracy.summary import FEWEST, Summary, by_key, summary_of
from bench.observe import Observed
from evenstride.knowledge.judged import Judged, judged

TARGET = Path(__file__).parents[2] / "src/evenstride/knowledge/judged.toml"


def write_judged(clips: Sequence[Observed]) -> None:
    """Write what the judging sets, synthetic and recorded together, say of every measure.

    What is known of movements that no clip shows this time stays.
    """
    shown_now = {row.key.split(".")[0] for clip in clips for row in clip.rows}
    found = {key: known for key, known in judged().items() if key.split(".")[0] not in shown_now}
    for key, rows in by_key(clips).items():
        if len(rows) >= FEWEST:
            found[key] = _judged(summary_of(rows))
    lines = [
        "# How far each measure was off on clips that set nothing. Written by the command below; do not edit.",
        "",
        'command = "python -m bench.accuracy"',
        "",
        "[judged]",
    ]
    lines += [f'"{key}" = {{ {_entry(known)} }}' for key, known in sorted(found.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _judged(s: Summary) -> Judged:
    return Judged(s.rows, s.mae, s.bias, s.coverage, s.half_width, s.mdc)


def _entry(known: Judged) -> str:
    change = "" if known.mdc is None else f", mdc = {known.mdc:.2f}"
    numbers = f"rows = {known.rows}, mae = {known.mae:.2f}, bias = {known.bias + 0:.2f}"
    return f"{numbers}, coverage = {known.coverage:.3f}, half_width = {known.half_width:.2f}{change}"
