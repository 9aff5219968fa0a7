"""Poses kept for a second look at the same clip."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from evenstride.capture.recording import BackendInfo, CaptureOptions, FrameFacts, Recording, VideoFacts
from evenstride.model.motion import Motion

FORMAT = 7
"""Raise it whenever the same clip would give other numbers: another layout, another way of following people."""

MAX_BYTES = 500_000_000
FOLDER_VARIABLE = "EVENSTRIDE_CACHE"
_FACTS = ("brightness", "sharpness", "camera_shift", "camera_roll_deg", "people")


def cache_folder(options: CaptureOptions) -> Path:
    """Return where poses are kept: the options' folder, or ``EVENSTRIDE_CACHE``, or the user's cache folder."""
    if options.cache_dir:
        return options.cache_dir
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("evenstride", appauthor=False)) / "poses"


def cache_key(content: str, info: BackendInfo, options: CaptureOptions) -> str:
    """Return the key: what the clip holds, which model looks, and how."""
    parts = [FORMAT, content, asdict(info), options.max_fps, options.mirror]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class PoseCache:
    """Recordings on disk, one file each, the least recently used removed beyond `max_bytes`.

    A cache never stands in the way: an entry that cannot be read counts as absent, a folder that cannot be written
    is not written.

    Parameters
    ----------
    folder
        Made when the first entry is kept.
    max_bytes
        What all entries may take together.
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def load(self, key: str, path: Path) -> Recording | None:
        """Return the recording kept under `key`, named after `path`, or None."""
        entry = self._entry(key)
        try:
            # Opened here, because numpy forgets to close a file that turns out to be no archive.
            with entry.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                recording = _from_arrays(arrays, path)
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            return None
        with contextlib.suppress(OSError):
            os.utime(entry)
        return recording

    def keep(self, key: str, recording: Recording) -> None:
        """Keep a recording; it appears whole or not at all."""
        scratch: Path | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            scratch = Path(name)
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **_to_arrays(recording))
            scratch.replace(self._entry(key))
            self._forget_oldest()
        except OSError:
            return
        finally:
            if scratch:
                with contextlib.suppress(OSError):
                    scratch.unlink(missing_ok=True)

    def _entry(self, key: str) -> Path:
        return self._folder / f"{key}.npz"

    def _forget_oldest(self) -> None:
        entries = []
        for entry in self._folder.glob("*.npz"):
            with contextlib.suppress(OSError):
                status = entry.stat()
                entries.append((status.st_mtime_ns, status.st_size, entry))
        total = sum(size for _, size, _ in entries)
        for _, size, entry in sorted(entries):
            if total <= self._max_bytes:
                return
            with contextlib.suppress(OSError):
                entry.unlink()
            total -= size


def _to_arrays(recording: Recording) -> dict[str, Any]:
    motion, facts = recording.motion, recording.frame_facts
    words = {
        "sha256": recording.sha256,
        "facts": asdict(recording.facts),
        "backend": asdict(recording.backend),
        "size_px": motion.size_px,
    }
    arrays: dict[str, Any] = {
        "words": np.array(json.dumps(words)),
        "times": motion.times,
        "points": motion.points,
        "confidence": motion.confidence,
    }
    if motion.depth is not None:
        arrays["depth"] = motion.depth
    if facts is not None:
        arrays |= {name: getattr(facts, name) for name in _FACTS}
    return arrays


def _from_arrays(arrays: Any, path: Path) -> Recording:
    words = json.loads(str(arrays["words"]))
    video = words["facts"]
    width, height = words["size_px"]
    motion = Motion(
        arrays["times"],
        arrays["points"],
        arrays["confidence"],
        (width, height),
        arrays.get("depth"),
    )
    facts = FrameFacts(**{name: arrays[name] for name in _FACTS}) if _FACTS[0] in arrays else None
    return Recording(
        path,
        words["sha256"],
        VideoFacts(**{**video, "size_px": tuple(video["size_px"])}),
        motion,
        facts,
        BackendInfo(**words["backend"]),
    )
