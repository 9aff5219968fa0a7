"""The training plan as a FHIR R4 CarePlan, and home tests as Observations with a component a side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from evenstride.exchange.fhir_terms import component, identified, instant, laterality, quantity
from evenstride.knowledge import facts
from evenstride.model import Plan, PlanLine, StrengthTest
from evenstride.model.skeleton import SIDES, Side

TESTS = "urn:evenstride:test"
EXERCISES = "urn:evenstride:exercise"


def care_plan(plan: Plan, subject: Mapping[str, str], supporting: Mapping[str, str]) -> dict[str, Any]:
    """Return a plan as a CarePlan; on hold, without activities, where something stops it.

    Parameters
    ----------
    subject, supporting
        References to the patient, and to the report that the plan was made of.
    """
    begins = date.fromisoformat(plan.created[:10])
    period = {"start": begins.isoformat(), "end": (begins + timedelta(weeks=plan.weeks)).isoformat()}
    resource: dict[str, Any] = {
        "resourceType": "CarePlan",
        "id": identified("plan", plan.created, plan.athlete or ""),
        "status": "active" if plan.lines else "on-hold",
        "intent": "plan",
        "title": "Training plan, left against right",
        "subject": dict(subject),
        "period": period,
        "created": instant(plan.created),
        "supportingInfo": [dict(supporting)],
    }
    told = [*plan.says, f"To be filmed again after {plan.retest_in_weeks} weeks."]
    resource["description"] = " ".join(told)
    if plan.lines:
        resource["activity"] = [{"detail": _detail(line, plan, period)} for line in plan.lines]
    if plan.overrides:
        changes = [(o.author, f"{o.exercise}: {o.after} (before: {o.before}). {o.reason}") for o in plan.overrides]
        resource["note"] = [{"authorString": author, "text": text} for author, text in changes]
    return resource


def test_observation(test: StrengthTest, subject: Mapping[str, str], identity: str) -> dict[str, Any]:
    """Return a home test as an Observation: what each side did, how alike they are, and what can be chance."""
    norm = facts().norms.get(test.key)
    title = norm.title if norm else test.key.replace("_", " ")
    parts = [
        _of_side(side, quantity(value, test.unit)) for side, value in zip(SIDES, (test.left, test.right), strict=True)
    ]
    if test.symmetry_pct is not None and test.symmetry_interval_pct is not None:
        low, high = (quantity(end, "%") for end in test.symmetry_interval_pct)
        parts += [
            component(
                "symmetry", "The smaller side, of the larger", {"valueQuantity": quantity(test.symmetry_pct, "%")}
            ),
            component("symmetry-interval-95", "95 % interval of it", {"valueRange": {"low": low, "high": high}}),
        ]
    parts.append(
        component("noise", "Differences up to this can be chance", {"valueQuantity": quantity(test.noise, test.unit)})
    )
    return {
        "resourceType": "Observation",
        "id": identified("test", identity, test.key, test.day, str(test.left), str(test.right)),
        "status": "final",
        "category": [{"text": "Home test of strength or balance"}],
        "code": {"coding": [{"system": TESTS, "code": test.key, "display": title}], "text": title},
        "subject": dict(subject),
        "effectiveDateTime": test.day,
        "method": {"text": norm.how if norm else "As the runner measured it"},
        "component": parts,
    }


def _of_side(side: Side, done: dict[str, Any]) -> dict[str, Any]:
    part = component(str(side), f"What the {side} side did", {"valueQuantity": done})
    part["code"]["coding"] += laterality(side)["coding"]
    return part


def _detail(line: PlanLine, plan: Plan, period: Mapping[str, str]) -> dict[str, Any]:
    title = facts().exercises[line.exercise].title
    each = f"{line.reps} repetitions" if line.reps is not None else f"{line.seconds:g} s" if line.seconds else ""
    dose = f"left {line.sets.left}, right {line.sets.right} sets of {each or f'{line.metres:g} m'}"
    rest = f"{line.reps_in_reserve} repetitions in reserve, {line.rest_s:g} s rest"
    return {
        "kind": "ServiceRequest",
        "code": {"coding": [{"system": EXERCISES, "code": line.exercise, "display": title}], "text": title},
        "status": "scheduled",
        "scheduledTiming": {
            "repeat": {
                "boundsPeriod": dict(period),
                "frequency": plan.days_per_week,
                "period": 1,
                "periodUnit": "wk",
            }
        },
        "description": f"{dose}; {rest}. {line.how} Why: {line.why}",
    }
