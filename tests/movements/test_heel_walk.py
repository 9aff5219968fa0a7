"""Steps on the heels counted, left and right, with what the nearer forefoot does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.measure.heel_steps import hips_along
from evenstride.measure.subject import Subject
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, SIDES, Side
from evenstride.movements import movements
from evenstride.movements.evaluate import evaluate
from evenstride.movements.recognise import repetitions
from evenstride.pipeline.study import seen_in
from tests.fixtures.stick import LEG_M, Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_calf import Calf, film_calf
from tests.fixtures.stick_calf import exchanged as legs_exchanged
from tests.fixtures.stick_clam import Clam, film_clam
from tests.fixtures.stick_heel_walk import ON_THE_LEFT, HeelWalk, film_heel_walk
from tests.fixtures.study import measures_of, one, subject_of

WALK = movements()["heel_walk"]


def walker_of(motion: Motion) -> Subject:
    """Return the runner of a walk there and back, as the pipeline sees them."""
    return seen_in(motion, WALK)[2]


def leg_px(motion: Motion) -> float:
    """Return how long a leg is in the picture."""
    return float(np.median(motion.point("ankle", LEFT)[:, 1] - motion.point("hip", LEFT)[:, 1]))


def feet_brought_together(motion: Motion, from_s: float) -> Motion:
    """Return the motion with the hind foot put beside the other one at the end."""
    points = motion.points.copy()
    late = motion.times >= from_s
    share = np.clip((motion.times[late] - from_s) / 0.4, 0.0, 1.0)[:, None]
    ankles = {side: points[-1, BODY.index("ankle", side), 0] for side in SIDES}
    ahead = max(SIDES, key=lambda side: abs(ankles[side] - points[0, BODY.index("ankle", side), 0]))
    gap = ankles[ahead] - ankles[ahead.mirror()]
    for part in ("ankle", "heel", "toe"):
        points[late, BODY.index(part, ahead.mirror()), 0] += (share * gap)[:, 0]
    for side in SIDES:
        points[late, BODY.index("hip", side), 0] += (share * gap / 2)[:, 0]
    return replace(motion, points=points)


FROM_THE_RIGHT = Camera(yaw_deg=-83.0, height_m=0.6, distance_m=5.0, noise_px=1.0)


@pytest.mark.parametrize("camera", [ON_THE_LEFT, FROM_THE_RIGHT])
@pytest.mark.parametrize("first", SIDES)
def test_every_step_is_found_with_its_foot(camera: Camera, first: Side) -> None:
    found = repetitions(WALK, subject_of(film_heel_walk(HeelWalk(first), camera), camera.yaw_deg))
    assert [rep.side for rep in found] == [first if n % 2 == 0 else first.mirror() for n in range(7)]
    assert all(rep.counted for rep in found)


def test_a_step_whose_feet_are_taken_for_each_other_keeps_its_turn() -> None:
    motion = legs_exchanged(film_heel_walk(HeelWalk(steps=8)), 2.95, 3.55)
    found = repetitions(WALK, subject_of(motion, 90.0))
    assert [rep.side for rep in found] == [LEFT, RIGHT] * 4


def test_the_lengths_of_all_steps_are_the_way_the_hips_went() -> None:
    walk = HeelWalk(length_m=0.34, steps=8)
    found = measures_of(WALK, film_heel_walk(walk), 90.0)
    lengths = [one(found, "step_length_pct", side).value for side in SIDES]
    assert None not in lengths
    way_m = sum((4 * length for length in lengths if length), 0.0) * LEG_M / 100
    assert way_m == pytest.approx(7.5 * 0.34, abs=0.3)


def test_steps_are_as_long_at_both_ends_of_a_room_that_the_phone_looks_along() -> None:
    walk = HeelWalk(LEFT, steps=8)
    subject = subject_of(film_heel_walk(walk, replace(ON_THE_LEFT, yaw_deg=60.0, distance_m=4.0)), 60.0)
    passes = walk.stand_s + walk.step_s * (np.arange(1, 8) + 0.4)
    steps = np.abs(np.diff(np.interp(passes, subject.motion.times, hips_along(subject))))
    assert steps.max() < 1.1 * steps.min()


@pytest.mark.parametrize("first", SIDES)
def test_there_and_back_every_step_is_found_and_the_turn_is_none(first: Side) -> None:
    found = repetitions(WALK, walker_of(film_heel_walk(HeelWalk(first, turns_s=2.0))))
    way = [first if n % 2 == 0 else first.mirror() for n in range(7)]
    assert [rep.side for rep in found] == way * 2
    assert {rep.near_side for rep in found[:7]} == {LEFT}
    assert {rep.near_side for rep in found[7:]} == {RIGHT}


def test_closing_up_after_the_last_step_is_no_step() -> None:
    motion = film_heel_walk(HeelWalk(RIGHT, steps=7))
    closed = feet_brought_together(motion, from_s=motion.times[-1] - 0.7)
    assert len(repetitions(WALK, subject_of(closed, 90.0))) == 7


def test_feet_taken_for_each_other_as_the_far_one_is_ahead_cost_no_step() -> None:
    walk = HeelWalk(LEFT, steps=8)
    motion = film_heel_walk(walk)
    for n in (1, 3, 7):
        motion = legs_exchanged(motion, walk.lands_s(n) - 0.05, walk.lands_s(n) + 0.1)
    assert [rep.side for rep in repetitions(WALK, subject_of(motion, 90.0))] == [LEFT, RIGHT] * 4


@pytest.mark.parametrize("hidden", [(1.5, 2.4), (4.1, 4.7)])
def test_the_far_foot_out_of_sight_for_a_while_costs_no_step(hidden: tuple[float, float]) -> None:
    motion = film_heel_walk(HeelWalk(LEFT, steps=8))
    points = motion.points.copy()
    while_s = (motion.times >= hidden[0]) & (motion.times <= hidden[1])
    points[while_s, BODY.index("ankle", RIGHT)] = np.nan
    found = repetitions(WALK, subject_of(replace(motion, points=points), 90.0))
    assert [rep.side for rep in found] == [LEFT, RIGHT] * 4


def test_a_way_begins_as_both_feet_are_in_sight() -> None:
    walk = HeelWalk(LEFT, steps=8)
    motion = film_heel_walk(walk)
    points = motion.points.copy()
    before_s = walk.stand_s + 1.05 * walk.step_s
    points[motion.times < before_s] = np.nan
    points[motion.times < before_s + 0.2, BODY.index("ankle", RIGHT)] = np.nan
    found = repetitions(WALK, subject_of(replace(motion, points=points), 90.0))
    assert [rep.side for rep in found] == [RIGHT, LEFT] * 3 + [RIGHT]


@pytest.mark.parametrize(("toes_in", "steps"), [(0.15, 8), (-0.15, 7)])
def test_a_foot_that_is_put_down_with_its_toes_out_of_the_picture_takes_no_step(toes_in: float, steps: int) -> None:
    walk = HeelWalk(LEFT, steps=8)
    motion = film_heel_walk(walk)
    toes = motion.point("toe", RIGHT)[int(walk.lands_s(7) * walk.rate_hz) + 2 :, 0].mean()
    begins = motion.point("toe", RIGHT)[0, 0]
    ahead = np.sign(toes - begins)
    edge = toes + ahead * toes_in * leg_px(motion)
    points = motion.points.copy()
    points[..., 0] -= edge if ahead < 0 else 0.0
    size = (round(edge) if ahead > 0 else motion.size_px[0], motion.size_px[1])
    found = repetitions(WALK, subject_of(replace(motion, points=points, size_px=size), 90.0))
    assert len(found) == steps


def test_left_and_right_are_asked_for_where_the_feet_contradict_each_other() -> None:
    walk = HeelWalk(LEFT, steps=8)
    motion = film_heel_walk(walk)
    for n in walk.steps_of(LEFT):
        motion = legs_exchanged(motion, walk.lands_s(n) - 0.25, walk.lands_s(n) + 0.3)
    assert {rep.side for rep in repetitions(WALK, subject_of(motion, 90.0))} == {Side.NONE}


def test_who_walks_on_flat_feet_takes_no_step_that_counts() -> None:
    found = repetitions(WALK, subject_of(film_heel_walk(HeelWalk(up_left_deg=0.0, up_right_deg=0.0)), 90.0))
    assert [rep.why_not for rep in found] == ["on a flat foot"] * 7


@pytest.mark.parametrize("steps", [2, 3])
def test_flat_feet_are_told_from_three_steps(steps: int) -> None:
    walk = HeelWalk(up_left_deg=0.0, up_right_deg=0.0, steps=steps)
    found = repetitions(WALK, subject_of(film_heel_walk(walk), 90.0))
    assert [rep.counted for rep in found] == [steps < 3] * steps


def test_a_step_begins_as_the_walker_sets_out_and_not_as_hips_shift_before() -> None:
    walk = HeelWalk(LEFT, stand_s=2.0)
    motion = film_heel_walk(walk)
    along = motion.middle("hip")[:, 0]
    points = motion.points.copy()
    shift = -0.08 * leg_px(motion) * np.sign(along[-1] - along[0]) * np.clip((1.0 - motion.times) / 0.4, 0.0, 1.0)
    points[:, [BODY.index("hip", side) for side in SIDES], 0] += shift[:, None]
    first = repetitions(WALK, subject_of(replace(motion, points=points), 90.0))[0]
    assert first.start_s > 1.5


@pytest.mark.parametrize("turns_s", [0.0, 2.0])
def test_who_rolls_from_heel_to_toe_takes_no_step_that_counts(turns_s: float) -> None:
    found = repetitions(WALK, walker_of(film_heel_walk(HeelWalk(turns_s=turns_s, rolls_deg=30.0))))
    assert len(found) == (14 if turns_s else 7)
    assert {rep.why_not for rep in found} == {"the foot rolled from heel to toe"}


@pytest.mark.parametrize(("from_step", "rolls"), [(2, "..rrrrr"), (3, "...rrrr"), (4, "....r.r")])
def test_who_begins_to_roll_goes_on_so_and_a_foot_that_stays_does_as_it_did_before(from_step: int, rolls: str) -> None:
    walk = HeelWalk()
    motion = film_heel_walk(walk)
    rolling = film_heel_walk(replace(walk, rolls_deg=30.0)).points
    points = motion.points.copy()
    for n in (from_step, from_step + 1):
        side = walk.first if n % 2 == 0 else walk.first.mirror()
        leg = [BODY.index(part, side) for part in ("knee", "ankle", "heel", "toe")]
        later = (motion.times > walk.lands_s(n))[:, None, None]
        points[:, leg] = np.where(later, rolling[:, leg], points[:, leg])
    found = repetitions(WALK, subject_of(replace(motion, points=points), 90.0))
    assert "".join("." if rep.counted else "r" for rep in found) == rolls


def one_after_the_other(first: Motion, second: Motion) -> Motion:
    """Return one walk and then another one that goes on from where the first one came to, in a wider picture."""
    hips = [motion.middle("hip")[:, 0] for motion in (first, second)]
    moved = second.points + np.array([hips[0][-1] - hips[1][0], 0.0])
    points = np.concatenate([first.points, moved])
    width = float(np.ptp(points[..., 0])) + 4 * leg_px(first)
    points[..., 0] += width / 2 - (points[..., 0].min() + points[..., 0].max()) / 2
    return replace(
        first,
        times=np.arange(len(points)) / 30.0,
        points=points,
        confidence=np.concatenate([first.confidence, second.confidence]),
        size_px=(round(width), first.size_px[1]),
        depth=None,
    )


@pytest.mark.parametrize("before", [True, False])
def test_who_walks_as_usual_before_or_after_is_counted_on_the_heels_alone(before: bool) -> None:
    heels = film_heel_walk(HeelWalk(steps=6, length_m=0.25))
    usual = film_heel_walk(HeelWalk(steps=4, length_m=0.55, rolls_deg=30.0))
    found = repetitions(WALK, walker_of(one_after_the_other(*((usual, heels) if before else (heels, usual)))))
    assert "".join("." if rep.counted else "r" for rep in found) == ("rrrr......" if before else "......rrrr")


def test_feet_that_read_low_all_along_do_not_roll() -> None:
    motion = film_heel_walk(HeelWalk(stand_s=1.6))
    points = motion.points.copy()
    for side in SIDES:
        points[:, BODY.index("toe", side), 1] += 0.12 * leg_px(motion)
    found = repetitions(WALK, subject_of(replace(motion, points=points), 90.0))
    assert "the foot rolled from heel to toe" not in {rep.why_not for rep in found}


@pytest.mark.parametrize("stands", [True, False])
def test_forefeet_that_read_low_are_up_where_they_are_well_above_how_they_stood(stands: bool) -> None:
    walk = HeelWalk(stand_s=1.6)
    up, flat = (film_heel_walk(replace(walk, up_left_deg=deg, up_right_deg=deg)).points for deg in (20.0, 0.0))
    motion = film_heel_walk(walk)
    before = (motion.times < 1.0)[:, None, None]
    points = np.where(before, flat if stands else up, up)
    for side in SIDES:
        points[:, BODY.index("toe", side), 1] += 0.07 * leg_px(motion)
    found = repetitions(WALK, subject_of(replace(motion, points=points), 90.0))
    assert {rep.why_not for rep in found} == {None if stands else "on a flat foot"}


def test_feet_that_come_down_leave_the_steps_before_as_they_were() -> None:
    motion = film_heel_walk(HeelWalk(turns_s=2.0))
    flat = film_heel_walk(HeelWalk(turns_s=2.0, up_left_deg=-12.0, up_right_deg=-12.0))
    later = (motion.times > 0.3 * motion.times[-1])[:, None, None]
    found = repetitions(WALK, walker_of(replace(motion, points=np.where(later, flat.points, motion.points))))
    counted = [rep.counted for rep in found]
    assert 3 <= counted.index(False) <= 6
    assert not any(counted[counted.index(False) :])


def test_once_the_forefeet_came_down_the_steps_count_no_more() -> None:
    motion = film_heel_walk(HeelWalk(turns_s=2.0))
    flat = film_heel_walk(HeelWalk(turns_s=2.0, up_left_deg=0.0, up_right_deg=0.0))
    later = (motion.times > motion.times[-1] / 2)[:, None, None]
    tired = replace(motion, points=np.where(later, flat.points, motion.points))
    found = repetitions(WALK, walker_of(tired))
    assert [rep.counted for rep in found] == [True] * 7 + [False] * 7


def test_a_forefoot_that_comes_down_after_landing_is_read_on_the_nearer_side() -> None:
    def sinks_deg(sinks_left_deg: float) -> float:
        found = measures_of(WALK, film_heel_walk(HeelWalk(sinks_left_deg=sinks_left_deg)), 90.0)
        assert [m.side for m in found if m.name == "forefoot_up_deg"] == [LEFT]
        value = one(found, "forefoot_up_deg", LEFT).value
        assert value is not None
        return value

    assert sinks_deg(20.0) < sinks_deg(10.0) - 5 < sinks_deg(0.0) - 10


def test_what_sinks_is_not_read_as_the_walker_sets_out_or_stops() -> None:
    walk = HeelWalk(steps=5, sinks_left_deg=20.0)
    stopped_s = walk.lands_s(4) + 0.1
    whole = film_heel_walk(walk)
    shown = whole.times <= stopped_s
    motion = Motion(whole.times[shown], whole.points[shown], whole.confidence[shown], whole.size_px)
    measure = one(measures_of(WALK, motion, 90.0), "forefoot_up_deg", LEFT)
    assert len(repetitions(WALK, subject_of(motion, 90.0))) == 5
    assert len(measure.per_rep) == 1
    assert max(measure.per_rep) < -10.0


def test_a_way_of_three_steps_is_read_whole() -> None:
    motion = film_heel_walk(HeelWalk(steps=3, sinks_left_deg=20.0))
    assert one(measures_of(WALK, motion, 90.0), "forefoot_up_deg", LEFT).value is not None


def test_there_and_back_both_forefeet_are_read() -> None:
    motion = film_heel_walk(HeelWalk(sinks_left_deg=20.0, turns_s=2.0))
    subject = walker_of(motion)
    evaluation = evaluate(WALK, subject, subject, repetitions(WALK, subject), "c1", {})
    read = {m.side: m.value for m in evaluation.measures if m.name == "forefoot_up_deg"}
    left, right = read[LEFT], read[RIGHT]
    assert left is not None
    assert right is not None
    assert left < right - 10


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), Camera(yaw_deg=90)), 90.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_clam(Clam()), 0.0),
        (film_calf(Calf()), 90.0),
        (film_heel_walk(HeelWalk(length_m=0.0)), 90.0),
    ],
    ids=["squat", "bird dog", "clam shell", "calf raise", "standing still"],
)
def test_what_is_no_walk_is_none(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(WALK, subject_of(motion, yaw_deg)) == ()


def test_from_the_front_nobody_walks_across_the_picture() -> None:
    motion = film_heel_walk(HeelWalk())
    assert repetitions(WALK, subject_of(motion, 90.0))
    assert repetitions(WALK, subject_of(motion, 0.0)) == ()
