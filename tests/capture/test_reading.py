"""Streaming decode, of clips encoded on the spot."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from evenstride.capture import ClipReader, stream_frames
from evenstride.capture.recording import Frame
from tests.capture.clips import SIZE, corner_names, corners, index_of, write_clip

CODECS = [
    ("libx264", "yuv420p", "mp4", "h264"),
    ("libx264", "yuv420p", "mov", "h264"),
    ("libx264", "yuv420p", "mkv", "h264"),
    ("libx264", "yuv420p", "avi", "h264"),
    ("libx265", "yuv420p", "mp4", "hevc"),
    ("libx265", "yuv420p10le", "mov", "hevc"),
    ("libvpx-vp9", "yuv420p", "webm", "vp9"),
    ("libsvtav1", "yuv420p", "mp4", "av1"),
    ("libsvtav1", "yuv420p10le", "mkv", "av1"),
    ("mpeg4", "yuv420p", "avi", "mpeg4"),
    ("mjpeg", "yuvj420p", "avi", "mjpeg"),
    ("gif", "rgb8", "gif", "gif"),
]


def read(path: Path, max_fps: float | None = 30) -> list[Frame]:
    return list(stream_frames(path, max_fps))


@pytest.mark.parametrize(("encoder", "pixels", "ending", "name"), CODECS)
def test_every_codec_and_container_gives_all_frames_in_order(
    tmp_path: Path, encoder: str, pixels: str, ending: str, name: str
) -> None:
    if encoder not in av.codecs_available:
        pytest.skip(f"this PyAV cannot encode {encoder}")
    clip = write_clip(tmp_path / f"clip.{ending}", codec=encoder, pixels=pixels)
    with ClipReader(clip) as reader:
        frames = list(reader.frames())
        facts = reader.facts
    assert [f.time_s for f in frames] == pytest.approx([i / 30 for i in range(40)], abs=0.011)
    assert frames[0].time_s == 0.0
    assert np.abs(np.array([index_of(f.image) for f in frames]) - np.arange(40)).max() <= 1
    assert {corner_names(f.image) for f in frames} == {"rgbw"}
    assert (facts.codec, facts.size_px, facts.frames, facts.complete) == (name, SIZE, 40, True)
    assert facts.fps == pytest.approx(30, abs=0.3)
    assert facts.duration_s == pytest.approx(4 / 3, abs=0.02)


@pytest.mark.parametrize(
    ("declared_deg", "flipped", "expected", "clockwise_deg"),
    [
        (90, False, "gwrb", 270),
        (180, False, "wbgr", 180),
        (-90, False, "brwg", 90),
        (0, True, "grwb", 0),
        (90, True, "wgbr", 270),
        (180, True, "bwrg", 180),
        (-90, True, "rbgw", 90),
    ],
)
def test_pictures_stand_upright(
    tmp_path: Path, declared_deg: int, flipped: bool, expected: str, clockwise_deg: int
) -> None:
    # What is expected is what the ffmpeg command makes of these clips.
    clip = write_clip(tmp_path / "clip.mp4", rotation_deg=declared_deg, hflip=flipped)
    with ClipReader(clip) as reader:
        frame = next(reader.frames())
        facts = reader.facts
    width, height = SIZE if clockwise_deg in (0, 180) else SIZE[::-1]
    assert corner_names(frame.image) == expected
    assert frame.image.shape == (height, width, 3)
    assert facts.size_px == (width, height)
    assert facts.rotation_deg == clockwise_deg


def test_wide_pixels_become_square(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    with av.open(str(clip), "w") as container:
        stream: Any = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.sample_aspect_ratio = Fraction(3, 2)
        for index in range(40):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(corners(index), format="rgb24")))
        container.mux(stream.encode(None))
    with ClipReader(clip) as reader:
        frame = next(reader.frames())
        assert reader.facts.size_px == (SIZE[0] * 3 // 2, SIZE[1])
    assert frame.image.shape == (SIZE[1], SIZE[0] * 3 // 2, 3)


def test_variable_frame_rate_keeps_the_containers_times(tmp_path: Path) -> None:
    times_ms = [0, 33, 70, 100, 180, 210, 340, 371, 400, 1000, 1500]
    frames = read(write_clip(tmp_path / "clip.mp4", times_ms=times_ms))
    assert [round(f.time_s * 1000) for f in frames] == times_ms


@pytest.mark.parametrize("ending", ["mp4", "mkv"])
def test_a_clip_that_starts_late_starts_at_zero(tmp_path: Path, ending: str) -> None:
    times_ms = [5000 + 40 * i for i in range(30)]
    clip = write_clip(tmp_path / f"clip.{ending}", times_ms=times_ms)
    with ClipReader(clip) as reader:
        frames = list(reader.frames())
        assert reader.facts.complete
        assert reader.facts.duration_s == pytest.approx(1.2, abs=0.01)
    assert frames[0].time_s == 0
    assert frames[-1].time_s == pytest.approx(29 * 0.04, abs=0.002)


@pytest.mark.parametrize("rate", [60, 120, 240])
def test_high_frame_rates_are_sampled_down_exactly(tmp_path: Path, rate: int) -> None:
    clip = write_clip(tmp_path / "clip.mp4", rate=rate, count=rate + rate // 4)
    with ClipReader(clip) as reader:
        frames = list(reader.frames(30))
        assert reader.facts.frames == rate + rate // 4
        assert reader.facts.fps == pytest.approx(rate, rel=0.01)
    assert np.diff([f.time_s for f in frames]) == pytest.approx(1 / 30, abs=0.002)
    assert len(frames) in (37, 38)
    assert len(read(clip, max_fps=None)) == rate + rate // 4


def test_a_raw_stream_without_a_clock_is_counted_at_its_rate(tmp_path: Path) -> None:
    frames = read(write_clip(tmp_path / "clip.h264", count=40))
    assert len(frames) == 40
    assert np.ptp(np.diff([f.time_s for f in frames])) == pytest.approx(0, abs=1e-9)


def test_b_frames_in_avi_come_in_order(tmp_path: Path) -> None:
    frames = read(write_clip(tmp_path / "clip.avi", options={"bf": "3"}, count=60))
    assert [index_of(f.image) for f in frames] == pytest.approx(list(range(60)), abs=1)
    assert np.diff([f.time_s for f in frames]) == pytest.approx(1 / 30, abs=0.002)


def test_sound_and_data_tracks_do_not_disturb(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mov", sound=True, timecode="01:00:00:00")
    with av.open(str(clip)) as container:
        assert {s.type for s in container.streams} == {"video", "audio", "data"}
    assert len(read(clip)) == 40


def test_nothing_is_said_on_standard_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    clip = write_clip(tmp_path / "clip.mp4")
    content = bytearray(clip.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 40] = b"\x55" * 40
    clip.write_bytes(content)
    capfd.readouterr()
    read(clip)
    assert capfd.readouterr().err == ""


def test_a_reader_left_early_closes_its_file(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4")
    frames = stream_frames(clip)
    next(frames)
    frames.close()  # type: ignore[attr-defined]
    handles = Path("/proc/self/fd")
    if handles.is_dir():
        assert clip.resolve() not in {handle.resolve() for handle in handles.iterdir()}
    clip.unlink()
