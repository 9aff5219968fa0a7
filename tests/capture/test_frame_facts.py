"""Light, blur and the camera's own movement, on pictures made for it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from evenstride.capture import FrameFacts
from evenstride.capture.frame_facts import FrameWatcher, light_and_blur, person_box
from evenstride.capture.recording import Image
from evenstride.capture.shrinking import halved

NOBODY = np.full((19, 2), np.nan)
PERSON = np.array([[250.0, 200.0], [350.0, 600.0]] + [[300.0, 400.0]] * 17)


def scene(seed: int = 0, size: tuple[int, int] = (540, 960)) -> Image:
    """A room with texture."""
    random = np.random.default_rng(seed)
    coarse = random.integers(40, 215, (size[1] // 20, size[0] // 20, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def moved(image: Image, shift_px: float, roll_deg: float) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -roll_deg, 1.0)
    matrix[0, 2] += shift_px
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), dtype=np.uint8)


def watched(
    images: list[Image], rate: float = 30.0, points: np.ndarray[tuple[int, int], np.dtype[np.float64]] = PERSON
) -> FrameFacts:
    watcher = FrameWatcher()
    for index, image in enumerate(images):
        watcher.see(index / rate, image, points, 1)
    return watcher.facts()


def test_a_camera_that_stands_still() -> None:
    facts = watched([scene()] * 31)
    assert np.nanmax(facts.camera_shift) < 1e-4
    assert np.abs(facts.camera_roll_deg).max() < 0.02
    assert facts.camera_shift.shape == facts.camera_roll_deg.shape == facts.brightness.shape == (31,)
    assert facts.people.tolist() == [1] * 31


def test_a_camera_that_pans_is_measured_in_diagonals() -> None:
    facts = watched([moved(scene(), 2.0 * i, 0) for i in range(31)])
    assert facts.camera_shift[1:] == pytest.approx(2.0 / np.hypot(540, 960), rel=0.15)


def test_a_camera_that_rolls_is_measured_clockwise() -> None:
    # The picture's content turns clockwise by a fifth of a degree a frame.
    facts = watched([moved(scene(), 0, 0.2 * i) for i in range(31)])
    assert facts.camera_roll_deg[-1] == pytest.approx(6.0, abs=0.4)
    assert facts.camera_roll_deg[15] == pytest.approx(3.0, abs=0.4)


def test_a_person_who_moves_is_no_camera_that_moves() -> None:
    images = []
    for index in range(31):
        image = scene()
        image[200:600, 250 + 2 * index - 60 : 350 + 2 * index - 60] = scene(5)[200:600, 250:350]
        images.append(image)
    points = np.array([[150.0, 200.0], [450.0, 600.0]] + [[300.0, 400.0]] * 17)
    assert np.nanmax(watched(images, points=points).camera_shift) < 1e-3


def test_a_blank_wall_cannot_say() -> None:
    blank = np.full((960, 540, 3), 128, dtype=np.uint8)
    facts = watched([blank] * 20)
    assert np.isnan(facts.camera_shift[1:]).all()
    assert (facts.camera_roll_deg == 0).all()


def test_brightness_is_the_persons() -> None:
    image = np.full((960, 540, 3), 200, dtype=np.uint8)
    image[160:640, 210:390] = 20
    facts = watched([image])
    assert facts.brightness[0] == pytest.approx(20, abs=2)
    assert light_and_blur(image, (0, 0, 0, 0))[0] == pytest.approx(170, abs=5)


def test_blur_lowers_sharpness() -> None:
    sharp = scene()
    sharp[::7] //= 2
    blurred = np.asarray(cv2.GaussianBlur(sharp, (0, 0), 6), dtype=np.uint8)
    assert light_and_blur(blurred, (100, 100, 400, 800))[1] < 0.2 * light_and_blur(sharp, (100, 100, 400, 800))[1]


def test_the_box_stays_inside_the_picture() -> None:
    assert person_box(scene(), NOBODY) == (0, 0, 0, 0)
    left, top, right, bottom = person_box(scene(), np.array([[-50.0, 10.0], [700.0, 2000.0]]))
    assert (left, top, right, bottom) == (0, 0, 540, 960)


def test_nothing_seen_gives_empty_facts() -> None:
    facts = FrameWatcher().facts()
    assert facts.camera_shift.shape == facts.people.shape == (0,)


def test_halving_averages() -> None:
    image = np.zeros((9, 6, 3), dtype=np.uint8)
    image[::2] = 100
    small = halved(image, 1)
    assert small.shape == (4, 3, 3)
    assert (small == 50).all()
    assert halved(image, 0) is image
