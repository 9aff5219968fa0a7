"""The phantom's geometry and its truth, on figures whose answers are known; no body model needed."""

from types import SimpleNamespace

import numpy as np
import pytest

from bench.phantom.camera import camera
from bench.phantom.rig import JOINTS, about, knee_circle, solve_leg, turn, unit
from bench.phantom.sets import SETS, clip
from bench.phantom.spec import CameraSpec, ClipSpec, Sides, SquatRep, SquatSpec, content_hash, from_json, to_json
from bench.phantom.tempo import Phase, RepTimes, minimum_jerk
from bench.phantom.truth import Truth, truth_of

THIGH, SHANK = 0.42, 0.44


def figure(frames: int = 3, /, **moved: tuple[float, float, float]) -> np.ndarray:
    """A standing stick figure (frames, joints, 3), facing -y; ``moved`` displaces joints in all frames but one."""
    places = {"nose": (0.0, -0.1, 1.6)}
    for side, out in (("left", 1.0), ("right", -1.0)):
        low = {
            "ankle": (0.1, 0.0, 0.1),
            "heel": (0.1, 0.05, 0.03),
            "toe": (0.1, -0.2, 0.03),
            "ball": (0.1, -0.13, 0.03),
        }
        high = {"hip": (0.1, 0.0, 0.1 + THIGH + SHANK), "knee": (0.1, 0.0, 0.1 + SHANK), "shoulder": (0.18, 0.0, 1.45)}
        rest = {"ear": (0.07, 0.0, 1.6), "elbow": (0.25, 0.0, 1.2), "wrist": (0.3, 0.0, 0.95)}
        for part, (x, y, z) in (low | high | rest).items():
            places[f"{side}_{part}"] = (out * x, y, z)
    joints = np.tile(np.array([places[name] for name in JOINTS]), (frames, 1, 1))
    for name, by in moved.items():
        joints[1:, JOINTS.index(name)] += by
    return joints


def truth(joints: np.ndarray) -> Truth:
    times = np.linspace(0.0, 0.5 * (len(joints) - 1), len(joints))
    return Truth(times, joints, [RepTimes(0.25, 0.5, times[-1])])


def test_the_products_keypoints_come_first() -> None:
    skeleton = pytest.importorskip("evenstride.model.skeleton", reason="the product is not installed here")
    assert [str(k) for k in skeleton.BODY.keypoints] == list(JOINTS[: len(skeleton.BODY.keypoints)])


def test_the_leg_reaches_hip_and_ankle_with_its_own_lengths() -> None:
    rest = {"hip": np.array([0.1, 0.0, 0.0]), "knee": np.array([0.12, -0.02, -THIGH])}
    rest["knee"] = rest["hip"] + THIGH * unit(rest["knee"] - rest["hip"])
    rest["ankle"] = rest["knee"] + SHANK * unit(np.array([0.03, 0.02, -1.0]))
    rig = SimpleNamespace(thigh_m=THIGH, shank_m=SHANK, joint=lambda part, side: rest[part])
    hip = np.array([[0.1, 0.25, 0.45], [0.12, 0.0, 0.90], [0.05, 0.3, 0.40]])
    ankle = np.array([[0.2, 0.0, 0.09], [0.2, 0.0, 0.09], [0.2, 0.0, 0.15]])
    leg = solve_leg(rig, "left", hip, ankle, np.tile([0.3, -1.0, 0.0], (3, 1)))  # type: ignore[arg-type]
    assert np.linalg.norm(leg.knee - hip, axis=1) == pytest.approx(THIGH)
    assert np.linalg.norm(leg.knee - ankle, axis=1) == pytest.approx(SHANK)
    assert hip + leg.thigh @ (rest["knee"] - rest["hip"]) == pytest.approx(leg.knee)
    assert leg.knee + leg.shank @ (rest["ankle"] - rest["knee"]) == pytest.approx(ankle)
    assert np.linalg.det(leg.thigh) == pytest.approx(1.0)


