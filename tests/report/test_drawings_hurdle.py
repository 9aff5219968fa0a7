from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, Side, View
from evenstride.model.skeleton import LEFT, RIGHT, SIDES
from evenstride.report import drawings
from evenstride.report.drawings import Reading
from evenstride.report.marks import Line, Role, Tag
from evenstride.report.pose import Pose, Track
from tests.fixtures.stick import Camera
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle

STEP = Hurdle(legs=(LEFT,))
TOP_S = STEP.starts()[0] + STEP.lift_s / 2
VIEWS = {View.FRONT: Camera(), View.SIDE: Camera(yaw_deg=90.0)}
DRAWN = [
    *((name, View.FRONT) for name in ("hip_turn_out_deg", "foot_turn_out_deg", "sway_pct")),
    *((name, view) for name in ("foot_clearance_pct", "knee_lift_pct", "touch_downs") for view in VIEWS),
    ("heel_tap_pct", View.SIDE),
]


def _top(view: View) -> Pose:
    return Track(film_hurdle(STEP, VIEWS[view])).at(TOP_S)


@pytest.mark.parametrize(("name", "view"), DRAWN)
@pytest.mark.parametrize("side", SIDES)
def test_every_measure_of_the_hurdle_step_is_drawn_and_tagged(name: str, view: View, side: Side) -> None:
    marks = drawings.draw(name, view, _top(view), side, Reading(5.0, "5.0"))
    assert any(isinstance(m, Line) and m.role is Role.MEASURE for m in marks)
    assert [m.text for m in marks if isinstance(m, Tag)] == ["5.0"]
    assert np.isfinite([xy for m in marks if isinstance(m, Line) for xy in (m.start, m.end)]).all()


@pytest.mark.parametrize(("name", "view"), DRAWN)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str, view: View) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, view, unseen, LEFT, Reading(5.0, "")) == ()


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_a_turned_out_knee_is_drawn_outward_of_straight_ahead(side: Side) -> None:
    pose = _top(View.FRONT)
    marks = drawings.draw("hip_turn_out_deg", View.FRONT, pose, side, Reading(20.0, ""))
    line = next(m for m in marks if isinstance(m, Line) and m.role is Role.MEASURE)
    away = pose.at("hip", side)[0] - pose.at("hip", side.mirror())[0]
    assert (line.end[0] - line.start[0]) * away > 0
