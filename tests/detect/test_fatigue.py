from __future__ import annotations

import numpy as np
import pytest

from evenstride.detect.fatigue import HOLD, RANGE, TEMPO, trend, trends_of
from evenstride.model import Measure, Rep, Side


def rep(index: int, range_pct: float, *, side: Side = Side.LEFT, counted: bool = True, hold_s: float = 1.0) -> Rep:
    start = 4.0 * index
    return Rep("c1", side, index, start, start + 1, start + 3, hold_s, counted, None, range_pct, start + 1)


def test_a_shrinking_range_is_told_with_what_it_lost() -> None:
    found = trend(RANGE, Side.LEFT, "%", [100, 98, 97, 94, 92, 91, 88])
    assert found.changed
    assert found.change is not None
    assert found.change_interval is not None
    assert found.change == pytest.approx(-12.0, abs=0.5)
    assert found.change_interval[0] < found.change < found.change_interval[1] < 0


def test_repetitions_that_only_differ_are_no_trend() -> None:
    found = trend(RANGE, Side.LEFT, "%", [100, 92, 99, 91, 98, 93, 99, 92])
    assert found.change is not None
    assert not found.changed


def test_few_repetitions_tell_no_trend() -> None:
    found = trend(RANGE, Side.LEFT, "%", [100, 90, 80, 70])
    assert (found.change, found.change_interval, found.changed) == (None, None, False)
    assert found.per_rep == (100, 90, 80, 70)


@pytest.mark.parametrize("count", [5, 8, 15])
def test_pure_noise_is_called_a_change_in_about_one_of_twenty(count: int) -> None:
    rng = np.random.default_rng(7)
    called = [trend("x", Side.LEFT, "%", list(rng.normal(0, 1, count))).changed for _ in range(2000)]
    assert 0.03 < np.mean(called) < 0.065


def test_each_side_has_its_own_and_what_does_not_count_stays_out() -> None:
    reps = [rep(1, 80), rep(2, 40, counted=False), rep(3, 100), rep(4, 90, side=Side.RIGHT)]
    found = {(one.name, one.side): one for one in trends_of(reps, (), "single_leg_bridge")}
    assert found[RANGE, Side.LEFT].per_rep == (80, 100)
    assert found[RANGE, Side.RIGHT].per_rep == (100,)
    assert found[TEMPO, Side.LEFT].per_rep == (2.0, 2.0), "the hold is no part of the tempo"


def test_what_is_held_for_long_has_the_length_of_its_holds_and_neither_range_nor_tempo() -> None:
    found = trends_of([rep(1, 20, hold_s=9.0), rep(2, 22, hold_s=7.0)], (), "single_leg_balance")
    assert [(one.name, one.per_rep) for one in found] == [(HOLD, (9.0, 7.0))]


def test_judged_measures_go_along_and_others_do_not() -> None:
    def measure(name: str, moment: str, per_rep: tuple[float, ...]) -> Measure:
        value = float(np.mean(per_rep))
        return Measure("m1", name, Side.LEFT, "c1", value, "deg", (0.0, 9.0), per_rep, "down", "then", moment)

    measures = (
        measure("hip_line_deg", "hold", (3, 4)),
        measure("hip_line_deg", "bottom", (3, 4)),
        measure("hip_sink_deg", "hold_worst", (3, 4, 5)),
    )
    names = [one.name for one in trends_of([rep(1, 80), rep(2, 90)], measures, "single_leg_bridge")]
    assert names == [RANGE, TEMPO, "hip_line_deg"], "what was not read in every repetition has no trend"


def test_what_a_leg_nobody_can_name_did_is_no_trend_of_a_named_one() -> None:
    def lean(side: Side) -> Measure:
        per_rep = (1.0, 2.0) if side is Side.NONE else (3.0, 4.0)
        return Measure("m1", "trunk_lean_deg", side, "c1", 2.0, "deg", (0.0, 9.0), per_rep, "forward", "top", "back_up")

    reps = [rep(1, 80), rep(2, 90), rep(3, 80, side=Side.NONE), rep(4, 90, side=Side.NONE)]
    found = trends_of(reps, (lean(Side.LEFT), lean(Side.NONE)), "single_leg_rdl")
    leans = [(one.side, one.per_rep) for one in found if one.name == "trunk_lean_deg"]
    assert leans == [(Side.LEFT, (3.0, 4.0)), (Side.NONE, (1.0, 2.0))]
