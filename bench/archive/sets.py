"""One file per set: what the pose model saw in every clip, and what is true of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bench.archive.packing import Bytes, Field, Floats, exactly_packed, exactly_unpacked, joined, parted, write_arrays
from bench.observe import Filmed, filmed
from bench.phantom.sets import clips, rendered
from bench.phantom.spec import content_hash
from evenstride.capture import BackendInfo, CaptureOptions, FrameFacts, Recording, VideoFacts, capture
from evenstride.capture.backends import registration
from evenstride.capture.cache import FORMAT
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY

FOLDER = Path(__file__).parent
POSED_ALIKE = (4, 6, FORMAT)
"""Formats 5 and 6 changed only how limbs on hands and knees are followed; sets without any are as 4 kept them. Format 7
changed only who is found again once lost; where somebody was lost beside a second body, the set is posed anew."""

A_SECOND_NS = 1e9
"""Finer than any container's clock."""

EXACT = ("left_knee_flexion_deg", "right_knee_flexion_deg")
"""True measures kept to the last bit: the bottom is where flexion is largest, and rounding would move it in a hold."""

IN_THE_CLIP: dict[str, tuple[Field, Callable[[Recording], Floats]]] = {
    "points": (Field(0.1, 1), lambda r: r.motion.points.reshape(len(r.motion), -1)),
    "depth": (Field(1.0, 1), lambda r: _depth(r.motion)),
    "confidence": (Field(0.005, 1, floor=True), lambda r: r.motion.confidence),
    "brightness": (Field(0.1, 1), lambda r: _fact(r, "brightness")),
    "sharpness": (Field(0.2, 1), lambda r: _fact(r, "sharpness")),
    "camera_shift": (Field(1e-5, 1), lambda r: _fact(r, "camera_shift")),
    "camera_roll_deg": (Field(1e-3, 1), lambda r: _fact(r, "camera_roll_deg")),
    "people": (Field(1.0, 1), lambda r: _fact(r, "people")),
}
"""What the pose model saw and what the pictures looked like, each frame posed: keypoints to a tenth of a pixel."""

TRUE: dict[str, tuple[Field, Callable[[Filmed], Floats]]] = {
    "curves": (Field(0.01, 3), lambda f: np.stack([f.curves[key] for key in _rounded(f)], axis=1)),
    "joints": (Field(0.25, 2), lambda f: np.concatenate([f.joints_px[key] for key in _joints(f)], axis=1)),
}
"""What is true, each frame rendered: measures to a hundredth of their unit, joints to a quarter of a pixel."""


class StaleArchiveError(Exception):
    """An archive that is not of the clips or of the pose model of today."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the archive of {name} {why}: render the set and run python -m bench.archive write {name}")


def kept_sets() -> list[str]:
    """Return the names of the sets that are kept, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.npz"))


def write_set(name: str) -> Path:
    """Pose every rendered clip of a set and keep it with its truth; return the file."""
    found = [(spec.name, folder) for spec, folder in rendered(name)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        recordings = list(tqdm(pool.map(_posed, [folder for _, folder in found]), total=len(found), unit="clip"))
    truths = [filmed(folder) for _, folder in found]
    words = {
        "pose": asdict(recordings[0].backend),
        "format": FORMAT,
        "curves": _rounded(truths[0]),
        "joints": _joints(truths[0]),
        "clips": [
            {"name": clip, "hash": t.name, "spec": t.spec, "truth": t.truth, "facts": asdict(r.facts)}
            | {"sha256": r.sha256, "size_px": r.motion.size_px}
            for (clip, _), t, r in zip(found, truths, recordings, strict=True)
        ],
    }
    arrays: dict[str, NDArray[Any]] = {"words": np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)}
    arrays |= {"true_frames": np.array([len(_true_times(t)) for t in truths], np.int32)}
    arrays |= packed_poses(recordings)
    arrays |= {key: joined([field.packed(part(t)) for t in truths]) for key, (field, part) in TRUE.items()}
    arrays["exact"] = joined([exactly_packed(_exact_curves(t)) for t in truths])
    path = FOLDER / f"{name}.npz"
    write_arrays(path, arrays)
    return path


def shown(name: str) -> list[Filmed]:
    """Return a set in order: the clips that are rendered, and from the archive those that are not."""
    here = {folder.name: folder for _, folder in rendered(name)}
    if len(here) == len(clips(name)):
        return [filmed(folder) for folder in here.values()]
    kept = {clip.name: clip for clip in archived(name)} if name in kept_sets() else {}
    wanted = [content_hash(spec) for spec in clips(name)]
    return [filmed(here[key]) if key in here else kept[key] for key in wanted if key in here or key in kept]


