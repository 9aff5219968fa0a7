from __future__ import annotations

import numpy as np
import pytest

from evenstride.model import BODY, Keypoint, Motion, Side, Skeleton, to_xarray
from evenstride.model.skeleton import LEFT, RIGHT
from tests.fixtures.stick import Camera, Squat, film

MOTION = film(Squat(reps=1), Camera(yaw_deg=20))


def _like(times: object, points_shape: tuple[int, ...]) -> Motion:
    return Motion(np.asarray(times, dtype=float), np.zeros(points_shape), np.zeros(points_shape[:2]), (10, 10))


def test_arrays_are_read_only_copies() -> None:
    points = MOTION.points.copy()
    motion = Motion(MOTION.times, points, MOTION.confidence, MOTION.size_px)
    points[:] = 0
    assert motion.points.max() > 0
    with pytest.raises(ValueError, match="read-only"):
        motion.points[0] = 0


@pytest.mark.parametrize("times", [[0.0, 0.0], [1.0, 0.5]])
def test_times_must_increase(times: list[float]) -> None:
    with pytest.raises(ValueError, match="increasing"):
        _like(times, (2, 19, 2))


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="points"):
        _like([0.0, 1.0], (2, 5, 2))


def test_mirroring_twice_changes_nothing_and_once_swaps_sides() -> None:
    mirrored = MOTION.mirrored()
    np.testing.assert_allclose(mirrored.mirrored().points, MOTION.points)
    width = MOTION.size_px[0]
    np.testing.assert_allclose(mirrored.point("knee", LEFT)[:, 0], width - MOTION.point("knee", RIGHT)[:, 0])


def test_between_keeps_the_clock() -> None:
    part = MOTION.between(1.0, 2.0)
    assert part.times[0] == pytest.approx(1.0, abs=0.04)
    assert part.times[-1] == pytest.approx(2.0, abs=0.04)


def test_to_xarray_labels_every_axis() -> None:
    dataset = to_xarray(MOTION)
    knee = dataset.position.sel(keypoint="left_knee", space="x").to_numpy()
    np.testing.assert_allclose(knee, MOTION.point("knee", LEFT)[:, 0])
    assert dataset.position.dims == ("time", "space", "keypoint")


def test_every_paired_keypoint_mirrors_to_its_partner() -> None:
    for keypoint, partner in zip(BODY.keypoints, BODY.mirror_order, strict=True):
        assert BODY.keypoints[partner] == Keypoint(keypoint.part, keypoint.side.mirror())


def test_a_skeleton_with_a_bone_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="tail"):
        Skeleton("cat", (Keypoint("nose"),), ((Keypoint("nose"), Keypoint("tail")),))


def test_sides_mirror_and_the_middle_stays() -> None:
    assert [s.mirror() for s in Side] == [Side.RIGHT, Side.LEFT, Side.BOTH, Side.NONE]
