"""The arithmetic around the pose model: anchors, suppression, regions, heat, steadying."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evenstride.capture.backends.blaze.detector import anchor_centres, overlap, parts, weighted_suppression
from evenstride.capture.backends.blaze.landmarker import refined
from evenstride.capture.backends.blazepose import ORDER
from evenstride.capture.backends.region import Region
from evenstride.capture.backends.steadying import Steadier
from evenstride.model.skeleton import BODY


def test_anchors_are_those_the_model_was_taught_with() -> None:
    anchors = anchor_centres()
    assert anchors.shape == (2254, 2)
    assert anchors[0].tolist() == anchors[1].tolist() == [0.5 / 28, 0.5 / 28]
    assert anchors[2].tolist() == [1.5 / 28, 0.5 / 28]
    assert anchors[28 * 28 * 2].tolist() == [0.5 / 14, 0.5 / 14]
    assert anchors[-1].tolist() == [6.5 / 7, 6.5 / 7]


def test_overlap_of_boxes() -> None:
    box = np.array([0.0, 0, 2, 2])
    others = np.array([[0.0, 0, 2, 2], [1, 0, 3, 2], [5, 5, 6, 6]])
    assert overlap(box, others) == pytest.approx([1, 1 / 3, 0])


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (800, 800)])
def test_parts_cover_the_picture_and_overlap(size: tuple[int, int]) -> None:
    width, height = size
    seen = np.zeros((height, width), dtype=np.uint8)
    found = parts(np.zeros((height, width, 3), dtype=np.uint8))
    for left, top, part in found:
        seen[top : top + part.shape[0], left : left + part.shape[1]] += 1
    assert seen.min() == 1
    assert seen.max() == len(found) == (4 if width == height else 2)


def test_suppression_averages_what_overlaps_by_score() -> None:
    corners = np.array([[0.0, 0, 1, 1], [0.1, 0, 1.1, 1], [5, 5, 6, 6]])
    points = np.array([[[0.0, 0.0]], [[1.0, 0.0]], [[9.0, 9.0]]])
    found = weighted_suppression(corners, points, np.array([0.9, 0.6, 0.7]))
    assert [score for _, score in found] == [0.9, 0.7]
    assert found[0][0][0].tolist() == pytest.approx([0.4, 0.0])
    assert found[1][0][0].tolist() == [9, 9]
    assert weighted_suppression(np.zeros((0, 4)), np.zeros((0, 4, 2)), np.zeros(0)) == []


def test_a_region_stands_up_with_the_body() -> None:
    upright = Region.around(np.array([100.0, 200.0]), np.array([100.0, 100.0]))
    assert (upright.x, upright.y, upright.size) == (100, 200, 250)
    assert upright.angle_rad == 0
    lying = Region.around(np.array([100.0, 200.0]), np.array([200.0, 200.0]))  # head to the right
    assert lying.angle_rad == pytest.approx(math.pi / 2)
    # What lies above the middle of the crop is toward the head in the picture.
    assert lying.to_picture(np.array([0.5, 0.0])) == pytest.approx([225, 200])


@settings(max_examples=40, deadline=None)
@given(
    st.floats(200, 340), st.floats(300, 600), st.floats(60, 900), st.floats(-math.pi, math.pi), st.floats(0.2, 0.8),
    st.floats(0.2, 0.8),
)  # fmt: skip
def test_a_crop_shows_what_lies_there(x: float, y: float, size: float, angle: float, u: float, v: float) -> None:
    region = Region(x, y, size, angle)
    spot = region.to_picture(np.array([u, v]))
    assume((spot > size / 20).all() and (spot < np.array([540, 960]) - size / 20).all())
    rows, columns = np.mgrid[:960, :540]
    blob = np.exp(-((columns - spot[0]) ** 2 + (rows - spot[1]) ** 2) / (2 * (size / 30) ** 2))
    image = np.repeat((blob * 255).astype(np.uint8)[..., None], 3, axis=2)
    crop = region.crop(image, 128)
    assert crop.shape == (128, 128, 3)
    row, column = np.unravel_index(crop[..., 0].argmax(), crop.shape[:2])
    assert (column / 128, row / 128) == pytest.approx((u, v), abs=0.03)


@pytest.mark.parametrize("middle", [(-300.0, 50.0), (900.0, 2000.0), (5.0, 955.0)])
def test_a_region_beside_the_picture_still_gives_a_crop(middle: tuple[float, float]) -> None:
    image = np.full((960, 540, 3), 77, dtype=np.uint8)
    for size in (40.0, 3000.0):
        assert (Region(*middle, size, 0.3).crop(image, 256) == 77).all()


def test_heat_moves_a_landmark_to_its_centre_of_mass() -> None:
    heat = np.full((64, 64, 39), -20.0, dtype=np.float32)
    heat[30:33, 20:23, 0] = 3.0
    heat[30, 20, 1] = -1.0  # too faint to be believed
    points = np.full((39, 2), 0.5)
    points[0] = points[1] = [20.6 / 64, 30.2 / 64]
    points[2] = [1.2, -0.1]
    found = refined(points, heat)
    assert found[0] == pytest.approx([21 / 64, 31 / 64], abs=1e-3)
    assert found[1:] == pytest.approx(points[1:])


def test_heat_at_the_edge_stays_inside() -> None:
    heat = np.full((64, 64, 39), -20.0, dtype=np.float32)
    heat[0, 63, :] = 5.0
    points = np.tile([63.5 / 64, 0.5 / 64], (39, 1))
    assert refined(points, heat) == pytest.approx(np.tile([63 / 64, 0.0], (39, 1)), abs=1e-6)


def test_our_skeleton_is_found_in_blazeposes_order() -> None:
    assert len(ORDER) == len(BODY.keypoints)
    named = {str(k): i for k, i in zip(BODY.keypoints, ORDER, strict=True)}
    assert (named["nose"], named["left_ear"], named["right_shoulder"]) == (0, 7, 12)
    assert (named["left_heel"], named["right_heel"], named["left_toe"], named["right_toe"]) == (29, 30, 31, 32)


def test_steadying_calms_trembling_and_follows_movement() -> None:
    random = np.random.default_rng(2)
    still = np.array([[300.0, 500.0], [300.0, 100.0]]) + random.normal(0, 2, (90, 2, 2))
    steadier = Steadier()
    calm = np.array([steadier.steadied(i / 30, points, 1000.0) for i, points in enumerate(still)])
    assert np.diff(calm[10:], axis=0).std() < 0.6 * np.diff(still[10:], axis=0).std()
    walk = Steadier()
    lag = [abs(walk.steadied(i / 30, np.array([[20.0 * i, 0.0]]), 1000.0)[0, 0] - 20.0 * i) for i in range(60)]
    assert max(lag[10:]) < 10


def test_steadying_starts_afresh_after_a_loss() -> None:
    steadier = Steadier()
    steadier.steadied(0.0, np.zeros((2, 2)), 100.0)
    steadier.forget()
    assert (steadier.steadied(0.1, np.full((2, 2), 50.0), 100.0) == 50).all()
