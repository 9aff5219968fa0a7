"""Calf raises counted by their height and given to the foot that is stood on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.measure.tiptoe import KNEE_READ_SHARE
from evenstride.model.measure import Undetermined
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, SIDES, Side
from evenstride.movements import movements
from evenstride.movements.evaluate import evaluate
from evenstride.movements.recognise import repetitions
from tests.fixtures.stick import LEG_M, Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_calf import ON_THE_LEFT, SUNK_M, Calf, exchanged, film_calf
from tests.fixtures.stick_clam import Clam, film_clam
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle
from tests.fixtures.study import measures_of, one, subject_of

CALF = movements()["single_leg_calf_raise"]
CLOSE_BY = Camera(yaw_deg=90.0, distance_m=1.4)
FROM_THE_RIGHT = Camera(yaw_deg=-84.0, height_m=0.6, distance_m=2.5, noise_px=1.0)


@pytest.mark.parametrize("camera", [ON_THE_LEFT, FROM_THE_RIGHT])
@pytest.mark.parametrize("side", SIDES)
def test_every_raise_is_found_with_its_foot(camera: Camera, side: Side) -> None:
    found = repetitions(CALF, subject_of(film_calf(Calf(side), camera), camera.yaw_deg))
    assert [rep.side for rep in found] == [side] * 4
    assert all(rep.counted for rep in found)


@pytest.mark.parametrize("side", SIDES)
def test_from_far_away_both_legs_look_alike_and_no_side_is_wrong(side: Side) -> None:
    found = repetitions(CALF, subject_of(film_calf(Calf(side), Camera(yaw_deg=90.0, distance_m=12.0)), 90.0))
    assert {rep.side for rep in found} <= {side, Side.NONE}
    assert side is RIGHT or {rep.side for rep in found} == {Side.NONE}


@pytest.mark.parametrize("apart_m", [0.0, 0.2])
@pytest.mark.parametrize("camera", [ON_THE_LEFT, FROM_THE_RIGHT])
def test_on_both_feet_raises_are_shown_and_do_not_count(camera: Camera, apart_m: float) -> None:
    found = repetitions(CALF, subject_of(film_calf(Calf(both=True, apart_m=apart_m), camera), camera.yaw_deg))
    assert [(rep.side, rep.why_not) for rep in found] == [(Side.BOTH, "both feet lifted the body")] * 4


@pytest.mark.parametrize(
    ("parts", "unseen"), [(("toe",), SIDES), (("knee", "ankle", "heel", "toe"), (RIGHT,))], ids=["toes", "far leg"]
)
def test_what_is_not_seen_does_not_speak_for_both_feet(parts: tuple[str, ...], unseen: tuple[Side, ...]) -> None:
    motion = film_calf(Calf())
    points = motion.points.copy()
    points[:, [BODY.index(part, side) for part in parts for side in unseen]] = np.nan
    found = CALF.find(subject_of(replace(motion, points=points), 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(Side.NONE, True)] * 4


@pytest.mark.parametrize(("goes_along", "free"), [(0.2, False), (0.42, True)])
def test_toes_that_seem_to_go_half_the_way_with_the_hips_are_of_a_free_foot_and_a_planted_one(
    goes_along: float, free: bool
) -> None:
    motion = _close_together(film_calf(Calf()), 8.0)
    hips = motion.middle("hip")[:, 1] - np.median(motion.middle("hip")[:, 1])
    points = motion.points.copy()
    for side in SIDES:
        points[:, BODY.index("toe", side), 1] = 500.0 + goes_along * hips
    found = CALF.find(subject_of(replace(motion, points=points), 90.0))
    assert [rep.counted for rep in found] == [free] * 4


@pytest.mark.parametrize(("other_goes", "counted"), [(-1.0, 4), (1.0, 0)], ids=["the other way", "the same way"])
def test_a_knee_that_is_drawn_toward_the_other_one_is_no_squat(other_goes: float, counted: int) -> None:
    motion = film_calf(Calf())
    up_px = motion.middle("hip")[:, 1].max() - motion.middle("hip")[:, 1]
    points = motion.points.copy()
    for side, way in ((LEFT, 1.0), (RIGHT, other_goes)):
        points[:, BODY.index("knee", side), 1] += 1.2 * way * up_px
    found = repetitions(CALF, subject_of(replace(motion, points=points), 90.0))
    assert sum(rep.counted for rep in found) == counted


@pytest.mark.parametrize(("lifted_while", "counted"), [("down", 4), ("up", 0)])
def test_knees_may_move_while_legs_are_changed_and_not_on_the_way_up(lifted_while: str, counted: int) -> None:
    motion = film_calf(Calf())
    row = motion.middle("hip")[:, 1]
    moves = row > np.percentile(row, 85) if lifted_while == "down" else row < np.median(row)
    points = motion.points.copy()
    for side in SIDES:
        points[moves, BODY.index("knee", side), 1] -= 40.0
    found = repetitions(CALF, subject_of(replace(motion, points=points), 90.0))
    assert sum(rep.counted for rep in found) == counted


def _one_leg_then_the_other(gap_s: float) -> Motion:
    first, then = (film_calf(Calf(side, heights=(1.0,) * raises), CLOSE_BY) for side, raises in ((LEFT, 5), (RIGHT, 2)))
    points, confidence = (
        np.concatenate([getattr(f, name) for f in (first, then)]) for name in ("points", "confidence")
    )
    times = np.concatenate([first.times, then.times + first.times[-1] + gap_s])
    return Motion(times, points, confidence, first.size_px)


def test_legs_changed_within_a_short_pause_are_asked_for_and_not_one_taken_for_both() -> None:
    found = CALF.find(subject_of(_one_leg_then_the_other(1.2), 90.0))
    assert 1.5 < found[5].start_s - found[4].end_s < 4.0
    assert {rep.side for rep in found} == {Side.NONE}


def test_who_stands_level_while_legs_are_changed_has_paused_all_the_same() -> None:
    motion = _one_leg_then_the_other(6.0)
    points = motion.points.copy()
    last = int(np.argmax(np.diff(motion.times)))
    times = np.concatenate(
        [motion.times[: last + 1], motion.times[last] + np.arange(1, 175) / 30.0, motion.times[last + 1 :]]
    )
    level = np.repeat(points[last : last + 1], 174, axis=0)
    level[20:150, :, 1] -= 0.4 * np.ptp(motion.middle("hip")[:, 1])
    points = np.concatenate([points[: last + 1], level, points[last + 1 :]])
    found = CALF.find(subject_of(Motion(times, points, np.ones_like(points[..., 0]), motion.size_px), 90.0))
    assert [rep.counted for rep in found] == [True] * 5 + [False] + [True] * 2
    assert [str(rep.side) for rep in found if rep.counted] == ["left"] * 5 + ["right"] * 2


def test_from_the_front_no_raise_is_counted() -> None:
    assert repetitions(CALF, subject_of(film_calf(Calf(), Camera()), 0.0)) == ()


def test_hips_that_only_sway_are_no_raise() -> None:
    assert repetitions(CALF, subject_of(film_calf(Calf(rise_m=-SUNK_M + 0.03)), 90.0)) == ()


def test_a_raise_far_below_the_best_is_shown_and_not_counted() -> None:
    found = repetitions(CALF, subject_of(film_calf(Calf(heights=(1.0, 0.5, 0.9, 1.0))), 90.0))
    assert [rep.counted for rep in found] == [True, False, True, True]
    assert found[1].why_not == "the heel came up much less than in the best one"


def test_two_low_raises_in_a_row_end_the_count() -> None:
    found = repetitions(CALF, subject_of(film_calf(Calf(heights=(1.0, 1.0, 0.5, 0.5, 1.0))), 90.0))
    assert [rep.counted for rep in found] == [True, True, False, False, False]
    assert found[4].why_not == "the height was lost before"


def test_the_height_is_that_from_below_the_step_to_tiptoe() -> None:
    value = one(measures_of(CALF, film_calf(Calf(rise_m=0.08)), 90.0), "raise_height_pct", LEFT).value
    assert value == pytest.approx(100 * (0.08 + SUNK_M) / LEG_M, abs=1.0)


@pytest.mark.parametrize("sunk_m", [0.0, 0.02, 0.05])
def test_the_drop_is_read_against_standing_level_at_the_start(sunk_m: float) -> None:
    motion = film_calf(Calf(sunk_m=sunk_m, level_s=1.0), CLOSE_BY)
    value = one(measures_of(CALF, motion, 90.0), "drop_pct", LEFT).value
    assert value == pytest.approx(100 * sunk_m / LEG_M, abs=1.0)


@pytest.mark.parametrize("ends_level", [True, False])
def test_who_begins_with_the_heel_sunk_is_not_told_that_it_does_not_sink(ends_level: bool) -> None:
    calf = Calf(level_s=1.0) if ends_level else Calf(rise_m=0.09)
    motion = film_calf(calf)
    read = one(measures_of(CALF, motion.between(1.3, 99.0), 90.0), "drop_pct", LEFT)
    assert read.undetermined is not None
    assert read.undetermined.code == "no_level_start"
    assert "stand still for two seconds" in read.undetermined.advice
    other = one(measures_of(CALF, motion, 90.0), "drop_pct", RIGHT).undetermined
    assert other is not None
    assert other.code == "side_not_performed"


@pytest.mark.parametrize(("x_px", "y_px"), [(200.0, 0.0), (0.0, -60.0), (0.0, np.nan)], ids=["away", "up", "unseen"])
def test_who_does_not_stand_in_place_at_the_start_is_not_told_how_far_the_heel_sinks(x_px: float, y_px: float) -> None:
    motion = film_calf(Calf(level_s=1.0))
    points = motion.points.copy()
    points[motion.times < 0.6] += (x_px, y_px)
    read = one(measures_of(CALF, replace(motion, points=points), 90.0), "drop_pct", LEFT)
    assert read.value is None


@pytest.mark.parametrize("bend_deg", [0.0, 30.0])
def test_the_bend_of_the_standing_knee_is_read_at_the_top(bend_deg: float) -> None:
    value = one(measures_of(CALF, film_calf(Calf(knee_bend_deg=bend_deg)), 90.0), "stance_knee_bend_deg", LEFT).value
    assert value == pytest.approx(bend_deg / KNEE_READ_SHARE, abs=5)


def test_a_knee_whose_leg_lies_on_the_other_one_is_not_read() -> None:
    motion = _close_together(film_calf(Calf(knee_bend_deg=30.0)), 25.0)
    read = [m for m in measures_of(CALF, motion, 90.0) if m.name == "stance_knee_bend_deg" and m.side is LEFT]
    assert [m.undetermined.code for m in read if m.undetermined] == ["legs_close"]


def test_the_bend_of_the_knee_is_read_also_where_the_legs_are_taken_for_each_other() -> None:
    subject = subject_of(exchanged(film_calf(Calf(knee_bend_deg=40), CLOSE_BY), 3.0, 6.0), 90.0)
    swapped = {part: Undetermined("legs_swapped", "", "") for part in ("knee", "ankle", "heel", "toe")}
    made = evaluate(CALF, subject, subject, repetitions(CALF, subject), "c1", swapped)
    assert one(made.measures, "stance_knee_bend_deg", LEFT).value == pytest.approx(40.0 / KNEE_READ_SHARE, abs=6)


def test_a_raise_lasts_up_and_down_together() -> None:
    calf = Calf(move_s=0.6)
    value = one(measures_of(CALF, film_calf(calf), 90.0), "rep_s", LEFT).value
    assert value == pytest.approx(2 * calf.move_s + calf.hold_s, abs=0.2)


@pytest.mark.parametrize(("first_s", "last_s"), [(0.0, 99.0), (0.0, 5.0), (3.0, 6.0)])
@pytest.mark.parametrize("side", SIDES)
def test_the_foot_is_told_by_how_large_the_leg_looks_whatever_it_is_called(
    side: Side, first_s: float, last_s: float
) -> None:
    found = repetitions(CALF, subject_of(exchanged(film_calf(Calf(side)), first_s, last_s), 90.0))
    assert {rep.side for rep in found} <= {side, Side.NONE}
    assert side is LEFT or {rep.side for rep in found} == {side}


@pytest.mark.parametrize(
    ("camera", "names", "together", "told"),
    [
        (ON_THE_LEFT, "so", False, LEFT),
        (ON_THE_LEFT, "otherwise", False, Side.NONE),
        (ON_THE_LEFT, "by turns", False, Side.NONE),
        (ON_THE_LEFT, "so", True, Side.NONE),
        (CLOSE_BY, "otherwise", False, LEFT),
        (CLOSE_BY, "by turns", False, LEFT),
        (CLOSE_BY, "so", True, LEFT),
        (CLOSE_BY, "otherwise", True, Side.NONE),
        (CLOSE_BY, "by turns", True, Side.NONE),
    ],
)
def test_the_less_sure_the_pose_model_is_of_the_legs_the_larger_one_has_to_look(
    camera: Camera, names: str, together: bool, told: Side
) -> None:
    first_s = {"so": 99.0, "otherwise": 0.0, "by turns": 6.0}[names]
    motion = exchanged(film_calf(Calf(), camera), first_s, 99.0)
    if together:
        motion = _half_way_between(motion, 0.75)
    assert {rep.side for rep in repetitions(CALF, subject_of(motion, 90.0))} == {told}


def _half_way_between(motion: Motion, share: float) -> Motion:
    """Return the motion with both legs drawn toward half-way between the two for a share of each second."""
    rows = np.flatnonzero(motion.times % 1.0 < share)[:, None]
    points = motion.points.copy()
    for part in ("knee", "ankle", "heel", "toe"):
        both = [BODY.index(part, side) for side in SIDES]
        points[rows, both] = 0.3 * points[rows, both] + 0.7 * points[rows, both].mean(axis=1, keepdims=True)
    return replace(motion, points=points)


@pytest.mark.parametrize("changes", [False, True])
def test_names_that_change_while_the_legs_are_drawn_together_are_doubted_once_they_are_apart(changes: bool) -> None:
    motion = _half_way_between(film_calf(Calf(), CLOSE_BY), 0.75)
    points = motion.points.copy()
    rows = np.flatnonzero(motion.times % 1.0 < 0.75)[:, None] if changes else np.zeros((0, 1), dtype=int)
    for part in ("knee", "ankle", "heel", "toe"):
        both = [BODY.index(part, side) for side in SIDES]
        points[rows, both] = points[rows, both[::-1]]
    found = repetitions(CALF, subject_of(replace(motion, points=points), 90.0))
    assert {rep.side for rep in found} == {Side.NONE if changes else LEFT}


@pytest.mark.parametrize("pointed_deg", [-30.0, 0.0, 20.0])
@pytest.mark.parametrize("side", SIDES)
def test_a_free_foot_that_is_pointed_or_pulled_up_makes_no_leg_the_other_one(side: Side, pointed_deg: float) -> None:
    motion = film_calf(Calf(side))
    points = motion.points.copy()
    ankle, toe = (BODY.index(part, side.mirror()) for part in ("ankle", "toe"))
    turn = np.radians(pointed_deg)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    points[:, toe] = points[:, ankle] + (points[:, toe] - points[:, ankle]) @ turned.T
    found = repetitions(CALF, subject_of(replace(motion, points=points), 90.0))
    assert {rep.side for rep in found} <= {side, Side.NONE}


@pytest.mark.parametrize(
    ("higher_px", "goes_along", "told"),
    [(25.0, 0.0, LEFT), (25.0, 1.2, Side.NONE), (0.0, 0.0, LEFT), (0.0, 0.8, Side.NONE)],
    ids=["lower", "lower, not planted", "level", "level, none planted"],
)
def test_of_feet_close_together_the_one_whose_toes_stay_is_stood_on(
    higher_px: float, goes_along: float, told: Side
) -> None:
    motion = _close_together(film_calf(Calf()), higher_px)
    hips = motion.middle("hip")[:, 1] - np.median(motion.middle("hip")[:, 1])
    points = motion.points.copy()
    points[:, BODY.index("toe", LEFT), 1] += goes_along * hips
    found = repetitions(CALF, subject_of(replace(motion, points=points), 90.0))
    assert {rep.side for rep in found} == {told}


def _close_together(motion: Motion, higher_px: float) -> Motion:
    """Return raises on the left foot with the other leg beside it, its foot over the floor.

    Further away, it looks a tenth smaller.
    """
    points = motion.points.copy()
    hips = motion.middle("hip")[:, 1:] - np.median(motion.middle("hip")[:, 1])
    ankle = np.median(points[:, BODY.index("ankle", LEFT)], axis=0)
    for part in ("knee", "ankle", "heel", "toe"):
        own, other = (BODY.index(part, side) for side in SIDES)
        place = ankle + 0.9 * (np.median(points[:, own], axis=0) - ankle)
        points[:, other] = place - (20.0, higher_px) + hips * (0.0, 1.0)
    return replace(motion, points=points)


def test_a_foot_lifted_high_is_free_whatever_its_toes_seem_to_do() -> None:
    motion = film_calf(Calf())
    points = motion.points.copy()
    points[:, BODY.index("toe", RIGHT), 1] = np.nanmedian(points[:, BODY.index("toe", RIGHT), 1])
    assert {rep.side for rep in repetitions(CALF, subject_of(replace(motion, points=points), 90.0))} == {LEFT}


@pytest.mark.parametrize(
    ("motion", "yaw_deg"),
    [
        (film(Squat(), Camera(yaw_deg=90)), 90.0),
        (film_hurdle(Hurdle(legs=(LEFT, RIGHT)), Camera(yaw_deg=90.0)), 90.0),
        (film_bird_dog(BirdDog()), 90.0),
        (film_clam(Clam()), 0.0),
        (film_calf(Calf(heights=(0.0, 0.0))), 90.0),
    ],
    ids=["squat", "hurdle step", "bird dog", "clam shell", "standing still"],
)
def test_what_is_no_calf_raise_is_none(motion: Motion, yaw_deg: float) -> None:
    assert repetitions(CALF, subject_of(motion, yaw_deg)) == ()
