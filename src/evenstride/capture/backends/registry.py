"""The registry of pose backends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evenstride.capture.recording import BackendInfo, CaptureOptions, Progress, Recording
from evenstride.errors import UnknownBackendError


class PoseBackend(Protocol):
    """Anything that turns a file into a recording."""

    def record(self, path: Path, options: CaptureOptions, progress: Progress | None) -> Recording:
        """Return the poses in the file.

        Raises
        ------
        ClipError
            If the file cannot be used.
        BackendError
            If the model is missing, damaged or not installed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registry knows of a backend without loading its model.

    Parameters
    ----------
    name
        What `--pose` calls it.
    make
        Returns a backend ready to record; may load libraries.
    info
        Which model the options select, or raises if it is not there; part of the cache key.
    cached
        Whether its recordings are worth keeping.
    """

    name: str
    make: Callable[[], PoseBackend]
    info: Callable[[CaptureOptions], BackendInfo]
    cached: bool = True


_REGISTERED: dict[str, Registration] = {}


def backend(
    name: str, info: Callable[[CaptureOptions], BackendInfo], *, cached: bool = True
) -> Callable[[type[PoseBackend]], type[PoseBackend]]:
    """Register a class as the pose backend called `name`."""

    def register(cls: type[PoseBackend]) -> type[PoseBackend]:
        _REGISTERED[name] = Registration(name, cls, info, cached)
        return cls

    return register


def backend_names() -> tuple[str, ...]:
    """Return the names of all backends, sorted."""
    return tuple(sorted(_REGISTERED))


def registration(name: str) -> Registration:
    """Return the backend called `name`.

    Raises
    ------
    UnknownBackendError
        If nobody registered it.
    """
    if name not in _REGISTERED:
        raise UnknownBackendError(name, backend_names())
    return _REGISTERED[name]
