"""Home tests: a verdict only beyond the error, and what a test settles of what a screen left open."""

from __future__ import annotations

import pytest

from evenstride.infer import infer, settled, strength_test, weaker
from evenstride.knowledge import facts
from evenstride.model import Confidence, Effect, Outcome, Side, StrengthTest
from evenstride.model.skeleton import LEFT, RIGHT
from tests.infer.seen import Scene

DAY = "2026-03-01"


@pytest.mark.parametrize(
    ("key", "left", "right", "noise", "lags"),
    [
        ("calf_raise_to_failure", 23, 18, 6.0, Side.NONE),
        ("calf_raise_to_failure", 25, 18, 6.0, RIGHT),
        ("calf_raise_to_failure", 40, 33, 8.0, Side.NONE),  # seven of forty: under a fifth
        ("single_leg_bridge_reps", 30, 24, 7.2, Side.NONE),  # 24 % of the better side
        ("one_leg_sit_to_stand", 12.0, 10.0, 1.28, LEFT),  # slower is weaker
        ("one_leg_sit_to_stand", 11.0, 10.0, 1.28, Side.NONE),
        ("side_plank", 60, 31, 30.5, Side.NONE),
        ("side_plank", 31, 62, 30.5, LEFT),
        ("one_leg_stance_eyes_open", 40, 29, 12.0, Side.NONE),
        ("girth_thigh", 54, 51, 1.5, Side.NONE),  # a tape names no weaker side
    ],
)
def test_a_side_lags_only_beyond_the_published_error(
    key: str, left: float, right: float, noise: float, lags: Side
) -> None:
    test = strength_test(key, DAY, left, right)
    assert test.noise == pytest.approx(noise, abs=0.05)
    assert weaker(test) is lags


def test_every_test_has_an_error() -> None:
    for key in facts().norms:
        assert strength_test(key, DAY, 10, 10).sd > 0


def test_symmetry_has_an_interval_that_holds_100_where_nothing_can_be_told() -> None:
    noisy, plain = (strength_test("calf_raise_to_failure", DAY, 23, right) for right in (19, 10))
    assert noisy.symmetry_pct == pytest.approx(82.6, abs=0.1)
    for test, holds in ((noisy, True), (plain, False)):
        interval = test.symmetry_interval_pct
        assert interval is not None
        assert interval[0] < (test.symmetry_pct or 0) < interval[1]
        assert (interval[1] >= 100) is holds
    assert StrengthTest("x", DAY, 0, 0, "reps", 1).symmetry_interval_pct is None


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [(25, 14, Outcome.SUPPORTED), (14, 25, Outcome.REFUTED), (25, 24, Outcome.OPEN)],
)
def test_a_reading_of_weakness_is_settled_by_the_side_that_lags(left: float, right: float, outcome: Outcome) -> None:
    other = facts().alternatives["weak_calf"]
    found, told = settled(other, RIGHT, [strength_test("calf_raise_to_failure", DAY, left, right)])
    assert found is outcome
    assert f"left {left} and right {right}" in told


def test_a_reading_of_tightness_is_settled_the_other_way_round() -> None:
    other = facts().alternatives["stiff_hip"]
    slow_left = strength_test("one_leg_sit_to_stand", DAY, 14, 10)
    assert settled(other, LEFT, [slow_left])[0] is Outcome.REFUTED


def test_the_newest_test_counts_and_without_a_side_nothing_is_settled() -> None:
    other = facts().alternatives["weak_calf"]
    old = strength_test("calf_raise_to_failure", "2026-01-01", 25, 14)
    new = strength_test("calf_raise_to_failure", "2026-02-01", 25, 24)
    assert settled(other, RIGHT, [new, old])[0] is Outcome.OPEN
    assert settled(other, Side.BOTH, [old]) == (None, "")
    assert settled(other, RIGHT, []) == (None, "")


def test_a_screen_with_a_test_says_what_it_settled() -> None:
    scene = Scene().see("hurdle.hip_turns_out", RIGHT, "+")
    (plain,) = scene.told()
    assert all(a.outcome is None for a in plain.alternatives)
    observed = scene.observed()
    tests = (strength_test("side_plank", DAY, 80, 20),)
    (told,) = infer(type(observed)(observed.findings, observed.measures, tests=tests))
    (answered,) = [a for a in told.alternatives if a.settled_by == "side_plank"]
    assert answered.outcome is Outcome.SUPPORTED
    assert "the right lags" in answered.told


@pytest.mark.parametrize(
    ("left", "right", "effect", "confidence"),
    [
        (80, 40, Effect.RAISES, Confidence.LIKELY),
        (40, 80, Effect.LOWERS, Confidence.UNCLEAR),
        (50, 45, Effect.LEAVES, Confidence.POSSIBLE),
    ],
)
def test_a_test_of_the_very_group_moves_the_confidence(
    left: float, right: float, effect: Effect, confidence: Confidence
) -> None:
    observed = Scene().see("squat.knees_cave_in", RIGHT, "+").observed()
    tests = (strength_test("side_plank", DAY, left, right),)
    (told,) = infer(type(observed)(observed.findings, observed.measures, tests=tests))
    (step,) = [reason for reason in told.trace if reason.rule == "side_plank"]
    assert step.effect is effect
    assert told.confidence is confidence
