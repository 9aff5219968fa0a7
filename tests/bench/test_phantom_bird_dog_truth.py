"""The bird dog's truth on figures whose answers are known, its specs and its sets; no body model needed."""

from typing import Any

import numpy as np
import pytest

from bench.phantom.bird_dog_spec import BirdDogRep, BirdDogSpec
from bench.phantom.bird_dog_times import schedule
from bench.phantom.camera import aim_height_m
from bench.phantom.rig import JOINTS
from bench.phantom.sets import SETS, clip
from bench.phantom.spec import ClipSpec, content_hash, from_json, to_json
from bench.phantom.tempo import RepTimes
from bench.phantom.truth_floor import BirdDogTruth

TIMES = np.arange(0.0, 10.0, 0.02)
THIGH, SHANK, ARM = 0.44, 0.43, 0.56
LEG = THIGH + SHANK
REP = RepTimes(2.0, 4.5, 7.5, "right")
REST = {
    "shoulder": (0.18, -0.45, ARM),
    "elbow": (0.18, -0.45, ARM / 2),
    "wrist": (0.18, -0.45, 0.0),
    "ear": (0.07, -0.70, ARM),
    "hip": (0.12, 0.0, THIGH),
    "knee": (0.12, 0.0, 0.0),
    "ankle": (0.12, SHANK, 0.0),
    "heel": (0.12, SHANK + 0.05, 0.05),
    "toe": (0.12, SHANK, -0.1),
    "ball": (0.12, SHANK, -0.1),
}


def on_all_fours() -> np.ndarray:
    """A figure of sticks that faces -y, hands, knees and toes on the floor: (T, 21, 3)."""
    joints = np.zeros((len(TIMES), len(JOINTS), 3))
    for k, name in enumerate(JOINTS):
        side, _, part = name.partition("_")
        joints[:, k] = REST.get(part, (0.0, -0.8, ARM)) * np.array([1.0 if side == "left" else -1.0, 1.0, 1.0])
    return joints


def at(name: str) -> int:
    return JOINTS.index(name)


def up(start: float = 2.0, level: float = 3.0, down: float = 6.5, end: float = 7.5) -> np.ndarray:
    """How far a limb is up: 0 .. 1, evenly."""
    return np.asarray(np.interp(TIMES, [start, level, down, end], [0.0, 1.0, 1.0, 0.0]))


def stretched(arm: str = "left", leg: np.ndarray | None = None, rise_deg: float = 0.0) -> np.ndarray:
    """The figure with its right leg and one arm stretched out as far as they are up."""
    joints, share = on_all_fours(), up()
    leg = share if leg is None else leg
    angle = np.radians(rise_deg)
    away = np.stack([np.zeros(2), np.full(2, np.cos(angle)), np.full(2, np.sin(angle))], axis=-1)
    hip = joints[:, at("right_hip")]
    for name, length in (("knee", THIGH), ("ankle", LEG)):
        joints[:, at(f"right_{name}")] += leg[:, None] * (hip + length * away[0] - joints[:, at(f"right_{name}")])
    for name in ("heel", "toe", "ball"):
        joints[:, at(f"right_{name}")] += leg[:, None] * np.array([0.0, THIGH, THIGH])
    reach = {"elbow": ARM / 2, "wrist": ARM}
    for name, length in reach.items():
        ahead = joints[:, at(f"{arm}_shoulder")] - np.array([0.0, length, 0.0])
        joints[:, at(f"{arm}_{name}")] += share[:, None] * (ahead - joints[:, at(f"{arm}_{name}")])
    return joints


def told(joints: np.ndarray) -> dict[str, Any]:
    return BirdDogTruth(TIMES, joints, [REP]).of_rep(REP)


@pytest.mark.parametrize(("arm", "variant"), [("left", "diagonal"), ("right", "same_side")])
def test_the_variant_is_told_by_the_hand_that_travels(arm: str, variant: str) -> None:
    rep = told(stretched(arm))
    assert (rep["arm_side"], rep["variant"]) == (arm, variant)


def test_the_hold_is_when_both_are_up_and_steady() -> None:
    rep = told(stretched())
    assert rep["hold_start_s"] == pytest.approx(3.0, abs=0.12)
    assert rep["hold_end_s"] == pytest.approx(6.5, abs=0.12)
    late = told(stretched(leg=up(start=3.5, level=4.5)))
    assert late["hold_start_s"] == pytest.approx(4.5, abs=0.12)


def test_elevations_are_positive_when_the_end_is_higher() -> None:
    for rise in (-12.0, 9.0):
        assert told(stretched(rise_deg=rise))["leg_elevation_deg"]["value"] == pytest.approx(rise, abs=0.1)
    curve = BirdDogTruth(TIMES, on_all_fours(), [REP]).of_side("left")["arm_elevation_deg"]
    assert curve == pytest.approx(-90.0)


