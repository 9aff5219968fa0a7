"""A plan in words, for pages and the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from evenstride.knowledge import facts
from evenstride.model.plan import Mode, Plan, PlanLine
from evenstride.model.skeleton import SIDES


@dataclass(frozen=True, slots=True)
class LineStory:
    """One line of a plan as a page tells it."""

    title: str
    amount: str
    why: str


def plan_lines(plan: Plan | None) -> list[LineStory]:
    """Return the lines of a plan as a page tells them; none where there is no plan, or it is stopped."""
    lines = plan.lines if plan else ()
    return [LineStory(facts().exercises[one.exercise].title, amount_of(one), one.why) for one in lines]


def amount_of(line: PlanLine) -> str:
    """Return what a line asks for in one session: sets, repetitions or seconds or metres, which side begins, rest."""
    each = f"{line.reps} repetitions" if line.reps is not None else f"{line.seconds:g} seconds" if line.seconds else ""
    each = each or f"{line.metres:g} metres"
    sets = line.sets
    same = f"{sets.left} sets of {each}" if line.mode is Mode.TWO_LEGGED else f"{sets.left} sets of {each} a side"
    parts = same if sets.left == sets.right else f"left {sets.left}, right {sets.right} sets of {each}"
    begins = f", {line.first} first" if line.first in SIDES else ""
    begins = ", both legs together" if line.mode is Mode.TWO_LEGGED else begins
    reserve = f"; stop with {line.reps_in_reserve} in reserve" if line.reps is not None else ""
    return f"{parts}{begins}{reserve}; {line.rest_s:g} s rest"
