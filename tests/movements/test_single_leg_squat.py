"""Single-leg squats counted, given to the leg that stands, and measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.knowledge.accuracy import accuracy_table
from evenstride.measure.one_foot import stands_on
from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.fixtures.study import measures_of, one, subject_of

SQUAT = movements()["single_leg_squat"]
KNEE_INWARD = "single_leg_squat.knee_medial_shift_pct.front.worst"
FRONT, SIDE = Camera(noise_px=0.5), Camera(yaw_deg=88, noise_px=0.5)
HIGH, ON_THE_FLOOR = Camera(height_m=1.4, distance_m=2.5), Camera(height_m=0.08)


@pytest.mark.parametrize("camera", [FRONT, SIDE, Camera(yaw_deg=-85, noise_px=0.5), HIGH, ON_THE_FLOOR])
def test_every_squat_is_given_to_the_leg_that_stands(camera: Camera) -> None:
    found = repetitions(SQUAT, subject_of(film_one_leg(OneLeg(), camera), camera.yaw_deg, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT, LEFT, RIGHT, RIGHT]
    assert all(rep.counted for rep in found)


def test_half_a_squat_is_shown_and_not_counted() -> None:
    found = repetitions(SQUAT, subject_of(film_one_leg(OneLeg(half=(1,)), FRONT), 0.0, on_one_foot=True))
    assert [rep.counted for rep in found] == [True, False, True, True]
    assert found[1].why_not == "the knee bent much less than in a full squat"


def test_the_reach_is_the_bend_of_the_knee() -> None:
    found = repetitions(SQUAT, subject_of(film_one_leg(OneLeg(), SIDE), 88.0, on_one_foot=True))
    assert [rep.reach for rep in found] == pytest.approx([95] * 4, abs=8)


def test_depth_is_two_numbers_a_bent_knee_and_a_level_thigh() -> None:
    told = measures_of(SQUAT, film_one_leg(OneLeg(legs=(LEFT,)), SIDE), 88.0, on_one_foot=True)
    assert one(told, "knee_flexion_deg", LEFT).value == pytest.approx(95, abs=8)
    assert one(told, "thigh_below_horizontal_deg", LEFT).value == pytest.approx(-(90 - 0.6 * 95), abs=8)


def test_what_shows_from_the_front_is_told_of_the_standing_leg() -> None:
    film_of = OneLeg(legs=(RIGHT,), medial_pct=8, lean_deg=10)
    told = measures_of(SQUAT, film_one_leg(film_of, FRONT), 0.0, on_one_foot=True)
    shift, short = one(told, "knee_medial_shift_pct", RIGHT).value, accuracy_table()[KNEE_INWARD].slope
    assert shift is not None
    assert shift / (1 + short) == pytest.approx(8, abs=2)  # no pose model has seen the stick figure too straight
    assert one(told, "trunk_lateral_lean_deg", RIGHT).value == pytest.approx(10, abs=2.5)
    assert one(told, "knee_medial_shift_pct", LEFT).value is None


def test_a_dropped_pelvis_is_lower_on_the_free_side_whichever_leg_stands() -> None:
    for side in (LEFT, RIGHT):
        film_of = OneLeg(legs=(side,), drop_deg=12)
        told = one(measures_of(SQUAT, film_one_leg(film_of, FRONT), 0.0, on_one_foot=True), "pelvic_drop_deg", side)
        assert told.interval is not None
        assert told.interval[0] < 12 < told.interval[1]


def _hovering(motion: Motion) -> Motion:
    """Return the motion with the feet where they stood at first, as if the free one hovered just before its place."""
    points = motion.points.copy()
    for part in ("ankle", "heel", "toe"):
        for side in (LEFT, RIGHT):
            column = motion.skeleton.index(part, side)
            points[:, column] = points[0, column]
    return replace(motion, points=points)


def test_a_free_foot_that_hovers_before_its_place_is_told_by_the_hips_over_the_other() -> None:
    film_of = _hovering(film_one_leg(OneLeg(), FRONT))
    found = repetitions(SQUAT, subject_of(film_of, 0.0, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT, LEFT, RIGHT, RIGHT]


def test_hips_that_go_aside_over_two_wide_feet_make_no_single_leg_squat() -> None:
    film_of = film(Squat(hip_shift_pct=15), FRONT)
    assert repetitions(SQUAT, subject_of(film_of, 0.0, on_one_foot=True)) == ()


def test_feet_that_move_alike_leave_the_side_open() -> None:
    subject = subject_of(film(Squat(), FRONT), 0.0, on_one_foot=True)
    assert stands_on(subject, subject.motion.times >= 0) is Side.NONE


def _ankles_up(motion: Motion) -> Motion:
    """Return the motion with both ankles rising by a sixth of a leg for a second, while nothing else moves."""
    points = motion.points.copy()
    ankles = [motion.skeleton.index("ankle", side) for side in (LEFT, RIGHT)]
    leg_px = np.nanmedian(points[:, ankles, 1]) - np.nanmedian(motion.middle("hip")[:, 1])
    up = np.clip(1 - np.abs(motion.times - 4.0), 0, 1)
    points[:, ankles, 1] -= up[:, None] * 0.17 * leg_px
    return replace(motion, points=points)


@pytest.mark.parametrize(("camera", "yaw_deg"), [(FRONT, 0.0), (SIDE, 88.0)])
def test_an_ankle_that_seems_to_come_up_under_still_hips_is_no_squat(camera: Camera, yaw_deg: float) -> None:
    stands = film_one_leg(OneLeg(reps=0, alone_s=6), camera)
    assert SQUAT.find(subject_of(_ankles_up(stands), yaw_deg, on_one_foot=True)) == ()


def test_legs_that_are_taken_for_each_other_on_the_way_down_are_not_read() -> None:
    motion = film_one_leg(OneLeg(legs=(LEFT,), reps=1), SIDE)
    points = motion.points.copy()
    exchanged = (motion.times > 2.6) & (motion.times < 3.2)
    for part in ("knee", "ankle", "heel", "toe"):
        left, right = (motion.skeleton.index(part, side) for side in (LEFT, RIGHT))
        points[exchanged, left] = motion.points[exchanged, right]
        points[exchanged, right] = motion.points[exchanged, left]
    told = measures_of(SQUAT, replace(motion, points=points), 88.0, on_one_foot=True)
    unread = one(told, "knee_flexion_deg", LEFT).undetermined
    assert unread is not None
    assert unread.code == "legs_swapped"
    assert one(told, "trunk_lean_deg", LEFT).value is not None


def test_a_slight_bend_is_no_squat() -> None:
    slight = film_one_leg(OneLeg(flexion_deg=54), SIDE)
    assert repetitions(SQUAT, subject_of(slight, 88.0, on_one_foot=True)) == ()


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), FRONT), 0.0),
        (film(Squat(), SIDE), 88.0),
        (film_hurdle(Hurdle(), FRONT), 0.0),
        (film_hurdle(Hurdle(), SIDE), 88.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_bridge(Bridge()), 90.0),
        (film_one_leg(OneLeg(reps=0, alone_s=6), FRONT), 0.0),
        (film_one_leg(OneLeg(flexion_deg=20, trunk_lean_deg=78, in_line=True), SIDE), 88.0),
        (film_one_leg(OneLeg(flexion_deg=50, trunk_lean_deg=78, in_line=True), SIDE), 88.0),
    ],
    ids=["squat", "squat_side", "hurdle", "hurdle_side", "bird_dog", "bridge", "balance", "rdl", "rdl_bent"],
)
def test_other_movements_are_no_single_leg_squats(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(SQUAT, subject_of(motion, yaw_deg, on_one_foot=True)) == ()


def test_where_shoulders_are_never_seen_no_squat_is_told() -> None:
    motion = film_one_leg(OneLeg(), FRONT)
    for side in (LEFT, RIGHT):
        motion = without(motion, "shoulder", side, 0.0, float(motion.times[-1]))
    assert repetitions(SQUAT, subject_of(motion, 0.0, on_one_foot=True)) == ()
