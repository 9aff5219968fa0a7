"""Steadying the region from frame to frame, so that the model looks at the person and not at its own trembling."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SLOWEST_HZ = 0.05
_QUICKENING = 40.0
_SPEED_HZ = 1.0


@dataclass(slots=True)
class Steadier:
    """A one-euro filter (Casiez 2012): steady while the person stands still, without lag when they move.

    It acts on where the model looks, never on what it returns. The model's own trembling otherwise feeds itself:
    landmarks move the region, and the region moves the landmarks. Its two numbers were chosen by the trembling of
    landmarks on filmed squats, and by their distance from a four-camera reference on a walk.
    """

    _value: Floats | None = None
    _speed: Floats = field(default_factory=lambda: np.zeros(1))
    _raw: Floats = field(default_factory=lambda: np.zeros(1))
    _time_s: float = 0.0

    def steadied(self, time_s: float, points: Floats, size: float) -> Floats:
        """Return the points steadied; speeds are counted in `size`, px, a second."""
        if self._value is None or time_s <= self._time_s:
            self._value, self._speed = points, np.zeros_like(points)
        else:
            step_s = time_s - self._time_s
            speed = (points - self._raw) / (size * step_s)
            self._speed = self._speed + _weight(np.full_like(points, _SPEED_HZ), step_s) * (speed - self._speed)
            weight = _weight(_SLOWEST_HZ + _QUICKENING * np.abs(self._speed), step_s)
            self._value = self._value + weight * (points - self._value)
        self._raw, self._time_s = points, time_s
        return self._value

    def forget(self) -> None:
        """Start afresh: the person was lost, or is looked at from elsewhere."""
        self._value = None


def _weight(cut_off_hz: Floats, step_s: float) -> Floats:
    """Return the weight of a new value in an exponential mean with that cut-off."""
    return np.asarray(1.0 / (1.0 + 1.0 / (math.tau * cut_off_hz * step_s)), dtype=np.float64)
