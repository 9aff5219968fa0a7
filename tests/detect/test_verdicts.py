from __future__ import annotations

import pytest

from evenstride.detect import judge
from evenstride.knowledge import Criterion, facts
from evenstride.model.finding import Verdict

KNEES = facts().fault("squat", "knees_cave_in").criteria[0]
DEPTH = facts().fault("squat", "shallow_squat").criteria[0]
HIPS = facts().fault("squat", "hips_shift").criteria[0]


def _around(criterion: Criterion, past: float, half: float) -> tuple[float, float]:
    """Return an interval of ± `half` about a value `past` the threshold, on the faulty side; both in grey zones."""
    sign = -1.0 if criterion.direction == "below" else 1.0
    middle = criterion.threshold + sign * past * criterion.uncertainty
    return middle - half * criterion.uncertainty, middle + half * criterion.uncertainty


def test_the_criteria_here_cover_all_three_directions() -> None:
    assert {c.direction for c in (KNEES, DEPTH, HIPS)} == {"above", "below", "beyond"}


# Half an interval of 2.4 grey zones and the grey zone itself, 1, combine to 2.6.
@pytest.mark.parametrize("criterion", [KNEES, DEPTH, HIPS])
@pytest.mark.parametrize(
    ("past", "verdict"),
    [(2.7, Verdict.PRESENT), (2.5, Verdict.POSSIBLE), (0.0, Verdict.POSSIBLE), (-2.5, Verdict.POSSIBLE)],
)
def test_interval_and_grey_zone_combine_as_squares(criterion: Criterion, past: float, verdict: Verdict) -> None:
    assert judge(criterion, _around(criterion, past, 2.4)) is verdict


@pytest.mark.parametrize("criterion", [KNEES, DEPTH, HIPS])
def test_a_value_further_below_the_threshold_than_both_errors_is_absent(criterion: Criterion) -> None:
    assert judge(criterion, _around(criterion, -2.7, 2.4)) is Verdict.ABSENT


@pytest.mark.parametrize("criterion", [KNEES, DEPTH, HIPS])
def test_a_value_without_error_still_has_to_clear_the_grey_zone(criterion: Criterion) -> None:
    assert judge(criterion, _around(criterion, 1.1, 0.0)) is Verdict.PRESENT
    assert judge(criterion, _around(criterion, 0.9, 0.0)) is Verdict.POSSIBLE
    assert judge(criterion, _around(criterion, -1.1, 0.0)) is Verdict.ABSENT


def test_beyond_counts_to_both_sides_and_across_zero_is_never_present() -> None:
    far = HIPS.threshold + 2 * HIPS.uncertainty
    assert judge(HIPS, (-far - 2, -far)) is Verdict.PRESENT
    assert judge(HIPS, (-far, far)) is Verdict.POSSIBLE
    assert judge(HIPS, (-1.0, 1.0)) is Verdict.ABSENT
