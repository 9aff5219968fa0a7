"""A clip as a recording: a video is posed, a file of poses is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evenstride.capture import BackendInfo, CaptureOptions, Recording, VideoFacts, capture, write_poses
from evenstride.capture import Progress as Heard
from evenstride.capture.content import content_sha256
from evenstride.capture.opening import check_file
from evenstride.exchange.poses import PoseSource, is_pose_file, pose_source, read_motion
from evenstride.model.motion import Motion
from evenstride.pipeline.requests import ClipRequest

REPLAY = "replay"
"""The pose backend of files of poses: there is no frame to show."""


def shows_pictures(path: Path, backend: str) -> bool:
    """Tell whether a clip has frames to show, rather than being a file of poses."""
    return backend != REPLAY and not is_pose_file(path)


def recording_of(request: ClipRequest, options: CaptureOptions, heard: Heard | None = None) -> Recording:
    """Return the recording of one clip.

    Raises
    ------
    ClipError
        If it cannot be used at all.
    """
    source = pose_source(request.path)
    if source is not None:
        return _read(request, source, mirror=options.mirror, heard=heard)
    if is_pose_file(request.path):
        options = replace(options, backend=REPLAY)
    return capture(request.path, options, heard)


def import_poses(source: PoseSource, target: Path, *, rate_hz: float | None = None, view: str | None = None) -> Motion:
    """Write poses of another program as a file of ours, which `recording_of` reads; return the motion in them.

    Raises
    ------
    PoseFileError
        If it holds no poses that we know; see `evenstride.exchange.poses.read_motion`.
    OSError
        If `target` cannot be written.
    """
    motion = read_motion(source, rate_hz=rate_hz, view=view)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_poses(motion, target)
    return motion


def _read(request: ClipRequest, source: PoseSource, *, mirror: bool, heard: Heard | None) -> Recording:
    if not source.file.is_dir():
        check_file(source.file)
    motion = read_motion(source, view=request.view)
    if mirror:
        motion = motion.mirrored()
    rate_hz = motion.rate_hz
    duration_s = float(motion.times[-1]) + (1 / rate_hz if rate_hz else 0.0)
    facts = VideoFacts(motion.size_px, rate_hz, duration_s, "poses", frames=len(motion))
    if heard:
        heard(1.0)
    info = BackendInfo(REPLAY, source.form, "")
    return Recording(request.path, content_sha256(source.file), facts, motion, None, info)
