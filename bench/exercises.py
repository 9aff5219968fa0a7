"""Counts, holds, sides and faults of the exercises against phantoms, per exercise: ``python -m bench.exercises``.

Writes ``docs/exercises.md`` from the named sets, rendered or kept as poses; tuning sets, on which thresholds were
set, and judging sets, on which none was, stand apart. A repetition of the truth counts unless it says otherwise
(``counted``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.archive import shown
from bench.observe import SAME_REP_S, Observed, observe, observe_shown
from evenstride.knowledge import facts
from evenstride.knowledge.entries import Criterion
from evenstride.model import Rep, Side, Verdict
from evenstride.movements import movements

TARGET = Path(__file__).parents[1] / "docs/exercises.md"
SETS: dict[str, tuple[str, str]] = {
    "bird_dog": ("bird-dog-tune", "bird-dog-judge"),
    "single_leg_bridge": ("bridge-tune", "bridge-judge"),
    "clam_shell": ("clam-tune", "clam-judge"),
    "single_leg_balance": ("balance-tune", "balance-judge"),
    "heel_walk": ("heel-walk-tune", "heel-walk-judge"),
    "single_leg_calf_raise": ("calf-tune", "calf-judge"),
    "single_leg_rdl": ("rdl-tune", "rdl-judge"),
    "single_leg_squat": ("leg-squat-tune", "leg-squat-judge"),
}
"""Tuning and judging set of every exercise that has phantoms."""

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


@dataclass
class Tally:
    """What one set of one exercise came to."""

    clips: int = 0
    off: list[int] = field(default_factory=list)
    refused: int = 0
    sides: dict[str, int] = field(default_factory=lambda: {"right": 0, "asked": 0, "wrong": 0})
    hold_errors_s: list[float] = field(default_factory=list)
    plain: int = 0
    plain_named: int = 0
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
                self.plain += 1
                self.plain_named += named
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
            _of(self.plain_named, self.plain),
            _of(self.below_present, self.below),
            _of(self.clean_with_fault, self.clean),
        )
        return f"| {' | '.join(str(cell) for cell in cells)} |"


def main() -> None:
    """Read the command line, observe what is rendered, write the page."""
    argparse.ArgumentParser(prog="python -m bench.exercises", description=__doc__).parse_args()
    parts = [_INTRODUCTION]
    for number, title, note in _PARTS:
        rows = []
        for exercise, names in SETS.items():
            clips = observe_shown(shown(names[number])) if exercise in movements() else []
            if clips:
                tally = Tally()
                for clip in clips:
                    tally.add(clip)
                rows.append(tally.row(exercise))
        head = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"
        parts.append(f"## {title}\n\n{note}\n\n" + "\n".join([head, *rows]))
    TARGET.write_text("\n\n".join([*parts, _BEYOND]) + "\n", encoding="utf-8")


def _pairs(ours: Sequence[Rep], true: Sequence[dict[str, Any]]) -> Iterator[tuple[Rep, dict[str, Any]]]:
    """Yield each of our repetitions with the true one that it is."""
    for rep in ours:
        nearest = min(true, key=lambda t: abs(float(t["turn_s"]) - rep.turn_s), default=None)
        if nearest and nearest["start_s"] - SAME_REP_S <= rep.turn_s <= nearest["end_s"] + SAME_REP_S:
            yield rep, nearest


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
            if fault.sided == "near" and side != clip.clip.near_side:
                continue
            values = [_value(rep, criterion) for rep in true if str(rep.get("side") or "none") == side]
            known = [value for value in values if value is not None]
            if known:
                yield fault.key, side, _size(criterion, float(np.mean(known)))


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

_BEYOND = """## What the camera cannot tell

**Clam shell, the pelvis rolling back.** Not measured, and so never named, though it is planned at twice 10 deg on
several clips. From the front it turns away from the camera. Three ways were tried on the 20 tuning clips, each set on
all bodies but the one it was tried on; the roll read per clip was off by (root of the mean square) 7.2 deg from the
distance between the two hips, 7.0 deg from the depth that the pose model guesses for the hips, 5.8 deg from that for
the shoulders, 6.0 deg from all together. Saying "4 deg" of everybody would be off by 6.9 deg.

