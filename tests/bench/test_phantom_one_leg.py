"""A single-leg squat does what its spec says, told by the truth from the posed bones. Needs a body out of anny."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.body import rest_body
from bench.phantom.hurdle_truth import OTHER
from bench.phantom.movement import bind
from bench.phantom.one_leg_spec import Dip, OneLegSpec, Stance
from bench.phantom.one_leg_truth import SquatTruth
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec

DEEP = Dip(knee_flexion_deg=100.0)


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Rig(rest_body(BodySpec()))


def squats(rig: Rig, *stances: Stance, free: str = "back") -> tuple[np.ndarray, np.ndarray, list[dict[str, Any]]]:
    """Return times (T,), joints (T, J, 3) and the true repetitions of calm squats."""
    movement = bind(OneLegSpec(stances=stances, free=free, unrest=0.0), rig)
    times = np.arange(0, movement.duration_s, 1 / 60)
    joints = rig.joints(rig.pose(movement.perform(times)))
    told = SquatTruth(times, joints, movement.reps)
    return times, joints, [told.of_rep(rep) for rep in movement.reps]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("free", ["back", "ahead"])
def test_the_knee_bends_as_asked_and_the_standing_foot_stays(rig: Rig, side: str, free: str) -> None:
    times, joints, (rep,) = squats(rig, Stance(side, dips=(DEEP,)), free=free)
    assert rep["side"] == side
    assert rep["knee_flexion_deg"]["value"] == pytest.approx(100.0, abs=1.0)
    inside = (times >= rep["start_s"]) & (times <= rep["end_s"])
    standing, up = (joints[:, JOINTS.index(f"{s}_ankle")] for s in (side, OTHER[side]))
    assert np.ptp(standing[inside], axis=0).max() < 0.002
    assert (up[inside, 2] - up[0, 2]).min() > 0.02, "the other foot is off the floor throughout"


def test_faults_are_as_large_as_asked_on_their_own_leg(rig: Rig) -> None:
    at_fault = replace(DEEP, knee_shift_pct=8.8, pelvic_drop_deg=6.0)
    leaning = replace(DEEP, side_lean_deg=17.0)
    _, _, reps = squats(rig, Stance("left", dips=(at_fault,)), Stance("right", dips=(leaning,)))
    left, right = reps
    assert left["knee_medial_shift_pct"]["value"] == pytest.approx(8.8, abs=0.5)
    assert left["pelvic_drop_deg"]["value"] == pytest.approx(6.0, abs=0.5)
    assert right["trunk_lateral_lean_deg"]["value"] == pytest.approx(17.0, abs=2.0), "toward the leg that stands"
    assert right["knee_medial_shift_pct"]["value"] < 1.0


def test_a_set_that_tires_counts_to_its_end_and_half_squats_do_not(rig: Rig) -> None:
    tired = tuple(replace(DEEP, knee_flexion_deg=deg) for deg in (100.0, 89.0, 78.0))
    _, _, reps = squats(rig, Stance("left", dips=(*tired, replace(DEEP, knee_flexion_deg=38.0))))
    assert [rep["counted"] for rep in reps] == [True, True, True, False]
    assert [rep["knee_flexion_deg"]["value"] for rep in reps] == pytest.approx([100, 89, 78, 38], abs=1.0)


def test_a_pause_lies_before_its_squat_and_legs_change_within_the_clip(rig: Rig) -> None:
    paused = replace(DEEP, rest_s=3.0)
    _, _, reps = squats(rig, Stance("right", dips=(DEEP, paused)), Stance("left", dips=(DEEP,)))
    assert [rep["side"] for rep in reps] == ["right", "right", "left"]
    assert reps[1]["start_s"] - reps[0]["end_s"] == pytest.approx(3.0, abs=0.2)
