from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from evenstride.cli import main
from evenstride.errors import UsageError
from evenstride.exchange.ics import to_ics
from evenstride.exchange.plan_json import to_json
from evenstride.model import Stop
from evenstride.prescribe import PlanOptions, first_plan

MADE = "2026-01-07T08:00:00+00:00"


@pytest.mark.parametrize(("days", "first"), [(2, (12, 15)), (3, (12, 14, 16))])
def test_training_days_come_weekly_from_the_first_monday_and_a_retest_ends_them(
    days: int, first: tuple[int, ...]
) -> None:
    plan = first_plan(MADE, "Kim", (), options=PlanOptions(weeks=6, days_per_week=days))
    events: list[Any] = Calendar.from_ical(to_ics(plan).decode()).walk("VEVENT")
    *training, retest = events
    assert [event["dtstart"].dt for event in training] == [date(2026, 1, day) for day in first]
    assert {tuple(event["rrule"]["count"]) for event in training} == {(6,)}
    assert (retest["dtstart"].dt, str(retest["summary"])) == (date(2026, 2, 23), "Film the screens again")
    assert "Single-leg squat: left 2, right 2 sets of 10 repetitions" in str(training[0]["description"])
    assert to_ics(plan) == to_ics(plan)
    assert len({str(event["uid"]) for event in (*training, retest)}) == days + 1


def test_a_stopped_plan_has_no_days() -> None:
    stopped = first_plan(MADE, "Kim", (), stops=(Stop("limp", None, "A limp comes first.", "See a doctor."),))
    with pytest.raises(UsageError, match="See a doctor"):
        to_ics(stopped)


def test_the_command_writes_a_calendar(tmp_path: Path) -> None:
    source = tmp_path / "plan.json"
    source.write_text(to_json(first_plan(MADE, "Kim", ())), encoding="utf-8")
    assert main(["export", "ics", str(source), "--out", str(tmp_path / "plan.ics")]) == 0
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert main(["export", "ics", str(tmp_path / "none.json"), "--out", str(tmp_path / "x.ics")]) == 2
