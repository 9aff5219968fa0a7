"""Poses from a file: the whole chain without a pose model, for tests and for poses made elsewhere.

The file is JSON, ``evenstride.poses/1``::

    {"schema": "evenstride.poses/1", "size_px": [540, 960], "keypoints": ["nose", "left_ear", ...],
     "times_s": [0.0, ...], "points": [[[x, y], ...], ...], "confidence": [[0.99, ...], ...]}

`points` is (T, K, 2) px in the upright picture, null where missing; `confidence` is (T, K); `depth`, (T, K) px, may be
left out. Keypoints that our skeleton does not know are passed over; those that the file does not name are missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.backends.registry import backend
from evenstride.capture.content import content_sha256
from evenstride.capture.recording import BackendInfo, CaptureOptions, Progress, Recording, VideoFacts
from evenstride.errors import MissingClipError, PoseFileError
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY

SCHEMA = "evenstride.poses/1"
_ADVICE = f"give a file of {SCHEMA}, as the documentation describes it"
_DECIMALS = 3

Floats = NDArray[np.float64]


def _info(options: CaptureOptions) -> BackendInfo:
    del options
    return BackendInfo("replay", "file", "")


@backend("replay", _info, cached=False)
class Replay:
    """Reads poses that were made before."""

    def record(self, path: Path, options: CaptureOptions, progress: Progress | None) -> Recording:
        """Return the poses in a file of poses."""
        motion = read_poses(path)
        if options.mirror:
            # A mirrored picture shows the body's left where a right would be, and so do its labels.
            motion = motion.mirrored()
        rate_hz = motion.rate_hz
        duration_s = float(motion.times[-1]) + 1 / rate_hz if rate_hz else 0.0
        facts = VideoFacts(motion.size_px, rate_hz, duration_s, "poses", frames=len(motion))
        if progress:
            progress(1.0)
        return Recording(path, content_sha256(path), facts, motion, None, _info(options))


def write_poses(motion: Motion, path: Path) -> None:
    """Write a motion as ``evenstride.poses/1``; the file appears whole or not at all."""
    document = {
        "schema": SCHEMA,
        "size_px": list(motion.size_px),
        "keypoints": [str(k) for k in motion.skeleton.keypoints],
        "times_s": np.round(motion.times, 6).tolist(),
        "points": _with_nulls(motion.points),
        "confidence": np.round(motion.confidence, _DECIMALS).tolist(),
    }
    if motion.depth is not None:
        document["depth"] = _with_nulls(motion.depth)
    scratch = path.with_name(f".{path.name}.part")
    try:
        scratch.write_text(json.dumps(document, allow_nan=False), encoding="utf-8")
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def read_poses(path: Path) -> Motion:
    """Return the motion in a file of poses.

    Raises
    ------
    MissingClipError
        If there is no such file.
    PoseFileError
        If it holds anything but poses, with what is wrong.
    """
    if not path.exists():
        raise MissingClipError(path)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return _motion(document)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise PoseFileError(path, f"it is not a JSON file of poses ({error})", _ADVICE) from None
    except KeyError as error:
        raise PoseFileError(path, f"it lacks {error}", _ADVICE) from None
    except TypeError:
        raise PoseFileError(path, f"it is not laid out as {SCHEMA} is", _ADVICE) from None
    except ValueError as error:
        raise PoseFileError(path, str(error), _ADVICE) from None


def _motion(document: object) -> Motion:
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    width, height = document["size_px"]
    times = np.array(document["times_s"], dtype=np.float64)
    names: list[Any] = list(document["keypoints"])
    if len(times) < 1:
        raise ValueError("it holds no frames")
    points = _columns(document["points"], names, len(times), 2)
    confidence = _columns([[[c] for c in row] for row in document["confidence"]], names, len(times), 1)[..., 0]
    missing = ~np.isfinite(points).all(axis=-1)
    points[missing] = np.nan
    confidence = np.where(missing | ~np.isfinite(confidence), 0.0, confidence)
    if confidence.min() < 0 or confidence.max() > 1:
        raise ValueError("confidence must lie between 0 and 1")
    depth = document.get("depth")
    if depth is not None:
        depth = _columns([[[d] for d in row] for row in depth], names, len(times), 1)[..., 0]
    return Motion(times - times[0], points, confidence, (int(width), int(height)), depth)


def _columns(rows: object, names: list[Any], frames: int, size: int) -> Floats:
    """Return (T, 19, size) with our skeleton's keypoints in order, NaN where the file has none."""
    filled = [[[np.nan] * size if cell is None else cell for cell in row] for row in rows]  # type: ignore[attr-defined]
    given = np.array(filled, dtype=np.float64)
    if given.shape != (frames, len(names), size):
        raise ValueError(f"an array has the shape {given.shape[:2]} where {(frames, len(names))} is expected")
    result = np.full((frames, len(BODY.keypoints), size), np.nan)
    for column, keypoint in enumerate(BODY.keypoints):
        if str(keypoint) in names:
            result[:, column] = given[:, names.index(str(keypoint))]
    return result


def _with_nulls(array: Floats) -> list[Any]:
    """Return nested lists with None for what is missing: a point with a NaN in it, or a NaN."""
    rounded = np.round(array, _DECIMALS)
    if array.ndim == 2:
        return [[None if np.isnan(v) else float(v) for v in row] for row in rounded]
    return [[None if np.isnan(p).any() else p.tolist() for p in row] for row in rounded]
