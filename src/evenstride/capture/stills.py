"""Single pictures out of a clip, at given times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
        self._decoded = self._decode()
        first = next(self._decoded, None)
        if first is None:
            raise nothing_decoded(path)
        self._posture = posture_of(first, stream.sample_aspect_ratio)
        self._origin_s = _stamp_s(first) or 0.0
        self._before = self._after = first
        self._image: tuple[VideoFrame, Image] | None = None

    def nearest(self, time_s: float) -> Image:
        """Return the picture nearest to `time_s`, which must not be earlier than the last."""
        if time_s - self._time(self._after) > _SEEK_BEYOND_S:
            self._leap(time_s)
        while self._time(self._after) < time_s:
            following = next(self._decoded, None)
            if following is None:
                break
            if self._time(following) > self._time(self._after):
                self._before, self._after = self._after, following
        near_after = abs(self._time(self._after) - time_s) <= abs(self._time(self._before) - time_s)
        return self._upright(self._after if near_after else self._before)

    def _upright(self, picture: VideoFrame) -> Image:
        if self._image is None or self._image[0] is not picture:
            self._image = picture, upright_image(picture, self._posture)
        return self._image[1]

    def _leap(self, time_s: float) -> None:
        """Go to the key frame before `time_s`, unless that lies behind or the container cannot seek."""
        import av

        base = self._stream.time_base
        if base is None:
            return
        target = int((time_s + self._origin_s) / base)
        key = self._stream.index_entries.search_timestamp(target)
        entries = self._stream.index_entries
        if 0 <= key < len(entries) and float(entries[key].timestamp * base) - self._origin_s <= self._time(self._after):
            return
        try:
            self._container.seek(target, stream=self._stream)
        except av.error.FFmpegError:
            return
        self._decoded = self._decode()
        landed = next(self._decoded, None)
        if landed is not None and self._time(landed) > self._time(self._after):
            self._before = self._after = landed

    def _decode(self) -> Iterator[VideoFrame]:
        """Yield pictures from here on, stepping over damage."""
        import av

        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                yield from packet.decode()
            except av.error.FFmpegError as error:
                if isinstance(error, av.error.EOFError):
                    return

    def _time(self, picture: VideoFrame) -> float:
        stamp_s = _stamp_s(picture)
        return 0.0 if stamp_s is None else stamp_s - self._origin_s


def _stamp_s(picture: VideoFrame) -> float | None:
    """Return the container's own time of a picture, in seconds."""
    stamp = picture.pts if picture.pts is not None else picture.dts
    return None if stamp is None or picture.time_base is None else float(stamp * picture.time_base)
