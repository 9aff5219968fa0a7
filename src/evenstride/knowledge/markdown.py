"""Markdown for the reference page: tables, keys and links to sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table and an empty one."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def keys(names: Iterable[str]) -> str:
    """Return keys as code."""
    return ", ".join(f"`{key}`" for key in names)


def links(sources: Iterable[str]) -> str:
    """Return links to the entries of sources."""
    return ", ".join(f"[{key}](#{key})" for key in sources)
