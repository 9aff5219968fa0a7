from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import write_poses
from evenstride.model import BODY, View
from evenstride.model.skeleton import LEFT
from evenstride.pipeline import AssessOptions, coach
from evenstride.report import curves, drawings
from evenstride.report.drawings import Reading
from evenstride.report.marks import Line, Role, Tag
from evenstride.report.pose import Pose, Track
from evenstride.report.session_pictures import shown_reps
from tests.fixtures.stick_heel_walk import HeelWalk, film_heel_walk

NAMES = ("forefoot_up_deg", "step_length_pct")
WALK = HeelWalk()
LANDED = Track(film_heel_walk(WALK)).at(WALK.stand_s + 2.8 * WALK.step_s)


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_of_the_heel_walk_is_drawn_and_tagged(name: str) -> None:
    marks = drawings.draw(name, View.SIDE, LANDED, LEFT, Reading(5.0, "L 5.0"))
    (line,) = [m for m in marks if isinstance(m, Line) and m.role is Role.MEASURE]
    assert np.hypot(line.end[0] - line.start[0], line.end[1] - line.start[1]) > 5
    assert [m.text for m in marks if isinstance(m, Tag)] == ["L 5.0"]


def test_a_forefoot_is_drawn_against_how_it_was_put_down() -> None:
    guide, sole = (
        m for m in drawings.draw("forefoot_up_deg", View.SIDE, LANDED, LEFT, Reading(-20.0, "")) if isinstance(m, Line)
    )
    rise = [np.degrees(np.arctan2(m.start[1] - m.end[1], abs(m.end[0] - m.start[0]))) for m in (guide, sole)]
    assert rise[0] - rise[1] == pytest.approx(20.0), "it has sunk by 20 deg"


def test_the_number_beside_a_forefoot_is_how_far_it_sank(tmp_path: Path) -> None:
    write_poses(film_heel_walk(HeelWalk(sinks_left_deg=16.0)), tmp_path / "walk.json")
    _, made = coach("heel_walk", tmp_path / "walk.json", AssessOptions(pose="replay", use_cache=False))
    measure = next(m for m in made.measures if m.name == "forefoot_up_deg" and m.value is not None)
    assert measure.at_s is not None
    reading = curves.value_at(made, measure, measure.side, measure.at_s)
    assert measure.value is not None
    assert reading is not None
    assert reading == pytest.approx(min(measure.per_rep), abs=3.0), (
        "where it is as low as was read, in its weakest step"
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, View.SIDE, unseen, LEFT, Reading(5.0, "")) == ()


def test_of_a_walk_one_way_only_the_nearer_foot_is_shown_and_ranked_by_its_forefoot(tmp_path: Path) -> None:
    write_poses(film_heel_walk(HeelWalk(sinks_left_deg=16.0)), tmp_path / "walk.json")
    _, made = coach("heel_walk", tmp_path / "walk.json", AssessOptions(pose="replay", use_cache=False))
    shown = shown_reps(made)
    assert {one.rep.side for one in shown} == {LEFT}
    read = next(m for m in made.measures if m.name == "forefoot_up_deg" and m.side is LEFT)
    for one, value in zip(shown, (max(read.per_rep), min(read.per_rep)), strict=True):
        assert one.measure is not None
        assert curves.value_at(made, one.measure, LEFT, one.time_s) == pytest.approx(value, abs=3.0)


def test_steps_of_the_far_foot_are_not_shown_with_a_number(tmp_path: Path) -> None:
    write_poses(film_heel_walk(HeelWalk(sinks_left_deg=16.0, turns_s=2.0)), tmp_path / "walk.json")
    _, made = coach("heel_walk", tmp_path / "walk.json", AssessOptions(pose="replay", use_cache=False))
    back_s = WALK.duration_s + 1.0
    for one in shown_reps(made):
        assert (one.time_s < back_s) is (one.rep.side is LEFT), "the nearer foot: left there, right back"
    measure = next(m for m in made.measures if m.name == "forefoot_up_deg" and m.side is LEFT)
    far = [rep for rep in made.reps if rep.side is LEFT and rep.start_s > back_s]
    assert len(far) == 4
    assert {curves.value_at(made, measure, LEFT, rep.turn_s) for rep in far} == {None}
