"""A leg put back into space: what the camera's height and distance do to a front view is taken out."""

from __future__ import annotations

import numpy as np
import pytest

from evenstride.measure.leg_in_space import leg_in_space
from evenstride.measure.registry import measures
from evenstride.model.skeleton import LEFT, RIGHT
from tests.fixtures.stick import SHANK_M, THIGH_M, Camera, Squat, film, without
from tests.fixtures.study import subject_of

SQUAT = Squat(medial_right_pct=8)
THIGH_AT_BOTTOM_DEG = -(90.0 - (SQUAT.flexion_deg - SQUAT.shank_lean_deg))
CAMERAS = [Camera(height_m=height, distance_m=distance) for height in (0.4, 0.9, 1.5) for distance in (2.4, 5.0)]

every_camera = pytest.mark.parametrize("camera", CAMERAS, ids=lambda c: f"{c.height_m}m-high-{c.distance_m}m-away")


@every_camera
def test_knees_read_alike_from_any_height_and_distance(camera: Camera) -> None:
    subject = subject_of(film(SQUAT, camera), 0.0)
    shift = measures()["knee_medial_shift_pct"].series
    bottom = int(np.argmax(subject.hip_drop))
    assert shift(subject, RIGHT)[bottom] == pytest.approx(8, abs=0.8)
    assert shift(subject, LEFT)[bottom] == pytest.approx(0, abs=0.8)


@every_camera
def test_the_thighs_slope_is_read_from_any_height_and_distance(camera: Camera) -> None:
    subject = subject_of(film(SQUAT, camera), 0.0)
    thigh = measures()["thigh_below_horizontal_deg"].series(subject, LEFT)
    assert np.nanmax(thigh) == pytest.approx(THIGH_AT_BOTTOM_DEG, abs=4)


def test_bones_keep_their_length_and_proportion() -> None:
    leg = leg_in_space(subject_of(film(SQUAT, CAMERAS[0]), 0.0), LEFT)
    assert leg.thigh_px / leg.shank_px == pytest.approx(THIGH_M / SHANK_M, abs=0.03)
    assert np.nanstd(np.linalg.norm(leg.knee - leg.ankle, axis=1)) < 0.02 * leg.shank_px


def test_feet_nobody_saw_leave_the_camera_level() -> None:
    motion = film(SQUAT, Camera())
    for side in (LEFT, RIGHT):
        motion = without(motion, "toe", side, 0.0, SQUAT.duration_s)
    shift = measures()["knee_medial_shift_pct"].series(subject_of(motion, 0.0), RIGHT)
    assert np.nanmax(shift) == pytest.approx(8, abs=1.5)
