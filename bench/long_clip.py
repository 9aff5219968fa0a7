"""Clips of any length out of a short real one, for timing: forwards, backwards, forwards, ...

    python -m bench.long_clip SOURCE TARGET [--seconds 15] [--fps 30|60]

Made into the folder that is named and never kept in the repository. At 60 frames a second every other picture is the
mean of its neighbours. As phones write it: H.264, 10 Mbit/s at 30 and 15 at 60 frames a second, a key frame a second.
Long clips repeat the packets of a shorter one and need no encoding.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.uint8]

SOURCE_FPS = 30
MEGABITS_PER_S = {30: 10, 60: 15}


def make(source: Path, target: Path, seconds: float, fps: int = SOURCE_FPS) -> Path:
    """Write about `seconds` of the source, there and back again, at `fps`; return where."""
    with av.open(str(source)) as container:
        frames = container.decode(video=0)
        pictures = [np.asarray(frame.to_ndarray(format="yuv420p"), dtype=np.uint8) for frame in frames]
    wanted = islice(_at(fps, cycle([*pictures, *pictures[-2:0:-1]])), round(seconds * fps))
    with av.open(str(target), "w") as movie:
        stream: Any = movie.add_stream("libx264", rate=fps)
        stream.height, stream.width = pictures[0].shape[0] * 2 // 3, pictures[0].shape[1]
        stream.pix_fmt = "yuv420p"
        stream.bit_rate = MEGABITS_PER_S[fps] * 1_000_000
        stream.codec_context.gop_size = fps
        stream.codec_context.options = {"preset": "veryfast", "bf": "0", "flags": "+cgop"}
        for planes in wanted:
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(planes, format="yuv420p")))
        movie.mux(stream.encode(None))
    return target


def repeated(source: Path, target: Path, times: int) -> Path:
    """Write a clip that `make` made so many times in a row, packet by packet; return where."""
    with av.open(str(target), "w") as movie:
        stream: Any = None
        start = 0
        for _ in range(times):
            with av.open(str(source)) as container:
                video = container.streams.video[0]
                if stream is None:
                    stream = movie.add_stream_from_template(video)
                for packet in container.demux(video):
                    if packet.pts is None or packet.dts is None:
                        continue
                    packet.pts, packet.dts, packet.stream = packet.pts + start, packet.dts + start, stream
                    movie.mux(packet)
                start += round((video.frames / (video.average_rate or SOURCE_FPS)) / (video.time_base or Fraction(1)))
    return target


def _at(fps: int, pictures: Iterator[Planes]) -> Iterator[Planes]:
    """Yield the pictures at 30 or 60 a second."""
    if fps == SOURCE_FPS:
        yield from pictures
        return
    for now, following in pairwise(pictures):
        yield now
        yield ((now.astype(np.uint16) + following + 1) // 2).astype(np.uint8)


def main() -> None:
    """Write one clip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--fps", type=int, choices=MEGABITS_PER_S, default=SOURCE_FPS)
    arguments = parser.parse_args()
    make(arguments.source, arguments.target, arguments.seconds, arguments.fps)


if __name__ == "__main__":
    main()
