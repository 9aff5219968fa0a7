"""Poses of other programs: names, which way is up, units, gaps, rates, people; and what we wrote comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.errors import ClipError, PoseFileError
from evenstride.exchange.c3d import read_c3d, write_c3d
from evenstride.exchange.poses import is_pose_file, pose_source, read_motion
from evenstride.exchange.poses.names import SKELETONS, columns_of, keypoint_of
from evenstride.exchange.trc import Markers, marker_name, read_trc, to_markers, write_trc
from evenstride.model.motion import Floats, Motion
from evenstride.model.skeleton import BODY, SIDES, Keypoint, Side
from tests.fixtures.stick import Camera, Squat, film, joints, without

FOUR_CAMERAS = Path(__file__).parents[3] / "shared/data/beam_walk_4cam/triangulated.trc"
"""Somebody on a beam, triangulated: a file of another program's, with markers in space."""

SQUAT = Squat(reps=1)
FRONT = film(SQUAT, Camera())
TRC_TOLERANCE_M, C3D_TOLERANCE_M = 1e-6, 1e-4
"""A TRC has six decimals of a metre; a C3D has 32 bits of a millimetre."""


def read(path: Path, view: str | None = None, rate_hz: float | None = None) -> Motion:
    source = pose_source(path)
    assert source is not None
    return read_motion(source, rate_hz=rate_hz, view=view)


def in_trunks(motion: Motion) -> Floats:
    """Return the points in trunk lengths from the hips: what is left when scale and place are taken out."""
    middle, shoulder = motion.middle("hip"), motion.middle("shoulder")
    trunk = float(np.nanmedian(np.linalg.norm(shoulder - middle, axis=1)))
    return np.asarray((motion.points - np.nanmean(middle, axis=0)) / trunk)


def openpose(folder: Path, motion: Motion, count: int, stranger: Motion | None = None) -> Path:
    folder.mkdir()
    for frame in range(len(motion)):
        people = [one for one in (stranger, motion) if one is not None]
        document = {"version": 1.3, "people": [{"pose_keypoints_2d": _flat(one, frame, count)} for one in people]}
        (folder / f"clip_{frame:012d}_keypoints.json").write_text(json.dumps(document))
    return folder


def _flat(motion: Motion, frame: int, count: int) -> list[float]:
    row = np.zeros((count, 3))
    for keypoint, column in columns_of(SKELETONS[count]).items():
        place = BODY.index(keypoint.part, keypoint.side)
        if np.isfinite(motion.points[frame, place]).all():
            row[column] = (*motion.points[frame, place], motion.confidence[frame, place])
    return [float(value) for value in row.ravel()]


@pytest.mark.parametrize(
    ("label", "keypoint"),
    [
        *((marker_name(k), k) for k in BODY.keypoints),
        *((str(k), k) for k in BODY.keypoints),
        ("right_foot_index", Keypoint("toe", Side.RIGHT)),
        ("LEFT_KNEE", Keypoint("knee", Side.LEFT)),
        ("Kim:RAnkle", Keypoint("ankle", Side.RIGHT)),
        ("ankle_l", Keypoint("ankle", Side.LEFT)),
        ("LHeel", Keypoint("heel", Side.LEFT)),
        ("rwrist", Keypoint("wrist", Side.RIGHT)),
        *((label, None) for label in ("Neck", "Hip", "LSmallToe", "LASI", "C7", "LEye", "", "L", "RKneeMedial")),
    ],
)
def test_every_name_of_a_joint_is_known_and_no_other(label: str, keypoint: Keypoint | None) -> None:
    assert keypoint_of(label) == keypoint


def test_the_skeletons_have_our_joints_and_coco_has_no_feet() -> None:
    feet = {Keypoint(part, side) for part in ("heel", "toe") for side in SIDES}
    for count, labels in SKELETONS.items():
        assert len(set(labels)) == count
        assert set(columns_of(labels)) == set(BODY.keypoints) - (feet if count < 25 else set())


