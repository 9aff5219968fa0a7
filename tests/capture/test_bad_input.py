"""Files that are no usable clip: one line each, which file, what is wrong, what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from evenstride.capture import CaptureOptions, capture, frames_at, stream_frames
from evenstride.errors import ClipError, MissingClipError, TooShortClipError, UnreadableClipError
from tests.capture.clips import corners, write_clip, write_sound


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def still(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg" if path.suffix == ".jpg" else "png", rate=1)
        stream.width, stream.height = 128, 96
        stream.pix_fmt = "yuvj420p" if path.suffix == ".jpg" else "rgb24"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(corners(), format="rgb24")))
        container.mux(stream.encode(None))
    return path


def without_index(path: Path) -> Path:
    whole = write_clip(path.with_name("whole.mp4"))
    return written(path, whole.read_bytes()[:2000])


def encrypted(path: Path) -> Path:
    key = {"encryption_scheme": "cenc-aes-ctr", "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb"}
    return write_clip(path, container_options={**key, "encryption_kid": "a7e61c373e219033c21091fa607bf3b8"})


def with_cover(path: Path) -> Path:
    """Sound with a picture of the record's sleeve."""
    picture = still(path.with_name("cover.jpg"))
    sound = write_sound(path.with_name("plain.mp3"), codec="libmp3lame")
    with av.open(str(sound)) as notes, av.open(str(picture)) as sleeve, av.open(str(path), "w") as made:
        audio = made.add_stream_from_template(notes.streams.audio[0])
        cover = made.add_stream_from_template(sleeve.streams.video[0])
        for packet in notes.demux():
            if packet.dts is not None:
                packet.stream = audio
                made.mux(packet)
        for packet in sleeve.demux():
            if packet.dts is not None:
                packet.stream = cover
                made.mux(packet)
    return path


BAD: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "missing": (lambda p: p, "clip.mp4", "there is no such file"),
    "empty": (lambda p: written(p, b""), "clip.mp4", "empty"),
    "folder": (folder, "clips", "folder"),
    "text": (lambda p: written(p, b"hello, this is a diary\n" * 50), "clip.mp4", "not a video"),
    "noise": (lambda p: written(p, np.random.default_rng(3).bytes(40_000)), "clip.mov", "not a video"),
    "no index": (without_index, "clip.mp4", "cut short: its index is missing"),
    "no index, matroska": (lambda p: written(p, b"\x1a\x45\xdf\xa3" + b"\x00" * 200), "clip.mkv", "cut short"),
    "sound": (write_sound, "clip.m4a", "sound and no picture"),
    "sound with a cover": (with_cover, "clip.mp3", "sound and no picture"),
    "still": (still, "photo.png", "still picture"),
    "still jpeg": (still, "photo.jpg", "still picture"),
    "one frame": (lambda p: write_clip(p, count=1), "clip.mp4", "still picture"),
    "encrypted": (encrypted, "clip.mp4", "encrypted"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("door", ["stream", "capture"])
def test_each_gives_one_line_and_leaves_nothing_behind(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str, door: str
) -> None:
    make, name, reason = BAD[case]
    clip = make(tmp_path / name)
    cache = tmp_path / "cache"
    capfd.readouterr()
    doors: dict[str, Callable[[], object]] = {
        "stream": lambda: list(stream_frames(clip)),
        "capture": lambda: capture(clip, CaptureOptions(cache_dir=cache)),
    }
    with pytest.raises(ClipError) as raised:
        doors[door]()
    error = raised.value
    assert error.exit_code == 3
    assert reason in error.reason
    assert name in str(error)
    assert error.advice
    assert "\n" not in str(error)
    assert not list(cache.glob("*")) if cache.exists() else True
    assert capfd.readouterr().err == ""


def test_a_missing_clip_has_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(MissingClipError):
        list(stream_frames(tmp_path / "none.mp4"))
    with pytest.raises(MissingClipError):
        frames_at(tmp_path / "none.mp4", [0.0])


def test_less_than_a_second_is_too_short(tmp_path: Path) -> None:
    with pytest.raises(TooShortClipError) as raised:
        list(stream_frames(write_clip(tmp_path / "clip.mp4", count=15)))
    assert raised.value.duration_s == pytest.approx(0.5, abs=0.02)


def test_a_second_is_enough(tmp_path: Path) -> None:
    assert len(list(stream_frames(write_clip(tmp_path / "clip.mp4", count=30)))) == 30


def broken_off(path: Path, share: float) -> Path:
    """A clip with its index in front, of which a share arrived."""
    random = np.random.default_rng(0)
    pictures = [random.integers(0, 255, (96, 128, 3), dtype=np.uint8) for _ in range(90)]
    write_clip(path, times_ms=[33 * i for i in range(90)], images=pictures, container_options={"movflags": "faststart"})
    content = path.read_bytes()
    return written(path, content[: round(len(content) * share)])


def test_what_arrived_of_a_broken_copy_is_used(tmp_path: Path) -> None:
    from evenstride.capture import ClipReader

    with ClipReader(broken_off(tmp_path / "clip.mp4", 0.7)) as reader:
        frames = list(reader.frames())
        assert not reader.facts.complete
    assert 1.2 < frames[-1].time_s < 2.5


def test_too_little_of_a_broken_copy_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableClipError, match="cut short after"):
        list(stream_frames(broken_off(tmp_path / "clip.mp4", 0.15)))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = write_clip(tmp_path / "clip.mp4")

    def refused(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(UnreadableClipError, match="may not be read"):
        list(stream_frames(clip))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4")
    clip.chmod(0)
    with pytest.raises(UnreadableClipError, match="may not be read"):
        list(stream_frames(clip))


def test_a_disk_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = write_clip(tmp_path / "clip.mp4")

    def failing(*args: object, **options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(UnreadableClipError, match="Input/output error"):
        list(stream_frames(clip))
