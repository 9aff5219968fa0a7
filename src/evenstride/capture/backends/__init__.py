"""Pose backends: each registers itself, loads its libraries only when asked to record, and returns the same type."""

from evenstride.capture.backends import blazepose, replay, rtmpose
from evenstride.capture.backends.registry import PoseBackend, backend, backend_names, registration

__all__ = ["PoseBackend", "backend", "backend_names", "blazepose", "registration", "replay", "rtmpose"]
