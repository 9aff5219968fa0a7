from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from evenstride.model import Curve, Side, Signals
from evenstride.report import charts, curves, plots
from evenstride.report.charts import Frame, Trace
from evenstride.report.scale import Axis
from tests.report.squatting import REPS, criterion, squat_assessment


def test_a_repetition_is_cut_from_start_to_end() -> None:
    assessment = squat_assessment()
    measure = assessment.measure("m5")
    trace = curves.over_rep(assessment, measure, Side.NONE, REPS[0])
    assert trace is not None
    raw = trace.values
    assert len(raw) == curves.STEPS
    assert raw[0] == pytest.approx(4, abs=0.5)
    assert raw.max() == pytest.approx(46, abs=1.5)
    turn = curves.turn_percent((REPS[0],))
    assert turn is not None
    assert np.argmax(raw) == pytest.approx(turn / 100 * (curves.STEPS - 1), abs=1)


def test_a_gap_stays_a_gap() -> None:
    assessment = squat_assessment()
    measure = assessment.measure("m5")
    old = assessment.signals["c2"]
    values = np.array(old.curves[1].values)
    values[(old.motion.times > 1.4) & (old.motion.times < 1.8)] = np.nan
    holey = Curve("trunk_lean_deg", Side.NONE, "deg", old.motion.times, values)
    assessment = replace(assessment, signals={"c2": Signals(old.motion, (holey,))})
    trace = curves.over_rep(assessment, measure, Side.NONE, REPS[0])
    assert trace is not None
    share = np.linspace(0.8, 3.1, curves.STEPS)
    assert np.isnan(trace.values[(share > 1.5) & (share < 1.7)]).all()
    assert curves.value_at(assessment, measure, Side.NONE, 1.6) is None
    svg = charts.svg([trace], Frame(Axis(0, 60), "deg", None, 90), "", None)
    assert svg.count('class="curve"') == 2


def test_no_curve_no_trace() -> None:
    assessment = replace(squat_assessment(), signals={})
    measure = assessment.measure("m1")
    assert curves.over_rep(assessment, measure, Side.LEFT, REPS[0]) is None
    assert curves.mean_and_spread(assessment, measure, Side.LEFT) is None
    assert curves.value_at(assessment, measure, Side.LEFT, 2.0) is None
    assert plots.rep_row(assessment, measure, None, (Side.LEFT,)) is None
    assert plots.mean_plots(assessment, assessment.clips[0]) == ()


def test_mean_and_spread_are_over_the_counted_repetitions() -> None:
    assessment = squat_assessment()
    measure = assessment.measure("m5")
    middle = curves.mean_and_spread(assessment, measure, Side.NONE)
    assert middle is not None
    assert middle.spread is not None
    rows = [curves.over_rep(assessment, measure, Side.NONE, r).values for r in REPS[3:]]  # type: ignore[union-attr]
    assert np.allclose(middle.values, np.mean(rows, axis=0))
    assert np.allclose(middle.spread, np.std(rows, axis=0, ddof=1))
    once = replace(assessment, reps=REPS[3:4])
    alone = curves.mean_and_spread(once, measure, Side.NONE)
    assert alone is not None
    assert alone.spread is None
    uncounted = tuple(replace(r, counted=False) for r in REPS)
    assert curves.mean_and_spread(replace(assessment, reps=uncounted), measure, Side.NONE) is None


def test_a_side_is_averaged_over_its_own_repetitions() -> None:
    assessment = squat_assessment()
    sided = tuple(replace(r, side=s) for r, s in zip(REPS[:3], (Side.LEFT, Side.RIGHT, Side.LEFT), strict=True))
    assessment = replace(assessment, reps=sided)
    measure = assessment.measure("m1")
    assert [r.index for r in curves.reps_for(assessment, measure, Side.LEFT)] == [1, 3]
    assert [r.index for r in curves.reps_for(assessment, measure, Side.NONE)] == [1, 2, 3]


def test_small_multiples_share_an_axis_and_tell_each_value() -> None:
    assessment = squat_assessment()
    measure = assessment.measure("m2")
    knees = criterion("knees_cave_in")
    row = plots.rep_row(assessment, measure, knees, (Side.LEFT, Side.RIGHT))
    assert row is not None
    assert [p.title for p in row.rows[0]] == ["Rep 1", "Rep 2", "Rep 3"]
    assert [dict(p.values)[Side.RIGHT] for p in row.rows[0]] == ["7.4\u202f%", "6.9\u202f%", "6.6\u202f%"]
    lines = [re.findall(r'class="threshold" data-value="4"[^>]* y1="([\d.]+)"', p.svg) for p in row.rows[0]]
    assert lines[0] == lines[1] == lines[2]
    assert ["tick" in p.svg for p in row.rows[0]] == [True, False, False]


def test_an_uncounted_repetition_is_shown_with_its_reason() -> None:
    assessment = squat_assessment()
    reps = (REPS[0], replace(REPS[1], counted=False, why_not="too shallow"), REPS[2])
    row = plots.rep_row(replace(assessment, reps=reps), assessment.measure("m2"), None, (Side.RIGHT,))
    assert row is not None
    assert row.rows[0][1].not_counted == "too shallow"
    assert row.rows[0][0].values == (), "three values for two repetitions: nobody knows which belongs to which"


def test_many_repetitions_wrap() -> None:
    assessment = squat_assessment()
    reps = tuple(replace(REPS[0], index=n + 1) for n in range(9))
    row = plots.rep_row(replace(assessment, reps=reps), assessment.measure("m2"), None, (Side.RIGHT,))
    assert row is not None
    assert [len(r) for r in row.rows] == [4, 4, 1]
    assert row.across == 4


def test_the_threshold_of_a_value_at_the_turn_is_drawn_around_the_turn() -> None:
    depth = criterion("shallow_squat")
    frame = Frame(Axis(0, 130), "deg", depth, 90)
    svg = charts.svg([Trace(Side.RIGHT, np.linspace(0, 120, 9))], frame, "", 50.0)
    gate = re.search(r'class="threshold"[^>]* x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)"', svg)
    assert gate
    assert [float(v) for v in gate.groups()] == pytest.approx([38, 62, 100 * (1 - 100 / 130)], abs=0.01)


def test_a_far_threshold_does_not_flatten_the_curve() -> None:
    lean = criterion("trunk_falls_forward")
    axis = charts.axis_around([Trace(Side.NONE, np.array([1.0, 2.0, 3.0]))], lean)
    assert axis.high < 10
    flat = charts.axis_around([Trace(Side.NONE, np.zeros(4))], None)
    assert flat.low < 0 < flat.high
    assert charts.axis_around([], None).low < charts.axis_around([], None).high
