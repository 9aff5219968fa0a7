"""The default backend with the real model on real and rendered clips."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from evenstride.capture import CaptureOptions, Recording, capture, stream_frames
from evenstride.capture.backends.blaze import interpreter
from evenstride.capture.backends.blaze.interpreter import Network
from evenstride.capture.backends.blazepose import blaze_watcher
from evenstride.capture.model_files import DETECTOR, LANDMARKER, ModelFile
from evenstride.capture.recording import Image
from evenstride.errors import BackendError
from evenstride.model.skeleton import LEFT, RIGHT
from tests.capture.clips import write_clip

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src/evenstride/demo/front.mp4"
REAL = ROOT.parent / "shared/data/squat_phone/good_IMG_7052.mov"
PLAIN = CaptureOptions(cache=False)


def existing(clip: Path) -> Path:
    if not clip.exists():
        pytest.skip(f"{clip.name} is not on this machine")
    return clip


@pytest.fixture(scope="module")
def demo_images() -> list[Image]:
    """Two and a half seconds of the demo's squat at 15 frames a second."""
    return [f.image for f in islice(stream_frames(existing(DEMO), 15), 38)]


@pytest.fixture(scope="module")
def demo_clip(demo_images: list[Image], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.mp4"
    return write_clip(path, times_ms=[round(i * 1000 / 15) for i in range(len(demo_images))], images=demo_images)


@pytest.fixture(scope="module")
def demo(demo_clip: Path) -> Recording:
    return capture(demo_clip, PLAIN)


def body_height(recording: Recording) -> float:
    return float(np.nanmedian(np.ptp(recording.motion.points[..., 1], axis=1)))


def test_every_frame_of_the_demo_is_posed(demo: Recording) -> None:
    motion = demo.motion
    assert np.isfinite(motion.points).all()
    assert motion.depth is not None
    assert np.isfinite(motion.depth).all()
    assert np.median(motion.confidence) > 0.9
    assert demo.backend.name == "blazepose"
    assert demo.frame_facts is not None
    assert set(demo.frame_facts.people) == {1}
    assert np.nanmax(demo.frame_facts.camera_shift) < 0.002
    feet, head = motion.middle("ankle")[:, 1], motion.point("nose")[:, 1]
    assert (feet > head).all()
    # The person faces the camera: their left is on the picture's right.
    assert (motion.point("shoulder", LEFT)[:, 0] > motion.point("shoulder", RIGHT)[:, 0]).all()


def test_a_real_phone_clip_is_posed() -> None:
    recording = capture(existing(REAL), PLAIN)
    assert np.isfinite(recording.motion.points).all()
    assert np.median(recording.motion.confidence) > 0.9
    hips = recording.motion.middle("hip")[:, 1]
    assert np.ptp(hips) > 0.2 * body_height(recording)  # they do squat
    assert recording.facts.size_px == (1080, 1920)


def test_mirrored_pictures_give_mirrored_poses(demo: Recording, demo_clip: Path) -> None:
    mirrored = capture(demo_clip, replace(PLAIN, mirror=True)).motion.mirrored()
    distance = np.linalg.norm(mirrored.points - demo.motion.points, axis=-1) / body_height(demo)
    assert np.median(distance) < 0.012


def test_two_clips_in_two_threads_give_what_one_gives(demo: Recording, demo_clip: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: capture(demo_clip, PLAIN), range(2)))
    for recording in both:
        assert np.array_equal(recording.motion.points, demo.motion.points)


def test_a_second_look_comes_from_the_cache(demo_clip: Path, tmp_path: Path) -> None:
    options = CaptureOptions(cache_dir=tmp_path)
    done: list[float] = []
    first = capture(demo_clip, options, done.append)
    assert done == sorted(done)
    assert done[-1] == 1.0
    second = capture(demo_clip, options)
    assert np.array_equal(first.motion.points, second.motion.points)
    assert len(list(tmp_path.iterdir())) == 1


