"""Looking at every other frame mirrored, and blending the two looks."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture.backends.blaze.detector import Detector
from evenstride.capture.backends.blaze.landmarker import Landmarker
from evenstride.capture.backends.mirroring import blended, swap
from evenstride.capture.reading import ClipReader

TIMES = np.arange(90) / 30
LOOKS = np.arange(90) % 2 == 1


def test_what_alternates_goes_and_what_a_body_does_stays() -> None:
    slow = np.sin(2 * np.pi * 1.0 * TIMES)[:, None, None] * np.ones((1, 3, 2))
    bias = np.where(LOOKS, 1.0, -1.0)[:, None, None]
    np.testing.assert_allclose(blended(slow + bias, LOOKS)[2:-2], slow[2:-2], atol=2e-3)


def test_where_looks_do_not_alternate_nothing_is_blended() -> None:
    values = np.random.default_rng(1).normal(size=(90, 3))
    np.testing.assert_array_equal(blended(values, np.zeros(90, dtype=np.bool_)), values)
    looks = LOOKS.copy()
    looks[40] = looks[41]
    out = blended(values, looks)
    np.testing.assert_array_equal(out[39:43], values[39:43])
    assert not np.allclose(out[30:36], values[30:36])


def test_a_gap_stays_a_gap_and_its_neighbours_stay_as_seen() -> None:
    values = np.random.default_rng(2).normal(size=(90, 2))
    values[50] = np.nan
    out = blended(values, LOOKS)
    assert np.isnan(out[50]).all()
    np.testing.assert_array_equal(out[51], values[51])


def test_a_clip_of_a_few_frames_is_left_alone() -> None:
    values = np.ones((3, 2))
    assert blended(values, LOOKS[:3]) is values


def test_swapping_twice_is_doing_nothing() -> None:
    order = np.array(swap(((1, 2), (4, 3)), 5))
    assert order.tolist() == [0, 2, 1, 4, 3]
    assert order[order].tolist() == [0, 1, 2, 3, 4]


def test_the_model_sees_the_same_body_in_the_mirror() -> None:
    with (
        resources.as_file(resources.files("evenstride").joinpath("demo/front.mp4")) as front,
        ClipReader(Path(front)) as reader,
    ):
        image = next(iter(reader.frames(30.0))).image
    region = Detector().find(image)[0].region
    landmarker = Landmarker()
    plain, mirrored = landmarker.look(image, region), landmarker.look(image, region, mirrored=True)
    apart = np.linalg.norm(plain.points - mirrored.points, axis=1) / region.size
    assert np.median(apart) < 0.01
    wrong_side = np.linalg.norm(plain.points[11] - mirrored.points[12]) / region.size
    assert wrong_side > 10 * apart[11]
    assert mirrored.presence == pytest.approx(plain.presence, abs=0.1)