def test_a_leg_that_comes_down_in_the_hold_is_a_touch_down_and_ends_it() -> None:
    dips = up() * (1.0 - np.interp(TIMES, [4.6, 5.0, 5.1, 5.5], [0, 1, 1, 0]))
    rep = told(stretched(leg=dips))
    assert rep["touch_downs"] == {"value": 1}
    assert rep["hold_s"] < 2.0
    assert told(stretched())["touch_downs"] == {"value": 0}


@pytest.mark.parametrize("roll", [15.0, -8.0])
def test_roll_is_positive_with_the_right_side_down(roll: float) -> None:
    joints = stretched()
    inside = (TIMES > 3.0) & (TIMES < 6.5)
    for part in ("hip", "shoulder"):
        for side, sign in (("left", 1.0), ("right", -1.0)):
            half = REST[part][0]
            joints[inside, at(f"{side}_{part}"), 0] = sign * half * np.cos(np.radians(roll))
            joints[inside, at(f"{side}_{part}"), 2] += sign * half * np.sin(np.radians(roll))
    slope = np.arctan2(ARM - THIGH, 0.45)
    square_to_the_trunk = np.degrees(np.arctan(np.tan(np.radians(roll)) * np.cos(slope)))
    assert told(joints)["trunk_roll_deg"]["value"] == pytest.approx(square_to_the_trunk, abs=0.01)


def test_shift_drop_and_sway_are_of_the_hips_in_parts_of_the_leg() -> None:
    joints = stretched()
    inside = (TIMES > 3.0) & (TIMES < 6.5)
    for part in ("left_hip", "right_hip"):
        joints[inside, at(part)] += np.array([-0.05, 0.0, -0.03]) * LEG
    rep = told(joints)
    assert rep["hip_shift_pct"]["value"] == pytest.approx(5.0, abs=0.1)
    assert rep["pelvis_drop_pct"]["value"] == pytest.approx(3.0, abs=0.1)
    swaying = stretched()
    for part in ("left_shoulder", "right_shoulder", "left_hip", "right_hip"):
        swaying[:, at(part), 1] += 0.02 * LEG * np.sign(np.sin(3.0 * TIMES))
    assert told(swaying)["sway_pct"]["value"] == pytest.approx(4.0, abs=0.1)
    assert told(swaying)["sway_sideways_pct"]["value"] == pytest.approx(0.0, abs=0.01)


def test_a_limb_that_sinks_evenly_sinks_by_all_of_it() -> None:
    sinking = np.interp(TIMES, [3.0, 6.5], [6.0, -6.0])
    joints = stretched()
    hip = joints[:, at("right_hip")]
    up_now = (TIMES >= 3.0) & (TIMES <= 6.5)
    along = np.stack([np.zeros(len(TIMES)), np.cos(np.radians(sinking)), np.sin(np.radians(sinking))], axis=-1)
    joints[up_now, at("right_ankle")] = (hip + LEG * along)[up_now]
    assert told(joints)["limb_drop_deg"]["value"] == pytest.approx(12.0, abs=0.5)


def test_a_bird_dogs_parts_follow_each_other() -> None:
    clocks, length = schedule(BirdDogSpec())
    first, second = clocks
    assert first.shift_s < first.lift_s < first.up_s < first.lower_s < first.down_s < first.settled_s < second.shift_s
    for limb in ("leg", "arm"):
        assert first.lifted(limb, np.array([0.0, first.lift_s, first.up_s, first.lower_s, first.down_s])) == (
            pytest.approx([0, 0, 1, 1, 0])
        )
    assert first.weight(np.array([0.0, first.up_s, length])) == pytest.approx([0, 1, 0])


def test_a_bird_dog_spec_survives_json() -> None:
    spec = ClipSpec(movement=BirdDogSpec(reps=(BirdDogRep("left", "same_side", sway_pct=4.0),), hands_share=0.8))
    assert from_json(to_json(spec)) == spec
    assert content_hash(spec) != content_hash(ClipSpec(movement=BirdDogSpec()))
    assert aim_height_m("bird_dog", 1.7) < aim_height_m("squat", 1.7) / 2


def test_the_bird_dog_sets_share_nothing_and_are_half_same_side() -> None:
    tune, judge = ([clip(name, i) for i in range(SETS[name].size)] for name in ("bird-dog-tune", "bird-dog-judge"))
    for part in ("body", "scene", "movement"):
        assert not {getattr(c, part) for c in tune} & {getattr(c, part) for c in judge}
    assert not {c.body.palette for c in tune} & {c.body.palette for c in judge}
    assert [sum(c.tags[0] == view for c in judge) for view in ("side", "oblique", "end")] == [48, 28, 4]
    assert [sum(c.tags[5] == "same_side" for c in clips) for clips in (tune, judge)] == [30, 40]
    assert clip("bird-dog-judge", 17) == clip("bird-dog-judge", 17)
    lengths = [schedule(c.movement)[1] for c in (*tune, *judge)]
    assert min(lengths) > 10
    assert max(lengths) < 24.5
    assert all(0.2 <= c.camera.height_m <= 1.2 for c in (*tune, *judge))
