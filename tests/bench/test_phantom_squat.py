"""A squat does what its spec says, told by the truth module from the posed bones. Needs a body out of anny."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.body import rest_body
from bench.phantom.movement import bind
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec, Sides, SquatRep, SquatSpec
from bench.phantom.truth import truth_of

CALM = SquatSpec(reps=(SquatRep(), SquatRep(knee_flexion_deg=90.0)), sway_m=0.0)


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Rig(rest_body(BodySpec()))


def squat(rig: Rig, spec: SquatSpec) -> tuple[np.ndarray, list[dict[str, dict[str, dict[str, float]]]]]:
    movement = bind(spec, rig)
    times = np.arange(0, movement.duration_s, 1 / 60)
    joints = rig.joints(rig.pose(movement.perform(times)))
    return joints, truth_of(times, joints, movement.reps)["reps"]  # type: ignore[return-value]


def test_depth_is_as_asked_on_both_sides(rig: Rig) -> None:
    _, reps = squat(rig, CALM)
    for rep, asked in zip(reps, (115.0, 90.0), strict=True):
        for side in ("left", "right"):
            assert rep[side]["knee_flexion_deg"]["worst"] == pytest.approx(asked, abs=0.6)


def test_planted_feet_do_not_move_and_lie_flat(rig: Rig) -> None:
    joints, _ = squat(rig, CALM)
    feet = [JOINTS.index(f"{side}_{part}") for side in ("left", "right") for part in ("ankle", "heel", "toe", "ball")]
    assert np.ptp(joints[:, feet], axis=0).max() < 1e-9
    assert rig.floor_z == pytest.approx(rig.body.vertices[:, 2].min() - 0.012)


@pytest.mark.parametrize("phase", ["early", "bottom", "late"])
@pytest.mark.parametrize("shift", [2.0, 8.0, 14.0])
def test_a_knee_that_caves_in_does_so_by_as_much_as_asked_on_its_side_only(rig: Rig, phase: str, shift: float) -> None:
    rep = SquatRep(knee_shift_right_pct=shift, knee_shift_phase=phase)
    _, (found,) = squat(rig, replace(CALM, reps=(rep,)))
    assert found["right"]["knee_medial_shift_pct"]["worst"] == pytest.approx(shift, abs=0.4)
    assert found["left"]["knee_medial_shift_pct"]["worst"] < 1.0
    late = found["right"]["knee_medial_shift_pct"]["at_s"] - found["turn_s"]  # type: ignore[operator]
    assert {"early": late < -0.1, "bottom": abs(late) < 0.35, "late": late > 0.1}[phase]


def test_heels_hips_and_pelvis_move_by_as_much_as_asked(rig: Rig) -> None:
    rep = SquatRep(heel_lift_deg=Sides(0.0, 18.0), hip_shift_pct=6.0, pelvic_tilt_deg=4.0, trunk_lateral_lean_deg=5.0)
    _, (found,) = squat(rig, replace(CALM, reps=(rep,)))
    assert found["right"]["heel_lift_deg"]["worst"] == pytest.approx(18.0, abs=0.3)
    assert found["left"]["heel_lift_deg"]["worst"] < 0.1
    assert found["body"]["hip_shift_pct"]["worst"] == pytest.approx(6.0, abs=0.4)
    assert found["body"]["pelvic_tilt_deg"]["worst"] == pytest.approx(4.0, abs=0.3)
    assert found["body"]["trunk_lateral_lean_deg"]["worst"] == pytest.approx(5.0, abs=1.5)


def test_bones_keep_their_lengths(rig: Rig) -> None:
    joints, _ = squat(rig, replace(CALM, reps=(SquatRep(knee_shift_left_pct=12.0, hip_shift_pct=5.0),)))
    for a, b in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")):
        length = np.linalg.norm(joints[:, JOINTS.index(f"left_{a}")] - joints[:, JOINTS.index(f"left_{b}")], axis=1)
        assert np.ptp(length) < 1e-3


def test_a_lost_balance_steps_out_and_comes_back(rig: Rig) -> None:
    reps = (SquatRep(step_m=0.1, step_side="right"), SquatRep(stand_s=0.8))
    joints, _ = squat(rig, replace(CALM, reps=reps))
    moved = joints[:, JOINTS.index("right_ankle"), 0] - joints[0, JOINTS.index("right_ankle"), 0]
    assert moved.min() == pytest.approx(-0.1, abs=0.002)
    assert moved[-1] == pytest.approx(0.0, abs=1e-6)
