"""Outliers out, noise down, nothing delayed."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfiltfilt

from evenstride.model.motion import Floats
from evenstride.signal.gaps import runs

CUTOFF_HZ = 6.0
"""Zero-lag Butterworth, fourth order, 6 Hz: the field's default for human movement."""

HAMPEL_HALF_WINDOW_S = 0.12
HAMPEL_SIGMAS = 4.0


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
    median = median_filter(dense, size=2 * half + 1, mode="nearest")
    deviation = np.abs(dense - median)
    spread = 1.4826 * median_filter(deviation, size=2 * half + 1, mode="nearest")
    result = values.copy()
    result[deviation > np.maximum(HAMPEL_SIGMAS * spread, floor)] = np.nan
    return result


def lowpass(values: Floats, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> Floats:
    """Return `values` (T,), evenly sampled, through a zero-lag fourth-order Butterworth low-pass.

    Each stretch between gaps is filtered by itself; stretches shorter than the filter's own length are left as they
    are. A cut-off at or above half the sampling rate changes nothing.
    """
    if cutoff_hz >= 0.5 * rate_hz:
        return values.copy()
    # Two passes of a second-order filter make a fourth-order one without lag. Each pass is set wider, so that both
    # together are 3 dB down at the cut-off; the tangent is how a digital filter bends the frequency axis.
    wider = np.tan(np.pi * cutoff_hz / rate_hz) / (2**0.5 - 1) ** 0.25
    corrected_hz = rate_hz / np.pi * np.arctan(wider)
    sos = butter(2, corrected_hz, fs=rate_hz, output="sos")
    padding = 3 * (2 * len(sos) + 1)
    result = values.copy()
    for first, end in runs(np.isfinite(values)):
        if end - first > padding:
            result[first:end] = sosfiltfilt(sos, values[first:end], padlen=padding)
    return result
