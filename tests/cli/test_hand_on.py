"""What is kept of somebody, handed on: the newest screen, the plan that holds now, the home tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evenstride.cli import main
from evenstride.exchange.assessment_json import to_json
from tests.exchange import samples


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))  # without a browser: what the page holds is looked at, not its print
    own = ["--athlete", "Ana", "--store", "store.sqlite"]
    Path("assessment.json").write_text(to_json(samples.assessment()))
    assert main(["store", "add", "assessment.json", *own]) == 0
    assert main(["test", "side_plank", "--left", "41", "--right", "30", *own]) == 0
    return own


def test_the_sheet_and_the_bundle_hold_the_plan_and_the_tests(own: list[str]) -> None:
    assert main(["plan", *own]) == 0
    assert main(["export", "sheet", *own]) == 0
    page = Path("sheet.html").read_text()
    assert "Movement screen: Ana" in page
    assert "Side plank" in page
    assert "3 days a week" in page
    assert main(["export", "fhir", *own]) == 0
    kinds = [entry["resource"]["resourceType"] for entry in json.loads(Path("fhir.json").read_text())["entry"]]
    assert kinds.count("CarePlan") == 1
    assert kinds.count("Observation") == len(samples.assessment().measures) + 1
    assert main(["export", "ics", *own]) == 0
    assert Path("plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_results_may_be_named_and_get_the_plan_that_is_kept(own: list[str]) -> None:
    assert main(["plan", *own]) == 0
    assert main(["export", "sheet", "assessment.json", "--out", "named.html", *own]) == 0
    assert "3 days a week" in Path("named.html").read_text()


def test_what_is_not_kept_is_one_line(own: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        (["export", "ics", *own], "no plan of Ana is kept"),
        (["export", "parquet", *own], "made of results"),
        (["export", "all", "assessment.json", *own], "leave out one of them"),
        (["export", "sheet", "--athlete", "Nobody", *own[2:]], "knows nobody"),
    ):
        assert main(arguments) == 2
        assert said in capsys.readouterr().err
