"""Clips that cannot be counted, through the command: one line, what to do, and never zero as if it were measured."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evenstride.capture import write_poses
from evenstride.cli import main
from evenstride.knowledge import facts
from evenstride.model.motion import Motion
from evenstride.model.skeleton import SIDES
from evenstride.pipeline import AssessOptions, coach, exercises
from evenstride.pipeline.study import SHORTEST_CLIP_S
from tests.capture.clips import write_clip
from tests.fixtures.figures import FIGURES

REAL = Path(__file__).parents[3] / "shared/data/bird_dog_phone"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the shared data are not beside this checkout")
LEGS = ("knee", "ankle", "heel", "toe")
OTHER = dict(zip(exercises(), (*exercises()[3:], *exercises()[:3]), strict=True))
"""For every exercise another one."""

Captured = pytest.CaptureFixture[str]


def coached(exercise: str, clip: Path, *more: str) -> tuple[int, Path]:
    out = clip.with_name("results")
    return main(["coach", exercise, str(clip), "--no-annotate", "--out", str(out), *more]), out


def refused(exercise: str, motion: Motion, tmp_path: Path, capfd: Captured) -> dict[str, Any]:
    """Ask a motion for an exercise that it does not show; return the session, in which nothing may be counted."""
    write_poses(motion, tmp_path / "clip.json")
    code, out = coached(exercise, tmp_path / "clip.json", "--pose", "replay", "--no-cache")
    said = capfd.readouterr()
    document: dict[str, Any] = json.loads((out / "session.json").read_text(encoding="utf-8"))
    undetermined = document["undetermined"]
    assert code == 4
    assert undetermined["reason"]
    assert undetermined["advice"]
    assert all(side["reps"] is None for side in document["sides"].values()), document["sides"]
    assert not any(rep["counted"] for rep in document["reps"])
    assert (document["measures"], document["findings"], document["sets"]) == ([], [], [])
    lines = [line for line in said.err.splitlines() if line.startswith("evenstride: ")]
    assert len(lines) == 1
    assert undetermined["reason"] in lines[0]
    assert "Traceback" not in said.err + said.out
    return document


@pytest.mark.parametrize("exercise", exercises())
def test_another_exercise_is_called_by_its_name(exercise: str, tmp_path: Path, capfd: Captured) -> None:
    document = refused(exercise, FIGURES[OTHER[exercise]][0], tmp_path, capfd)
    title = facts().exercises[OTHER[exercise]].title
    assert document["clip"]["looks_like"] == OTHER[exercise]
    assert f"looks like the {title[0].lower()}{title[1:]}" in document["undetermined"]["advice"]


@pytest.mark.parametrize("exercise", ["single_leg_rdl", "single_leg_squat", "single_leg_bridge"])
def test_a_picture_that_lies_on_its_side_is_told_from_another_exercise(
    exercise: str, tmp_path: Path, capfd: Captured
) -> None:
    motion, _ = FIGURES[exercise]
    width, height = motion.size_px
    turned = np.stack([height - motion.points[..., 1], motion.points[..., 0]], axis=-1)
    document = refused(exercise, replace(motion, points=turned, size_px=(height, width)), tmp_path, capfd)
    assert "turn the camera or the clip upright" in document["undetermined"]["advice"]


@pytest.mark.parametrize("exercise", exercises())
def test_half_a_body_is_no_repetition(exercise: str, tmp_path: Path, capfd: Captured) -> None:
    motion, _ = FIGURES[exercise]
    points, confidence = motion.points.copy(), motion.confidence.copy()
    columns = [motion.skeleton.index(part, side) for part in LEGS for side in SIDES]
    points[:, columns], confidence[:, columns] = np.nan, 0.0
    refused(exercise, replace(motion, points=points, confidence=confidence), tmp_path, capfd)


@pytest.mark.parametrize("exercise", [key for key in exercises() if key not in ("single_leg_balance", "heel_walk")])
def test_the_first_half_of_a_repetition_is_none(exercise: str, tmp_path: Path, capfd: Captured) -> None:
    write_poses(FIGURES[exercise][0], tmp_path / "whole.json")
    turn_s = coach(exercise, tmp_path / "whole.json", AssessOptions(pose="replay", use_cache=False))[0].reps[0].turn_s
    refused(exercise, FIGURES[exercise][0].between(0.0, max(turn_s, SHORTEST_CLIP_S + 0.1)), tmp_path, capfd)


@pytest.mark.parametrize("exercise", exercises())
def test_nobody_in_the_poses(exercise: str, tmp_path: Path, capfd: Captured) -> None:
    motion, _ = FIGURES[exercise]
    gone = replace(motion, points=np.full_like(motion.points, np.nan), confidence=0 * motion.confidence, depth=None)
    write_poses(gone, tmp_path / "clip.json")
    code, out = coached(exercise, tmp_path / "clip.json", "--pose", "replay", "--no-cache")
    unusable(code, out, capfd.readouterr().err)


def unusable(code: int, out: Path, said: str) -> None:
    """Check that a clip was refused in one line that names it and says what to do, and that nothing was written."""
    assert code == 3
    assert not (out / "session.json").exists()
    lines = [line for line in said.splitlines() if line.startswith("evenstride: ")]
    assert len(lines) == 1
    assert "clip." in lines[0]
    assert "; " in lines[0]
    assert "Traceback" not in said


def test_a_black_clip_and_a_photo(tmp_path: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENSTRIDE_CACHE", str(tmp_path / "cache"))
    black = write_clip(
        tmp_path / "clip.mp4", images=[np.zeros((96, 128, 3), np.uint8)] * 60, times_ms=range(0, 1980, 33)
    )
    photo = write_clip(tmp_path / "clip.jpg", codec="mjpeg", pixels="yuvj420p", count=1)
    for clip in (black, photo):
        code, out = coached("bird_dog", clip)
        unusable(code, out, capfd.readouterr().err)


@needs_real
@pytest.mark.parametrize("name", ["cat_cow.mp4", "standing_turning.mp4"])
def test_what_people_do_on_a_mat_besides_is_no_exercise(name: str) -> None:
    for exercise in exercises():
        session, _ = coach(exercise, REAL / name)
        assert session.undetermined is not None, exercise
        assert all(tally.reps is None for tally in session.sides.values()), exercise
        assert session.clip.looks_like is None, exercise
        assert "Step back" in session.undetermined.advice, exercise
