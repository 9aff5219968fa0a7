"""Recorded movement on a body: feet stay, bones keep their length, and a mirrored person swaps sides."""

from pathlib import Path

import numpy as np
import pytest

from bench.phantom import marker_driven as driven
from bench.phantom.markers import NAMES, recordings_dir
from bench.phantom.spec import BodySpec, MarkerSpec


def marker_figure(knee_in_m: float = 0.0, depth_m: float = 0.0) -> dict[str, np.ndarray]:
    """Markers of a person who stands, or squats straight down with knees ahead, facing -y."""
    places = {name: np.zeros((1, 3)) for name in NAMES}
    for letter, out in (("L", 1.0), ("R", -1.0)):
        hip_z = 0.95 - depth_m
        places[letter + "ASI"][0] = (out * 0.125, -0.10, hip_z + 0.08)
        places[letter + "PSI"][0] = (out * 0.04, 0.06, hip_z + 0.09)
        knee_y = -np.sqrt(max(0.43**2 - ((hip_z - 0.086) / 2) ** 2, 0.0)) if depth_m else -0.002
        places[letter + "KNE"][0] = (out * (0.15 - knee_in_m), knee_y, (hip_z + 0.086) / 2)
        places[letter + "ANK"][0] = (out * 0.14, 0.0, 0.086)
        places[letter + "HEE"][0] = (out * 0.10, 0.06, 0.06)
        places[letter + "TOE"][0] = (out * 0.10, -0.14, 0.06)
    return places


def test_joint_centres_lie_medial_of_their_markers() -> None:
    for depth in (0.0, 0.35):
        markers = marker_figure(depth_m=depth)
        for letter, side, out in (("L", "left", 1.0), ("R", "right", -1.0)):
            knee = driven.knee_centre(markers, side) - markers[letter + "KNE"]
            assert out * knee[0, 0] == pytest.approx(-0.057, abs=0.006)
            ankle = driven.ankle_centre(markers, side) - markers[letter + "ANK"]
            assert ankle[0] == pytest.approx([-out * 0.043, 0, 0], abs=1e-6)


def test_the_hip_centre_lies_inside_and_below_the_pelvis_markers() -> None:
    markers = marker_figure()
    left = driven.hip_centre(markers, "left")[0]
    assert 0.07 < left[0] < 0.11
    assert markers["LPSI"][0, 1] > left[1] > markers["LASI"][0, 1]
    assert left[2] < markers["LASI"][0, 2] - 0.05


def test_a_bent_knee_points_ahead_and_a_caving_one_inward() -> None:
    ahead = np.array([[0.0, -1.0, 0.0]])
    straight = driven.knee_direction(marker_figure(depth_m=0.35), "left", ahead)
    caving = driven.knee_direction(marker_figure(knee_in_m=0.08, depth_m=0.35), "left", ahead)
    assert straight[0, 1] < -0.8
    assert caving[0, 0] < straight[0, 0] - 0.2


@pytest.mark.skipif(
    not Path(recordings_dir()).exists(), reason="the marker recordings are not here (EVENSTRIDE_UI_PRMD)"
)
def test_a_recorded_person_on_a_body() -> None:
    pytest.importorskip("anny", reason="anny is only in the bench's venv (bench/requirements.txt)")
    from bench.phantom.body import rest_body
    from bench.phantom.movement import bind
    from bench.phantom.rig import JOINTS, Rig
    from bench.phantom.truth import curves_of

    rig = Rig(rest_body(BodySpec()))
    kept = []
    for mirrored in (False, True):
        movement = bind(MarkerSpec(subject=3, correct=False, episodes=(1, 2), mirrored=mirrored), rig)
        times = np.arange(0, movement.duration_s, 0.05)
        joints = rig.joints(rig.pose(movement.perform(times)))
        kept.append(curves_of(times, joints, movement.reps))
        assert len(movement.reps) == 2
        assert np.ptp(joints[:, JOINTS.index("left_ball")], axis=0).max() < 0.03
        thigh = np.linalg.norm(joints[:, JOINTS.index("left_hip")] - joints[:, JOINTS.index("left_knee")], axis=1)
        assert np.ptp(thigh) < 1e-6
    plain, mirror = kept
    assert plain["left_knee_medial_shift_pct"] == pytest.approx(mirror["right_knee_medial_shift_pct"], abs=1e-6)
    assert plain["hip_shift_pct"] == pytest.approx(-mirror["hip_shift_pct"], abs=1e-6)
    assert plain["right_knee_medial_shift_pct"].max() > 5, "this person's right knee caves in"
