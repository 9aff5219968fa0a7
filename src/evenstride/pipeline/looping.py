"""The loop: what is known of an athlete in, their plan for now out. Same history, same plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenstride.infer import stops_of
from evenstride.model.assessment import Assessment
from evenstride.model.imbalance import Confidence, Imbalance
from evenstride.model.intake import Intake, Stop
from evenstride.model.plan import Plan
from evenstride.model.work import StrengthTest, Workout
from evenstride.prescribe import PlanOptions, compared, first_plan, next_plan, widened
from evenstride.prescribe.first import DEFAULTS


@dataclass(frozen=True, eq=False)
class History:
    """What is known of one athlete, each the oldest first; `intakes` hold when (ISO 8601) they were given.

    `plans` stand in the order in which they were made; the last one holds.
    """

    assessments: tuple[Assessment, ...] = ()
    tests: tuple[StrengthTest, ...] = ()
    workouts: tuple[Workout, ...] = ()
    intakes: tuple[tuple[str, Intake], ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def plan(self) -> Plan | None:
        """The plan that holds."""
        return self.plans[-1] if self.plans else None

    @property
    def newest(self) -> str:
        """When the newest thing was seen, done, answered or planned (ISO 8601)."""
        seen = [a.created for a in self.assessments] + [when for when, _ in self.intakes]
        return max(seen + [w.day for w in self.workouts] + [t.day for t in self.tests], default="")

    @property
    def intake(self) -> Intake | None:
        """The newest answers."""
        answers = [*self.intakes, *((a.created, a.intake) for a in self.assessments if a.intake is not None)]
        return max(answers, key=lambda given: given[0])[1] if answers else None

    @property
    def stops(self) -> tuple[Stop, ...]:
        """What the newest answers stop."""
        answers = self.intake
        return stops_of(answers) if answers is not None else ()


def plan_out_of(seen: Assessment, options: PlanOptions = DEFAULTS) -> Plan:
    """Return the first plan that an assessment gives."""
    return first_plan(seen.created, seen.athlete, seen.imbalances, seen.intake, seen.stops, options)


def plan_for_now(history: History, options: PlanOptions = DEFAULTS) -> Plan | None:
    """Return the plan an athlete should follow: the last one, taken on by what was done and seen since.

    None where there is neither a plan nor an assessment to make one of. A plan that was stopped stays stopped.
    """
    plan = history.plan
    if plan is None:
        if not history.assessments:
            return None
        plan = plan_out_of(history.assessments[-1], options)
    begun = min((line.after for line in plan.lines), default=plan.created[:10])
    retests = compared(history.assessments, [t for t in history.tests if t.day > begun])
    created = max(plan.created, history.newest)
    taken_on = next_plan(plan, created, history.workouts, retests, history.stops)
    return widened(taken_on, created, _sure(history.assessments), history.intake, options)


def _sure(assessments: Sequence[Assessment]) -> tuple[Imbalance, ...]:
    """Return what the newest screen names that is likely, or that an earlier day named as well."""
    if not assessments:
        return ()
    last = assessments[-1]
    before = {(i.group, i.side) for a in assessments if a.created[:10] < last.created[:10] for i in a.imbalances}
    return tuple(i for i in last.imbalances if i.confidence is Confidence.LIKELY or (i.group, i.side) in before)
