"""The one language in force, and `tr`, through which everything passes that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from evenstride.language.catalogue import Catalogue
from evenstride.language.choice import ENGLISH, catalogue_of

_in_force: list[Catalogue] = []
"""The innermost language last; none is English. Of the whole process, so that threads that draw speak it too."""


class Told(str):
    """A text that is in the language in force already; `tr` leaves it alone."""

    __slots__ = ()


def tr(english: str) -> str:
    """Return an English text in the language in force; what it does not know stays as it is."""
    return _in_force[-1].told(english) if _in_force and not isinstance(english, Told) else english


def message(english: str, number: int | None = None) -> str:
    """Return a message of ours with its gaps still open, in the language in force and the form that a number takes."""
    return _in_force[-1].message(english, number) if _in_force else english


def counted(number: int, one: str, many: str) -> str:
    """Return what is said of one or of many, told: ``counted(n, "{n} repetition", "{n} repetitions")``."""
    return message(one if number == 1 else many, number).replace("{n}", str(number))


def code() -> str:
    """Return the code of the language in force, as ``<html lang>`` wants it."""
    return _in_force[-1].code if _in_force else ENGLISH


@contextmanager
def speaking(language: str | Catalogue) -> Iterator[None]:
    """Speak a language for a while: a code such as ``de``, or a catalogue of one's own.

    Raises
    ------
    UnknownLanguageError
        If there is no catalogue of that code.
    """
    catalogue = catalogue_of(language) if isinstance(language, str) else language
    _in_force.append(catalogue)
    try:
        yield
    finally:
        _in_force.pop()
