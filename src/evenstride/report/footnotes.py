"""Numbered sources: a number where a claim stands, the list at the end of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evenstride.knowledge import Source, facts


@dataclass(frozen=True, slots=True)
class Note:
    """A source and the number it is cited by."""

    number: int
    source: Source


@dataclass(slots=True)
class Footnotes:
    """Gives each source a number when it is first cited."""

    _numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of these sources, in order, each once."""
        return tuple(self._numbers.setdefault(key, len(self._numbers) + 1) for key in dict.fromkeys(keys))

    @property
    def notes(self) -> tuple[Note, ...]:
        """Everything cited so far, by number."""
        return tuple(Note(number, facts().sources[key]) for key, number in self._numbers.items())
