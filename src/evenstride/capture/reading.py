"""Streaming decode: upright pictures with the container's own timestamps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from evenstride.capture.clock import Clock
from evenstride.capture.opening import (
    cut_short,
    encrypted,
    nothing_decoded,
    open_container,
    still_picture,
    video_stream,
)
from evenstride.capture.recording import DEFAULT_MAX_FPS, Frame, VideoFacts
from evenstride.capture.sampling import FrameSampler
from evenstride.capture.upright import Posture, posture_of, upright_image
from evenstride.errors import TooShortClipError

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

SHORTEST_S = 1.0
"""What must be decodable of a clip; one repetition of anything takes longer."""

_COMPLETE_FRACTION = 0.9
_MAX_BAD_PACKETS = 100
"""In a row: beyond this the rest of a damaged file is given up."""


class ClipReader:
    """One pass over a clip's pictures; a context manager.

    Memory does not grow with the clip: one picture is held at a time. `facts` is complete once the pass is over.

    Parameters
    ----------
    path
        The clip.

    Raises
    ------
    ClipError
        If it cannot be opened or holds no moving pictures.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._container = open_container(path)
        self._posture = Posture()
        self._decoded = 0
        self._last_s = 0.0
        try:
            self._stream = video_stream(path, self._container)
        except BaseException:
            self._container.close()
            raise
        self._clock = Clock(self._container, self._stream)
        # One clip is one thread: several clips at once fill the cores without fighting over them.
        self._stream.codec_context.thread_count = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._container.close()

    @property
    def promised_s(self) -> float:
        """How long the clip lasts by its header, in seconds; 0 if it does not say."""
        stream = self._stream
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        # Matroska states where the clip ends by its own clock, which need not start at zero.
        return ((self._container.duration or 0) - (self._container.start_time or 0)) / 1_000_000

    @property
    def facts(self) -> VideoFacts:
        """What the clip is, from its header and from what has been decoded so far."""
        context = self._stream.codec_context
        steps = self._decoded - 1
        fps = steps / self._last_s if steps > 0 and self._last_s > 0 else float(self._clock.rate)
        duration_s = self._last_s + 1.0 / fps
        return VideoFacts(
            size_px=self._posture.size(context.width, context.height),
            fps=fps,
            duration_s=duration_s,
            codec=context.codec.canonical_name,
            rotation_deg=self._posture.clockwise_deg,
            frames=self._decoded,
            complete=duration_s >= _COMPLETE_FRACTION * self.promised_s,
        )

    def frames(self, max_fps: float | None = DEFAULT_MAX_FPS) -> Iterator[Frame]:
        """Yield upright frames in order; times start at 0 and always increase.

        Only frames that are kept are converted. A damaged or truncated file yields what can be decoded.

        Raises
        ------
        UnreadableClipError
            If not one picture could be decoded, or only one: a still picture.
        TooShortClipError
            At the end, if less than a second was there.
        """
        sampler = FrameSampler(max_fps)
        for time_s, picture in self._timed(self._pictures()):
            if sampler.keeps(time_s):
                yield Frame(time_s, upright_image(picture, self._posture))
        if self._decoded == 0:
            raise nothing_decoded(self.path)
        if self._decoded == 1 and self._stream.frames <= 1:
            raise still_picture(self.path)
        facts = self.facts
        if facts.duration_s < SHORTEST_S - 1e-3:
            short = TooShortClipError(self.path, facts.duration_s, SHORTEST_S)
            raise short if facts.complete else cut_short(self.path, facts.duration_s)

    def _timed(self, pictures: Iterator[VideoFrame]) -> Iterator[tuple[float, VideoFrame]]:
        """Give each picture its time since the first; those that do not come later than the one before are dropped."""
        for picture in pictures:
            time_s = self._clock.time_s(picture)
            if self._decoded == 0:
                self._posture = posture_of(picture, self._stream.sample_aspect_ratio)
            elif time_s <= self._last_s:
                continue
            self._decoded += 1
            self._last_s = time_s
            yield time_s, picture

    def _pictures(self) -> Iterator[VideoFrame]:
        """Decode, stepping over packets that cannot be decoded."""
        import av

        bad = 0
        for packet in self._packets():
            try:
                pictures = self._stream.decode(packet)
            except av.error.FFmpegError:
                bad += 1
                if bad > _MAX_BAD_PACKETS:
                    return
                continue
            bad = 0
            yield from pictures

    def _packets(self) -> Iterator[Packet[VideoStream] | None]:
        """Yield the track's packets, ending quietly where a truncated file ends, then None to flush the decoder."""
        import av

        try:
            for packet in self._container.demux(self._stream):
                if packet.has_sidedata("encryption_info"):
                    raise encrypted(self.path)
                if packet.size:
                    yield packet
        except av.error.FFmpegError:
            pass
        yield None


def stream_frames(path: Path, max_fps: float | None = DEFAULT_MAX_FPS) -> Iterator[Frame]:
    """Yield the clip's frames upright, one at a time, `time_s` counted from the first.

    Parameters
    ----------
    path
        The clip.
    max_fps
        Higher frame rates are sampled down to this, by timestamp; None keeps every frame.
    """
    with ClipReader(path) as reader:
        yield from reader.frames(max_fps)
