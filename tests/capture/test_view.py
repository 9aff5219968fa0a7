from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.capture.view import calibration, named, upright_frames, viewpoint_of
from evenstride.model.clip import View
from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.signal.posture import both_feet_down
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg


def _as_the_pose_model_sees(yaw_deg: float) -> Motion:
    """Return a squat whose depth is exaggerated the way the pose model exaggerates it."""
    motion = film(Squat(), Camera(yaw_deg=yaw_deg))
    assert motion.depth is not None
    return replace(motion, depth=motion.depth * calibration()["depth_exaggeration"])


@pytest.mark.parametrize(
    ("yaw_deg", "view"),
    [(0, View.FRONT), (-12, View.FRONT), (45, View.OBLIQUE), (90, View.SIDE), (-100, View.SIDE), (175, View.REAR)],
)
def test_the_view_is_named_from_where_the_camera_stood(yaw_deg: float, view: View) -> None:
    stands = viewpoint_of(_as_the_pose_model_sees(yaw_deg))
    assert stands.view is view
    low, high = stands.yaw.interval
    assert low <= yaw_deg <= high


@pytest.mark.parametrize(("yaw_deg", "near"), [(60, LEFT), (90, LEFT), (-60, RIGHT), (-90, RIGHT)])
def test_the_nearer_side_is_the_one_the_camera_stood_on(yaw_deg: float, near: str) -> None:
    assert viewpoint_of(_as_the_pose_model_sees(yaw_deg)).near_side == near


def test_the_front_view_is_known_better_than_the_others() -> None:
    front, side = (viewpoint_of(_as_the_pose_model_sees(yaw)).yaw.half_width for yaw in (0.0, 90.0))
    assert front < side


@pytest.mark.parametrize(("yaw_deg", "view"), [(0, View.FRONT), (90, View.SIDE), (-90, View.SIDE), (180, View.REAR)])
def test_poses_without_depth_have_a_view_too(yaw_deg: float, view: View) -> None:
    flat = replace(film(Squat(), Camera(yaw_deg=yaw_deg)), depth=None)
    stands = viewpoint_of(flat)
    assert stands.view is view
    if view is View.SIDE:
        assert stands.near_side is (LEFT if yaw_deg > 0 else RIGHT)


def test_broad_or_narrow_shoulders_do_not_turn_a_front_view_without_depth() -> None:
    motion = film(Squat(), Camera(yaw_deg=6))
    points = motion.points.copy()
    middle = motion.middle("shoulder")
    for side in (LEFT, RIGHT):
        column = motion.skeleton.index("shoulder", side)
        points[:, column] = middle + 0.75 * (points[:, column] - middle)
    flat = replace(motion, points=points, depth=None)
    stands = viewpoint_of(flat)
    assert stands.view is View.FRONT
    assert stands.yaw.interval[0] <= 6 <= stands.yaw.interval[1]
    assert stands.yaw.half_width > viewpoint_of(_as_the_pose_model_sees(6)).yaw.half_width


@pytest.mark.parametrize(("yaw_deg", "near"), [(90, LEFT), (-90, RIGHT)])
def test_without_feet_and_depth_the_nose_says_which_side_is_nearer(yaw_deg: float, near: str) -> None:
    motion = film(Squat(), Camera(yaw_deg=yaw_deg))
    points = motion.points.copy()
    points[:, [motion.skeleton.index(part, side) for part in ("heel", "toe") for side in (LEFT, RIGHT)]] = np.nan
    assert viewpoint_of(replace(motion, points=points, depth=None)).near_side == near


def test_without_shoulders_nothing_is_claimed() -> None:
    motion = film(Squat(), Camera())
    blind = replace(motion, points=np.full_like(motion.points, np.nan), depth=None)
    stands = viewpoint_of(blind)
    assert stands.view is View.OBLIQUE
    assert stands.yaw.interval == (-180.0, 180.0)


def test_upright_frames_are_those_with_the_hips_highest() -> None:
    motion = film(Squat(), Camera())
    upright = upright_frames(motion)
    height = motion.middle("ankle")[:, 1] - motion.middle("hip")[:, 1]
    assert height[upright].min() >= height[~upright].max() - 1e-6


def test_every_angle_has_one_name() -> None:
    names = {yaw: named(yaw) for yaw in range(-180, 181)}
    assert set(names.values()) == set(View)
    assert all(names[yaw] is names[-yaw] for yaw in names)


def test_a_foot_in_the_air_does_not_turn_the_view_of_who_stands_on_the_other() -> None:
    motion = film_one_leg(OneLeg(legs=(LEFT,), reps=0, alone_s=6), Camera(yaw_deg=4))
    assert motion.depth is not None
    points = motion.points.copy()
    in_the_air = ~both_feet_down(motion)
    points[in_the_air, motion.skeleton.index("toe", RIGHT), 0] += 60.0
    turned = replace(motion, points=points, depth=motion.depth * calibration()["depth_exaggeration"])
    assert viewpoint_of(turned, on_one_foot=True).yaw.value == pytest.approx(4, abs=2)
    assert abs(viewpoint_of(turned).yaw.value - 4) > 5
