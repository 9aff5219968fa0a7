"""Counts, holds, sides and faults of the exercises against phantoms, per exercise: ``python -m bench.exercises``.

Writes ``docs/exercises.md`` from the named sets, rendered or kept as poses; tuning sets, on which thresholds were
set, and judging sets, on which none was, stand apart. A repetition of the truth counts unless it says otherwise
(``counted``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.archive import shown
from bench.observe import SAME_REP_S, Observed, observe, observe_shown
from evenstride.knowledge import facts
from evenstride.knowledge.entries import Criterion
from evenstride.model import Rep, Side, Verdict

TARGET = Path(__file__).parents[1] / "docs/exercises.md"
NOTES = Path(__file__).with_name("exercises_notes.md")
"""What was tried, which no run tells."""

SETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bird_dog": (
        (
            *("bird-dog-tune", "bird-dog-roll-tune", "bird-dog-tune-more", "bird-dog-roll-tune-more"),
            *("bird-dog-roll-tune-third", "bird-dog-plain-roll-tune"),
        ),
        ("bird-dog-judge", "bird-dog-roll-judge"),
    ),
    "single_leg_bridge": (
        (
            *("bridge-tune", "bridge-tune-more", "bridging-tune", "bridging-tune-more"),
            *("bridge-plain-tune", "bridge-sinks-tune"),
        ),
        ("bridge-judge", "bridging-judge", "bridge-sinks-judge"),
    ),
    "clam_shell": (
        (
            *("clam-tune", "clamming-tune", "clam-plain-tune", "clamming-tune-more", "clam-plain-tune-more"),
            "clam-plain-tune-third",
        ),
        ("clam-judge", "clamming-judge", "clam-plain-judge", "clam-plain-judge-more"),
    ),
    "single_leg_balance": (
        ("balance-tune", "balance-tune-more", "balance-tune-third", "balance-fore-tune", "balance-plain-tune"),
        ("balance-judge", "balance-judge-more", "balance-fore-judge", "balance-plain-judge"),
    ),
    "heel_walk": (
        (
            *("heel-walk-tune", "heel-walk-tune-more", "heel-walk-tune-third"),
            *("heel-walk-tune-fourth", "heel-walk-tune-fifth", "heel-walk-tune-sixth", "heel-walk-tune-seventh"),
            *("heel-walk-tune-eighth", "heel-walk-tune-ninth", "heel-walk-tune-tenth", "heel-walk-tune-eleventh"),
            *("heel-walk-tune-twelfth", "heel-walk-tune-thirteenth"),
            *("heel-walk-clear-tune", "heel-walk-clear-plain-tune", "heel-walk-clear-tune-more"),
            *("heel-walk-clear-tune-third", "heel-walk-clear-plain-tune-more"),
        ),
        ("heel-walk-judge", "heel-walk-plain-judge"),
    ),
    "single_leg_calf_raise": (
        (
            *("calf-tune", "calf-tune-more", "calf-tune-third", "calf-tune-fourth", "calf-tune-fifth"),
            *("calf-tune-sixth", "calf-tune-seventh"),
            *("calf-both-tune", "calf-both-tune-more", "calf-drop-tune", "calf-drop-tune-more"),
            *("calf-free-tune", "calf-free-tune-more", "calf-free-tune-third", "calf-free-tune-fourth"),
        ),
        ("calf-judge", "calf-both-judge", "calf-drop-judge", "calf-free-judge"),
    ),
    "single_leg_rdl": (
        ("rdl-tune", "rdl-tune-more", "rdl-tune-third", "rdl-tune-fourth", "rdl-tune-fifth", "rdl-tune-sixth"),
        ("rdl-judge", "rdl-judge-more"),
    ),
    "single_leg_squat": (
        ("leg-squat-tune", "leg-squat-tune-more", "leg-squat-tune-third", "leg-squat-plain-tune"),
        ("leg-squat-judge", "leg-squat-plain-judge"),
    ),
}
"""Tuning and judging sets of every exercise."""

CLEAN = "clean"
"""The tag of a clip in which nothing was planned to go wrong; where nothing did, no fault may be named."""

HOLD_WITHIN_S = 0.3
COLUMNS = (
    "Exercise",
    "Clips",
    "Counts right",
    "Off by one",
    "Further off",
    "Nothing counted, with advice",
    "Repetitions: side right / asked / wrong",
    "Hold error, mean (s)",
    "Holds within 0.3 s",
    "Plain faults named",
    "Called present below the line",
    "Clean clips with a fault",
)
FAULT_COLUMNS = ("Exercise", "Plain fault", "Named")


@dataclass
class Tally:
    """What one set of one exercise came to."""

    clips: int = 0
    off: list[int] = field(default_factory=list)
    refused: int = 0
    sides: dict[str, int] = field(default_factory=lambda: {"right": 0, "asked": 0, "wrong": 0})
    hold_errors_s: list[float] = field(default_factory=list)
    plain: dict[str, list[bool]] = field(default_factory=dict)
    """Per plain fault, whether it was named, each time that it was there."""
    below: int = 0
    below_present: int = 0
    clean: int = 0
    clean_with_fault: int = 0

    def add(self, clip: Observed) -> None:
        """Take in one clip."""
        self.clips += 1
        ours = [rep for rep in clip.assessment.reps if rep.counted]
        true = [rep for rep in clip.true_reps if rep.get("counted", True)]
        if ours or not true:
            self.off.append(abs(len(ours) - len(true)))
        else:
            self.refused += 1
        for rep, told in _pairs(ours, true):
            if told.get("side"):
                self.sides[_side(rep, told["side"])] += 1
            if told.get("hold_s") is not None and rep.hold_s is not None:
                self.hold_errors_s.append(abs(rep.hold_s - float(told["hold_s"])))
        answered = _once_asked(clip, true).assessment if any(rep.side is Side.NONE for rep in ours) else clip.assessment
        present = {(f.fault, str(f.side)) for f in answered.findings if f.verdict is Verdict.PRESENT}
        faults = list(_true_faults(clip, true))
        for fault, side, size in faults:
            named = bool({(fault, side), (fault, "none")} & present)
            if size == "plain":
                self.plain.setdefault(fault, []).append(named)
            elif size == "none":
                self.below += 1
                self.below_present += named
        if CLEAN in clip.spec["tags"] and all(size == "none" for _, _, size in faults):
            self.clean += 1
            self.clean_with_fault += bool(present)

    def row(self, exercise: str) -> str:
        """Return its line of the table."""
        errors = np.array(self.hold_errors_s)
        cells = (
            facts().exercises[exercise].title,
            self.clips,
            _of(sum(off == 0 for off in self.off), self.clips),
            sum(off == 1 for off in self.off),
            sum(off > 1 for off in self.off),
            self.refused,
            " / ".join(str(n) for n in self.sides.values()),
            f"{errors.mean():.2f}" if len(errors) else "-",
            _of(int((errors <= HOLD_WITHIN_S).sum()), len(errors)),
            _named(named for each in self.plain.values() for named in each),
            _of(self.below_present, self.below),
            _of(self.clean_with_fault, self.clean),
        )
        return f"| {' | '.join(str(cell) for cell in cells)} |"

    def rows_of_faults(self, exercise: str) -> list[str]:
        """Return a line for each fault that was plain in some clip."""
        titles = {fault.key: fault.title for fault in facts().faults_of(exercise)}
        title = facts().exercises[exercise].title
        return [f"| {title} | {titles[key]} | {_named(self.plain[key])} |" for key in titles if key in self.plain]


def main() -> None:
    """Read the command line, observe what is rendered, write the page."""
    argparse.ArgumentParser(prog="python -m bench.exercises", description=__doc__).parse_args()
    parts = [_INTRODUCTION]
    for number, title, note in _PARTS:
        rows, faults = [], []
        for exercise, names in SETS.items():
            clips = observe_shown([clip for name in names[number] for clip in shown(name)])
            if clips:
                tally = Tally()
                for clip in clips:
                    tally.add(clip)
                rows.append(tally.row(exercise))
                faults += tally.rows_of_faults(exercise)
        parts.append(f"## {title}\n\n{note}\n\n{_table(COLUMNS, rows)}\n\n{_table(FAULT_COLUMNS, faults)}")
    TARGET.write_text("\n\n".join([*parts, NOTES.read_text(encoding="utf-8").rstrip()]) + "\n", encoding="utf-8")


def _pairs(ours: Sequence[Rep], true: Sequence[dict[str, Any]]) -> Iterator[tuple[Rep, dict[str, Any]]]:
    """Yield each of our repetitions with the true one: that shares most time with it, else turns nearest to it.

    A step whose landing lay outside of the picture turns late, and is still that step. No true one stands behind two.
    """

    def away(told: dict[str, Any], rep: Rep) -> tuple[float, float]:
        shared_s = min(told["end_s"], rep.end_s) - max(told["start_s"], rep.start_s)
        return -max(shared_s, 0.0), abs(float(told["turn_s"]) - rep.turn_s)

    near = [
        (n, m)
        for n, rep in enumerate(ours)
        for m, told in enumerate(true)
        if told["start_s"] - SAME_REP_S <= rep.turn_s <= told["end_s"] + SAME_REP_S
    ]
    behind: dict[int, int] = {}
    for n, m in sorted(near, key=lambda pair: away(true[pair[1]], ours[pair[0]])):
        if n not in behind and m not in behind.values():
            behind[n] = m
    for n, m in sorted(behind.items()):
        yield ours[n], true[m]


def _once_asked(clip: Observed, true: Sequence[dict[str, Any]]) -> Observed:
    """Return the clip as it is seen once the runner has named the side, where it is one and the same throughout."""
    sides = {rep.get("side") for rep in true}
    return observe(clip.shown, side=Side(sides.pop())) if len(sides) == 1 else clip


def _side(rep: Rep, true: str) -> str:
    if rep.side is Side.NONE:
        return "asked"
    return "right" if rep.side == true else "wrong"


def _true_faults(clip: Observed, true: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yield every fault that the truth can tell, its side, and its size: plain, some, or none at all."""
    movement = clip.clip.movement
    for fault in facts().faults_of(movement) if movement else ():
        criterion = next((c for c in fault.criteria if c.view == clip.clip.view), None)
        if criterion is None:
            continue
        for side in sorted({str(rep.get("side") or "none") for rep in true}):
            if fault.sided == "near" and side not in _nearer(clip, criterion.measure):
                continue
            values = [_value(rep, criterion) for rep in true if str(rep.get("side") or "none") == side]
            known = [value for value in values if value is not None]
            if known:
                yield fault.key, side, _size(criterion, float(np.mean(known)))


