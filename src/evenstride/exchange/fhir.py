"""A FHIR R4 bundle: an Observation per measure and home test, the report that gathers them, and the plan as CarePlan.

Ids come from the content, so that the same input gives the same bundle. Units are UCUM's; the measures have codes of
our own, since no terminology names them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from evenstride.exchange.extras import load_extra
from evenstride.exchange.fhir_plan import care_plan, test_observation
from evenstride.exchange.fhir_terms import component, has_laterality, identified, instant, laterality, quantity
from evenstride.knowledge import facts
from evenstride.model import Assessment, Measure, Side, StrengthTest

CODES = "urn:evenstride:measure"
_TERMS = "http://terminology.hl7.org/CodeSystem/"


def to_bundle(assessment: Assessment, tests: Sequence[StrengthTest] = ()) -> dict[str, Any]:
    """Return the bundle as plain dictionaries: patient, Observations, report, and the plan where there is one."""
    patient = _patient(assessment)
    subject = _link(patient)
    observations = [_observation(assessment, measure, subject) for measure in assessment.measures]
    observations += [test_observation(test, subject, patient["id"]) for test in tests]
    report = _report(assessment, subject, observations)
    plans = [care_plan(assessment.plan, subject, _link(report))] if assessment.plan else []
    resources = (patient, *observations, report, *plans)
    return {
        "resourceType": "Bundle",
        "id": _id(assessment, "bundle"),
        "type": "collection",
        "timestamp": instant(assessment.created),
        "entry": [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in resources],
    }


def to_fhir_json(assessment: Assessment, tests: Sequence[StrengthTest] = ()) -> str:
    """Return the bundle as JSON text, after checking all of it against FHIR R4.

    Raises
    ------
    MissingExtraError
        If fhir.resources is not installed.
    """
    checker = load_extra("fhir.resources.R4B.bundle", "clinic")
    bundle = to_bundle(assessment, tests)
    checker.Bundle.model_validate(bundle)
    return json.dumps(bundle, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _id(assessment: Assessment, what: str) -> str:
    clips = ",".join(clip.sha256 for clip in assessment.clips)
    return identified(assessment.created, assessment.athlete or "", clips, what)


def _link(resource: dict[str, Any]) -> dict[str, str]:
    return {"reference": f"urn:uuid:{resource['id']}"}


def _patient(assessment: Assessment) -> dict[str, Any]:
    patient: dict[str, Any] = {"resourceType": "Patient", "id": _id(assessment, "patient")}
    if assessment.athlete:
        patient["identifier"] = [{"system": "urn:evenstride:athlete", "value": assessment.athlete}]
        patient["id"] = identified(f"evenstride athlete {assessment.athlete}")
    return patient


def _observation(assessment: Assessment, measure: Measure, subject: dict[str, str]) -> dict[str, Any]:
    clip = assessment.clip(measure.clip)
    title = facts().measures[measure.name].title
    observation: dict[str, Any] = {
        "resourceType": "Observation",
        "id": _id(assessment, measure.id),
        "status": "final",
        "category": [{"coding": [{"system": f"{_TERMS}observation-category", "code": "exam"}]}],
        "code": {"coding": [{"system": CODES, "code": measure.name, "display": title}], "text": title},
        "subject": subject,
        "effectiveDateTime": instant(assessment.created),
        "method": {
            "text": f"Pose estimation from a phone clip ({assessment.pose.backend}, {assessment.pose.model}), "
            f"seen from the {clip.view}, movement {clip.movement or 'not known'}; "
            f"Evenstride {assessment.software_version}"
        },
    }
    if measure.side in (Side.LEFT, Side.RIGHT):
        observation["bodySite"] = {"text": f"{measure.side} side of the body"}
    observation.update(_value(measure))
    observation["component"] = _components(measure)
    return observation


def _value(measure: Measure) -> dict[str, Any]:
    if measure.value is not None:
        return {"valueQuantity": quantity(measure.value, measure.unit)}
    reason = measure.undetermined.reason if measure.undetermined else ""
    unknown = {"system": f"{_TERMS}data-absent-reason", "code": "unknown"}
    return {"dataAbsentReason": {"coding": [unknown], "text": reason}}


def _components(measure: Measure) -> list[dict[str, Any]]:
    parts = [component("read-at", "When in the repetition it was read", {"valueString": measure.at})]
    if has_laterality(measure.side):
        side = {"valueCodeableConcept": laterality(measure.side)}
        parts.append(component("laterality", "Side of the runner's own body", side))
    if measure.interval is not None:
        low, high = (quantity(bound, measure.unit) for bound in measure.interval)
        parts.append(component("interval-95", "95 % interval", {"valueRange": {"low": low, "high": high}}))
    if measure.budget is not None:
        error = quantity(measure.budget.total, measure.unit)
        parts.append(component("standard-error", "Standard error", {"valueQuantity": error}))
    parts.append(component("repetitions", "Repetitions counted", {"valueInteger": len(measure.per_rep)}))
    return parts


def _report(assessment: Assessment, subject: dict[str, str], observations: list[dict[str, Any]]) -> dict[str, Any]:
    suggested = [f"{i.says} ({i.confidence})" for i in assessment.imbalances]
    caveat = "From video; a measurement of movement, not a diagnosis."
    report = {
        "resourceType": "DiagnosticReport",
        "id": _id(assessment, "report"),
        "status": "final",
        "code": {"text": "Movement screen from video, left against right"},
        "subject": subject,
        "effectiveDateTime": instant(assessment.created),
        "issued": instant(assessment.created),
        "conclusion": " ".join((*assessment.summary, *suggested, caveat)),
    }
    return report | ({"result": [_link(o) for o in observations]} if observations else {})
