"""``evenstride log`` without an exercise: today's session as a checklist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evenstride.cli.saying import say
from evenstride.language import tr

if TYPE_CHECKING:
    from evenstride.model import PlanLine, WorkSet


def say_today(place: str | None, athlete: str, day: str | None) -> None:
    """Say what the plan asks for today, line by line, and what of it is done.

    Raises
    ------
    UnknownAthleteError
        If the store knows nobody of that name.
    """
    from evenstride.cli.history import history_of
    from evenstride.cli.store import day_of
    from evenstride.knowledge import facts
    from evenstride.pipeline import plan_for_now
    from evenstride.report import words
    from evenstride.report.plan_words import amount_of

    when = day_of(day)
    history = history_of(place, athlete)
    plan = plan_for_now(history)
    if plan is None:
        say("There is no plan yet: evenstride plan RESULTS --athlete NAME.")
        return
    for text in plan.says if not plan.lines else ():
        say(text)
    done = [one for workout in history.workouts if workout.day == when for one in workout.sets]
    if plan.lines:
        weekday = tr(f"{date.fromisoformat(when):%A}")
        say(f"{athlete}, {weekday}, {tr(words.day(when))}: " + tr(f"about {plan.minutes_per_session} minutes"))
    for line in plan.lines:
        missing = _missing(line, done)
        left = "" if not missing else f"  (still: {missing})"
        say(f"[{' ' if missing else 'x'}] {facts().exercises[line.exercise].title}: {amount_of(line)}{left}")
    if plan.lines and not any(_missing(line, done) for line in plan.lines):
        say("All done for today.")


def _missing(line: PlanLine, done: list[WorkSet]) -> str:
    """Return what of a line is still to do, in words; "" if nothing."""
    from evenstride.model import Mode, Side
    from evenstride.model.skeleton import SIDES

    own = [one.side for one in done if one.exercise == line.exercise]
    if line.mode is Mode.TWO_LEGGED:
        left = line.sets.left - len(own)
        return f"{left} sets" if left > 0 else ""
    asked = dict(zip(SIDES, (line.sets.left, line.sets.right), strict=True))
    left_over = {side: asked[side] - own.count(side) - own.count(Side.BOTH) for side in SIDES}
    return ", ".join(f"{side} {n}" for side, n in left_over.items() if n > 0)
