"""What ships with the package is read once, whoever asks first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from threading import RLock
from typing import TypeVar

T = TypeVar("T")
_READING = RLock()
"""One for all files: msgspec crashes the interpreter where two threads have it take classes apart at once."""


def read_once(read: Callable[[], T]) -> Callable[[], T]:
    """Return `read` such that it is called once and its result kept, whichever threads ask at the same moment."""
    kept = cache(read)

    @wraps(read)
    def first() -> T:
        with _READING:
            return kept()

    return first
