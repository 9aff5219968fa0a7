"""Calf raises, heel walks and clam shells do what their specs say, told by the truth module. Needs anny."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.body import rest_body
from bench.phantom.calf_spec import CalfFreeSpec, CalfRaisingSpec, CalfRep, CalfSpec
from bench.phantom.heel_walk_spec import HeelLap, HeelLapsSpec, HeelStep, HeelWalkSpec
from bench.phantom.lying_spec import ClamRep, ClamSpec
from bench.phantom.movement import bind
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec
from bench.phantom.truth import truth_of

RAISING = CalfRaisingSpec(unrest=0.0)
CALF, WALK, LAPS = CalfSpec(unrest=0.0), HeelWalkSpec(unrest=0.0), HeelLapsSpec(unrest=0.0)


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Rig(rest_body(BodySpec()))


def performed(rig: Rig, spec: Any) -> tuple[np.ndarray, list[dict[str, Any]]]:
    movement = bind(spec, rig)
    times = np.arange(0, movement.duration_s, 0.02)
    joints = rig.joints(rig.pose(movement.perform(times)))
    return joints, truth_of(times, joints, movement.reps, movement.screen)["reps"]  # type: ignore[return-value]


def test_the_ball_stays_on_the_step_while_the_heel_sinks_and_rises(rig: Rig) -> None:
    joints, _ = performed(rig, CALF)
    ball, heel = (joints[:, JOINTS.index(f"left_{part}")] for part in ("ball", "heel"))
    assert np.ptp(ball, axis=0) == pytest.approx(0.0, abs=1e-6)
    assert heel[:, 2].min() < heel[0, 2] - 0.02 < heel[0, 2] + 0.05 < heel[:, 2].max()


def test_two_low_raises_in_a_row_lose_the_height(rig: Rig) -> None:
    low = CalfRep(top_deg=3.0)
    _, reps = performed(rig, replace(CALF, reps=(CalfRep(), low, CalfRep(), low, low, CalfRep())))
    assert [rep["counted"] for rep in reps] == [True, False, True, False, False, False]


def test_on_both_feet_neither_ball_moves_and_nothing_counts(rig: Rig) -> None:
    joints, reps = performed(rig, replace(RAISING, feet="both", shift_m=0.02, ahead_m=0.03))
    for side in ("left", "right"):
        ball, heel = (joints[:, JOINTS.index(f"{side}_{part}")] for part in ("ball", "heel"))
        assert np.ptp(ball, axis=0) == pytest.approx(0.0, abs=0.003)
        assert np.ptp(heel[:, 2]) > 0.08
    assert [(rep["side"], rep["counted"]) for rep in reps] == [("both", False)] * 3


def test_a_foot_that_hovers_goes_up_with_the_hips_and_never_touches_the_step(rig: Rig) -> None:
    joints, reps = performed(rig, replace(RAISING, hover_m=0.03))
    toe, hip = (joints[:, JOINTS.index(f"right_{part}")] for part in ("toe", "hip"))
    assert np.ptp(toe[:, 2]) == pytest.approx(np.ptp(hip[:, 2]), rel=0.1)
    assert toe[:, 2].min() > RAISING.step_m
    assert all(rep["counted"] for rep in reps)


@pytest.mark.parametrize("hover_m", [0.0, 0.05])
def test_a_free_foot_is_pointed_as_far_as_asked(hover_m: float, rig: Rig) -> None:
    def ankle_deg(pointed: float) -> float:
        spec = CalfFreeSpec(unrest=0.0, hover_m=hover_m, free_thigh_deg=0.0, free_foot_deg=pointed)
        joints, _ = performed(rig, spec)
        knee, ankle, toe = (joints[0, JOINTS.index(f"right_{part}")] for part in ("knee", "ankle", "toe"))
        shank, foot = knee - ankle, toe - ankle
        return float(np.degrees(np.arccos(shank @ foot / np.linalg.norm(shank) / np.linalg.norm(foot))))

    assert ankle_deg(30.0) - ankle_deg(-10.0) == pytest.approx(40.0, abs=2.0)


def test_a_free_leg_is_swung_out_and_the_standing_one_stays(rig: Rig) -> None:
    here, out = (performed(rig, CalfFreeSpec(unrest=0.0, free_out_deg=deg))[0] for deg in (0.0, 6.0))
    moved = np.linalg.norm(out - here, axis=-1).max(axis=0)
    assert moved[JOINTS.index("right_ankle")] > 0.04
    assert moved[JOINTS.index("left_ankle")] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("begins", ["level", "sunk"])
def test_the_drop_is_told_against_the_level_sole_also_of_who_begins_sunk(begins: str, rig: Rig) -> None:
    flat = replace(RAISING, begins=begins, reps=(CalfRep(drop_deg=0.0),))
    full = replace(RAISING, begins=begins, reps=(CalfRep(drop_deg=20.0),))
    (none,), (some,) = (performed(rig, spec)[1] for spec in (flat, full))
    assert none["drop_pct"]["value"] == pytest.approx(0.0, abs=0.3)
    assert some["drop_pct"]["value"] > 4.0


def test_a_knee_bends_as_far_as_asked(rig: Rig) -> None:
    _, (rep,) = performed(rig, replace(CALF, reps=(CalfRep(knee_bend_deg=30.0),)))
    assert rep["stance_knee_bend_deg"]["value"] == pytest.approx(30.0 + CALF.standing_flexion_deg, abs=1.0)


def test_heels_keep_their_place_while_they_carry(rig: Rig) -> None:
    joints, reps = performed(rig, WALK)
    heel = joints[:, JOINTS.index("right_heel")]
    landed = round(reps[0]["turn_s"] / 0.02)
    carried = heel[landed + 2 : landed + 12]
    assert np.ptp(carried[:, :2], axis=0) == pytest.approx(0.0, abs=0.004)
    assert [rep["side"] for rep in reps] == ["right", "left", "right", "left"]


def test_a_forefoot_drops_as_far_as_asked(rig: Rig) -> None:
    steps = (HeelStep("right"), HeelStep("left", least_up_deg=5.0), HeelStep("right"), HeelStep("left"))
    _, reps = performed(rig, replace(WALK, steps=steps))
    sinks = [rep["forefoot_up_deg"]["value"] for rep in reps]
    assert sinks[1] == pytest.approx(-15.0, abs=2.0)
    assert min(sinks[0], sinks[2], sinks[3]) > -2.0


def test_a_walk_there_and_back_turns_round_and_keeps_its_steps(rig: Rig) -> None:
    joints, reps = performed(rig, LAPS)
    across = joints[:, JOINTS.index("left_hip")] - joints[:, JOINTS.index("right_hip")]
    assert across[0, 0] > 0.1 > -0.1 > across[-1, 0]
    hips_y = (joints[:, JOINTS.index("left_hip"), 1] + joints[:, JOINTS.index("right_hip"), 1]) / 2
    assert hips_y.min() < hips_y[0] - 0.8
    assert hips_y[-1] > hips_y.min() + 0.8
    assert [rep["side"] for rep in reps] == ["right", "left", "right", "left"] * 2
    assert all(rep["counted"] for rep in reps)
    assert reps[4]["start_s"] - reps[3]["end_s"] > 0.8 * LAPS.turn_s


def test_nobody_turns_as_stiff_as_a_board(rig: Rig) -> None:
    joints, reps = performed(rig, LAPS)
    heel = joints[:, JOINTS.index("right_heel"), :2]
    turning = slice(round(reps[3]["end_s"] / 0.02), round(reps[4]["start_s"] / 0.02))
    step = np.linalg.norm(np.diff(heel[turning], axis=0), axis=1)
    assert (step < 1e-3).mean() > 0.4
    assert step.sum() > 0.2


def test_closing_up_is_no_step(rig: Rig) -> None:
    joints, reps = performed(rig, replace(LAPS, laps=(HeelLap(closes=True),)))
    heels = [joints[-1, JOINTS.index(f"{side}_heel"), 1] for side in ("left", "right")]
    assert heels[0] == pytest.approx(heels[1], abs=0.01)
    assert len(reps) == 4


def test_who_stands_for_a_while_takes_no_more_steps(rig: Rig) -> None:
    _, reps = performed(rig, replace(LAPS, laps=(HeelLap(stands_s=(0.0, 1.5, 0.0, 0.0)),)))
    assert len(reps) == 4
    assert reps[2]["turn_s"] - reps[1]["turn_s"] == pytest.approx(1.5 + 0.55, abs=0.02)


def test_steps_on_a_flat_foot_do_not_count(rig: Rig) -> None:
    flat = (HeelStep("right", up_deg=2.0, least_up_deg=0.0), HeelStep("left", up_deg=2.0, least_up_deg=0.0))
    steps = (HeelStep("right"), HeelStep("left"), *flat)
    _, reps = performed(rig, replace(LAPS, laps=(HeelLap(steps),)))
    assert [rep["counted"] for rep in reps] == [True, True, False, False]


def test_steps_beyond_the_picture_are_none_that_can_be_counted(rig: Rig) -> None:
    _, every = performed(rig, LAPS)
    _, seen = performed(rig, replace(LAPS, seen_to_m=0.2))
    assert 2 <= len(seen) < len(every)


def test_heels_of_a_clam_shell_part_as_far_as_asked(rig: Rig) -> None:
    _, reps = performed(rig, ClamSpec(reps=(ClamRep(), ClamRep(heel_gap_pct=10.0)), unrest=0.0))
    assert [rep["heel_gap_pct"]["value"] for rep in reps] == pytest.approx([0.0, 10.0], abs=0.6)


def test_a_foot_that_rolls_stays_on_its_toes_and_does_not_count(rig: Rig) -> None:
    rolled = (HeelStep("right"), HeelStep("left", least_up_deg=-25.0), HeelStep("right"), HeelStep("left"))
    joints, reps = performed(rig, replace(LAPS, laps=(HeelLap(rolled),)))
    assert [rep["counted"] for rep in reps] == [True, False, True, True]
    toe, heel = (joints[:, JOINTS.index(f"left_{part}")] for part in ("toe", "heel"))
    landed = round(reps[1]["turn_s"] / 0.02)
    while_down = slice(landed, landed + round(1.2 * 0.55 / 0.02))
    assert np.ptp(toe[while_down, :2], axis=0) == pytest.approx(0.0, abs=0.03)
    assert heel[while_down, 2].max() > heel[landed, 2] + 0.05


def test_the_last_foot_that_stays_does_as_it_did_before(rig: Rig) -> None:
    rolled = tuple(HeelStep(side, least_up_deg=-25.0) for side in ("right", "left") * 2)
    _, reps = performed(rig, replace(LAPS, laps=(HeelLap(rolled),)))
    assert not any(rep["counted"] for rep in reps)