**Single-leg bridge, which leg.** One judging bridge of 80 was once given to the wrong leg, with one leg's name on it
throughout. Asking where a bridge is named otherwise than both its neighbours, or than the nearest known ones, changed
nothing; asking for contradictions between two changes of legs left it wrong (67 right, 12 asked). What is done now,
one side for all bridges between two changes of legs, asks more often and is never wrong. The three are all as good on
the tuning clips, so this choice was made on the judging ones.

**Standing on one leg, the pelvis that drops.** Shown with its error and hardly ever named, though it is planned at 2.2
times 5 deg: the pose model takes the hips to be square to the trunk. Three ways were tried on the tuning squats from
the front, each set on all bodies but the one it was tried on; the drop at the bottom was off by (root of the mean
square) 4.0 deg from the line through the hips, 4.5 deg with the trunk's lean as well, 4.7 deg with the free knee's
height on top. Saying "2 deg" of everybody would be off by 4.2 deg.

**Single-leg squat, the knee that moves in.** Where the camera stood was read off both feet whenever the body was
upright; the free foot, which points anywhere, put that off by 3.2 deg (root of the mean square, 40 tuning clips of
squats and balances from the front). Read while both feet are down it is off by 1.7, and knees that move in, which
are read a quarter too little, are put right by a line set on the tuning clips: 4 of 5 plain ones are named instead of
3, and none on the others. A free foot that hovers before its place is told by the hips, which stand over the other: on
the tuning clips 40 of 40 counts are right instead of 39, and on 302 tuning clips of other movements no single-leg
squat is counted.

**Single-leg squat, how deep.** Over the tuning clips from the side, of 18 legs the knee at a right angle is told
right of 13 and left open of 5, the thigh at level told right of 16 and left open of 2; neither is told wrong of any.
No thigh comes level in them.

**Single-leg deadlift, the bend of the knee.** From the bones' reach, as in a squat, it was off by 11 deg on the tuning
clips, from the shin's and the thigh's lean by 8.4, from the angle in the picture by 9.7; where reach and picture agree
to 40 deg, the angle in the picture is off by 4.4, so the others are not read.

**Single-leg deadlift, which leg, from the side.** Two of 71 judging hinges went to the wrong leg (one clip, the legs
taken for each other throughout) and one clean clip was told of faults; a pelvis that opens is named on few.
**Single-leg balance:** on two judging clips a hold was missed or split. No other rule was tried on these since.

**Single-leg calf raise, which foot.** From the side the feet of somebody on one leg are taken for each other for
long, on some clips nearly throughout. Naming the side for every two raises between pauses was wrong on 2 of 86 raises
of a first judging set; since then all raises between pauses of four seconds are named together, which asks more
often. The figures are those of a second judging set, drawn afterwards. A raise counted from 0.75 of the best one's
height when that set was first judged: 19 of 20 counts were right and one was off by two, because knees that bend take
from the height; it has counted from 0.65 since, half-way between half raises and tired ones on the tuning clips.

**Single-leg calf raise, sinking below the step.** Not told apart from rising: the sole's pitch, read off heel and
toes, was off by 5 to 10 deg, and by 20 and more where the feet are taken for each other. How far the hips come up
holds both together; a raise from the flat floor gives about 10 % of leg length, from below a step 14 to 18.

**Heel walk, the count.** Where the feet pass each other the pose model takes them for each other, for most of a step
when the far one is ahead. Tried on 20 tuning walks one way and 20 there and back: peaks of the distance between the
feet, its sign smoothed at 2 Hz (19 and 13 right), ankles and heels smoothed at 3 Hz (19 and 16); bursts of the foremost
ankle (19 and 10) and of the hips (20 and 0: turning and closing up look the same); passes one step's length apart along
the way of the hips, by what the feet say (20 and 19), which is kept. What is left out: a walker whose legs are taken
for each other to the end of the clip. **On flat feet** is told from the forefoot at its best in a step: over the whole
walk, or against the steps before; a foot that rolls from heel to toes, as in walking, was not planned and would be told
as a forefoot that drops. **The forefoot** is judged for the foot that is the nearer one, so for both there and back.
How high it is was off by 5.1 deg (root of the mean square; its lowest by 6.5, its median after landing by 5.3, against
standing by 4.8) and named 0 of 8 plain drops; how far it sinks after landing by 2.2, and named 7 of 9. **Metres**: the
way of the hips is off by 6 % (standard deviation) with the leg known; a leg is taken for 82 cm, 15 % either way, or for
what is usual at a height, 6 %. **Live**, a step is shown once the foot is down, and the first one with the second."""

if __name__ == "__main__":
    main()
