"""A plan as a calendar (iCalendar, RFC 5545): its training days, and the day to film the screens again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from evenstride.errors import UsageError
from evenstride.knowledge import facts
from evenstride.language import tr
from evenstride.model.plan import Plan, PlanLine

if TYPE_CHECKING:
    from icalendar import Event

WEEKDAYS = {1: (0,), 2: (0, 3), 3: (0, 2, 4)}
"""Monday 0; with a day of rest between."""


def to_ics(plan: Plan) -> bytes:
    """Return the calendar of a plan, whole days, from the first Monday on or after the day it was made.

    The same plan gives the same bytes.

    Raises
    ------
    UsageError
        If the plan has no training days because something stops it.
    """
    from icalendar import Calendar

    if not plan.lines:
        raise UsageError("this plan has no training days", "; ".join(plan.says) or "make a plan first")
    made = datetime.fromisoformat(plan.created)
    monday = made.date() + timedelta(days=-made.weekday() % 7)
    calendar = Calendar()
    calendar.add("prodid", "-//Evenstride//Training plan//EN")
    calendar.add("version", "2.0")
    told = "\n\n".join(_in_words(line) for line in plan.lines)
    for weekday in WEEKDAYS[plan.days_per_week]:
        event = _event(made, monday + timedelta(days=weekday), f"Train ({plan.minutes_per_session} min)", told)
        event.add("rrule", {"freq": "weekly", "count": plan.weeks})
        calendar.add_component(event)
    retest = monday + timedelta(weeks=plan.retest_in_weeks)
    calendar.add_component(_event(made, retest, "Film the screens again", "The same clips, the same places."))
    return bytes(calendar.to_ical())


def _event(made: datetime, day: date, title: str, told: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{day.isoformat()}-{made:%Y%m%d%H%M%S}@evenstride")
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("summary", tr(title))
    event.add("description", tr(told))
    return event


def _in_words(line: PlanLine) -> str:
    title = facts().exercises[line.exercise].title
    each = f"{line.reps} repetitions" if line.reps is not None else f"{line.seconds:g} s" if line.seconds else ""
    return f"{title}: left {line.sets.left}, right {line.sets.right} sets of {each or f'{line.metres:g} m'}. {line.how}"
