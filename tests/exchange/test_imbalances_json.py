"""Imbalances, answers and stops in the file: by the schema, in the published order, and back again."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from evenstride.exchange.assessment_json import from_json, schema, to_document, to_json
from evenstride.infer import Observed, infer, stops_of
from evenstride.model import Assessment, Intake, Side, SidePair
from tests.exchange.samples import assessment
from tests.exchange.test_assessment_json import refuses, setting, without

INTAKE = Intake(
    age_band="30-39",
    weekly_km=40.0,
    cambered_road_low_side=Side.RIGHT,
    pain={"left_knee": 3},
    pain_during=("hurdle",),
    girths_cm={"calf": SidePair(37.5, 36.0)},
)


def full() -> Assessment:
    made = assessment()
    seen = Observed(made.findings, made.measures, intake=INTAKE)
    return replace(made, signals={}, imbalances=infer(seen), intake=INTAKE, stops=stops_of(INTAKE))


def test_the_document_keeps_the_schema_and_the_published_order() -> None:
    document = json.loads(to_json(full()))
    jsonschema.Draft202012Validator(schema()).validate(document)
    (imbalance,) = document["imbalances"]
    promised = ["id", "kind", "muscles", "group", "side", "confidence", "because", "alternatives", "sources"]
    assert list(imbalance)[: len(promised)] == promised
    assert set(imbalance) - set(promised) == {"says", "against", "reading", "objection", "trace"}
    assert {"kind", "muscles", "settled_by"} <= set(imbalance["alternatives"][0])
    assert imbalance["alternatives"][0]["settled_by"] == "squat_heels_raised"
    assert [stop["movement"] for stop in document["stops"]] == ["hurdle"]


def test_what_was_written_is_read_back() -> None:
    original = full()
    again = from_json(to_json(original), Path("a.json"))
    assert again.imbalances == original.imbalances
    assert again.intake == original.intake
    assert again.stops == original.stops
    assert to_document(again) == to_document(original)


def test_a_file_from_before_there_were_any_is_read() -> None:
    document = json.loads(to_json(assessment()))
    del document["stops"], document["intake"]
    document["imbalances"] = []
    again = from_json(json.dumps(document), Path("a.json"))
    assert (again.imbalances, again.intake, again.stops) == ((), None, ())


@pytest.mark.parametrize(
    "breaking",
    [
        setting("frailty", "imbalances", 0, "kind"),
        setting("certain", "imbalances", 0, "confidence"),
        setting("L", "imbalances", 0, "side"),
        setting([], "imbalances", 0, "because"),
        setting([], "imbalances", 0, "muscles"),
        setting([], "imbalances", 0, "trace"),
        setting("weighs", "imbalances", 0, "trace", 0, "effect"),
        without("imbalances", 0, "alternatives", 0, "settled_by"),
        without("stops", 0, "see"),
        setting(11, "intake", "pain", "left_knee"),
        setting("both", "intake", "cambered_road_low_side"),
    ],
)
def test_a_broken_document_fails_the_schema(breaking: object) -> None:
    document = json.loads(to_json(full()))
    assert not refuses(copy.deepcopy(document))
    assert callable(breaking)
    breaking(document)
    assert refuses(document)
