from __future__ import annotations

import pytest

from evenstride.detect import judge
from evenstride.knowledge import Criterion, facts
from evenstride.model.finding import Verdict

KNEES = facts().fault("squat", "knees_cave_in").criteria[0]
DEPTH = facts().fault("squat", "shallow_squat").criteria[0]
HIPS = facts().fault("squat", "hips_shift").criteria[0]


def _past(criterion: Criterion, by: float) -> float:
    """Return a value `by` beyond the grey zone of the threshold, on the faulty side."""
    reach = criterion.uncertainty + by
    return criterion.threshold - reach if criterion.direction == "below" else criterion.threshold + reach


def test_the_criteria_here_cover_all_three_directions() -> None:
    assert {c.direction for c in (KNEES, DEPTH, HIPS)} == {"above", "below", "beyond"}


@pytest.mark.parametrize("criterion", [KNEES, DEPTH, HIPS])
def test_all_of_the_interval_past_the_grey_zone_is_present(criterion: Criterion) -> None:
    near, far = sorted((_past(criterion, 0.1), _past(criterion, 3.0)))
    assert judge(criterion, (near, far)) is Verdict.PRESENT


@pytest.mark.parametrize("criterion", [KNEES, DEPTH, HIPS])
def test_an_interval_that_reaches_into_the_grey_zone_is_possible(criterion: Criterion) -> None:
    near, far = sorted((_past(criterion, -0.1), _past(criterion, 3.0)))
    assert judge(criterion, (near, far)) is Verdict.POSSIBLE


@pytest.mark.parametrize("criterion", [KNEES, DEPTH, HIPS])
def test_none_of_the_interval_near_the_threshold_is_absent(criterion: Criterion) -> None:
    near, far = sorted((_past(criterion, -2.1 * criterion.uncertainty), _past(criterion, -3.0 * criterion.uncertainty)))
    assert judge(criterion, (near, far)) is Verdict.ABSENT


def test_beyond_counts_to_both_sides_and_across_zero_is_never_present() -> None:
    far = _past(HIPS, 1.0)
    assert judge(HIPS, (-far - 2, -far)) is Verdict.PRESENT
    assert judge(HIPS, (-far, far)) is Verdict.POSSIBLE
    assert judge(HIPS, (-1.0, 1.0)) is Verdict.ABSENT