def test_every_point_of_the_knee_circle_keeps_both_bones() -> None:
    hip, ankle = np.array([[0.1, 0.2, 0.5]]), np.array([[0.2, 0.0, 0.09]])
    centre, radius, axis = knee_circle(hip, ankle, THIGH, SHANK)
    for angle in np.linspace(0, 6, 7):
        aside = unit(np.cross(axis, [0.3, 1.0, 0.2]))
        knee = centre + radius * (np.cos(angle) * aside + np.sin(angle) * np.cross(axis, aside))
        assert np.linalg.norm(knee - hip) == pytest.approx(THIGH)
        assert np.linalg.norm(knee - ankle) == pytest.approx(SHANK)


def test_turning_a_bone_takes_direction_and_hinge_along() -> None:
    rotation = turn(
        np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, -1.0, 0.0]), np.array([1.0, 0, 0])
    )
    assert rotation @ [0.0, 0.0, -1.0] == pytest.approx([0.0, -1.0, 0.0])
    assert rotation @ [1.0, 0.0, 0.0] == pytest.approx([1.0, 0.0, 0.0])


def test_standing_reads_zero_everywhere() -> None:
    still = truth(figure())
    for side in ("left", "right"):
        for name, curve in still.of_side(side).items():
            expected = -90.0 if name == "thigh_below_horizontal_deg" else 0.0
            assert curve == pytest.approx(expected, abs=1e-4), name
    for name, curve in still.of_body().items():
        assert curve == pytest.approx(0.0, abs=1e-6), name


@pytest.mark.parametrize(("side", "inward"), [("left", -1.0), ("right", 1.0)])
def test_a_knee_toward_the_midline_is_positive_on_its_own_side_only(side: str, inward: float) -> None:
    found = truth(figure(**{f"{side}_knee": (inward * 0.043, 0.0, 0.0)}))
    other = {"left": "right", "right": "left"}[side]
    assert found.of_side(side)["knee_medial_shift_pct"][-1] == pytest.approx(5.0, abs=0.05)
    assert found.of_side(side)["fppa_deg"][-1] == pytest.approx(
        np.degrees(np.arctan(0.043 / THIGH) + np.arctan(0.043 / SHANK))
    )
    assert found.of_side(other)["knee_medial_shift_pct"][-1] == pytest.approx(0.0, abs=1e-6)


def test_a_right_angle_at_the_knee() -> None:
    back = {f"{s}_hip": (0.0, THIGH, -THIGH) for s in ("left", "right")}
    found = truth(figure(**back)).of_side("left")
    assert found["knee_flexion_deg"][-1] == pytest.approx(90.0)
    assert found["thigh_below_horizontal_deg"][-1] == pytest.approx(0.0, abs=1e-6)


def test_a_hip_below_the_knee_is_positive() -> None:
    low = {f"{s}_hip": (0.0, THIGH * 0.8, -THIGH - 0.2) for s in ("left", "right")}
    assert truth(figure(**low)).of_side("right")["thigh_below_horizontal_deg"][-1] > 20


def test_signs_of_the_trunk_and_hips_point_forward_and_to_the_runners_right() -> None:
    both = ("left", "right")
    lean = truth(figure(**{f"{s}_shoulder": (0.0, -0.2, 0.0) for s in both})).of_body()
    assert lean["trunk_lean_deg"][-1] > 15
    aside = truth(figure(**{f"{s}_shoulder": (-0.1, 0.0, 0.0) for s in both})).of_body()
    assert aside["trunk_lateral_lean_deg"][-1] > 10
    shifted = truth(figure(**{f"{s}_hip": (-0.043, 0.0, 0.0) for s in both})).of_body()
    assert shifted["hip_shift_pct"][-1] == pytest.approx(5.0, abs=0.05)
    dropped = truth(figure(right_hip=(0.0, 0.0, -0.02))).of_body()
    assert dropped["pelvic_tilt_deg"][-1] == pytest.approx(np.degrees(np.arcsin(0.02 / np.hypot(0.2, 0.02))))


def test_a_lifted_heel_is_the_pitch_of_heel_to_toe() -> None:
    found = truth(figure(left_heel=(0.0, -0.02, 0.06)))
    assert found.of_side("left")["heel_lift_deg"][-1] == pytest.approx(np.degrees(np.arctan(0.06 / 0.23)))
    assert found.of_side("right")["heel_lift_deg"][-1] == 0.0


def test_the_runners_axes_follow_the_runner_not_the_world() -> None:
    joints = figure(left_knee=(-0.043, 0.0, 0.0)) @ about("z", 50.0).T
    assert truth(joints).of_side("left")["knee_medial_shift_pct"][-1] == pytest.approx(5.0, abs=0.05)


