"""``evenstride demo``: the clips that ship with the package, with the truth beside every number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

from evenstride.cli.progress import progress_bars
from evenstride.cli.words import measured, number, say_assessment, side_word, table, unit
from evenstride.exchange.folder import probe
from evenstride.model import Assessment, Measure

CLIPS = ("front.mp4", "side.mp4")
_MOVEMENT = "squat"

Truths = Mapping[tuple[str, str, str, str], float]
"""The true value by clip file, measure, side and moment."""


def run(out: Path, *, annotate: bool, use_cache: bool) -> None:
    """Assess the shipped clips, write everything, say what was found and what is true."""
    from evenstride.pipeline import AssessOptions, ClipRequest, assess, write_results

    probe(out)
    shipped = files("evenstride") / "demo"
    with ExitStack() as unpacked:
        folder = unpacked.enter_context(as_file(shipped))
        requests = tuple(ClipRequest(folder / name, _MOVEMENT) for name in CLIPS)
        truths = read_truths(json.loads((folder / "truth.json").read_text(encoding="utf-8")))
        progress = unpacked.enter_context(progress_bars())
        assessment = assess(requests, AssessOptions(use_cache=use_cache), progress)
        assessment = write_results(assessment, requests, out, annotate=annotate, progress=progress)
    say_assessment(assessment, out, click.echo)
    click.echo("\nThe clips are rendered, so the truth is known:\n")
    for line in table(
        [("clip", "measure", "side", "measured", "95 % interval", "truth", ""), *rows(assessment, truths)]
    ):
        click.echo(line)


def read_truths(document: Mapping[str, Any]) -> Truths:
    """Return the true values that ``truth.json`` holds."""
    return {
        (file, entry["name"], entry["side"], entry["moment"]): float(entry["value"])
        for file, entries in document["clips"].items()
        for entry in entries
    }


def rows(assessment: Assessment, truths: Truths) -> Iterable[tuple[str, ...]]:
    """Return a row for each measure whose truth is known."""
    for measure in assessment.measures:
        file = assessment.clip(measure.clip).file
        truth = truths.get((file, measure.name, str(measure.side), measure.moment))
        if truth is not None:
            yield _row(file, measure, truth)


def _row(file: str, measure: Measure, truth: float) -> tuple[str, ...]:
    side = side_word(measure.side)
    true = number(truth, measure.name) + unit(measure.unit)
    what = f"{measure.name}, {measure.at}"
    if measure.interval is None:
        return (file, what, side, measured(measure), "", true, "")
    low, high = measure.interval
    inside = "inside" if low <= truth <= high else "OUTSIDE"
    interval = f"{number(low, measure.name)} to {number(high, measure.name)}"
    return (file, what, side, measured(measure), interval, true, inside)
