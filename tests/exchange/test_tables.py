"""The files for spreadsheets and for OpenSim: what is written is read back, and files of the peers are read too."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.errors import PoseFileError
from evenstride.exchange.measures_csv import COLUMNS, write_measures_csv
from evenstride.exchange.mot import Columns, read_mot, to_columns, write_mot
from evenstride.exchange.trc import Markers, marker_name, metres_per_pixel, read_trc, to_markers, write_trc
from evenstride.model import BODY, Keypoint, Motion, Side, Signals
from tests.exchange.samples import TIMES, assessment, front_signals, side_signals, standing_motion

PEERS = Path(__file__).parents[3] / "shared/data/beam_walk_4cam"
needs_peers = pytest.mark.skipif(not PEERS.is_dir(), reason="the shared data are not beside this checkout")


def test_measures_csv_holds_one_row_per_measure(tmp_path: Path) -> None:
    path = tmp_path / "measures.csv"
    write_measures_csv(path, assessment())
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0] == {
        "clip": "front.mp4",
        "movement": "squat",
        "name": "knee_medial_shift_pct",
        "side": "right",
        "value": "6.123",
        "unit": "% leg length",
        "low": "4.4",
        "high": "7.8",
        "per_rep": "5.9;6.347",
        "at": "worst of the rep",
        "undetermined": "",
    }
    assert rows[1]["value"] == rows[1]["low"] == rows[1]["per_rep"] == ""
    assert rows[1]["undetermined"] == "the left foot is hidden"
    assert len(rows) == 2


def test_markers_are_named_as_the_field_names_them() -> None:
    names = {marker_name(keypoint) for keypoint in BODY.keypoints}
    assert {"Nose", "LShoulder", "RKnee", "LHeel", "LBigToe", "RAnkle", "LHip"} <= names
    assert len(names) == len(BODY.keypoints)


def test_a_stated_height_sets_the_scale() -> None:
    motion = standing_motion(leg_px=500.0)
    assert metres_per_pixel(motion, 1.70) == pytest.approx(0.491 * 1.70 / 500.0)
    assert metres_per_pixel(motion, 1.87) == pytest.approx(metres_per_pixel(motion, 1.70) * 1.1)


def test_markers_stand_upright_on_the_floor() -> None:
    markers = to_markers(standing_motion())
    place = dict(zip(markers.names, markers.positions[0], strict=True))
    assert place["LBigToe"][1] == pytest.approx(0.0)
    assert place["LHip"][1] == pytest.approx(0.491 * 1.7 * 540 / 500)
    assert place["LAnkle"][0] == pytest.approx(-place["RAnkle"][0])
    assert place["LAnkle"][0] > 0, "facing the camera, the left side is on the right of the picture"
    assert np.all(markers.positions[..., 2] == 0)


def test_a_trc_file_is_read_back(tmp_path: Path) -> None:
    points = standing_motion().points.copy()
    points[10:20, BODY.index("knee", Side.LEFT)] = np.nan
    markers = to_markers(replace(standing_motion(), points=points))
    write_trc(tmp_path / "front_pose.trc", markers)
    again = read_trc(tmp_path / "front_pose.trc")
    assert again.names == markers.names
    assert again.rate_hz == pytest.approx(30.0)
    np.testing.assert_allclose(again.times, markers.times, atol=1e-6)
    np.testing.assert_allclose(again.positions, markers.positions, atol=1e-6)
    assert np.isnan(again.positions[15, markers.names.index("LKnee")]).all()


def test_the_trc_header_is_the_one_opensim_expects(tmp_path: Path) -> None:
    write_trc(tmp_path / "front_pose.trc", to_markers(standing_motion()))
    lines = (tmp_path / "front_pose.trc").read_text().splitlines()
    assert lines[0] == "PathFileType\t4\t(X/Y/Z)\tfront_pose.trc"
    assert lines[1].startswith("DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate")
    assert lines[2].split("\t")[:5] == ["30", "30", "60", "19", "m"]
    assert lines[3].startswith("Frame#\tTime\tNose\t\t\tLEar")
    assert lines[4].startswith("\t\tX1\tY1\tZ1\tX2")
    assert {len(line.split("\t")) for line in lines[3:]} == {2 + 3 * 19}


def test_nobody_seen_gives_blank_markers(tmp_path: Path) -> None:
    empty = np.full((3, len(BODY.keypoints), 2), np.nan)
    motion = Motion(TIMES[:3], empty, np.zeros(empty.shape[:2]), (540, 960))
    write_trc(tmp_path / "empty.trc", to_markers(motion))
    assert np.isnan(read_trc(tmp_path / "empty.trc").positions).all()


@needs_peers
def test_a_pose2sim_trc_is_read() -> None:
    markers = read_trc(PEERS / "triangulated.trc")
    assert markers.positions.shape == (100, 21, 3)
    assert markers.names[:3] == ("RHip", "RKnee", "RAnkle")
    assert markers.rate_hz == 60
    hips = markers.positions[:, markers.names.index("RHip"), 1]
    assert 0.6 < float(np.nanmedian(hips)) < 1.2, "metres, Y up"
    ours = {marker_name(keypoint) for keypoint in BODY.keypoints if keypoint.part != "ear"}
    assert ours <= set(markers.names)


@needs_peers
def test_an_opensim_mot_is_read_and_written_alike(tmp_path: Path) -> None:
    angles = read_mot(PEERS / "angles.mot")
    assert angles.values.shape == (100, 62)
    assert 0 < float(angles.column("knee_angle_r").max()) < 160
    write_mot(tmp_path / "again.mot", angles)
    again = read_mot(tmp_path / "again.mot")
    assert again.names == angles.names
    np.testing.assert_allclose(again.values, angles.values, atol=1e-6)


def side_columns() -> Columns:
    columns = to_columns(assessment().clip("c2"), side_signals())
    assert columns is not None
    return columns


def test_a_side_view_gives_opensim_coordinates_of_the_near_leg() -> None:
    columns = side_columns()
    assert columns.names == ("pelvis_tilt", "hip_flexion_r", "knee_angle_r", "ankle_angle_r")
    np.testing.assert_allclose(columns.column("knee_angle_r")[[0, 30]], [0.0, 120.0], atol=1e-9)
    np.testing.assert_allclose(columns.column("hip_flexion_r")[[0, 30]], [0.0, 130.0], atol=1e-9)
    np.testing.assert_allclose(columns.column("pelvis_tilt")[[0, 30]], [0.0, -30.0], atol=1e-9)
    np.testing.assert_allclose(columns.column("ankle_angle_r")[[0, 30]], [-5.0, 35.0], atol=1e-9)


def test_a_front_view_gives_the_curves_under_their_own_names(tmp_path: Path) -> None:
    columns = to_columns(assessment().clip("c1"), front_signals())
    assert columns is not None
    assert columns.names == ("knee_medial_shift_pct_l", "knee_medial_shift_pct_r", "hip_shift_pct")
    write_mot(tmp_path / "front_angles.mot", columns)
    np.testing.assert_allclose(read_mot(tmp_path / "front_angles.mot").values, columns.values, atol=1e-6)


def test_a_coordinate_whose_parts_are_missing_is_left_out() -> None:
    signals = side_signals()
    only_knee = Signals(signals.motion, tuple(c for c in signals.curves if c.name == "knee_flexion_deg"))
    columns = to_columns(assessment().clip("c2"), only_knee)
    assert columns is not None
    assert columns.names == ("knee_angle_r",)


def test_no_curves_give_no_motion_file() -> None:
    assert to_columns(assessment().clip("c1"), Signals(standing_motion(), ())) is None


def test_a_curve_on_other_times_is_brought_to_the_frames() -> None:
    signals = side_signals()
    knee = next(c for c in signals.curves if c.side is Side.RIGHT and c.name == "knee_flexion_deg")
    sparse = replace(knee, times=knee.times[5:-5:5], values=knee.values[5:-5:5])
    columns = to_columns(assessment().clip("c2"), Signals(signals.motion, (sparse,)))
    assert columns is not None
    assert np.isnan(columns.values[0, 0])
    assert columns.values[30, 0] == pytest.approx(120.0, abs=0.5)


def test_the_mot_header_is_the_one_opensim_expects(tmp_path: Path) -> None:
    write_mot(tmp_path / "side_angles.mot", side_columns())
    lines = (tmp_path / "side_angles.mot").read_text().splitlines()
    assert lines[:7] == ["side_angles", "version=1", "nRows=60", "nColumns=5", "inDegrees=yes", "", "endheader"]
    assert lines[7].split("\t") == ["time", "pelvis_tilt", "hip_flexion_r", "knee_angle_r", "ankle_angle_r"]
    assert len(lines) == 8 + 60


def test_radians_become_degrees(tmp_path: Path) -> None:
    path = tmp_path / "radians.mot"
    path.write_text("x\nnRows=1\nnColumns=2\ninDegrees=no\nendheader\ntime\tknee_angle_r\n0.0\t3.141592653589793\n")
    assert read_mot(path).column("knee_angle_r")[0] == pytest.approx(180.0)


def test_millimetres_become_metres(tmp_path: Path) -> None:
    path = tmp_path / "vicon.trc"
    write_trc(path, Markers(("LKnee",), TIMES[:2], np.full((2, 1, 3), 450.0), 30.0))
    path.write_text(path.read_text().replace("\tm\t", "\tmm\t"))
    assert read_trc(path).positions[0, 0, 1] == pytest.approx(0.45)


@pytest.mark.parametrize("text", ["", "hello\n", "PathFileType\t4\n\n\n\n\n", "\x00\xff"])
def test_what_is_no_marker_or_motion_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.trc"
    path.write_bytes(text.encode("latin-1"))
    for read in (read_trc, read_mot):
        with pytest.raises(PoseFileError, match=r"odd\.trc"):
            read(path)


def test_damaged_rows_are_named(tmp_path: Path) -> None:
    write_trc(tmp_path / "a.trc", to_markers(standing_motion()))
    text = (tmp_path / "a.trc").read_text()
    (tmp_path / "a.trc").write_text(text.replace("0.033333", "soon"))
    with pytest.raises(PoseFileError, match="damaged"):
        read_trc(tmp_path / "a.trc")
    write_mot(tmp_path / "a.mot", side_columns())
    text = (tmp_path / "a.mot").read_text()
    (tmp_path / "a.mot").write_text(text.replace("time\t", "when\t"))
    with pytest.raises(PoseFileError, match="damaged"):
        read_mot(tmp_path / "a.mot")
    with pytest.raises(PoseFileError, match="cannot be read"):
        read_mot(tmp_path / "none.mot")


def test_every_part_of_the_body_has_a_marker_name() -> None:
    assert marker_name(Keypoint("toe", Side.LEFT)) == "LBigToe"
