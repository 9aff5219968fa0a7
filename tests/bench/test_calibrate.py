"""How corrections and errors are set from rows, on rows whose right answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from bench.calibrate import FEWEST_ROWS, RECORDED, fit
from bench.observe import Row

SHIFT = "squat.shank_lean_deg.side.bottom"
COUNT = "hurdle.touch_downs.front.counted"


def _rows(key: str, errors: list[float], tags: tuple[str, ...] = ()) -> list[Row]:
    budget = {"pose_model": 1.0, "view": 0.0, "keypoint_noise": 0.0, "repetitions": 0.0}
    return [
        Row(f"{tags}{n}", tags, f"{tags}{n}", key, "none", 30.0 + e, 1.0, 0.0, 0.0, 30.0, 0.0, 0.0, budget)
        for n, e in enumerate(errors)
    ]


def test_recorded_people_weigh_as_much_as_the_many_planned_bodies() -> None:
    planned, recorded = _rows(SHIFT, [0.0] * 60), _rows(SHIFT, [4.0] * FEWEST_ROWS, (RECORDED,))
    line = fit(planned + recorded)
    assert line.offset == pytest.approx(-2.0)
    assert line.sd == pytest.approx(2.0, rel=0.1)


def test_too_few_recorded_people_weigh_as_they_are() -> None:
    planned, recorded = _rows(SHIFT, [0.0] * 60), _rows(SHIFT, [4.0] * (FEWEST_ROWS - 1), (RECORDED,))
    assert fit(planned + recorded).offset == pytest.approx(-4.0 * len(recorded) / (60 + len(recorded)))


def test_a_count_never_seen_wrong_may_be_wrong_by_one_in_a_repetition_of_three_of_n_clips() -> None:
    assert fit(_rows(COUNT, [0.0] * 48)).sd == pytest.approx(np.sqrt(3 / 48) / 3)
