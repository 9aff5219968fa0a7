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
    done = sum(since <= workout.day <= today for workout in workouts)
    return Adherence(since, today, round(asked), done)


def _asked(plan: Plan, begun: str, ended: str) -> float:
    """Return how many sessions a plan asked for between two days; one that was stopped asks for none."""
    days = (date.fromisoformat(ended) - date.fromisoformat(begun)).days
    return plan.days_per_week * max(days, 0) / DAYS_IN_WEEK if plan.lines else 0.0