def archived(name: str) -> list[Filmed]:
    """Return a set as it was kept, in order.

    Raises
    ------
    StaleArchiveError
        If the generator would render other clips today, or the product's pose model is another one.
    """
    with np.load(FOLDER / f"{name}.npz") as file:
        arrays = {key: file[key] for key in file.files}
    words = json.loads(arrays.pop("words").tobytes())
    _refuse_stale(name, words)
    recordings = unpacked_poses(words, arrays)
    true_lengths = arrays["true_frames"]
    told = {key: _unpacked(field, arrays[key], true_lengths) for key, (field, _) in TRUE.items()}
    exact = [exactly_unpacked(one) for one in parted(arrays["exact"], true_lengths)]
    return [
        Filmed(
            clip["hash"],
            Path(f"{clip['name']}.mp4"),
            clip["spec"],
            clip["truth"],
            np.arange(true_lengths[n]) / clip["spec"]["camera"]["fps"],
            dict(zip([*words["curves"], *EXACT[: len(exact[n].T)]], [*told["curves"][n].T, *exact[n].T], strict=True)),
            {joint: told["joints"][n][:, 2 * k : 2 * k + 2] for k, joint in enumerate(words["joints"])},
            recordings[n],
        )
        for n, clip in enumerate(words["clips"])
    ]


def packed_poses(recordings: Sequence[Recording]) -> dict[str, NDArray[Any]]:
    """Return what the pose model saw in several clips as arrays to keep."""
    packed = {key: joined([field.packed(part(r)) for r in recordings]) for key, (field, part) in IN_THE_CLIP.items()}
    return _posed_times([r.motion.times for r in recordings]) | packed


def unpacked_poses(words: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> list[Recording]:
    """Return what was seen in several clips again: `words` say of each its name, facts and hash, and who posed them."""
    posed = np.split(arrays["posed_steps"], np.cumsum(arrays["posed_frames"])[:-1])
    seen = {key: _unpacked(field, arrays[key], arrays["posed_frames"]) for key, (field, _) in IN_THE_CLIP.items()}
    return [
        _recording(clip, words["pose"], np.cumsum(posed[n]) / A_SECOND_NS, {k: v[n] for k, v in seen.items()})
        for n, clip in enumerate(words["clips"])
    ]


def _posed(folder: Path) -> Recording:
    return capture(folder / "clip.mp4", CaptureOptions())


def _refuse_stale(name: str, words: dict[str, Any]) -> None:
    today = {spec.name: content_hash(spec) for spec in clips(name)}
    if any(today.get(clip["name"]) != clip["hash"] for clip in words["clips"]):
        raise StaleArchiveError(name, "holds clips that would be rendered otherwise today")
    if words["pose"] != asdict(registration("blazepose").info(CaptureOptions())) or words["format"] not in POSED_ALIKE:
        raise StaleArchiveError(name, "was posed by another pose model, or followed in another way")


def _rounded(clip: Filmed) -> list[str]:
    return [name for name in clip.curves if name not in EXACT]


def _exact_curves(clip: Filmed) -> NDArray[np.float32]:
    """Return (T, C) what is kept exactly; no column where the truth of a movement tells no knee flexion."""
    names = [name for name in EXACT if name in clip.curves]
    return np.array([clip.curves[name] for name in names], np.float32).reshape(len(names), len(clip.times)).T


def _joints(clip: Filmed) -> list[str]:
    return [name for name in clip.joints_px if name in map(str, BODY.keypoints)]


def _depth(motion: Motion) -> Floats:
    return np.full(motion.confidence.shape, np.nan) if motion.depth is None else motion.depth


def _fact(recording: Recording, name: str) -> Floats:
    facts = recording.frame_facts
    values = np.full(len(recording.motion), np.nan) if facts is None else getattr(facts, name)
    return np.asarray(values, dtype=np.float64)[:, None]


def _true_times(clip: Filmed) -> Floats:
    """Return when the frames were rendered, which the frame rate says to the last bit."""
    if not np.array_equal(clip.times, np.arange(len(clip.times)) / clip.spec["camera"]["fps"]):
        raise ValueError(f"{clip.name} was not rendered at its frame rate")
    return clip.times


def _posed_times(each: Sequence[Floats]) -> dict[str, NDArray[Any]]:
    """Return the steps between frames in nanoseconds, one clip after the other, and how many each clip has."""
    steps = [np.diff(np.round(times * A_SECOND_NS).astype(np.int64), prepend=np.int64(0)) for times in each]
    return {"posed_steps": np.concatenate(steps), "posed_frames": np.array([len(s) for s in steps], np.int32)}


def _unpacked(field: Field, kept: Bytes, lengths: Sequence[int] | NDArray[np.int32]) -> list[Floats]:
    return [field.unpacked(one) for one in parted(kept, lengths)]


def _recording(clip: dict[str, Any], pose: dict[str, str], times: Floats, seen: dict[str, Floats]) -> Recording:
    width, height = clip["size_px"]
    depth = seen["depth"] if np.isfinite(seen["depth"]).any() else None
    points = seen["points"].reshape(len(times), -1, 2)
    motion = Motion(times, points, seen["confidence"], (width, height), depth)
    facts = {key: seen[key][:, 0] for key in ("brightness", "sharpness", "camera_shift", "camera_roll_deg")}
    looked = np.isfinite(seen["people"]).all()
    frame_facts = FrameFacts(**facts, people=seen["people"][:, 0].astype(np.int64)) if looked else None
    video = VideoFacts(**{**clip["facts"], "size_px": tuple(clip["facts"]["size_px"])})
    return Recording(Path(f"{clip['name']}.mp4"), clip["sha256"], video, motion, frame_facts, BackendInfo(**pose))