def test_reading_at_sixty_degrees_is_on_the_way_down_or_absent() -> None:
    times, path = np.linspace(0, 2, 61), np.r_[np.zeros(10), np.linspace(0, 1, 20), np.linspace(1, 0, 31)]
    joints = figure(61)
    for side in ("left", "right"):
        joints[:, JOINTS.index(f"{side}_hip")] += path[:, None] * [0.0, THIGH, -THIGH]
    reps = [RepTimes(times[9], times[29], times[-1])]
    assert truth_of(times, joints, reps)["reps"][0]["left"]["fppa_deg_at_60"] == pytest.approx(0.0, abs=0.1)  # type: ignore[index]
    assert truth_of(times, figure(61), reps)["reps"][0]["left"]["fppa_deg_at_60"] is None  # type: ignore[index]


def test_the_camera_sees_the_side_it_says() -> None:
    left, middle, front = np.eye(3)[0] * 0.2 + [0, 0, 1.0], np.array([0.0, 0.0, 1.0]), np.array([0.0, -0.2, 1.0])
    facing = camera(CameraSpec(height_m=1.0), 1.0)
    assert facing.project(middle)[:2] == pytest.approx([270, 480])
    assert facing.project(left)[0] > 270, "the runner's left is on the picture's right"
    from_left = camera(CameraSpec(height_m=1.0, view_deg=90.0), 1.0)
    assert from_left.project(left)[2] < from_left.project(middle)[2], "the left side is nearer"
    assert from_left.project(front)[0] < 270, "seen from the left, the runner faces left"


def test_pitch_pan_and_roll_move_the_picture_as_documented() -> None:
    ahead, above = np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.4])
    assert camera(CameraSpec(height_m=1.0, pitch_off_deg=5), 1.0).project(ahead)[1] > 480
    assert camera(CameraSpec(height_m=1.0, pan_off_deg=5), 1.0).project(ahead)[0] < 270
    assert camera(CameraSpec(height_m=1.0, roll_deg=5), 1.0).project(above)[0] < 270


def test_tempo_is_smooth_and_turns_where_it_says() -> None:
    phase = Phase(1.0, 2.0, 2.2, 3.0)
    times = np.linspace(0, 4, 401)
    depth = phase.depth(times, 0.2)
    assert depth[times <= 1.0] == pytest.approx(0.0)
    assert depth[(times >= 2.0) & (times <= 2.2)] == pytest.approx(1.0)
    assert depth[times >= 3.0] == pytest.approx(0.0, abs=1e-12)
    assert minimum_jerk(np.array([-1.0, 0.5, 2.0])) == pytest.approx([0, 0.5, 1])
    assert times[phase.envelope(times, "late").argmax()] > 2.2
    assert times[phase.envelope(times, "early").argmax()] < 2.0


def test_a_spec_survives_json_and_its_name_does_not_change_its_content() -> None:
    spec = ClipSpec(movement=SquatSpec(reps=(SquatRep(knee_shift_left_pct=3.0, heel_lift_deg=Sides(1, 2)),)), name="a")
    assert from_json(to_json(spec)) == spec
    assert content_hash(spec) == content_hash(from_json(to_json(spec).replace('"name": "a"', '"name": "b"')))
    assert content_hash(spec) != content_hash(ClipSpec())
    with pytest.raises(ValueError, match="no field colour"):
        from_json('{"body": {"colour": "red"}}')


def test_tuning_and_judging_share_nothing() -> None:
    tune, judge = ([clip(name, i) for i in range(30)] for name in ("tune", "judge"))
    for part in ("body", "scene", "movement"):
        assert not {getattr(c, part) for c in tune} & {getattr(c, part) for c in judge}
    assert not {c.body.palette for c in tune} & {c.body.palette for c in judge}
    assert not {c.scene.wall for c in tune} & {c.scene.wall for c in judge}
    assert not set(SETS["tune-real"].subjects) & set(SETS["judge-real"].subjects)


def test_a_clips_index_is_stable_and_views_are_balanced() -> None:
    assert clip("tune", 17) == clip("tune", 17)
    views = [clip("judge", i).tags[0] for i in range(40)]
    assert (views.count("front"), views.count("side"), views.count("oblique")) == (18, 18, 4)
