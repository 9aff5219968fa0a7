"""A coach may change anything; what was changed, by whom and why stays in the plan."""

from __future__ import annotations

from dataclasses import replace

from evenstride.model.plan import Override, Plan, PlanLine, SetsPerSide
from evenstride.prescribe.first import minutes_of


def overridden(
    plan: Plan, exercise: str, author: str, reason: str, *, reps: int | None = None, sets: SetsPerSide | None = None
) -> Plan:
    """Return the plan with one line as a coach wants it; no sets on either side take the line out.

    Raises
    ------
    KeyError
        If the plan has no line of that exercise.
    """
    line = next((one for one in plan.lines if one.exercise == exercise), None)
    if line is None:
        raise KeyError(exercise)
    changed = replace(line, reps=line.reps if reps is None else reps, sets=sets or line.sets)
    kept = tuple(changed if one is line else one for one in plan.lines)
    if changed.sets == SetsPerSide(0, 0):
        kept = tuple(one for one in plan.lines if one is not line)
    note = Override(exercise, _in_words(line), _in_words(changed), author, reason)
    return replace(plan, lines=kept, minutes_per_session=minutes_of(kept), overrides=(*plan.overrides, note))


def _in_words(line: PlanLine) -> str:
    if line.reps is not None:
        amount = f"{line.reps} repetitions"
    else:
        amount = f"{line.seconds:g} s" if line.seconds is not None else f"{line.metres:g} m"
    return f"left {line.sets.left}, right {line.sets.right} sets of {amount}"
