"""Single-leg bridges counted, held and given to the leg whose foot is down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.capture.view import lying_viewpoint_of
from evenstride.measure.performed import BOTH_FEET
from evenstride.measure.supine import hip_line
from evenstride.model.clip import View
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, LEFT, RIGHT, Side
from evenstride.movements import movements
from evenstride.movements.recognise import repetitions
from evenstride.signal.posture import Posture
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_lying import LOW_ON_THE_LEFT, Bridge, exchanged, film_bridge
from tests.fixtures.study import measures_of, one, subject_of

BRIDGE = movements()["single_leg_bridge"]
FROM_THE_RIGHT = Camera(yaw_deg=-90.0, height_m=0.3, distance_m=3.5, noise_px=1.0)


@pytest.mark.parametrize("camera", [LOW_ON_THE_LEFT, FROM_THE_RIGHT])
def test_every_bridge_is_found_with_its_leg_and_its_hold(camera: Camera) -> None:
    bridge = Bridge()
    found = repetitions(BRIDGE, subject_of(film_bridge(bridge, camera), camera.yaw_deg))
    assert [rep.side for rep in found] == list(bridge.legs)
    assert all(rep.counted for rep in found)
    assert [rep.hold_s for rep in found] == pytest.approx([bridge.hold_s] * 4, abs=0.3)


def test_half_a_bridge_is_shown_and_not_counted() -> None:
    found = repetitions(BRIDGE, subject_of(film_bridge(Bridge(half=(1,))), 90.0))
    assert [rep.counted for rep in found] == [True, False, True, True]
    assert found[1].why_not == "the hips stayed well below the line from shoulders to knee"


def test_what_the_hold_loses_is_measured() -> None:
    def line_at_the_top(pitch_deg: float) -> float:
        subject = subject_of(film_bridge(Bridge(pitch_deg=pitch_deg)), 90.0)
        return float(hip_line.series(subject, LEFT)[round(30 * 3.5)])

    lost = line_at_the_top(16) - line_at_the_top(24)
    sunk = one(measures_of(BRIDGE, film_bridge(Bridge(sink_deg=8)), 90.0), "hip_sink_deg", LEFT).value
    assert sunk == pytest.approx(lost, abs=2)
    assert one(measures_of(BRIDGE, film_bridge(Bridge()), 90.0), "hip_sink_deg", LEFT).value == pytest.approx(0, abs=1)


def test_a_hold_whose_hips_sink_ends_once_the_line_is_lost_by_ten_degrees() -> None:
    sinking = Bridge(legs=(LEFT,), pitch_deg=28, sink_deg=14, hold_s=4.0)
    (rep,) = repetitions(BRIDGE, subject_of(film_bridge(sinking), 90.0))
    assert rep.hold_s == pytest.approx(4.0 * 10 / (14 * 2.15), abs=0.2)


def test_hips_that_go_on_sinking_are_read_beyond_the_end_of_the_hold() -> None:
    sinking = film_bridge(Bridge(legs=(LEFT,), pitch_deg=28, sink_deg=14, hold_s=4.0))
    assert one(measures_of(BRIDGE, sinking, 90.0), "hip_sink_deg", LEFT).value == pytest.approx(14 * 2.15, abs=3)
    (rep,) = repetitions(BRIDGE, subject_of(sinking, 90.0))
    assert rep.hold is not None
    assert rep.around_hold is not None
    assert rep.around_hold[1] > rep.hold[1] + 1.0


def test_a_keypoint_that_jumps_ends_no_hold() -> None:
    motion = film_bridge(Bridge(legs=(LEFT,), hold_s=4.0))
    (plain,) = repetitions(BRIDGE, subject_of(motion, 90.0))
    assert plain.hold is not None
    points = motion.points.copy()
    jumps = np.abs(motion.times - sum(plain.hold) / 2) < 0.08
    for side in (LEFT, RIGHT):
        points[jumps, motion.skeleton.index("hip", side), 1] += 8.0
    (jumped,) = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert jumped.hold_s == pytest.approx(plain.hold_s, abs=0.1)


def test_hips_that_are_lowered_after_a_hold_have_not_sunk() -> None:
    sunk = one(measures_of(BRIDGE, film_bridge(Bridge(pitch_deg=28)), 90.0), "hip_sink_deg", LEFT).value
    assert sunk == pytest.approx(0, abs=3)


def test_a_knee_that_is_drawn_too_low_while_the_hips_are_up_changes_no_hold() -> None:
    sinking = Bridge(legs=(LEFT,), pitch_deg=28, sink_deg=14, hold_s=4.0)
    motion = film_bridge(sinking)
    points = motion.points.copy()
    hips = points[:, motion.skeleton.index("hip", LEFT), 1]
    for side in (LEFT, RIGHT):
        points[:, motion.skeleton.index("knee", side), 1] += 0.4 * (hips.max() - hips)
    plain, drawn = (repetitions(BRIDGE, subject_of(m, 90.0))[0] for m in (motion, replace(motion, points=points)))
    assert drawn.hold_s == plain.hold_s


@pytest.mark.parametrize(("first", "last"), [(2.0, 5.5), (0.0, 60.0), (4.5, 8.0)], ids=["long", "always", "one"])
def test_the_leg_that_looks_longer_is_the_nearer_one_whatever_it_is_called(first: float, last: float) -> None:
    motion = film_bridge(Bridge(legs=(LEFT, RIGHT, LEFT)))
    found = repetitions(BRIDGE, subject_of(exchanged(motion, first, last), 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(LEFT, True), (RIGHT, True), (LEFT, True)]


@pytest.mark.parametrize(("last", "side"), [(0.0, LEFT), (60.0, Side.NONE)], ids=["as it is", "names exchanged"])
def test_legs_that_look_nearly_alike_need_their_names_to_say_the_same(last: float, side: Side) -> None:
    camera = replace(LOW_ON_THE_LEFT, distance_m=6.0)
    found = repetitions(BRIDGE, subject_of(exchanged(film_bridge(Bridge(legs=(LEFT, LEFT)), camera), 0.0, last), 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(side, True)] * 2


def test_from_far_away_both_legs_look_alike_and_the_side_is_asked_for() -> None:
    far = replace(LOW_ON_THE_LEFT, distance_m=30.0)
    found = repetitions(BRIDGE, subject_of(film_bridge(Bridge(), far), 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(Side.NONE, True)] * 4


def test_a_body_whose_sides_were_taken_for_each_other_has_no_side() -> None:
    motion = film_bridge(Bridge(legs=(LEFT, LEFT)))
    order = list(BODY.mirror_order)
    assert motion.depth is not None
    wrong = replace(motion, points=motion.points[:, order], depth=motion.depth[:, order])
    assert {rep.side for rep in repetitions(BRIDGE, subject_of(wrong, 90.0))} == {Side.NONE}


@pytest.mark.parametrize(("camera", "near"), [(LOW_ON_THE_LEFT, LEFT), (FROM_THE_RIGHT, RIGHT)])
def test_head_and_face_say_which_side_is_near(camera: Camera, near: Side) -> None:
    seen = lying_viewpoint_of(film_bridge(Bridge(), camera), Posture.SUPINE)
    assert (seen.view, seen.near_side) == (View.SIDE, near)


def test_from_the_feet_it_is_no_side_view() -> None:
    camera = Camera(yaw_deg=170.0, height_m=0.3, distance_m=8.0)
    assert lying_viewpoint_of(film_bridge(Bridge(), camera), Posture.SUPINE).view is not View.SIDE


@pytest.mark.parametrize(
    "motion",
    [film(Squat(), Camera(yaw_deg=90)), film_bird_dog(BirdDog())],
    ids=["squat", "bird_dog"],
)
def test_screens_are_no_bridges(motion: Motion) -> None:
    assert repetitions(BRIDGE, subject_of(motion, 90.0)) == ()


def test_with_both_feet_down_nothing_counts_and_lying_still_is_no_bridge() -> None:
    motion = film_bridge(Bridge(legs=(LEFT, LEFT)))
    points = motion.points.copy()
    for part in ("knee", "ankle", "heel", "toe"):
        points[:, BODY.index(part, RIGHT)] = points[:, BODY.index(part, LEFT)]
    found = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert [(rep.side, rep.why_not) for rep in found] == [(Side.BOTH, BOTH_FEET)] * 2
    assert repetitions(BRIDGE, subject_of(film_bridge(Bridge(pitch_deg=0)), 90.0)) == ()


def test_a_leg_that_is_drawn_onto_the_free_one_makes_no_bridge_one_on_both_feet() -> None:
    motion = film_bridge(Bridge(legs=(LEFT, LEFT)))
    points = motion.points.copy()
    up = (motion.times % Bridge().period_s > 1.7) & (motion.times % Bridge().period_s < 5.8)
    for part in ("ankle", "heel", "toe"):
        points[up, BODY.index(part, LEFT)] = points[up, BODY.index(part, RIGHT)]
    found = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert [rep.counted for rep in found] == [True, True]


def test_a_foot_that_leaves_the_picture_at_the_top_makes_no_bridge_one_on_both_feet() -> None:
    """There it is drawn onto the one on the floor; while the hips are low it is in sight."""
    motion = film_bridge(Bridge(legs=(LEFT, LEFT)))
    points = motion.points.copy()
    up = (motion.times % Bridge().period_s > 2.2) & (motion.times % Bridge().period_s < 5.3)
    for part in ("knee", "ankle", "heel", "toe"):
        points[up, BODY.index(part, RIGHT)] = points[up, BODY.index(part, LEFT)]
    found = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert [rep.counted for rep in found] == [True, True]


def test_a_foot_out_of_the_picture_names_no_side() -> None:
    """Its leg is drawn to the edge, and looks longer or shorter than it is."""
    motion = film_bridge(Bridge(legs=(LEFT, LEFT)))
    edge = float(np.nanmin(motion.points[:, BODY.index("ankle", RIGHT), 0])) - 1.0
    cut = replace(motion, points=motion.points - np.array([edge, 0.0]))
    toes = cut.points[:, BODY.index("toe", RIGHT), 0]
    assert toes.min() < 0 or (toes > cut.size_px[0]).any()
    found = repetitions(BRIDGE, subject_of(cut, 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(Side.NONE, True)] * 2


def test_who_sits_up_before_and_after_does_as_many_bridges() -> None:
    motion = film_bridge(Bridge(legs=(LEFT, LEFT), rest_s=3.0))
    points = motion.points.copy()
    sits = (motion.times < 1.5) | (motion.times > motion.times[-1] - 1.5)
    for side in (LEFT, RIGHT):
        hip, shoulder = (points[sits, BODY.index(part, side)] for part in ("hip", "shoulder"))
        trunk = np.linalg.norm(shoulder - hip, axis=1)
        points[sits, BODY.index("shoulder", side)] = hip - np.stack([0 * trunk, trunk], axis=1)
    found = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert [rep.hold_s for rep in found] == pytest.approx([2.5, 2.5], abs=0.3)


def test_a_hold_begins_once_one_foot_is_off_the_floor() -> None:
    bridge = Bridge(legs=(LEFT,), hold_s=4.0)
    motion = film_bridge(bridge)
    points = motion.points.copy()
    both = motion.times < bridge.rest_s + bridge.move_s + 1.5
    for part in ("knee", "ankle", "heel", "toe"):
        points[both, BODY.index(part, RIGHT)] = points[both, BODY.index(part, LEFT)]
    (rep,) = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert rep.hold_s == pytest.approx(2.5, abs=0.3)


def test_a_foot_that_is_guessed_now_here_now_there_names_no_side() -> None:
    motion = film_bridge(Bridge(legs=(LEFT, LEFT)))
    points = motion.points.copy()
    guessed = motion.times % 1.0 < 0.4
    knee, ankle = (points[guessed, BODY.index(part, RIGHT)] for part in ("knee", "ankle"))
    points[guessed, BODY.index("ankle", RIGHT)] = knee + 1.6 * (ankle - knee)
    found = repetitions(BRIDGE, subject_of(replace(motion, points=points), 90.0))
    assert [(rep.side, rep.counted) for rep in found] == [(Side.NONE, True)] * 2
