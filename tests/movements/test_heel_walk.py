"""Steps on the heels counted, left and right, with what the nearer forefoot does."""

from __future__ import annotations

import pytest

from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from tests.fixtures.stick import LEG_M, Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_calf import Calf, film_calf
from tests.fixtures.stick_calf import exchanged as legs_exchanged
from tests.fixtures.stick_clam import Clam, film_clam
from tests.fixtures.stick_heel_walk import ON_THE_LEFT, HeelWalk, film_heel_walk
from tests.fixtures.study import measures_of, one, subject_of

WALK = movements()["heel_walk"]
FROM_THE_RIGHT = Camera(yaw_deg=-83.0, height_m=0.6, distance_m=5.0, noise_px=1.0)


@pytest.mark.parametrize("camera", [ON_THE_LEFT, FROM_THE_RIGHT])
@pytest.mark.parametrize("first", SIDES)
def test_every_step_is_found_with_its_foot(camera: Camera, first: Side) -> None:
    found = repetitions(WALK, subject_of(film_heel_walk(HeelWalk(first), camera), camera.yaw_deg))
    assert [rep.side for rep in found] == [first if n % 2 == 0 else first.mirror() for n in range(7)]
    assert all(rep.counted for rep in found)


def test_a_step_whose_feet_are_taken_for_each_other_keeps_its_turn() -> None:
    motion = legs_exchanged(film_heel_walk(HeelWalk(steps=8)), 2.95, 3.55)
    found = repetitions(WALK, subject_of(motion, 90.0))
    assert [rep.side for rep in found] == [LEFT, RIGHT] * 4


def test_the_length_of_a_step_is_that_between_the_feet() -> None:
    value = one(measures_of(WALK, film_heel_walk(HeelWalk(length_m=0.34)), 90.0), "step_length_pct", LEFT).value
    assert value == pytest.approx(100 * 0.34 / LEG_M, abs=8)


def test_the_nearer_forefoot_is_read_and_the_farther_is_not() -> None:
    def up_deg(up_left_deg: float) -> float:
        found = measures_of(WALK, film_heel_walk(HeelWalk(up_left_deg=up_left_deg, up_right_deg=5.0)), 90.0)
        assert [m.side for m in found if m.name == "forefoot_up_deg"] == [LEFT]
        value = one(found, "forefoot_up_deg", LEFT).value
        assert value is not None
        return value

    assert up_deg(25.0) > up_deg(15.0) + 5 > up_deg(5.0) + 10


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), Camera(yaw_deg=90)), 90.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_clam(Clam()), 0.0),
        (film_calf(Calf()), 90.0),
        (film_heel_walk(HeelWalk(length_m=0.0)), 90.0),
    ],
    ids=["squat", "bird dog", "clam shell", "calf raise", "standing still"],
)
def test_what_is_no_walk_is_none(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(WALK, subject_of(motion, yaw_deg)) == ()
