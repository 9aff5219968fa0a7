"""Where things that can be made again are kept. Needs nothing but the standard library and the specs."""

from __future__ import annotations

import os
from pathlib import Path

from bench.phantom.spec import ClipSpec, content_hash


def cache_dir() -> Path:
    """Return the folder for everything the bench can make again: ``EVENSTRIDE_BENCH_CACHE`` or the user's own cache.

    Outside the checkout, so that hours of rendering outlive it.
    """
    given = os.environ.get("EVENSTRIDE_BENCH_CACHE")
    return Path(given) if given else Path.home() / ".cache" / "evenstride-bench"


def clip_folder(spec: ClipSpec, root: Path | None = None) -> Path:
    """Return the folder a clip has, or would have once rendered."""
    return (root or cache_dir() / "clips") / content_hash(spec)


def is_rendered(folder: Path) -> bool:
    """Say whether a clip's folder is complete."""
    return (folder / "truth.json").exists()
