"""A FHIR R4 bundle: one Observation per measure, and a DiagnosticReport that gathers them.

Ids come from the content, so that the same assessment gives the same bundle. Units are UCUM's; the measures have codes
of our own, since no terminology names them.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from evenstride.exchange.extras import load_extra
from evenstride.knowledge import facts
from evenstride.model import Assessment, Measure, Side

CODES = "urn:evenstride:measure"
_UCUM = "http://unitsofmeasure.org"
_SNOMED = "http://snomed.info/sct"
_TERMS = "http://terminology.hl7.org/CodeSystem/"
_LATERALITY = {Side.LEFT: ("7771000", "Left"), Side.RIGHT: ("24028007", "Right"), Side.BOTH: ("51440002", "Bilateral")}
_DECIMALS = 3


def to_bundle(assessment: Assessment) -> dict[str, Any]:
    """Return the bundle as plain dictionaries: the patient, an Observation per measure, the report."""
    patient = _patient(assessment)
    observations = [_observation(assessment, measure, _link(patient)) for measure in assessment.measures]
    report = _report(assessment, _link(patient), observations)
    entries = [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in (patient, *observations, report)]
    return {
        "resourceType": "Bundle",
        "id": _id(assessment, "bundle"),
        "type": "collection",
        "timestamp": _instant(assessment),
        "entry": entries,
    }


def to_fhir_json(assessment: Assessment) -> str:
    """Return the bundle as JSON text, after checking it against FHIR R4.

    Raises
    ------
    MissingExtraError
        If fhir.resources is not installed.
    """
    checker = load_extra("fhir.resources.R4B.bundle", "clinic")
    bundle = to_bundle(assessment)
    checker.Bundle.model_validate(bundle)
    return json.dumps(bundle, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def ucum(unit: str) -> str:
    """Return the UCUM code of one of our units: ``%`` for every percentage, ``1`` for a bare number."""
    if unit.startswith("%"):
        return "%"
    return {"": "1", "ratio": "1", "deg": "deg", "°": "deg", "s": "s", "cm": "cm", "mm": "mm", "m": "m"}.get(
        unit, "{" + unit.replace(" ", "_") + "}"
    )


def _id(assessment: Assessment, what: str) -> str:
    clips = ",".join(clip.sha256 for clip in assessment.clips)
    return str(uuid5(NAMESPACE_OID, f"{assessment.created}|{assessment.athlete or ''}|{clips}|{what}"))


def _instant(assessment: Assessment) -> str:
    """Return when it was made as FHIR wants it: with a time zone."""
    zoned = assessment.created.endswith("Z") or "+" in assessment.created or assessment.created[-6:-5] == "-"
    return assessment.created if zoned else assessment.created + "Z"


def _link(resource: dict[str, Any]) -> dict[str, str]:
    return {"reference": f"urn:uuid:{resource['id']}"}


def _patient(assessment: Assessment) -> dict[str, Any]:
    patient: dict[str, Any] = {"resourceType": "Patient", "id": _id(assessment, "patient")}
    if assessment.athlete:
        patient["identifier"] = [{"system": "urn:evenstride:athlete", "value": assessment.athlete}]
        patient["id"] = str(uuid5(NAMESPACE_OID, f"evenstride athlete {assessment.athlete}"))
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
        "effectiveDateTime": _instant(assessment),
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
        return {"valueQuantity": _quantity(measure.value, measure.unit)}
    reason = measure.undetermined.reason if measure.undetermined else ""
    unknown = {"system": f"{_TERMS}data-absent-reason", "code": "unknown"}
    return {"dataAbsentReason": {"coding": [unknown], "text": reason}}


def _components(measure: Measure) -> list[dict[str, Any]]:
    parts = [_component("read-at", "When in the repetition it was read", {"valueString": measure.at})]
    if measure.side in _LATERALITY:
        code, display = _LATERALITY[measure.side]
        concept = {"coding": [{"system": _SNOMED, "code": code, "display": display}]}
        parts.append(_component("laterality", "Side of the runner's own body", {"valueCodeableConcept": concept}))
    if measure.interval is not None:
        low, high = (_quantity(bound, measure.unit) for bound in measure.interval)
        parts.append(_component("interval-95", "95 % interval", {"valueRange": {"low": low, "high": high}}))
    if measure.budget is not None:
        error = _quantity(measure.budget.total, measure.unit)
        parts.append(_component("standard-error", "Standard error", {"valueQuantity": error}))
    parts.append(_component("repetitions", "Repetitions counted", {"valueInteger": len(measure.per_rep)}))
    return parts


def _component(code: str, text: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"code": {"coding": [{"system": "urn:evenstride:component", "code": code}], "text": text}, **value}


def _quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": round(value, _DECIMALS) + 0.0, "unit": unit or "1", "system": _UCUM, "code": ucum(unit)}


def _report(assessment: Assessment, subject: dict[str, str], observations: list[dict[str, Any]]) -> dict[str, Any]:
    suggested = [f"{i.says} ({i.confidence})" for i in assessment.imbalances]
    caveat = "From video; a measurement of movement, not a diagnosis."
    report = {
        "resourceType": "DiagnosticReport",
        "id": _id(assessment, "report"),
        "status": "final",
        "code": {"text": "Movement screen from video, left against right"},
        "subject": subject,
        "effectiveDateTime": _instant(assessment),
        "issued": _instant(assessment),
        "conclusion": " ".join((*assessment.summary, *suggested, caveat)),
    }
    return report | ({"result": [_link(o) for o in observations]} if observations else {})