@pytest.mark.parametrize(("suffix", "tolerance_m"), [("trc", TRC_TOLERANCE_M), ("c3d", C3D_TOLERANCE_M)])
def test_what_we_write_comes_back_the_same(suffix: str, tolerance_m: float, tmp_path: Path) -> None:
    motion = without(FRONT, "knee", Side.LEFT, 1.0, 1.5)
    markers, path = to_markers(motion), tmp_path / f"x.{suffix}"
    (write_trc if suffix == "trc" else write_c3d)(path, markers)
    back = (read_trc if suffix == "trc" else read_c3d)(path)
    assert back.names == markers.names
    assert back.rate_hz == pytest.approx(30)
    np.testing.assert_allclose(back.times, markers.times, atol=1e-6)
    np.testing.assert_allclose(back.positions, markers.positions, atol=tolerance_m)
    np.testing.assert_allclose(in_trunks(read(path)), in_trunks(motion), atol=tolerance_m / 0.2)
    assert read(path).confidence[35, BODY.index("knee", Side.LEFT)] == 0


@pytest.mark.parametrize(("units", "factor"), [("m", 1.0), ("cm", 100.0), ("mm", 1000.0), ("m", 412.0), ("px", 412.0)])
def test_units_do_not_matter_and_pixels_called_metres_are_pixels(units: str, factor: float, tmp_path: Path) -> None:
    path = tmp_path / "clip_Sports2D_px_person00.trc"
    markers = to_markers(FRONT)
    write_trc(path, replace(markers, positions=markers.positions * factor))
    path.write_text(path.read_text().replace("\tm\t", f"\t{units}\t"))
    np.testing.assert_allclose(in_trunks(read(path)), in_trunks(FRONT), atol=1e-4)


def test_y_may_grow_downward_as_in_pictures_or_upward_as_in_labs(tmp_path: Path) -> None:
    for name, motion in (("front", FRONT), ("side", film(SQUAT, Camera(yaw_deg=90)))):
        zeros = np.zeros((*motion.points.shape[:2], 1))
        downward = Markers(to_markers(motion).names, motion.times, np.dstack([motion.points, zeros]), 30.0)
        write_trc(tmp_path / f"{name}.trc", downward)
        back = read(tmp_path / f"{name}.trc")
        np.testing.assert_allclose(back.points, motion.points, atol=1e-3)


@pytest.mark.parametrize("count", sorted(SKELETONS))
def test_openpose_frames_become_a_motion_at_the_rate_that_is_told(count: int, tmp_path: Path) -> None:
    back = read(openpose(tmp_path / "frames", FRONT, count), rate_hz=30.0)
    assert back.rate_hz == pytest.approx(30.0)
    there = np.isfinite(back.points[0, :, 0])
    assert there.sum() == (15 if count < 25 else 19)
    np.testing.assert_allclose(back.points[:, there], FRONT.points[:, there], atol=1e-6)
    np.testing.assert_allclose(back.confidence[:, there], 0.95)


def test_among_several_people_the_largest_is_followed(tmp_path: Path) -> None:
    small = replace(FRONT, points=FRONT.points * 0.4 + (500.0, 100.0))
    back = read(openpose(tmp_path / "frames", FRONT, 26, small), rate_hz=30.0)
    np.testing.assert_allclose(back.points, FRONT.points, atol=1e-6)


def test_openpose_without_a_rate_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PoseFileError, match=r"do not say how many frames.*evenstride import .* --fps 30"):
        read(openpose(tmp_path / "frames", FRONT, 25))


def test_a_folder_of_sports2d_gives_the_pixels_of_the_person_seen_longest(tmp_path: Path) -> None:
    markers = to_markers(FRONT)
    gone = np.where(np.arange(len(FRONT))[:, None, None] > 20, np.nan, markers.positions)
    for name, positions in {
        "clip_Sports2D_m_person00": markers.positions,
        "clip_Sports2D_px_person00": gone * 400,
        "clip_Sports2D_px_person01": markers.positions * 400,
    }.items():
        write_trc(tmp_path / f"{name}.trc", replace(markers, positions=positions))
    source = pose_source(tmp_path)
    assert source is not None
    assert (source.form, source.file.name) == ("sports2d", "clip_Sports2D_px_person01.trc")
    (tmp_path / "another_px.trc").write_text("")
    with pytest.raises(PoseFileError, match="holds 3 files of markers"):
        pose_source(tmp_path)


