"""A stick figure of known joints, filmed square on: geometry must read what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from evenstride.measure.moments import AT_60_DEG, BOTTOM, FURTHEST, WORST
from evenstride.measure.registry import measures
from evenstride.model.skeleton import LEFT, RIGHT, Side
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.study import subject_of

FAR_AWAY = Camera(distance_m=30.0)
FAR_AWAY_SIDE = Camera(yaw_deg=90.0, distance_m=30.0)


def _peak(name: str, side: Side, squat: Squat, camera: Camera) -> float:
    return float(np.nanmax(measures()[name].series(subject_of(film(squat, camera), camera.yaw_deg), side)))


def test_side_view_reads_the_angles_that_were_put_in() -> None:
    squat = Squat(flexion_deg=110, shank_lean_deg=30, trunk_lean_deg=35, heel_lift_deg=15)
    assert _peak("knee_flexion_deg", LEFT, squat, FAR_AWAY_SIDE) == pytest.approx(110, abs=1.5)
    assert _peak("shank_lean_deg", LEFT, squat, FAR_AWAY_SIDE) == pytest.approx(30, abs=1.0)
    assert _peak("trunk_lean_deg", Side.NONE, squat, FAR_AWAY_SIDE) == pytest.approx(35, abs=1.0)
    assert _peak("heel_lift_deg", LEFT, squat, FAR_AWAY_SIDE) == pytest.approx(15, abs=1.5)
    assert _peak("thigh_below_horizontal_deg", LEFT, squat, FAR_AWAY_SIDE) == pytest.approx(-10, abs=1.5)


def test_the_other_side_view_reads_the_same() -> None:
    squat = Squat(trunk_lean_deg=35, heel_lift_deg=15)
    other = Camera(yaw_deg=-90, distance_m=30)
    assert _peak("trunk_lean_deg", Side.NONE, squat, other) == pytest.approx(35, abs=1.0)
    assert _peak("heel_lift_deg", RIGHT, squat, other) == pytest.approx(15, abs=1.5)


def test_front_view_reads_each_knee_by_itself() -> None:
    squat = Squat(medial_left_pct=-3, medial_right_pct=8)
    assert _peak("knee_medial_shift_pct", RIGHT, squat, FAR_AWAY) == pytest.approx(8, abs=0.6)
    assert _peak("knee_medial_shift_pct", LEFT, squat, FAR_AWAY) == pytest.approx(0, abs=0.6)


@pytest.mark.parametrize("yaw_deg", [-8.0, 8.0])
def test_a_known_camera_angle_is_taken_out_of_the_knees_and_by_half_out_of_the_hips(yaw_deg: float) -> None:
    motion = film(Squat(medial_right_pct=8), Camera(yaw_deg=yaw_deg, distance_m=30))
    subject = subject_of(motion, yaw_deg)
    shift = measures()["knee_medial_shift_pct"].series
    assert np.nanmax(shift(subject, RIGHT)) == pytest.approx(8, abs=1.0)
    assert np.nanmax(shift(subject, LEFT)) == pytest.approx(0, abs=1.0)
    hips = measures()["hip_shift_pct"].series
    faked = np.nanmax(np.abs(hips(subject_of(motion, 0.0), Side.NONE)))
    assert np.nanmax(np.abs(hips(subject, Side.NONE))) == pytest.approx(faked / 2, rel=0.15)


def test_a_camera_angle_that_is_not_taken_out_fakes_valgus_of_opposite_sign() -> None:
    blind = subject_of(film(Squat(), Camera(yaw_deg=7, distance_m=30)), yaw_deg=0.0)
    bottom = int(np.argmax(blind.hip_drop))
    shift = measures()["knee_medial_shift_pct"].series
    assert shift(blind, LEFT)[bottom] > 2.5
    assert shift(blind, RIGHT)[bottom] < -2.5


def test_hips_that_move_to_the_right_shift_positively() -> None:
    assert _peak("hip_shift_pct", Side.NONE, Squat(hip_shift_pct=6), FAR_AWAY) == pytest.approx(6, abs=0.5)


def test_moments_read_where_they_say() -> None:
    subject = subject_of(film(Squat(medial_right_pct=8), FAR_AWAY), 0.0)
    reps = repetitions(movements()["squat"], subject)
    values = measures()["knee_medial_shift_pct"].series(subject, RIGHT)
    worst = WORST.read(subject, RIGHT, values, reps[0])
    bottom = BOTTOM.read(subject, RIGHT, values, reps[0])
    at_60 = AT_60_DEG.read(subject, RIGHT, values, reps[0])
    furthest = FURTHEST.read(subject, RIGHT, -values, reps[0])
    assert worst is not None
    assert bottom is not None
    assert at_60 is not None
    assert furthest is not None
    assert worst.at_s == pytest.approx(reps[0].turn_s, abs=0.15)
    assert worst.value == pytest.approx(bottom.value, abs=0.2)
    assert reps[0].start_s < at_60.at_s < reps[0].turn_s
    assert at_60.value < bottom.value
    assert furthest.value == pytest.approx(-worst.value)


def test_a_repetition_mostly_unseen_has_no_worst_moment() -> None:
    motion = without(film(Squat(reps=1), FAR_AWAY), "knee", RIGHT, 1.2, 2.6)
    subject = subject_of(motion, 0.0)
    (rep,) = repetitions(movements()["squat"], subject)
    values = measures()["knee_medial_shift_pct"].series(subject, RIGHT)
    assert WORST.read(subject, RIGHT, values, rep) is None
    assert BOTTOM.read(subject, RIGHT, values, rep) is None
