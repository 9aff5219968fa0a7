"""``evenstride plan``: an assessment in, weeks of sessions out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.exchange.folder import probe_file, write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from evenstride.model.plan import Plan, PlanLine

STANDARD_OUTPUT = "-"


def run(results: Path, *, weeks: int, days: int, json_file: str | None) -> None:
    """Make the plan, say it, and write it where it was asked for."""
    from evenstride.exchange.assessment_json import load
    from evenstride.exchange.plan_json import to_json
    from evenstride.prescribe import PlanOptions, first_plan

    if json_file and json_file != STANDARD_OUTPUT:
        probe_file(Path(json_file))
    seen = load(results)
    options = PlanOptions(weeks=weeks, days_per_week=days)
    plan = first_plan(seen.created, seen.athlete, seen.imbalances, seen.intake, seen.stops, options)
    if json_file == STANDARD_OUTPUT:
        click.echo(to_json(plan).encode("utf-8"), nl=False)
    elif json_file:
        write_file(Path(json_file), to_json(plan))
    say_plan(plan, partial(click.echo, err=json_file == STANDARD_OUTPUT))


def say_plan(plan: Plan, say: Callable[[str], object]) -> None:
    """Say a plan in the terminal: line by line, each with its reason."""
    from evenstride.knowledge import facts

    if plan.lines:
        say(f"{plan.weeks} weeks, {plan.days_per_week} days a week, about {plan.minutes_per_session} minutes a session")
    for number, line in enumerate(plan.lines, 1):
        say(f"\n{number}. {facts().exercises[line.exercise].title}: {_amount(line)}")
        for text in (line.how, f"Easier: {line.easier} Harder: {line.harder}", f"Why: {line.why}"):
            say(click.wrap_text(text, 100, "   ", "   "))
    say("")
    for text in plan.says:
        say(click.wrap_text(text, 100))


def _amount(line: PlanLine) -> str:
    each = f"{line.reps} repetitions" if line.reps is not None else f"{line.seconds:g} seconds" if line.seconds else ""
    each = each or f"{line.metres:g} metres"
    sets = line.sets
    same = f"{sets.left} sets of {each}" + (" a side" if line.mode != "two_legged" else "")
    parts = same if sets.left == sets.right else f"left {sets.left}, right {sets.right} sets of {each}"
    begins = f", {line.first} first" if line.first in ("left", "right") else ""
    reserve = f"; stop with {line.reps_in_reserve} in reserve" if line.reps is not None else ""
    return f"{parts}{begins}{reserve}; {line.rest_s:g} s rest"
