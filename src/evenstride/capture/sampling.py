"""Sampling high frame rates down, by timestamp."""

from __future__ import annotations

_TOLERANCE = 0.25
"""Of the gap between source frames: phones jitter by a few milliseconds around their nominal rate."""

_FORGETTING = 0.1


class FrameSampler:
    """Decide frame by frame which to keep so that about `max_fps` remain.

    60 and 120 frames a second become every second and every fourth frame exactly. A clip already at `max_fps`
    keeps every frame, jitter of a variable frame rate included.

    Parameters
    ----------
    max_fps
        Frames a second to keep at most; None keeps all.
    """

    def __init__(self, max_fps: float | None) -> None:
        self._step_s = 1.0 / max_fps if max_fps else 0.0
        self._gap_s: float | None = None
        self._previous_s: float | None = None
        self._kept_s: float | None = None

    def keeps(self, time_s: float) -> bool:
        """Return whether the frame at `time_s` is kept; call once a frame, in order."""
        if self._previous_s is None or self._kept_s is None:
            self._previous_s = self._kept_s = time_s
            return True
        gap_s = time_s - self._previous_s
        self._previous_s = time_s
        self._gap_s = gap_s if self._gap_s is None else self._gap_s + _FORGETTING * (gap_s - self._gap_s)
        # A pause in the clip must not make the sampler tolerant of what follows it.
        tolerance_s = _TOLERANCE * min(self._gap_s, self._step_s)
        if time_s - self._kept_s < self._step_s - tolerance_s:
            return False
        self._kept_s = time_s
        return True
