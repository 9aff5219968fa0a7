"""Our verdicts on real phone clips beside a trainer's: ``python -m bench.real_clips`` writes docs/real-clips.md.

None of these clips set any number of ours: the table judges.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evenstride.knowledge import facts
from evenstride.model import Assessment, Finding, Verdict
from evenstride.pipeline import AssessOptions, ClipRequest, assess

DATA = Path(os.environ.get("EVENSTRIDE_DATA", Path(__file__).parents[2] / "shared/data"))
PAGE = Path(__file__).parents[1] / "docs/real-clips.md"
NOTES = Path(__file__).parent / "real_clips_notes.md"
"""What was seen by eye where the table disagrees; written by hand, joined to the page."""

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
    for pair in dict.fromkeys(label.pair for label in labels):
        lines += _pair([label for label in labels if label.pair == pair])
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


def _pair(labels: Sequence[Label]) -> list[str]:
    made = _assess(*(f"squat_phone/{label.file}" for label in labels))
    said = labels[0]
    scores = f"squat {said.squat}, knee {said.knee}, asymmetry {said.asymmetry}"
    return [
        f"### {said.pair}",
        "",
        f"Trainer: {said.words}. Scores: {scores} (knee and asymmetry: 0 left, 50 even, 100 right).",
        "",
        *_table(("fault", "side", "verdict", "measured", "95 %"), [_verdict(made, f) for f in made.findings]),
        "",
    ]


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
