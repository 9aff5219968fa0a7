"""A catalogue: messages with gaps, in English and in one other language, and how a finished sentence is recognised.

A message is a text such as ``Your {side} knee moves inward: {value}``. A sentence is recognised by the message it was
made of; what stands in the gaps is told in turn. Texts that were strung together from several messages are taken apart
at sentence ends, colons, brackets and commas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

GAP = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT = 12
"""A message of fewer letters than this fits by chance, so what stands in its gaps must be known as well."""
_OPENING = 4
"""A short message that begins with a word of at least this many letters is known by it where nothing else fits."""
_SENTENCES = (r"\n\s*", r"\s{2,}", r"(?<=[.!?])\s+(?=\S)")
_CLAUSES = ("; ", ": ", " · ")
_LISTED = re.compile(r", and |, | and | or ")
"""Where a text is taken apart only if every part is known: a name may hold these too."""
_FIGURES = re.compile(r"[\W\d_]*(?:(?:s|m|cm|kg|px|min)(?![^\W\d_])[\W\d_]*)*")
"""Numbers, signs and units: the same in every language."""
_MIDDLE = re.compile(r"([\W\d]*)(.*?)(\W*(?:\d[\d.,]*[\W]*(?:s|m|cm|kg|px|min)?)?\W*)", re.DOTALL)
_BRACKETS = re.compile(r"(?P<before>.*?)(?P<open>\s?[(\[])(?P<inside>.*)(?P<close>[)\]])(?P<after>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    """A text in English and in another language, "" where it is not translated yet; `many` and `forms` if it counts."""

    english: str
    told: str = ""
    many: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a sentence looks that was made of a message."""

    message: Message
    shape: re.Pattern[str]
    landmark: str
    letters: int
    opens: bool

    def gaps(self, text: str) -> dict[str, str] | None:
        """Return what stands in the gaps of a sentence, or None if it was not made of this message."""
        found = self.shape.fullmatch(text) if self.landmark in text else None
        return found.groupdict() if found else None


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language; `form_of` returns which of the forms a number takes."""

    code: str
    messages: tuple[Message, ...]
    form_of: Callable[[int], int] = field(default=lambda n: int(n != 1))

    def told(self, english: str) -> str:
        """Return a text in this language; what is not recognised stays as it is."""
        if not self.messages:
            return english
        known = self._known(english)
        return known if known is not None else self._partly(english)

    def message(self, english: str, number: int | None = None) -> str:
        """Return one message with its gaps still open, in the form that a number takes; English if there is none."""
        found = self._by_english.get(english)
        if found is None:
            return english
        if number is not None and found.forms:
            return found.forms[self.form_of(number)]
        return found.told or english

    @cached_property
    def _by_english(self) -> dict[str, Message]:
        return {english: m for m in self.messages for english in (m.english, m.many) if english}

    @cached_property
    def _memory(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _whole(self) -> dict[str, Message]:
        return {m.english: m for m in self.messages if not GAP.search(m.english)}

    @cached_property
    def _patterns(self) -> list[_Pattern]:
        """Every message with gaps, the wordiest first."""
        shapes = [(m, english) for m in self.messages for english in (m.english, m.many) if GAP.search(english)]
        return sorted((_pattern(m, english) for m, english in shapes), key=lambda p: -p.letters)

    def _known(self, text: str) -> str | None:
        """Return a text in this language, or None if a part of it is not known; figures are always known."""
        core = text.strip(" \n")
        if _FIGURES.fullmatch(core):
            return text
        if core not in self._memory:
            self._memory[core] = next((told for way in self._ways if (told := way(core)) is not None), None)
        told = self._memory[core]
        return told if told is None or core == text else text.replace(core, told, 1)

    @cached_property
    def _ways(self) -> tuple[Callable[[str], str | None], ...]:
        return (
            self._as_a_whole,
            lambda text: self._in_parts(text, _SENTENCES),
            self._as_a_message,
            self._in_its_middle,
            self._as_a_short_message,
            lambda text: self._in_parts(text, _CLAUSES),
            self._in_brackets,
            self._as_a_list,
        )

    def _partly(self, text: str) -> str:
        """Return a text with those of its sentences and clauses told that are known."""
        for pattern in self._patterns:
            if pattern.opens and (gaps := pattern.gaps(text)) is not None:
                return self._filled(pattern.message, text, gaps, {name: self.told(gaps[name]) for name in gaps})
        for place in (*_SENTENCES, *_CLAUSES):
            pieces = re.split(f"({place})", text)
            if len(pieces) > 1:
                pieces[::2] = [self.told(piece) for piece in pieces[::2]]
                return "".join(pieces)
        found = _BRACKETS.fullmatch(text)
        return "".join(map(self.told, found.groups())) if found else text

    def _as_a_whole(self, text: str) -> str | None:
        found = self._whole.get(text)
        if found is not None:
            return found.told or text
        found = self._whole.get(text[0].swapcase() + text[1:])
        return None if found is None else _begun_as(text, found.told or text)

    def _as_a_message(self, text: str) -> str | None:
        """Return a text made of a message that has words enough to be told by them; a name may stand in a gap."""
        for pattern in self._patterns:
            if pattern.letters >= _SHORT and (gaps := pattern.gaps(text)) is not None:
                return self._filled(pattern.message, text, gaps, {name: self.told(gaps[name]) for name in gaps})
        return None

    def _as_a_short_message(self, text: str) -> str | None:
        """Return a text made of a message that fits others by chance: what stands in its gaps has to be known too."""
        for pattern in self._patterns:
            if pattern.letters < _SHORT and (gaps := pattern.gaps(text)) is not None:
                told = {name: known for name in gaps if (known := self._known(gaps[name])) is not None}
                if len(told) == len(gaps):
                    return self._filled(pattern.message, text, gaps, told)
        return None

    def _filled(self, message: Message, text: str, gaps: dict[str, str], told: dict[str, str]) -> str:
        numbers = [int(inside) for inside in gaps.values() if inside.isdecimal()]
        counted = message.forms[self.form_of(numbers[0] if numbers else 2)] if message.forms else message.told
        return _begun_as(text, GAP.sub(lambda gap: told[gap[1]], counted)) if counted else text

    def _in_parts(self, text: str, places: Iterable[str]) -> str | None:
        for place in places:
            pieces = re.split(f"({place})", text)
            if len(pieces) == 1:
                continue
            told = [known for piece in pieces[::2] if (known := self._known(piece)) is not None]
            if len(pieces) == 2 * len(told) - 1:
                pieces[::2] = told
                return "".join(pieces)
        return None

    def _in_brackets(self, text: str) -> str | None:
        found = _BRACKETS.fullmatch(text)
        told = [known for part in found.groups() if (known := self._known(part)) is not None] if found else []
        return "".join(told) if found and len(told) == len(found.groups()) else None

    def _as_a_list(self, text: str) -> str | None:
        """Return a text as a first part and a rest; the first is as long as it can be."""
        for sign in reversed(list(_LISTED.finditer(text))):
            first, rest = self._known(text[: sign.start()]), self._known(text[sign.end() :])
            if first is not None and rest is not None:
                return first + (self._known(sign[0]) or sign[0]) + rest
        return None

    def _in_its_middle(self, text: str) -> str | None:
        """Return a text with signs and numbers around it: those stay, what they stand around is told."""
        core = _MIDDLE.fullmatch(text)
        if core is None or core[2] in ("", text):
            return None
        told = self._known(core[2])
        return None if told is None else core[1] + told + core[3]


def _pattern(message: Message, english: str) -> _Pattern:
    words, seen, shape = GAP.split(english), set[str](), ""
    for n, piece in enumerate(words):
        if n % 2 == 0:
            shape += _either_case(piece) if n == 0 else re.escape(piece)
        else:
            shape += f"(?P={piece})" if piece in seen else f"(?P<{piece}>.*?)"
            seen.add(piece)
    literal = words[::2]
    landmark = max((literal[0][1:], *literal[1:]), key=len)
    opens = len(_LETTER.findall(literal[0])) >= _OPENING
    letters = sum(len(_LETTER.findall(piece)) for piece in literal)
    return _Pattern(message, re.compile(shape, re.DOTALL), landmark, letters, opens)


def _either_case(words: str) -> str:
    """Return what a message begins with, as it stands at the beginning or in the middle of a sentence."""
    if words[:1].isalpha():
        return f"[{words[0].lower()}{words[0].upper()}]" + re.escape(words[1:])
    return re.escape(words)


def _begun_as(english: str, told: str) -> str:
    """Return a translation with a capital where the English begins with one, as at the beginning of a sentence."""
    return told[:1].upper() + told[1:] if english[:1].isupper() else told


def read_catalogue(code: str, text: str) -> Catalogue:
    """Return the catalogue that a ``.po`` file holds; what is marked as fuzzy counts as not translated."""
    import polib

    file = polib.pofile(text)
    return Catalogue(code, tuple(_messages(file)), _form_rule(file.metadata.get("Plural-Forms", "")))


def _messages(entries: Iterable[Any]) -> Iterator[Message]:
    for entry in entries:
        forms = entry.msgstr_plural
        known = not entry.fuzzy and all(forms.values())
        several = tuple(forms[n] for n in sorted(forms)) if known else ()
        if not entry.obsolete:
            yield Message(entry.msgid, several[0] if several else entry.msgstr * known, entry.msgid_plural, several)


def _form_rule(header: str) -> Callable[[int], int]:
    from gettext import c2py  # the standard library's own reader of this line

    rule = re.search(r"plural=([^;]+)", header)
    return c2py(rule[1].strip()) if rule else lambda n: int(n != 1)
