"""From a video file to a motion: reading, pose backends, the cache.

Importing this room loads neither a video library nor a model; the first clip does.
"""

from evenstride.capture.backends import PoseBackend, backend_names
from evenstride.capture.backends.replay import read_poses, write_poses
from evenstride.capture.front import capture
from evenstride.capture.reading import ClipReader, stream_frames
from evenstride.capture.recording import (
    BackendInfo,
    CaptureOptions,
    Frame,
    FrameFacts,
    Progress,
    Recording,
    VideoFacts,
)
from evenstride.capture.stills import frames_at

__all__ = [
    "BackendInfo",
    "CaptureOptions",
    "ClipReader",
    "Frame",
    "FrameFacts",
    "PoseBackend",
    "Progress",
    "Recording",
    "VideoFacts",
    "backend_names",
    "capture",
    "frames_at",
    "read_poses",
    "stream_frames",
    "write_poses",
]
