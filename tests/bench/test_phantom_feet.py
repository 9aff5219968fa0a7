"""Calf raises, heel walks and clam shells do what their specs say, told by the truth module. Needs anny."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.body import rest_body
from bench.phantom.calf_spec import CalfRep, CalfSpec
from bench.phantom.heel_walk_spec import HeelStep, HeelWalkSpec
from bench.phantom.lying_spec import ClamRep, ClamSpec
from bench.phantom.movement import bind
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec
from bench.phantom.truth import truth_of

CALF, WALK = CalfSpec(unrest=0.0), HeelWalkSpec(unrest=0.0)


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
    up = [rep["forefoot_up_deg"]["value"] for rep in reps]
    assert up[1] < 10.0
    assert min(up[0], up[2], up[3]) > 15.0


def test_heels_of_a_clam_shell_part_as_far_as_asked(rig: Rig) -> None:
    _, reps = performed(rig, ClamSpec(reps=(ClamRep(), ClamRep(heel_gap_pct=10.0)), unrest=0.0))
    assert [rep["heel_gap_pct"]["value"] for rep in reps] == pytest.approx([0.0, 10.0], abs=0.6)
