"""The default backend: BlazePose "full", on one core per clip."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from evenstride.capture.backends.following import PoseWatcher
from evenstride.capture.backends.registry import backend
from evenstride.capture.backends.watching import watch
from evenstride.capture.model_files import DETECTOR, LANDMARKER
from evenstride.capture.recording import BackendInfo, CaptureOptions, Progress, Recording
from evenstride.model.skeleton import BODY

_LANDMARK_OF_PART: Final = {
    "nose": 0, "ear": 7, "shoulder": 11, "elbow": 13, "wrist": 15,
    "hip": 23, "knee": 25, "ankle": 27, "heel": 29, "toe": 31,
}  # fmt: skip
"""BlazePose's index of the left of each pair; the right is the next one."""

ORDER = tuple(_LANDMARK_OF_PART[k.part] + (k.side == "right") for k in BODY.keypoints)
"""Of BlazePose's landmarks, those of our skeleton, in its order."""


def model_info(options: CaptureOptions) -> BackendInfo:
    """Return which model this is; the options have no say in it."""
    del options
    both = hashlib.sha256((DETECTOR.sha256 + LANDMARKER.sha256).encode()).hexdigest()
    return BackendInfo("blazepose", "full", both)


@backend("blazepose", model_info)
class BlazePose:
    """Follows one person with BlazePose; raw landmarks, nothing smoothed."""

    def record(self, path: Path, options: CaptureOptions, progress: Progress | None) -> Recording:
        """Return the poses of the person in the clip."""
        return watch(blaze_watcher(), path, options, model_info(options), progress)


def blaze_watcher() -> PoseWatcher:
    """Return a follower of one person, for one clip."""
    from evenstride.capture.backends.blaze.detector import Detector
    from evenstride.capture.backends.blaze.landmarker import Landmarker

    return PoseWatcher(Landmarker(), Detector(), ORDER)
