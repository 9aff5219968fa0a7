"""RTMPose on ONNX Runtime: a second opinion, with weights of one's own.

The model is any RTMPose with the 26 keypoints of Halpe ("body with feet"), as OpenMMLab publishes them: an ONNX file,
or the ZIP archive that holds it. Nothing is fetched unless an address with a checksum is given.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.backends.following import PoseWatcher
from evenstride.capture.backends.mirroring import swap
from evenstride.capture.backends.pose import Pose
from evenstride.capture.backends.region import Region
from evenstride.capture.backends.registry import backend
from evenstride.capture.backends.watching import watch
from evenstride.capture.cache import cache_folder
from evenstride.capture.content import content_sha256
from evenstride.capture.fetching import FetchError, Source, fetched
from evenstride.capture.recording import BackendInfo, CaptureOptions, Image, Progress, Recording
from evenstride.errors import BackendError
from evenstride.model.skeleton import BODY

Floats = NDArray[np.float64]

NAME = "rtmpose"
KEYPOINTS = 26
_HALPE_OF_PART: Final = {
    "nose": 0, "ear": 3, "shoulder": 5, "elbow": 7, "wrist": 9,
    "hip": 11, "knee": 13, "ankle": 15, "toe": 20, "heel": 24,
}  # fmt: skip
"""Halpe's index of the left of each pair; the right is the next one. Its big toe is our toe."""

ORDER = tuple(_HALPE_OF_PART[k.part] + (k.side == "right") for k in BODY.keypoints)
_SWAPPED = swap(tuple((left, left + 1) for left in (*range(1, 16, 2), 20, 22, 24)), KEYPOINTS)
_SHOULDERS, _HIPS = slice(5, 7), slice(11, 13)
_MEAN = np.array([123.675, 116.28, 103.53], dtype=np.float32)
_SPREAD = np.array([58.395, 57.12, 57.375], dtype=np.float32)
_BINS_PER_PIXEL = 2
_SURE = 0.3
_ADVICE = (
    "give an RTMPose Halpe-26 model: an ONNX file with --pose-weights FILE, "
    "or its address with --pose-weights 'https://...#sha256=...'"
)


def model_info(options: CaptureOptions) -> BackendInfo:
    """Return which model the options name, fetching it if they ask for that."""
    path = weights_path(options)
    return BackendInfo(NAME, path.stem, content_sha256(path))


def weights_path(options: CaptureOptions) -> Path:
    """Return the model file that the options name.

    Raises
    ------
    BackendError
        If they name none, or it is not there and cannot be fetched.
    """
    if options.weights:
        if not options.weights.is_file():
            raise BackendError(NAME, f"there is no model file {options.weights}", _ADVICE)
        return options.weights
    if not options.weights_url:
        raise BackendError(NAME, "it ships without weights", _ADVICE)
    try:
        return fetched(Source.parse(options.weights_url), cache_folder(options) / "weights")
    except FetchError as error:
        raise BackendError(NAME, str(error), "check the network and the address, or give a file") from None


@backend(NAME, model_info)
class RtmPose:
    """Follows one person with RTMPose; raw keypoints, nothing smoothed."""

    def record(self, path: Path, options: CaptureOptions, progress: Progress | None) -> Recording:
        """Return the poses of the person in the clip."""
        from evenstride.capture.backends.blaze.detector import Detector

        watcher = PoseWatcher(RtmLandmarker(weights_path(options)), Detector(), ORDER)
        return watch(watcher, path, options, model_info(options), progress)


class RtmLandmarker:
    """Places Halpe's 26 keypoints; one per thread.

    Parameters
    ----------
    weights
        The model, ONNX or a ZIP archive that holds one.
    """

    def __init__(self, weights: Path) -> None:
        self._session = _session(weights)
        entry = self._session.get_inputs()[0]
        _, _, self._height, self._width = entry.shape
        self._input: str = entry.name

    def look(self, image: Image, region: Region, *, mirrored: bool = False) -> Pose:
        """Return the pose of the person in the region of an (H, W, 3) picture; see `LandmarkModel`."""
        # The model wants an upright body in an upright rectangle: the middle of the region, which turns with the body.
        side, margin = self._height, (self._height - self._width) // 2
        crop = region.crop(image, side)[:, margin : margin + self._width][:, :: -1 if mirrored else 1]
        pixels = ((crop.astype(np.float32) - _MEAN) / _SPREAD).transpose(2, 0, 1)[None]
        rows, columns = self._session.run(None, {self._input: np.ascontiguousarray(pixels)})
        at, score = peaks(rows[0], columns[0])
        unit = (at / _BINS_PER_PIXEL + (margin, 0)) / side
        if mirrored:
            unit, score = np.stack([1.0 - unit[:, 0], unit[:, 1]], axis=1)[_SWAPPED], score[_SWAPPED]
        points = region.to_picture(unit)
        return Pose(
            presence=float(score[: _HIPS.stop + 4].mean()),
            points=points,
            depth=np.full(KEYPOINTS, np.nan),
            visibility=score,
            circle=body_circle(points, score),
        )


def peaks(across: NDArray[np.float32], down: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """Return the position (K, 2) in bins and the score (K,), 0..1, of the peaks of two rows of classes (K, bins)."""
    at = np.stack([across.argmax(axis=1), down.argmax(axis=1)], axis=1).astype(np.float64)
    score = (across.max(axis=1) + down.max(axis=1)) / 2
    return at, np.clip(score, 0.0, 1.0).astype(np.float64)


def body_circle(points: Floats, score: Floats) -> Floats:
    """Return (2, 2) px: the middle of the hips, and where the circle around the sure points lies toward the head."""
    hips, shoulders = points[_HIPS].mean(axis=0), points[_SHOULDERS].mean(axis=0)
    sure = points[score >= _SURE]
    reach = np.linalg.norm((sure if len(sure) else points) - hips, axis=1).max()
    up = shoulders - hips
    length = float(np.linalg.norm(up))
    direction = up / length if length > 1e-6 else np.array([0.0, -1.0])
    return np.stack([hips, hips + direction * reach])


def _session(weights: Path) -> Any:
    """Return the model, loaded on one core.

    Raises
    ------
    BackendError
        If ONNX Runtime is not installed, or the file holds no such model.
    """
    try:
        import onnxruntime
    except ImportError:
        raise BackendError(NAME, "ONNX Runtime is not installed", "pip install 'evenstride[rtmpose]'") from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(_model_bytes(weights), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001  (its errors share no base class)
        raise BackendError(NAME, f"{weights.name} is no model that ONNX Runtime can load ({error})", _ADVICE) from None
    shapes = [entry.shape for entry in (*session.get_inputs(), *session.get_outputs())]
    fits = (
        len(shapes) == 3
        and len(shapes[0]) == 4
        and shapes[0][1] == 3
        and all(isinstance(length, int) and length > 0 for length in shapes[0][2:])
        and shapes[0][2] >= shapes[0][3]
        and all(len(shape) == 3 and shape[1] == KEYPOINTS for shape in shapes[1:])
    )
    if not fits:
        raise BackendError(NAME, f"{weights.name} is not an RTMPose model with {KEYPOINTS} keypoints", _ADVICE)
    return session


def _model_bytes(weights: Path) -> bytes:
    """Return the ONNX model in the file, or in the archive that the file is."""
    if not zipfile.is_zipfile(weights):
        return weights.read_bytes()
    with zipfile.ZipFile(weights) as archive:
        models = [name for name in archive.namelist() if name.endswith(".onnx")]
        if len(models) != 1:
            raise ValueError(f"the archive holds {len(models)} ONNX files")
        return archive.read(models[0])
