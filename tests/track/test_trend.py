from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenstride.knowledge.judged import judged
from evenstride.model import Change, Course, Plan, Side, Workout, WorkSet
from evenstride.prescribe import first_plan
from evenstride.track import Reading, adherence_of, courses_of
from evenstride.track.trend import CAUTION

KNEE = judged()["squat.knee_medial_shift_pct.front.worst"]
assert KNEE.mdc is not None
LEAST = CAUTION * KNEE.mdc


def reading(created: str, value: float, half: float = 1.0, **other: str) -> Reading:
    named = {"movement": "squat", "view": "front", "name": "knee_medial_shift_pct", "side": "right", "moment": "worst"}
    return Reading(created, **{**named, **other}, unit="% leg length", value=value, low=value - half, high=value + half)


def course(*readings: Reading) -> Course:
    (one,) = courses_of(readings)
    return one


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.1, KNEE.half_width))
def test_a_change_is_one_beyond_the_minimal_detectable_change(before: float, after: float, half: float) -> None:
    one = course(reading("2026-02-05", after, half), reading("2026-01-05", before, half))
    assert one.difference == pytest.approx(after - before)
    assert one.smallest_real == pytest.approx(LEAST)
    if abs(abs(after - before) - LEAST) > 1e-6:
        assert one.change is (Change.CHANGED if abs(after - before) > LEAST else Change.NOISE)


def test_unsure_clips_need_a_larger_change() -> None:
    days = [reading("2026-01-05", 3.0, 2 * KNEE.half_width), reading("2026-02-05", 3.0, 2 * KNEE.half_width)]
    assert course(*days).smallest_real == pytest.approx(2 * LEAST)


def test_what_was_never_judged_rests_on_its_intervals() -> None:
    days = [reading(day, 1.0, 3.0, view="oblique") for day in ("2026-01-05", "2026-02-05")]
    assert course(*days).smallest_real == pytest.approx(CAUTION * 3.0 * 2**0.5)


def test_the_retest_with_raised_heels_has_the_error_of_the_squat_and_stays_apart() -> None:
    days = [reading(f"2026-0{m}-05", 1.0, movement=kind) for m in (1, 2) for kind in ("squat", "squat_heels_raised")]
    assert [one.smallest_real for one in courses_of(days)] == pytest.approx([LEAST, LEAST])


def test_one_day_cannot_tell() -> None:
    one = course(reading("2026-01-05T08:00", 3.0), reading("2026-01-05T09:00", 9.0))
    assert (one.change, one.since_last) == (Change.CANNOT_TELL, Change.CANNOT_TELL)
    assert one.days[0].value == 6.0


def test_what_the_last_screen_could_not_read_cannot_be_told() -> None:
    left = [reading(day, 1.0, side="left") for day in ("2026-01-05", "2026-02-05", "2026-03-05")]
    right = [reading(day, 9.0 * n) for n, day in enumerate(("2026-01-05", "2026-02-05"))]
    by_side = {one.side: one for one in courses_of([*left, *right])}
    assert by_side[Side.LEFT].change is Change.NOISE
    assert by_side[Side.RIGHT].change is Change.CANNOT_TELL
    assert "2026-03-05" in by_side[Side.RIGHT].unseen


@pytest.mark.parametrize(("after", "better"), [(2.0, True), (14.0, False)])
def test_away_from_the_fault_is_better(after: float, better: bool) -> None:
    assert course(reading("2026-01-05", 8.0), reading("2026-02-05", after)).better is better


def plan(created: str) -> Plan:
    return first_plan(created, "Kim", ())


def work(*days: str) -> list[Workout]:
    return [Workout(day, (WorkSet("clam_shell", Side.BOTH, reps=10),)) for day in days]


def test_adherence_counts_days_with_work_against_sessions_asked_for() -> None:
    logged = work("2026-01-01", "2026-01-06", "2026-01-08", "2026-02-01")
    done = adherence_of([plan("2026-01-05T08:00")], logged, "2026-01-19")
    assert done is not None
    assert (done.planned, done.done, done.percent) == (6, 2, 33)


def test_a_stopped_plan_asks_for_nothing_and_no_plan_for_nothing_either() -> None:
    first = plan("2026-01-05")
    stopped = replace(first, created="2026-01-12", lines=())
    done = adherence_of([first, stopped], [], "2026-02-12")
    assert done is not None
    assert done.planned == 3
    assert adherence_of([], [], "2026-02-12") is None
    without = adherence_of([], work("2026-01-06"), "2026-02-12")
    assert without is not None
    assert (without.planned, without.done, without.percent) == (0, 1, None)


def test_two_days_close_together_stand_together_so_that_one_odd_clip_decides_nothing() -> None:
    odd = course(*(reading(f"2026-{day}", value) for day, value in (("01-05", 3.0), ("02-16", 3.0), ("02-26", 9.0))))
    assert (odd.before.value, odd.now.value) == (3.0, 6.0)
    assert odd.change is Change.NOISE
    both = course(*(reading(f"2026-{day}", value) for day, value in (("01-05", 3.0), ("02-16", 9.0), ("02-26", 9.0))))
    assert both.change is Change.CHANGED
    apart = course(*(reading(f"2026-{day}", value) for day, value in (("01-05", 3.0), ("02-16", 3.0), ("04-06", 9.0))))
    assert (apart.now.value, apart.change) == (9.0, Change.CHANGED)
