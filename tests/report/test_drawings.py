from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, Side, View
from evenstride.model.skeleton import SIDES
from evenstride.report import drawings, looks, overlay
from evenstride.report.drawings import Crop, Reading
from evenstride.report.marks import Arc, Line, Mark, Role, Tag
from evenstride.report.pose import Pose, Track
from tests.report.squatting import motion_from

FRONT, SIDE = Track(motion_from(View.FRONT)), Track(motion_from(View.SIDE))
BOTTOM_S = 2.0
SQUAT_MEASURES = {
    "knee_medial_shift_pct": View.FRONT,
    "hip_shift_pct": View.FRONT,
    "thigh_below_horizontal_deg": View.FRONT,
    "trunk_lateral_lean_deg": View.FRONT,
    "pelvic_tilt_deg": View.FRONT,
    "knee_flexion_deg": View.SIDE,
    "shank_lean_deg": View.SIDE,
    "trunk_lean_deg": View.SIDE,
    "heel_lift_deg": View.SIDE,
}


def bottom(view: View) -> Pose:
    return (FRONT if view is View.FRONT else SIDE).at(BOTTOM_S)


def length(line: Line) -> float:
    return float(np.hypot(*np.subtract(line.end, line.start)))


def measured(marks: tuple[Mark, ...]) -> list[Line]:
    return [m for m in marks if isinstance(m, Line) and m.role is Role.MEASURE]


@pytest.mark.parametrize("name", SQUAT_MEASURES)
@pytest.mark.parametrize("side", SIDES)
def test_every_squat_measure_is_drawn_and_tagged(name: str, side: Side) -> None:
    view = SQUAT_MEASURES[name]
    marks = drawings.draw(name, view, bottom(view), side, Reading(5.0, "R 5.0"))
    assert measured(marks)
    assert [m.text for m in marks if isinstance(m, Tag)] == ["R 5.0"]
    places = [xy for m in marks if isinstance(m, Line) for xy in (m.start, m.end)]
    assert np.isfinite(places).all()


@pytest.mark.parametrize("name", SQUAT_MEASURES)
def test_nothing_is_drawn_on_a_body_that_was_not_seen(name: str) -> None:
    unseen = Pose(np.full((len(BODY.keypoints), 2), np.nan), BODY, 100, 200)
    assert drawings.draw(name, SQUAT_MEASURES[name], unseen, Side.LEFT, Reading(5.0, "")) == ()
    assert drawings.skeleton(unseen) == ()


@pytest.mark.parametrize(("side", "value"), [(Side.RIGHT, 7.0), (Side.LEFT, 7.0), (Side.LEFT, -4.0)])
def test_the_knees_segment_is_as_long_as_the_number_says(side: Side, value: float) -> None:
    pose = bottom(View.FRONT)
    [segment] = measured(drawings.draw("knee_medial_shift_pct", View.FRONT, pose, side, Reading(value, "")))
    assert length(segment) == pytest.approx(abs(value) / 100 * pose.leg_px)
    toward_other = (
        np.subtract(segment.end, segment.start)[0] * (pose.at("hip", side.mirror()) - pose.at("hip", side))[0]
    )
    assert np.sign(toward_other) == np.sign(value), "positive is toward the midline"


@pytest.mark.parametrize("value", [6.0, -6.0])
def test_the_hips_segment_points_to_the_side_the_number_names(value: float) -> None:
    pose = bottom(View.FRONT)
    [segment] = measured(drawings.draw("hip_shift_pct", View.FRONT, pose, Side.NONE, Reading(value, "")))
    assert length(segment) == pytest.approx(0.06 * pose.leg_px)
    to_the_right = (pose.at("hip", Side.RIGHT) - pose.at("hip", Side.LEFT))[0]
    assert np.sign(segment.end[0] - segment.start[0]) == np.sign(value * to_the_right)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_heels_arc_is_as_wide_as_the_number_says_and_opens_upward(mirrored: bool) -> None:
    track = Track(motion_from(View.SIDE).mirrored()) if mirrored else SIDE
    side = Side.LEFT if mirrored else Side.RIGHT
    marks = drawings.draw("heel_lift_deg", View.SIDE, track.at(BOTTOM_S), side, Reading(20.0, ""))
    [arc] = [m for m in marks if isinstance(m, Arc)]
    assert abs((arc.to_deg - arc.from_deg + 180) % 360 - 180) == pytest.approx(20)
    stood, now = arc.places()[0], arc.places()[-1]
    assert now[1] < stood[1], "the heel is higher than it stood"


def test_the_knees_arc_is_the_flexion() -> None:
    pose = bottom(View.SIDE)
    marks = drawings.draw("knee_flexion_deg", View.SIDE, pose, Side.RIGHT, Reading(104.0, ""))
    [arc] = [m for m in marks if isinstance(m, Arc)]
    assert abs((arc.to_deg - arc.from_deg + 180) % 360 - 180) == pytest.approx(104, abs=1)


def test_trunk_lean_is_drawn_against_the_vertical() -> None:
    marks = drawings.draw("trunk_lean_deg", View.SIDE, bottom(View.SIDE), Side.NONE, Reading(45.0, ""))
    [guide] = [m for m in marks if isinstance(m, Line) and m.role is Role.GUIDE]
    assert guide.start[0] == pytest.approx(guide.end[0])
    assert guide.end[1] < guide.start[1]


def test_what_has_no_drawing_falls_back_to_the_skeleton() -> None:
    pose = bottom(View.FRONT)
    assert not drawings.has_drawing("elbow_bend_deg", View.FRONT)
    assert drawings.draw("elbow_bend_deg", View.FRONT, pose, Side.LEFT, Reading(1.0, "")) == ()
    assert drawings.crop_of("elbow_bend_deg", View.FRONT) is Crop.PERSON
    assert len(drawings.skeleton(pose)) == len(BODY.bones)


def test_bones_have_their_sides_colour() -> None:
    sides = {m.side for m in drawings.skeleton(bottom(View.FRONT)) if isinstance(m, Line)}
    assert sides == {Side.LEFT, Side.RIGHT, Side.NONE}


def test_tags_stay_within_the_picture_and_off_each_other() -> None:
    places = {(0, 0): (1, 0), (5, 5): (1, 0), (399, 399): (0, 1), (200, 3): (-1, 0)}
    tags = [Tag(at, "R 12.3 %", towards=towards) for at, towards in places.items()]
    boxes = looks.tag_boxes(tags, overlay.text_width, 1.0, (400, 400))
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= 400
        assert box.y + box.height <= 400
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_words_on_a_picture_are_escaped() -> None:
    assert "&lt;5" in overlay.svg([Tag((5, 5), "<5")], (100, 100))


def test_a_pose_between_two_frames_lies_between_them() -> None:
    motion = FRONT.motion
    halfway = FRONT.at(float(motion.times[40] + motion.times[41]) / 2)
    assert np.allclose(halfway.points, (motion.points[40] + motion.points[41]) / 2)
    assert np.allclose(FRONT.at(float(motion.times[40])).points, motion.points[40])
    assert np.isnan(FRONT.at(99.0).points).all(), "long after the clip nobody is there"
