"""Single pictures out of a clip, at given times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evenstride.capture.clock import Clock
from evenstride.capture.opening import nothing_decoded, open_container, video_stream
from evenstride.capture.recording import Image
from evenstride.capture.upright import posture_of, upright_image

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_SEEK_BEYOND_S = 2.0
"""Nearer than this it is quicker to decode on than to go back to a key frame."""


def frames_at(path: Path, times_s: Sequence[float]) -> list[Image]:
    """Return the pictures nearest to the given times, (H, W, 3) RGB, upright, in the order asked for.

    The clip is opened once and gone through once from front to back, leaping from key frame to key frame.

    Parameters
    ----------
    path
        The clip.
    times_s
        Seconds from the clip's first picture. Times beyond the end give the last picture.

    Raises
    ------
    ClipError
        If the clip cannot be opened or no picture in it can be decoded.
    """
    order = sorted(range(len(times_s)), key=lambda position: times_s[position])
    pictures: dict[int, Image] = {}
    with open_container(path) as container:
        walk = _Walk(path, container, video_stream(path, container))
        for position in order:
            pictures[position] = walk.nearest(times_s[position])
    return [pictures[position] for position in range(len(times_s))]


class _Walk:
    """A pass over the clip that holds the pictures before and after the time last asked for."""

    def __init__(self, path: Path, container: InputContainer, stream: VideoStream) -> None:
        self._container = container
        self._stream = stream
        # Slices and frames in parallel: few pictures are wanted, and someone is waiting.
        stream.thread_type = "AUTO"
        self._clock = Clock(container, stream)
        self._decoded = self._decode()
        first = next(self._decoded, None)
        if first is None:
            raise nothing_decoded(path)
        self._posture = posture_of(first[1], stream.sample_aspect_ratio)
        self._before = self._after = first
        self._image: tuple[VideoFrame, Image] | None = None

    def nearest(self, time_s: float) -> Image:
        """Return the picture nearest to `time_s`, which must not be earlier than the last."""
        if time_s - self._after[0] > _SEEK_BEYOND_S and self._clock.ticks:
            self._leap(time_s)
        while self._after[0] < time_s:
            following = next(self._decoded, None)
            if following is None:
                break
            if following[0] > self._after[0]:
                self._before, self._after = self._after, following
        near_after = abs(self._after[0] - time_s) <= abs(self._before[0] - time_s)
        return self._upright((self._after if near_after else self._before)[1])

    def _upright(self, picture: VideoFrame) -> Image:
        if self._image is None or self._image[0] is not picture:
            # In one piece, because somebody is going to draw on it.
            self._image = picture, np.ascontiguousarray(upright_image(picture, self._posture))
        return self._image[1]

    def _leap(self, time_s: float) -> None:
        """Go to the key frame before `time_s`, unless that lies behind or the container cannot seek."""
        import av

        base = self._stream.time_base
        if base is None:
            return
        target = int((time_s + self._clock.origin_s) / base)
        entries = self._stream.index_entries
        key = entries.search_timestamp(target)
        if 0 <= key < len(entries) and float(entries[key].timestamp * base) - self._clock.origin_s <= self._after[0]:
            return
        try:
            self._container.seek(target, stream=self._stream)
        except av.error.FFmpegError:
            return
        self._decoded = self._decode()
        landed = next(self._decoded, None)
        if landed is not None and landed[0] > self._after[0]:
            self._before = self._after = landed

    def _decode(self) -> Iterator[tuple[float, VideoFrame]]:
        """Yield pictures and their times from here on, stepping over damage."""
        import av

        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                for picture in packet.decode():
                    yield self._clock.time_s(picture), picture
            except av.error.EOFError:
                return
            except av.error.FFmpegError:
                continue
