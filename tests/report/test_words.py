from __future__ import annotations

from dataclasses import replace

import pytest

from evenstride.model import ErrorBudget, Problem, Rep, Side
from evenstride.report import words
from evenstride.report.story import how_sure
from tests.report.squatting import REPS, measures


@pytest.mark.parametrize(
    ("value", "places", "told"),
    [(6.04, 1, "6.0"), (-2.0, 0, "−2"), (-0.04, 1, "0.0"), (0.0, 0, "0"), (-0.05, 2, "−0.05")],
)
def test_number(value: float, places: int, told: str) -> None:
    assert words.number(value, places) == told


def test_quantity_carries_its_unit() -> None:
    assert words.quantity(104.2, "deg", 0) == "104°"
    assert words.quantity(6.1, "% leg length", 1) == "6.1\u202f%"
    assert words.quantity(6.1, "% leg length", 1, long=True) == "6.1\u202f% of leg length"
    assert words.quantity(0.0, "count", 1) == "0"
    assert words.quantity(1.5, "count", 1) == "1.5"
    assert words.quantity(3, "parsec", 0) == "3\u202fparsec"
    assert words.unit_words("deg") == "°"


def test_an_unmeasured_value_is_said_to_be_so() -> None:
    unseen = measures()[-1]
    assert words.value_of(unseen) == "not measured"
    assert words.interval_of(unseen) == words.give_or_take(unseen) == ""
    assert how_sure([unseen]) == ""


@pytest.mark.parametrize(
    ("budget", "cause"),
    [
        (ErrorBudget(3, 1, 1, 1), "pose model"),
        (ErrorBudget(1, 3, 1, 1), "camera"),
        (ErrorBudget(1, 1, 3, 1), "jitter"),
        (ErrorBudget(1, 1, 1, 3), "repetitions"),
    ],
)
def test_largest_cause(budget: ErrorBudget, cause: str) -> None:
    assert cause in words.largest_cause(budget)


def test_how_sure_names_each_cause_when_sides_differ() -> None:
    left, right = measures()[:2]
    other = replace(right, budget=ErrorBudget(2, 0.1, 0.1, 0.1))
    told = how_sure([left, other])
    assert "(left), most of it from the camera’s angle" in told
    assert "(right), most of it from how well the pose model finds joints" in told


def test_what_nobody_wrote_words_for_is_still_told() -> None:
    assert words.title_of_measure("elbow_bend_deg") == "elbow bend deg"
    assert words.title_of_movement("cart_wheel") == "Cart wheel"
    assert words.title_of_problem(Problem("lens_cap_on", 0, 1, "Take it off.")) == "Lens cap on"
    assert words.decimals("elbow_bend_deg") == 1


def test_rep_name() -> None:
    own = REPS[:3]
    assert words.rep_name(own[1], own) == "repetition 2 of 3"
    assert words.rep_name(own[0], own[:1]) == "the one repetition"
    shallow = Rep("c1", Side.BOTH, 4, 9, 10, 11, counted=False, why_not="too shallow")
    assert words.rep_name(shallow, (*own, shallow)) == "repetition 4, not counted"


def test_who_stands_on_one_leg_holds_and_repeats_nothing() -> None:
    own = REPS[:3]
    assert words.rep_name(own[1], own, "single_leg_balance") == "hold 2 of 3"
    assert words.rep_name(own[0], own[:1], "single_leg_balance") == "the only hold"
    assert words.rep_name(own[1], own, "single_leg_bridge") == "repetition 2 of 3"


def test_a_side_nobody_knows_is_said_to_be_so_only_beside_a_named_one() -> None:
    assert words.side_beside(Side.NONE, [Side.NONE]) == ""
    assert words.side_beside(Side.NONE, [Side.RIGHT, Side.NONE]) == "Side not known"
    assert words.side_beside(Side.RIGHT, [Side.RIGHT, Side.NONE]) == "Right"
