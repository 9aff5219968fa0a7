"""A plan and what was done since, in; the next plan out. Same input, same plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evenstride.knowledge import facts
from evenstride.model.intake import Stop
from evenstride.model.plan import Mode, Plan, PlanLine, SetsPerSide
from evenstride.model.skeleton import SIDES, Side
from evenstride.model.work import Workout, WorkSet
from evenstride.prescribe.evenness import Comparison
from evenstride.prescribe.first import minutes_of

MOST_PAIN, SOME_PAIN = 6, 4
"""From the first a plan stops, from the second an exercise steps down (0-10)."""

TWO_MORE, TWO_DAYS = 2, 2
"""Two repetitions more than asked, on two days in a row: then the next step (two-for-two)."""

LOWEST, HIGHEST = -1, 3
UP = "Two more than asked, on two days and both sides: time for the next step."
EVEN = "Left and right are even, so now both legs work together."
DOWN = "It hurt a little, so the easier version comes next."


def next_plan(
    plan: Plan,
    created: str,
    workouts: Sequence[Workout],
    retests: Sequence[Comparison] = (),
    stops: Sequence[Stop] = (),
) -> Plan:
    """Return the plan for the time to come.

    Parameters
    ----------
    workouts
        What was done, in order of days; a line counts only what was done since it is as it is.
    retests
        Left against right, group by group, on each day of a retest since the plan was first made, in order of days.
    stops
        What the newest answers stop; a stop for everything ends the plan.
    """
    if not plan.lines:
        return plan
    everything = tuple(stop for stop in stops if stop.movement is None)
    worst = max((s.pain or 0 for w in workouts if w.day > _oldest(plan) for s in w.sets), default=0)
    if worst >= MOST_PAIN:
        everything = (*everything, _stop(worst))
    if everything:
        says = tuple(dict.fromkeys(text for stop in everything for text in (stop.says, stop.see)))
        return replace(plan, created=created, lines=(), minutes_per_session=0, stops=everything, says=says)
    lines = tuple(_next(line, created, workouts, retests) for line in plan.lines)
    if lines == plan.lines:
        return plan
    says = (EVEN, *plan.says[1:]) if all(line.mode is Mode.TWO_LEGGED for line in lines) else plan.says
    return replace(plan, created=created, lines=lines, minutes_per_session=minutes_of(lines), says=says)


def _oldest(plan: Plan) -> str:
    return min(line.after for line in plan.lines)


def _stop(pain: int) -> Stop:
    rule = facts().pain_rules["strong_pain"]
    return Stop(rule.key, None, rule.says.format(region="training", rating=pain), rule.see)


def _next(line: PlanLine, created: str, workouts: Sequence[Workout], retests: Sequence[Comparison]) -> PlanLine:
    line = _resided(line, created, retests)
    since = [w for w in workouts if w.day > line.after]
    done = [(w.day, own) for w in since if (own := [s for s in w.sets if s.exercise == line.exercise])]
    if done and max((s.pain or 0 for s in done[-1][1]), default=0) >= SOME_PAIN:
        return _stepped(line, -1, done[-1][0], DOWN)
    if _two_for_two(line, [own for _, own in done]):
        return _stepped(line, +1, done[-1][0], UP)
    return line


def _resided(line: PlanLine, created: str, retests: Sequence[Comparison]) -> PlanLine:
    """Return a line with the side that the last retests name: none, both legs together, or the one that lags."""
    recent = {group: [c for c in retests if c.group == group][-TWO_DAYS:] for group in line.groups}
    last = [own[-1] for own in recent.values() if own]  # what no screen compares left and right of asks for no side
    if line.mode is not Mode.TWO_LEGGED and last and all(one.even for one in last):
        return _two_legged(line, created)
    named = {own[-1].lags for own in recent.values() if own and not own[-1].even}
    if line.mode is Mode.WEAKER_FIRST and named == {line.first.mirror()}:
        return _alike(line, created)
    twice = {own[-1].lags for own in recent.values() if len(own) == TWO_DAYS and _both_name(own)}
    if line.mode is not Mode.WEAKER_FIRST and len(twice) == 1 and facts().exercises[line.exercise].dose.per_side:
        return _weaker_first(line, created, twice.pop())
    return line


def _both_name(own: Sequence[Comparison]) -> bool:
    return all(c.lags in SIDES and c.names for c in own) and own[0].lags is own[-1].lags


def _two_legged(line: PlanLine, created: str) -> PlanLine:
    exercise = facts().exercises[line.exercise]
    fewest = min(line.sets.left, line.sets.right)
    why = "On two separate days left and right were too even to be told apart: now both legs together."
    return replace(
        line,
        mode=Mode.TWO_LEGGED,
        first=Side.BOTH,
        sets=SetsPerSide(fewest, fewest),
        how=f"Now {exercise.two_legged}, with both sides doing the same.",
        why=why,
        after=created[:10],
    )


def _alike(line: PlanLine, created: str) -> PlanLine:
    fewest = min(line.sets.left, line.sets.right)
    why = f"The last retest names the other side, not the {line.first}: both do the same until it is clear."
    return replace(
        line, mode=Mode.BOTH_SIDES, first=Side.BOTH, sets=SetsPerSide(fewest, fewest), why=why, after=created[:10]
    )


def _weaker_first(line: PlanLine, created: str, side: Side) -> PlanLine:
    exercise = facts().exercises[line.exercise]
    why = f"On two separate days the {side} side was named: it begins again, each leg on its own."
    return replace(line, mode=Mode.WEAKER_FIRST, first=side, how=exercise.how, why=why, after=created[:10])


def _two_for_two(line: PlanLine, done: Sequence[Sequence[WorkSet]]) -> bool:
    """Tell whether the last set of every side went over the mark by two on each of the last two days it was done."""
    if line.reps is None or len(done) < TWO_DAYS:
        return False
    mark = line.reps + TWO_MORE
    return all(all(_last_reps(day, side) >= mark for side in SIDES) for day in done[-TWO_DAYS:])


def _last_reps(day: Sequence[WorkSet], side: Side) -> int:
    own = [s.reps or 0 for s in day if s.side in (side, Side.BOTH)]
    return own[-1] if own else 0


def _stepped(line: PlanLine, step: int, day: str, why: str) -> PlanLine:
    level = min(HIGHEST, max(LOWEST, line.level + step))
    if level == line.level:
        return line
    exercise = facts().exercises[line.exercise]
    plain = (
        f"Now {exercise.two_legged}, with both sides doing the same." if line.mode is Mode.TWO_LEGGED else exercise.how
    )
    how = plain if level == 0 else f"{plain} {exercise.harder if level > 0 else exercise.easier}"
    return replace(line, level=level, how=how, why=f"{why} {_reason(line.why)}", after=day)


def _reason(why: str) -> str:
    """Return why a line is there at all, without why it stepped before."""
    for step in (UP, DOWN):
        why = why.removeprefix(f"{step} ")
    return why
