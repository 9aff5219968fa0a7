"""Lengths of a room, told from the way the feet point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, RIGHT
from evenstride.signal.walking import one_way, walks_already, ways
from tests.fixtures.stick_heel_walk import HeelWalk, film_heel_walk


def hidden(motion: Motion, from_s: float, to_s: float) -> Motion:
    points = motion.points.copy()
    points[(motion.times >= from_s) & (motion.times <= to_s)] = np.nan
    return Motion(motion.times, points, motion.confidence, motion.size_px)


def test_there_and_back_are_two_ways_with_the_turn_between_them() -> None:
    walk = HeelWalk(turns_s=2.0)
    there, back = ways(film_heel_walk(walk))
    assert there.ahead == -back.ahead
    assert abs(there.last / walk.rate_hz - walk.duration_s - 0.7) < 0.6
    assert back.first - there.last > 0.3 * walk.turns_s * walk.rate_hz


def test_one_way_is_one() -> None:
    motion = film_heel_walk(HeelWalk())
    (way,) = ways(motion)
    assert (way.first, way.last) == (0, len(motion))


def test_who_goes_out_of_sight_goes_two_ways() -> None:
    assert len(ways(hidden(film_heel_walk(HeelWalk()), 2.0, 3.0))) == 2


def test_one_foot_out_of_sight_ends_no_way() -> None:
    motion = film_heel_walk(HeelWalk())
    points = motion.points.copy()
    points[len(points) // 2 :, BODY.index("heel", RIGHT)] = np.nan
    (way,) = ways(replace(motion, points=points))
    assert (way.first, way.last) == (0, len(motion))


def test_the_way_mostly_gone_is_the_longer_one() -> None:
    motion = film_heel_walk(HeelWalk(turns_s=2.0))
    mostly = one_way(hidden(motion, 0.0, 2.0))
    assert not mostly[: len(motion) // 3].any()
    assert mostly.any()


def test_nobody_in_sight_goes_no_way() -> None:
    motion = hidden(film_heel_walk(HeelWalk()), 0.0, 99.0)
    assert ways(motion) == []
    assert one_way(motion).all()


def test_who_settles_after_a_turn_or_sets_out_later_is_not_walking_already() -> None:
    times = np.arange(0.0, 4.0, 0.04)
    assert walks_already(times, 0.6 * times)
    assert not walks_already(times, np.minimum(0.3 * times, 0.09))
    assert not walks_already(times, 0.6 * np.maximum(times - 0.5, 0.0))
    assert not walks_already(times, np.minimum(0.3 * times, 0.09) + 0.6 * np.maximum(times - 0.7, 0.0))
