"""Hurdle steps found, told apart by leg, measured and judged: geometry must read what was put in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.detect import findings_of
from evenstride.model.clip import Clip, Estimate, View
from evenstride.model.finding import Finding
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, SIDES, Side
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.fixtures.study import measures_of, one, subject_of

HURDLE = movements()["hurdle"]
FRONT_ON = Camera(distance_m=3.2)
FAR_AWAY = Camera(distance_m=30.0)
ON_THE_LEFT = Camera(yaw_deg=90.0, distance_m=30.0)


def _findings(hurdle: Hurdle, camera: Camera) -> dict[tuple[str, Side], Finding]:
    clip = Clip(
        id="c1",
        file="h.mp4",
        sha256="",
        movement="hurdle",
        view=View.FRONT if camera.yaw_deg == 0 else View.SIDE,
        view_yaw_deg=Estimate(camera.yaw_deg, (camera.yaw_deg - 5, camera.yaw_deg + 5)),
        near_side=LEFT,
        fps=30.0,
        duration_s=hurdle.duration_s,
        size_px=(720, 1280),
        frames_posed=100,
        problems=(),
    )
    measures = [
        replace(m, id=f"m{n}") for n, m in enumerate(measures_of(HURDLE, film_hurdle(hurdle, camera), camera.yaw_deg))
    ]
    return {(f.fault, f.side): f for f in findings_of("hurdle", [clip], measures)}


@pytest.mark.parametrize("camera", [FRONT_ON, Camera(yaw_deg=8, noise_px=1.0), ON_THE_LEFT, Camera(yaw_deg=-90)])
@pytest.mark.parametrize("legs", [(LEFT, RIGHT) * 3, (RIGHT,) * 3 + (LEFT,) * 3, (LEFT,)])
def test_every_step_is_found_once_with_its_leg(camera: Camera, legs: tuple[Side, ...]) -> None:
    hurdle = Hurdle(legs=legs)
    subject = subject_of(film_hurdle(hurdle, camera), camera.yaw_deg)
    found = repetitions(HURDLE, subject)
    assert [rep.side for rep in found] == list(legs)
    assert [rep.start_s for rep in found] == pytest.approx(hurdle.starts(), abs=0.3)
    assert [rep.turn_s for rep in found] == pytest.approx([s + hurdle.lift_s / 2 for s in hurdle.starts()], abs=0.1)
    assert [rep.end_s for rep in found] == pytest.approx([s + hurdle.step_s for s in hurdle.starts()], abs=0.3)


def test_a_knee_lifted_and_put_back_without_a_tap_is_one_step_too() -> None:
    subject = subject_of(film_hurdle(Hurdle(taps=False, lift_s=1.4), FRONT_ON), 0.0)
    assert [rep.side for rep in repetitions(HURDLE, subject)] == [LEFT, RIGHT] * 3


@pytest.mark.parametrize(
    "motion",
    [
        film(Squat(), Camera()),
        film(Squat(), Camera(yaw_deg=90)),
        film_bird_dog(BirdDog()),
        film_hurdle(Hurdle(rise_deg=-90.0), FRONT_ON),
    ],
    ids=["squat", "squat from the side", "bird dog", "standing"],
)
def test_other_movements_are_no_hurdle_steps(motion: Motion) -> None:
    for yaw_deg in (0.0, 90.0):
        assert repetitions(HURDLE, subject_of(motion, yaw_deg)) == ()


def test_a_hinge_whose_trunk_looks_upright_from_the_floor_is_no_hurdle_step() -> None:
    hinges = OneLeg(flexion_deg=20, rest_flexion_deg=15, shank_share=0.2, trunk_lean_deg=75, in_line=True)
    subject = subject_of(film_one_leg(hinges, Camera(height_m=0.08, distance_m=2.0)), 0.0)
    assert len(HURDLE.find(subject)) == 2
    assert repetitions(HURDLE, subject) == ()


def test_walking_in_place_is_no_hurdle_step() -> None:
    walk = Hurdle(legs=(LEFT, RIGHT) * 4, rise_deg=-55.0, taps=False, lift_s=0.6, stand_s=0.1)
    assert repetitions(HURDLE, subject_of(film_hurdle(walk, FRONT_ON), 0.0)) == ()


@pytest.mark.parametrize("camera", [FRONT_ON, FAR_AWAY])
@pytest.mark.parametrize("leg", SIDES)
def test_a_leg_that_turns_out_is_read_on_its_own_side(camera: Camera, leg: Side) -> None:
    found = measures_of(HURDLE, film_hurdle(Hurdle(faulty=(leg,), turn_out_deg=25), camera), 0.0)
    for name in ("hip_turn_out_deg", "foot_turn_out_deg"):
        turned, straight = one(found, name, leg), one(found, name, leg.mirror())
        assert turned.value is not None
        assert straight.value is not None
        assert turned.value - straight.value == pytest.approx(25, abs=3.5)
    assert one(found, "hip_turn_out_deg", leg).value == pytest.approx(25, abs=3)


@pytest.mark.parametrize("yaw_deg", [-8.0, 8.0])
def test_a_known_camera_angle_turns_no_leg_out(yaw_deg: float) -> None:
    found = measures_of(HURDLE, film_hurdle(Hurdle(), Camera(yaw_deg=yaw_deg)), yaw_deg)
    for leg in SIDES:
        assert one(found, "hip_turn_out_deg", leg).value == pytest.approx(0, abs=3)


def test_somebody_beside_the_middle_of_the_picture_turns_no_leg_out() -> None:
    motion = film_hurdle(Hurdle(), FRONT_ON)
    aside = replace(motion, points=motion.points + np.array([180.0, 0.0]))
    centred = measures_of(HURDLE, motion, 0.0)
    found = measures_of(HURDLE, aside, 0.0)
    for leg in SIDES:
        before, after = one(centred, "hip_turn_out_deg", leg).value, one(found, "hip_turn_out_deg", leg).value
        assert before is not None
        assert after is not None
        assert abs(after - before) < 9


def test_the_trunk_leans_to_the_side_it_leans_to() -> None:
    found = measures_of(HURDLE, film_hurdle(Hurdle(faulty=(LEFT,), lean_deg=10), FAR_AWAY), 0.0)
    assert one(found, "trunk_lateral_lean_deg", LEFT).value == pytest.approx(10, abs=1)
    assert one(found, "trunk_lateral_lean_deg", RIGHT).value == pytest.approx(0, abs=1)


def test_what_the_standing_leg_does_is_told_of_the_standing_leg() -> None:
    hurdle = Hurdle(faulty=(LEFT,), knee_in_pct=6, sway_pct=8, touches=2)
    found = measures_of(HURDLE, film_hurdle(hurdle, FAR_AWAY), 0.0)
    assert one(found, "knee_medial_shift_pct", RIGHT).value == pytest.approx(6, abs=1)
    assert one(found, "knee_medial_shift_pct", LEFT).value == pytest.approx(0, abs=1)
    assert one(found, "touch_downs", RIGHT).per_rep == (2.0, 2.0, 2.0)
    assert one(found, "touch_downs", LEFT).per_rep == (0.0, 0.0, 0.0)
    swaying, steady = one(found, "sway_pct", RIGHT).value, one(found, "sway_pct", LEFT).value
    assert swaying is not None
    assert steady is not None
    assert swaying - steady == pytest.approx(8, abs=2)


def test_a_plain_hop_of_the_standing_foot_is_counted() -> None:
    found = measures_of(HURDLE, film_hurdle(Hurdle(faulty=(LEFT,), hop_m=0.07), FRONT_ON), 0.0)
    assert one(found, "touch_downs", RIGHT).per_rep == (1.0, 1.0, 1.0)


def test_a_side_view_reads_heights() -> None:
    hurdle = Hurdle(faulty=(RIGHT,), rise_deg=15, heel_gap_pct=9)
    found = measures_of(HURDLE, film_hurdle(hurdle, ON_THE_LEFT), 90.0)
    high, low = one(found, "heel_tap_pct", RIGHT).value, one(found, "heel_tap_pct", LEFT).value
    assert high is not None
    assert low is not None
    assert high - low == pytest.approx(9, abs=1.5)
    lift = one(found, "knee_lift_pct", LEFT)
    clearance = one(found, "foot_clearance_pct", LEFT)
    assert lift.value is not None
    assert clearance.value is not None
    true_lift = 50 * np.sin(np.radians(15))
    assert lift.value == pytest.approx(true_lift, abs=6)
    assert clearance.value == pytest.approx(true_lift - 7, abs=9)


def test_a_higher_step_clears_by_more_from_either_view() -> None:
    for camera in (FRONT_ON, ON_THE_LEFT):
        values = [
            one(
                measures_of(HURDLE, film_hurdle(Hurdle(rise_deg=r), camera), camera.yaw_deg),
                "foot_clearance_pct",
                RIGHT,
            )
            for r in (0.0, 25.0)
        ]
        assert values[0].value is not None
        assert values[1].value is not None
        assert values[1].value - values[0].value == pytest.approx(50 * np.sin(np.radians(25)), abs=5)


def test_a_leg_that_did_not_step_is_asked_for() -> None:
    found = measures_of(HURDLE, film_hurdle(Hurdle(legs=(LEFT, LEFT)), FRONT_ON), 0.0)
    missing = one(found, "hip_turn_out_deg", RIGHT).undetermined
    assert missing is not None
    assert missing.code == "side_not_performed"
    assert "right" in missing.advice


def test_legs_exchanged_for_half_a_step_are_not_read_and_the_step_still_counts() -> None:
    motion = film_hurdle(Hurdle(legs=(RIGHT, LEFT)), ON_THE_LEFT)
    points = motion.points.copy()
    start = Hurdle(legs=(RIGHT, LEFT)).starts()[1]
    rows = (motion.times > start + 0.4) & (motion.times < start + 1.0)
    for part in ("knee", "ankle", "heel", "toe"):
        ours, other = BODY.index(part, LEFT), BODY.index(part, RIGHT)
        points[rows, ours], points[rows, other] = motion.points[rows, other], motion.points[rows, ours]
    confused = replace(motion, points=points)
    found = repetitions(HURDLE, subject_of(confused, 90.0))
    assert [rep.side for rep in found] == [RIGHT, LEFT]
    measures = measures_of(HURDLE, confused, 90.0)
    refused = one(measures, "knee_lift_pct", LEFT).undetermined
    assert refused is not None
    assert refused.code == "legs_swapped"
    assert one(measures, "knee_lift_pct", RIGHT).value is not None


def test_a_hidden_knee_gives_no_number() -> None:
    motion = without(film_hurdle(Hurdle(), FRONT_ON), "knee", LEFT, 0.0, 99.0)
    found = measures_of(HURDLE, motion, 0.0)
    assert one(found, "hip_turn_out_deg", LEFT).value is None


@pytest.mark.parametrize("leg", SIDES)
def test_plain_faults_are_present_on_the_right_leg_and_absent_on_the_other(leg: Side) -> None:
    hurdle = Hurdle(faulty=(leg,), turn_out_deg=32, lean_deg=14, knee_in_pct=9, sway_pct=14, touches=1)
    found = _findings(hurdle, FRONT_ON)
    for fault in ("hip_turns_out", "trunk_leans"):
        assert found[fault, leg].verdict == "present", found[fault, leg].why
        assert found[fault, leg.mirror()].verdict == "absent", found[fault, leg.mirror()].why
        assert f"Stepping over with your {leg} leg" in found[fault, leg].why
    for fault in ("knees_cave_in", "balance_lost"):
        assert found[fault, leg.mirror()].verdict == "present", found[fault, leg.mirror()].why
        assert found[fault, leg].verdict == "absent", found[fault, leg].why
        assert f"Standing on your {leg.mirror()} leg" in found[fault, leg.mirror()].why


def test_clean_steps_have_no_fault() -> None:
    for finding in _findings(Hurdle(), FRONT_ON).values():
        assert finding.verdict != "present", finding.why
    for key, finding in _findings(Hurdle(), ON_THE_LEFT).items():
        if key[0] == "hip_turns_out":
            assert finding.verdict == "undetermined"
            assert "from the front" in finding.why
