"""Pictures as they come: in their own time, the newest first, and a plain word where there is no camera."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from evenstride.capture import Frame
from evenstride.capture.live import Newest, camera_frames, played
from evenstride.errors import MissingClipError, UsageError

IMAGE = np.zeros((4, 4, 3), np.uint8)


class Camera:
    """A camera that gives so many pictures, 5 a second, and what it was asked for."""

    pictures = 3
    opened: tuple[Any, ...] = ()

    def __init__(self, *named: Any) -> None:
        Camera.opened = named
        self.left = self.pictures

    def isOpened(self) -> bool:  # noqa: N802 -- OpenCV's own name
        return True

    def set(self, key: int, value: float) -> None:
        pass

    def read(self) -> tuple[bool, np.ndarray[Any, Any] | None]:
        self.left -= 1
        time.sleep(0.2)
        return (True, np.full((4, 4, 3), (255, 0, 0), np.uint8)) if self.left >= 0 else (False, None)

    def release(self) -> None:
        pass


@contextmanager
def streaming(count: int) -> Iterator[str]:
    """Serve `count` pictures as phones do that serve as cameras, then stop; yield the address."""
    jpeg = cv2.imencode(".jpg", np.full((64, 96, 3), (0, 0, 255), np.uint8))[1].tobytes()

    class Phone(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
            self.end_headers()
            for _ in range(count):
                head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                self.wfile.write(head.encode() + jpeg + b"\r\n")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Phone)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/video"
    server.shutdown()
    server.server_close()


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
    newest = Newest(played(tmp_path / "none.mp4"))

    def all_of_them() -> None:
        while not newest.over:
            newest.next()

    with pytest.raises(MissingClipError):
        all_of_them()


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


def test_another_camera_is_opened_by_its_number_and_its_pictures_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", Camera)
    frames = list(camera_frames(1))
    assert Camera.opened == (1,)
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.2], abs=0.1), "the first only says that it works"
    assert tuple(frames[0].image[0, 0]) == (0, 0, 255), "red and blue are as they are"


def test_a_camera_without_a_picture_is_one_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", Camera)
    monkeypatch.setattr(Camera, "pictures", 0)
    with pytest.raises(UsageError, match="camera 0 gives no picture"):
        camera_frames(0)


def test_a_phones_stream_is_a_camera_until_it_stops() -> None:
    with streaming(12) as address:
        frames = list(camera_frames(address))
    assert 5 <= len(frames) <= 12
    red, green, blue = frames[0].image[32, 48]
    assert red > 200 > 60 > max(green, blue)


def test_a_stream_that_is_not_there_is_one_plain_line(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match=r"camera http://127\.0\.0\.1:9/none cannot be opened"):
        camera_frames("http://127.0.0.1:9/none")
    assert capfd.readouterr().err == ""


def test_a_camera_that_falls_silent_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenstride.capture.live.SILENT_S", 0.3)
    go_on = threading.Event()

    def silent() -> Iterator[Frame]:
        yield Frame(0.0, IMAGE)
        go_on.wait(10)

    newest = Newest(silent())
    assert newest.next() is not None
    over = [newest.over]
    assert newest.next() is None
    time.sleep(0.2)
    over.append(newest.over)
    assert over == [False, True]
    go_on.set()
