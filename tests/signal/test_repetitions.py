from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from evenstride.model.motion import Floats
from evenstride.signal.repetitions import excursions

RATE_HZ = 30.0


def _bumps(heights: list[float], rest_s: float = 0.8, bump_s: float = 2.0) -> tuple[Floats, Floats]:
    pieces = [np.zeros(int(rest_s * RATE_HZ))]
    for height in heights:
        phase = np.linspace(0, 2 * np.pi, int(bump_s * RATE_HZ))
        pieces += [height * (0.5 - 0.5 * np.cos(phase)), np.zeros(int(rest_s * RATE_HZ))]
    signal = np.concatenate(pieces)
    return np.arange(len(signal)) / RATE_HZ, signal


def test_each_bump_is_one_repetition_with_its_turn_in_the_middle() -> None:
    found = excursions(*_bumps([0.3, 0.4, 0.35]), smallest=0.06)
    assert [round(e.turn_s, 1) for e in found] == [1.8, 4.6, 7.4]
    assert [e.height for e in found] == pytest.approx([0.3, 0.4, 0.35], abs=0.01)
    assert all(e.start_s < e.turn_s < e.end_s for e in found)
    assert all(a.end_s <= b.start_s for a, b in pairwise(found))


def test_a_shallow_repetition_among_deep_ones_counts() -> None:
    assert len(excursions(*_bumps([0.4, 0.1, 0.4]), smallest=0.06)) == 3


def test_a_wobble_at_the_bottom_does_not_split_a_repetition() -> None:
    times, signal = _bumps([0.4])
    wobbling = signal - 0.05 * np.exp(-(((times - 1.8) / 0.15) ** 2))
    assert len(excursions(times, wobbling, smallest=0.06)) == 1


def test_a_pause_at_the_bottom_is_one_repetition_turning_in_the_pause() -> None:
    times, signal = _bumps([0.4])
    middle = int(np.argmax(signal))
    held = np.concatenate([signal[:middle], np.full(60, signal[middle]), signal[middle:]])
    (found,) = excursions(np.arange(len(held)) / RATE_HZ, held, smallest=0.06)
    assert times[middle] <= found.turn_s <= times[middle] + 2.0
    assert found.duration_s > 3.0


def test_standing_still_with_noise_is_no_repetition() -> None:
    noise = np.random.default_rng(3).normal(0, 0.01, 300)
    assert excursions(np.arange(300) / RATE_HZ, noise, smallest=0.06) == []


def test_a_clip_that_begins_on_the_way_down_still_counts() -> None:
    times, signal = _bumps([0.4])
    cut = int(1.2 * RATE_HZ)
    (found,) = excursions(times[cut:] - times[cut], signal[cut:], smallest=0.06)
    assert found.turn_s == pytest.approx(0.6, abs=0.05)


def test_half_a_way_down_and_no_way_back_is_no_repetition() -> None:
    times, signal = _bumps([0.4])
    end = int(1.5 * RATE_HZ)
    assert excursions(times[:end], signal[:end], smallest=0.06) == []


def test_a_gap_parts_two_repetitions() -> None:
    times, signal = _bumps([0.4, 0.4])
    signal[75:85] = np.nan
    assert len(excursions(times, signal, smallest=0.06)) == 2


def test_a_rest_that_settles_slowly_is_no_part_of_the_repetition() -> None:
    """Who lies down after a set is never quite still; a drift of a few percent must not hold the repetition open."""
    _, out_and_back = _bumps([1.0], rest_s=0.0)
    signal = np.concatenate([out_and_back, np.linspace(0.1, 0.0, int(12 * RATE_HZ)), out_and_back])
    first, second = excursions(np.arange(len(signal)) / RATE_HZ, signal, smallest=0.2)
    assert first.end_s < 2.3
    assert second.start_s > 13.5


def test_two_tops_of_the_very_same_height_are_one_repetition_unless_it_went_down_between() -> None:
    """A level hold, filtered, rises a little at both of its ends: by the same amount."""
    up = np.linspace(0, 1, 20)
    held = np.concatenate([up, [1.02], np.full(60, 1.0), [1.02], up[::-1]])
    assert len(excursions(np.arange(len(held)) / RATE_HZ, held, smallest=0.2)) == 1
    twice = np.concatenate([up, up[::-1], up, up[::-1]])
    assert len(excursions(np.arange(len(twice)) / RATE_HZ, twice, smallest=0.2)) == 2
