from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import from_json, load, schema, to_document, to_json
from tests.exchange.samples import assessment

Document = dict[str, Any]


def refuses(document: Document) -> bool:
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    return not validator.is_valid(document)


def without(*place: str | int) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for key in place[:-1]:
            document = document[key]  # type: ignore[index]
        del document[place[-1]]  # type: ignore[arg-type]

    return change


def setting(value: object, *place: str | int) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for key in place[:-1]:
            document = document[key]  # type: ignore[index]
        document[place[-1]] = value  # type: ignore[index]

    return change


def test_the_schema_itself_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_document_keeps_the_schema() -> None:
    jsonschema.Draft202012Validator(schema()).validate(json.loads(to_json(assessment())))


def test_keys_stand_in_the_published_order() -> None:
    document = to_document(assessment())

    def order(found: object, promised: str) -> None:
        assert isinstance(found, dict)
        assert [key for key in found if key in promised.split()] == promised.split()

    order(document, "schema created software pose athlete clips reps measures findings imbalances plan")
    order(
        document["clips"][0],
        "id file sha256 movement view view_yaw_deg fps duration_s size_px frames_posed problems",
    )
    order(document["clips"][0]["problems"][0], "code from_s to_s advice")
    order(document["reps"][0], "clip side index start_s turn_s end_s hold_s counted why_not")
    order(document["measures"][0], "id name side clip value unit interval per_rep positive_means at undetermined")
    order(document["findings"][0], "id fault side verdict why measures evidence advice")
    order(document["findings"][0]["evidence"][0], "clip time_s picture")


def test_numbers_are_rounded_to_thousandths() -> None:
    document = to_document(assessment())
    assert document["measures"][0]["value"] == 6.123
    assert document["measures"][0]["per_rep"] == [5.9, 6.347]
    assert document["clips"][0]["fps"] == 29.97
    assert "-0.0" not in json.dumps(to_document(shifted(-0.0001)))


def shifted(value: float) -> Any:
    base = assessment()
    return replace(base, measures=(replace(base.measures[0], value=value), *base.measures[1:]))


def test_a_file_whose_name_is_no_text_is_written_all_the_same() -> None:
    base = assessment()
    odd = replace(base, clips=(replace(base.clips[0], file="front\udcff.mp4"), *base.clips[1:]))
    assert json.loads(to_json(odd).encode("utf-8"))["clips"][0]["file"] == "front?.mp4"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused_by_name(value: float) -> None:
    with pytest.raises(ValueError, match=r"measures\[0\]\.value"):
        to_json(shifted(value))


@pytest.mark.parametrize(
    "breaking",
    [
        without("schema"),
        without("imbalances"),
        without("plan"),
        without("clips", 0, "sha256"),
        without("measures", 0, "interval"),
        without("findings", 1, "advice"),
        setting("evenstride.assessment/2", "schema"),
        setting("yesterday", "created"),
        setting([], "clips"),
        setting("above", "clips", 0, "view"),
        setting("abc", "clips", 0, "sha256"),
        setting([540], "clips", 0, "size_px"),
        setting("L", "reps", 0, "side"),
        setting(None, "reps", 1, "why_not"),
        setting(0, "reps", 0, "index"),
        setting(None, "measures", 0, "value"),
        setting(None, "measures", 0, "interval"),
        setting([1.0, 2.0, 3.0], "measures", 0, "interval"),
        setting(3.0, "measures", 1, "value"),
        setting(None, "measures", 1, "undetermined"),
        setting("px", "measures", 0, "unit"),
        setting("rad", "measures", 1, "unit"),
        setting("Knee Shift", "measures", 0, "name"),
        setting("maybe", "findings", 0, "verdict"),
        setting("", "findings", 1, "why"),
        setting("/etc/passwd", "findings", 0, "evidence", 0, "picture"),
        setting("none", "plan"),
    ],
)
def test_a_broken_document_fails_the_schema(breaking: Callable[[Document], None]) -> None:
    document = json.loads(to_json(assessment()))
    assert not refuses(copy.deepcopy(document))
    breaking(document)
    assert refuses(document)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    original = replace(assessment(), signals={})
    (tmp_path / "assessment.json").write_text(to_json(original), encoding="utf-8")
    for place in (tmp_path, tmp_path / "assessment.json", str(tmp_path)):
        again = load(place)
        assert to_document(again) == to_document(original)
        assert again.findings == original.findings
        assert again.clips[0].view is original.clips[0].view
        assert again.signals == {}


def test_keys_of_later_versions_are_passed_over() -> None:
    document = json.loads(to_json(assessment()))
    document["mood"] = "cheerful"
    document["clips"][0]["weather"] = "sunny"
    assert from_json(json.dumps(document), Path("a.json")).clips[0].file == "front.mp4"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no assessment"),
        ("[]", "holds no assessment"),
        ('{"schema": "evenstride.session/1"}', "holds no assessment"),
        (to_json(assessment()).replace("evenstride.assessment/1", "evenstride.assessment/9"), "this version reads"),
        (to_json(assessment()).replace('"value": 6.123', '"value": null'), "either a value or a reason"),
    ],
)
def test_a_file_that_holds_no_assessment_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says) as caught:
        load(path)
    assert "odd.json" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*nothing\.json"):
        load(tmp_path / "nothing.json")
