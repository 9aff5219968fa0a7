from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from evenstride.knowledge import facts
from evenstride.model import Measure
from evenstride.report import scale
from evenstride.report.scale import Axis
from tests.report.markup import Element, parsed
from tests.report.squatting import criterion, measures, squat_assessment


def percent(element: Element, name: str) -> float:
    return float(element.attributes[name].removesuffix("%"))


def of_class(svg: str, name: str) -> list[Element]:
    return [e for e in parsed(svg).elements if name in e.attributes.get("class", "").split()]


def test_interval_and_value_stand_where_their_numbers_are() -> None:
    left, right = measures()[:2]
    knees = criterion("knees_cave_in")
    axis = scale.axis_for([left, right], knees)
    svg = scale.svg([left, right], knees)
    intervals = of_class(svg, "interval")
    assert [e.attributes["data-side"] for e in intervals] == ["left", "right"]
    for measure, drawn in zip((left, right), intervals, strict=True):
        assert measure.interval is not None
        assert percent(drawn, "x1") == pytest.approx(axis.percent(measure.interval[0]), abs=0.01)
        assert percent(drawn, "x2") == pytest.approx(axis.percent(measure.interval[1]), abs=0.01)
    disc = of_class(svg, "value")[0]
    assert left.value is not None
    assert percent(disc, "cx") == pytest.approx(axis.percent(left.value), abs=0.01)
    assert percent(intervals[0], "x1") < percent(disc, "cx") < percent(intervals[0], "x2")


def test_a_present_fault_lies_wholly_in_the_shaded_zone_and_an_absent_one_beside_it() -> None:
    left, right = measures()[:2]
    svg = scale.svg([left, right], criterion("knees_cave_in"))
    fault = of_class(svg, "fault")[0]
    start, end = percent(fault, "x"), percent(fault, "x") + percent(fault, "width")
    absent, present = of_class(svg, "interval")
    assert start < percent(present, "x1") < percent(present, "x2") < end
    grey = of_class(svg, "grey")[0]
    assert percent(absent, "x2") < percent(grey, "x")


def test_threshold_stands_in_the_middle_of_its_grey_zone() -> None:
    knees = criterion("knees_cave_in")
    svg = scale.svg(measures()[:2], knees)
    line, grey = of_class(svg, "threshold")[0], of_class(svg, "grey")[0]
    assert float(line.attributes["data-value"]) == knees.threshold
    assert percent(line, "x1") == pytest.approx(percent(grey, "x") + percent(grey, "width") / 2, abs=0.02)
    assert float(grey.attributes["data-low"]) == knees.threshold - knees.uncertainty
    assert float(grey.attributes["data-high"]) == knees.threshold + knees.uncertainty


def test_left_and_right_share_one_axis() -> None:
    left, right = measures()[:2]
    same = replace(right, value=left.value, interval=left.interval)
    first, second = of_class(scale.svg([left, same], None), "interval")
    assert percent(first, "x1") == percent(second, "x1")
    assert percent(first, "x2") == percent(second, "x2")


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        ("knees_cave_in", ["clear", "grey", "fault"]),
        ("shallow_squat", ["fault", "grey", "clear"]),
        ("hips_shift", ["fault", "grey", "clear", "grey", "fault"]),
    ],
)
def test_zones_cover_the_axis_without_gap(fault: str, kinds: list[str]) -> None:
    of_fault = criterion(fault)
    measure = next(m for m in measures() if m.name == of_fault.measure)
    axis = scale.axis_for([measure], of_fault)
    zones = scale.zones_for(axis, of_fault)
    assert [z.kind for z in zones] == kinds
    assert zones[0].low == axis.low
    assert zones[-1].high == axis.high
    assert all(a.high == b.low for a, b in pairwise(zones))


def test_axis_holds_everything_with_air() -> None:
    of_fault = criterion("hips_shift")
    measure = next(m for m in measures() if m.name == of_fault.measure)
    axis = scale.axis_for([measure], of_fault)
    assert measure.interval is not None
    for value in (*measure.interval, of_fault.threshold, -of_fault.threshold):
        assert 4 < axis.percent(value) < 96


def test_axis_of_nothing_and_of_one_number() -> None:
    unseen = measures()[-1]
    assert scale.axis_for([unseen], None).low < scale.axis_for([unseen], None).high
    certain = replace(measures()[0], value=5.0, interval=(5.0, 5.0))
    axis = scale.axis_for([certain], None)
    assert axis.low < 5 < axis.high


def test_ticks_are_round_and_within() -> None:
    axis = Axis(-3.4, 10.2)
    assert axis.ticks() == [0, 5, 10]
    assert np.allclose(Axis(0.0, 0.09).ticks(), [0, 0.02, 0.04, 0.06, 0.08])
    assert [scale.nice_step(v) for v in (0.9, 1.0, 1.1, 3, 7, 30)] == [1, 1, 2, 5, 10, 50]


def test_a_side_that_was_not_measured_has_a_row_that_says_so() -> None:
    right, left = measures()[5:7]
    svg = scale.svg([left, right], criterion("heels_lift"))
    assert len(of_class(svg, "interval")) == 1
    assert re.search('Left</tspan> <tspan class="quiet">not measured', svg)
    assert "Left: not measured" in parsed(svg).all("svg")[0].attributes["aria-label"]


def test_says_in_words_what_it_shows() -> None:
    label = parsed(scale.svg(measures()[:2], criterion("knees_cave_in"))).all("svg")[0].attributes["aria-label"]
    assert "Right: 7.0\u202f% of leg length, 95 % interval 5.3 to 8.7" in label
    assert "threshold 4 ±\u202f1\u202f% of leg length" in label


def test_criterion_is_found_by_measure_moment_and_view() -> None:
    assessment = squat_assessment()

    def threshold(measure: Measure) -> float | None:
        found = scale.criterion_for(assessment, measure)
        return found.threshold if found else None

    knee = assessment.measure("m1")
    assert threshold(knee) == facts().fault("squat", "knees_cave_in").criteria[0].threshold
    assert threshold(replace(knee, moment="at_60_deg")) is None
    assert threshold(replace(knee, clip="c2")) is None
