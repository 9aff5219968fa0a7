"""What a file is, told by its content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_BLOCK = 1 << 20


def content_sha256(path: Path) -> str:
    """Return the SHA-256 of the file's content in hexadecimal; a file that has not changed is read once."""
    status = path.stat()
    return _sha256(path.resolve(), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)
def _sha256(path: Path, size: int, modified_ns: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