def _nearer(clip: Observed, measure: str) -> set[str]:
    """Return the sides that were nearer to the camera: both, one after the other, where a walk goes there and back."""
    read = {str(m.side) for m in clip.assessment.measures if m.name == measure and m.value is not None}
    return read | {str(clip.clip.near_side)}


def _value(rep: dict[str, Any], criterion: Criterion) -> float | None:
    told = rep.get(criterion.measure)
    value = told.get(criterion.at, told.get("value")) if isinstance(told, dict) else told
    return None if value is None else float(value)


def _size(criterion: Criterion, value: float) -> str:
    """Return whether a true value is plain (twice the threshold or, where less is worse, half), some, or none."""
    line = criterion.threshold
    if criterion.direction == "below":
        plain = value <= (line / 2 if line > 0 else 2 * line)
        return "plain" if plain else "some" if value < line else "none"
    size = abs(value) if criterion.direction == "beyond" else value
    plain = size >= (2 * line if line > 0 else line / 2)
    return "plain" if plain else "some" if size > line else "none"


def _table(columns: Sequence[str], rows: Sequence[str]) -> str:
    return "\n".join([f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}", *rows])


def _named(each: Iterable[bool]) -> str:
    found = list(each)
    return _of(sum(found), len(found))


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "-"


_INTRODUCTION = """# Exercises, counted

How often `evenstride coach` counts right on rendered clips whose truth is known. Written by `python -m bench.exercises`
out of rendered clips, or of the poses kept of them; see `bench/README.md` for how they are made.

Asked: counts right on 95 % of the judging clips and never off by more than one, holds within 0.3 s, the side right or
asked for, plain faults (twice the threshold, or half where less is worse) named on 90 %, no fault on a clean clip.
A clip of which nothing was counted is undetermined and comes with advice: that is not right, nor a wrong count.
"Asked" means that left and right contradicted each other and the runner is asked for the side; faults are then those
named once it is given. "Below the line" are all
faults whose true size stays under the threshold. Bodies are simple, alone in a tidy room, and do what was planned;
recorded people do not."""
_PARTS = (
    (1, "Judging", "No threshold was set on these clips."),
    (0, "Tuning", "Thresholds and errors were set on these clips."),
)


if __name__ == "__main__":
    main()
