"""A hurdle step does what its spec says, told by the truth module from the posed bones. Needs a body out of anny."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.body import rest_body
from bench.phantom.hurdle_spec import HurdleSpec, HurdleStep
from bench.phantom.markers import recordings_dir
from bench.phantom.movement import bind
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec, MarkerSpec
from bench.phantom.truth import curves_of, truth_of

CALM = HurdleSpec(unrest=0.0)
MIRROR = {"left": "right", "right": "left"}


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Rig(rest_body(BodySpec()))


def hurdle(rig: Rig, *steps: HurdleStep) -> tuple[np.ndarray, list[dict[str, Any]]]:
    movement = bind(replace(CALM, steps=steps), rig)
    times = np.arange(0, movement.duration_s, 1 / 60)
    joints = rig.joints(rig.pose(movement.perform(times)))
    return joints, truth_of(times, joints, movement.reps, movement.screen)["reps"]  # type: ignore[return-value]


def place(joints: np.ndarray, *names: str) -> np.ndarray:
    return joints[:, [JOINTS.index(name) for name in names]]


def test_every_step_is_a_repetition_of_its_leg_that_rises_taps_and_comes_back(rig: Rig) -> None:
    joints, reps = hurdle(rig, HurdleStep("right"), HurdleStep("left"), HurdleStep("left"))
    assert [rep["side"] for rep in reps] == ["right", "left", "left"]
    for rep in reps:
        assert rep["start_s"] + 0.5 < rep["turn_s"] < rep["heel_tap_pct"]["at_s"] < rep["end_s"] - 0.5
        assert rep["foot_clearance_pct"]["value"] == pytest.approx(6.0, abs=0.6)
        assert rep["heel_tap_pct"]["value"] < 0.5
        assert rep["touch_downs"]["value"] == 0
    ankles = place(joints, "left_ankle", "right_ankle")
    assert ankles[-1] == pytest.approx(ankles[0], abs=1e-6)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_leg_that_turns_out_does_so_by_as_much_as_asked_on_its_side_only(rig: Rig, side: str) -> None:
    _, reps = hurdle(rig, HurdleStep(side, turn_out_deg=28.0), HurdleStep(MIRROR[side], foot_turn_out_deg=22.0))
    turned, straight = reps
    assert turned["hip_turn_out_deg"]["value"] == pytest.approx(28.0, abs=1.0)
    assert straight["hip_turn_out_deg"]["value"] == pytest.approx(4.0, abs=1.0)
    assert straight["foot_turn_out_deg"]["value"] == pytest.approx(26.0, abs=2.5)


@pytest.mark.parametrize("clearance", [-20.0, -2.0, 15.0])
def test_the_foot_clears_the_stance_knee_by_as_much_as_asked(rig: Rig, clearance: float) -> None:
    _, (rep,) = hurdle(rig, HurdleStep("right", clearance_pct=clearance))
    assert rep["foot_clearance_pct"]["value"] == pytest.approx(clearance, abs=0.8)


def test_trunk_pelvis_stance_knee_and_sway_are_as_asked(rig: Rig) -> None:
    asked = HurdleStep("right", trunk_lateral_lean_deg=-9.0, pelvic_tilt_deg=7.0, knee_shift_pct=8.0, sway_pct=9.0)
    _, (rep, other) = hurdle(rig, asked, HurdleStep("left"))
    assert rep["trunk_lateral_lean_deg"]["value"] == pytest.approx(-9.0, abs=0.5)
    assert rep["pelvic_tilt_deg"]["value"] == pytest.approx(7.0, abs=0.3)
    assert rep["knee_medial_shift_pct"]["value"] == pytest.approx(8.0, abs=0.3)
    assert rep["sway_pct"]["value"] == pytest.approx(9.0, abs=0.4)
    assert abs(other["trunk_lateral_lean_deg"]["value"]) < 0.5
    assert abs(other["knee_medial_shift_pct"]["value"]) < 0.5
    assert other["sway_pct"]["value"] < 2.5


def test_touch_downs_and_hops_are_counted_and_a_missing_tap_is_seen(rig: Rig) -> None:
    _, reps = hurdle(rig, HurdleStep("right", touch_downs=2), HurdleStep("left", hops=1, heel_tap_gap_pct=10.0))
    assert [rep["touch_downs"]["value"] for rep in reps] == [2, 1]
    assert reps[1]["heel_tap_pct"]["value"] == pytest.approx(10.0, abs=2.0)


def test_the_planted_foot_does_not_move_and_none_goes_through_the_floor(rig: Rig) -> None:
    joints, _ = hurdle(rig, HurdleStep("right", knee_shift_pct=6.0, sway_pct=8.0, turn_out_deg=20.0))
    planted = place(joints, *(f"left_{part}" for part in ("ankle", "heel", "toe", "ball")))
    assert np.ptp(planted, axis=0).max() < 1e-9
    movement = bind(replace(CALM, steps=(HurdleStep("right", turn_out_deg=20.0),)), rig)
    posed = rig.pose(movement.perform(np.arange(0, movement.duration_s, 0.05)))
    feet = np.flatnonzero(rig.body.share("foot", "toe") > 0.99)[::7]
    bones, weights = rig.body.weight_bones[feet], rig.body.weights[feet]
    moved = rig.bone_transforms(posed)[:, bones]
    carried = np.einsum("tvbij,vj->tvbi", moved[..., :3], rig.body.vertices[feet]) + moved[..., 3]
    assert np.einsum("tvbi,vb->tvi", carried, weights)[..., 2].min() > -0.004


def test_bones_keep_their_lengths_and_knees_only_bend_forward(rig: Rig) -> None:
    joints, _ = hurdle(rig, HurdleStep("left", turn_out_deg=35.0, pelvic_tilt_deg=-6.0), HurdleStep("right"))
    for side in ("left", "right"):
        for a, b in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")):
            ends = place(joints, f"{side}_{a}", f"{side}_{b}")
            assert np.ptp(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1)) < 1e-6
        hip, knee, ankle = (place(joints, f"{side}_{part}")[:, 0] for part in ("hip", "knee", "ankle"))
        middle = ankle + (hip - ankle) * 0.5
        assert (knee - middle)[:, 1].max() < 0.01


def test_a_mirrored_spec_swaps_the_sides(rig: Rig) -> None:
    steps = (
        HurdleStep("right", turn_out_deg=18.0, trunk_lateral_lean_deg=5.0, pelvic_tilt_deg=-4.0),
        HurdleStep("left"),
    )
    mirrored = tuple(
        replace(
            s,
            side=MIRROR[s.side],
            trunk_lateral_lean_deg=-s.trunk_lateral_lean_deg,
            pelvic_tilt_deg=-s.pelvic_tilt_deg,
        )
        for s in steps
    )
    (_, plain), (_, other) = hurdle(rig, *steps), hurdle(rig, *mirrored)
    for a, b in zip(plain, other, strict=True):
        assert a["side"] == MIRROR[b["side"]]
        for name in ("hip_turn_out_deg", "foot_clearance_pct", "knee_lift_pct", "sway_pct", "knee_medial_shift_pct"):
            assert a[name]["value"] == pytest.approx(b[name]["value"], abs=0.3), name
        for name in ("trunk_lateral_lean_deg", "pelvic_tilt_deg"):
            assert a[name]["value"] == pytest.approx(-b[name]["value"], abs=0.3), name


@pytest.mark.skipif(
    not Path(recordings_dir()).exists(), reason="the marker recordings are not here (EVENSTRIDE_UI_PRMD)"
)
def test_a_recorded_step_is_told_of_the_leg_that_steps_and_swaps_when_mirrored(rig: Rig) -> None:
    kept = []
    for mirrored in (False, True):
        movement = bind(MarkerSpec(movement="hurdle_step", subject=7, episodes=(2, 3), mirrored=mirrored), rig)
        times = np.arange(0, movement.duration_s, 0.02)
        joints = rig.joints(rig.pose(movement.perform(times)))
        swing = "right" if mirrored else "left"
        assert [rep.side for rep in movement.reps] == [swing, swing]
        assert np.ptp(place(joints, f"{MIRROR[swing]}_ball"), axis=0).max() < 0.02
        assert place(joints, f"{swing}_ankle")[..., 2].max() > 0.45
        kept.append(curves_of(times, joints, movement.reps, movement.screen))
    plain, mirror = kept
    assert plain["left_hip_turn_out_deg"] == pytest.approx(mirror["right_hip_turn_out_deg"], abs=1e-6)
    assert plain["pelvic_tilt_deg"] == pytest.approx(-mirror["pelvic_tilt_deg"], abs=1e-6)
