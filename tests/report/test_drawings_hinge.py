from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, Side, View
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.report import drawings
from evenstride.report.drawings import Reading
from evenstride.report.marks import Line, Role, Tag
from evenstride.report.pose import Pose, Track
from tests.fixtures.stick import Camera
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg

HINGE = OneLeg(flexion_deg=20, rest_flexion_deg=15, shank_share=0.2, trunk_lean_deg=75, in_line=True)
FILMED = film_one_leg(HINGE, Camera(yaw_deg=88))
LOWEST_S = float(FILMED.times[int(np.nanargmax(FILMED.middle("shoulder")[:, 1]))])
DOWN = Track(FILMED).at(LOWEST_S)
VIEWS = {
    "hip_flexion_deg": View.SIDE,
    "trunk_leg_line_deg": View.SIDE,
    "knee_bend_deg": View.SIDE,
    "pelvic_drop_deg": View.FRONT,
    "pelvis_open_deg": View.FRONT,
}


@pytest.mark.parametrize("name", VIEWS)
def test_every_measure_on_one_leg_is_drawn_and_tagged(name: str) -> None:
    marks = drawings.draw(name, VIEWS[name], DOWN, LEFT, Reading(5.0, "L 5"))
    assert any(isinstance(m, Line) and m.role is Role.MEASURE for m in marks)
    assert [m.text for m in marks if isinstance(m, Tag)] == ["L 5"]


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, VIEWS[name], unseen, LEFT, Reading(5.0, "")) == ()


@pytest.mark.parametrize("side", [LEFT, RIGHT, Side.NONE])
def test_the_leg_in_line_with_the_trunk_is_the_free_one_whatever_it_is_called(side: Side) -> None:
    marks = drawings.draw("trunk_leg_line_deg", View.SIDE, DOWN, side, Reading(0.0, ""))
    ends = [m.end for m in marks if isinstance(m, Line) and m.role is Role.MEASURE]
    free = min((LEFT, RIGHT), key=lambda s: DOWN.at("ankle", s)[1])
    assert any(np.allclose(end, DOWN.at("ankle", free)) for end in ends)


@pytest.mark.parametrize("name", ["hip_flexion_deg", "knee_bend_deg"])
@pytest.mark.parametrize("side", [LEFT, RIGHT, Side.NONE])
def test_hip_and_knee_are_drawn_on_the_leg_that_stands_whatever_it_is_called(side: Side, name: str) -> None:
    marks = drawings.draw(name, View.SIDE, DOWN, side, Reading(0.0, ""))
    stands = max((LEFT, RIGHT), key=lambda s: DOWN.at("ankle", s)[1])
    ends = [end for m in marks if isinstance(m, Line) and m.role is Role.MEASURE for end in (m.start, m.end)]
    assert any(np.allclose(end, DOWN.at("knee", stands)) for end in ends)
    assert {m.side for m in marks} == {side}


def test_a_pelvis_that_drops_is_drawn_against_the_same_line_whichever_leg_stands() -> None:
    """A free side 5 deg lower is the right hip lower over the left leg, and the left hip over the right one."""
    guides = [
        next(
            m
            for m in drawings.draw("pelvic_drop_deg", View.FRONT, DOWN, side, Reading(drop, ""))
            if isinstance(m, Line)
        )
        for side, drop in ((LEFT, 5.0), (RIGHT, -5.0))
    ]
    assert guides[0].end == pytest.approx(guides[1].end)
