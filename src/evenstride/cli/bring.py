"""``evenstride import``: what others made, and what we packed, brought in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evenstride.cli.saying import say
from evenstride.errors import UsageError

if TYPE_CHECKING:
    from evenstride.exchange.poses import PoseSource
    from evenstride.model import Motion

_ADVICE = "name a .trc, .c3d or .fit file, a folder of OpenPose or Sports2D, or a .zip of ours"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: where to write, the rate and the view of poses, whose runs, and which store."""

    out: Path | None = None
    rate_hz: float | None = None
    view: str | None = None
    athlete: str = "me"
    store: str | None = None


def run(source: Path, asked: Asked) -> None:
    """Bring in what a path holds, and say what came.

    Raises
    ------
    UsageError
        If it is nothing that can be brought in.
    """
    from evenstride.exchange.poses import pose_source

    match source.suffix.lower():
        case ".zip":
            bring_back(source, asked)
            return
        case ".fit":
            bring_run(source, asked)
            return
    poses = pose_source(source)
    if poses is None:
        if source.exists():
            raise UsageError(f"{source} holds nothing that can be brought in", _ADVICE)
        raise UsageError(f"{source} is not there", _ADVICE)
    bring_poses(poses, asked.out or Path(f"{source.stem}_poses.json"), rate_hz=asked.rate_hz, view=asked.view)


def bring_run(source: Path, asked: Asked) -> None:
    """Keep a run that a watch recorded, and say what it tells."""
    from evenstride.cli.store import kept
    from evenstride.exchange.fit import read_fit
    from evenstride.exchange.run_json import to_json
    from evenstride.report.run_words import run_figures

    found = read_fit(source)
    for line in run_figures(found):
        say(line)
    kept(asked.store, asked.athlete, to_json(found, source), source, say)


def bring_back(archive: Path, asked: Asked) -> None:
    """Bring back a zip of ``export all``: an athlete into the store, results into a new folder."""
    from evenstride.exchange.bundle import Bundle, write_folder
    from evenstride.track import Keeping, place_in_words, usual_place
    from evenstride.track.portable import HEAD

    with Bundle(archive) as bundle:
        if HEAD in bundle.names:
            place = asked.store or usual_place()
            name = Keeping(place).take_in(bundle.chunks)
            say(f"Everything of {name} is in the store: {place_in_words(place)}")
            return
        folder = asked.out or Path(archive.stem)
        write_folder(folder, bundle)
        say(f"wrote {len(bundle.names)} files to {folder}")


def bring_poses(source: PoseSource, target: Path, *, rate_hz: float | None, view: str | None) -> None:
    """Write poses of another program as a file of ours, and say what is in them and what is not."""
    from evenstride.pipeline import import_poses

    try:
        motion = import_poses(source, target, rate_hz=rate_hz, view=view)
    except OSError as problem:
        reason = problem.strerror or problem
        raise UsageError(f"cannot write {target} ({reason})", "name another with --out") from problem
    say(f"{source.file}: {len(motion)} frames, {motion.rate_hz:.4g} a second, {motion.times[-1]:.1f} s.")
    lacking = _never_seen(motion)
    if lacking:
        say(f"Not in it: {', '.join(lacking)}. What rests on those is not judged.")
    say("There are no pictures in it, so light, blur, other people and the picture's edges cannot be checked.")
    say(f"wrote {target}")
    say(f"next: evenstride assess MOVEMENT={target}")


def _never_seen(motion: Motion) -> list[str]:
    named = zip(motion.skeleton.keypoints, np.moveaxis(motion.points, 1, 0), strict=True)
    return [str(keypoint).replace("_", " ") for keypoint, places in named if not np.isfinite(places).any()]
