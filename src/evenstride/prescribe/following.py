"""A plan and what was done since, in; the next plan out. Same input, same plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evenstride.knowledge import facts
from evenstride.model.intake import Stop
from evenstride.model.plan import Mode, Plan, PlanLine, SetsPerSide
from evenstride.model.skeleton import SIDES, Side
from evenstride.model.work import Workout, WorkSet
from evenstride.prescribe.first import minutes_of

MOST_PAIN, SOME_PAIN = 6, 4
"""From the first a plan stops, from the second an exercise steps down (0-10)."""

TWO_MORE, TWO_DAYS = 2, 2
"""Two repetitions more than asked, on two days in a row: then the next step (two-for-two)."""

LOWEST, HIGHEST = -1, 3


def next_plan(
    plan: Plan, created: str, workouts: Sequence[Workout], even_on: Mapping[str, Sequence[str]] | None = None
) -> Plan:
    """Return the plan for the time to come.

    Parameters
    ----------
    workouts
        What was done under `plan`, in order of days.
    even_on
        By muscle group, the days (ISO) on which left and right differed by no more than the error of the comparison.
    """
    if not plan.lines:
        return plan
    worst = max((s.pain or 0 for w in workouts for s in w.sets), default=0)
    if worst >= MOST_PAIN:
        return replace(plan, created=created, lines=(), minutes_per_session=0, stops=(_stop(worst),), says=_told(worst))
    lines = tuple(_next(line, workouts, even_on or {}) for line in plan.lines)
    return replace(plan, created=created, lines=lines, minutes_per_session=minutes_of(lines))


def _stop(pain: int) -> Stop:
    rule = facts().pain_rules["strong_pain"]
    return Stop(rule.key, None, rule.says.format(region="training", rating=pain), rule.see)


def _told(pain: int) -> tuple[str, ...]:
    stop = _stop(pain)
    return (stop.says, stop.see)


def _next(line: PlanLine, workouts: Sequence[Workout], even_on: Mapping[str, Sequence[str]]) -> PlanLine:
    if line.mode is not Mode.TWO_LEGGED and _even_twice(line, even_on):
        return _two_legged(line)
    done = [own for w in workouts if (own := [s for s in w.sets if s.exercise == line.exercise])]
    if done and max((s.pain or 0 for s in done[-1]), default=0) >= SOME_PAIN:
        return _stepped(line, -1, "It hurt a little, so the easier version comes next.")
    if _two_for_two(line, done):
        return _stepped(line, +1, "Two more than asked, on two days and both sides: time for the next step.")
    return line


def _even_twice(line: PlanLine, even_on: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether every group behind a line was even on two separate days; without a group, nothing is evened out."""
    return bool(line.groups) and all(len(set(even_on.get(group, ()))) >= TWO_DAYS for group in line.groups)


def _two_legged(line: PlanLine) -> PlanLine:
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
    )


def _two_for_two(line: PlanLine, done: Sequence[Sequence[WorkSet]]) -> bool:
    """Tell whether the last set of every side went over the mark by two on each of the last two days it was done."""
    if line.reps is None or len(done) < TWO_DAYS:
        return False
    mark = line.reps + TWO_MORE
    return all(all(_last_reps(day, side) >= mark for side in SIDES) for day in done[-TWO_DAYS:])


def _last_reps(day: Sequence[WorkSet], side: Side) -> int:
    own = [s.reps or 0 for s in day if s.side in (side, Side.BOTH)]
    return own[-1] if own else 0


def _stepped(line: PlanLine, step: int, why: str) -> PlanLine:
    level = min(HIGHEST, max(LOWEST, line.level + step))
    if level == line.level:
        return line
    exercise = facts().exercises[line.exercise]
    how = exercise.how if level == 0 else f"{exercise.how} {exercise.harder if level > 0 else exercise.easier}"
    return replace(line, level=level, how=how, why=f"{why} {line.why}")
