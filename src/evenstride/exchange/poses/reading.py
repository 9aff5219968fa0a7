"""Which program made a file or folder of poses, and the motion in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.exchange.c3d import read_c3d
from evenstride.exchange.poses.markers import to_motion
from evenstride.exchange.poses.openpose import frame_files, read_openpose
from evenstride.exchange.trc import read_trc
from evenstride.model.motion import Motion

OURS = ".json"
_PERSON = re.compile(r"_person(\d+)$")
_READERS = {".trc": read_trc, ".c3d": read_c3d}


@dataclass(frozen=True, slots=True)
class PoseSource:
    """Where poses are: `form` is trc, c3d, openpose or sports2d; `file` what is read, a folder for openpose."""

    form: str
    file: Path


def is_pose_file(path: Path) -> bool:
    """Tell whether a path names poses rather than a video: one of ours (``.json``), or of another program."""
    return path.suffix.lower() == OURS or pose_source(path) is not None


def pose_source(path: Path) -> PoseSource | None:
    """Return what poses of another program a path names, or None."""
    suffix = path.suffix.lower()
    if path.is_dir():
        return _folder(path)
    return PoseSource(suffix.removeprefix("."), path) if suffix in _READERS else None


def read_motion(source: PoseSource, *, rate_hz: float | None = None, view: str | None = None) -> Motion:
    """Return the motion in poses of another program.

    Parameters
    ----------
    rate_hz
        Frames a second, for files that do not say (OpenPose).
    view
        From where markers in space are looked at; see `evenstride.exchange.poses.markers.to_motion`.

    Raises
    ------
    PoseFileError
        If it holds no poses that we know, with what is wrong and what to do.
    MissingExtraError
        If the library for the format is not installed.
    """
    if source.form == "openpose":
        return read_openpose(source.file, rate_hz)
    if not source.file.exists():
        raise PoseFileError(source.file, "there is no such file", "check the name and the folder")
    return to_motion(_READERS[source.file.suffix.lower()](source.file), source.file, view)


def _folder(folder: Path) -> PoseSource | None:
    """Return what a folder holds: Sports2D's markers, those in pixels first, or OpenPose's frames."""
    found = sorted(folder.glob("*.trc"))
    pixels = [path for path in found if "_px" in path.stem]
    if found:
        return PoseSource("sports2d", _longest_seen(pixels or found, folder))
    return PoseSource("openpose", folder) if frame_files(folder) else None


def _longest_seen(files: list[Path], folder: Path) -> Path:
    """Return the file of the person who is seen in most frames; of equals, the first."""
    if len(files) > 1 and not all(_PERSON.search(path.stem) for path in files):
        raise PoseFileError(folder, f"it holds {len(files)} files of markers", "name one of them")
    return max(files, key=lambda path: int(np.isfinite(read_trc(path).positions[..., 0]).any(axis=1).sum()))
