"""The front door of this room: a clip in, its recording out, from the cache if it was seen before."""

from __future__ import annotations

from pathlib import Path

from evenstride.capture.backends import registration
from evenstride.capture.cache import PoseCache, cache_folder, cache_key
from evenstride.capture.content import content_sha256
from evenstride.capture.opening import check_file
from evenstride.capture.recording import CaptureOptions, Progress, Recording

_DEFAULTS = CaptureOptions()


def capture(path: Path, options: CaptureOptions = _DEFAULTS, progress: Progress | None = None) -> Recording:
    """Return the poses in a clip.

    Safe to call from several threads at once, each with a clip of its own: that is how several clips fill the cores.

    Parameters
    ----------
    path
        A video; with the backend ``replay``, a file of poses.
    options
        Which backend, how many frames a second, which cache.
    progress
        Called with the fraction done, from 0 to 1.

    Raises
    ------
    UnknownBackendError
        If nobody registered `options.backend`.
    ClipError
        If the clip cannot be used, with the reason and what to do.
    BackendError
        If the pose model cannot be used.
    """
    path = Path(path)
    entry = registration(options.backend)
    check_file(path)
    if not (options.cache and entry.cached):
        return entry.make().record(path, options, progress)
    cache = PoseCache(cache_folder(options))
    key = cache_key(content_sha256(path), entry.info(options), options)
    kept = cache.load(key, path)
    if kept is not None:
        if progress:
            progress(1.0)
        return kept
    recording = entry.make().record(path, options, progress)
    cache.keep(key, recording)
    return recording
