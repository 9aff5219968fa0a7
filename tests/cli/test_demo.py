from __future__ import annotations

from dataclasses import replace

import pytest

from evenstride.cli.demo import read_truths, rows
from tests.exchange.samples import assessment

DOCUMENT = {
    "clips": {
        "front.mp4": [
            {"name": "knee_medial_shift_pct", "side": "right", "moment": "worst", "value": 7.0},
            {"name": "knee_medial_shift_pct", "side": "left", "moment": "worst", "value": 1.0},
        ],
        "side.mp4": [{"name": "heel_lift_deg", "side": "left", "moment": "worst", "value": 12.0}],
    }
}


def test_truth_stands_beside_what_was_measured() -> None:
    first, second = rows(assessment(), read_truths(DOCUMENT))
    assert first == (
        "front.mp4",
        "knee_medial_shift_pct, worst of the rep",
        "right",
        "6.1 ± 1.7 % of leg length",
        "4.4 to 7.8",
        "7.0 % of leg length",
        "inside",
    )
    assert second[3:] == ("the left foot is hidden", "", "12°", "")


@pytest.mark.parametrize(("interval", "word"), [((4.0, 7.0), "inside"), ((4.0, 6.9), "OUTSIDE")])
def test_a_truth_outside_the_interval_is_not_hidden(interval: tuple[float, float], word: str) -> None:
    found = assessment()
    measure = replace(found.measures[0], interval=interval)
    row = next(iter(rows(replace(found, measures=(measure,)), read_truths(DOCUMENT))))
    assert row[-1] == word


def test_a_measure_without_a_known_truth_is_left_out() -> None:
    assert list(rows(assessment(), {})) == []
