"""Opening a clip, and saying in one line why it cannot be opened."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenstride.errors import ClipError, MissingClipError, UnreadableClipError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_ONE_AT_A_TIME = threading.Lock()
"""Clips are opened side by side, and two threads that import PyAV at once may each see half of it."""

_STILL_FORMATS = ("image2", "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe", "heif", "avif", "ico")
_COPY_AGAIN = "copy the original from the phone again"
_USE_VIDEO = "give a video filmed with a phone (MP4, MOV, WebM, MKV, AVI or GIF)"
_MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_MATROSKA = b"\x1a\x45\xdf\xa3"


def unreadable(path: Path, reason: str, advice: str = _USE_VIDEO) -> UnreadableClipError:
    """Return the error that says why `path` cannot be used."""
    return UnreadableClipError(path, reason, advice)


def check_file(path: Path) -> None:
    """Raise the error that fits if `path` is no file with something in it that we may read."""
    try:
        if path.is_dir():
            raise unreadable(path, "this is a folder", "name the clip inside it")
        if not path.exists():
            raise MissingClipError(path)
        with path.open("rb") as file:
            if not file.read(1):
                raise unreadable(path, "the file is empty", _COPY_AGAIN)
    except PermissionError:
        raise unreadable(path, "the file may not be read", "change its permissions, or copy it elsewhere") from None
    except OSError as error:
        raise unreadable(path, f"the file cannot be read ({error.strerror or error})", _COPY_AGAIN) from None


def open_container(path: Path) -> InputContainer:
    """Open the file with libav.

    Raises
    ------
    ClipError
        With the reason, if it is missing, empty, a folder, or nothing that libav can open.
    """
    with _ONE_AT_A_TIME:
        import av

    check_file(path)
    tolerant: dict[str, Any] = {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}
    try:
        container: InputContainer = av.open(str(path), **tolerant)
    except (av.error.FFmpegError, ValueError) as error:
        raise _unopened(path, error) from None
    return container


def _unopened(path: Path, error: Exception) -> ClipError:
    """Return the error for a file that libav refuses, judged by its first bytes."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] in _MP4_BOXES or head[:4] == _MATROSKA:
        return unreadable(path, "the video is cut short: its index is missing", _COPY_AGAIN)
    return unreadable(path, f"this is not a video ({getattr(error, 'strerror', None) or error})")


def video_stream(path: Path, container: InputContainer) -> VideoStream:
    """Return the track of moving pictures.

    Raises
    ------
    UnreadableClipError
        If there is none: sound alone, a still picture, an encrypted track or an unknown codec.
    """
    from av.stream import Disposition

    if container.format.name in _STILL_FORMATS or container.format.name.endswith("_pipe"):
        raise still_picture(path)
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving:
        what = (
            "there is sound and no picture in it" if container.streams.audio else "there are no moving pictures in it"
        )
        raise unreadable(path, what)
    stream = max(moving, key=lambda s: (bool(s.disposition & Disposition.default), s.width * s.height))
    context = stream.codec_context
    if context is None or not context.codec.is_decoder:
        raise unreadable(path, "its codec is not known", "export it as H.264 in MP4")
    return stream


def still_picture(path: Path) -> UnreadableClipError:
    """Return the error for a single picture."""
    return unreadable(path, "this is a still picture, not a clip")


def encrypted(path: Path) -> UnreadableClipError:
    """Return the error for a protected track."""
    return unreadable(path, "the video is encrypted", "export an unprotected copy")


def cut_short(path: Path, duration_s: float) -> UnreadableClipError:
    """Return the error for a copy that broke off too early to be of use."""
    return unreadable(path, f"the video is cut short after {duration_s:.1f} s", _COPY_AGAIN)


def nothing_decoded(path: Path) -> UnreadableClipError:
    """Return the error for a track of which not one picture could be decoded."""
    return unreadable(path, "no picture in it could be decoded: the file is damaged or cut short", _COPY_AGAIN)
