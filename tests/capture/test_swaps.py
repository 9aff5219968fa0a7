from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.capture.swaps import LEG_PARTS, mend_leg_swaps
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT
from tests.fixtures.stick import Camera, Squat, film

WALKING_APART = film(Squat(), Camera(yaw_deg=40))
STRETCH = slice(40, 70)


def _exchanged(motion: Motion, rows: slice) -> Motion:
    left = [BODY.index(part, LEFT) for part in LEG_PARTS]
    right = [BODY.index(part, RIGHT) for part in LEG_PARTS]
    points = motion.points.copy()
    swapped = points[rows].copy()
    swapped[:, left], swapped[:, right] = points[rows][:, right], points[rows][:, left]
    points[rows] = swapped
    return replace(motion, points=points)


def test_exchanged_legs_are_found_and_exchanged_back() -> None:
    mended = mend_leg_swaps(_exchanged(WALKING_APART, STRETCH))
    np.testing.assert_allclose(mended.motion.points, WALKING_APART.points)
    assert mended.settled
    (span,) = mended.spans_s
    assert span == pytest.approx((WALKING_APART.times[40], WALKING_APART.times[69]))


def test_two_exchanges_are_both_mended() -> None:
    mended = mend_leg_swaps(_exchanged(_exchanged(WALKING_APART, STRETCH), slice(90, 100)))
    np.testing.assert_allclose(mended.motion.points, WALKING_APART.points)
    assert len(mended.spans_s) == 2


def test_legs_that_were_never_exchanged_are_left_alone() -> None:
    for yaw_deg in (0.0, 40.0, 90.0, -90.0):
        motion = film(Squat(), Camera(yaw_deg=yaw_deg, noise_px=2.0))
        mended = mend_leg_swaps(motion)
        assert mended.spans_s == []
        assert mended.motion is motion


def test_when_half_the_clip_is_exchanged_nobody_can_say_which_half() -> None:
    half = slice(len(WALKING_APART) // 2, len(WALKING_APART))
    assert not mend_leg_swaps(_exchanged(WALKING_APART, half)).settled


def test_hips_and_ankles_that_are_never_seen_together_tell_of_no_exchange() -> None:
    motion = film(Squat(), Camera())
    points = motion.points.copy()
    points[:, [BODY.index("ankle", side) for side in (LEFT, RIGHT)]] = np.nan
    assert not mend_leg_swaps(replace(motion, points=points)).swapped.any()
