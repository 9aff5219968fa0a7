"""What all backends that look at pictures share: the loop over a clip's frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.backends.mirroring import blended
from evenstride.capture.backends.telling_apart import told_apart
from evenstride.capture.content import content_sha256
from evenstride.capture.frame_facts import FrameWatcher
from evenstride.capture.reading import ClipReader
from evenstride.capture.recording import BackendInfo, CaptureOptions, Image, Progress, Recording
from evenstride.capture.upright import mirrored
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """What was seen in one frame.

    Parameters
    ----------
    points
        (19, 2) px of the person followed, NaN where missing.
    confidence
        (19,) from 0 to 1.
    depth
        (19,) px, NaN where missing.
    people
        How many people there are, as of the last count.
    mirrored
        Whether the model was shown the mirror image.
    """

    points: Floats
    confidence: Floats
    depth: Floats
    people: int
    mirrored: bool

    @classmethod
    def nobody(cls, people: int = 0, mirrored: bool = False) -> Seen:
        """Return a frame in which the person could not be found."""
        count = len(BODY.keypoints)
        return cls(np.full((count, 2), np.nan), np.zeros(count), np.full(count, np.nan), people, mirrored)


class Watcher(Protocol):
    """Follows one person through the frames of one clip."""

    def see(self, time_s: float, image: Image) -> Seen:
        """Return what is seen in the next frame."""
        ...


def watch(
    watcher: Watcher, path: Path, options: CaptureOptions, info: BackendInfo, progress: Progress | None
) -> Recording:
    """Show every sampled frame of the clip to `watcher` and return the recording."""
    import cv2

    # OpenCV's own threads would fight over the cores with the other clips'.
    cv2.setNumThreads(1)
    times: list[float] = []
    seen: list[Seen] = []
    facts = FrameWatcher()
    with ClipReader(path) as reader:
        for frame in reader.frames(options.max_fps):
            image = mirrored(frame.image) if options.mirror else frame.image
            now = watcher.see(frame.time_s, image)
            facts.see(frame.time_s, image, now.points, now.people)
            times.append(frame.time_s)
            seen.append(now)
            if progress and reader.promised_s:
                progress(min(1.0, frame.time_s / reader.promised_s))
        video = reader.facts
    looks = np.array([s.mirrored for s in seen], dtype=np.bool_)
    motion = told_apart(
        Motion(
            times=np.array(times),
            points=np.array([s.points for s in seen]),
            confidence=np.array([s.confidence for s in seen]),
            size_px=video.size_px,
            depth=np.array([s.depth for s in seen]),
        )
    )
    if motion.depth is not None:
        motion = replace(motion, points=blended(motion.points, looks), depth=blended(motion.depth, looks))
    if progress:
        progress(1.0)
    return Recording(path, content_sha256(path), video, motion, facts.facts(), info)
