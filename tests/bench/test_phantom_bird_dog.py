"""A bird dog does what its spec says, told by the truth module from the posed bones. Needs a body out of anny."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.bird_dog_spec import BirdDogRep, BirdDogSpec
from bench.phantom.body import rest_body
from bench.phantom.movement import bind
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec
from bench.phantom.truth import truth_of

CALM = BirdDogSpec(unrest=0.0)
MIRROR = {"left": "right", "right": "left"}
SHORT = BirdDogRep(hold_s=2.0)
TIMES_PER_S = 50


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Rig(rest_body(BodySpec()))


def bird_dog(rig: Rig, *reps: BirdDogRep) -> tuple[np.ndarray, list[dict[str, Any]]]:
    movement = bind(replace(CALM, reps=reps), rig)
    times = np.arange(0, movement.duration_s, 1 / TIMES_PER_S)
    joints = rig.joints(rig.pose(movement.perform(times)))
    return joints, truth_of(times, joints, movement.reps, movement.screen)["reps"]  # type: ignore[return-value]


def place(joints: np.ndarray, *names: str) -> np.ndarray:
    return joints[:, [JOINTS.index(name) for name in names]]


def held(rep: dict[str, Any]) -> slice:
    return slice(round(rep["hold_start_s"] * TIMES_PER_S), round(rep["hold_end_s"] * TIMES_PER_S) + 1)


def test_every_repetition_belongs_to_its_leg_and_knows_its_variant(rig: Rig) -> None:
    joints, reps = bird_dog(rig, replace(SHORT, side="left"), replace(SHORT, variant="same_side"), SHORT)
    assert [(rep["side"], rep["variant"]) for rep in reps] == [
        ("left", "diagonal"),
        ("right", "same_side"),
        ("right", "diagonal"),
    ]
    for rep in reps:
        assert rep["start_s"] < rep["hold_start_s"] < rep["turn_s"] < rep["hold_end_s"] < rep["end_s"]
        assert rep["touch_downs"]["value"] == 0
    planted = [f"{side}_{part}" for side in MIRROR for part in ("wrist", "knee", "ankle", "toe")]
    assert place(joints, *planted)[-1] == pytest.approx(place(joints, *planted)[0], abs=1e-3)


@pytest.mark.parametrize("hold_s", [1.0, 3.5])
def test_the_hold_is_as_long_as_asked(rig: Rig, hold_s: float) -> None:
    _, (rep,) = bird_dog(rig, BirdDogRep(hold_s=hold_s))
    assert rep["hold_s"] == pytest.approx(hold_s, abs=0.05)


@pytest.mark.parametrize(("leg", "arm"), [(12.0, -30.0), (-15.0, 12.0)])
def test_limbs_are_as_high_as_asked(rig: Rig, leg: float, arm: float) -> None:
    _, (rep,) = bird_dog(rig, replace(SHORT, leg_elevation_deg=leg, arm_elevation_deg=arm))
    assert rep["leg_elevation_deg"]["value"] == pytest.approx(leg, abs=0.3)
    assert rep["arm_elevation_deg"]["value"] == pytest.approx(arm, abs=0.3)


@pytest.mark.parametrize("roll", [-24.0, 12.0])
def test_the_trunk_rolls_as_far_and_the_way_it_is_asked(rig: Rig, roll: float) -> None:
    joints, (rep, other) = bird_dog(rig, replace(SHORT, trunk_roll_deg=roll), replace(SHORT, side="left"))
    assert rep["trunk_roll_deg"]["value"] == pytest.approx(roll, abs=0.3)
    assert abs(other["trunk_roll_deg"]["value"]) < 0.5
    left, right = np.swapaxes(place(joints[held(rep)], "left_hip", "right_hip")[..., 2], 0, 1)
    assert np.sign((left - right).mean()) == np.sign(roll)


def test_hips_shift_drop_and_sway_as_asked(rig: Rig) -> None:
    asked = BirdDogRep("left", hold_s=3.0, hip_shift_pct=5.0, pelvis_drop_pct=6.0)
    swaying = BirdDogRep("left", hold_s=3.0, sway_pct=7.0)
    joints, (rep, other) = bird_dog(rig, asked, swaying)
    assert rep["hip_shift_pct"]["value"] == pytest.approx(5.0, abs=0.2)
    assert rep["pelvis_drop_pct"]["value"] == pytest.approx(6.0, abs=0.2)
    assert other["sway_pct"]["value"] == pytest.approx(7.0, abs=0.3)
    assert rep["sway_pct"]["value"] < 0.5
    hips = place(joints, "left_hip", "right_hip").mean(axis=1)
    assert hips[held(rep), 2].mean() < hips[0, 2] - 0.03
    assert hips[held(rep), 0].mean() < -0.03


@pytest.mark.parametrize("limb", ["leg", "arm"])
def test_a_limb_sinks_as_far_as_asked(rig: Rig, limb: str) -> None:
    _, (rep,) = bird_dog(rig, BirdDogRep(hold_s=4.0, limb_drop_deg=14.0, drop_limb=limb))
    assert rep["limb_drop_deg"]["value"] == pytest.approx(14.0, abs=1.0)


@pytest.mark.parametrize("limb", ["leg", "arm"])
def test_touch_downs_are_counted_and_break_the_hold(rig: Rig, limb: str) -> None:
    _, (rep,) = bird_dog(rig, BirdDogRep(hold_s=5.0, touch_downs=1, touch_limb=limb))
    assert rep["touch_downs"]["value"] == 1
    assert 1.0 < rep["hold_s"] < 3.5


def test_what_carries_does_not_move(rig: Rig) -> None:
    rep = replace(SHORT, trunk_roll_deg=15.0, sway_pct=6.0, pelvis_drop_pct=5.0)
    for variant, hand in (("diagonal", "right"), ("same_side", "left")):
        joints, _ = bird_dog(rig, replace(rep, variant=variant))
        assert np.ptp(place(joints, "left_knee", "left_ankle", "left_ball", f"{hand}_wrist"), axis=0).max() < 1e-6


def test_nothing_goes_through_the_floor(rig: Rig) -> None:
    reps = (replace(SHORT, leg_elevation_deg=-18.0), replace(SHORT, side="left", variant="same_side"))
    movement = bind(replace(CALM, reps=reps), rig)
    posed = rig.pose(movement.perform(np.arange(0, movement.duration_s, 0.1)))
    skin = np.arange(0, len(rig.body.vertices), 9)
    bones, weights = rig.body.weight_bones[skin], rig.body.weights[skin]
    moved = rig.bone_transforms(posed)[:, bones]
    carried = np.einsum("tvbij,vj->tvbi", moved[..., :3], rig.body.vertices[skin]) + moved[..., 3]
    assert np.einsum("tvbi,vb->tvi", carried, weights)[..., 2].min() > -0.01


def test_bones_keep_their_lengths_and_joints_bend_their_own_way(rig: Rig) -> None:
    joints, _ = bird_dog(rig, replace(SHORT, trunk_roll_deg=20.0, variant="same_side"), replace(SHORT, side="left"))
    for side in ("left", "right"):
        for a, b in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")):
            ends = place(joints, f"{side}_{a}", f"{side}_{b}")
            assert np.ptp(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1)) < 1e-6
        hip, knee, ankle = (place(joints, f"{side}_{part}")[:, 0] for part in ("hip", "knee", "ankle"))
        assert (knee - (hip + ankle) / 2)[:, 2].max() < 0.0


def test_a_mirrored_spec_swaps_the_sides(rig: Rig) -> None:
    rep = replace(SHORT, trunk_roll_deg=9.0, hip_shift_pct=-4.0, leg_elevation_deg=-6.0, pelvis_drop_pct=3.0)
    mirrored = replace(rep, side="left", trunk_roll_deg=-9.0, hip_shift_pct=4.0)
    (_, (a,)), (_, (b,)) = bird_dog(rig, rep), bird_dog(rig, mirrored)
    assert (a["side"], a["arm_side"]) == (MIRROR[b["side"]], MIRROR[b["arm_side"]])
    for name in ("leg_elevation_deg", "arm_elevation_deg", "pelvis_drop_pct", "sway_pct"):
        assert a[name]["value"] == pytest.approx(b[name]["value"], abs=0.1), name
    for name in ("trunk_roll_deg", "hip_shift_pct"):
        assert a[name]["value"] == pytest.approx(-b[name]["value"], abs=0.1), name
    assert a["hold_s"] == pytest.approx(b["hold_s"], abs=0.03)
