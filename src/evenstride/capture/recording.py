"""What goes into `capture` and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from evenstride.model.motion import Floats, Motion

Image = NDArray[np.uint8]
"""(H, W, 3) RGB, upright."""

Progress = Callable[[float], None]
"""Called with the fraction done, from 0 to 1."""

DEFAULT_MAX_FPS = 30.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a clip.

    Parameters
    ----------
    time_s
        Seconds since the clip's first picture, by the container's clock.
    image
        (H, W, 3) RGB, upright, square pixels.
    """

    time_s: float
    image: Image


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What the file itself says, checked against what was decoded.

    Parameters
    ----------
    size_px
        Width and height of the upright picture.
    fps
        Mean frames per second of the file, from its timestamps (not of the frames that were posed).
    duration_s
        From the first picture to the end of the last.
    codec
        The codec's short name, such as ``h264``; ``poses`` for a pose file.
    rotation_deg
        Clockwise turn that makes the stored picture upright: 0, 90, 180 or 270.
    frames
        Pictures in the file, or None where they were not counted.
    complete
        False if the file promises more than could be decoded, as an interrupted copy does.
    """

    size_px: tuple[int, int]
    fps: float
    duration_s: float
    codec: str
    rotation_deg: int = 0
    frames: int | None = None
    complete: bool = True


@dataclass(frozen=True, eq=False)
class FrameFacts:
    """What the posed frames looked like; every array is (T,), one value a frame.

    Parameters
    ----------
    brightness
        Mean grey level of the person's box, 0 to 255.
    sharpness
        Variance of the Laplacian of the person's box scaled to 256 x 256 px; falls with blur.
    camera_shift
        How far the background moved since the previous frame, as a fraction of the picture's diagonal. Measured five
        times a second and spread evenly over the frames between; NaN where too little background could be followed.
    camera_roll_deg
        How far the background has turned in the picture since the first frame, clockwise, degrees.
    people
        How many people were seen, counted about once a second and held in between.
    """

    brightness: Floats
    sharpness: Floats
    camera_shift: Floats
    camera_roll_deg: Floats
    people: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BackendInfo:
    """Which pose model looked: its backend's name, its variant, and the SHA-256 of its weights (empty for none)."""

    name: str
    model: str
    sha256: str


@dataclass(frozen=True, eq=False)
class Recording:
    """One clip, posed.

    Parameters
    ----------
    path
        The file as it was named.
    sha256
        Of the file's content.
    facts
        What the file says.
    motion
        The keypoints, raw: as the pose model saw them, unfiltered. Frames in which nobody was found are NaN.
    frame_facts
        What the frames looked like, or None when there were no pictures to look at.
    backend
        Which pose model it was.
    """

    path: Path
    sha256: str
    facts: VideoFacts
    motion: Motion
    frame_facts: FrameFacts | None
    backend: BackendInfo


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """How to look at a clip.

    Parameters
    ----------
    backend
        A registered pose backend: ``blazepose``, ``replay`` or ``rtmpose``.
    max_fps
        Clips with more frames a second are sampled down to this before the pose model sees them.
    cache
        Whether to keep poses for a second look.
    cache_dir
        Where to keep them; None for the user's cache folder (or ``EVENSTRIDE_CACHE``).
    mirror
        Analyse the picture flipped left to right; the points returned are those of the flipped picture.
    weights
        The model file, for backends that take one.
    weights_url
        Where to fetch it from instead, with what it must hash to: ``https://.../model.zip#sha256=...``. Fetched once
        and kept. Without this option nothing ever touches the network.
    """

    backend: str = "blazepose"
    max_fps: float = DEFAULT_MAX_FPS
    cache: bool = True
    cache_dir: Path | None = None
    mirror: bool = False
    weights: Path | None = None
    weights_url: str | None = None
