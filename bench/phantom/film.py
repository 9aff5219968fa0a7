"""Turning pictures into a phone's clip: H.264 in an mp4, one thread, times as a phone would write them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from numpy.typing import NDArray


class Film:
    """An mp4 being written, frame by frame."""

    def __init__(
        self, path: Path, width_px: int, height_px: int, fps: float, crf: int, preset: str = "veryfast"
    ) -> None:
        self._file = av.open(str(path), "w", options={"movflags": "faststart"})
        rate = Fraction(fps).limit_denominator(1001)
        self._stream = self._file.add_stream("libx264", rate=rate)
        self._stream.width, self._stream.height = width_px, height_px
        self._stream.pix_fmt = "yuv420p"
        self._stream.options = {"crf": str(crf), "preset": preset}
        self._stream.thread_count = 1

    def add(self, rgb: NDArray[np.uint8]) -> None:
        """Append one picture (H, W, 3)."""
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
        self._file.mux(self._stream.encode(frame))

    def __enter__(self) -> Film:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._file.mux(self._stream.encode())
        self._file.close()
