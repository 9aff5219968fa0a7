"""Out-and-back excursions in a signal that rests at zero."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.model.motion import Floats
from evenstride.signal.gaps import runs

BACK_FRACTION = 0.05
"""A repetition begins and ends where the excursion is this fraction of its own height."""

LONG_REST_S = 2.0
RESTING_FRACTION = 0.15
"""Who rests for longer than the first is never quite still: the floor there is the usual of what lies within the second
of the lowest, as a fraction of the height; between turns that follow each other it is the lowest."""


@dataclass(frozen=True, slots=True)
class Excursion:
    """One way out and back; seconds, and the height at the turn in the signal's unit."""

    start_s: float
    turn_s: float
    end_s: float
    height: float

    @property
    def duration_s(self) -> float:
        """Seconds from start to end."""
        return self.end_s - self.start_s


def excursions(times: Floats, signal: Floats, smallest: float, smallest_share: float = 0.35) -> list[Excursion]:
    """Return the excursions of `signal` (T,) that leave zero and come back, in order.

    A turn counts when it rises above its surroundings by `smallest` (the signal's unit) and by `smallest_share` of
    its own height: a dip within a repetition does not split it. A clip that begins or ends on the way is accepted if
    the part seen covers that rise.
    """
    found: list[Excursion] = []
    for first, end in runs(np.isfinite(signal)):
        found += _in_stretch(times[first:end], signal[first:end], smallest, smallest_share)
    return found


def _in_stretch(times: Floats, signal: Floats, smallest: float, share: float) -> list[Excursion]:
    rest = int(LONG_REST_S / float(np.median(np.diff(times)))) if len(times) > 1 else 1
    # A flat floor at both ends lets a turn near the edge show its full rise.
    padded = np.concatenate(([signal[0]], signal, [signal[-1]]))
    tops = _tops(padded)
    places = np.array(tops, dtype=int)
    rises = {peak - 1: _rise(padded, peak, places) for peak in tops}
    real = [peak for peak, rise in rises.items() if rise >= max(smallest, share * signal[peak])]
    found = []
    for n, peak in enumerate(real):
        left = real[n - 1] if n else 0
        right = real[n + 1] if n + 1 < len(real) else len(signal) - 1
        start, stop = _edges(signal, peak, (left, right), rest)
        found.append(Excursion(float(times[start]), float(times[peak]), float(times[stop]), float(signal[peak])))
    return found


def _tops(signal: Floats) -> list[int]:
    """Return the samples higher than both neighbours; of a flat top, the middle."""
    steps = np.flatnonzero(np.diff(signal))
    rising = np.diff(signal)[steps] > 0
    return [int(steps[n] + 1 + steps[n + 1]) // 2 for n in np.flatnonzero(rising[:-1] & ~rising[1:])]


def _rise(signal: Floats, peak: int, tops: NDArray[np.int_]) -> float:
    """Return how far a peak stands out: the way down, on the shallower side, to where it rises higher or ends.

    Of `tops` of the very same height, the earlier counts as the higher: a level hold is one repetition.
    """
    twins = tops[(tops < peak) & (signal[tops] == signal[peak])]
    higher = np.sort(np.concatenate([np.flatnonzero(signal > signal[peak]), twins]))
    before, after = higher[higher < peak], higher[higher > peak]
    left, right = (before[-1] + 1 if len(before) else 0), (after[0] if len(after) else len(signal))
    return float(signal[peak] - max(signal[left : peak + 1].min(), signal[peak:right].min()))


def _edges(signal: Floats, peak: int, turns: tuple[int, int], rest: int) -> tuple[int, int]:
    """Return where the excursion around `peak` begins and ends, between the neighbouring `turns`."""
    before, after = signal[turns[0] : peak + 1], signal[peak : turns[1] + 1]
    level_before, level_after = (
        floor + BACK_FRACTION * (signal[peak] - floor) for floor in (_floor(before, rest), _floor(after, rest))
    )
    low_before = np.flatnonzero(before <= level_before)
    low_after = np.flatnonzero(after <= level_after)
    return turns[0] + int(low_before[-1]), peak + int(low_after[0])


def _floor(way: Floats, rest: int) -> float:
    """Return the level that one way out or back starts from or comes to; `rest` is how many samples a long rest has."""
    lowest = float(way.min())
    low = way[way <= lowest + RESTING_FRACTION * (float(way.max()) - lowest)]
    return float(np.median(low)) if len(low) >= rest else lowest
