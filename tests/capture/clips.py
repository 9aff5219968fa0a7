"""Tiny clips, encoded on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

RED, GREEN, BLUE, WHITE = (230, 20, 20), (20, 200, 20), (20, 20, 230), (240, 240, 240)
SIZE = (128, 96)
MILLISECOND = Fraction(1, 1000)


def corners(index: int = 0, size: tuple[int, int] = SIZE) -> Image:
    """A picture whose corners are red, green (top), blue, white (bottom), and whose middle brightens with `index`."""
    width, height = size
    image = np.full((height, width, 3), 90, dtype=np.uint8)
    half_w, half_h = width // 3, height // 3
    image[:half_h, :half_w] = RED
    image[:half_h, -half_w:] = GREEN
    image[-half_h:, :half_w] = BLUE
    image[-half_h:, -half_w:] = WHITE
    image[half_h:-half_h, half_w:-half_w] = min(250, 10 + 4 * index)
    return image


def index_of(image: Image) -> int:
    """Which frame this is, read off its middle."""
    height, width = image.shape[:2]
    middle = image[height // 2 - 6 : height // 2 + 6, width // 2 - 6 : width // 2 + 6]
    return round((float(middle.mean()) - 10) / 4)


def corner_names(image: Image) -> str:
    """The colours of the corners: top left, top right, bottom left, bottom right."""
    names = {"r": RED, "g": GREEN, "b": BLUE, "w": WHITE}
    height, width = image.shape[:2]
    spots = [(y, x) for y in (height // 6, height - height // 6) for x in (width // 6, width - width // 6)]
    return "".join(min(names, key=lambda n: np.abs(image[spot].astype(float) - names[n]).sum()) for spot in spots)


def write_clip(
    path: Path,
    *,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times_ms: Sequence[int] | None = None,
    count: int = 40,
    rate: int = 30,
    rotation_deg: float = 0,
    hflip: bool = False,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    images: Sequence[Image] | None = None,
    sound: bool = False,
    timecode: str | None = None,
) -> Path:
    """Encode a clip; frame times are `times_ms`, or those of the rate."""
    quiet = {"libx265": {"x265-params": "log-level=none"}, "libsvtav1": {"preset": "12"}}.get(codec, {})
    if times_ms is None:
        times_ms = [round(i * 1000 / rate) for i in range(count)]
    pictures = images or [corners(i) for i in range(len(times_ms))]
    with av.open(str(path), "w", options=container_options or {}) as container:
        stream: Any = container.add_stream(codec, rate=rate, options={**quiet, **(options or {})})
        height, width = pictures[0].shape[:2]
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        fixed_rate = codec in ("mpeg4", "mjpeg", "gif")
        stream.codec_context.time_base = Fraction(1, rate) if fixed_rate else MILLISECOND
        if rotation_deg or hflip:
            stream.set_display_rotation(rotation_deg, hflip=hflip)
        if timecode:
            stream.metadata["timecode"] = timecode
        audio: Any = container.add_stream("aac", rate=16000) if sound else None
        for index, (time_ms, picture) in enumerate(zip(times_ms, pictures, strict=True)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = index if fixed_rate else time_ms
            frame.time_base = stream.codec_context.time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if audio:
            _silence(container, audio, times_ms[-1])
    return path


def write_sound(path: Path, seconds: float = 2.0, codec: str = "aac") -> Path:
    """Encode a file with sound alone."""
    with av.open(str(path), "w") as container:
        _silence(container, container.add_stream(codec, rate=16000), round(seconds * 1000))
    return path


def _silence(container: Any, stream: Any, length_ms: int) -> None:
    samples = stream.codec_context.frame_size or 1024
    for index in range(length_ms * 16 // samples + 1):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, samples), dtype=np.float32), format="fltp", layout="mono")
        frame.sample_rate = 16000
        frame.pts = index * samples
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
