"""``evenstride doctor``: whether everything is in place."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

import click

from evenstride._version import __version__
from evenstride.cli.saying import say
from evenstride.errors import OutputFolderError

NOT_IN_PLACE = 3
_DECODERS = {"H.264": "h264", "HEVC": "hevc", "VP9": "vp9", "AV1": "libdav1d", "GIF": "gif"}
_ENCODER = "libx264"
_EXTRAS = {
    "rtmpose": ("onnxruntime",),
    "xarray": ("xarray",),
    "postgres": ("psycopg",),
    "lab": ("ezc3d", "pyarrow"),
    "clinic": ("fhir",),
    "watch": ("fitdecode",),
}


@dataclass(frozen=True, slots=True)
class Check:
    """What one look found: `needed` says whether Evenstride can do its work without it."""

    well: bool
    said: str
    needed: bool = True

    @property
    def line(self) -> str:
        """The check as one line."""
        sign = "ok  " if self.well else "FAIL" if self.needed else "--  "
        return f"{sign}  {self.said}"


def run() -> None:
    """Print one line per check; leave with 3 if something that is needed is not in place."""
    found = [check() for check in CHECKS]
    for check in found:
        say(check.line)
    if any(check.needed and not check.well for check in found):
        raise click.exceptions.Exit(NOT_IN_PLACE)


def python(version: tuple[int, ...] = sys.version_info[:2]) -> Check:
    """Look at the interpreter."""
    said = f"Evenstride {__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Check((3, 11) <= version < (3, 13), said)


def pose_model() -> Check:
    """Look at the model files that ship with the package, to the last byte."""
    from evenstride.capture.model_files import FILES

    faults = [fault for file in FILES if (fault := file.fault())]
    if faults:
        return Check(False, f"pose model: {'; '.join(faults)}; install Evenstride again")
    return Check(True, "pose model: in place, checksums right")


def codecs() -> Check:
    """Look for what reads phone clips and writes annotated ones."""
    try:
        from av.codec import Codec
        from av.codec.codec import UnknownCodecError
    except ImportError as problem:
        return Check(False, f"video: PyAV cannot be loaded ({problem}); install Evenstride again")

    def lacks(codec: str, mode: Literal["r", "w"]) -> bool:
        try:
            Codec(codec, mode)
        except UnknownCodecError:
            return True
        return False

    missing = [name for name, codec in _DECODERS.items() if lacks(codec, "r")]
    missing += ["writing H.264"] if lacks(_ENCODER, "w") else []
    if missing:
        return Check(False, f"video: this PyAV lacks {', '.join(missing)}; install PyAV from its own wheel")
    return Check(True, f"video: reads {', '.join(_DECODERS)}; writes H.264")


def pose_cache() -> Check:
    """Look whether poses can be kept."""
    from evenstride.capture.cache import cache_folder
    from evenstride.capture.recording import CaptureOptions
    from evenstride.exchange.folder import probe

    folder = cache_folder(CaptureOptions())
    try:
        probe(folder)
    except OutputFolderError as problem:
        said = f"pose cache: {folder} cannot be written ({problem.reason}); no second look will be quick"
        return Check(False, said, needed=False)
    return Check(True, f"pose cache: {folder}")


def extras() -> Check:
    """Look for the optional parts."""
    there = [name for name, modules in _EXTRAS.items() if all(find_spec(module) for module in modules)]
    absent = [name for name in _EXTRAS if name not in there]
    if absent:
        said = f"optional: {', '.join(absent)} not installed (pip install 'evenstride[{','.join(absent)}]')"
        return Check(False, said, needed=False)
    return Check(True, f"optional: {', '.join(there)}")


CHECKS: tuple[Callable[[], Check], ...] = (python, pose_model, codecs, pose_cache, extras)
