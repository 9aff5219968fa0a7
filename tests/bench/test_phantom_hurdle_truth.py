"""The hurdle step's truth on figures whose answers are known, its specs and its sets; no body model needed."""

import numpy as np
import pytest

from bench.phantom.hurdle_path import schedule
from bench.phantom.hurdle_spec import HurdleSpec, HurdleStep
from bench.phantom.hurdle_truth import HurdleTruth
from bench.phantom.rig import JOINTS
from bench.phantom.sets import SETS, clip
from bench.phantom.spec import ClipSpec, content_hash, from_json, to_json
from bench.phantom.tempo import RepTimes
from tests.bench.test_phantom_geometry import SHANK, THIGH, figure

FRAMES = 101
TIMES = np.linspace(0.0, 5.0, FRAMES)
REP = RepTimes(2.0, 3.0, 4.0, "right")


def stepping(**moved: tuple[float, float, float]) -> HurdleTruth:
    """A standing figure whose joints are moved between 2 and 4 s."""
    joints = figure(FRAMES)
    inside = (TIMES >= 2.0) & (TIMES <= 4.0)
    for name, by in moved.items():
        joints[inside, JOINTS.index(name)] += by
    return HurdleTruth(TIMES, joints, [REP])


def raised(aside: float = 0.0, ahead: float = THIGH) -> dict[str, tuple[float, float, float]]:
    """The right leg with its thigh level and its shank hanging."""
    foot = {f"right_{part}": (-aside, -ahead, THIGH) for part in ("ankle", "heel", "toe", "ball")}
    return {"right_knee": (-aside, -ahead, THIGH), **foot}


def test_the_thighs_azimuth_is_positive_outward_and_silent_while_it_hangs() -> None:
    straight = stepping(**raised()).of_side("right")["hip_turn_out_deg"]
    turned = stepping(**raised(aside=THIGH / 2, ahead=THIGH * np.sqrt(0.75)))
    assert straight == pytest.approx(0.0, abs=1e-9)
    assert turned.of_side("right")["hip_turn_out_deg"][60] == pytest.approx(30.0)
    assert turned.of_side("right")["hip_turn_out_deg"][0] == 0.0
    assert turned.of_side("left")["hip_turn_out_deg"][60] == 0.0


def test_the_foots_clearance_is_told_from_the_other_legs_knee() -> None:
    curve = stepping(**raised()).of_side("right")["foot_clearance_pct"]
    assert curve[0] == pytest.approx((0.03 - 0.1 - SHANK) * 100 / (THIGH + SHANK))
    assert curve[60] - curve[0] == pytest.approx(THIGH * 100 / (THIGH + SHANK), abs=0.05)


def test_a_step_is_timed_by_its_foot_and_belongs_to_the_leg_that_rises() -> None:
    truth = stepping(**raised())
    assert truth.stepping_side(1.0, 4.5) == "right"
    found = truth.timed(1.0, 4.5, "right")
    assert (found.start_s, found.end_s) == (2.0, 4.0)
    with pytest.raises(ValueError, match="does not leave the floor"):
        truth.timed(1.0, 4.5, "left")


def test_sway_is_the_range_over_the_stance_foot_whichever_way_the_hips_go() -> None:
    for way in (0.043, -0.043):
        joints = stepping(**raised()).joints_m.copy()
        late = (TIMES >= 3.0) & (TIMES <= 4.0)
        for hip in ("left_hip", "right_hip"):
            joints[late, JOINTS.index(hip), 0] += way
        told = HurdleTruth(TIMES, joints, [REP]).of_rep(REP)
        assert told["sway_pct"]["value"] == pytest.approx(5.0, abs=0.1)  # type: ignore[index]


def test_a_foot_that_comes_down_before_it_is_over_and_a_hop_are_counted() -> None:
    joints = stepping(**raised()).joints_m.copy()
    down = (TIMES >= 2.3) & (TIMES <= 2.5)
    joints[down] = joints[0]
    hopping = (TIMES >= 3.5) & (TIMES <= 3.6)
    for part in ("heel", "toe", "ball"):
        joints[hopping, JOINTS.index(f"left_{part}"), 2] += 0.03
    at_top = (TIMES > 2.5) & (TIMES < 3.0)
    joints[at_top, JOINTS.index("right_knee"), 2] += 0.05
    joints[at_top, JOINTS.index("right_ankle"), 1] -= 0.05
    assert HurdleTruth(TIMES, joints, [REP]).of_rep(REP)["touch_downs"] == {"value": 2}


def test_a_steps_parts_follow_each_other_and_a_touch_down_takes_its_time() -> None:
    plain, length = schedule(HurdleSpec())
    touching, longer = schedule(HurdleSpec(steps=(HurdleStep(touch_downs=1), HurdleStep("left"))))
    assert touching[0].first_up_s < touching[0].up_s
    assert plain[0].first_up_s == plain[0].up_s
    assert longer - length == pytest.approx(0.75)
    first, second = plain
    assert first.shift_s < first.up_s < first.top_s < first.tap_s < first.leave_s < first.down_s < second.shift_s
    assert first.weight(np.array([0.0, first.tap_s, length])) == pytest.approx([0, 1, 0])


def test_a_hurdle_spec_survives_json() -> None:
    spec = ClipSpec(movement=HurdleSpec(steps=(HurdleStep("left", sway_pct=4.0), HurdleStep(hops=1)), arms="hang"))
    assert from_json(to_json(spec)) == spec
    assert content_hash(spec) != content_hash(ClipSpec(movement=HurdleSpec()))


def test_the_hurdle_sets_share_nothing_and_are_mostly_from_the_front() -> None:
    tune, judge = ([clip(name, i) for i in range(SETS[name].size)] for name in ("hurdle-tune", "hurdle-judge"))
    for part in ("body", "scene", "movement"):
        assert not {getattr(c, part) for c in tune} & {getattr(c, part) for c in judge}
    assert not {c.body.palette for c in tune} & {c.body.palette for c in judge}
    assert not set(SETS["hurdle-tune-real"].subjects) & set(SETS["hurdle-judge-real"].subjects)
    assert sum(c.tags[0] == "front" for c in judge) == 68
    assert clip("hurdle-judge", 17) == clip("hurdle-judge", 17)
    assert {step.side for c in tune for step in c.movement.steps} == {"left", "right"}
    assert max(schedule(c.movement)[1] for c in (*tune, *judge)) < 25
