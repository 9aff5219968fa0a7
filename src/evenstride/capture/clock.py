"""When each picture was taken, by the container's clock."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_FALLBACK_RATE = Fraction(30)


class Clock:
    """Tells the time of each picture since the first one it was shown.

    Parameters
    ----------
    container, stream
        The open clip and its track of moving pictures.
    """

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        self.rate: Fraction = stream.guessed_rate or stream.average_rate or _FALLBACK_RATE
        # AVI keeps no presentation times; what libav derives for it goes back and forth, decoding order does not.
        self._by_order = container.format.name == "avi"
        self._base = stream.time_base
        self._origin_s: float | None = None
        self._last_s: float | None = None
        self.ticks = True
        """False once a picture had no time of its own, as in a raw stream; it is counted at the nominal rate."""

    @property
    def origin_s(self) -> float:
        """The container's own time of the first picture, s."""
        return self._origin_s or 0.0

    def time_s(self, picture: VideoFrame) -> float:
        """Return the picture's time in seconds; the first picture shown is at 0."""
        stamp = picture.dts if self._by_order else picture.pts
        # The last pictures, which the decoder had held back, come without their base.
        base = picture.time_base or self._base
        if stamp is None or base is None:
            self.ticks = self._by_order
            time_s = 0.0 if self._last_s is None else self._last_s + float(1 / self.rate)
        else:
            absolute_s = float(stamp * base)
            if self._origin_s is None:
                self._origin_s = absolute_s - (self._last_s or 0.0)
            time_s = absolute_s - self._origin_s
        self._last_s = time_s
        return time_s
