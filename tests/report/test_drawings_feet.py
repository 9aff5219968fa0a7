from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, View
from evenstride.model.skeleton import LEFT
from evenstride.report import drawings
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


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, View.SIDE, unseen, LEFT, Reading(5.0, "")) == ()
