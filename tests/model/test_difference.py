from __future__ import annotations

from dataclasses import replace

import pytest

from evenstride.model import ErrorBudget, Measure, Side, Undetermined
from evenstride.model.difference import Difference, difference_of


def knee(side: Side, value: float, budget: ErrorBudget, clip: str = "c1") -> Measure:
    half = budget.half_width
    return Measure(
        f"m-{side}", "knee_medial_shift_pct", side, clip, value, "% leg length", (value - half, value + half),
        (value,), "toward the midline", "worst", "worst", 2.0, budget,
    )  # fmt: skip


POSE = ErrorBudget(pose_model=3.0, view=0.0, keypoint_noise=0.0, repetitions=0.0)
VIEW = ErrorBudget(pose_model=0.0, view=3.0, keypoint_noise=0.0, repetitions=0.0)
MIRROR = ErrorBudget(pose_model=0.0, view=0.0, keypoint_noise=0.0, repetitions=0.0, mirror=3.0)


def between(left: Measure, right: Measure) -> Difference:
    found = difference_of(left, right)
    assert found is not None
    return found


def test_is_right_minus_left_and_knows_the_larger() -> None:
    found = between(knee(Side.LEFT, 1.0, POSE), knee(Side.RIGHT, 11.0, POSE))
    assert found.value == 10.0
    assert found.interval[0] < found.value < found.interval[1]
    assert found.larger is Side.RIGHT
    assert between(knee(Side.LEFT, 11.0, POSE), knee(Side.RIGHT, 1.0, POSE)).larger is Side.LEFT


def test_what_differs_from_side_to_side_adds_as_squares() -> None:
    found = between(knee(Side.LEFT, 1.0, POSE), knee(Side.RIGHT, 1.0, POSE))
    assert found.half_width == pytest.approx(2**0.5 * POSE.half_width)
    assert found.larger is Side.NONE


@pytest.mark.parametrize("budget", [VIEW, MIRROR])
def test_what_moves_the_legs_of_one_clip_oppositely_adds_in_full(budget: ErrorBudget) -> None:
    left, right = knee(Side.LEFT, 1.0, budget), knee(Side.RIGHT, 1.0, budget)
    assert between(left, right).half_width == pytest.approx(2 * budget.half_width)
    other_clip = between(left, replace(right, clip="c2"))
    assert other_clip.half_width == pytest.approx(2**0.5 * budget.half_width)


def test_without_a_budget_the_intervals_add_in_full() -> None:
    left, right = (replace(knee(s, 1.0, POSE), budget=None) for s in (Side.LEFT, Side.RIGHT))
    assert between(left, right).half_width == pytest.approx(2 * POSE.half_width)


def test_nothing_is_known_of_a_side_that_was_not_measured() -> None:
    left, right = knee(Side.LEFT, 1.0, POSE), knee(Side.RIGHT, 1.0, POSE)
    unseen = replace(right, value=None, interval=None, budget=None, undetermined=Undetermined("x", "why", "what to do"))
    assert difference_of(left, unseen) is None


def test_two_measures_are_no_pair() -> None:
    with pytest.raises(ValueError, match="no left and right of each other"):
        difference_of(knee(Side.LEFT, 1.0, POSE), replace(knee(Side.RIGHT, 1.0, POSE), name="fppa_deg", unit="deg"))
