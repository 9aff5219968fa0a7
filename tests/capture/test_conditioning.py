from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.capture.conditioning import LOWEST_CONFIDENCE, even, filtered, person_height_px
from evenstride.model.skeleton import BODY, LEFT
from tests.fixtures.stick import Camera, Squat, film, without

MOTION = film(Squat(), Camera())
KNEE = BODY.index("knee", LEFT)


def test_uneven_times_become_an_even_grid_that_says_the_same() -> None:
    keep = np.random.default_rng(2).random(len(MOTION)) > 0.3
    keep[[0, -1]] = True
    uneven = replace(
        MOTION,
        times=MOTION.times[keep],
        points=MOTION.points[keep],
        confidence=MOTION.confidence[keep],
        depth=None,
    )
    steady = even(uneven)
    assert np.ptp(np.diff(steady.times)) < 1e-9
    expected = np.interp(steady.times, MOTION.times, MOTION.points[:, KNEE, 1])
    np.testing.assert_allclose(steady.points[:, KNEE, 1], expected, atol=2.0)


def test_unsure_keypoints_are_not_seen() -> None:
    confidence = MOTION.confidence.copy()
    confidence[30:60, KNEE] = LOWEST_CONFIDENCE - 0.01
    steady = even(replace(MOTION, confidence=confidence))
    assert np.isnan(steady.points[32:58, KNEE]).all()
    assert (steady.confidence[32:58, KNEE] == 0).all()


def test_a_gap_of_a_fifth_of_a_second_is_bridged_and_a_longer_one_is_not() -> None:
    short = even(without(MOTION, "knee", LEFT, 1.0, 1.13))
    long = even(without(MOTION, "knee", LEFT, 1.0, 1.5))
    assert np.isfinite(short.points[:, KNEE]).all()
    assert np.isnan(long.points[:, KNEE]).any()


def test_a_wild_jump_is_taken_out() -> None:
    points = MOTION.points.copy()
    points[50, KNEE] += 300
    steady = filtered(even(replace(MOTION, points=points)))
    np.testing.assert_allclose(steady.points[50, KNEE], MOTION.points[50, KNEE], atol=2.0)


def test_filtering_takes_out_jitter_and_leaves_the_squat() -> None:
    noisy = film(Squat(), Camera(noise_px=3.0))
    smooth = filtered(even(noisy))
    inside = slice(10, -10)
    error = (smooth.points - MOTION.points)[inside, KNEE].std()
    assert error < 0.8 * 3.0
    assert error < (noisy.points - MOTION.points)[inside, KNEE].std()


def test_the_persons_height_runs_from_the_hands_or_head_to_the_feet() -> None:
    top, bottom = MOTION.points[0, :, 1].min(), MOTION.points[0, :, 1].max()
    assert person_height_px(MOTION) == pytest.approx(bottom - top, rel=0.01)


def test_nobody_has_no_height() -> None:
    nobody = replace(MOTION, points=np.full_like(MOTION.points, np.nan), confidence=np.zeros_like(MOTION.confidence))
    assert person_height_px(nobody) == 0.0
