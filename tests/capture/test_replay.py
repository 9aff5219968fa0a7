"""Poses from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenstride.capture import CaptureOptions, capture, read_poses, write_poses
from evenstride.errors import ClipError, MissingClipError, PoseFileError, UnknownBackendError
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, Side

REPLAY = CaptureOptions(backend="replay")


def motion(frames: int = 40, seed: int = 0, *, depth: bool = True) -> Motion:
    random = np.random.default_rng(seed)
    points = random.uniform(0, 500, (frames, 19, 2)).round(3)
    confidence = random.uniform(0, 1, (frames, 19)).round(3)
    missing = random.random((frames, 19)) < 0.1
    points[missing], confidence[missing] = np.nan, 0
    z = random.normal(size=(frames, 19)).round(3) if depth else None
    return Motion((np.arange(frames) / 30).round(6), points, confidence, (540, 960), z)


def document(**changes: Any) -> dict[str, Any]:
    plain = {
        "schema": "evenstride.poses/1",
        "size_px": [100, 200],
        "keypoints": ["left_knee", "third_eye"],
        "times_s": [2.0, 2.5],
        "points": [[[1, 2], [3, 4]], [None, [5, 6]]],
        "confidence": [[0.5, 1], [0.4, 1]],
    }
    return {k: v for k, v in {**plain, **changes}.items() if v is not ...}


def saved(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


@settings(max_examples=20, deadline=None)
@given(frames=st.integers(1, 30), seed=st.integers(0, 99), depth=st.booleans())
def test_a_motion_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, frames: int, seed: int, depth: bool
) -> None:
    path = tmp_path_factory.mktemp("poses") / "poses.json"
    given_motion = motion(frames, seed, depth=depth)
    write_poses(given_motion, path)
    found = read_poses(path)
    for name in ("times", "points", "confidence", "depth"):
        mine, theirs = getattr(given_motion, name), getattr(found, name)
        assert (mine is None and theirs is None) or np.array_equal(mine, theirs, equal_nan=True)
    assert found.size_px == given_motion.size_px
    assert [p.name for p in path.parent.iterdir()] == ["poses.json"]


def test_the_backend_gives_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "poses.json"
    write_poses(motion(), path)
    done: list[float] = []
    recording = capture(path, REPLAY, done.append)
    assert recording.backend.name == "replay"
    assert recording.facts.codec == "poses"
    assert recording.facts.fps == pytest.approx(30, rel=1e-3)
    assert recording.facts.duration_s == pytest.approx(40 / 30, rel=1e-3)
    assert recording.frame_facts is None
    assert len(recording.sha256) == 64
    assert done == [1.0]


def test_mirrored_on_request(tmp_path: Path) -> None:
    path = tmp_path / "poses.json"
    write_poses(motion(), path)
    mirrored = capture(path, CaptureOptions(backend="replay", mirror=True)).motion
    assert np.array_equal(mirrored.points, motion().mirrored().points, equal_nan=True)


def test_other_skeletons_are_translated_by_name(tmp_path: Path) -> None:
    found = read_poses(saved(tmp_path / "poses.json", document()))
    assert found.times.tolist() == [0.0, 0.5]
    assert found.point("knee", Side.LEFT)[0].tolist() == [1, 2]
    assert np.isfinite(found.points).all(axis=-1).sum() == 1
    assert found.sureness("knee", Side.LEFT).tolist() == [0.5, 0.0]
    assert found.skeleton is BODY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("no json", "not a JSON file"),
        ([], "schema"),
        (document(schema="other/1"), "schema"),
        (document(points=...), "lacks 'points'"),
        (document(times_s=[0.0]), "shape"),
        (document(times_s=[1.0, 0.5]), "increasing"),
        (document(times_s=[], points=[], confidence=[]), "no frames"),
        (document(confidence=[[0.5, 1], [0.4, 7]], keypoints=["left_knee", "nose"]), "between 0 and 1"),
        (document(points=[[[1, 2]], [[1, 2]]]), "shape"),
        (document(size_px=7), "laid out"),
        (document(points=5), "laid out"),
    ],
)
def test_what_is_no_file_of_poses_is_refused_in_one_line(tmp_path: Path, content: object, reason: str) -> None:
    with pytest.raises(PoseFileError, match=reason) as raised:
        read_poses(saved(tmp_path / "poses.json", content))
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_a_video(tmp_path: Path) -> None:
    with pytest.raises(MissingClipError):
        read_poses(tmp_path / "none.json")
    (tmp_path / "clip.mp4").write_bytes(b"\x00\xff\xfe" * 9)
    with pytest.raises(ClipError):
        capture(tmp_path / "clip.mp4", REPLAY)


def test_an_unknown_backend_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownBackendError, match="blazepose, replay, rtmpose"):
        capture(tmp_path / "any.mp4", CaptureOptions(backend="crystal_ball"))
