from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evenstride.exchange.fhir import to_fhir_json, ucum
from tests.exchange import samples

pytestmark = pytest.mark.filterwarnings("ignore")


def bundle(athlete: str | None = "ana") -> list[dict[str, object]]:
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