def halfway(image: Image) -> Image:
    """The picture at three quarters of its size, as of somebody further away."""
    return np.asarray(cv2.resize(image, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def test_somebody_far_away_is_found(demo_images: list[Image]) -> None:
    small = halfway(halfway(demo_images[0]))
    room = np.full((1080, 1920, 3), 128, dtype=np.uint8)
    room[-small.shape[0] :, 300 : 300 + small.shape[1]] = small
    seen = blaze_watcher().see(0.0, room)
    assert seen.people == 1
    assert 300 < seen.points[0, 0] < 300 + small.shape[1]


def test_of_two_people_the_one_in_front_is_followed_and_both_are_counted(demo_images: list[Image]) -> None:
    height, width = demo_images[0].shape[:2]
    watcher = blaze_watcher()
    for index, image in enumerate(demo_images[:20]):
        wide = np.full((height, 2 * width, 3), 128, dtype=np.uint8)
        wide[:, :width] = image
        small = halfway(image)
        wide[height - small.shape[0] :, -small.shape[1] :] = small
        seen = watcher.see(index / 15, wide)
        assert seen.people == 2
        assert seen.points[:, 0].max() < width


def test_someone_who_steps_in_front_later_is_not_followed(demo_images: list[Image]) -> None:
    height, width = demo_images[0].shape[:2]
    watcher = blaze_watcher()
    for index, image in enumerate(demo_images[:34]):
        wide = np.full((height, 2 * width, 3), 128, dtype=np.uint8)
        small = halfway(image)
        wide[height - small.shape[0] :, : small.shape[1]] = small
        if index >= 10:
            wide[:, width:] = image
        seen = watcher.see(index / 15, wide)
        assert seen.points[:, 0].max() < width
    assert seen.people == 2


def test_an_empty_room_gives_missing_points_and_no_people(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    room = np.kron(random.integers(60, 200, (12, 8, 3)), np.ones((20, 20, 1))).astype(np.uint8)
    clip = write_clip(tmp_path / "room.mp4", times_ms=[50 * i for i in range(25)], images=[room] * 25)
    recording = capture(clip, PLAIN)
    assert np.isnan(recording.motion.points).all()
    assert (recording.motion.confidence == 0).all()
    assert recording.frame_facts is not None
    assert not recording.frame_facts.people.any()


def test_nothing_native_reaches_standard_error(demo_clip: Path) -> None:
    program = (
        "from pathlib import Path; from evenstride.capture import CaptureOptions, capture\n"
        f"capture(Path({str(demo_clip)!r}), CaptureOptions(cache=False))"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_what_others_write_meanwhile_still_arrives(capfd: pytest.CaptureFixture[str]) -> None:
    with interpreter._native_notice_held_back():
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\nsomething real\n")
    assert capfd.readouterr().err == "something real\n"


def test_without_a_standard_error_the_model_loads_all_the_same() -> None:
    program = (
        "import os, sys; os.close(2); sys.stderr = None\n"
        "from evenstride.capture.backends.blaze.detector import Detector\n"
        "Detector(); print('loaded')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "loaded\n"


def test_trimming_changes_no_output() -> None:
    whole, trimmed = Network(LANDMARKER, (0, 1, 2, 3, 4)), Network(LANDMARKER, (0, 1, 3))
    image = np.random.default_rng(4).random((1, 256, 256, 3), dtype=np.float32)
    everything, wanted = whole.run(image), trimmed.run(image)
    for mine, theirs in zip(wanted, (everything[0], everything[1], everything[3]), strict=True):
        assert np.array_equal(mine, theirs)


def test_the_files_are_those_we_know() -> None:
    for file in (DETECTOR, LANDMARKER):
        assert file.fault() is None
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256


@pytest.mark.parametrize(("content", "reason"), [(None, "missing"), (b"something else", "damaged")])
def test_a_model_that_is_not_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, reason: str
) -> None:
    monkeypatch.setattr(ModelFile, "path", property(lambda self: tmp_path / self.name))
    monkeypatch.setattr(ModelFile.fault, "__defaults__", (tmp_path,))
    if content:
        (tmp_path / DETECTOR.name).write_bytes(content)
    interpreter._trimmed.cache_clear()
    with pytest.raises(BackendError, match=reason):
        Network(DETECTOR, (0, 1))
    interpreter._trimmed.cache_clear()


def test_importing_the_room_is_light() -> None:
    heavy = "{'av', 'cv2', 'ai_edge_litert', 'onnxruntime', 'scipy', 'tqdm', 'platformdirs'}"
    program = f"import sys, evenstride.capture; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
