"""Who walks into the picture, exercises on the spot and walks out again."""

from __future__ import annotations

import numpy as np
import pytest

from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from evenstride.signal.arrival import on_the_spot
from evenstride.signal.posture import foot_homes
from tests.fixtures.stick import Camera
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.fixtures.study import subject_of

FRONT, SIDE = Camera(noise_px=0.5), Camera(yaw_deg=88, noise_px=0.5)
WALKS_S, UNSEEN_S = 2.0, 0.5


def walking(motion: Motion, before: bool = True, after: bool = True) -> Motion:
    """Return the motion of somebody who comes from beyond the picture's edge and goes there, step by step."""
    rate, width = motion.rate_hz, motion.size_px[0]
    count = round(WALKS_S * rate)
    away = np.linspace(width, 0, count)
    step = 0.1 * width * np.sin(np.linspace(0, 8 * np.pi, count))
    ways = []
    for frame, aside, wanted in ((0, away, before), (-1, -away[::-1], after)):
        points = np.repeat(motion.points[[frame]], count if wanted else 0, axis=0)
        if wanted:
            points[..., 0] += aside[:, None]
            for side, sign in ((LEFT, 1), (RIGHT, -1)):
                for part in ("ankle", "heel", "toe"):
                    points[:, motion.skeleton.index(part, side), 0] += sign * step
            points[np.abs(aside) > width * (1 - UNSEEN_S / WALKS_S)] = np.nan
        ways.append(points)
    points = np.concatenate([ways[0], motion.points, ways[1]])
    confidence = np.where(np.isfinite(points[..., 0]), 0.9, 0.0)
    return Motion(np.arange(len(points)) / rate, points, confidence, motion.size_px)


def test_a_clip_that_shows_nobody_walk_is_left_as_it_is() -> None:
    motion = film_one_leg(OneLeg(), FRONT)
    assert on_the_spot(motion) is motion


@pytest.mark.parametrize("camera", [FRONT, SIDE])
@pytest.mark.parametrize(("before", "after"), [(True, True), (True, False), (False, True)])
def test_walking_in_and_out_is_left_out(camera: Camera, before: bool, after: bool) -> None:
    still = film_one_leg(OneLeg(stand_s=1.5), camera)
    kept = on_the_spot(walking(still, before, after))
    start_s, end_s = (WALKS_S if before else 0.0), (WALKS_S if before else 0.0) + still.times[-1]
    assert kept.times[0] == pytest.approx(start_s, abs=0.3)
    assert kept.times[-1] == pytest.approx(end_s, abs=0.3)
    assert foot_homes(kept) is not None


@pytest.mark.parametrize("key", ["single_leg_squat", "single_leg_balance"])
def test_who_walks_in_and_out_is_counted_as_who_does_not(key: str) -> None:
    does = OneLeg(stand_s=1.5) if key == "single_leg_squat" else OneLeg(reps=0, alone_s=6.0, stand_s=1.5)
    still = film_one_leg(does, FRONT)
    movement = movements()[key]
    plain = repetitions(movement, subject_of(still, 0.0, on_one_foot=True))
    found = repetitions(movement, subject_of(on_the_spot(walking(still)), 0.0, on_one_foot=True))
    assert [(rep.side, rep.counted) for rep in found] == [(rep.side, rep.counted) for rep in plain]
    assert len(plain) in (2, 4)


@pytest.mark.parametrize("camera", [FRONT, SIDE])
def test_who_squats_to_the_floor_after_a_long_stand_has_not_left(camera: Camera) -> None:
    deep = OneLeg(legs=(LEFT,), reps=3, flexion_deg=140.0, stand_s=3.5)
    motion = film_one_leg(deep, camera).between(0.0, deep.duration_s - deep.stand_s)
    assert on_the_spot(motion) is motion
