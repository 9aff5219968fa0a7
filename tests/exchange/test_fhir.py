from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from evenstride.exchange.fhir import to_fhir_json
from evenstride.exchange.fhir_terms import laterality, ucum
from evenstride.model import Side, StrengthTest
from evenstride.prescribe import first_plan, overridden
from tests.exchange import samples

pytestmark = pytest.mark.filterwarnings("ignore")


def bundle(athlete: str | None = "ana") -> list[dict[str, Any]]:
    text = to_fhir_json(replace(samples.assessment(), athlete=athlete))
    return [entry["resource"] for entry in json.loads(text)["entry"]]


def test_one_observation_for_each_measure_in_order() -> None:
    measures = samples.assessment().measures
    observations = [r for r in bundle() if r["resourceType"] == "Observation"]
    assert len(observations) == len(measures)
    for observation, measure in zip(observations, measures, strict=True):
        assert ("valueQuantity" in observation) == (measure.value is not None)
        assert ("dataAbsentReason" in observation) == (measure.value is None)
        assert ("bodySite" in observation) == (measure.side in ("left", "right"))


def test_the_interval_and_the_side_are_components() -> None:
    assessment = samples.assessment()
    known = next(m for m in assessment.measures if m.interval and m.side in ("left", "right"))
    code = [r for r in bundle() if r["resourceType"] == "Observation"][assessment.measures.index(known)]
    text = json.dumps(code)
    assert '"valueRange"' in text
    assert {"left": "7771000", "right": "24028007"}[str(known.side)] in text
    assert known.interval is not None
    assert str(round(known.interval[0], 3)) in text


def test_ids_are_the_same_every_time_and_all_different() -> None:
    ids = [r["id"] for r in bundle()]
    assert ids == [r["id"] for r in bundle()]
    assert len(set(ids)) == len(ids)
    assert "identifier" not in bundle(None)[0]


def test_units() -> None:
    assert [ucum(u) for u in ("deg", "% leg length", "s", "", "steps per min")] == [
        "deg",
        "%",
        "s",
        "1",
        "{steps_per_min}",
    ]


def handed() -> list[dict[str, Any]]:
    made = first_plan("2026-01-05T08:00:00+00:00", "ana", samples.assessment().imbalances)
    plan = overridden(made, made.lines[0].exercise, "Jo", "sore hip", reps=8)
    tests = (
        StrengthTest("side_plank", "2026-01-06", 41.0, 30.0, "s", 4.0),
        StrengthTest("calf_raise_to_failure", "2026-01-06", 20.0, 25.0, "reps", 1.5),
    )
    text = to_fhir_json(replace(samples.assessment(), athlete="ana", plan=plan), tests)
    return [entry["resource"] for entry in json.loads(text)["entry"]]


def test_the_plan_is_a_care_plan_with_an_activity_a_line() -> None:
    resources = handed()
    plan = resources[-1]
    assert plan["resourceType"] == "CarePlan"
    assert (plan["status"], plan["intent"]) == ("active", "plan")
    text = json.dumps(plan)
    made = first_plan("2026-01-05T08:00:00+00:00", "ana", samples.assessment().imbalances)
    assert [a["detail"]["code"]["coding"][0]["code"] for a in plan["activity"]] == [
        line.exercise for line in made.lines
    ]
    assert all(line.why in text for line in made.lines[1:])
    assert '"frequency": 3' in text
    assert "sore hip" in text
    report = next(r for r in resources if r["resourceType"] == "DiagnosticReport")
    assert plan["supportingInfo"] == [{"reference": f"urn:uuid:{report['id']}"}]


def test_a_plan_that_is_stopped_is_on_hold() -> None:
    made = first_plan("2026-01-05T08:00:00+00:00", "ana", samples.assessment().imbalances)
    stopped = replace(made, lines=(), says=("Let somebody look at it first.",))
    text = to_fhir_json(replace(samples.assessment(), plan=stopped))
    plan = json.loads(text)["entry"][-1]["resource"]
    assert (plan["resourceType"], plan["status"]) == ("CarePlan", "on-hold")
    assert "activity" not in plan
    assert plan["description"].startswith("Let somebody look at it first.")


def test_home_tests_are_observations_with_a_component_a_side() -> None:
    resources = handed()
    test = next(r for r in resources if "side_plank" in json.dumps(r))
    parts = {p["code"]["coding"][0]["code"]: p for p in test["component"]}
    assert [parts[s]["valueQuantity"]["value"] for s in ("left", "right")] == [41.0, 30.0]
    assert [c["code"] for c in parts["left"]["code"]["coding"]] == ["left", "7771000"]
    assert parts["symmetry"]["valueQuantity"]["value"] == pytest.approx(73.171, abs=1e-3)
    assert parts["noise"]["valueQuantity"]["value"] == pytest.approx(11.087, abs=1e-2)
    assert set(parts) == {"left", "right", "symmetry", "symmetry-interval-95", "noise"}
    report = next(r for r in resources if r["resourceType"] == "DiagnosticReport")
    assert {"reference": f"urn:uuid:{test['id']}"} in report["result"]


def test_the_sides_are_those_of_hl7s_value_set() -> None:
    codes = {side: laterality(side)["coding"][0]["code"] for side in (Side.LEFT, Side.RIGHT, Side.BOTH)}
    assert codes == {Side.LEFT: "7771000", Side.RIGHT: "24028007", Side.BOTH: "51440002"}
