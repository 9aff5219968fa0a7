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
    assert measure.value - 12.0 < reading <= measure.value < -10.0, "at its lowest, so below the mean of the step"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, View.SIDE, unseen, LEFT, Reading(5.0, "")) == ()
