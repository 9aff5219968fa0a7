from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.measure.performed import Performed
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, Side
from evenstride.movements import movements
from evenstride.movements.recognise import Seeing, recognise, repetitions, shown_instead
from evenstride.signal.posture import Posture
from tests.fixtures.figures import FIGURES
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.study import subject_of

SQUAT = movements()["squat"]


@pytest.mark.parametrize("name", FIGURES)
def test_every_movement_is_recognised_as_what_it_is(name: str) -> None:
    recognised = recognise(_seeing(*FIGURES[name]))
    assert recognised is not None
    assert recognised.key == name.split(" ")[0]


@pytest.mark.parametrize("key", ["hurdle", "single_leg_rdl", "single_leg_calf_raise"])
def test_a_movement_yields_to_the_one_that_explains_as_much_of_the_clip(key: str) -> None:
    seeing = _seeing(*FIGURES["single_leg_squat"])
    rep = Performed(LEFT, 0.0, 1.0, 30.0, 0.3)
    yielding = movements()[key]
    instead = shown_instead(yielding, (rep,), seeing)
    assert instead is not None
    assert instead.key == "single_leg_squat"
    assert shown_instead(yielding, (replace(rep, end_s=900.0),) * 20, seeing) is None
    assert shown_instead(movements()["single_leg_squat"], (rep,), seeing) is None


@pytest.mark.parametrize(("from_s", "instead"), [(0.0, "heel_walk"), (300.0, None)])
def test_steps_before_and_after_are_not_shown_instead(from_s: float, instead: str | None) -> None:
    """Who walks in, squats and walks out has taken more steps than squats."""
    squat = Performed(LEFT, from_s, from_s + 1.0, from_s + 60.0, 0.3)
    shown = shown_instead(movements()["single_leg_squat"], (squat,), _seeing(*FIGURES["heel_walk"]))
    assert (shown.key if shown else None) == instead


@pytest.mark.parametrize("name", ["squat", "single_leg_calf_raise"])
def test_calf_raises_in_which_the_hips_sink_a_little_once_are_no_squat(name: str) -> None:
    found = (Performed(Side.BOTH, 0.0, 1.0, 2.0, 0.07),)
    instead = shown_instead(SQUAT, found, _seeing(*FIGURES[name]))
    assert (instead.key if instead else "squat") == name


def _seeing(motion: Motion, yaw_deg: float) -> Seeing:
    seen = {on: subject_of(motion, yaw_deg, on_one_foot=on) for on in (False, True)}
    return lambda movement: seen[movement.posture is Posture.ONE_FOOT]


@pytest.mark.parametrize("yaw_deg", [0.0, 90.0, -90.0])
@pytest.mark.parametrize("reps", [1, 3, 5])
def test_every_squat_is_found_and_turns_when_it_turns(yaw_deg: float, reps: int) -> None:
    figure = Squat(reps=reps)
    subject = subject_of(film(figure, Camera(yaw_deg=yaw_deg, noise_px=1.0)), yaw_deg)
    found = repetitions(SQUAT, subject)
    turns = [figure.stand_s + n * (figure.rep_s + figure.stand_s) + figure.rep_s / 2 for n in range(reps)]
    assert [r.turn_s for r in found] == pytest.approx(turns, abs=0.1)


def test_a_quarter_squat_counts() -> None:
    figure = Squat(flexion_deg=45, shank_lean_deg=15)
    assert len(repetitions(SQUAT, subject_of(film(figure, Camera()), 0.0))) == 3


def test_standing_still_is_no_movement() -> None:
    subject = subject_of(film(Squat(flexion_deg=0, shank_lean_deg=0, trunk_lean_deg=0), Camera(noise_px=1.0)), 0.0)
    assert repetitions(SQUAT, subject) == ()
    assert recognise(lambda _: subject) is None


def test_a_hand_held_camera_that_sways_does_not_hide_the_squat() -> None:
    motion = film(Squat(), Camera())
    sway = 80 * np.sin(motion.times)[:, None, None]
    assert len(repetitions(SQUAT, subject_of(replace(motion, points=motion.points + sway), 0.0))) == 3


def test_a_squat_is_found_from_the_side_though_the_far_half_is_hidden() -> None:
    motion = film(Squat(), Camera(yaw_deg=90))
    for part in ("shoulder", "hip", "ankle"):
        motion = without(motion, part, RIGHT, 0.0, 99.0)
    assert len(repetitions(SQUAT, subject_of(motion, 90.0))) == 3


def test_a_lunge_is_no_squat() -> None:
    motion = film(Squat(), Camera(yaw_deg=90))
    assert repetitions(SQUAT, subject_of(_stepping(motion), 90.0)) == ()


def _stepping(motion: Motion) -> Motion:
    """Let the left foot step forward and back once per repetition."""
    points = motion.points.copy()
    step = 150 * np.abs(np.sin(motion.times))
    for part in ("ankle", "heel", "toe"):
        points[:, BODY.index(part, LEFT), 0] += step
    return replace(motion, points=points)
