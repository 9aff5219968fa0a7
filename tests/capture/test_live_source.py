"""Pictures as they come: in their own time, the newest first, and a plain word where there is no camera."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import Frame
from evenstride.capture.live import Newest, camera_frames, played
from evenstride.errors import MissingClipError, UsageError

IMAGE = np.zeros((4, 4, 3), np.uint8)


def test_a_clip_is_played_in_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    frames = [Frame(t, IMAGE) for t in (0.0, 0.04, 0.08, 0.12)]
    monkeypatch.setattr("evenstride.capture.live.stream_frames", lambda path: iter(frames))
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
    late = [clock[0] - 100.0 - frame.time_s for frame in played(Path("clip.mp4"))]
    assert late == pytest.approx([0.0] * 4)


def test_who_comes_late_gets_the_newest_picture() -> None:
    all_there, go_on = threading.Event(), threading.Event()

    def frames() -> Iterator[Frame]:
        for n in range(5):
            yield Frame(n * 0.04, IMAGE)
        all_there.set()
        go_on.wait(5)

    newest = Newest(frames())
    all_there.wait(5)
    frame = newest.next()
    assert frame is not None
    assert frame.time_s == 0.16
    assert newest.came == 5
    go_on.set()
    assert newest.next() is None


def test_what_goes_wrong_with_the_source_is_said_where_pictures_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(MissingClipError):
        Newest(played(tmp_path / "none.mp4")).next()


def test_a_stopped_source_is_over() -> None:
    def endless() -> Iterator[Frame]:
        n = 0
        while True:
            n += 1
            yield Frame(n * 0.04, IMAGE)
            time.sleep(0.001)

    newest = Newest(endless())
    assert newest.next() is not None
    newest.stop()
    while newest.next() is not None:
        pass


def test_a_camera_that_is_not_there_is_one_plain_line() -> None:
    with pytest.raises(UsageError, match="camera 97 cannot be opened"):
        camera_frames(97)
