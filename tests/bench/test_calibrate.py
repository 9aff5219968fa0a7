"""How corrections and errors are set from rows, on rows whose right answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.calibrate import FEWEST_ROWS, RECORDED, fit
from bench.observe import Row

SHIFT = "squat.shank_lean_deg.side.bottom"
INWARD = "single_leg_squat.knee_medial_shift_pct.front.worst"
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


def test_what_is_zero_in_standing_and_read_a_quarter_too_small_is_stretched() -> None:
    noise = np.random.default_rng(3).normal(0.0, 0.6, 60)
    clean = [replace(row, truth=0.0, value=float(e)) for row, e in zip(_rows(INWARD, [0.0] * 45), noise, strict=False)]
    plain = [
        replace(row, truth=9.0, value=9.0 / 1.25 + float(e))
        for row, e in zip(_rows(INWARD, [0.0] * 15, ("plain",)), noise[45:], strict=True)
    ]
    line = fit(clean + plain)
    assert line.slope == pytest.approx(0.25, abs=0.05)
    assert (line.offset, line.per_range) == (0.0, 0.0)


def test_a_count_never_seen_wrong_may_be_wrong_by_one_in_a_repetition_of_three_of_n_clips() -> None:
    assert fit(_rows(COUNT, [0.0] * 48)).sd == pytest.approx(np.sqrt(3 / 48) / 3)
