from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evenstride.cli import main
from evenstride.cli.app import evenstride
from evenstride.exchange.intake_toml import read_intake
from evenstride.knowledge import facts
from evenstride.model import Intake, Side, SidePair
from tests.cli.fakes import FakePipeline, install

FLAGS = len(facts().red_flags)


def answered(out: Path, *lines: str) -> str:
    """Run the questions with these answers, Enter from there on."""
    text = "\n".join((*lines, *[""] * 40))
    done = CliRunner().invoke(evenstride, ["intake", "--out", str(out)], input=text)
    assert done.exit_code == 0, done.output
    return done.output


def test_every_question_can_be_skipped(tmp_path: Path) -> None:
    said = answered(tmp_path / "me.toml")
    assert "nothing was written" in said
    assert not (tmp_path / "me.toml").exists()


def test_answers_are_written_and_read_back(tmp_path: Path) -> None:
    lines = ["30-39", "Female", "42,5", "right", "one_pattern", "left knee 3, calf 2", "hurdle", "sprained ankle"]
    lines += ["52.5 54", "", "band, step", *["n"] * (FLAGS - 1), "y"]
    said = answered(tmp_path / "me.toml", *lines)
    assert f"assess --intake {tmp_path / 'me.toml'}" in said
    assert read_intake(tmp_path / "me.toml") == Intake(
        age_band="30-39",
        sex="female",
        weekly_km=42.5,
        cambered_road_low_side=Side.RIGHT,
        one_sided_training="one_pattern",
        pain={"left_knee": 3, "calf": 2},
        pain_during=("hurdle",),
        injuries=("sprained ankle",),
        girths_cm={"thigh": SidePair(52.5, 54.0)},
        equipment=("band", "step"),
        red_flags=(tuple(facts().red_flags)[-1],),
    )


def test_what_is_no_answer_is_asked_again(tmp_path: Path) -> None:
    lines = ["old", "40-49", "", "far", "9999", "inf", "30", "", "", "elbow 3", "knee eleven", "knee 2"]
    said = answered(tmp_path / "me.toml", *lines)
    assert "use one of under 18, 18-29" in said
    assert "use a number from 0 to 400" in said
    assert "use one of foot, ankle" in said
    intake = read_intake(tmp_path / "me.toml")
    assert (intake.age_band, intake.weekly_km, intake.pain) == ("40-49", 30, {"knee": 2})


def test_assess_is_given_the_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    pipeline = install(monkeypatch, FakePipeline())
    (tmp_path / "me.toml").write_text('pain_during = ["squat"]\n', encoding="utf-8")
    assert main(["assess", "squat=a.mp4", "--intake", "me.toml"]) == 0
    assert pipeline.options.intake == Intake(pain_during=("squat",))


def test_bad_answers_end_in_one_line_before_any_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    pipeline = install(monkeypatch, FakePipeline())
    (tmp_path / "me.toml").write_text("weekly_km = -3\n", encoding="utf-8")
    assert main(["assess", "squat=a.mp4", "--intake", "me.toml"]) == 2
    said = capsys.readouterr().err
    assert said == "evenstride: me.toml: weekly_km is -3: use a number from 0 to 400\n"
    assert pipeline.requests == ()
