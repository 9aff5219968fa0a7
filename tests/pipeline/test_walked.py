"""Metres out of steps: the scale of a leg, its error, and the dose."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenstride.capture import write_poses
from evenstride.cli import main
from evenstride.model import Motion
from evenstride.model.clip import Estimate
from evenstride.model.skeleton import LEFT, RIGHT, SIDES
from evenstride.pipeline import AssessOptions, coach
from evenstride.pipeline.walked import LEG_DIFFERS_BY, LEG_M, OF_HEIGHT_DIFFERS_BY, told_of, walked_m
from tests.fixtures.stick import LEG_M as STICK_LEG_M
from tests.fixtures.stick_heel_walk import HeelWalk, film_heel_walk

REPLAY = AssessOptions(pose="replay", use_cache=False)
WALK = HeelWalk(LEFT, steps=8, length_m=0.34, turns_s=2.0)
WENT_M = 2 * 7.5 * 0.34


def kept(motion: Motion, folder: Path) -> Path:
    write_poses(motion, folder / "clip.json")
    return folder / "clip.json"


def test_the_way_the_hips_went_there_and_back_is_told_in_the_legs_of_most_adults(tmp_path: Path) -> None:
    session, made = coach("heel_walk", kept(film_heel_walk(WALK), tmp_path), REPLAY)
    walked = walked_m("heel_walk", made)
    total_m = sum(one.value for one in walked.values())
    assert total_m == pytest.approx(WENT_M * LEG_M / STICK_LEG_M, rel=0.15)
    assert sum(session.sides[side].distance_m or 0.0 for side in SIDES) == pytest.approx(total_m)
    assert all(one.interval[0] < one.value * (1 - LEG_DIFFERS_BY) for one in walked.values())
    assert any(line.startswith(f"About {total_m:.1f} m walked") for line in session.summary)
    assert session.summary[-1].startswith("Asked for are 50 m")


def test_who_says_how_tall_they_are_is_told_more_closely(tmp_path: Path) -> None:
    clip = kept(film_heel_walk(WALK), tmp_path)
    _, made = coach("heel_walk", clip, REPLAY)
    wide, close = walked_m("heel_walk", made), walked_m("heel_walk", made, height_m=2.0)
    for side in SIDES:
        assert close[side].value > wide[side].value
        assert _share(close[side]) < _share(wide[side])
        assert _share(close[side]) > OF_HEIGHT_DIFFERS_BY
    taller, _ = coach("heel_walk", clip, REPLAY, height_m=2.0)
    assert "at your height" in taller.summary[-2]


def _share(one: Estimate) -> float:
    return (one.interval[1] - one.value) / one.value


@pytest.mark.parametrize(
    ("low_m", "high_m", "says"),
    [(51.0, 60.0, "That is all of the 50 m"), (45.0, 55.0, "may be all"), (3.0, 6.0, "Asked for are 50 m")],
)
def test_the_dose_is_reached_once_the_interval_lies_beyond_it(low_m: float, high_m: float, says: str) -> None:
    half = Estimate((low_m + high_m) / 4, (low_m / 2, high_m / 2))
    assert says in told_of("heel_walk", {LEFT: half, RIGHT: half})[1]


def test_an_exercise_without_metres_has_none(tmp_path: Path) -> None:
    _, made = coach("heel_walk", kept(film_heel_walk(WALK), tmp_path), REPLAY)
    assert walked_m("clam_shell", made) == {}
    assert told_of("heel_walk", {}) == ()


def test_a_height_where_nothing_is_told_in_metres_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", "bird_dog", "clip.mp4", "--height", "170"]) == 2
    told = capsys.readouterr().err
    assert "nothing in it is told in metres" in told
    assert told.count("\n") == 1
