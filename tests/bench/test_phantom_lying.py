"""Bridges and clam shells do what their specs say, told by the truth from the posed bones. Needs a body out of anny."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")

from bench.phantom.body import rest_body
from bench.phantom.hurdle_truth import OTHER
from bench.phantom.lying_spec import BridgeRep, BridgeSpec, BridgingRep, BridgingSpec, ClammingSpec, ClamRep, ClamSpec
from bench.phantom.lying_truth import BridgeTruth, BridgingTruth, ClamTruth, LyingTruth
from bench.phantom.movement import bind
from bench.phantom.rig import JOINTS, Rig
from bench.phantom.spec import BodySpec
from evenstride.measure.supine import FEET_APART

RATE_HZ = 30.0
STRAIGHT, OPEN = BridgeRep(line_deg=2.0), ClamRep(opening_deg=50.0)


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Rig(rest_body(BodySpec()))


def told(
    rig: Rig, spec: BridgeSpec | ClamSpec | ClammingSpec, truth: type[LyingTruth]
) -> tuple[np.ndarray, list[dict[str, Any]]]:
    """Return joints (T, J, 3) and the true repetitions of one clip."""
    movement = bind(spec, rig)
    times = np.arange(0, movement.duration_s, 1 / RATE_HZ)
    joints = rig.joints(rig.pose(movement.perform(times)))
    telling = truth(times, joints, movement.reps)
    return joints, [telling.of_rep(rep) for rep in movement.reps]


def bridges(rig: Rig, *reps: BridgeRep, free: str = "parallel") -> tuple[np.ndarray, list[dict[str, Any]]]:
    return told(rig, BridgeSpec(reps=reps, free=free, unrest=0.0), BridgeTruth)


def clams(rig: Rig, *reps: ClamRep, top: str = "left") -> tuple[np.ndarray, list[dict[str, Any]]]:
    return told(rig, ClamSpec(reps=reps, top=top, unrest=0.0), ClamTruth)


@pytest.mark.parametrize(("side", "free"), [("left", "parallel"), ("right", "up"), ("left", "bent")])
def test_the_line_is_as_straight_as_asked_and_only_the_named_foot_is_down(rig: Rig, side: str, free: str) -> None:
    joints, (rep,) = bridges(rig, replace(STRAIGHT, side=side), free=free)
    assert rep["side"] == side
    assert rep["counted"]
    assert rep["hip_line_deg"]["value"] == pytest.approx(2.0, abs=0.7)
    down, up = (joints[:, JOINTS.index(f"{s}_ankle")] for s in (side, OTHER[side]))
    assert np.ptp(down, axis=0).max() < 0.002
    assert (up[:, 2] - down[:, 2]).min() > 0.1


@pytest.mark.parametrize("hold_s", [0.6, 2.5, 8.0])
def test_a_hold_is_as_long_as_asked(rig: Rig, hold_s: float) -> None:
    _, (rep,) = bridges(rig, replace(STRAIGHT, hold_s=hold_s))
    # The hips slow down before and speed up after the planned hold: that much of coming and going is held, too.
    assert hold_s <= rep["hold_s"] <= hold_s + 0.9


def test_what_a_hold_loses_is_told_as_asked(rig: Rig) -> None:
    _, (kept, lost) = bridges(rig, STRAIGHT, replace(STRAIGHT, line_deg=-3.0, sink_deg=20.0, hold_s=3.5))
    assert kept["hip_sink_deg"]["value"] < 1.5
    assert lost["hip_sink_deg"]["value"] == pytest.approx(20.0, abs=2.5)
    # Half of it, 10 deg, is lost half-way: there the hold ends. It begins while the hips still slow down.
    assert lost["hold_s"] == pytest.approx(3.5 / 2 + 0.2, abs=0.2)


def test_a_set_that_tires_counts_and_half_a_bridge_does_not(rig: Rig) -> None:
    lines = [2.0, 6.0, 11.0, 28.0]
    _, reps = bridges(rig, *(replace(STRAIGHT, line_deg=deg) for deg in lines))
    assert [rep["counted"] for rep in reps] == [True, True, True, False]
    assert [rep["hip_line_deg"]["value"] for rep in reps] == pytest.approx(lines, abs=1.0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_tilting_pelvis_lets_the_hip_over_the_planted_foot_drop(rig: Rig, side: str) -> None:
    joints, (level, tilted) = bridges(rig, replace(STRAIGHT, side=side), replace(STRAIGHT, side=side, tilt_deg=20.0))
    dropped = []
    for rep in (level, tilted):
        top = round((rep["hold_start_s"] + rep["hold_s"] / 2) * RATE_HZ)
        planted, free = (joints[top, JOINTS.index(f"{s}_hip"), 2] for s in (side, OTHER[side]))
        dropped.append(free - planted)
    assert abs(dropped[0]) < 0.01
    assert dropped[1] > 0.03


def test_legs_change_with_both_feet_on_the_floor_in_between_and_a_pause_is_one(rig: Rig) -> None:
    joints, reps = bridges(rig, replace(STRAIGHT, side="right"), replace(STRAIGHT, side="left", rest_s=3.0))
    assert [rep["side"] for rep in reps] == ["right", "left"]
    assert reps[1]["start_s"] - reps[0]["end_s"] > 3.0
    apart = joints[:, JOINTS.index("left_ankle"), 2] - joints[:, JOINTS.index("right_ankle"), 2]
    assert apart[0] > 0.1
    assert apart[-1] < -0.1
    trunk = np.linalg.norm(joints[0, JOINTS.index("left_hip")] - joints[0, JOINTS.index("left_shoulder")])
    level = np.abs(apart) < FEET_APART * trunk
    assert level.sum() / RATE_HZ >= 0.18


@pytest.mark.parametrize("top", ["left", "right"])
def test_the_top_knee_opens_as_asked_and_the_rest_stays(rig: Rig, top: str) -> None:
    joints, (rep,) = clams(rig, OPEN, top=top)
    assert rep["side"] == top
    assert rep["knee_opening_deg"]["value"] == pytest.approx(50.0, abs=2.0)
    assert rep["heel_gap_pct"]["value"] < 1.0
    assert rep["pelvis_roll_back_deg"]["value"] < 1.0
    upper, lower = (joints[:, JOINTS.index(f"{s}_knee")] for s in (top, OTHER[top]))
    assert (upper[:, 2] > lower[:, 2]).all()
    assert np.ptp(lower, axis=0).max() < 0.002


def test_the_head_is_on_the_pictures_left_of_somebody_whose_left_side_is_up(rig: Rig) -> None:
    """The camera looks at the front, along y: the runner's left, +x, is on the picture's right."""
    for top, sign in (("left", 1.0), ("right", -1.0)):
        joints, _ = clams(rig, OPEN, top=top)
        across = joints[0, JOINTS.index(f"{top}_hip"), 0] - joints[0, JOINTS.index(f"{top}_shoulder"), 0]
        assert np.sign(across) == sign


def test_heels_part_and_the_pelvis_rolls_as_asked(rig: Rig) -> None:
    _, (heels, roll) = clams(rig, replace(OPEN, heel_gap_pct=12.0), replace(OPEN, roll_back_deg=20.0))
    assert heels["heel_gap_pct"]["value"] == pytest.approx(12.0, abs=1.5)
    assert heels["pelvis_roll_back_deg"]["value"] < 1.0
    assert roll["pelvis_roll_back_deg"]["value"] == pytest.approx(20.0, abs=2.0)


def test_a_knee_that_tires_counts_and_one_that_opens_part_of_the_way_does_not(rig: Rig) -> None:
    openings = [50.0, 45.0, 40.0, 20.0]
    _, reps = clams(rig, *(replace(OPEN, opening_deg=deg) for deg in openings))
    assert [rep["counted"] for rep in reps] == [True, True, True, False]


def bridging(rig: Rig, *reps: BridgingRep) -> tuple[np.ndarray, list[dict[str, Any]]]:
    return told(rig, BridgingSpec(reps=reps, unrest=0.0), BridgingTruth)


@pytest.mark.parametrize("side", ["left", "right"])
def test_in_later_clips_the_free_hip_drops(rig: Rig, side: str) -> None:
    _, (level, tilted) = bridging(rig, BridgingRep(side=side), BridgingRep(side=side, free_drop_deg=20.0))
    assert level["pelvis_drop_deg"]["value"] == pytest.approx(0.0, abs=1.0)
    assert tilted["pelvis_drop_deg"]["value"] == pytest.approx(20.0, abs=3.0)


def test_hips_that_sink_beyond_the_hold_are_told_in_full(rig: Rig) -> None:
    _, (rep,) = bridging(rig, BridgingRep(line_deg=-4.0, sink_deg=25.0, hold_s=3.0))
    assert rep["hip_sink_deg"]["value"] == pytest.approx(25.0, abs=3.0)
    assert rep["hold_s"] < 2.9


def test_bridges_over_both_feet_never_count(rig: Rig) -> None:
    joints, reps = bridging(rig, BridgingRep(side="both"), BridgingRep(side="both"))
    assert [(rep["side"], rep["counted"]) for rep in reps] == [("both", False)] * 2
    for side in OTHER:
        assert np.ptp(joints[:, JOINTS.index(f"{side}_ankle")], axis=0).max() < 0.002


@pytest.mark.parametrize(("way", "facing"), [("round", 1.0), ("over", -1.0)])
def test_both_sides_of_a_clip_are_told_each_by_itself(rig: Rig, way: str, facing: float) -> None:
    sets = tuple(ClamSpec(top=top, reps=(OPEN, OPEN), unrest=0.0) for top in ("left", "right"))
    joints, reps = told(rig, ClammingSpec(sets=sets, way=way), ClamTruth)
    assert [rep["side"] for rep in reps] == ["left", "left", "right", "right"]
    assert [rep["knee_opening_deg"]["value"] for rep in reps] == pytest.approx([50.0] * 4, abs=2.0)
    for frame, top, toward in ((0, "left", 1.0), (-1, "right", facing)):
        upper, lower = (joints[frame, JOINTS.index(f"{s}_hip"), 2] for s in (top, OTHER[top]))
        assert upper - lower > 0.1
        ahead = joints[frame, JOINTS.index(f"{top}_hip"), 1] - joints[frame, JOINTS.index(f"{top}_knee"), 1]
        assert np.sign(ahead) == toward
