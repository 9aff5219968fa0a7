"""Everything of an athlete as one zip and back again without loss: files by name, each with its hash.

The same files give the same zip, byte for byte. What comes back is checked before anything is written.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from evenstride.errors import UsageError

SCHEMA = "evenstride.bundle/1"
MANIFEST = "evenstride-bundle.json"
_ADVICE = "give a zip that 'evenstride export all' wrote"
_EPOCH = (1980, 1, 1, 0, 0, 0)
MOST_BYTES = 4 * 1024**3
"""A zip that claims to unfold to more than this is refused unread."""


def pack(documents: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files: `documents` maps names with forward slashes to what the files hold.

    Raises
    ------
    ValueError
        If a name leads out of the zip, or is that of the manifest.
    """
    strays = [name for name in documents if not _is_sound(name)]
    if strays:
        raise ValueError(f"{strays[0]!r} cannot be the name of a file in a bundle")
    hashes = {name: hashlib.sha256(documents[name]).hexdigest() for name in sorted(documents)}
    manifest = json.dumps({"schema": SCHEMA, "sha256": hashes}, ensure_ascii=False, indent=2) + "\n"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((MANIFEST, manifest.encode()), *((name, documents[name]) for name in hashes)):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpack(path: Path) -> dict[str, bytes]:
    """Return the files of a zip that `pack` made, every one checked against its hash.

    Raises
    ------
    UsageError
        If it cannot be read, is no bundle, of another schema, damaged, or holds names that lead out of it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(path, archive)
    except OSError as problem:
        raise UsageError(f"cannot read {path} ({problem.strerror or problem})", _ADVICE) from problem
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, RuntimeError, NotImplementedError) as problem:
        raise UsageError(f"{path} is no bundle, or a damaged one ({problem})", _ADVICE) from problem


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its name with forward slashes; links are passed over.

    Raises
    ------
    UsageError
        If there is no such folder, or a file of it cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", "name the folder that holds everything of the athlete")
    try:
        files = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()]
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
    except OSError as problem:
        raise UsageError(f"cannot read {folder} ({problem})", "check who may read it") from problem


def write_folder(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Write the files into a folder, which must not exist yet or be empty.

    Raises
    ------
    UsageError
        If the folder holds something already, or cannot be written.
    """
    advice = "name a new folder with --out"
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} is there already", advice)
        for name, content in documents.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as problem:
        raise UsageError(f"cannot write to {folder} ({problem})", advice) from problem


def _checked(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise ValueError("it would unfold to more than 4 GiB")
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise UsageError(f"{path} is a bundle of another version", f"this version reads {SCHEMA}")
    documents = {}
    for name, expected in dict(manifest["sha256"]).items():
        content = archive.read(name)
        if not _is_sound(name) or hashlib.sha256(content).hexdigest() != expected:
            raise ValueError(f"{name} is not what was packed")
        documents[name] = content
    return documents


def _is_sound(name: str) -> bool:
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or "\\" in name or ":" in name or ".." in parts
    return bool(parts) and not leads_out and name != MANIFEST and str(PurePosixPath(name)) == name
