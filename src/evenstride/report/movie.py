"""Writing a clip that any browser plays: H.264, yuv420p, its index in front, every frame at its own time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TICKS_PER_S = 90_000
BT709 = 1
LIMITED_RANGE, FULL_RANGE = 1, 2
QUALITY = "23"


class Movie:
    """An MP4 file being written, frame by frame; closing it finishes it.

    Parameters
    ----------
    path
        The file; it is overwritten.
    size_px
        Width and height, both even.
    usual_fps
        The clip's frame rate, by and large; each frame still has its own time, and this is how long the last one stays.
    """

    def __init__(self, path: Path, size_px: tuple[int, int], usual_fps: float) -> None:
        import av

        self.size_px = size_px
        self._last_tick = -1
        self._durations: dict[int, int] = {}
        self._usual = max(1, round(TICKS_PER_S / usual_fps)) if usual_fps > 0 else TICKS_PER_S // 30
        self._file = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        stream: Any = self._file.add_stream("libx264", rate=Fraction(TICKS_PER_S, self._usual))
        stream.width, stream.height = size_px
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = LIMITED_RANGE
        context.options = {"preset": "superfast", "crf": QUALITY, "bf": "0"}
        self._stream = stream

    def add(self, time_s: float, image: NDArray[np.uint8]) -> None:
        """Add an RGB frame that appears at `time_s`; one that is not later than the last is left out."""
        import av

        tick = round(time_s * TICKS_PER_S)
        if tick <= self._last_tick:
            return
        if self._last_tick >= 0:
            self._durations[self._last_tick] = tick - self._last_tick
        self._last_tick = tick
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame = frame.reformat(
            format="yuv420p", dst_colorspace=BT709, src_color_range=FULL_RANGE, dst_color_range=LIMITED_RANGE
        )
        frame.pts = tick
        frame.time_base = Fraction(1, TICKS_PER_S)
        self._send(frame)

    def close(self) -> None:
        """Write what is still held back, and the index."""
        if self._last_tick >= 0:
            self._send(None)
        self._file.close()

    def _send(self, frame: Any) -> None:
        for packet in self._stream.encode(frame):
            if packet.pts is not None:
                packet.duration = self._durations.pop(packet.pts, self._usual)
            self._file.mux(packet)
