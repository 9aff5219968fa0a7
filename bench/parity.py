"""How close our BlazePose is to mediapipe's own, and how fast each is.

    python -m bench.parity --peer-python PATH [CLIP ...]

PATH is a Python with mediapipe and av (``pip install mediapipe==0.10.21 av``). Each clip is posed by both in turn, on
the same frames, so that both meet the same machine. Distances are in % of the person's height in the picture.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenstride.capture import CaptureOptions, Recording, capture
from evenstride.capture.backends.blazepose import ORDER

DATA = Path(__file__).parents[2] / "shared" / "data"
PLAIN = CaptureOptions(max_fps=1000.0, cache=False)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One clip: distances (N,) in % of height, trembling of each, and frames a second of each by wall and by CPU."""

    name: str
    frames: int
    distance_pct: Floats
    trembling_pct: tuple[float, float]
    fps: tuple[float, float]
    cpu_fps: tuple[float, float]


def compared(path: Path, peer_python: Path) -> Row:
    """Pose one clip with both and compare the frames that both posed."""
    started, used = time.perf_counter(), time.process_time()
    ours = capture(path, PLAIN)
    wall_s, cpu_s = time.perf_counter() - started, time.process_time() - used
    theirs = peer(path, peer_python)
    times_s = np.array(theirs["times_s"]) - theirs["times_s"][0]
    nobody = [[np.nan, np.nan]] * 33
    points = np.array([nobody if p is None else p for p in theirs["points"]])[:, list(ORDER)]
    matched = points[[int(np.abs(times_s - t).argmin()) for t in ours.motion.times]]
    height = np.nanmedian(np.nanmax(np.ptp(matched, axis=1), axis=1))
    distance = np.linalg.norm(ours.motion.points - matched, axis=-1) / height * 100
    count = len(ours.motion)
    return Row(
        path.name,
        count,
        distance[np.isfinite(distance)],
        (trembling(ours.motion.points, height), trembling(matched, height)),
        (count / wall_s, len(times_s) / theirs["wall_s"]),
        (count / cpu_s, len(times_s) / theirs["cpu_s"]),
    )


def peer(path: Path, peer_python: Path) -> dict[str, Any]:
    """Return what mediapipe sees in the clip."""
    script = Path(__file__).with_name("parity_peer.py")
    done = subprocess.run([peer_python, script, path], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def trembling(points: Floats, height: float) -> float:
    """Return the median second difference from frame to frame, in % of height."""
    return float(np.nanmedian(np.abs(np.diff(points, n=2, axis=0))) / height * 100)


def two_at_once(path: Path) -> float:
    """Return how many times faster two threads pose the same clip twice than one after the other."""

    def pose(_: int) -> Recording:
        return capture(path, PLAIN)

    started = time.perf_counter()
    for turn in range(2):
        pose(turn)
    in_turn_s = time.perf_counter() - started
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(pose, range(2)))
    return in_turn_s / (time.perf_counter() - started)


def default_clips() -> list[Path]:
    """Return the real clips that lie beside the repository."""
    return [*sorted((DATA / "squat_phone").glob("*.mov")), DATA / "bird_dog_phone" / "bird_dog.mp4"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="*", type=Path)
    parser.add_argument("--peer-python", type=Path, required=True)
    arguments = parser.parse_args()
    clips = arguments.clips or default_clips()
    capture(clips[0], PLAIN)  # the model is loaded once per process
    rows = [compared(clip, arguments.peer_python) for clip in clips]
    print(f"{'clip':24}{'frames':>7}{'median %':>10}{'95th %':>8}{'trembling %':>16}{'fps':>14}{'CPU fps':>14}")
    for row in rows:
        print(
            f"{row.name:24}{row.frames:7}{np.median(row.distance_pct):10.2f}{np.percentile(row.distance_pct, 95):8.2f}"
            f"{row.trembling_pct[0]:8.3f}{row.trembling_pct[1]:8.3f}"
            f"{row.fps[0]:7.1f}{row.fps[1]:7.1f}{row.cpu_fps[0]:7.1f}{row.cpu_fps[1]:7.1f}"
        )
    together = np.concatenate([row.distance_pct for row in rows])
    print(f"all: median {np.median(together):.2f} %, 95th percentile {np.percentile(together, 95):.2f} %")
    print("pairs are ours, mediapipe's")
    print(f"two clips in two threads: {two_at_once(clips[-1]):.2f} times as fast as one after the other")


if __name__ == "__main__":
    main()
