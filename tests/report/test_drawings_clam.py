from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, View
from evenstride.model.skeleton import LEFT
from evenstride.report import drawings
from evenstride.report.drawings import Reading
from evenstride.report.marks import Line, Role, Tag
from evenstride.report.pose import Pose, Track
from tests.fixtures.stick_clam import Clam, film_clam

NAMES = ("knee_opening_deg", "heel_gap_pct")
OPEN = Track(film_clam(Clam(heel_gap_m=0.1))).at(1.8)


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_of_the_clam_shell_is_drawn_and_tagged(name: str) -> None:
    marks = drawings.draw(name, View.FRONT, OPEN, LEFT, Reading(5.0, "L 5.0"))
    (line,) = [m for m in marks if isinstance(m, Line) and m.role is Role.MEASURE]
    assert line.end[1] < line.start[1]
    assert [m.text for m in marks if isinstance(m, Tag)] == ["L 5.0"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, View.FRONT, unseen, LEFT, Reading(5.0, "")) == ()
