"""Answers explain; pain and red flags stop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenstride.infer import Observed, infer, stops_of
from evenstride.knowledge import facts
from evenstride.model import Clip, Confidence, Effect, Estimate, Intake, Rep, Side, SidePair, View
from evenstride.model.skeleton import LEFT, RIGHT
from tests.infer.seen import Scene

KNEE = "squat.knees_cave_in"
POSSIBLE, LIKELY, UNCLEAR = Confidence.POSSIBLE, Confidence.LIKELY, Confidence.UNCLEAR


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        (Intake(cambered_road_low_side=RIGHT), "cambered_road_low_side"),
        (Intake(one_sided_training="left"), "one_sided_training"),
    ],
)
def test_a_habit_explains_and_makes_nothing_surer(answers: Intake, name: str) -> None:
    (told,) = Scene().see(KNEE, RIGHT, "+").told(answers)
    (reason,) = [r for r in told.trace if r.rests_on == (name,)]
    assert reason.effect is Effect.LEAVES
    assert told.confidence is POSSIBLE


def test_an_answer_about_the_other_side_is_left_out() -> None:
    answers = Intake(cambered_road_low_side=LEFT, one_sided_training="right")
    (told,) = Scene().see(KNEE, RIGHT, "+").told(answers)
    assert told == Scene().see(KNEE, RIGHT, "+").told()[0]


def test_the_source_of_a_weigh_is_cited_only_where_it_spoke() -> None:
    scene = Scene().see(KNEE, RIGHT, "+")
    assert "elmer2024" in scene.told(Intake(cambered_road_low_side=RIGHT))[0].sources
    assert "elmer2024" not in scene.told()[0].sources


@pytest.mark.parametrize(
    ("thigh", "confidence"),
    [
        (SidePair(50.0, 53.0), LIKELY),
        (SidePair(53.0, 50.0), UNCLEAR),
        (SidePair(52.0, 53.0), POSSIBLE),  # within the error of the tape
    ],
)
def test_a_thinner_thigh_speaks_for_the_lighter_leg_beyond_the_error_of_the_tape(
    thigh: SidePair, confidence: Confidence
) -> None:
    (told,) = Scene().see("squat.hips_shift", RIGHT, "+").told(Intake(girths_cm={"thigh": thigh}))
    assert (told.side, told.confidence) == (LEFT, confidence)


def test_pain_on_a_screen_stops_what_that_screen_says_and_no_other() -> None:
    scene = Scene().see(KNEE, RIGHT, "+").retest("persists").see("bird_dog.trunk_leans", LEFT, "+")
    answers = Intake(pain_during=("squat",))
    assert [i.group for i in scene.told(answers)] == ["core"]
    (stop,) = stops_of(answers)
    assert (stop.code, stop.movement) == ("pain_on_screen", "squat")
    assert "deep overhead squat" in stop.says
    assert "physical therapist" in stop.see


def test_pain_in_the_retest_drops_the_retest_alone() -> None:
    scene = Scene().see(KNEE, RIGHT, "+").retest("persists")
    assert scene.told()[0].confidence is LIKELY
    assert scene.told(Intake(pain_during=("squat_heels_raised",)))[0].confidence is POSSIBLE


@pytest.mark.parametrize("flag", facts().red_flags)
def test_every_red_flag_stops_everything(flag: str) -> None:
    answers = Intake(red_flags=(flag,))
    assert Scene().see(KNEE, RIGHT, "+").told(answers) == ()
    (stop,) = stops_of(answers)
    assert (stop.code, stop.movement) == (flag, None)
    assert stop.see


@pytest.mark.parametrize(("rating", "stopped"), [(0, False), (5, False), (6, True), (10, True)])
def test_strong_pain_stops_everything_from_six_on(rating: int, stopped: bool) -> None:
    answers = Intake(pain={"left_knee": rating})
    assert bool(stops_of(answers)) is stopped
    assert (Scene().see(KNEE, RIGHT, "+").told(answers) == ()) is stopped
    if stopped:
        assert f"left knee) at {rating} of 10" in stops_of(answers)[0].says


def test_no_answers_stop_nothing() -> None:
    assert stops_of(None) == stops_of(Intake()) == ()


@pytest.mark.parametrize(
    ("variants", "said"), [(("same_side",), True), (("same_side", "diagonal"), False), (("diagonal",), False)]
)
def test_the_version_that_few_can_hold_is_said(variants: tuple[str, ...], said: bool) -> None:
    clip = Clip("c1", "b.mp4", "0" * 64, "bird_dog", View.SIDE, Estimate(88, (80, 96)), LEFT, 30, 9, (540, 960), 270)
    reps = tuple(Rep("c1", LEFT, n, n, n + 0.5, n + 1.0, variant=v) for n, v in enumerate(variants, 1))
    seen = replace(Scene().see("bird_dog.trunk_leans", LEFT, "+").observed(), clips=(clip,), reps=reps)
    (told,) = infer(seen)
    assert any(r.rests_on == ("bird_dog.same_side",) for r in told.trace) is said
    assert told.confidence is POSSIBLE


def test_nothing_seen_says_nothing() -> None:
    assert infer(Observed(())) == ()
    assert Scene().see(KNEE, LEFT, "-").see("squat.hips_shift", Side.NONE, "-").told() == ()
