"""Poses kept for a second look."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import BackendInfo, CaptureOptions, FrameFacts, Recording, VideoFacts, capture
from evenstride.capture.backends import registry
from evenstride.capture.cache import FOLDER_VARIABLE, PoseCache, cache_folder, cache_key
from evenstride.model.motion import Motion
from tests.capture.clips import write_clip

INFO = BackendInfo("counting", "none", "ab")
CLIP = Path("clip.mp4")


def recording(frames: int = 30, *, depth: bool = True, facts: bool = True) -> Recording:
    random = np.random.default_rng(frames)
    points = random.uniform(0, 500, (frames, 19, 2))
    points[3] = np.nan
    light, blur, shift, roll = random.uniform(0, 1, (4, frames))
    return Recording(
        CLIP,
        "c0ffee",
        VideoFacts((540, 960), 30.0, frames / 30, "h264", 90, frames, complete=False),
        Motion(
            np.arange(frames) / 30,
            points,
            random.uniform(0, 1, (frames, 19)),
            (540, 960),
            random.normal(size=(frames, 19)) if depth else None,
        ),
        FrameFacts(light, blur, shift, roll, np.ones(frames, dtype=np.int64)) if facts else None,
        INFO,
    )


def assert_same(one: Recording, other: Recording | None) -> None:
    assert other is not None
    assert (one.path, one.sha256, one.facts, one.backend) == (other.path, other.sha256, other.facts, other.backend)
    for name in ("times", "points", "confidence", "depth"):
        mine, theirs = getattr(one.motion, name), getattr(other.motion, name)
        assert (mine is None and theirs is None) or np.array_equal(mine, theirs, equal_nan=True)
    assert one.motion.size_px == other.motion.size_px
    assert (one.frame_facts is None) == (other.frame_facts is None)
    if one.frame_facts and other.frame_facts:
        for name in ("brightness", "sharpness", "camera_shift", "camera_roll_deg", "people"):
            mine, theirs = getattr(one.frame_facts, name), getattr(other.frame_facts, name)
            assert np.array_equal(mine, theirs)
            assert mine.dtype == theirs.dtype


@pytest.mark.parametrize(("depth", "facts"), [(True, True), (False, False)])
def test_what_is_kept_comes_back_unchanged(tmp_path: Path, depth: bool, facts: bool) -> None:
    cache, given = PoseCache(tmp_path / "new" / "folder"), recording(depth=depth, facts=facts)
    assert cache.load("key", CLIP) is None
    cache.keep("key", given)
    assert_same(given, cache.load("key", CLIP))


def test_an_entry_is_renamed_after_the_clip_it_is_asked_for(tmp_path: Path) -> None:
    cache = PoseCache(tmp_path)
    cache.keep("key", recording())
    kept = cache.load("key", Path("copy.mp4"))
    assert kept is not None
    assert kept.path == Path("copy.mp4")


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "other"])
def test_a_damaged_entry_counts_as_absent_and_is_written_anew(tmp_path: Path, damage: str) -> None:
    cache, given = PoseCache(tmp_path), recording()
    cache.keep("key", given)
    (entry,) = tmp_path.glob("*.npz")
    content = entry.read_bytes()
    if damage == "other":
        np.savez(entry, words=np.array("{}"))
    else:
        entry.write_bytes({"cut": content[: len(content) // 2], "noise": b"\x07" * 99, "empty": b""}[damage])
    assert cache.load("key", CLIP) is None
    cache.keep("key", given)
    assert_same(given, cache.load("key", CLIP))


def test_the_least_recently_used_are_forgotten(tmp_path: Path) -> None:
    cache = PoseCache(tmp_path)
    cache.keep("a", recording())
    size = next(tmp_path.glob("*.npz")).stat().st_size
    cache = PoseCache(tmp_path, max_bytes=round(3.5 * size))
    for age, key in enumerate("bc"):
        cache.keep(key, recording())
        os.utime(tmp_path / f"{key}.npz", ns=(0, age + 1))
    os.utime(tmp_path / "a.npz", ns=(0, 0))
    assert cache.load("a", CLIP)  # used just now
    cache.keep("d", recording())
    assert {p.stem for p in tmp_path.iterdir()} == {"a", "c", "d"}


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    obstacle = tmp_path / "file"
    obstacle.write_text("in the way")
    cache = PoseCache(obstacle / "below")
    cache.keep("key", recording())
    assert cache.load("key", CLIP) is None


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    PoseCache(tmp_path).keep("key", recording())
    assert list(tmp_path.iterdir()) == []


def test_the_key_tells_everything_apart_that_changes_the_poses() -> None:
    plain = CaptureOptions()
    keys = {
        cache_key("content", INFO, plain),
        cache_key("other", INFO, plain),
        cache_key("content", replace(INFO, name="x"), plain),
        cache_key("content", replace(INFO, sha256="cd"), plain),
        cache_key("content", INFO, replace(plain, max_fps=15.0)),
        cache_key("content", INFO, replace(plain, mirror=True)),
    }
    assert len(keys) == 6
    assert cache_key("content", INFO, replace(plain, cache_dir=Path("elsewhere"))) in keys


def test_where_poses_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert "evenstride" in str(cache_folder(CaptureOptions()))
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert cache_folder(CaptureOptions()) == tmp_path
    assert cache_folder(CaptureOptions(cache_dir=tmp_path / "mine")) == tmp_path / "mine"


def test_a_second_look_does_not_pose_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []

    class Counting:
        def record(self, path: Path, options: CaptureOptions, progress: object) -> Recording:
            looks.append(path)
            return replace(recording(), path=path)

    entry = registry.Registration("counting", Counting, lambda options: INFO)
    monkeypatch.setitem(registry._REGISTERED, "counting", entry)
    clip = write_clip(tmp_path / "clip.mp4")
    options = CaptureOptions(backend="counting", cache_dir=tmp_path / "cache")
    done: list[float] = []
    first, second = capture(clip, options), capture(clip, options, done.append)
    assert_same(first, second)
    assert len(looks) == 1
    assert done == [1.0]
    capture(clip, replace(options, cache=False))
    assert len(looks) == 2
    clip.write_bytes(clip.read_bytes() + b"\x00")
    capture(clip, options)
    assert len(looks) == 3
