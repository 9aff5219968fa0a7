"""Sampling by timestamp, on times alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenstride.capture.sampling import FrameSampler


def kept(times_s: list[float], max_fps: float | None = 30) -> list[float]:
    sampler = FrameSampler(max_fps)
    return [t for t in times_s if sampler.keeps(t)]


@pytest.mark.parametrize(("rate", "step"), [(60, 2), (59.94, 2), (90, 3), (120, 4), (240, 8)])
def test_multiples_are_divided_exactly(rate: float, step: int) -> None:
    times = [i / rate for i in range(round(rate * 10))]
    assert kept(times) == times[::step]


@pytest.mark.parametrize("rate", [10, 24, 25, 29.97, 30, 30.3])
def test_slow_clips_keep_every_frame(rate: float) -> None:
    times = [i / rate for i in range(500)]
    assert kept(times) == times


def test_a_phones_jitter_loses_no_frame() -> None:
    random = np.random.default_rng(1)
    times = (np.arange(600) / 30 + random.uniform(-0.004, 0.004, 600)).tolist()
    assert kept(times) == times


def test_the_rate_may_change_on_the_way() -> None:
    slow = [i / 30 for i in range(60)]
    fast = [2 + i / 120 for i in range(240)]
    assert len(kept(slow + fast)) == pytest.approx(120, abs=2)


def test_no_limit_keeps_all() -> None:
    times = [i / 240 for i in range(240)]
    assert kept(times, None) == times


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 0.5), min_size=2, max_size=200), st.sampled_from([5.0, 15.0, 30.0]))
def test_never_much_more_than_asked_for_and_always_the_first(gaps: list[float], max_fps: float) -> None:
    times = np.cumsum([0.0, *gaps]).tolist()
    result = kept(times, max_fps)
    assert result[0] == 0
    assert (np.diff(result) >= 0.75 / max_fps - 1e-9).all()
