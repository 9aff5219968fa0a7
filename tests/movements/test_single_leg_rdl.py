"""Single-leg Romanian deadlifts counted, given to the leg that stands, and measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, Side
from evenstride.movements import movements
from evenstride.movements.evaluate import evaluate
from evenstride.movements.recognise import repetitions
from evenstride.pipeline.study import sided
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle
from tests.fixtures.stick_lying import Bridge, exchanged, film_bridge
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.fixtures.study import measures_of, one, subject_of

RDL = movements()["single_leg_rdl"]
FRONT, SIDE = Camera(noise_px=0.5), Camera(yaw_deg=88, distance_m=2.4, noise_px=0.5)
FLOOR = Camera(yaw_deg=88, height_m=0.08)

HINGES = OneLeg(flexion_deg=20, rest_flexion_deg=15, shank_share=0.2, trunk_lean_deg=75, in_line=True)


@pytest.mark.parametrize("camera", [FRONT, SIDE, replace(SIDE, yaw_deg=-85)])
def test_every_hinge_is_given_to_the_leg_that_stands(camera: Camera) -> None:
    found = repetitions(RDL, subject_of(film_one_leg(HINGES, camera), camera.yaw_deg, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT, LEFT, RIGHT, RIGHT]
    assert all(rep.counted for rep in found)


@pytest.mark.parametrize("camera", [FLOOR, replace(SIDE, distance_m=6.0)], ids=["floor", "far_away"])
def test_where_both_legs_look_alike_the_far_one_is_asked_for(camera: Camera) -> None:
    found = repetitions(RDL, subject_of(film_one_leg(HINGES, camera), camera.yaw_deg, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT, LEFT, Side.NONE, Side.NONE]


def test_a_third_of_a_hinge_is_shown_and_not_counted() -> None:
    some = OneLeg(flexion_deg=20, rest_flexion_deg=15, trunk_lean_deg=80, in_line=True, half=(1,))
    found = repetitions(RDL, subject_of(film_one_leg(some, SIDE), 88.0, on_one_foot=True))
    assert [rep.counted for rep in found] == [True, False, True, True]
    assert found[1].why_not == "the trunk came down much less than in a full hinge"


def test_the_hinge_is_the_hips_bend_and_the_line_is_kept() -> None:
    told = measures_of(RDL, film_one_leg(HINGES, SIDE), 88.0, on_one_foot=True)
    thigh_deg = 0.8 * 20
    hip = one(told, "hip_flexion_deg", LEFT)
    assert hip.interval is not None
    assert hip.interval[0] < 75 + thigh_deg < hip.interval[1]
    line = one(told, "trunk_leg_line_deg", RIGHT)
    assert line.value == pytest.approx(0, abs=8)


def test_a_knee_that_bends_further_and_a_leg_that_hangs_are_seen() -> None:
    bent = OneLeg(flexion_deg=50, rest_flexion_deg=12, shank_share=0.2, trunk_lean_deg=75, in_line=True, line_deg=35)
    told = measures_of(RDL, film_one_leg(bent, SIDE), 88.0, on_one_foot=True)
    straight = measures_of(RDL, film_one_leg(HINGES, SIDE), 88.0, on_one_foot=True)
    for name, more in (("knee_bend_deg", 38 - 5), ("trunk_leg_line_deg", 35)):
        values = [one(measures, name, LEFT).value for measures in (told, straight)]
        assert values[0] is not None
        assert values[1] is not None
        assert values[0] - values[1] == pytest.approx(more, abs=8), name


def test_not_coming_up_all_the_way_is_seen() -> None:
    short = OneLeg(reps=3, flexion_deg=20, rest_flexion_deg=15, trunk_lean_deg=75, in_line=True, top_lean_deg=20)
    lean = one(measures_of(RDL, film_one_leg(short, SIDE), 88.0, on_one_foot=True), "trunk_lean_deg", LEFT)
    whole = one(measures_of(RDL, film_one_leg(HINGES, SIDE), 88.0, on_one_foot=True), "trunk_lean_deg", LEFT)
    assert lean.value is not None
    assert whole.value is not None
    assert lean.value - whole.value > 10


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_the_pelvis_opens_toward_the_free_leg_whichever_stands(side: Side) -> None:
    level, opening = (
        one(measures_of(RDL, film_one_leg(hinge, FRONT), 0.0, on_one_foot=True), "pelvis_open_deg", side).value
        for hinge in (
            OneLeg(legs=(side,), flexion_deg=20, trunk_lean_deg=75, in_line=True, open_deg=deg) for deg in (0, 16)
        )
    )
    assert level is not None
    assert opening is not None
    assert opening - level > 10


def test_hips_and_shoulders_that_hide_each_other_at_the_lowest_do_not_change_how_open_the_pelvis_is() -> None:
    motion = film_one_leg(OneLeg(legs=(LEFT,), flexion_deg=20, trunk_lean_deg=75, in_line=True, open_deg=16), FRONT)
    clear = one(measures_of(RDL, motion, 0.0, on_one_foot=True), "pelvis_open_deg", LEFT).value
    points = motion.points.copy()
    for rep in repetitions(RDL, subject_of(motion, 0.0, on_one_foot=True)):
        lowest = np.abs(motion.times - rep.turn_s) < 0.1
        for part, px in (("hip", 25.0), ("shoulder", 60.0)):
            for side, sign in ((LEFT, 1.0), (RIGHT, -1.0)):
                points[lowest, BODY.index(part, side), 1] += sign * px
    hidden = measures_of(RDL, replace(motion, points=points), 0.0, on_one_foot=True)
    assert one(hidden, "pelvis_open_deg", LEFT).value == pytest.approx(clear, abs=4)


@pytest.mark.parametrize(("legs", "told"), [((RIGHT,), [Side.NONE] * 2), ((LEFT,), [LEFT] * 2)])
def test_the_far_leg_is_named_only_where_names_stay_clear(legs: tuple[Side, ...], told: list[Side]) -> None:
    motion = film_one_leg(OneLeg(legs=legs, flexion_deg=20, trunk_lean_deg=75, in_line=True), SIDE)
    first = repetitions(RDL, subject_of(motion, 88.0, on_one_foot=True))[0]
    mixed_up = exchanged(motion, first.turn_s, first.turn_s + 0.25)
    found = repetitions(RDL, subject_of(mixed_up, 88.0, on_one_foot=True))
    assert [rep.side for rep in found] == told


def test_a_tired_hinge_that_sinks_like_a_squat_counts_beside_whole_ones() -> None:
    whole = OneLeg(legs=(LEFT,), flexion_deg=20, rest_flexion_deg=15, trunk_lean_deg=75, in_line=True)
    squat = OneLeg(legs=(LEFT,), flexion_deg=80, trunk_lean_deg=40)
    assert len(repetitions(RDL, subject_of(film_one_leg(whole, FRONT), 0.0, on_one_foot=True))) == 2
    assert repetitions(RDL, subject_of(film_one_leg(squat, FRONT), 0.0, on_one_foot=True)) == ()


LEGS_READ = ("hip_flexion_deg", "knee_bend_deg", "trunk_leg_line_deg")


@pytest.mark.parametrize("lowest_s", [0.3, 0.4])
def test_legs_exchanged_at_the_bottom_are_read_by_their_place(lowest_s: float) -> None:
    motion = film_one_leg(replace(HINGES, legs=(LEFT,)), SIDE)
    turns = [rep.turn_s for rep in repetitions(RDL, subject_of(motion, 88.0, on_one_foot=True))]
    mixed_up = motion
    for turn_s in turns:
        mixed_up = exchanged(mixed_up, turn_s - lowest_s, turn_s + lowest_s)
    found = repetitions(RDL, subject_of(mixed_up, 88.0, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT, LEFT]
    told, clear = (measures_of(RDL, seen, 88.0, on_one_foot=True) for seen in (mixed_up, motion))
    for name in LEGS_READ:
        assert one(told, name, LEFT).value == pytest.approx(one(clear, name, LEFT).value, abs=3), name


@pytest.mark.parametrize(("around_s", "read"), [(0.25, LEGS_READ), (0.36, ("trunk_leg_line_deg",)), (0.8, ())])
def test_legs_half_way_between_the_two_are_not_read_and_what_is_low_beside_them_is(
    around_s: float, read: tuple[str, ...]
) -> None:
    motion = film_one_leg(replace(HINGES, legs=(LEFT,), rep_s=4.0), SIDE)
    points = motion.points.copy()
    for rep in repetitions(RDL, subject_of(motion, 88.0, on_one_foot=True)):
        low = np.abs(motion.times - rep.turn_s) <= around_s
        for part in ("knee", "ankle", "heel", "toe"):
            left, right = BODY.index(part, LEFT), BODY.index(part, RIGHT)
            points[low, left] = points[low, right] = (points[low, left] + points[low, right]) / 2
    told, clear = (measures_of(RDL, seen, 88.0, on_one_foot=True) for seen in (replace(motion, points=points), motion))
    assert one(told, "trunk_lean_deg", LEFT).value == pytest.approx(0, abs=8)
    for name in LEGS_READ:
        measure = one(told, name, LEFT)
        if name in read:
            assert measure.value == pytest.approx(one(clear, name, LEFT).value, abs=5), name
        else:
            assert measure.undetermined is not None
            assert measure.undetermined.code == "legs_swapped"


def test_hinges_whose_side_is_said_are_read() -> None:
    motion = exchanged(film_one_leg(replace(HINGES, legs=(RIGHT,)), SIDE), 0.0, 99.0)
    subject = subject_of(motion, 88.0, on_one_foot=True)
    asked = repetitions(RDL, subject)
    assert [rep.side for rep in asked] == [Side.NONE] * 2
    told = evaluate(RDL, subject, subject, sided(asked, RIGHT), "c1", {}).measures
    hip = one(told, "hip_flexion_deg", RIGHT)
    assert hip.value == pytest.approx(75 + 0.8 * 20, abs=12), "a stick figure has not the offset of the pose model"


def test_what_a_leg_nobody_can_name_did_is_read_and_told_without_a_side() -> None:
    motion = film_one_leg(HINGES, SIDE)
    subject = subject_of(exchanged(motion, 1.9, 7.9), 88.0, on_one_foot=True)
    found = repetitions(RDL, subject)
    assert [rep.side for rep in found] == [Side.NONE, Side.NONE, RIGHT, RIGHT]
    told = evaluate(RDL, subject, subject, found, "c1", {}).measures
    lean = [one(told, "trunk_lean_deg", side) for side in (Side.NONE, RIGHT)]
    assert lean[0].value is not None
    assert lean[0].value == pytest.approx(lean[1].value, abs=2)
    assert one(told, "trunk_lean_deg", LEFT).undetermined is not None
    assert [m.side for m in measures_of(RDL, motion, 88.0, on_one_foot=True) if m.side is Side.NONE] == []


@pytest.mark.parametrize("span_s", [(2.1, 4.9), (1.9, 7.9)], ids=["hinge", "spell"])
def test_a_leg_taken_for_the_other_one_is_asked_for(span_s: tuple[float, float]) -> None:
    motion = film_one_leg(HINGES, SIDE)
    found = repetitions(RDL, subject_of(exchanged(motion, *span_s), 88.0, on_one_foot=True))
    assert [rep.counted for rep in found] == [True] * 4
    assert found[0].side is Side.NONE
    assert [rep.side for rep in found[2:]] == [RIGHT, RIGHT]


def test_legs_taken_for_each_other_throughout_are_asked_for_as_the_far_foot_stands_lower() -> None:
    motion = film_one_leg(HINGES, SIDE)
    found = repetitions(RDL, subject_of(exchanged(motion, 0.0, 99.0), 88.0, on_one_foot=True))
    assert [rep.side for rep in found] == [Side.NONE] * 4


def test_a_far_knee_whose_bones_hid_while_standing_is_read_while_its_foot_is_in_its_place() -> None:
    bent = replace(HINGES, legs=(RIGHT,), flexion_deg=50, rest_flexion_deg=12)
    motion = film_one_leg(bent, SIDE)
    both_down, knee = (motion.times < 1.5) | (motion.times > 8.2), BODY.index("knee", RIGHT)
    points, confidence = motion.points.copy(), motion.confidence.copy()
    points[both_down, knee], confidence[both_down, knee] = np.nan, 0.0
    hidden = Motion(motion.times, points, confidence, motion.size_px, motion.depth)
    subject = subject_of(hidden, 88.0, on_one_foot=True)
    assert np.isnan(subject.thigh_px(RIGHT))
    bend = one(measures_of(RDL, hidden, 88.0, on_one_foot=True), "knee_bend_deg", RIGHT)
    assert bend.interval is not None
    assert bend.interval[0] < 50 - 12 < bend.interval[1]


@pytest.mark.parametrize("span_s", [(0.0, 99.0), (1.5, 8.9)], ids=["throughout", "on_one_leg"])
@pytest.mark.parametrize(("side", "camera"), [(LEFT, SIDE), (RIGHT, SIDE), (LEFT, FLOOR)])
def test_exchanged_names_are_not_believed(side: Side, camera: Camera, span_s: tuple[float, float]) -> None:
    motion = film_one_leg(replace(HINGES, legs=(side,)), camera)
    found = repetitions(RDL, subject_of(exchanged(motion, *span_s), 88.0, on_one_foot=True))
    assert [rep.side for rep in found] == [Side.NONE] * 2


def test_names_exchanged_between_two_hinges_of_one_leg_are_outvoted() -> None:
    motion = film_one_leg(replace(HINGES, legs=(LEFT,), reps=3), SIDE)
    found = repetitions(RDL, subject_of(exchanged(motion, 4.6, 5.6), 88.0, on_one_foot=True))
    assert [rep.side for rep in found] == [LEFT] * 3


def test_who_faces_the_wrong_way_for_the_near_side_is_asked() -> None:
    subject = subject_of(film_one_leg(HINGES, SIDE), 88.0, on_one_foot=True)
    found = repetitions(RDL, replace(subject, near_side=RIGHT))
    assert [rep.side for rep in found] == [Side.NONE] * 4


BOTH_FEET = {
    "deadlift": OneLeg(legs=(LEFT,), flexion_deg=20, trunk_lean_deg=75),
    "picking_up": OneLeg(legs=(LEFT,), flexion_deg=70, trunk_lean_deg=60),
}


@pytest.mark.parametrize("camera", [FRONT, SIDE], ids=["front", "side"])
@pytest.mark.parametrize("kind", BOTH_FEET)
def test_on_both_feet_it_is_no_single_leg_hinge(kind: str, camera: Camera) -> None:
    motion = film_one_leg(BOTH_FEET[kind], camera)
    points = motion.points.copy()
    if camera is FRONT:  # back between the feet
        points[:, :, 0] -= (motion.middle("hip")[:, 0] - motion.middle("hip")[0, 0])[:, None]
    for part in ("knee", "ankle", "heel", "toe"):
        left, right = BODY.index(part, LEFT), BODY.index(part, RIGHT)
        points[:, left] = motion.points[:, left]
        points[:, right] = points[:, left] + motion.points[0, right] - motion.points[0, left]
    both = Motion(motion.times, points, motion.confidence, motion.size_px, motion.depth)
    assert repetitions(RDL, subject_of(motion, camera.yaw_deg, on_one_foot=True)) or kind == "picking_up"
    assert repetitions(RDL, subject_of(both, camera.yaw_deg, on_one_foot=True)) == ()


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), FRONT), 0.0),
        (film(Squat(), SIDE), 88.0),
        (film_hurdle(Hurdle(), FRONT), 0.0),
        (film_hurdle(Hurdle(), SIDE), 88.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_bridge(Bridge()), 90.0),
        (film_one_leg(OneLeg(), FRONT), 0.0),
        (film_one_leg(OneLeg(), SIDE), 88.0),
        (film_one_leg(OneLeg(reps=0, alone_s=6), FRONT), 0.0),
    ],
    ids=["squat", "squat_side", "hurdle", "hurdle_side", "bird_dog", "bridge", "one_leg", "one_leg_side", "balance"],
)
def test_other_movements_are_no_single_leg_hinges(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(RDL, subject_of(motion, yaw_deg, on_one_foot=True)) == ()
