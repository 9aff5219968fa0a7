from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, Side, View
from evenstride.model.skeleton import LEFT
from evenstride.report import drawings
from evenstride.report.drawings import Reading
from evenstride.report.marks import Line, Role, Tag
from evenstride.report.pose import Pose, Track
from tests.fixtures.stick_bird_dog import ON_THE_LEFT, BirdDog, film_bird_dog

NAMES = (
    "hold_s",
    "leg_elevation_deg",
    "arm_elevation_deg",
    "limb_drop_deg",
    "pelvis_drop_pct",
    "trunk_roll_deg",
    "sway_pct",
)
DOG = BirdDog(legs=(LEFT,), hold_s=2.0)
HELD = Track(film_bird_dog(DOG, ON_THE_LEFT)).at(sum(DOG.hold(0)) / 2)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("view", [View.SIDE, View.OBLIQUE])
def test_every_measure_of_the_bird_dog_is_drawn_and_tagged(name: str, view: View) -> None:
    marks = drawings.draw(name, view, HELD, LEFT, Reading(5.0, "L 5.0"))
    assert any(isinstance(m, Line) and m.role is Role.MEASURE for m in marks)
    assert [m.text for m in marks if isinstance(m, Tag)] == ["L 5.0"]
    assert np.isfinite([xy for m in marks if isinstance(m, Line) for xy in (m.start, m.end)]).all()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, View.SIDE, unseen, Side.LEFT, Reading(5.0, "")) == ()


def test_the_pelvis_hangs_as_far_under_its_level_as_the_number_says() -> None:
    marks = drawings.draw("pelvis_drop_pct", View.SIDE, HELD, LEFT, Reading(10.0, ""))
    (line,) = [m for m in marks if isinstance(m, Line) and m.role is Role.MEASURE]
    assert line.end[1] - line.start[1] == pytest.approx(0.1 * HELD.leg_px)
