"""The RTMPose backend on a stand-in model: the same inputs and outputs, and an answer known beforehand."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import CaptureOptions, capture
from evenstride.capture.backends.region import Region
from evenstride.capture.backends.rtmpose import KEYPOINTS, ORDER, RtmLandmarker, body_circle, model_info, peaks
from evenstride.errors import BackendError
from evenstride.model.skeleton import BODY
from tests.capture.clips import write_clip
from tests.capture.serving import served

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

HEIGHT, WIDTH = 256, 192
ANSWER = np.stack([np.linspace(40, 150, KEYPOINTS), np.linspace(20, 240, KEYPOINTS)], axis=1).round()


def write_model(
    path: Path, *, keypoints: int = KEYPOINTS, score: float = 0.8, shape: tuple[int, int] = (HEIGHT, WIDTH)
) -> Path:
    """Write a network that looks at its input and answers `ANSWER`, whatever it saw."""
    from onnx import TensorProto, helper, numpy_helper

    rows = []
    for axis, length in ((0, WIDTH), (1, HEIGHT)):
        row = np.zeros((1, keypoints, 2 * length), dtype=np.float32)
        places = np.resize(ANSWER[:, axis] * 2, keypoints).astype(int)
        row[0, np.arange(keypoints), places] = score
        rows.append(numpy_helper.from_array(row, ("simcc_x", "simcc_y")[axis] + "_known"))
    nodes = [
        helper.make_node("ReduceMean", ["input"], ["mean"], keepdims=0),
        helper.make_node("Mul", ["mean", "zero"], ["nothing"]),
        helper.make_node("Add", ["simcc_x_known", "nothing"], ["simcc_x"]),
        helper.make_node("Add", ["simcc_y_known", "nothing"], ["simcc_y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "stand-in",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, *shape])],
        [
            helper.make_tensor_value_info("simcc_x", TensorProto.FLOAT, [1, keypoints, 2 * WIDTH]),
            helper.make_tensor_value_info("simcc_y", TensorProto.FLOAT, [1, keypoints, 2 * HEIGHT]),
        ],
        [*rows, numpy_helper.from_array(np.array(0, dtype=np.float32), "zero")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.save(model, str(path))
    return path


def test_keypoints_land_where_the_model_says(tmp_path: Path) -> None:
    landmarker = RtmLandmarker(write_model(tmp_path / "model.onnx"))
    image = np.full((960, 540, 3), 100, dtype=np.uint8)
    pose = landmarker.look(image, Region(270.0, 480.0, 512.0, 0.0))
    # The crop is twice as large in the picture, and its middle is the region's.
    expected = (ANSWER + np.array([(HEIGHT - WIDTH) / 2, 0])) * 2 + (270 - 256, 480 - 256)
    assert pose.points == pytest.approx(expected)
    assert pose.presence == pytest.approx(0.8)
    assert pose.visibility == pytest.approx(np.full(KEYPOINTS, 0.8))
    assert np.isnan(pose.depth).all()


def test_the_big_toe_is_our_toe() -> None:
    named = {str(k): i for k, i in zip(BODY.keypoints, ORDER, strict=True)}
    assert named == {
        "nose": 0, "left_ear": 3, "right_ear": 4, "left_shoulder": 5, "right_shoulder": 6, "left_elbow": 7,
        "right_elbow": 8, "left_wrist": 9, "right_wrist": 10, "left_hip": 11, "right_hip": 12, "left_knee": 13,
        "right_knee": 14,
        "left_ankle": 15, "right_ankle": 16, "left_toe": 20, "right_toe": 21, "left_heel": 24, "right_heel": 25,
    }  # fmt: skip


def test_peaks_are_read_per_axis() -> None:
    across, down = np.zeros((2, 8), dtype=np.float32), np.zeros((2, 6), dtype=np.float32)
    across[0, 5], down[0, 2], across[1, 1], down[1, 4] = 0.6, 1.6, 0.1, 0.3
    at, score = peaks(across, down)
    assert at.tolist() == [[5, 2], [1, 4]]
    assert score == pytest.approx([1.0, 0.2])


def test_the_circle_encloses_what_is_sure_and_points_to_the_head() -> None:
    points = np.zeros((KEYPOINTS, 2))
    points[5:7] = [0, -100]
    points[9] = [0, -180]
    points[15:17] = [0, 200]
    points[20] = [5000, 0]
    score = np.ones(KEYPOINTS)
    score[20] = 0.1
    assert body_circle(points, score).tolist() == [[0, 0], [0, -200]]
    assert body_circle(np.zeros((KEYPOINTS, 2)), score).tolist() == [[0, 0], [0, 0]]


def test_a_clip_with_a_person_is_recorded(tmp_path: Path) -> None:
    demo = Path(__file__).parents[2] / "src/evenstride/demo/front.mp4"
    if not demo.exists():
        pytest.skip("the demo clip is not here")
    from itertools import islice

    from evenstride.capture import stream_frames

    images = [f.image for f in islice(stream_frames(demo, 15), 16)]
    clip = write_clip(tmp_path / "clip.mp4", times_ms=[round(i * 1000 / 15) for i in range(16)], images=images)
    weights = write_model(tmp_path / "model.onnx")
    options = CaptureOptions(backend="rtmpose", weights=weights, cache_dir=tmp_path / "cache")
    recording = capture(clip, options)
    assert recording.backend.name == "rtmpose"
    assert recording.backend.model == "model"
    assert recording.backend.sha256 == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert np.isfinite(recording.motion.points[0]).all()
    assert len(list((tmp_path / "cache").glob("*.npz"))) == 1


def test_a_zip_archive_serves_as_well(tmp_path: Path) -> None:
    model = write_model(tmp_path / "end2end.onnx")
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        archive.write(model, "20230831/rtmpose/end2end.onnx")
    RtmLandmarker(tmp_path / "model.zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with pytest.raises(BackendError, match="0 ONNX files"):
        RtmLandmarker(tmp_path / "empty.zip")


def test_another_networks_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="26 keypoints"):
        RtmLandmarker(write_model(tmp_path / "coco.onnx", keypoints=17))
    (tmp_path / "text.onnx").write_text("no network")
    with pytest.raises(BackendError, match="no model that ONNX Runtime can load"):
        RtmLandmarker(tmp_path / "text.onnx")


def test_without_weights_it_says_what_to_give(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4")
    with pytest.raises(BackendError, match=r"without weights.*--pose-weights") as raised:
        capture(clip, CaptureOptions(backend="rtmpose", cache_dir=tmp_path))
    assert raised.value.exit_code == 3
    with pytest.raises(BackendError, match="no model file"):
        model_info(CaptureOptions(backend="rtmpose", weights=tmp_path / "none.onnx"))


def test_weights_come_from_an_address_with_a_checksum(tmp_path: Path) -> None:
    model = write_model(tmp_path / "model.onnx").read_bytes()
    checksum = hashlib.sha256(model).hexdigest()
    with served({"/model.onnx": model}) as address:
        options = CaptureOptions(weights_url=f"{address}/model.onnx#sha256={checksum}", cache_dir=tmp_path / "cache")
        assert model_info(options).sha256 == checksum
        with pytest.raises(BackendError, match="names no checksum"):
            model_info(CaptureOptions(weights_url=f"{address}/model.onnx", cache_dir=tmp_path / "cache"))
    assert model_info(options).sha256 == checksum  # the server is gone, the file is not


def test_without_the_runtime_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(BackendError, match=r"pip install 'evenstride\[rtmpose\]'"):
        RtmLandmarker(write_model(tmp_path / "model.onnx"))
