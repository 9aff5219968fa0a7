from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from evenstride.cli import demo, main
from evenstride.cli.demo import rows, true_value
from evenstride.model import Side
from tests.cli.fakes import FakePipeline, install
from tests.exchange.samples import assessment

TRUTH: dict[str, Any] = {
    "front": {
        "reps": [
            {"right": {"knee_medial_shift_pct": {"worst": 6.0, "bottom": -2.0}, "knee_medial_shift_pct_at_60": -4.0}},
            {"right": {"knee_medial_shift_pct": {"worst": 8.0, "bottom": -4.0}, "knee_medial_shift_pct_at_60": -5.0}},
        ]
    },
    "side": {"reps": [{"left": {"heel_lift_deg": {"worst": 12.0}}}]},
}


def test_truth_stands_beside_what_was_measured() -> None:
    first, second = rows(assessment(), TRUTH)
    assert first == (
        "front.mp4",
        "knee_medial_shift_pct, worst",
        "right",
        "6.1 ± 1.7 % leg length",
        "4.4 to 7.8",
        "7.0 % leg length",
        "inside",
    )
    assert second[3:] == ("the left foot is hidden", "", "12°", "")


@pytest.mark.parametrize(
    ("moment", "value"), [("worst", 7.0), ("worst_abs", 7.0), ("bottom", -3.0), ("at_60_deg", -4.5), ("top", None)]
)
def test_truth_is_the_mean_over_the_repetitions_at_the_same_moment(moment: str, value: float | None) -> None:
    measure = replace(assessment().measures[0], moment=moment)
    assert true_value(TRUTH, "front.mp4", measure) == value


def test_what_has_no_truth_is_left_out() -> None:
    measure = assessment().measures[0]
    assert true_value(TRUTH, "other.mp4", measure) is None
    assert true_value(TRUTH, "front.mp4", replace(measure, side=Side.LEFT)) is None
    assert true_value(TRUTH, "front.mp4", replace(measure, name="sway_pct")) is None
    assert list(rows(assessment(), {})) == []


@pytest.mark.parametrize(("interval", "word"), [((4.0, 7.0), "inside"), ((4.0, 6.9), "OUTSIDE")])
def test_a_truth_outside_the_interval_is_not_hidden(interval: tuple[float, float], word: str) -> None:
    found = assessment()
    measure = replace(found.measures[0], interval=interval)
    row = next(iter(rows(replace(found, measures=(measure,)), TRUTH)))
    assert row[-1] == word


def test_the_shipped_clips_have_a_truth() -> None:
    folder = files("evenstride") / "demo"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert set(truth) == {Path(name).stem for name in demo.CLIPS}
    assert all((folder / name).is_file() for name in demo.CLIPS)
    measure = replace(assessment().measures[0], moment="worst")
    right = true_value(truth, "front.mp4", measure)
    left = true_value(truth, "front.mp4", replace(measure, side=Side.LEFT))
    assert right is not None
    assert left is not None
    assert right > left + 5, "the right knee moves in more than the left"


def test_the_demo_assesses_the_shipped_clips(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    pipeline = install(monkeypatch, FakePipeline())
    assert main(["demo", "--no-annotate"]) == 0
    assert [(r.path.name, r.movement) for r in pipeline.requests] == list(demo.CLIPS.items())
    assert pipeline.annotated is False
    assert Path("evenstride-demo/report.html").is_file()
    said = capsys.readouterr().out
    assert "report: evenstride-demo/report.html" in said
    assert "knee_medial_shift_pct, worst" in said
    assert said.endswith(" of 1 intervals hold the truth.\n")
