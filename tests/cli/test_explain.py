from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.cli import main
from evenstride.cli.explain import explained
from evenstride.cli.words import say_assessment
from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import to_json
from evenstride.infer import Observed, infer, stops_of
from evenstride.model import Assessment, Intake
from tests.exchange.samples import assessment

ANSWERS = Intake(cambered_road_low_side=None, pain_during=("squat",))


@pytest.fixture
def inferred() -> Assessment:
    """The hand-made assessment with what its findings suggest."""
    made = assessment()
    return replace(made, imbalances=infer(Observed(made.findings, made.measures)))


@pytest.fixture
def written(inferred: Assessment, tmp_path: Path) -> Path:
    (tmp_path / "assessment.json").write_text(to_json(inferred), encoding="utf-8")
    return tmp_path


def test_an_imbalance_is_explained_down_to_the_clip_the_second_the_picture_and_the_source(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "i1", "--from", str(written)]) == 0
    said = capsys.readouterr().out
    for piece in (
        "i1  The muscles at the side of your right hip may need more strength.",
        "gluteus medius",
        "starts it: A knee that moves inward in the squat points to the hip of that side. [f1] (rule knee_in_weak_hip)",
        "f1  Knee moves inward, right: present",
        "m1  Knee shift, inward, right: 6.1 ± 1.7 % leg length, threshold over 4 % leg length",
        "seen in front.mp4 at 0.90 s, picture figures/f1.jpg",
        "(squat_heels_raised)",
        "The article on runners' imbalances reads",
        "What speaks against that:",
        "bell2008: Bell, Padua & Clark, 2008",
    ):
        assert piece in said


def test_a_finding_is_explained_with_what_it_bears_on(inferred: Assessment) -> None:
    said = "\n".join(explained(inferred, "f1"))
    assert "It bears on: i1" in said
    assert "front.mp4 at 0.90 s" in said
    assert "mauntel2014" in said
    assert "film the other side" in "\n".join(explained(inferred, "f2"))


def test_a_measure_is_explained_with_its_repetitions(inferred: Assessment) -> None:
    said = "\n".join(explained(inferred, "m1"))
    assert "each repetition: 5.9, 6.3; plus means toward the midline" in said
    assert "It bears on: f1" in said
    assert "the left foot is hidden" in "\n".join(explained(inferred, "m2"))


def test_an_unknown_id_is_refused_with_those_there_are(inferred: Assessment, written: Path) -> None:
    with pytest.raises(UsageError, match="use one of i1, f1, f2, m1, m2"):
        explained(inferred, "i9")
    assert main(["explain", "i9", "--from", str(written)]) == 2
    assert main(["explain", "i1", "--from", str(written / "nothing.json")]) == 2


def test_imbalances_stand_in_the_terminal_with_what_else_it_could_be(inferred: Assessment) -> None:
    lines: list[str] = []
    say_assessment(inferred, Path("out"), lines.append)
    said = "\n".join(lines)
    assert "  i1  Possible: The muscles at the side of your right hip may need more strength." in said
    assert "      Or: A tight calf or a stiff ankle can do the same." in said
    assert "why? evenstride explain i1 --from out" in said


def test_a_stop_stands_in_the_terminal_with_whom_to_see() -> None:
    lines: list[str] = []
    say_assessment(replace(assessment(), stops=stops_of(ANSWERS)), Path("out"), lines.append)
    said = "\n".join(lines)
    assert "so nothing is concluded from it" in said
    assert "physical therapist" in said
    assert "explain" not in said
