"""Poses of other programs through the real commands: imported, assessed, and what they cannot give is said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.cli import main
from evenstride.exchange.c3d import write_c3d
from evenstride.exchange.trc import Markers, to_markers, write_trc
from tests.exchange.test_poses import openpose
from tests.fixtures.stick import Camera, Squat, film, joints

SQUAT = Squat(medial_right_pct=10.0)
FRONT, SIDE = film(SQUAT, Camera()), film(SQUAT, Camera(yaw_deg=90))


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def assessed(*clips: str) -> dict[str, object]:
    assert main(["assess", *clips, "--out", "results", "--no-cache"]) == 0
    document: dict[str, object] = json.loads(Path("results/assessment.json").read_text())
    return document


def values(document: dict[str, object]) -> dict[tuple[str, str, str], float]:
    measures = document["measures"]
    assert isinstance(measures, list)
    return {(m["name"], m["side"], m["moment"]): m["value"] for m in measures if m["value"] is not None}


def test_a_trc_and_a_c3d_run_the_whole_chain(capsys: pytest.CaptureFixture[str]) -> None:
    write_trc(Path("front.trc"), to_markers(FRONT))
    write_c3d(Path("side.c3d"), to_markers(SIDE))
    document = assessed("squat=front.trc", "squat=side.c3d")
    said = capsys.readouterr().out
    assert "front.trc holds poses and no pictures" in said
    assert "seen from the side was told from the body alone" in said
    clips = document["clips"]
    assert isinstance(clips, list)
    assert [(c["view"], c["file"]) for c in clips] == [("front", "front.trc"), ("side", "side.c3d")]
    assert all("no_pictures" in [p["code"] for p in c["problems"]] for c in clips)
    assert values(document)["knee_flexion_deg", "left", "bottom"] == pytest.approx(108, abs=3)
    assert values(document)["knee_medial_shift_pct", "right", "worst"] > 8
    assert "front_annotated.mp4" not in [p.name for p in Path("results").iterdir()]
    assert not list(Path("results/figures").glob("f*.jpg"))


def test_what_assess_wrote_gives_the_same_findings_again() -> None:
    write_trc(Path("front.trc"), to_markers(FRONT))
    write_trc(Path("side.trc"), to_markers(SIDE))
    first = assessed("squat=front.trc", "squat=side.trc")
    Path("results").rename("earlier")
    again = assessed("squat=earlier/front_pose.trc", "squat=earlier/side_pose.trc")
    assert [(f["fault"], f["side"], f["verdict"]) for f in first["findings"]] == [  # type: ignore[attr-defined]
        (f["fault"], f["side"], f["verdict"])
        for f in again["findings"]  # type: ignore[attr-defined]
    ]
    # Filtered once more, nothing moves by more than a tenth of a degree or of a percent of the leg.
    assert values(again) == pytest.approx(values(first), abs=0.1)


@pytest.mark.parametrize("rate_hz", [20.0, 50.0, 120.0])
def test_the_rate_of_a_file_changes_no_number(rate_hz: float) -> None:
    write_trc(Path("usual.trc"), to_markers(SIDE))
    write_trc(Path("other.trc"), to_markers(film(replace(SQUAT, rate_hz=rate_hz), Camera(yaw_deg=90))))
    usual, other = values(assessed("squat=usual.trc")), values(assessed("squat=other.trc"))
    assert other == pytest.approx(usual, abs=1.0)


def test_frames_that_are_missing_leave_uneven_times_and_change_nothing() -> None:
    whole = to_markers(SIDE)
    kept = np.delete(np.arange(len(whole.times)), [40, 41, 77, 120, 121, 122])
    write_trc(Path("whole.trc"), whole)
    write_trc(Path("uneven.trc"), replace(whole, times=whole.times[kept], positions=whole.positions[kept]))
    usual, uneven = values(assessed("squat=whole.trc")), values(assessed("squat=uneven.trc"))
    assert uneven == pytest.approx(usual, abs=1.0)


def test_markers_in_space_are_seen_from_the_view_that_is_named() -> None:
    times = FRONT.times
    write_trc(Path("lab.trc"), Markers(to_markers(FRONT).names, times, joints(SQUAT, times), 30.0))
    assert values(assessed("squat:front=lab.trc"))["knee_medial_shift_pct", "right", "worst"] > 8
    assert values(assessed("squat:side=lab.trc"))["knee_flexion_deg", "left", "bottom"] == pytest.approx(108, abs=3)
    assert main(["assess", "squat:oblique=lab.trc"]) == 3


def test_openpose_is_imported_at_a_rate_and_then_assessed(capsys: pytest.CaptureFixture[str]) -> None:
    openpose(Path("frames"), replace(SIDE, depth=None), 17)
    assert main(["assess", "squat=frames"]) == 3
    assert "evenstride import frames --fps 30" in capsys.readouterr().err
    assert main(["import", "frames", "--fps", "30"]) == 0
    said = capsys.readouterr().out
    assert "Not in it: left heel, right heel, left toe, right toe." in said
    assert "next: evenstride assess MOVEMENT=frames_poses.json" in said
    document = assessed("squat=frames_poses.json")
    assert values(document)["knee_flexion_deg", "left", "bottom"] == pytest.approx(108, abs=3)
    assert not any(name == "heel_lift_deg" for name, _, _ in values(document))


def test_coach_takes_poses_too(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.fixtures.stick_lying import Bridge, film_bridge

    write_trc(Path("bridge.trc"), to_markers(film_bridge(Bridge())))
    assert main(["coach", "single_leg_bridge", "bridge.trc", "--side", "left", "--out", "done"]) == 0
    assert "bridge.trc holds poses and no pictures" in capsys.readouterr().out


def test_what_cannot_be_brought_in_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.txt").write_text("x")
    write_trc(Path("x.trc"), to_markers(FRONT))
    for arguments, code, said in (
        (["import", "notes.txt"], 2, "holds nothing that can be brought in"),
        (["import", "nowhere"], 2, "nowhere is not there"),
        (["import", "x.trc", "--out", "notes.txt/x.json"], 2, "cannot write"),
        (["import", "gone.trc"], 3, "no such file"),
        (["assess", "squat=gone.c3d"], 3, "no such file"),
    ):
        assert main(arguments) == code
        told = capsys.readouterr().err
        assert said in told
        assert told.count("\n") == 1
