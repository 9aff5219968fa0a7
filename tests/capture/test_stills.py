"""Single pictures at given times."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import frames_at
from tests.capture.clips import corner_names, corners, index_of, write_clip

ORDER = [1.5, 0.1, 0.9, 1.5]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("clip.mp4", {"g": "10"}),
        ("clip.mp4", {"g": "250"}),
        ("clip.mkv", {"g": "10"}),
        ("clip.avi", {"g": "10", "bf": "2"}),
        ("clip.h264", {}),
    ],
)
def test_the_nearest_picture_in_the_order_asked_for(tmp_path: Path, name: str, options: dict[str, str]) -> None:
    rate = 25 if name.endswith("h264") else 30
    clip = write_clip(tmp_path / name, count=55, options=options, rate=rate)
    found = [index_of(image) for image in frames_at(clip, ORDER)]
    assert found == pytest.approx([t * rate for t in ORDER], abs=1.01)


@pytest.mark.parametrize("keyframes_every", ["15", "1000"])
def test_far_leaps_land_where_a_walk_would(tmp_path: Path, keyframes_every: str) -> None:
    grey = [np.full((96, 128, 3), 20 + index // 2, dtype=np.uint8) for index in range(400)]
    times_ms = [40 * i for i in range(400)]
    clip = write_clip(tmp_path / "clip.mp4", times_ms=times_ms, images=grey, options={"g": keyframes_every, "crf": "5"})
    wanted = [15.6, 0.4, 8.0, 12.4]
    levels = [float(image.mean()) for image in frames_at(clip, wanted)]
    assert levels == pytest.approx([20 + t * 25 / 2 for t in wanted], abs=2)


def test_beyond_the_end_is_the_last_picture_and_before_the_start_the_first(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", count=40)
    assert [index_of(image) for image in frames_at(clip, [99.0, -5.0])] == pytest.approx([39, 0], abs=1)


def test_pictures_stand_upright(tmp_path: Path) -> None:
    (image,) = frames_at(write_clip(tmp_path / "clip.mp4", rotation_deg=90), [0.5])
    assert corner_names(image) == "gwrb"
    assert image.shape == (corners().shape[1], corners().shape[0], 3)


def test_no_times_no_pictures(tmp_path: Path) -> None:
    assert frames_at(write_clip(tmp_path / "clip.mp4"), []) == []


def test_a_gif_can_be_gone_through_too(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.gif", codec="gif", pixels="rgb8", count=90)
    assert [index_of(image) for image in frames_at(clip, [2.6, 0.2])] == pytest.approx([60, 6], abs=20)
