"""Outliers out, noise down, nothing delayed."""

from __future__ import annotations

import numpy as np

from evenstride.model.motion import Floats
from evenstride.signal.gaps import runs

CUTOFF_HZ = 6.0
"""Zero-lag Butterworth, fourth order, 6 Hz: the field's default for human movement."""

HAMPEL_HALF_WINDOW_S = 0.12
HAMPEL_SIGMAS = 4.0
SHORTEST_FILTERED_S = 0.5


def hampel(values: Floats, rate_hz: float, floor: float) -> Floats:
    """Return `values` (T,) with isolated outliers set to NaN.

    A sample is an outlier when it lies further from the median of its neighbours within 0.12 s than four robust
    standard deviations and than `floor` (in the unit of the values; keeps still stretches from being thinned).
    """
    half = max(1, round(HAMPEL_HALF_WINDOW_S * rate_hz))
    known = np.isfinite(values)
    if known.sum() < 2 * half + 1:
        return values.copy()
    dense = np.interp(np.arange(len(values)), np.flatnonzero(known), values[known])
    median = running_median(dense, half)
    deviation = np.abs(dense - median)
    spread = 1.4826 * running_median(deviation, half)
    result = values.copy()
    result[deviation > np.maximum(HAMPEL_SIGMAS * spread, floor)] = np.nan
    return result


def running_median(values: Floats, half: int) -> Floats:
    """Return (T,) the median of each sample and `half` neighbours on either side, the ends being continued."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(values, half, mode="edge"), 2 * half + 1)
    return np.asarray(np.median(windows, axis=1))


def lowpass(values: Floats, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> Floats:
    """Return `values` (T,), evenly sampled, through a zero-lag fourth-order Butterworth low-pass.

    Each stretch between gaps is filtered by itself; stretches shorter than half a second are left as they are. A
    cut-off at or above half the sampling rate changes nothing.
    """
    if cutoff_hz >= 0.5 * rate_hz:
        return values.copy()
    result = values.copy()
    for first, end in runs(np.isfinite(values)):
        if end - first > SHORTEST_FILTERED_S * rate_hz:
            result[first:end] = _without_lag(values[first:end], rate_hz, cutoff_hz)
    return result


def _without_lag(values: Floats, rate_hz: float, cutoff_hz: float) -> Floats:
    """Return a stretch (T,) with each frequency damped as a second-order Butterworth run forwards and backwards does.

    Done in the frequency domain, where it takes one line. Both ends are first continued by turning them about
    themselves. scipy.signal would do it too, and loading it would take longer than everything else on a second look
    at a clip.
    """
    padding = len(values) - 1
    padded = np.pad(values, padding, mode="reflect", reflect_type="odd")
    spectrum = np.fft.rfft(padded)
    # The tangent is how a digital filter bends the frequency axis. Both passes together are 3 dB down at the cut-off.
    bent = np.tan(np.minimum(np.pi * np.fft.rfftfreq(len(padded)), 0.4999 * np.pi))
    damping = 1.0 / (1.0 + (2**0.5 - 1) * (bent / np.tan(np.pi * cutoff_hz / rate_hz)) ** 4)
    return np.asarray(np.fft.irfft(spectrum * damping, len(padded))[padding:-padding])
