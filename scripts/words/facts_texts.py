"""Every text of the facts that a person may read, for the catalogues of other languages."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields

from msgspec import Meta, Struct

from evenstride.knowledge.entries import MOMENTS
from evenstride.knowledge.loader import facts

NAMES = frozenset({"key", "code", "citation", "url_or_id", "finding"})
"""Fields that hold a name or a reference: the same in every language."""


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text with the part of the facts it stands in."""
    knowledge = facts()
    for part in fields(knowledge):
        entries = getattr(knowledge, part.name)
        for entry in entries.values() if isinstance(entries, Mapping) else entries:
            yield from ((part.name, text) for text in _texts_of(entry) if text)
    yield from (("moments", text) for text in MOMENTS.values())


def _texts_of(entry: Struct) -> Iterator[str]:
    hints = typing.get_type_hints(type(entry), include_extras=True)
    for name in entry.__struct_fields__:
        if name not in NAMES:
            yield from _told(getattr(entry, name), hints[name])


def _told(value: object, hint: object) -> Iterator[str]:
    match value:
        case str():
            if _is_text(hint):
                yield value
        case Struct():
            yield from _texts_of(value)
        case Mapping():
            inner = typing.get_args(hint)[-1]
            yield from (text for one in value.values() for text in _told(one, inner))
        case tuple():
            inner = _item_of(hint)
            yield from (text for one in value for text in _told(one, inner))


def _item_of(hint: object) -> object:
    """Return what the items of a tuple are, through the annotation that says how many there must be."""
    inner = typing.get_args(hint)
    return _item_of(inner[0]) if typing.get_origin(hint) is typing.Annotated else inner[0]


def _is_text(hint: object) -> bool:
    """Return whether a field holds free text: no choice of a few words, and no key of another entry."""
    if typing.get_origin(hint) is not typing.Annotated:
        return hint is str
    meta = [one for one in typing.get_args(hint)[1:] if isinstance(one, Meta)]
    return typing.get_args(hint)[0] is str and all(one.pattern is None for one in meta)
