"""Clam shells counted and given to the side that is up."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

from evenstride.capture.view import lying_viewpoint_of
from evenstride.measure.side_lying import heel_gap, knee_opening, knee_turn_deg, resting_turn_deg, spells
from evenstride.model.clip import View
from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from evenstride.signal.posture import Posture
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_clam import LOW_IN_FRONT, Clam, film_clam, one_after_the_other, with_knees_exchanged
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.fixtures.study import measures_of, one, subject_of

CLAM = movements()["clam_shell"]
FURTHER_ROUND = Camera(yaw_deg=12.0, height_m=0.5, distance_m=5.0, noise_px=1.0)


@pytest.mark.parametrize("camera", [LOW_IN_FRONT, FURTHER_ROUND])
@pytest.mark.parametrize("top", SIDES)
def test_every_clam_shell_is_found_on_the_side_that_is_up(camera: Camera, top: Side) -> None:
    found = repetitions(CLAM, subject_of(film_clam(Clam(top), camera), camera.yaw_deg))
    assert [rep.side for rep in found] == [top] * 4
    assert all(rep.counted for rep in found)


def test_half_a_clam_shell_is_shown_and_not_counted() -> None:
    found = repetitions(CLAM, subject_of(film_clam(Clam(half=(1,))), 0.0))
    assert [rep.counted for rep in found] == [True, False, True, True]
    assert found[1].why_not == "the knee opened only part of the way"


@pytest.mark.parametrize("opening_deg", [30.0, 50.0])
def test_the_opening_is_the_knees_turn_about_hip_and_ankle(opening_deg: float) -> None:
    subject = subject_of(film_clam(Clam(opening_deg=opening_deg)), 0.0)
    assert float(knee_opening.series(subject, LEFT).max()) == pytest.approx(opening_deg, abs=4)


def test_heels_that_part_are_measured_and_heels_that_stay_are_not() -> None:
    def gap_pct(heel_gap_m: float) -> float:
        value = one(measures_of(CLAM, film_clam(Clam(heel_gap_m=heel_gap_m)), 0.0), "heel_gap_pct", LEFT).value
        assert value is not None
        return value

    assert gap_pct(0.10) - gap_pct(0.0) == pytest.approx(100 * 0.10 / 0.84, abs=1.5)


def test_a_heel_that_stays_seems_to_rise_the_more_the_further_the_knee_rests_turned_up() -> None:
    def read(turned_up_deg: float) -> float:
        subject = subject_of(film_clam(Clam(opening_deg=50)), 0.0)
        rests = resting_turn_deg(subject, LEFT, spells(subject)[0])
        turn = knee_turn_deg(subject, LEFT)
        with patch("evenstride.measure.side_lying.knee_turn_deg", lambda *_: turn + turned_up_deg):
            assert rests == pytest.approx(resting_turn_deg(subject, LEFT, spells(subject)[0]) - turned_up_deg)
            return float(heel_gap.series(subject, LEFT)[np.nanargmax(turn)])

    assert read(0.0) - read(10.0) == pytest.approx(1.6, abs=0.3)


def test_a_heel_below_that_hides_behind_the_other_one_parts_nothing() -> None:
    """While the knees are together it is drawn where the upper one is, and once they open where it lies."""
    motion = film_clam(Clam())
    subject = subject_of(motion, 0.0)
    together = knee_opening.series(subject, LEFT) < 8.0
    points = motion.points.copy()
    below, above = (motion.skeleton.index("heel", side) for side in (RIGHT, LEFT))
    points[together, below] = points[together, above]
    gap = heel_gap.series(subject_of(replace(motion, points=points), 0.0), LEFT)
    assert np.nanmax(gap) == pytest.approx(np.nanmax(heel_gap.series(subject, LEFT)), abs=1.0)


def test_names_that_contradict_the_head_are_nobodys() -> None:
    found = repetitions(CLAM, subject_of(with_knees_exchanged(film_clam(Clam())), 0.0))
    assert [(rep.side, rep.counted) for rep in found] == [(Side.NONE, True)] * 4


@pytest.mark.parametrize("top", SIDES)
def test_from_behind_the_side_is_asked_for_and_not_guessed(top: Side) -> None:
    """The head lies on the other side of the picture then, which contradicts the names of the legs."""
    behind = Camera(yaw_deg=180.0, height_m=0.3, distance_m=8.0)
    found = repetitions(CLAM, subject_of(film_clam(Clam(top), behind), 0.0))
    assert [(rep.side, rep.counted) for rep in found] == [(Side.NONE, True)] * Clam().reps


@pytest.mark.parametrize("first", SIDES)
def test_both_sides_in_one_clip_are_each_named(first: Side) -> None:
    found = repetitions(CLAM, subject_of(one_after_the_other(Clam(first), Clam(first.mirror())), 0.0))
    assert [(rep.side, rep.counted) for rep in found] == [(first, True)] * 4 + [(first.mirror(), True)] * 4


def test_rolling_onto_the_back_is_no_clam_shell() -> None:
    """Both knees point to the ceiling then, and neither hip is the upper one."""
    motion = film_clam(Clam())
    points = motion.points.copy()
    rolled = slice(round(30 * 3.8), round(30 * 6.2))
    for side in SIDES:
        row = motion.skeleton.index("hip", side)
        points[rolled, row] = points[rolled, [motion.skeleton.index("hip", other) for other in SIDES]].mean(axis=1)[:1]
    found = repetitions(CLAM, subject_of(replace(motion, points=points), 0.0))
    assert [rep.counted for rep in found] == [True] * 3


def test_repetitions_of_no_side_ask_for_it_and_for_no_other_clip() -> None:
    missing = one(measures_of(CLAM, with_knees_exchanged(film_clam(Clam())), 0.0), "heel_gap_pct", LEFT).undetermined
    assert missing is not None
    assert missing.code == "side_not_told"
    assert "--side left" in missing.advice


@pytest.mark.parametrize("top", SIDES)
def test_the_head_says_which_side_is_up(top: Side) -> None:
    seen = lying_viewpoint_of(film_clam(Clam(top)), Posture.SIDE_LYING)
    assert (seen.view, seen.near_side) == (View.FRONT, top)


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), Camera(yaw_deg=0)), 0.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_bridge(Bridge()), 90.0),
        (film_clam(Clam(opening_deg=0.0)), 0.0),
    ],
    ids=["squat", "bird_dog", "bridge", "lying still"],
)
def test_what_is_no_clam_shell_is_none(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(CLAM, subject_of(motion, yaw_deg)) == ()


def test_a_knee_that_was_never_seen_counts_nothing() -> None:
    motion = film_clam(Clam())
    points = motion.points.copy()
    points[:, [motion.skeleton.index("knee", side) for side in (LEFT, RIGHT)]] = float("nan")
    assert repetitions(CLAM, subject_of(replace(motion, points=points), 0.0)) == ()
