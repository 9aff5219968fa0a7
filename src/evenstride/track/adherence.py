"""Done of what was planned: sessions asked for against days with work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from evenstride.model.plan import Plan
from evenstride.model.review import Adherence
from evenstride.model.work import Workout

DAYS_IN_WEEK = 7


def adherence_of(plans: Sequence[Plan], workouts: Sequence[Workout], today: str) -> Adherence | None:
    """Return sessions planned and days logged from the first plan to today; None before there is a plan or work.

    Parameters
    ----------
    plans
        Every plan there was, in the order in which they were made; each holds until the next.
    today
        ISO date; work of later days is left out.
    """
    begun = [min(plan.created[:10], today) for plan in plans]
    since = min(begun or [workout.day for workout in workouts], default=None)
    if since is None:
        return None
    asked = sum(_asked(plan, a, b) for plan, (a, b) in zip(plans, pairwise([*begun, today]), strict=True))
    days = [_apart(since, workout.day) for workout in workouts if since <= workout.day <= today]
    weeks = [0] * (_apart(since, today) // DAYS_IN_WEEK + 1)
    for day in days:
        weeks[day // DAYS_IN_WEEK] += 1
    per_week = plans[-1].days_per_week if plans and plans[-1].lines else 0
    return Adherence(since, today, round(asked), len(days), tuple(weeks), per_week)


def _asked(plan: Plan, begun: str, ended: str) -> float:
    """Return how many sessions a plan asked for between two days; one that was stopped asks for none."""
    return plan.days_per_week * max(_apart(begun, ended), 0) / DAYS_IN_WEEK if plan.lines else 0.0


def _apart(one: str, other: str) -> int:
    """Return how many days lie between two."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
