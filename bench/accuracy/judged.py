"""The judging sets' figures for the product's own "how sure?" line: knowledge/judged.toml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.accuracy.summary import FEWEST, by_key, summary_of
from bench.observe import Observed

TARGET = Path(__file__).parents[2] / "src/evenstride/knowledge/judged.toml"


def write_judged(clips: Sequence[Observed]) -> None:
    """Write what the judging sets, synthetic and recorded together, say of every measure."""
    lines = [
        "# How far each measure was off on clips that set nothing. Written by the command below; do not edit.",
        "",
        'command = "python -m bench.accuracy"',
        "",
        "[judged]",
    ]
    for key, rows in by_key(clips).items():
        if len(rows) >= FEWEST:
            s = summary_of(rows)
            change = "" if s.mdc is None else f", mdc = {s.mdc:.2f}"
            numbers = f"rows = {s.rows}, mae = {s.mae:.2f}, bias = {s.bias + 0:.2f}, coverage = {s.coverage:.3f}"
            lines.append(f'"{key}" = {{ {numbers}, half_width = {s.half_width:.2f}{change} }}')
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
