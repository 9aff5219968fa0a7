"""Walks there and back are drawn as their tags say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from bench.phantom.camera import aim_height_m, camera
from bench.phantom.heel_laps_set import ONE_WAY_CLIPS
from bench.phantom.heel_walk_path import Path
from bench.phantom.heel_walk_spec import ROLLS_DEG, HeelLapsSpec
from bench.phantom.sets import clips

LAPS = clips("heel-walk-tune")[ONE_WAY_CLIPS:]
CLEAR = [
    clip
    for name in ("heel-walk-clear-tune", "heel-walk-clear-plain-tune")
    for clip in clips(name)
    if isinstance(clip.movement, HeelLapsSpec)
]


def test_only_where_it_is_planned_is_a_step_on_a_flat_foot() -> None:
    for clip in LAPS:
        flat = [step.up_deg < 5.0 for lap in clip.movement.laps for step in lap.steps]
        kind = clip.tags[1]
        assert all(flat) == (kind == "flat"), clip.name
        assert any(flat) == (kind in ("flat", "half_flat")), clip.name


def test_feet_take_turns_and_every_length_has_as_many_steps() -> None:
    for clip in LAPS:
        lengths = [[step.side for step in lap.steps] for lap in clip.movement.laps]
        assert len({len(sides) for sides in lengths}) == 1, clip.name
        assert all(a != b for sides in lengths for a, b in pairwise(sides)), clip.name


def test_who_walks_away_is_lost_from_sight_for_a_part_of_the_way() -> None:
    away = [clip for clip in LAPS if clip.tags[1] == "away"]
    assert away
    assert all(0.3 < clip.movement.seen_to_m < 2.0 for clip in away)
    assert all(clip.movement.seen_to_m > 10.0 for clip in LAPS if clip not in away)


def test_in_the_fifth_set_every_third_walk_rolls_and_all_usual_frame_rates_are_there() -> None:
    drawn = clips("heel-walk-tune-fifth")
    assert {clip.camera.fps for clip in drawn} == {24.0, 25.0, 30.0, 60.0}
    rolling = [clip for clip in drawn if "rolls" in clip.tags[1]]
    assert len(rolling) >= len(drawn) // 3
    for clip in drawn:
        rolls = [step.least_up_deg <= ROLLS_DEG for lap in clip.movement.laps for step in lap.steps]
        assert any(rolls) == (clip in rolling), clip.name
        assert rolls == sorted(rolls), "who begins to roll goes on so"


def test_clear_walks_set_out_after_a_turn_with_the_foot_that_was_not_put_down_last() -> None:
    for clip in CLEAR:
        assert all(a.side != b.side for a, b in pairwise(Path(clip.movement).footfalls)), clip.name


def test_clear_walks_have_forefeet_plainly_up_or_plainly_down() -> None:
    ups = [step.up_deg for clip in CLEAR for lap in clip.movement.laps for step in lap.steps]
    assert all(up <= 4.0 or up >= 13.0 for up in ups)


def test_feet_of_clear_walks_that_begin_to_roll_leave_before_the_length_ends() -> None:
    rolling = [clip for clip in CLEAR if "rolls" in clip.tags[1]]
    assert rolling
    for clip in rolling:
        for lap in clip.movement.laps:
            rolls = [step.least_up_deg <= ROLLS_DEG for step in lap.steps]
            assert any(rolls[:-2]) or not any(rolls), clip.name


def test_at_the_edge_of_clear_walks_the_landing_foot_and_the_hips_are_in_the_picture_of_every_step_that_is() -> None:
    away = [clip for clip in CLEAR if clip.tags[1] == "away"]
    assert away
    for clip in away:
        view = camera(clip.camera, aim_height_m("heel_laps", clip.body.stature_m))
        falls = Path(clip.movement).footfalls
        for before, step in pairwise(falls):
            if step.lap is None:
                continue
            hips = np.array([*(before.end + step.end) / 2, 0.53 * clip.body.stature_m])
            seen = [0 < view.project(place)[0] < clip.camera.width_px for place in (np.array([*step.end, 0.0]), hips)]
            assert all(seen) == (step.end[1] >= -clip.movement.seen_to_m), (clip.name, step)
