from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.capture.backends.telling_apart import ARM_PARTS, told_apart
from evenstride.capture.swaps import LEG_PARTS, exchanged
from evenstride.model.motion import Bools, Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog

DOG = BirdDog(legs=(LEFT, RIGHT))
MOTION = film_bird_dog(DOG)
PARTS = {
    limb: [[BODY.index(part, side) for part in parts] for side in (LEFT, RIGHT)]
    for limb, parts in (("legs", LEG_PARTS), ("arms", ARM_PARTS))
}


def _misnamed(motion: Motion, where: Bools, limb: str) -> Motion:
    return exchanged(motion, where, *PARTS[limb])


def _in_hold(n: int, every: int) -> Bools:
    """Return (T,) every so many frames of the later half of a hold."""
    start, end = DOG.hold(n)
    inside = (MOTION.times > (start + end) / 2) & (MOTION.times < end)
    return np.asarray(inside & (np.arange(len(MOTION)) % every == 0))


@pytest.mark.parametrize("limb", ["legs", "arms"])
@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("n", [0, 1])
def test_limbs_that_one_look_or_both_misname_within_a_hold_get_their_names_back(n: int, every: int, limb: str) -> None:
    told = told_apart(_misnamed(MOTION, _in_hold(n, every), limb))
    np.testing.assert_allclose(told.points, MOTION.points)


def test_limbs_named_right_are_left_alone() -> None:
    assert told_apart(MOTION) is MOTION


def test_a_leg_not_seen_for_a_while_keeps_its_name() -> None:
    points = MOTION.points.copy()
    points[_in_hold(0, 3)] = np.nan
    hidden = replace(MOTION, points=points)
    assert told_apart(hidden) is hidden


def test_who_stands_is_left_alone_even_with_legs_misnamed() -> None:
    standing = film(Squat(), Camera(yaw_deg=40))
    misnamed = _misnamed(standing, np.arange(len(standing)) % 2 == 0, "legs")
    assert told_apart(misnamed) is misnamed
