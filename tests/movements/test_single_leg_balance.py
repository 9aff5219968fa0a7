"""Standing on one leg: timed, given to the leg that stands, ended by a foot, a hop or a hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from evenstride.movements.single_leg_balance import _aloft
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_calf import Calf, film_calf
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.fixtures.study import measures_of, one, subject_of

BALANCE = movements()["single_leg_balance"]
FRONT, SIDE = Camera(noise_px=0.5), Camera(yaw_deg=88, noise_px=0.5)
STANDS = OneLeg(reps=0, alone_s=6.0)
HELD_S = 6.0 + 2 * 0.5 - 0.3
"""The foot is off the floor while it is lifted and lowered, but for the first and the last of it."""


@pytest.mark.parametrize("camera", [FRONT, SIDE, Camera(yaw_deg=-85), Camera(height_m=0.08), Camera(height_m=1.5)])
def test_every_hold_is_timed_and_given_to_the_leg_that_stands(camera: Camera) -> None:
    found = repetitions(BALANCE, subject_of(film_one_leg(STANDS, camera), camera.yaw_deg, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT, RIGHT]
    assert [rep.hold_s for rep in found] == pytest.approx([HELD_S] * 2, abs=0.3)
    assert [rep.touch_downs for rep in found] == [0, 0]


@pytest.mark.parametrize("camera", [FRONT, SIDE, Camera(yaw_deg=-85)])
@pytest.mark.parametrize(("raised", "moving_s"), [(True, 0.25), (False, 0.5)])
def test_a_hold_lasts_from_the_toes_leaving_the_floor_to_their_return(
    camera: Camera, raised: bool, moving_s: float
) -> None:
    """A foot that swings up behind leaves the floor half-way up, one that is raised with its knee at once."""
    stands = replace(STANDS, raised=raised)
    found = repetitions(BALANCE, subject_of(film_one_leg(stands, camera), camera.yaw_deg, on_one_foot=True))
    assert [rep.hold_s for rep in found] == pytest.approx([6.0 + 2 * 0.5 - moving_s] * 2, abs=0.1)


@pytest.mark.parametrize(
    ("what", "named"),
    [(OneLeg(reps=0, alone_s=6.0, hop=4.0), "hop"), (OneLeg(reps=0, alone_s=6.0, reach=4.0), "hand")],
)
def test_a_hop_or_a_hand_ends_the_hold(what: OneLeg, named: str) -> None:
    found = repetitions(BALANCE, subject_of(film_one_leg(what, FRONT), 0.0, on_one_foot=True))
    assert [rep.hold_s for rep in found] == pytest.approx([4.0 - 1.2 - 0.1] * 2, abs=0.3)
    assert [rep.touch_downs for rep in found] == [1, 1]
    assert [rep.ended_by for rep in found] == [named] * 2


def test_who_rises_as_the_other_foot_comes_down_has_not_hopped() -> None:
    """A hop lands on the foot it left."""
    motion = film_one_leg(OneLeg(legs=(LEFT,), reps=0, alone_s=6.0), FRONT)
    subject = subject_of(motion, 0.0, on_one_foot=True)
    (plain,) = repetitions(BALANCE, subject)
    points = motion.points.copy()
    rising = (motion.times > plain.end_s - 0.2) & (motion.times < plain.end_s + 0.35)
    points[rising, :, 1] -= 0.04 * subject.standing_hip_height_px
    (found,) = repetitions(BALANCE, subject_of(replace(motion, points=points), 0.0, on_one_foot=True))
    assert plain.ended_by is None
    assert found.ended_by is None


def test_who_hops_into_place_holds_from_then_on() -> None:
    found = repetitions(
        BALANCE, subject_of(film_one_leg(OneLeg(reps=0, alone_s=6.0, hop=2.5), FRONT), 0.0, on_one_foot=True)
    )
    assert [rep.counted for rep in found] == [False, True] * 2
    assert [rep.ended_by for rep in found] == ["hop", None] * 2
    assert [rep.hold_s for rep in found if rep.counted] == pytest.approx(
        [1.2 + 2 * 0.5 + 6.0 - 2.5 - 0.3 - 0.1] * 2, abs=0.3
    )


def test_a_touch_ends_the_hold_and_begins_another() -> None:
    touching = OneLeg(legs=(LEFT, LEFT), reps=0, alone_s=4.0, stand_s=0.6)
    found = repetitions(BALANCE, subject_of(film_one_leg(touching, FRONT), 0.0, on_one_foot=True))
    assert [rep.touch_downs for rep in found] == [1, 0]
    assert [rep.ended_by for rep in found] == ["touch", None]


def test_less_than_two_seconds_is_shown_and_not_counted() -> None:
    quick = OneLeg(legs=(LEFT, RIGHT), reps=0, alone_s=0.4)
    subject = subject_of(film_one_leg(quick, FRONT), 0.0, on_one_foot=True)
    assert [rep.why_not for rep in BALANCE.find(subject)] == ["it ended within two seconds"] * 2


def test_sway_and_lean_are_told_of_the_standing_leg() -> None:
    told = measures_of(
        BALANCE,
        film_one_leg(OneLeg(legs=(RIGHT,), reps=0, alone_s=6, sway_pct=10, lean_deg=9), FRONT),
        0.0,
        on_one_foot=True,
    )
    assert one(told, "sway_pct", RIGHT).value == pytest.approx(10, abs=3)
    assert one(told, "trunk_lateral_lean_deg", RIGHT).value == pytest.approx(9, abs=2)
    assert one(told, "sway_pct", LEFT).value is None


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), FRONT), 0.0),
        (film_hurdle(Hurdle(), FRONT), 0.0),
        (film_hurdle(Hurdle(), SIDE), 88.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_bridge(Bridge()), 90.0),
        (film_one_leg(OneLeg(), FRONT), 0.0),
        (film_one_leg(OneLeg(), SIDE), 88.0),
        (film_one_leg(OneLeg(flexion_deg=20, trunk_lean_deg=78, in_line=True), SIDE), 88.0),
    ],
    ids=["squat", "hurdle", "hurdle_side", "bird_dog", "bridge", "single_leg_squat", "single_leg_squat_side", "rdl"],
)
def test_other_movements_are_no_balance(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(BALANCE, subject_of(motion, yaw_deg, on_one_foot=True)) == ()


def test_a_foot_that_sways_down_without_coming_near_the_floor_stays_up() -> None:
    times = np.arange(0.0, 6.0, 0.05)
    risen = np.where((times > 1) & (times < 5), 0.1, 0.0)
    dipping = np.where(np.abs(times - 3) < 0.2, 0.06, risen)
    touching = np.where(np.abs(times - 3) < 0.2, 0.02, risen)
    flickering = np.where(np.abs(times - 3) < 0.04, 0.02, risen)
    assert len(_aloft(times, risen)) == 1
    assert _aloft(times, dipping) == _aloft(times, risen)
    assert _aloft(times, flickering) == _aloft(times, risen)
    assert len(_aloft(times, touching)) == 2


def test_toes_that_touch_while_the_heel_stays_up_part_the_hold() -> None:
    """A foot held high that comes nearly down touches with its toes; one that is held low anyway does not."""
    times = np.arange(0.0, 6.0, 0.05)
    high = np.where((times > 1) & (times < 5), 0.4, 0.0)
    low = np.where((times > 1) & (times < 5), 0.12, 0.0)
    about = np.abs(times - 3) < 0.2
    assert len(_aloft(times, np.where(about, 0.09, high))) == 2
    assert len(_aloft(times, np.where(about, 0.2, high))) == 1
    assert len(_aloft(times, np.where(np.abs(times - 3) < 0.02, 0.09, high))) == 1
    assert len(_aloft(times, np.where(about, 0.09, low))) == 1


def test_legs_that_are_taken_for_each_other_every_now_and_then_do_not_hide_the_hold() -> None:
    motion = film_one_leg(OneLeg(legs=(LEFT,), reps=0, alone_s=6.0), SIDE)
    points = motion.points.copy()
    exchanged = (motion.times > 2.5) & (np.floor(motion.times) % 2 == 0)
    for part in ("knee", "ankle", "heel", "toe"):
        left, right = (motion.skeleton.index(part, side) for side in (LEFT, RIGHT))
        points[exchanged, left] = motion.points[exchanged, right]
        points[exchanged, right] = motion.points[exchanged, left]
    found = repetitions(BALANCE, subject_of(replace(motion, points=points), 88.0, on_one_foot=True))
    assert [rep.hold_s for rep in found] == pytest.approx([HELD_S], abs=0.3)


def test_long_raises_on_tiptoe_with_the_free_foot_low_are_no_balances() -> None:
    """The free foot seems to leave the floor only with the body."""
    motion = film_calf(Calf(level_s=1.0, hold_s=3.0, heights=(1.0, 1.0)))
    points = motion.points.copy()
    stands, free = (BODY.index("ankle", side) for side in (LEFT, RIGHT))
    points[:, free, 1] += points[0, stands, 1] - points[0, free, 1]
    assert not BALANCE.find(subject_of(replace(motion, points=points), 90.0, on_one_foot=True))


def test_a_balance_whose_knees_are_never_seen_is_timed() -> None:
    motion = film_one_leg(STANDS, FRONT)
    for side in (LEFT, RIGHT):
        motion = without(motion, "knee", side, 0.0, float(motion.times[-1]))
    found = repetitions(BALANCE, subject_of(motion, 0.0, on_one_foot=True))
    assert [rep.hold_s for rep in found] == pytest.approx([HELD_S] * 2, abs=0.3)
