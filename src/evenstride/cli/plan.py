"""``evenstride plan``: an assessment in, weeks of sessions out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.cli.saying import say
from evenstride.errors import UsageError
from evenstride.exchange.folder import probe_file, write_file
from evenstride.language import Told, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from evenstride.model.plan import Plan
    from evenstride.prescribe import PlanOptions

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Change:
    """A coach's change of one line; None leaves a number as it is."""

    exercise: str
    author: str | None
    reason: str | None
    reps: int | None
    left_sets: int | None
    right_sets: int | None


def run(
    results: Path | None,
    athlete: str | None,
    store: str | None,
    *,
    weeks: int,
    days: int,
    json_file: str | None,
    change: Change | None,
) -> None:
    """Make the plan, say it, keep it for an athlete, and write it where it was asked for.

    Raises
    ------
    UsageError
        If there is nothing to make a plan of, or a change lacks its author or reason.
    """
    from evenstride.exchange.plan_json import to_json
    from evenstride.prescribe import PlanOptions

    if json_file and json_file != STANDARD_OUTPUT:
        probe_file(Path(json_file))
    if results is None and athlete is None:
        raise UsageError("nothing to make a plan of", "name the folder that assess wrote, or --athlete")
    tell = partial(say, err=json_file == STANDARD_OUTPUT)
    options = PlanOptions(weeks=weeks, days_per_week=days)
    plan = _plan(results, athlete, store, options)
    if change is not None:
        plan = _changed(plan, change)
    if athlete is not None:
        from evenstride.cli.store import kept

        kept(store, athlete, to_json(plan), Path("plan.json"), tell)
    if json_file == STANDARD_OUTPUT:
        click.echo(to_json(plan).encode("utf-8"), nl=False)
    elif json_file:
        write_file(Path(json_file), to_json(plan))
    say_plan(plan, tell)


def _plan(results: Path | None, athlete: str | None, store: str | None, options: PlanOptions) -> Plan:
    from evenstride.cli.history import history_of
    from evenstride.exchange.assessment_json import load
    from evenstride.pipeline import plan_for_now, plan_out_of

    if results is None:
        plan = plan_for_now(history_of(store, athlete or ""), options)
        if plan is None:
            raise UsageError(f"nothing is kept of {athlete} to make a plan of", "evenstride assess ... --athlete NAME")
        return plan
    seen = load(results)
    if athlete is None:
        return plan_out_of(seen, options)
    from evenstride.cli.store import kept

    source = results / "assessment.json" if results.is_dir() else results
    kept(store, athlete, source.read_text(encoding="utf-8"), source, lambda said: None)
    known = history_of(store, athlete)
    made = plan_out_of(replace(seen, athlete=athlete), options)
    return plan_for_now(replace(known, plans=(*known.plans, made)), options) or made


def _changed(plan: Plan, change: Change) -> Plan:
    from evenstride.model import SetsPerSide
    from evenstride.prescribe import overridden

    key = change.exercise.lower().replace("-", "_")
    line = next((one for one in plan.lines if one.exercise == key), None)
    if line is None:
        lines = ", ".join(one.exercise for one in plan.lines) or "none"
        raise UsageError(f"the plan has no line {change.exercise!r}", f"its lines: {lines}")
    if not change.author or not change.reason:
        raise UsageError("a change needs who makes it and why", "give --author and --reason")
    left = line.sets.left if change.left_sets is None else change.left_sets
    right = line.sets.right if change.right_sets is None else change.right_sets
    return overridden(plan, key, change.author, change.reason, reps=change.reps, sets=SetsPerSide(left, right))


def say_plan(plan: Plan, say: Callable[[str], object]) -> None:
    """Say a plan in the terminal: line by line, each with its reason."""
    from evenstride.knowledge import facts
    from evenstride.report.plan_words import amount_of

    if plan.lines:
        say(f"{plan.weeks} weeks, {plan.days_per_week} days a week, about {plan.minutes_per_session} minutes a session")
    for number, line in enumerate(plan.lines, 1):
        say(f"\n{number}. {facts().exercises[line.exercise].title}: {amount_of(line)}")
        for text in (line.how, f"Easier: {line.easier} Harder: {line.harder}", f"Why: {line.why}"):
            say(Told(click.wrap_text(tr(text), 100, "   ", "   ")))
    say("")
    for one in plan.overrides:
        told = tr(f"Changed by {one.author}: {one.exercise}, {one.after} (before: {one.before}).")
        say(Told(click.wrap_text(f"{told} {one.reason}", 100)))
    for text in plan.says:
        say(Told(click.wrap_text(tr(text), 100)))
