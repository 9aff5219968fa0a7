from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from evenstride.signal.smoothing import CUTOFF_HZ, hampel, lowpass

RATE_HZ = 60.0
TIMES = np.arange(0, 6, 1 / RATE_HZ)


def _gain(frequency_hz: float) -> float:
    wave = np.sin(2 * np.pi * frequency_hz * TIMES)
    middle = slice(90, -90)
    return float(np.ptp(lowpass(wave, RATE_HZ)[middle]) / np.ptp(wave[middle]))


def test_gain_is_3_db_down_at_the_cutoff_and_fourth_order_beyond() -> None:
    assert _gain(CUTOFF_HZ) == pytest.approx(0.5**0.5, abs=0.01)
    assert _gain(1.0) == pytest.approx(1.0, abs=0.01)
    assert _gain(2 * CUTOFF_HZ) < 0.1


def test_it_is_the_fields_zero_lag_butterworth() -> None:
    values = np.cumsum(np.random.default_rng(4).normal(size=400))
    wider_hz = RATE_HZ / np.pi * np.arctan(np.tan(np.pi * CUTOFF_HZ / RATE_HZ) / (2**0.5 - 1) ** 0.25)
    expected = sosfiltfilt(butter(2, wider_hz, fs=RATE_HZ, output="sos"), values)
    np.testing.assert_allclose(lowpass(values, RATE_HZ)[20:-20], expected[20:-20], atol=1e-3)
    np.testing.assert_allclose(lowpass(values, RATE_HZ), expected, atol=0.3)


def test_nothing_is_delayed() -> None:
    bump = np.exp(-(((TIMES - 3) / 0.3) ** 2))
    assert TIMES[int(np.argmax(lowpass(bump, RATE_HZ)))] == pytest.approx(3.0, abs=0.5 / RATE_HZ)


def test_gaps_stay_gaps_and_do_not_spread() -> None:
    values = np.sin(TIMES)
    values[100:130] = np.nan
    smooth = lowpass(values, RATE_HZ)
    assert np.isnan(smooth[100:130]).all()
    assert np.isfinite(smooth[:100]).all()
    assert np.isfinite(smooth[130:]).all()


def test_a_cutoff_beyond_the_sampling_changes_nothing() -> None:
    values = np.random.default_rng(1).normal(size=50)
    np.testing.assert_array_equal(lowpass(values, 10.0, cutoff_hz=6.0), values)


def test_stretches_too_short_to_filter_are_kept() -> None:
    values = np.array([1.0, 2.0, 4.0, np.nan])
    np.testing.assert_array_equal(lowpass(values, RATE_HZ), values)


def test_hampel_takes_out_a_lone_spike_and_nothing_of_a_ramp() -> None:
    values = 50 * TIMES
    spiked = values.copy()
    spiked[180] += 40
    cleaned = hampel(spiked, RATE_HZ, floor=2.0)
    assert np.isnan(cleaned[180])
    assert np.isfinite(np.delete(cleaned, 180)).all()


def test_hampel_leaves_small_jitter_below_its_floor() -> None:
    values = np.zeros(60)
    values[30] = 1.0
    np.testing.assert_array_equal(hampel(values, RATE_HZ, floor=2.0), values)
