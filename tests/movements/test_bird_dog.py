"""Bird dogs found, told apart by leg and variant, and held for as long as they are held."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture.view import viewpoint_of
from evenstride.measure.all_fours import HIDDEN_BELOW
from evenstride.measure.roll import FAR_ARM_PULL, NEAR_ARM_PULL, SHOULDER_SHARE, WIDTH_SHARE
from evenstride.model.clip import View
from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.movements import movements
from evenstride.movements.recognise import recognise, repetitions
from evenstride.pipeline import AssessOptions, ClipRequest, assess
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.stick_bird_dog import ON_THE_LEFT, BirdDog, film_bird_dog
from tests.fixtures.study import measures_of, one, subject_of

BIRD_DOG = movements()["bird_dog"]
AT_AN_ANGLE = Camera(yaw_deg=60.0, height_m=0.5, distance_m=30.0)
NOT_PULLED_DEG = {
    side: SHOULDER_SHARE * float(np.degrees(pull / WIDTH_SHARE))
    for side, pull in ((LEFT, NEAR_ARM_PULL), (RIGHT, FAR_ARM_PULL))
}
"""What is taken off a roll because arms pull at a pose model's shoulders; at a stick figure's they do not."""

REAL = Path(__file__).parents[3] / "shared/data/bird_dog_phone"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the shared data are not beside this checkout")


@pytest.mark.parametrize("camera", [ON_THE_LEFT, Camera(yaw_deg=-90, height_m=0.5, noise_px=1.0), AT_AN_ANGLE])
@pytest.mark.parametrize("same_side", [True, False])
def test_every_repetition_is_found_with_its_leg_its_variant_and_its_hold(camera: Camera, same_side: bool) -> None:
    dog = BirdDog(same_side=same_side)
    subject = subject_of(film_bird_dog(dog, camera), camera.yaw_deg)
    found = repetitions(BIRD_DOG, subject)
    assert [rep.side for rep in found] == list(dog.legs)
    assert all(rep.counted for rep in found)
    assert {rep.variant for rep in found} == {"same_side" if same_side else "diagonal"}
    assert [rep.hold_s for rep in found] == pytest.approx([dog.hold_s] * 6, abs=0.45)
    assert [rep.turn_s for rep in found] == pytest.approx([sum(dog.hold(n)) / 2 for n in range(6)], abs=0.1)


def test_the_measures_say_which_variant_it_was() -> None:
    found = measures_of(BIRD_DOG, film_bird_dog(BirdDog()), 90.0)
    assert one(found, "hold_s", LEFT).at.startswith("length of the hold, same-side, ")


@pytest.mark.parametrize("camera", [ON_THE_LEFT, AT_AN_ANGLE])
def test_what_was_put_in_is_measured(camera: Camera) -> None:
    dog = BirdDog(leg_height_deg=-8, arm_height_deg=6, leg_drop_deg=16, roll_deg=15, pelvis_drop_pct=5, sway_pct=4)
    found = measures_of(BIRD_DOG, film_bird_dog(dog, camera), camera.yaw_deg)

    def value(name: str, side: Side) -> float:
        measured = one(found, name, side).value
        assert measured is not None, name
        return measured

    for side, sign in ((LEFT, 1.0), (RIGHT, -1.0)):
        assert value("leg_elevation_deg", side) == pytest.approx(-16, abs=2)
        assert value("arm_elevation_deg", side) == pytest.approx(6, abs=3)
        assert value("limb_drop_deg", side) == pytest.approx(16, abs=3)
        assert value("trunk_roll_deg", side) == pytest.approx(sign * (15 - NOT_PULLED_DEG[side]), abs=2.5)
        assert value("pelvis_drop_pct", side) == pytest.approx(5, abs=1)
        assert value("sway_pct", side) == pytest.approx(4, abs=1)


def _trunk_roll_deg(motion: Motion) -> float:
    value = one(measures_of(BIRD_DOG, motion, 90.0), "trunk_roll_deg", LEFT).value
    assert value is not None
    return value


def test_ears_tell_their_part_of_a_roll_and_the_shoulder_all_of_it_where_none_is_seen() -> None:
    dog = BirdDog(legs=(LEFT, LEFT), roll_deg=20)
    motion = film_bird_dog(dog)
    told = _trunk_roll_deg(motion)
    still, unseen = motion, motion
    for side in (LEFT, RIGHT):
        still = _moved(still, "ear", side, motion.times >= 0, motion.point("ear", side)[0])
        unseen = without(unseen, "ear", side, 0.0, dog.duration_s)
    pulled = NOT_PULLED_DEG[LEFT]
    assert _trunk_roll_deg(still) + pulled == pytest.approx(SHOULDER_SHARE * (told + pulled), abs=1.0)
    assert _trunk_roll_deg(unseen) + pulled / SHOULDER_SHARE == pytest.approx(told + pulled, abs=1.0)


def test_a_leg_that_seems_to_be_just_half_way_up_for_a_moment_was_held_all_the_same() -> None:
    dog = BirdDog(legs=(LEFT,), leg_height_deg=-14, hold_s=5.0)
    motion = film_bird_dog(dog)
    points = motion.points.copy()
    middle_s = sum(dog.hold(0)) / 2
    dip = np.abs(motion.times - middle_s) < 0.2
    for part in ("knee", "ankle"):
        place = motion.skeleton.index(part, LEFT)
        points[dip, place] = 0.52 * points[dip, place] + 0.48 * points[0, place]
    (rep,) = repetitions(BIRD_DOG, subject_of(replace(motion, points=points), 90.0))
    assert rep.hold_s == pytest.approx(5.0, abs=0.45)


def test_a_short_hold_is_a_repetition_with_a_short_hold() -> None:
    found = repetitions(BIRD_DOG, subject_of(film_bird_dog(BirdDog(hold_s=1.5)), 90.0))
    assert [rep.counted for rep in found] == [True] * 6
    assert [rep.hold_s for rep in found] == pytest.approx([1.5] * 6, abs=0.45)


@pytest.mark.parametrize(("arm", "leg"), [(True, False), (False, True)])
def test_an_arm_or_a_leg_alone_is_no_bird_dog(arm: bool, leg: bool) -> None:
    subject = subject_of(film_bird_dog(BirdDog(arm=arm, leg=leg)), 90.0)
    found = BIRD_DOG.find(subject)
    assert {rep.why_not for rep in found} == {"only an arm was lifted" if arm else "only the leg was lifted"}
    assert repetitions(BIRD_DOG, subject) == ()
    assert recognise(lambda _: subject) is None


def test_kneeling_still_and_squatting_are_no_bird_dog() -> None:
    still = subject_of(film_bird_dog(BirdDog(arm=False, leg=False), Camera(yaw_deg=90, noise_px=1.0)), 90.0)
    assert repetitions(BIRD_DOG, still) == ()
    assert repetitions(BIRD_DOG, subject_of(film(Squat(), Camera(yaw_deg=90)), 90.0)) == ()


def test_an_arm_that_goes_out_of_sight_behind_the_head_was_stretched() -> None:
    dog = BirdDog(legs=(LEFT, LEFT, LEFT), same_side=False)
    motion = film_bird_dog(dog)
    for n in range(len(dog.legs)):
        start, end = dog.hold(n)
        motion = without(motion, "wrist", RIGHT, start - dog.move_s, end + dog.move_s)
    found = repetitions(BIRD_DOG, subject_of(motion, 90.0))
    assert [(rep.side, rep.variant, rep.counted) for rep in found] == [(LEFT, "diagonal", True)] * 3


def test_an_arm_that_the_model_draws_onto_the_other_one_unsurely_was_stretched_behind_the_head() -> None:
    dog = BirdDog(legs=(LEFT, LEFT), same_side=False)
    motion = film_bird_dog(dog)
    points, confidence = motion.points.copy(), motion.confidence.copy()
    for part in ("elbow", "wrist"):
        own, other = (motion.skeleton.index(part, side) for side in (RIGHT, LEFT))
        points[:, own] = points[:, other]
        confidence[:, own] = HIDDEN_BELOW - 0.05
    hidden = replace(motion, points=points, confidence=confidence)
    found = repetitions(BIRD_DOG, subject_of(hidden, 90.0))
    assert [(rep.side, rep.variant, rep.counted) for rep in found] == [(LEFT, "diagonal", True)] * 2
    # The leg, which alone is seen, is still before the arm is, and moves after it.
    seen = repetitions(BIRD_DOG, subject_of(motion, 90.0))
    assert [rep.hold_s for rep in found] == pytest.approx([rep.hold_s for rep in seen], abs=0.2)


def test_holds_that_fill_nearly_all_of_the_clip_are_not_taken_for_the_floor() -> None:
    subject = subject_of(film_bird_dog(BirdDog(legs=(RIGHT, RIGHT), same_side=False, hold_s=26.0)), 90.0)
    assert [(rep.side, rep.counted) for rep in repetitions(BIRD_DOG, subject)] == [(RIGHT, True)] * 2


def _with_legs_mixed(motion: Motion, share: float, from_s: float = 0.0, to_s: float = np.inf) -> Motion:
    """Return the motion with each leg's knee and foot moved by `share` of the way to the other's."""
    points = motion.points.copy()
    inside = (motion.times >= from_s) & (motion.times <= to_s)
    for part in ("knee", "ankle", "heel", "toe"):
        for side in (LEFT, RIGHT):
            own, other = (motion.points[inside, motion.skeleton.index(part, one)] for one in (side, side.mirror()))
            points[inside, motion.skeleton.index(part, side)] = (1 - share) * own + share * other
    return replace(motion, points=points)


def test_legs_that_were_mixed_up_count_and_their_side_is_asked_for() -> None:
    dog = BirdDog(legs=(LEFT, LEFT, LEFT))
    mixed = _with_legs_mixed(film_bird_dog(dog), 0.4)
    found = repetitions(BIRD_DOG, subject_of(mixed, 90.0))
    assert [(rep.side, rep.counted, rep.variant) for rep in found] == [(Side.NONE, True, None)] * 3
    assert {rep.unread for rep in found} == {"left and right leg could not be told apart"}
    assert [rep.hold_s for rep in found] == pytest.approx([dog.hold_s] * 3, abs=0.45)


def test_a_leg_that_stands_in_the_other_one_s_place_was_taken_for_it() -> None:
    dog = BirdDog(legs=(LEFT, RIGHT, LEFT))
    camera = Camera(yaw_deg=60.0, height_m=0.5, distance_m=8.0)
    held = dog.hold(1)
    exchanged = _with_legs_mixed(film_bird_dog(dog, camera), 1.0, held[0] - 2.0, held[1] + 2.0)
    found = repetitions(BIRD_DOG, subject_of(exchanged, 60.0))
    assert [rep.side for rep in found] == [LEFT, Side.NONE, LEFT]
    assert all(rep.counted for rep in found)


def _moved(motion: Motion, part: str, side: Side, when: np.ndarray, to: np.ndarray) -> Motion:
    """Return the motion with one keypoint put somewhere else (2,) or (T, 2) in the frames `when` (T,)."""
    points = motion.points.copy()
    points[when, motion.skeleton.index(part, side)] = to
    return replace(motion, points=points)


def test_a_foot_a_little_nearer_to_the_other_ones_place_has_its_side_asked_for() -> None:
    dog = BirdDog(legs=(LEFT, RIGHT, LEFT))
    motion = film_bird_dog(dog, Camera(yaw_deg=60.0, height_m=0.5, distance_m=8.0))
    leg_px = subject_of(motion, 60.0).leg_px
    held = np.abs(motion.times - sum(dog.hold(1)) / 2) < 4.5
    for part in ("ankle", "heel", "toe"):
        own, other = (motion.point(part, side)[0] for side in (LEFT, RIGHT))
        nearer = 0.01 * leg_px * (other - own) / np.linalg.norm(other - own)
        motion = _moved(motion, part, LEFT, held, (own + other) / 2 + nearer)
    found = repetitions(BIRD_DOG, subject_of(motion, 60.0))
    assert [(rep.side, rep.counted) for rep in found] == [(LEFT, True), (Side.NONE, True), (LEFT, True)]


def test_knee_to_elbow_under_the_belly_ends_a_repetition_though_nothing_touches_the_floor() -> None:
    dog = BirdDog(legs=(LEFT, LEFT, LEFT, RIGHT), hold_s=2.0, rest_s=0.8)
    motion = film_bird_dog(dog)
    thigh = np.linalg.norm(motion.point("knee", LEFT)[0] - motion.point("hip", LEFT)[0])
    facing = np.sign(motion.middle("shoulder")[0, 0] - motion.middle("hip")[0, 0])
    for n in (0, 1):
        pulled_in = (motion.times >= dog.hold(n)[1] + 0.7) & (motion.times <= dog.hold(n + 1)[0] - 0.7)
        knee = motion.point("hip", LEFT)[pulled_in] + thigh * np.array([facing * 0.85, 0.5])
        motion = _moved(motion, "knee", LEFT, pulled_in, knee)
    found = repetitions(BIRD_DOG, subject_of(motion, 90.0))
    assert [rep.side for rep in found] == [LEFT, LEFT, LEFT, RIGHT]
    assert [rep.hold_s for rep in found] == pytest.approx([2.0] * 4, abs=0.45)


def test_a_body_drawn_the_wrong_way_round_at_first_does_no_repetition() -> None:
    dog = BirdDog(legs=(LEFT, RIGHT))
    motion = film_bird_dog(dog)
    points, wrong = motion.points.copy(), motion.times < 1.2
    start = int(np.argmin(np.abs(motion.times - dog.hold(0)[0])))
    held = motion.points[start : start + wrong.sum()]
    points[wrong] = np.stack([2 * motion.middle("hip")[0, 0] - held[..., 0], held[..., 1]], axis=-1)
    found = BIRD_DOG.find(subject_of(replace(motion, points=points), 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(LEFT, True), (RIGHT, True)]


def test_a_hidden_arm_that_is_in_plain_sight_when_it_is_up_was_not_lifted() -> None:
    dog = BirdDog(legs=(LEFT, LEFT, LEFT), same_side=False)
    motion = film_bird_dog(dog)
    alone = np.abs(motion.times - sum(dog.hold(1)) / 2) < 4.0
    confidence = motion.confidence.copy()
    for part in ("shoulder", "elbow", "wrist"):
        motion = _moved(motion, part, RIGHT, alone, motion.point(part, RIGHT)[0])
        confidence[alone, motion.skeleton.index(part, RIGHT)] = HIDDEN_BELOW - 0.05
    found = BIRD_DOG.find(subject_of(replace(motion, confidence=confidence), 90.0))
    assert [rep.why_not for rep in found] == [None, "only the leg was lifted", None]


def _getting_up(motion: Motion, from_s: float) -> Motion:
    """Return the motion with both arms stretched ahead from a time on and the trunk upright half a second later."""
    arms, upright = motion.times > from_s, motion.times > from_s + 0.5
    hip = motion.middle("hip")[0]
    for side in (LEFT, RIGHT):
        shoulder = motion.point("shoulder", side)[0]
        trunk = np.linalg.norm(shoulder - hip)
        ahead = np.array([np.sign(shoulder[0] - hip[0]) * 0.3 * trunk, 0.0])
        for part, share in (("elbow", 1.0), ("wrist", 2.0)):
            motion = _moved(motion, part, side, arms, shoulder + share * ahead)
            motion = _moved(motion, part, side, upright, hip - np.array([0.0, trunk]) + share * ahead)
        motion = _moved(motion, "shoulder", side, upright, hip - np.array([0.0, trunk]))
    return motion


def test_getting_up_is_no_arm_that_was_lifted() -> None:
    dog = BirdDog(legs=(LEFT, RIGHT), rest_s=2.0)
    motion = _getting_up(film_bird_dog(dog), dog.duration_s - 1.5)
    found = BIRD_DOG.find(subject_of(motion, 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(LEFT, True), (RIGHT, True)]


@pytest.mark.parametrize("yaw_deg", [0.0, 178.0])
def test_nothing_is_told_from_an_end(yaw_deg: float) -> None:
    camera = Camera(yaw_deg=yaw_deg, height_m=0.5, distance_m=8.0)
    assert repetitions(BIRD_DOG, subject_of(film_bird_dog(BirdDog(), camera), yaw_deg)) == ()


@pytest.mark.parametrize(
    ("yaw_deg", "view"),
    [(0, View.FRONT), (50, View.OBLIQUE), (90, View.SIDE), (-90, View.SIDE), (-50, View.OBLIQUE), (179, View.REAR)],
)
def test_the_view_of_somebody_on_all_fours_is_named(yaw_deg: float, view: View) -> None:
    motion = film_bird_dog(BirdDog(), Camera(yaw_deg=yaw_deg, height_m=0.5, distance_m=8.0))
    seen = viewpoint_of(motion)
    assert seen.view is view
    assert seen.yaw.value == pytest.approx(yaw_deg, abs=10)


@needs_real
def test_two_real_repetitions_are_found_with_legs_and_variant() -> None:
    made = assess([ClipRequest(REAL / "bird_dog.mp4")], AssessOptions())
    assert made.clips[0].movement == "bird_dog"
    assert made.clips[0].view is View.SIDE
    assert [(rep.side, rep.variant, rep.counted) for rep in made.reps] == [
        (RIGHT, "diagonal", True),
        (LEFT, "diagonal", True),
    ]
    assert [rep.turn_s for rep in made.reps] == pytest.approx([3.0, 10.35], abs=0.5)
    assert made.reps[1].hold_s == pytest.approx(3.9, abs=0.5)


@needs_real
@pytest.mark.parametrize("name", ["cat_cow.mp4", "standing_turning.mp4"])
def test_other_things_done_on_a_mat_are_no_bird_dog(name: str) -> None:
    made = assess([ClipRequest(REAL / name, "bird_dog")], AssessOptions())
    assert made.reps == ()
    assert "wrong_movement" in {problem.code for problem in made.clips[0].problems}
