from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.model import BODY, Motion, Side, View
from evenstride.report.faces import Head, head_at, head_in, hide
from evenstride.report.pose import Track
from tests.report.squatting import motion_from, picture

HEAD = [BODY.index("nose"), BODY.index("ear", Side.LEFT), BODY.index("ear", Side.RIGHT)]


def without(motion: Motion, keypoints: list[int], frames: slice = slice(None)) -> Motion:
    points = motion.points.copy()
    points[frames, keypoints] = np.nan
    return replace(motion, points=points)


@pytest.mark.parametrize("view", [View.FRONT, View.SIDE])
@pytest.mark.parametrize("time_s", [0.0, 2.0])
def test_the_head_circle_holds_nose_and_ears_with_air(view: View, time_s: float) -> None:
    track = Track(motion_from(view))
    head = head_at(track, time_s)
    assert head is not None
    pose = track.at(time_s)
    for point in pose.points[HEAD]:
        assert np.hypot(*(point - (head.x, head.y))) < 0.8 * head.radius
    assert head.radius < 0.6 * track.trunk_px


def test_without_nose_and_ears_the_shoulders_say_where_the_head_is() -> None:
    motion = motion_from(View.FRONT)
    seen, guessed = head_at(Track(motion), 2.0), head_at(Track(without(motion, HEAD)), 2.0)
    assert seen is not None
    assert guessed is not None
    assert np.hypot(seen.x - guessed.x, seen.y - guessed.y) < 0.5 * guessed.radius
    assert guessed.radius > seen.radius


def test_a_nose_far_from_the_shoulders_is_not_believed() -> None:
    motion = motion_from(View.FRONT)
    points = motion.points.copy()
    points[:, HEAD] = 2.0
    head = head_in(Track(replace(motion, points=points)).at(2.0))
    assert head is not None
    assert head.x > 100


def test_a_lost_head_is_near_where_it_was_and_then_unknown() -> None:
    motion = motion_from(View.FRONT)
    everything = list(range(len(BODY.keypoints)))
    lost = Track(without(motion, everything, slice(30, None)))
    before, after = head_at(lost, 0.9), head_at(lost, 1.6)
    assert before is not None
    assert after is not None
    assert after.radius > before.radius
    assert head_at(lost, 5.0) is None


def test_the_face_is_gone_and_the_rest_untouched() -> None:
    motion = motion_from(View.FRONT)
    image = picture(motion, 2.0)
    head = head_at(Track(motion), 2.0)
    assert head is not None
    hidden = image.copy()
    hide(hidden, head)
    rows, columns = np.ogrid[: image.shape[0], : image.shape[1]]
    outside = (columns - head.x) ** 2 + (rows - head.y) ** 2 > (head.radius + 1) ** 2
    assert np.array_equal(hidden[outside], image[outside])
    eyes = (image == 20).all(axis=2)
    assert eyes.sum() > 50
    assert not (hidden == 20).all(axis=2).any()


def test_when_nobody_knows_where_the_head_is_the_whole_picture_is_hidden() -> None:
    image = picture(motion_from(View.FRONT), 2.0)
    hidden = image.copy()
    hide(hidden, None)
    assert not (hidden == 20).all(axis=2).any()
    assert len(np.unique(hidden.reshape(-1, 3), axis=0)) < 700


@pytest.mark.parametrize("head", [Head(-50, -50, 10), Head(3, 3, 20), Head(10_000, 5, 8)])
def test_a_head_at_or_beyond_the_edge_is_no_trouble(head: Head) -> None:
    image = np.zeros((40, 30, 3), np.uint8)
    hide(image, head)
    assert image.shape == (40, 30, 3)
