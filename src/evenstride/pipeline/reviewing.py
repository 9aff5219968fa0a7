"""Looking back: everything known of an athlete in, how they stand today out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from evenstride.infer.strength import weaker
from evenstride.model.assessment import Assessment
from evenstride.model.difference import difference_of
from evenstride.model.plan import Mode, Plan
from evenstride.model.review import Apart, Course, DayValue, HomeTest, Review
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.pipeline.looping import History, plan_for_now
from evenstride.prescribe import compared
from evenstride.track import Reading, adherence_of, courses_of

CONFIRM_IN_DAYS = 7
"""Even once has to be seen on another day: soon, so that nothing else changes meanwhile."""

WITHOUT_PLAN_WEEKS = 6


def review_of(athlete: str, history: History, readings: Sequence[Reading], today: str) -> Review:
    """Return how an athlete stands on a day (ISO date).

    Parameters
    ----------
    readings
        Every number of the history's assessments.
    """
    courses = courses_of(readings)
    plan = plan_for_now(history)
    retest_on, why = _retest(history, courses, plan, today)
    return Review(
        athlete=athlete,
        day=today,
        courses=courses,
        apart=tuple(_apart(history.assessments)),
        tests=tuple(HomeTest(test, weaker(test)) for test in history.tests),
        adherence=adherence_of(history.plans, history.workouts, today),
        plan=plan,
        retest_on=retest_on,
        retest_why=why,
    )


def _apart(assessments: Sequence[Assessment]) -> Iterator[Apart]:
    """Yield right minus left of every measure that was read on both sides of one clip, day by day."""
    days: dict[tuple[str, str, str, str, str], dict[str, DayValue]] = {}
    for seen in assessments:
        clips = {clip.id: clip for clip in seen.clips}
        sides = {(m.clip, m.name, m.moment, m.side): m for m in seen.measures}
        for (clip, name, moment, side), right in sides.items():
            left = sides.get((clip, name, moment, LEFT))
            difference = difference_of(left, right) if side is RIGHT and left is not None else None
            if difference is not None and clips[clip].movement is not None:
                key = (str(clips[clip].movement), name, str(clips[clip].view), moment, right.unit)
                day = seen.created[:10]
                days.setdefault(key, {})[day] = DayValue(day, difference.value, difference.half_width)
    for key, own in sorted(days.items()):
        yield Apart(*key, days=tuple(own[day] for day in sorted(own)))


def _retest(history: History, courses: Sequence[Course], plan: Plan | None, today: str) -> tuple[str | None, str]:
    """Return when to film again, and why; no day where a plan is stopped, or nothing was filmed yet."""
    last = max((course.days[-1].day for course in courses), default="")
    if plan is not None and plan.stops and not plan.lines:
        return None, "Not before the reason for the stop is cleared with whoever the plan names."
    if not last:
        return None, "Nothing was filmed yet: film the screens first."
    if plan is not None and _even_once(history, plan):
        day = _later(last, CONFIRM_IN_DAYS)
        return day, "On the last day left and right were even; if another day says the same, both legs work together."
    weeks = plan.retest_in_weeks if plan is not None else WITHOUT_PLAN_WEEKS
    day = _later(last, 7 * weeks)
    if day < today:
        return day, f"{weeks} weeks after the last screen; that day is past, so film when it suits."
    return day, f"{weeks} weeks after the last screen: strength takes that long to show."


def _even_once(history: History, plan: Plan) -> bool:
    """Tell whether a group that a plan still evens out was even on the last day it was compared, taken by itself."""
    last = {one.group: one.today is Side.NONE for one in compared(history.assessments, history.tests)}
    lines = (line for line in plan.lines if line.mode is Mode.WEAKER_FIRST)
    return any(line.groups and all(last.get(group, False) for group in line.groups) for line in lines)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
