from __future__ import annotations

import numpy as np

from evenstride.signal.gaps import bridged, resample, runs

NAN = float("nan")


def test_runs_are_half_open_and_in_order() -> None:
    assert runs(np.array([True, True, False, True, False, True])) == [(0, 2), (3, 4), (5, 6)]
    assert runs(np.zeros(3, dtype=bool)) == []


def test_short_dips_are_filled_in_and_long_ones_and_forbidden_ones_are_not() -> None:
    mask = np.array([False, True, False, True, False, False, True, False])
    anywhere = np.ones(8, dtype=bool)
    assert runs(bridged(mask, 1, anywhere)) == [(1, 4), (6, 7)]
    assert runs(bridged(mask, 2, anywhere)) == [(1, 7)]
    assert runs(bridged(mask, 2, mask)) == runs(mask)


def test_short_gaps_are_bridged_and_long_ones_stay() -> None:
    times = np.linspace(0.0, 0.9, 10)
    values = np.array([0, 1, NAN, 3, NAN, NAN, NAN, 7, 8, 9.0])
    filled = resample(times, values, times)
    np.testing.assert_allclose(filled[[0, 1, 2, 3, 7, 8, 9]], [0, 1, 2, 3, 7, 8, 9])
    assert np.isnan(filled[4:7]).all()


def test_nothing_is_invented_outside_what_was_seen() -> None:
    times = np.linspace(0.0, 0.4, 5)
    resampled = resample(times, np.array([NAN, 1, 2, 3, NAN]), times)
    assert np.isnan(resampled[[0, 4]]).all()
    np.testing.assert_allclose(resampled[1:4], [1, 2, 3])


def test_uneven_times_are_honoured() -> None:
    times = np.array([0.0, 0.03, 0.11, 0.14, 0.2])
    grid = np.arange(0, 0.2, 0.05)
    np.testing.assert_allclose(resample(times, 2 * times + 1, grid), 2 * grid + 1)


def test_a_single_sample_is_no_series() -> None:
    assert np.isnan(resample(np.array([0.0, 0.1]), np.array([NAN, 1.0]), np.array([0.0, 0.1]))).all()
