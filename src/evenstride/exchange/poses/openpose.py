"""A folder of OpenPose's JSON, one file a frame, as OpenPose, Pose2Sim and Sports2D write it: ``*_keypoints.json``.

The files hold pixels, confidences and everybody in the picture; neither when a frame was taken nor how large it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from evenstride.errors import PoseFileError
from evenstride.exchange.poses.markers import NAMES_ADVICE, seen
from evenstride.exchange.poses.names import SKELETONS, columns_of
from evenstride.model.motion import Floats, Motion
from evenstride.model.skeleton import BODY

_ADVICE = "name a folder of OpenPose's JSON, one file a frame"
_NUMBER = re.compile(r"(\d+)(?=(_keypoints)?$)")
LONGEST_STEP = 0.5
"""Somebody further away than this from where the runner was, as a share of the runner's size, is somebody else."""


def frame_files(folder: Path) -> list[Path]:
    """Return the files of a folder that hold a frame each, in their order."""
    numbered = ((_NUMBER.search(path.stem), path) for path in folder.glob("*.json"))
    return [path for _, path in sorted((int(number[1]), path) for number, path in numbered if number)]


def read_openpose(folder: Path, rate_hz: float | None) -> Motion:
    """Return the motion of the person who is largest when first seen, followed from frame to frame.

    Raises
    ------
    PoseFileError
        If the frame rate is not given, or the files hold no body that we know.
    """
    if rate_hz is None:
        advice = f"evenstride import {folder} --fps 30 (or what your camera filmed at), then assess what that writes"
        raise PoseFileError(folder, "OpenPose's files do not say how many frames a second they are", advice)
    files = frame_files(folder)
    frames = [_people(path) for path in files]
    counts = {len(person) for people in frames for person in people}
    if not counts:
        raise PoseFileError(folder, f"nobody is in its {len(files)} frames", _ADVICE)
    if len(counts) > 1 or not counts <= set(SKELETONS):
        raise PoseFileError(folder, f"its bodies have {_in_words(counts)} keypoints", NAMES_ADVICE)
    followed = np.stack([_blank(counts) if person is None else person for person in _followed(frames)])
    columns = columns_of(SKELETONS[counts.pop()])
    points = np.full((len(files), len(BODY.keypoints), 2), np.nan)
    confidence = np.zeros(points.shape[:2])
    for keypoint, column in columns.items():
        place = BODY.index(keypoint.part, keypoint.side)
        points[:, place], confidence[:, place] = followed[:, column, :2], followed[:, column, 2]
    unseen = ~np.isfinite(points[..., 0])
    confidence[unseen] = 0.0
    return seen(np.arange(len(files)) / rate_hz, points, confidence, in_px=True)


def _people(path: Path) -> list[Floats]:
    """Return everybody in one frame, each (K, 3): x and y px, NaN where unseen, and confidence from 0 to 1."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        people = [np.array(one["pose_keypoints_2d"], dtype=np.float64).reshape(-1, 3) for one in document["people"]]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as problem:
        raise PoseFileError(path, f"it is no frame of OpenPose's ({type(problem).__name__})", _ADVICE) from None
    for person in people:
        unseen = ~np.isfinite(person).all(axis=1) | (person[:, 2] <= 0)
        person[unseen] = (np.nan, np.nan, 0.0)
        person[:, 2] = np.clip(person[:, 2], 0.0, 1.0)
    return [person for person in people if np.isfinite(person[:, 0]).sum() > 1]


def _followed(frames: Sequence[Sequence[Floats]]) -> Iterator[Floats | None]:
    last: Floats | None = None
    for people in frames:
        found = max(people, key=_size, default=None) if last is None else _nearest(people, last)
        last = last if found is None else found
        yield found


def _nearest(people: Sequence[Floats], last: Floats) -> Floats | None:
    steps = [_step(person, last) for person in people]
    near = int(np.argmin(steps)) if steps else 0
    return people[near] if steps and steps[near] <= LONGEST_STEP * _size(last) else None


def _step(person: Floats, last: Floats) -> float:
    apart = np.linalg.norm(person[:, :2] - last[:, :2], axis=1)
    return float(np.nanmedian(apart)) if np.isfinite(apart).any() else np.inf


def _size(person: Floats) -> float:
    return float(np.max(np.nanmax(person[:, :2], axis=0) - np.nanmin(person[:, :2], axis=0)))


def _blank(counts: set[int]) -> Floats:
    return np.tile((np.nan, np.nan, 0.0), (next(iter(counts)), 1))


def _in_words(counts: set[int]) -> str:
    return " or ".join(str(count) for count in sorted(counts))
