"""The least that can be done: decode a clip, pose every picture, keep nothing. What `bench.speed` measures against.

    python bench/bare_loop.py mediapipe|ours CLIP

``mediapipe`` runs under a Python that has mediapipe and av, without evenstride; ``ours`` is the same landmark model as
evenstride runs it, without sampling, picture checks or report.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import av

See = Callable[[float, Any], bool]
"""Takes a picture's time in seconds and its (H, W, 3) RGB; returns whether somebody was seen."""


def peer() -> See:
    """Return mediapipe's own pose solution, as it comes."""
    import mediapipe  # type: ignore[import-not-found]  # of the peer's Python

    pose = mediapipe.solutions.pose.Pose(model_complexity=1)
    return lambda _, image: pose.process(image).pose_landmarks is not None


def ours() -> See:
    """Return our follower."""
    import numpy as np

    from evenstride.capture.backends.blazepose import blaze_watcher

    watcher = blaze_watcher()
    return lambda time_s, image: bool(np.isfinite(watcher.see(time_s, image).points).any())


def main(model: str, path: str) -> None:
    """Print how many pictures there were, and in how many somebody was seen."""
    see = {"mediapipe": peer, "ours": ours}[model]()
    with av.open(path) as container:
        seen = [see(frame.time or 0.0, frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]
    print(len(seen), sum(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
