"""Our verdicts on real phone clips beside a trainer's: ``python -m bench.real_clips`` writes docs/real-clips.md.

None of these clips set any number of ours: the table judges.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenstride.knowledge import facts
from evenstride.model import Assessment, Finding, Side, Verdict
from evenstride.pipeline import AssessOptions, ClipRequest, assess

DATA = Path(os.environ.get("EVENSTRIDE_DATA", Path(__file__).parents[2] / "shared/data"))
PAGE = Path(__file__).parents[1] / "docs/real-clips.md"
NOTES = Path(__file__).parent / "real_clips_notes.md"
"""What was seen by eye where the table disagrees; written by hand, joined to the page."""

VERDICTS = (Verdict.ABSENT, Verdict.POSSIBLE, Verdict.PRESENT)
FEW, MANY = 0.25, 0.75
NO_SQUAT = ("bird_dog_phone/standing_turning.mp4", "bird_dog_phone/cat_cow.mp4", "bird_dog_phone/bird_dog.mp4")


@dataclass(frozen=True)
class Label:
    """One clip of ``labels.csv``."""

    file: str
    pair: str
    view: str
    turn_s: float
    squat: int
    knee: int
    asymmetry: int
    words: str


def main() -> None:
    """Assess every labelled clip alone and every pair together, and write the page."""
    labels = _labels()
    lines = [
        "# Real clips, beside a trainer's words",
        "",
        "Written by `python -m bench.real_clips` from the clips of `squat_phone` and `bird_dog_phone` (sources and",
        "licences in the data's own index). Handheld phones, two people in loose clothing, one repetition a clip; the",
        "side views are taken at an angle. No number of ours was set on them.",
        "",
        "## Repetitions",
        "",
        *_table(("clip", "view found", "camera", "repetitions", "turns at", "label", "apart"), _turns(labels)),
        "",
        *_table(("clip with no squat in it", "squats found"), [(name, str(_squats(name))) for name in NO_SQUAT]),
        "",
        "## Verdicts",
        "",
    ]
    made = {
        pair: _assess(*(f"squat_phone/{one.file}" for one in labels if one.pair == pair)) for pair in _pairs(labels)
    }
    for pair, said in _pairs(labels).items():
        lines += _pair(said, made[pair])
    lines += _agreement([(said, made[pair]) for pair, said in _pairs(labels).items()])
    lines += ["", NOTES.read_text(encoding="utf-8").strip(), ""]
    PAGE.write_text("\n".join(lines), encoding="utf-8")


def _labels() -> list[Label]:
    with (DATA / "squat_phone/labels.csv").open(encoding="utf-8") as file:
        return [
            Label(
                row["file"],
                row["pair"],
                row["view"],
                float(row["turn_s"]),
                int(row["trainer_squat_0_100"]),
                int(row["trainer_knee_L0_ok50_R100"]),
                int(row["trainer_asymmetry_L0_ok50_R100"]),
                row["trainer_words"],
            )
            for row in csv.DictReader(file)
        ]


def _assess(*files: str, movement: str | None = "squat") -> Assessment:
    return assess([ClipRequest(DATA / file, movement) for file in files], AssessOptions())


def _turns(labels: Sequence[Label]) -> list[tuple[str, ...]]:
    rows = []
    for label in labels:
        made = _assess(f"squat_phone/{label.file}", movement=None)
        clip, turns = made.clips[0], [rep.turn_s for rep in made.reps]
        apart = f"{abs(turns[0] - label.turn_s):.2f} s" if len(turns) == 1 else "-"
        rows.append(
            (
                label.file,
                clip.view.value,
                f"{clip.view_yaw_deg.value:.0f} deg",
                str(len(turns)),
                ", ".join(f"{t:.2f} s" for t in turns),
                f"{label.turn_s:.2f} s",
                apart,
            )
        )
    return rows


def _squats(name: str) -> int:
    return len(_assess(name).reps)


def _pairs(labels: Sequence[Label]) -> dict[str, Label]:
    """Return what was said of each pair of clips, which is the same for both."""
    return {label.pair: label for label in labels}


def _pair(said: Label, made: Assessment) -> list[str]:
    scores = f"squat {said.squat}, knee {said.knee}, asymmetry {said.asymmetry}"
    return [
        f"### {said.pair}",
        "",
        f"Trainer: {said.words}. Scores: {scores} (knee and asymmetry: 0 left, 50 even, 100 right).",
        "",
        *_table(("fault", "side", "verdict", "measured", "95 %"), [_verdict(made, f) for f in made.findings]),
        "",
    ]


def _agreement(rated: Sequence[tuple[Label, Assessment]]) -> list[str]:
    """Return the plain table of the trainer's scores against our verdicts, and Cohen's kappa with linear weights."""
    lines = [
        "## Agreement",
        "",
        "The trainer's scores in three steps beside our verdicts: a knee's score is how far beyond 50 the pair's lies",
        "on its side, the squat's how far below 100, each cut at a quarter and three quarters. What we cannot tell is",
        "left out.",
        "Kappa is weighted linearly (Cohen 1968); with so few clips of two people it says little.",
        "",
    ]
    kinds = {
        "Knee moves inward": ("knees_cave_in", [(Side.LEFT, -1), (Side.RIGHT, 1)]),
        "Squat stays shallow": ("shallow_squat", [(Side.NONE, 0)]),
    }
    for title, (fault, sides) in kinds.items():
        pairs = [
            (_step((said.knee - 50) * sign / 50 if sign else 1 - said.squat / 100), VERDICTS.index(found.verdict))
            for said, made in rated
            for side, sign in sides
            for found in made.findings
            if (found.fault, found.side) == (fault, side) and found.verdict in VERDICTS
        ]
        rows = [
            (step, *(str(pairs.count((n, ours))) for ours in range(len(VERDICTS))))
            for n, step in enumerate(("even or deep", "some", "plain"))
        ]
        head = (f"{title}, the trainer", *(f"we: {verdict.value}" for verdict in VERDICTS))
        lines += [*_table(head, rows), "", f"Weighted kappa {weighted_kappa(pairs):.2f} ({len(pairs)} verdicts).", ""]
    return lines


def _step(badness: float) -> int:
    """Return 0, 1 or 2 for how bad something is, 0 to 1."""
    return int(badness >= FEW) + int(badness >= MANY)


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Return Cohen's kappa of two raters' steps (0, 1, 2) with linear weights; NaN if both always say the same one."""
    counts = np.zeros((len(VERDICTS), len(VERDICTS)))
    for one, other in pairs:
        counts[one, other] += 1
    apart = np.abs(np.subtract.outer(np.arange(len(VERDICTS)), np.arange(len(VERDICTS))))
    by_chance = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    expected = float((apart * by_chance).sum())
    return 1.0 - float((apart * counts).sum()) / expected if expected else float("nan")


def _verdict(made: Assessment, finding: Finding) -> tuple[str, ...]:
    title = facts().fault(finding.movement, finding.fault).title
    side = finding.side.value if finding.side in ("left", "right") else ""
    if finding.verdict is Verdict.UNDETERMINED:
        return (title, side, "cannot tell", "", "")
    measure = made.measure(finding.measures[0])
    assert measure.value is not None
    assert measure.interval is not None
    low, high = measure.interval
    return (title, side, finding.verdict.value, f"{measure.value:.1f} {measure.unit}", f"{low:.1f} to {high:.1f}")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + " --- |" * len(head),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


if __name__ == "__main__":
    main()
