"""Pictures as they come: from a camera, or from a file played in real time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evenstride.capture.backends.watching import Watcher
from evenstride.capture.reading import stream_frames
from evenstride.capture.recording import BackendInfo, Frame
from evenstride.errors import UsageError

if TYPE_CHECKING:
    import cv2

CAMERA_SIZE = (960, 540)
"""What a camera is asked for: enough for the pose model, which looks at 256 x 256 px of it."""

SILENT_S = 10.0
"""A camera that gives no picture for so long has stopped; none that works takes as long to begin."""

WAIT_S = 0.25
"""How soon somebody who waits for a picture looks whether all is over."""

NO_CAMERA = "see that it is plugged in, close what else uses it, or name another one: --live 1"
NO_STREAM = "see that it is on the same network and streams, and that a browser here shows the address"


def live_watcher() -> tuple[Watcher, BackendInfo]:
    """Return what looks at one picture after the other, its model loaded, and which model that is.

    Raises
    ------
    BackendError
        If the pose model cannot be used.
    """
    from evenstride.capture.backends.blazepose import blaze_watcher, model_info
    from evenstride.capture.recording import CaptureOptions

    return blaze_watcher(), model_info(CaptureOptions())


def camera_frames(camera: int | str) -> Iterator[Frame]:
    """Open a camera at once, and return its pictures until it stops; `time_s` counts from the first.

    Parameters
    ----------
    camera
        Its number on this machine, or the address of its stream, as of a phone that serves as a camera.

    Raises
    ------
    UsageError
        If there is no such camera, another program holds it, or it gives no picture.
    """
    import cv2

    # What they warn of is said below in our words.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    if isinstance(camera, str):
        opened, advice = _stream_opened(camera), NO_STREAM
    else:
        opened, advice = cv2.VideoCapture(camera), NO_CAMERA
        opened.set(cv2.CAP_PROP_FRAME_WIDTH, CAMERA_SIZE[0])
        opened.set(cv2.CAP_PROP_FRAME_HEIGHT, CAMERA_SIZE[1])
    if not opened.isOpened():
        opened.release()
        raise UsageError(f"camera {camera} cannot be opened", advice)
    if not opened.read()[0]:
        opened.release()
        raise UsageError(f"camera {camera} gives no picture", advice)
    return _pictures(opened)


def _stream_opened(address: str) -> cv2.VideoCapture:
    import cv2

    waits = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, cv2.CAP_PROP_READ_TIMEOUT_MSEC)
    return cv2.VideoCapture(address, cv2.CAP_FFMPEG, [one for key in waits for one in (key, round(1000 * SILENT_S))])


def _pictures(camera: cv2.VideoCapture) -> Iterator[Frame]:
    import cv2

    begun: float | None = None
    try:
        while True:
            there, image = camera.read()
            if not there:
                return
            now = time.monotonic()
            begun = now if begun is None else begun
            yield Frame(now - begun, np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8))
    finally:
        camera.release()


def played(path: Path) -> Iterator[Frame]:
    """Yield a clip's pictures, each when its time has come since the first, as a camera would.

    Raises
    ------
    ClipError
        If the clip cannot be used.
    """
    begun: float | None = None
    for frame in stream_frames(path):
        now = time.monotonic()
        begun = now - frame.time_s if begun is None else begun
        time.sleep(max(0.0, begun + frame.time_s - now))
        yield frame


class Newest:
    """The newest picture of a source, read in a thread of its own: who comes late misses pictures, and none waits.

    A source that gives nothing for `SILENT_S` is over.

    Parameters
    ----------
    frames
        The source; what it raises is raised again by `next`.
    """

    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._changed = threading.Condition()
        self._frame: Frame | None = None
        self._came_s = time.monotonic()
        self._over = False
        self._error: BaseException | None = None
        self._stopped = False
        self.came = 0
        threading.Thread(target=self._read, daemon=True, name="pictures").start()

    @property
    def over(self) -> bool:
        """Whether no more pictures will come: the source has ended, fallen silent, or was stopped.

        Where something went wrong with it, `next` says so first.
        """
        with self._changed:
            silent = time.monotonic() - self._came_s > SILENT_S
            return self._frame is None and self._error is None and (self._over or silent)

    def next(self) -> Frame | None:
        """Return the newest picture that was not returned yet; None if none comes within `WAIT_S`, or any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._frame is not None or self._over, WAIT_S)
            frame, self._frame = self._frame, None
        if frame is None and self._error is not None:
            raise self._error
        return frame

    def stop(self) -> None:
        """Read no more."""
        with self._changed:
            self._stopped = self._over = True
            self._changed.notify_all()

    def _read(self) -> None:
        try:
            for frame in self._frames:
                with self._changed:
                    if self._stopped:
                        return
                    self._frame, self._came_s = frame, time.monotonic()
                    self.came += 1
                    self._changed.notify_all()
        except BaseException as error:  # noqa: BLE001 -- raised again where pictures are asked for
            self._error = error
        finally:
            with self._changed:
                self._over = True
                self._changed.notify_all()
