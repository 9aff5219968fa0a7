from __future__ import annotations

import numpy as np
import pytest

from evenstride.signal.uncertainty import noise, standard_error


def test_noise_is_the_standard_deviation_of_what_was_smoothed_away() -> None:
    smooth = np.sin(np.linspace(0, 10, 4000))
    jitter = np.random.default_rng(5).normal(0, 0.3, 4000)
    assert noise(smooth + jitter, smooth) == pytest.approx(0.3, rel=0.05)


def test_noise_shrugs_off_a_few_wild_samples_and_gaps() -> None:
    jitter = np.random.default_rng(5).normal(0, 0.3, 4000)
    jitter[::100] = 50
    jitter[7::100] = np.nan
    assert noise(jitter, np.zeros(4000)) == pytest.approx(0.3, rel=0.1)


def test_a_mean_of_repetitions_is_surer_than_one() -> None:
    assert standard_error(np.array([5.0, 6.0, 7.0])) == pytest.approx(1 / 3**0.5)
    assert standard_error(np.array([5.0])) == 0.0
