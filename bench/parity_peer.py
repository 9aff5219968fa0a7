"""The peer's side of `bench.parity`: a bare loop over one clip with mediapipe itself.

Runs under a Python that has mediapipe and av, without evenstride; prints one JSON object.
"""

from __future__ import annotations

import json
import sys
import time

import av
import mediapipe


def main(path: str) -> None:
    """Pose every frame of the clip and print times, points and how long it took."""
    pose = mediapipe.solutions.pose.Pose(static_image_mode=False, model_complexity=1, smooth_landmarks=False)
    times_s, points = [], []
    started, used = time.perf_counter(), time.process_time()
    with pose, av.open(path) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        for frame in container.decode(stream):
            image = frame.to_ndarray(format="rgb24")
            height, width = image.shape[:2]
            found = pose.process(image).pose_landmarks
            times_s.append(float(frame.pts * frame.time_base))
            points.append([[p.x * width, p.y * height] for p in found.landmark] if found else None)
        wall_s, cpu_s = time.perf_counter() - started, time.process_time() - used
    print(json.dumps({"times_s": times_s, "points": points, "wall_s": wall_s, "cpu_s": cpu_s}))


if __name__ == "__main__":
    main(sys.argv[1])
