"""``evenstride demo``: the clips that ship with the package, with the truth beside every number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from statistics import fmean
from typing import Any

from evenstride.cli.progress import progress_bars
from evenstride.cli.saying import say
from evenstride.cli.words import measured, number, say_assessment, side_word, table, unit
from evenstride.exchange.folder import probe
from evenstride.model import Assessment, Measure
from evenstride.movements.registry import Sided, movement_of

CLIPS = {"front.mp4": "squat", "side.mp4": "squat", "hurdle.mp4": "hurdle", "bird_dog.mp4": "bird_dog"}
INSIDE = "inside"

Truth = Mapping[str, Any]
"""``truth.json``: by clip, for each repetition, what is true of each side and of the body."""


def run(out: Path, *, annotate: bool, use_cache: bool) -> None:
    """Assess the shipped clips, write everything, say what was found and what is true."""
    from evenstride.pipeline import AssessOptions, ClipRequest, assess, write_results

    probe(out)
    with ExitStack() as unpacked:
        folder = unpacked.enter_context(as_file(files("evenstride") / "demo"))
        requests = tuple(ClipRequest(folder / name, movement) for name, movement in CLIPS.items())
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        progress = unpacked.enter_context(progress_bars())
        assessment = assess(requests, AssessOptions(use_cache=use_cache), progress)
        assessment = write_results(assessment, requests, out, annotate=annotate, progress=progress)
    say_assessment(assessment, out, say)
    say("\nThe clips are rendered, so the truth is known:\n")
    header = ("clip", "measure", "side", "measured", "95 % interval", "truth", "")
    told = list(rows(assessment, truth))
    for line in table([header, *told]):
        say(line)
    verdicts = [row[-1] for row in told if row[-1]]
    say(f"\n{verdicts.count(INSIDE)} of {len(verdicts)} intervals hold the truth.")


def rows(assessment: Assessment, truth: Truth) -> Iterable[tuple[str, ...]]:
    """Return a row for each measure whose truth is known."""
    for measure in assessment.measures:
        file = assessment.clip(measure.clip).file
        value = true_value(truth, file, measure)
        if value is not None:
            yield _row(file, measure, value)


def true_value(truth: Truth, file: str, measure: Measure) -> float | None:
    """Return what a measure should have read, as the mean over the repetitions like the measure itself."""
    reps = truth.get(Path(file).stem, {}).get("reps", [])
    values = [_of_rep(rep, measure) for rep in reps if _is_read_in(rep, file, measure)]
    known = [value for value in values if value is not None]
    return fmean(known) if known and len(known) == len(values) else None


def _is_read_in(rep: Mapping[str, Any], file: str, measure: Measure) -> bool:
    """Tell whether a measure is read in a repetition: in a movement of one leg at a time, of that leg or its fellow."""
    if "side" not in rep:
        return True
    uses = movement_of(CLIPS[Path(file).name]).uses
    sided = {use.sided for use in uses if (use.measure.name, use.at.key) == (measure.name, measure.moment)}
    leg = measure.side.mirror() if Sided.SUPPORT in sided else measure.side
    return bool(rep["side"] == leg)


def _of_rep(rep: Mapping[str, Any], measure: Measure) -> float | None:
    if "side" in rep:
        told = rep.get(measure.name)
        value = told.get("value") if isinstance(told, Mapping) else told
        return None if value is None else float(value)
    true = rep.get(side_word(measure.side) or "body", {})
    if measure.moment == "at_60_deg":
        value = true.get(f"{measure.name}_at_60")
    else:
        value = true.get(measure.name, {}).get(measure.moment.removesuffix("_abs"))
    return None if value is None else float(value)


def _row(file: str, measure: Measure, truth: float) -> tuple[str, ...]:
    side = side_word(measure.side)
    true = number(truth, measure.name) + unit(measure.unit)
    what = f"{measure.name}, {measure.moment.replace('_', ' ')}"
    if measure.interval is None:
        return (file, what, side, measured(measure), "", true, "")
    low, high = measure.interval
    inside = INSIDE if low <= truth <= high else "OUTSIDE"
    interval = f"{number(low, measure.name)} to {number(high, measure.name)}"
    return (file, what, side, measured(measure), interval, true, inside)