@pytest.mark.parametrize(("view", "yaw_deg"), [(None, 0.0), ("front", 0.0), ("side", 90.0), ("rear", 180.0)])
@pytest.mark.parametrize("axes", [(0, 2, 1), (0, 1, 2), (2, 0, 1)])
@pytest.mark.parametrize("mirrored", [False, True])
def test_markers_in_space_are_seen_as_by_a_phone(
    view: str | None, yaw_deg: float, axes: tuple[int, int, int], mirrored: bool, tmp_path: Path
) -> None:
    turned = joints(SQUAT, FRONT.times)[..., list(axes)] * (-1.0 if mirrored else 1.0, 1.0, 1.0)
    write_trc(tmp_path / "lab.trc", Markers(to_markers(FRONT).names, FRONT.times, turned, 30.0))
    back = read(tmp_path / "lab.trc", view)
    seen_by_phone = film(SQUAT, Camera(yaw_deg=yaw_deg, distance_m=4.0))
    # The two phones stand a little apart, so a tenth of a trunk is allowed; a side exchanged would be a third.
    np.testing.assert_allclose(in_trunks(back), in_trunks(seen_by_phone), atol=0.15)
    assert back.depth is not None


@pytest.mark.skipif(not FOUR_CAMERAS.exists(), reason="the shared data are not here")
def test_a_body_that_four_cameras_saw_faces_the_way_it_walks() -> None:
    front, side, rear = (read(FOUR_CAMERAS, view) for view in ("front", "side", "rear"))

    def across(motion: Motion, part: str) -> float:
        return float(np.nanmedian(motion.point(part, Side.LEFT)[:, 0] - motion.point(part, Side.RIGHT)[:, 0]))

    def ahead(motion: Motion) -> float:
        return float(np.nanmedian(motion.middle("toe")[:, 0] - motion.middle("heel")[:, 0]))

    # Who faces the phone has the left on its right; seen from the left one faces the picture's left.
    assert across(front, "shoulder") > 0 > across(rear, "shoulder")
    assert ahead(side) < 0
    assert np.nanmedian(side.point("nose")[:, 0]) < np.nanmedian(side.middle("shoulder")[:, 0])
    assert np.nanmedian(side.middle("ankle")[:, 1]) > np.nanmedian(side.middle("hip")[:, 1])
    assert front.rate_hz == pytest.approx(60, rel=1e-3)


def test_zeros_that_stand_for_nothing_seen_are_gaps(tmp_path: Path) -> None:
    markers = to_markers(FRONT)
    positions = markers.positions.copy()
    positions[10:20, 3] = 0.0
    write_trc(tmp_path / "x.trc", replace(markers, positions=positions))
    assert np.isnan(read(tmp_path / "x.trc").points[10:20, 3]).all()


def test_bad_files_are_one_line_each(tmp_path: Path) -> None:
    markers = to_markers(FRONT)
    strange = replace(markers, names=tuple(f"M{n}" for n in range(19)))
    backward = replace(markers, times=markers.times[::-1])
    empty = replace(markers, positions=np.full_like(markers.positions, np.nan))
    for name, written, said in (
        ("strange", strange, r"no marker of it is a shoulder \(M0, M1.*LKnee or left_knee"),
        ("backward", backward, "times do not increase"),
        ("empty", empty, "not one joint"),
    ):
        write_trc(tmp_path / f"{name}.trc", written)
        with pytest.raises(PoseFileError, match=said):
            read(tmp_path / f"{name}.trc")
    for name, content, said in (
        ("junk.trc", "hello", "does not begin like a marker file"),
        ("cut.trc", (tmp_path / "empty.trc").read_text().replace("\t0.000000", "\tzero"), "damaged"),
        ("junk.c3d", "hello", "cannot be read as a C3D"),
    ):
        (tmp_path / name).write_text(content)
        with pytest.raises(PoseFileError, match=said) as told:
            read(tmp_path / name)
        assert "\n" not in str(told.value)
    frames = openpose(tmp_path / "frames", FRONT, 25)
    (frames / "clip_000000000003_keypoints.json").write_text("{}")
    with pytest.raises(PoseFileError, match=r"clip_000000000003_keypoints\.json: it is no frame"):
        read(frames, rate_hz=30.0)
    with pytest.raises(ClipError, match="no such file"):
        read(tmp_path / "missing.trc")


def test_videos_and_folders_of_other_things_are_no_poses(tmp_path: Path) -> None:
    (tmp_path / "assessment.json").write_text("{}")
    assert pose_source(tmp_path) is None
    assert not is_pose_file(tmp_path)
    assert not is_pose_file(tmp_path / "clip.mp4")
    assert is_pose_file(tmp_path / "poses.json")
