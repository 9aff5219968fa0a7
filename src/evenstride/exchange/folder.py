"""The folder of results: all of it or nothing, never half.

Results are written into a hidden folder beside the target, then moved into place. A list of our own files stays in the
folder, so that the next run replaces exactly those and leaves everything else that lies there alone.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evenstride.errors import OutputFolderError, UsageError

MANIFEST = ".evenstride-files"
FACES_SHOWN = "faces-shown.txt"
_LAST = ("assessment.json", MANIFEST)
"""Moved last when files are moved one by one, so that who finds them finds the others too."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


def probe(out: Path) -> None:
    """Find out, before any work is done, whether results can be written to `out`; leave no trace.

    Raises
    ------
    OutputFolderError
        If `out` is a file, or a folder cannot be made or written to there.
    """
    made: list[Path] = []
    try:
        target = out.resolve()
        if target.exists() and not target.is_dir():
            raise OutputFolderError(out, "it is a file")
        made = _make(target)
        trial = target / _partial_name(target)
        trial.mkdir()
        trial.rmdir()
    except OSError as problem:
        raise OutputFolderError(out, _reason(problem)) from problem
    finally:
        _unmake(made)


@contextmanager
def results_folder(out: Path) -> Iterator[Path]:
    """Yield an empty folder to write results into; when the block ends well, it becomes `out`.

    A folder that holds nothing but our earlier results is replaced as a whole. In any other folder our files replace
    files of the same name and our own earlier ones; the rest stays. When the block raises, or is interrupted,
    everything is as before.

    Raises
    ------
    OutputFolderError
        If the results cannot be written to `out`.
    """
    probe(out)
    target = out.resolve()
    made: list[Path] = []
    staging: Path | None = None
    try:
        made = _make(target.parent)
        staging = _staging(target)
        yield staging
        _commit(staging, target, out)
        made = []
    except OSError as problem:
        if problem.errno not in _FULL:
            raise
        raise OutputFolderError(out, _reason(problem)) from problem
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
        _unmake(made)


def mark_faces_shown(folder: Path) -> None:
    """Note in a results folder that its pictures show faces, as was asked for."""
    (folder / FACES_SHOWN).write_text("The pictures and clips in this folder show faces, as was asked for.\n", "utf-8")


def shows_faces(folder: Path) -> bool:
    """Tell whether the pictures in a results folder show faces."""
    return any(folder.rglob(FACES_SHOWN))


def probe_file(path: Path) -> None:
    """Find out, before any work is done, whether a file can be written at `path`; leave no trace.

    Raises
    ------
    UsageError
        If it cannot.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists():
            with path.open("ab"):
                return
        trial = path.with_name(_partial_name(path))
        trial.touch(exist_ok=False)
        trial.unlink()
    except OSError as problem:
        raise _file_refusal(path, problem) from problem


def write_file(path: Path, text: str) -> None:
    """Write `text` to `path`, all of it or nothing; a device or a pipe is written to directly.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
            return
        partial = target.with_name(_partial_name(target))
        try:
            partial.write_text(text, encoding="utf-8")
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as problem:
        raise _file_refusal(path, problem) from problem


def _commit(staging: Path, target: Path, out: Path) -> None:
    """Move what was written into place."""
    ours = _files_under(staging)
    earlier = _earlier(target)
    (staging / MANIFEST).write_text("".join(f"{name}\n" for name in sorted(ours)), encoding="utf-8")
    if not target.exists():
        staging.rename(target)
    elif staging.parent == target.parent and _replaceable(target, earlier):
        _swap(staging, target)
    else:
        _merge(staging, target, out, stale=earlier - ours)


def _swap(staging: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which is kept until the new one stands."""
    aside = target.parent / _partial_name(target)
    target.rename(aside)
    try:
        staging.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    try:
        shutil.rmtree(aside, ignore_errors=True)
    finally:  # interrupted: what is left goes now
        shutil.rmtree(aside, ignore_errors=True)


def _merge(staging: Path, target: Path, out: Path, stale: set[str]) -> None:
    """Move our files one by one into a folder that holds other things too."""
    names = sorted(_files_under(staging) | {MANIFEST}, key=lambda name: (name in _LAST, name))
    for name in names:
        in_the_way = (target / name).is_dir() or any((target / part).is_file() for part in _folders_of(name))
        if in_the_way:
            raise OutputFolderError(out, f"something else is called {name} there")
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(target / name)
    for name in stale:
        (target / name).unlink(missing_ok=True)
    for folder in sorted({part for name in stale for part in _folders_of(name)}, reverse=True):
        with suppress(OSError):  # not empty: something of the user's lies in it
            (target / folder).rmdir()


def _replaceable(target: Path, earlier: set[str]) -> bool:
    """Tell whether the folder holds only what an earlier run of ours put there, and nobody stands in it."""
    if target == Path.cwd():
        return False
    if not earlier:
        return not any(target.iterdir())
    known = {MANIFEST, *earlier, *(folder for name in earlier for folder in _folders_of(name))}
    there = (Path(place) / name for place, folders, names in os.walk(target) for name in (*folders, *names))
    return all(path.relative_to(target).as_posix() in known for path in there)


def _earlier(target: Path) -> set[str]:
    """Return the files that an earlier run of ours says it put there; only names that lie inside the folder count."""
    try:
        names = (target / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {name for name in names if name and not Path(name).is_absolute() and ".." not in Path(name).parts}


def _files_under(folder: Path) -> set[str]:
    found = (Path(place) / name for place, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix() for path in found if path.name != MANIFEST}


def _folders_of(name: str) -> list[str]:
    return [part.as_posix() for part in Path(name).parents if part != Path()]


def _staging(target: Path) -> Path:
    """Make the hidden folder to write into: beside the target if that can be renamed into place, else inside it."""
    inside = target.exists() and target.stat().st_dev != target.parent.stat().st_dev
    beside = target.parent / _partial_name(target)
    if not inside:
        try:
            beside.mkdir()
        except OSError:
            inside = target.exists()
            if not inside:
                raise
    if inside:
        beside = target / beside.name
        beside.mkdir()
    return beside


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there before, deepest last."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    made: list[Path] = []
    try:
        for part in reversed(missing):
            part.mkdir()
            made.append(part)
    except BaseException:
        _unmake(made)
        raise
    return made


def _unmake(made: list[Path]) -> None:
    for part in reversed(made):
        with suppress(OSError):
            part.rmdir()


def _partial_name(path: Path) -> str:
    return f".{path.name[:100]}.{secrets.token_hex(4)}.partial"


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()


def _file_refusal(path: Path, problem: OSError) -> UsageError:
    return UsageError(f"cannot write to {path} ({_reason(problem)})", "name another file with --json")
