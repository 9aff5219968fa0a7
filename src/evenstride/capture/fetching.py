"""Fetching a model file that someone asked for by name and checksum."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

_BLOCK = 1 << 16
_MAX_BYTES = 1_000_000_000
_TIMEOUT_S = 30
_SHA256 = re.compile(r"sha256=([0-9a-fA-F]{64})")


class FetchError(Exception):
    """The file could not be fetched; prints as one clause."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file is and what it must hash to.

    Parameters
    ----------
    url
        http or https, without its fragment.
    sha256
        Of the file as it is served, in hexadecimal.
    """

    url: str
    sha256: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the source that ``https://...#sha256=...`` names.

        Raises
        ------
        FetchError
            If it is no such address, or names no checksum.
        """
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise FetchError(f"{text!r} is not a web address")
        checksum = _SHA256.fullmatch(parts.fragment)
        if not checksum:
            raise FetchError("the address names no checksum; end it with #sha256= and 64 hexadecimal digits")
        return cls(parts._replace(fragment="").geturl(), checksum[1].lower())


def fetched(source: Source, folder: Path) -> Path:
    """Return the file from `folder`, fetching it first if it is not there; it appears whole and checked, or not at all.

    A progress bar shows on standard error when that is a terminal.

    Raises
    ------
    FetchError
        If it cannot be fetched, is larger than a gigabyte, or has another checksum.
    """
    target = folder / f"{source.sha256[:16]}-{Path(urlsplit(source.url).path).name or 'model'}"
    if target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == source.sha256:
        return target
    scratch: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        scratch = Path(name)
        os.close(handle)
        found = _download(source, scratch)
        if found != source.sha256:
            raise FetchError(f"{source.url} served another file: its SHA-256 is {found}")
        scratch.replace(target)
    except (OSError, HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it is the answer itself, still open
        reason = error.reason if type(error) is urllib.error.URLError else error
        raise FetchError(f"{source.url} could not be fetched ({reason})") from None
    finally:
        if scratch:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
    return target


def _download(source: Source, target: Path) -> str:
    """Stream the file to `target` and return its SHA-256."""
    from tqdm import tqdm

    digest = hashlib.sha256()
    request = urllib.request.Request(source.url, headers={"User-Agent": "evenstride"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer, target.open("wb") as file:  # noqa: S310
        size = int(answer.headers.get("Content-Length") or 0)
        name = Path(urlsplit(source.url).path).name
        with tqdm(total=size or None, unit="B", unit_scale=True, desc=name, disable=None, leave=False) as bar:
            while block := answer.read(_BLOCK):
                digest.update(block)
                file.write(block)
                bar.update(len(block))
                if bar.n > _MAX_BYTES or file.tell() > _MAX_BYTES:
                    raise FetchError(f"{source.url} is larger than a gigabyte")
        if size and file.tell() != size:
            raise FetchError(f"{source.url} broke off after {file.tell()} of {size} bytes")
    return digest.hexdigest()
