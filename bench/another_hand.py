"""Clips whose movements somebody else wrote: ``python -m bench.another_hand [keep EXERCISE FOLDER...]``.

All phantoms of the named sets move as `bench.phantom` has them move, and the rules were set on those. These bodies were
moved by key frames of the angles of trunk and limbs, by people who had read what the exercises are and not how the
phantoms do them. What the pose model saw of them is kept in ``bench/another_hand``, with the key frames and the truth:
when each repetition was done, on which side, whether it counts and how long it was held. Some were used to mend rules
with, the others were read once after that. Without arguments their counts are written to ``docs/another_hand.md``.
``keep`` poses clips and keeps them: folders with ``clip.mp4``, ``spec.json`` and ``truth.json``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from bench.archive.packing import write_arrays
from bench.archive.sets import packed_poses, unpacked_poses
from bench.exercises import COLUMNS, SETS, Tally
from bench.observe import Filmed, observe_shown
from evenstride.capture import CaptureOptions, capture

FOLDER = Path(__file__).with_name("another_hand")
TARGET = Path(__file__).parents[1] / "docs/another_hand.md"
NOTES = FOLDER / "notes.md"
JUDGING, SETTING = "judging", "setting"
TOLD = len(COLUMNS) - 3
"""How many of the columns of `bench.exercises` these clips fill: no faults were planned, so none is plain."""

_INTRODUCTION = """# Movements by another hand

How `evenstride coach` counts clips whose movements somebody else wrote: bodies moved by key frames, by people who had
read what the exercises are and not how the phantoms of `docs/exercises.md` do them. Other tempo, arms, free legs, ways
to begin and to end, people who come in, talk, lie down and get up. Written by `python -m bench.another_hand` out of
the poses kept in `bench/another_hand`."""
_PARTS = (
    (JUDGING, "Judging", "Read once, after all rules were set."),
    (SETTING, "Setting", "Rules were mended with these clips."),
)


def kept(exercise: str) -> list[Filmed]:
    """Return the clips that are kept of an exercise, none where there is no file."""
    path = FOLDER / f"{exercise}.npz"
    if not path.exists():
        return []
    with np.load(path) as file:
        arrays = {key: file[key] for key in file.files}
    words = json.loads(arrays.pop("words").tobytes())
    return [
        Filmed(clip["name"], Path(f"{clip['name']}.mp4"), clip["spec"], clip["truth"], np.zeros(0), {}, {}, recording)
        for clip, recording in zip(words["clips"], unpacked_poses(words, arrays), strict=True)
    ]


def keep(exercise: str, folders: Sequence[Path]) -> Path:
    """Pose clips and keep them as those of an exercise; return the file."""
    recordings = [capture(folder / "clip.mp4", CaptureOptions()) for folder in tqdm(folders, unit="clip")]
    words = {
        "pose": asdict(recordings[0].backend),
        "clips": [
            {"name": folder.name, "sha256": r.sha256, "size_px": r.motion.size_px, "facts": asdict(r.facts)}
            | {what: json.loads((folder / f"{what}.json").read_text("utf-8")) for what in ("spec", "truth")}
            for folder, r in zip(folders, recordings, strict=True)
        ],
    }
    path = FOLDER / f"{exercise}.npz"
    path.parent.mkdir(exist_ok=True)
    write_arrays(path, {"words": np.frombuffer(json.dumps(words).encode(), np.uint8), **packed_poses(recordings)})
    return path


def page() -> str:
    """Return the page of what is kept."""
    parts = [_INTRODUCTION]
    for part, title, note in _PARTS:
        rows = [row(exercise, part) for exercise in SETS]
        table = [f"| {' | '.join(COLUMNS[:TOLD])} |\n|{' --- |' * TOLD}", *(row for row in rows if row)]
        parts.append(f"## {title}\n\n{note}\n\n" + "\n".join(table))
    return "\n\n".join([*parts, NOTES.read_text("utf-8").rstrip()]) + "\n"


def row(exercise: str, part: str) -> str:
    """Return the line of an exercise, "" where nothing of that part is kept."""
    clips = [clip for clip in kept(exercise) if part in clip.spec["tags"]]
    tally = Tally()
    for clip in observe_shown(clips):
        tally.add(clip)
    cells: list[Any] = tally.row(exercise).strip("| ").split(" | ")
    return f"| {' | '.join(cells[:TOLD])} |" if clips else ""


def main() -> None:
    """Read the command line; keep clips, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.another_hand", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("keep",), help="pose clips and keep them")
    parser.add_argument("exercise", nargs="?", choices=list(SETS), metavar="EXERCISE")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.what:
        path = keep(given.exercise, given.folders)
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    else:
        TARGET.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
