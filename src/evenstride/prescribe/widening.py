"""A retest may show what the plan does not train yet: then it gets lines for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evenstride.model.imbalance import Imbalance
from evenstride.model.intake import Intake
from evenstride.model.plan import Plan, PlanLine
from evenstride.prescribe.choosing import MOST_LINES, Chosen, chosen_for
from evenstride.prescribe.first import DEFAULTS, PlanOptions, line_of, minutes_of


def widened(
    plan: Plan,
    created: str,
    seen: Sequence[Imbalance],
    intake: Intake | None = None,
    options: PlanOptions = DEFAULTS,
) -> Plan:
    """Return the plan with lines for imbalances of muscle groups that none of its lines trains.

    What only keeps both legs as they are gives way; what answers something stays, and so does a coach's word: an
    exercise that was taken out does not come back. There are never more than `MOST_LINES`.
    """
    trained = {group for line in plan.lines for group in line.groups}
    new = chosen_for([imbalance for imbalance in seen if imbalance.group not in trained])
    kept = tuple(line for line in plan.lines if line.groups)
    taken_out = {change.exercise for change in plan.overrides} - {line.exercise for line in plan.lines}
    there = taken_out.union(line.exercise for line in kept)
    fresh = [one for one in new if one.exercise not in there][: MOST_LINES - len(kept)]
    if not plan.lines or not fresh:
        return plan
    lines = (*kept, *(_line(one, created, intake, options) for one in fresh))
    return replace(plan, created=created, lines=lines, minutes_per_session=minutes_of(lines))


def _line(one: Chosen, created: str, intake: Intake | None, options: PlanOptions) -> PlanLine:
    made = line_of(one, created, intake, options)
    return replace(made, why=f"New since the last screens. {made.why}")
