"""What is said of a clip that was named as another movement: ``python -m bench.confusion``.

Every clip of every set is asked for every movement, and for none: docs/confusion.md tells how often repetitions are
counted that are not there, and how often the clip is called by its name.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from bench.archive import shown
from bench.exercises import SETS as EXERCISES
from bench.observe import Filmed
from evenstride.capture import CaptureOptions, Recording, capture
from evenstride.knowledge import facts
from evenstride.movements import movements
from evenstride.pipeline import ClipRequest
from evenstride.pipeline.study import study_of

TARGET = Path(__file__).parents[1] / "docs/confusion.md"
SETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "squat": (("tune", "tune-real"), ("judge", "judge-real")),
    "hurdle": (("hurdle-tune", "hurdle-tune-real"), ("hurdle-judge", "hurdle-judge-real")),
    **EXERCISES,
}
"""Tuning and judging sets of every movement."""

EVERY, EVERY_TUNING = {"squat": 4, "hurdle": 4, "bird_dog": 4}, 4
"""Of the screens' sets, which are large, every so manieth clip is asked, and of all tuning sets."""

COLUMNS = ("Clips of", "Clips", "Not named: found as itself", "As another", "Named as one of the others", "Counted")
NAMES = ("Called by its name", "By another")


@dataclass(frozen=True)
class Asked:
    """What was said of one clip.

    `found` is the movement found where none was named; `counted` how many repetitions were counted of each movement
    that was named, and `called` what the clip was said to look like where there were none.
    """

    found: str | None
    counted: dict[str, int]
    called: dict[str, str | None]


def main() -> None:
    """Read the command line, ask, write the page."""
    argparse.ArgumentParser(prog="python -m bench.confusion", description=__doc__).parse_args()
    parts = [_INTRODUCTION]
    for number, title in ((1, "Judging"), (0, "Tuning")):
        lines = [f"| {' | '.join((*COLUMNS, *NAMES))} |", f"|{' --- |' * (len(COLUMNS) + len(NAMES))}"]
        notes = []
        for movement, sets in SETS.items():
            clips = [clip for name in sets[number] for clip in shown(name)][
                :: EVERY_TUNING if number == 0 else EVERY.get(movement, 1)
            ]
            if clips:
                asked = ask_all(clips)
                lines.append(row(movement, asked))
                notes += [note for note in (_mistaken(movement, asked),) if note]
        parts.append("\n".join([f"## {title}", "", *lines, "", *notes]).rstrip())
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def ask_all(clips: Sequence[Filmed]) -> list[Asked]:
    """Ask every clip for every movement, two at a time, with a progress bar."""
    with ProcessPoolExecutor(2) as pool:
        return list(tqdm(pool.map(ask, clips, chunksize=2), total=len(clips), unit="clip"))


def ask(clip: Filmed) -> Asked:
    """Ask one clip for no movement, and for each."""
    recording = clip.recording or capture(clip.clip, CaptureOptions())
    found = study_of("c1", ClipRequest(clip.clip), recording).clip.movement
    studies = {key: _named(clip, recording, key) for key, one in movements().items() if not one.stated_only}
    return Asked(
        found,
        {key: number for key, (number, _) in studies.items()},
        {key: name for key, (number, name) in studies.items() if not number},
    )


def _named(clip: Filmed, recording: Recording, movement: str) -> tuple[int, str | None]:
    study = study_of("c1", ClipRequest(clip.clip, movement), recording)
    return sum(rep.counted for rep in study.reps), study.clip.looks_like


def row(movement: str, asked: Sequence[Asked]) -> str:
    """Return the line of one movement's clips."""
    others = [(one, key) for one in asked for key in one.counted if key != movement]
    called = [one.called[key] for one, key in others if key in one.called]
    cells = (
        facts().movements[movement].title,
        len(asked),
        sum(one.found == movement for one in asked),
        sum(one.found not in (movement, None) for one in asked),
        len(others),
        sum(one.counted[key] > 0 for one, key in others),
        sum(name == movement for name in called),
        sum(name not in (movement, None) for name in called),
    )
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _mistaken(movement: str, asked: Sequence[Asked]) -> str:
    """Return in words what clips of a movement were counted as; nothing where none were."""
    wrong = Counter(key for one in asked for key, number in one.counted.items() if number and key != movement)
    told = ", ".join(f"{facts().movements[key].title.lower()} ({number})" for key, number in wrong.most_common())
    return f"- {facts().movements[movement].title}, counted as: {told}." if told else ""


_INTRODUCTION = """# Named as the wrong movement

What `evenstride` says of a clip that shows another movement than the one it was named as, and of one that nobody named.
Written by `python -m bench.confusion`: every clip (of the screens and of all tuning sets every fourth) is asked for
each of the ten movements that a camera can tell apart. Asked for: nothing is counted that is not there, and what the
clip looks like is said; rather nothing than a wrong name. The limits were set on the tuning sets."""

if __name__ == "__main__":
    main()
