"""Everything of an athlete as one zip and back again without loss: files by name, each with its hash.

The same files give the same zip, byte for byte. What comes back is checked before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from evenstride.errors import UsageError

SCHEMA = "evenstride.bundle/1"
MANIFEST = "evenstride-bundle.json"
_ADVICE = "give a zip that 'evenstride export all' wrote"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNSUPPORTED = (RuntimeError, NotImplementedError)
_AT_ONCE = 1 << 20
MOST_BYTES = 64 * 1024**3
"""A zip that claims to unfold to more than this is refused unread."""


Files = Iterable[tuple[str, Iterable[bytes]]]
"""Names with forward slashes, each with what the file holds, piece by piece."""


def write_bundle(target: IO[bytes], files: Files) -> int:
    """Write a zip of the files, none of them ever whole in memory; return how many there are.

    Raises
    ------
    ValueError
        If a name leads out of the zip, or is that of the manifest.
    """
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in files:
            if not _is_sound(name):
                raise ValueError(f"{name!r} cannot be the name of a file in a bundle")
            digest = hashlib.sha256()
            with archive.open(_entry(name), "w", force_zip64=True) as file:
                for chunk in chunks:
                    digest.update(chunk)
                    file.write(chunk)
            hashes[name] = digest.hexdigest()
        manifest = json.dumps({"schema": SCHEMA, "sha256": hashes}, ensure_ascii=False, indent=2) + "\n"
        archive.writestr(_entry(MANIFEST), manifest.encode())
    return len(hashes)


class Bundle:
    """A zip that `write_bundle` made, every file of it checked against its hash when it is opened.

    Raises
    ------
    UsageError
        If it cannot be read, is no bundle, of another schema, damaged, or holds names that lead out of it.
    """

    def __init__(self, path: Path) -> None:
        self._archive: zipfile.ZipFile | None = None
        try:
            self._archive = zipfile.ZipFile(path)
            self.names = _checked(path, self._archive)
        except OSError as problem:
            raise UsageError(f"cannot read {path} ({problem.strerror or problem})", _ADVICE) from problem
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, *_UNSUPPORTED) as problem:
            self.close()
            raise UsageError(f"{path} is no bundle, or a damaged one ({problem})", _ADVICE) from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._archive is not None:
            self._archive.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield what a file holds, piece by piece; raises KeyError if there is no such file."""
        if name not in self.names or self._archive is None:
            raise KeyError(name)
        return _chunks(self._archive, name)


def files_of(folder: Path) -> Files:
    """Return every file under a folder by its name with forward slashes, to be read later; links are passed over.

    Raises
    ------
    UsageError
        If there is no such folder, or a file of it cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", "name the folder that holds everything of the athlete")
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [(path.relative_to(folder).as_posix(), _read(path)) for path in found]


def write_folder(folder: Path, bundle: Bundle) -> None:
    """Write the files of a bundle into a folder, which must not exist yet or be empty.

    Raises
    ------
    UsageError
        If the folder holds something already, or cannot be written.
    """
    advice = "name a new folder with --out"
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} is there already", advice)
        for name in bundle.names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                file.writelines(bundle.chunks(name))
    except OSError as problem:
        raise UsageError(f"cannot write to {folder} ({problem})", advice) from problem


def _checked(path: Path, archive: zipfile.ZipFile) -> tuple[str, ...]:
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise ValueError("it would unfold to more than 64 GiB")
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise UsageError(f"{path} is a bundle of another version", f"this version reads {SCHEMA}")
    hashes = dict(manifest["sha256"])
    for name, expected in hashes.items():
        digest = hashlib.sha256()
        for chunk in _chunks(archive, name):
            digest.update(chunk)
        if not _is_sound(name) or digest.hexdigest() != expected:
            raise ValueError(f"{name} is not what was packed")
    return tuple(hashes)


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as file:
        while chunk := file.read(_AT_ONCE):
            yield chunk


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_AT_ONCE):
                yield chunk
    except OSError as problem:
        raise UsageError(f"cannot read {path} ({problem.strerror or problem})", "check who may read it") from problem


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _is_sound(name: str) -> bool:
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or "\\" in name or ":" in name or ".." in parts
    return bool(parts) and not leads_out and name != MANIFEST and str(PurePosixPath(name)) == name
